"""Reports on a paper: what all sections share in ``parts``, and a package for each section."""
