"""Figures with unit and hedge."""

import re

from migbrief.text.i18n import current, mark, t, tp

from .nouns import measure
from .numbers import compact, is_missing, missing, number, percentage

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
_VOWEL = re.compile(r"[aeiouâéèêîôûœ]", re.I)
_CODE = re.compile(r"[A-Z]{3}")
_GLUED = {"%", "percent"}
_BARE = {"", "year", "date", "ordinal", "number", "index", "status"}


def quantity(
    value: float | None,
    unit: str = "",
    *,
    high: float | None = None,
    qualifier: str = "",
    decimals: int | None = None,
    fixed: bool = False,
) -> str:
    """Return a figure with its unit and hedge: ``nearly 150 countries``, ``US$ 6.6 million``, ``2–4%``."""
    if value is None or is_missing(value):
        return missing()
    long = abs(value) >= 1e6 and decimals is None

    def shown(x: float) -> str:
        if unit in ("year", "date"):
            return str(int(x))
        return compact(x) if abs(x) >= 1e6 and decimals is None else number(x, decimals, fixed=fixed)

    text = shown(value)
    top = value if high is None or is_missing(high) else high
    if top != value:
        text = f"{text}–{shown(top)}"
    if unit == "status" and qualifier:
        return t(qualifier)
    return hedged(_with_unit(text, unit, top, long), qualifier)


def hedged(figure: str, qualifier: str) -> str:
    """Return a figure in words with its hedge: ``over 80%``; unchanged if the qualifier is no hedge."""
    return t(QUALIFIERS[qualifier], figure=figure) if qualifier in QUALIFIERS else figure


def _with_unit(text: str, unit: str, value: float, long: bool) -> str:
    """Return a number in words with its unit. ``long``: the number ends in a word such as million."""
    if unit in ("US$", "US$ PPP", "NZ$"):
        sign = "−" if text.startswith("−") else ""
        return sign + _money(unit, text.removeprefix("−"), long)
    if _CODE.fullmatch(unit):  # an ISO 4217 code, which English puts first
        return f"{unit}\u00a0{text}" if current() == "en" else f"{text}\u00a0{unit}"
    if unit in _GLUED:
        return percentage(text)
    if unit == "tier":
        return t("Tier 2 Watch List") if value == 2.5 else t("Tier {figure}", figure=text)
    if unit.startswith("% "):
        return f"{percentage(text)} {t(unit).removeprefix('% ')}"
    if unit in _BARE:
        return text
    if unit == "time a year" and text == "1":
        return t("once a year")
    form = measure(unit, 1 if text == "1" else value if current() != "en" else 2)
    if not long:
        return f"{text} {form}"
    # "6,6 millions de personnes", "2 millions d’autres personnes"
    phrase = tp("after a million", "{figure} {unit}", figure=text, unit=form)
    return phrase.replace(f" de {form}", f" d’{form}") if current() == "fr" and _VOWEL.match(form) else phrase


def _money(unit: str, figure: str, long: bool) -> str:
    """Return an amount in the format of the language: ``US$ 6.6 million``, ``6,6 millions USD``."""
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
