"""The agents' interface."""
