"""The commands of the command line; ``migbrief.cli.main`` collects them."""
