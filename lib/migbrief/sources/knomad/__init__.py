"""KNOMAD: the bilateral remittance matrix, modelled."""
