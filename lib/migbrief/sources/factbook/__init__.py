"""The CIA World Factbook."""
