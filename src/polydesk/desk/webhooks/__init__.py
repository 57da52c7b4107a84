"""Webhooks: who outside is told of what, and what became of it."""
