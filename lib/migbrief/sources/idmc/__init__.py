"""IDMC: the Global Internal Displacement Database."""
