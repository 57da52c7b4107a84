"""Counts for dashboards and metrics, and what an agent was told."""
