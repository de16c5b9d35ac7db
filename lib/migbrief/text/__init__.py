"""Languages, numbers in words, markup, and values that cite their source."""
