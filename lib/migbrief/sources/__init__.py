"""From raw packages to the tables of ``data``: ``fetch`` downloads, pure modules read, ``build`` writes."""
