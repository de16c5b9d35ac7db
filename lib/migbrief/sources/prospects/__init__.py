"""UN DESA: World Population Prospects, the part on migration."""
