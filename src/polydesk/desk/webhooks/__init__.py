"""Telling other systems what happens, signed and repeated until they have heard it."""
