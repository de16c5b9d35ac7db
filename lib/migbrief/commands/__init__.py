"""The commands of the command line, and how they speak; ``migbrief.cli`` brings them together."""
