"""UNHCR: Refugee Population Statistics, with UNRWA's and IDMC's series as UNHCR republishes them."""
