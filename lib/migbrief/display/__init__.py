"""Charts, maps, tables, footnotes and CSV: everything that a cell shows."""
