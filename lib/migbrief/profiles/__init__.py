"""The parts of a Migration Profile: at a glance, drivers, trends, impact, governance, data gaps."""
