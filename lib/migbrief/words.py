"""Numbers and lists as phrases: every figure in a report's prose is worded here, from data."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from . import language
from .language import current, mark, t, tn, tp

MISSING = mark("no data")
QUALIFIERS = {
    "some": mark("some {figure}"),
    "about": mark("about {figure}"),
    "nearly": mark("nearly {figure}"),
    "over": mark("over {figure}"),
    "more than": mark("more than {figure}"),
    "less than": mark("less than {figure}"),
    "at least": mark("at least {figure}"),
    "at most": mark("at most {figure}"),
    "estimated": mark("an estimated {figure}"),
}
_GLUED = {"%", "percent"}
_BARE = {"", "year", "date", "ordinal", "number", "index", "status"}
_IRREGULAR = {"people": "person", "children": "child"}


_BEFORE_I = re.compile(r" y (?=(?:[IÍií]|[Hh][ií](?!e))(?=[\w]))")  # Spanish: "Irak e Irán"
_BEYOND = 1e21  # figures too large to write out, infinity among them


def is_missing(value: object) -> bool:
    return value is None or (not isinstance(value, str) and bool(pd.isna(value))) or value == ""


def missing() -> str:
    """What stands where there is no figure."""
    return t(MISSING)


def number(value: float | None, decimals: int | None = None) -> str:
    """``1234.5`` → ``1,234.5``; missing → ``no data``. At most ``decimals`` places (default: as needed)."""
    if value is None or is_missing(value):
        return missing()
    if decimals is None:
        size = abs(value)
        decimals = 0 if size >= 100 or float(value).is_integer() else 1 if size >= 10 else 2
        if 0 < size < 0.01:  # a small figure is not zero
            decimals = min(8, 1 - math.floor(math.log10(size)))
    if abs(value) >= _BEYOND:
        return f"{value:.2e}".replace("-", "−")
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return _decimal(round(float(value), decimals) + 0.0, pattern, current())


@lru_cache(maxsize=10_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale)).replace("-", "−")


def compact(value: float | None, decimals: int | None = None) -> str:
    """``6600000`` → ``6.6 million``, to three figures; below a million the plain number."""
    if value is None or is_missing(value):
        return missing()
    size = abs(value)
    for scale in (1e12, 1e9, 1e6):
        if size >= scale:
            figure, n = number(value / scale, decimals), round(size / scale, 2)
            if scale == 1e12:
                return tn("{figure} trillion", "{figure} trillion", n, figure=figure)
            if scale == 1e9:
                return tn("{figure} billion", "{figure} billion", n, figure=figure)
            return tn("{figure} million", "{figure} million", n, figure=figure)
    return number(value)


def scales() -> dict[str, float]:
    """The words for large numbers in the language spoken, and what each stands for."""
    known = {}
    for n in (1, 2):
        known[tn("{figure} million", "{figure} million", n, figure="").strip()] = 1e6
        known[tn("{figure} billion", "{figure} billion", n, figure="").strip()] = 1e9
        known[tn("{figure} trillion", "{figure} trillion", n, figure="").strip()] = 1e12
    return known


def quantity(
    value: float | None,
    unit: str = "",
    *,
    high: float | None = None,
    qualifier: str = "",
    decimals: int | None = None,
) -> str:
    """A figure with its unit and hedge: ``nearly 150 countries``, ``US$ 6.6 million``, ``2–4%``."""
    if value is None or is_missing(value):
        return missing()
    long = abs(value) >= 1e6 and decimals is None

    def shown(x: float) -> str:
        if unit in ("year", "date"):
            return str(int(x))
        return compact(x) if abs(x) >= 1e6 and decimals is None else number(x, decimals)

    text = shown(value)
    top = value if high is None or is_missing(high) else high
    if top != value:
        text = f"{text}–{shown(top)}"
    if unit == "status" and qualifier:
        return t(qualifier)
    return hedged(_with_unit(text, unit, top, long), qualifier)


def hedged(figure: str, qualifier: str) -> str:
    """A figure in words with its hedge: ``over 80%``; a qualifier that is none leaves it as it is."""
    return t(QUALIFIERS[qualifier], figure=figure) if qualifier in QUALIFIERS else figure


def _with_unit(text: str, unit: str, value: float, long: bool) -> str:
    """A number in words with its unit. ``long``: the number ends in a word such as million."""
    if unit in ("US$", "US$ PPP", "NZ$"):
        sign = "−" if text.startswith("−") else ""
        return sign + _money(unit, text.removeprefix("−"), long)
    if unit in _GLUED:
        return percentage(text)
    if unit == "tier":
        return t("Tier 2 Watch List") if value == 2.5 else t("Tier {figure}", figure=text)
    if unit.startswith("% "):
        return f"{percentage(text)} {t(unit).removeprefix('% ')}"
    if unit in _BARE:
        return text
    form = measure(unit, 1 if text == "1" else value if current() != "en" else 2)
    # "6,6 millions de personnes"
    return tp("after a million", "{figure} {unit}", figure=text, unit=form) if long else f"{text} {form}"


def _money(unit: str, figure: str, long: bool) -> str:
    """French and Spanish say "de" after a million: ``6,6 millions de dollars US``, ``120 dollars US``."""
    if unit == "NZ$":
        return (
            tp("after a million", "NZ$ {figure}", figure=figure) if long else t("NZ$ {figure}", figure=figure)
        )
    if unit == "US$":
        return (
            tp("after a million", "US$ {figure}", figure=figure) if long else t("US$ {figure}", figure=figure)
        )
    if long:
        return tp("after a million", "US$ {figure} PPP", figure=figure)
    return t("US$ {figure} PPP", figure=figure)


def percentage(figure: str) -> str:
    """A number in words as a percentage: ``12%``, in French and Spanish with a space."""
    return t("{figure}%", figure=figure)


def measure(unit: str, value: float = 2) -> str:
    """A unit of the data in the language spoken, as it goes with ``value``; the plural by default."""
    if unit.startswith("%"):
        return t(unit)
    one = singular(unit)
    form = language.noun(one, unit, value)
    # A unit that is only said above a column, such as "US$ a member", has no plural in the catalogues.
    return t(form) if form in (one, unit) else form


def singular(unit: str) -> str:
    """The unit of one: ``kinds of support`` → ``kind of support``; only its first word is a plural."""
    noun, space, rest = unit.partition(" ")
    if noun in _IRREGULAR:
        noun = _IRREGULAR[noun]
    elif noun.endswith("ies"):
        noun = noun[:-3] + "y"
    elif noun.endswith("s") and not noun.endswith("ss"):
        noun = noun[:-1]
    return f"{noun}{space}{rest}"


def ordinal(n: int) -> str:
    """``3`` → ``3rd``."""
    if current() == "fr":
        return "1er" if n == 1 else f"{n}e"
    if current() == "es":
        return f"{n}.º"
    last = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{last}"


def plural(noun: str) -> str:
    """The plural of a noun phrase; its last word is inflected."""
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def count(n: int, noun: str) -> str:
    """``count(1, "fact")`` → ``1 fact``; ``count(0, "fact")`` → ``no facts``."""
    n = int(n)
    shown = "no" if n == 0 and current() == "en" else number(n)
    return f"{shown} {language.noun(noun, plural(noun), n)}"


def were(n: int) -> str:
    return "was" if n == 1 else "were"


def listing(items: Iterable[str], limit: int = 0) -> str:
    """``a, b and c``; past ``limit`` the rest is counted: ``a, b and 3 more``."""
    names = [str(i) for i in items]
    if limit and len(names) > limit:
        names = [*names[:limit], tn("{n} more", "{n} more", len(names) - limit)]
    if not names:
        return t("none")
    text = str(format_list(names, style="standard", locale=_region()))
    return _BEFORE_I.sub(" e ", text) if current() == "es" else text


def series(parts: Iterable[str]) -> str:
    """Phrases one after the other, parted by semicolons as the language writes them."""
    return t("; ").join(parts)


def sentence(text: str) -> str:
    """First letter raised, one full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def capital(text: str) -> str:
    """First letter raised, the rest as it stands: names keep their capitals."""
    return text[:1].upper() + text[1:]


