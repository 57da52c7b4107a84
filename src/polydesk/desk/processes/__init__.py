"""Process management: tickets that walk from activity to activity."""
