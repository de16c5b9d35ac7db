"""IOM: the Missing Migrants Project."""
