"""The parts of a Migration Profile: glance, drivers, trends, impact, governance, gaps and peers.

Each function takes a :class:`~migbrief.content.country.profile.Profile` and returns what a cell shows. All
must hold for every country: without data, without peers, or unknown to World Population Prospects.
"""
