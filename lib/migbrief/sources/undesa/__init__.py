"""UN DESA: the International Migrant Stock."""
