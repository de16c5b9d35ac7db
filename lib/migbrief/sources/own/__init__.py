"""A user's own tidy table."""
