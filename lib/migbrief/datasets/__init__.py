"""Reading and querying: countries, groups, indicators, pairs, and the store of official data."""
