"""Checks of this project's own, run by `bin/check`."""
