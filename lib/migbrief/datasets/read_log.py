"""Which country figures a report looked at, so that it is made again when one of them changes.

Whatever hands out figures notes what was asked for; nothing is kept unless someone has asked to :func:`keep`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

EVERY: Final = "*"  # all countries, or all indicators
ANY: Final = "?"  # not the figures, only whether there are any

Reads = dict[str, dict[str, list[str]]]  # vintage → indicator or EVERY → sorted ISO3 codes or [EVERY]

_kept: dict[str, dict[str, set[str]]] | None = None


def keep() -> None:
    """Keep notes from now on, in this process."""
    global _kept
    _kept = {}


def kept() -> Reads | None:
    """What was noted since :func:`keep`; None if nobody asked to keep."""
    if _kept is None:
        return None
    return {
        vintage: {indicator: sorted(codes) for indicator, codes in sorted(asked.items())}
        for vintage, asked in sorted(_kept.items())
    }


def note(vintage: str, indicator: str = EVERY, countries: Iterable[str] | None = None) -> None:
    """Some figures were asked for; no ``countries`` means all of them."""
    if _kept is not None:
        asked = _kept.setdefault(str(vintage), {}).setdefault(indicator, set())
        asked.update((EVERY,) if countries is None else countries)


def touch(reads: Reads, vintage: str, indicator: str, iso3: str, came_or_went: bool) -> bool:
    """Whether a change of a country's figures bears on what was asked for.

    ``came_or_went``: no country had a figure of this indicator before, or none has one now.
    """
    asked = {*reads.get(vintage, {}).get(indicator, ()), *reads.get(vintage, {}).get(EVERY, ())}
    return bool(asked & {EVERY, iso3}) or (came_or_went and ANY in asked)