def date(value: object) -> str:
    """An ISO date, perhaps partial: ``2011-12`` → ``December 2011``; anything else as it stands."""
    text = "" if is_missing(value) else str(value)
    parts = text.split("-")
    if not text:
        return t("date not stated")
    try:
        if len(parts) == 2:
            return str(format_skeleton("yMMMM", pd.Timestamp(f"{text}-01"), locale=_region()))
        if len(parts) == 3:
            said = str(format_date(pd.Timestamp(text), "long", locale=_region()))
            return f"1er{said[1:]}" if current() == "fr" and said.startswith("1 ") else said
    except ValueError:
        return text
    return text


def _region() -> str:
    """The locale of lists and dates: English as the United Nations writes it."""
    return "en_GB" if current() == "en" else current()


def years(values: Iterable[Any]) -> str:
    """The years of some figures: ``2021``, ``2019–2024``, or ``year not stated``."""
    known = sorted({int(v) for v in values if not is_missing(v)})
    if not known:
        return t("year not stated")
    return str(known[0]) if known[0] == known[-1] else f"{known[0]}–{known[-1]}"


def source(rows: pd.DataFrame) -> str:
    """Where figures come from: each source with its vintage and the years of its figures.

    ``rows`` has columns ``source``, ``vintage`` and ``year``, one row a figure.
    """
    if rows.empty:
        return t("no figures")
    parts = []
    for (name, vintage), group in rows.groupby(["source", "vintage"], sort=True):
        when = years(group["year"])
        figures = t("figures for {years}", years=when) if when[:1].isdigit() else when
        parts.append(
            t("{source}, vintage {vintage}, {figures}", source=t(name), vintage=vintage, figures=figures)
        )
    return series(parts)


