"""The webhook edge: tells receivers outside of what happened."""
