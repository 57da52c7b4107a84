"""Forms: which fields a screen or a process dialog shows, and what they take."""
