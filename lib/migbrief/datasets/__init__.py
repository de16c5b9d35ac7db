"""Read and ask: countries, groups, indicators, pairs, and the store of official data."""
