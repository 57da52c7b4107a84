"""Files that were sent before the form they belong to."""
