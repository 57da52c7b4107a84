"""Who changed what, from where: a chain in which a changed or missing entry shows."""
