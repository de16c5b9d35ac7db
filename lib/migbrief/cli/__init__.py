"""The commands of the command line, and how they speak; ``migbrief.cli.main`` brings them together."""
