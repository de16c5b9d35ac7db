"""Raw packages to the tables of ``data``: ``fetch`` gets them, pure modules read them, ``build`` writes."""
