"""Which reports exist, their parameters, and their results."""
