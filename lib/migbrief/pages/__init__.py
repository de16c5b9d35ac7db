"""From executed notebooks to HTML pages, the index, PDF and ZIP files."""
