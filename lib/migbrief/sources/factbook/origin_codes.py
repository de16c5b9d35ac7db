"""The country that a listed refugee origin means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .text import clean

_ALIASES = {
    "burma": "MMR",
    "cape verde": "CPV",
    "czech republic": "CZE",
    "democratic republic of congo": "COD",
    "democratic republic of the congo": "COD",
    "drc": "COD",
    "republic of congo": "COG",
    "republic of the congo": "COG",
    "congo (kinshasa)": "COD",
    "congo (brazzaville)": "COG",
    "congo, democratic republic of the": "COD",
    "congo, republic of the": "COG",
    "cote d'ivoire": "CIV",
    "ivory coast": "CIV",
    "iran": "IRN",
    "laos": "LAO",
    "macedonia": "MKD",
    "north korea": "PRK",
    "south korea": "KOR",
    "russia": "RUS",
    "swaziland": "SWZ",
    "syria": "SYR",
    "korea, north": "PRK",
    "korea, south": "KOR",
    "tanzania": "TZA",
    "the gambia": "GMB",
    "tibet/china": "CHN",
    "turkey": "TUR",
    "venezuela": "VEN",
    "bolivia": "BOL",
    "vietnam": "VNM",
    "west bank and gaza strip": "PSE",
    "western sahara": "ESH",
    "western saharan": "ESH",
    "western saharan sahrawi": "ESH",
}
"""Names the Factbook uses that a table of standard names lacks; folded as ``_fold`` does.

"Palestinian refugees (UNRWA)" is none: it says who registered them, not which country they come from.
"""

_REMARK = re.compile(r"\s*\([^)]*\)?$")


def _fold(name: str) -> str:
    return clean(name).replace("’", "'").replace("ô", "o").casefold().strip()


def code(name: str, names: Mapping[str, str]) -> str:
    """ISO 3166 code of an origin, from our aliases or ``names`` (name → code); "" for no single country."""
    known = {_fold(key): value for key, value in names.items()}
    for form in (_fold(name), _REMARK.sub("", _fold(name)), _fold(name).removeprefix("the ")):
        iso3 = _ALIASES.get(form) or known.get(form)
        if iso3:
            return iso3
    return ""
