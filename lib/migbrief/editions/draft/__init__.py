"""From a paper's text to the tables of an edition: what can be read is filled in, the rest left blank."""
