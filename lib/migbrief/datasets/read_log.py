"""A record of the country figures that a report read, so that it is made again if one of them changes.

Nothing is recorded before :func:`start`.
"""

from collections.abc import Iterable
from typing import Final

EVERY: Final = "*"  # all countries, or all indicators
ANY: Final = "?"  # not the figures, only whether there are any

FiguresRead = dict[str, dict[str, list[str]]]  # vintage → indicator or EVERY → sorted ISO3 codes or [EVERY]

_log: dict[str, dict[str, set[str]]] | None = None


def start() -> None:
    """Start an empty record for this process.

    >>> start()
    >>> recorded()
    {}
    """
    global _log
    _log = {}


def recorded() -> FiguresRead | None:
    """Return what was read since :func:`start`, sorted; None before it.

    >>> start(); record("2025", "refugees_hosted", ["KEN"]); recorded()
    {'2025': {'refugees_hosted': ['KEN']}}
    """
    if _log is None:
        return None
    return {
        vintage: {indicator: sorted(codes) for indicator, codes in sorted(by_indicator.items())}
        for vintage, by_indicator in sorted(_log.items())
    }


def record(vintage: str, indicator: str = EVERY, countries: Iterable[str] | None = None) -> None:
    """Record that figures of some ``countries`` (ISO3) were read; None means all of them.

    >>> start()
    >>> record("2025", countries=["NPL", "KEN"])
    >>> recorded()
    {'2025': {'*': ['KEN', 'NPL']}}
    """
    if _log is not None:
        read = _log.setdefault(str(vintage), {}).setdefault(indicator, set())
        read.update((EVERY,) if countries is None else countries)


def is_affected(figures: FiguresRead, vintage: str, indicator: str, iso3: str, came_or_went: bool) -> bool:
    """Return whether the change of one country's figures affects a report that read ``figures``.

    ``came_or_went``: no country had a figure of this indicator before, or none has one now.

    >>> is_affected({"2025": {"gini": ["KEN"]}}, "2025", "gini", "NPL", False)
    False
    """
    read = {*figures.get(vintage, {}).get(indicator, ()), *figures.get(vintage, {}).get(EVERY, ())}
    return bool(read & {EVERY, iso3}) or (came_or_went and ANY in read)
