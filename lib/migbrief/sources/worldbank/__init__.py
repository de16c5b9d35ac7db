"""The World Bank: World Development Indicators."""