def percent(value: float, decimals: int = 0) -> str:
    """A percentage that rounding does not make none, all or twice itself.

    ``0.34`` → ``0.3%``, ``0.02`` → ``under 0.1%``, ``99.7`` → ``over 99%``; from 2 on with ``decimals``.
    """
    if is_missing(value):
        return missing()
    if 0 < value < 0.05:
        return t("under {figure}", figure=percentage(number(0.1)))
    if 99.5 <= value < 100 and not decimals:
        return t("over {figure}", figure=percentage("99"))
    return percentage(number(value, max(1, decimals) if 0 < value < 2 else decimals))


def share(part: float, whole: float, decimals: int = 0) -> str:
    """``part`` of ``whole`` as a percentage, or ``no data`` where there is nothing to share."""
    if not whole or math.isnan(whole):
        return missing()
    return percent(100 * part / whole, decimals)


def change(before: float, after: float, decimals: int = 0) -> str:
    """The relative change, signed: ``−3%``, ``+17%``."""
    if not before or is_missing(before) or is_missing(after):
        return missing()
    moved = round(100 * (after - before) / abs(before), decimals)
    return percentage(f"{'+' if moved > 0 else ''}{number(moved, decimals)}")


def locator(section: str, paragraph: object) -> str:
    """Where in the paper something stands: ``a1 ¶3``."""
    return f"{section} ¶{int(float(str(paragraph)))}" if not is_missing(paragraph) else section


def top(names: Sequence[str], values: Sequence[float], unit: str = "", n: int = 3) -> str:
    """The first ``n`` of some named figures in words: ``Kenya (12), Nepal (8) and Namibia (3)``.

    A name with brackets of its own takes none more: ``Iran (Islamic Republic of) with 5 and Chad with 4``.
    """
    pairs = list(zip(names, values, strict=True))[:n]
    if any(")" in name for name, _ in pairs):
        return listing(t("{name} with {figure}", name=name, figure=quantity(v, unit)) for name, v in pairs)
    return listing(f"{name} ({quantity(v, unit)})" for name, v in pairs)
