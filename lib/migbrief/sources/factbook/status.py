"""Figures that are not numbers in the source: trafficking tiers and membership of IOM."""

import re

from .numbers import Quantity, Unread, final_date
from .text import clean, split

_TIER = re.compile(r"tier (?P<tier>[123])(?P<watch>,? \(?watch ?list)?\b", re.IGNORECASE)
_REPORT_YEAR = re.compile(r"(?P<year>20\d{2})-trafficking-in-persons-report")
_MEMBER = re.compile(r"IOM(?: \((?P<kind>[^)]*)\))?", re.IGNORECASE)


def tier(text: str) -> Quantity | Unread:
    """Return the tier with which a text begins: 1, 2, 2.5 for the Tier 2 Watch List, 3.

    The year is that of the report linked in the text, or the date that ends the text; years of laws and
    trials within the text are not.
    """
    plain = clean(text)
    match = _TIER.match(plain)
    if not match:
        special = plain.casefold().startswith("special case")
        return Unread("special case, not placed on a tier" if special else "no tier named")
    report, date = _REPORT_YEAR.search(plain), final_date(plain)
    year = int(report["year"]) if report else date.year if date else None
    return Quantity(
        value=2.5 if match["watch"] and match["tier"] == "2" else float(match["tier"]),
        years=() if year is None else (year,),
    )


def membership(text: str) -> tuple[Quantity, str] | Unread:
    """Return membership of IOM from a list: 1 for a member, 0.5 for an observer, with the entry's words."""
    for entry in split(clean(text).replace(";", ","), ","):
        match = _MEMBER.fullmatch(entry)
        if match:
            kind = (match["kind"] or "member").casefold()
            if kind in {"member", "observer"}:
                return Quantity(1.0 if kind == "member" else 0.5, qualifier=kind), entry
            return Unread(f"IOM listed with an unknown status ({kind})")
    return Unread("not listed")
