"""The parts of a region profile, one module a part; ``sums`` adds up, ``region`` is what they are of."""
