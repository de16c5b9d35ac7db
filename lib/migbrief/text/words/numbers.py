"""Numbers in the format of a language: grouped, compact, as a percentage, as an ordinal."""

import math
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from migbrief.text.i18n import current, mark, t, tn

MISSING = mark("no data")
_EXACT = 1e15  # above this a float cannot hold every digit exactly
USUAL = 0.8  # share of a column's figures that have at most the decimals it shows
_WRITTEN_OUT = 1e10  # from here figures of a column are put into words
_BEYOND = 1e21  # figures too large to write out, infinity among them


def is_missing(value: object) -> bool:
    if isinstance(value, float):
        return value != value  # NaN
    return value is None or (not isinstance(value, str) and bool(pd.isna(value))) or value == ""


def missing() -> str:
    """Return the text for a missing figure."""
    return t(MISSING)


def number(value: float | None, decimals: int | None = None, *, fixed: bool = False) -> str:
    """Return a number as text: ``1234.5`` → ``1,234.5``; missing → ``no data``.

    At most ``decimals`` places (default: as needed); ``fixed`` keeps trailing zeros, as columns need.
    """
    if value is None or is_missing(value):
        return missing()
    fixed = fixed and decimals is not None
    decimals = _places(value, decimals)
    if abs(value) >= _BEYOND:
        return f"{value:.2e}".replace("-", "−")
    return _decimal(round(float(value), decimals) + 0.0, decimals, current(), fixed)


def alike(values: Iterable[float | None]) -> int | None:
    """Return the number of decimals with which the figures of a column align.

    None if figures differ too much in size for that, or are aligned as they are. Counts of which only some
    reach a million are written out, rather than some in words and some in digits.
    """
    sizes = [abs(float(v)) for v in values if v is not None and not is_missing(v)]
    top = max(sizes, default=0.0)
    if top >= 1e6:
        whole = all(size >= 100 or size.is_integer() for size in sizes)
        return 0 if whole and min(sizes) < 1e6 and top < _WRITTEN_OUT else None
    needed = sorted(_decimals_alone(size) for size in sizes)
    most = needed[-1] if needed else 0
    usual = needed[int(len(needed) * USUAL)] if needed else 0
    if usual < most and all(round(size, usual) for size in sizes if size):
        most = usual  # one figure with more decimals would give the rest zeros that they do not mean
    if top >= 1000 or most > 2:
        return None
    if top >= 100 and most > 1:  # 228.57 would claim more than a figure of three digits can
        return 1 if min(size for size in sizes if size) >= 0.05 else None
    return most


def _decimals_alone(size: float) -> int:
    """Return the number of decimals of a number that stands alone."""
    places = _places(size, None)
    return len(f"{size:.{places}f}".rstrip("0").partition(".")[2])


def _places(value: float, decimals: int | None) -> int:
    """Return the decimals to show: as requested, or enough for about three digits."""
    size = abs(value)
    if decimals is not None:
        return decimals
    if 0 < size < 0.01:  # a small figure is not zero
        return min(8, 1 - math.floor(math.log10(size)))
    return 0 if size >= 100 or float(value).is_integer() else 1 if size >= 10 else 2


def _decimal(value: float, decimals: int, locale: str, fixed: bool) -> str:
    """Format like Babel's ``format_decimal`` with ``#,##0.##``, which takes ten times as long."""
    if abs(value) * 10**decimals >= _EXACT:
        pattern = "#,##0" + ("." + ("0" if fixed else "#") * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=locale)).replace("-", "−")
    whole, _, places = f"{value:,.{decimals}f}".partition(".")
    group, point = _marks(locale)
    whole = whole.replace("-", "−").replace(",", group)
    places = places if fixed else places.rstrip("0")
    return f"{whole}{point}{places}" if places else whole


@lru_cache(maxsize=8)
def _marks(locale: str) -> tuple[str, str]:
    """Return the separators of thousands and of decimals."""
    return get_group_symbol(locale), get_decimal_symbol(locale)


def compact(value: float | None, decimals: int | None = None) -> str:
    """Return a number in words: ``6600000`` → ``6.6 million``, to three figures; below a
    million in digits.
    """
    if value is None or is_missing(value):
        return missing()
    size = abs(value)
    for scale in (1e12, 1e9, 1e6):
        if size >= scale:
            figure, n = number(value / scale, decimals), round(size / scale, 2)
            if scale == 1e12:
                return tn("{figure} trillion", "{figure} trillion", n, figure=figure)
            if scale == 1e9 and current() == "es":  # a Spanish billion is a thousand times as much
                thousands = number(round(value / scale, _places(value / scale, decimals)) * 1000, 0)
                return tn("{figure} million", "{figure} million", 1000, figure=thousands)
            if scale == 1e9:
                return tn("{figure} billion", "{figure} billion", n, figure=figure)
            return tn("{figure} million", "{figure} million", n, figure=figure)
    return number(value)


def scales() -> dict[str, float]:
    """Return the words for large numbers in the current language, with their values."""
    known = {}
    for n in (1, 2):
        known[tn("{figure} million", "{figure} million", n, figure="").strip()] = 1e6
        known[tn("{figure} billion", "{figure} billion", n, figure="").strip()] = 1e9
        known[tn("{figure} trillion", "{figure} trillion", n, figure="").strip()] = 1e12
    return known


def percentage(figure: str) -> str:
    """Return a number in words as a percentage: ``12%``, in French and Spanish with a space."""
    return t("{figure}%", figure=figure)


def percent(value: float, decimals: int = 0) -> str:
    """Return a percentage that rounding makes neither zero, nor the whole, nor twice itself.

    ``0.34`` → ``0.3%``, ``0.02`` → ``under 0.1%``, ``99.7`` → ``over 99%``; from 2 on with ``decimals``.
    """
    if is_missing(value):
        return missing()
    if 0 < value < 0.05:
        return t("under {figure}", figure=percentage(number(0.1)))
    if 99.5 <= value < 100 and not decimals:
        return t("over {figure}", figure=percentage("99"))
    return percentage(number(value, max(1, decimals) if 0 < value < 2 else decimals))


def ordinal(n: int, of: str = "") -> str:
    """Return an ordinal: ``3`` → ``3rd``; in Spanish with the gender of ``of``: ``100.ª``
    of a ``reunión``.
    """
    if current() == "fr":
        return "1er" if n == 1 else f"{n}e"
    if current() == "es":
        noun = of.split(" ")[0]
        return f"{n}.{'ª' if noun.endswith(('a', 'ión', 'dad')) else 'º'}"
    last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{last}"
