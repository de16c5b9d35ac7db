"""Migration Brief: reproducible evidence reports on international migration."""

__version__ = "0.1.0"
