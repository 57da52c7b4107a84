"""How fast the desk is, beside what the database driver alone would do for the same rows."""
