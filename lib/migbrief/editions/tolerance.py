"""How far an observed figure may be from a stated one, by the paper's qualifier."""

from collections.abc import Mapping
from dataclasses import dataclass

from migbrief.text.i18n import mark

# Two figures this close are the same number computed in two ways.
_SAME = 1e-9


@dataclass(frozen=True)
class Tolerance:
    """Shares of the stated value by which the observed may be below or above it; None: no limit.

    ``strict``: the observed value must not equal the stated one.
    """

    below: float | None
    above: float | None
    words: str
    strict: bool = False

    def accepts(self, stated: float, observed: float) -> bool:
        """Return whether ``observed`` is compatible with ``stated``.

        >>> BY_QUALIFIER["nearly"].accepts(100, 95)
        True
        """
        size = abs(stated)
        slack = _SAME * max(size, abs(observed), 1.0)
        gap = observed - stated
        if self.strict and abs(gap) <= slack:
            return False
        low_enough = self.above is None or gap <= self.above * size + slack
        return low_enough and (self.below is None or gap >= -self.below * size - slack)


BY_QUALIFIER: Mapping[str, Tolerance] = {
    "exact": Tolerance(0.0, 0.0, mark("the same number")),
    "some": Tolerance(0.05, 0.05, mark("within 5%")),
    "nearly": Tolerance(0.10, 0.0, mark("up to 10% below"), strict=True),
    "over": Tolerance(0.0, None, mark("any larger number"), strict=True),
    "at least": Tolerance(0.0, None, mark("the same or any larger number")),
    "at most": Tolerance(None, 0.0, mark("the same or any smaller number")),
    "less than": Tolerance(None, 0.0, mark("any smaller number"), strict=True),
    "estimated": Tolerance(0.10, 0.10, mark("within 10%")),
}
