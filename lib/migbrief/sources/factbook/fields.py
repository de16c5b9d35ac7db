"""Mapping of the Factbook's fields to indicators and units, in both vintages."""

import re
import tomllib
from dataclasses import dataclass
from math import inf
from pathlib import Path


@dataclass(frozen=True)
class Measure:
    """How the figures of an indicator are read: ``unit`` is ours, ``words`` what may follow the number.

    ``sign`` is required at the number: ``%``, ``$`` or nothing. ``reader`` names the parser. Figures below
    ``least`` or above ``most`` are left out.
    """

    unit: str
    words: str = ""
    sign: str = ""
    reader: str = "quantity"
    least: float = 0.0
    most: float = inf

    def accepts(self, words: str) -> bool:
        return re.fullmatch(self.words, words, re.IGNORECASE) is not None


_TABLES = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))
MEASURES = {
    indicator: Measure(**{**row, "words": row.get("words", "").replace("{people}", _TABLES["people"])})
    for indicator, row in _TABLES["measures"].items()
}
# By section and field: the indicator of its figures, or of each of its parts by a pattern for their names.
FIELDS: dict[str, dict[str, str | dict[str, str]]] = _TABLES["fields"]
OWN_PART = (
    r"(?:total(?: population| emissions)?|Health expenditure \(as % of GDP\)|{field} (?P<year>\d{{4}}))?"
)

IGNORED = re.compile(
    r"male|female|definition|current situation|population pyramid|ten largest urban agglomerations|from .*"
    r"|Health expenditure \(as % of national budget\)",
    re.IGNORECASE,
)
"""Parts that are other measures."""

ADDITIVE = {"persons", "tonnes", "US$"}
"""Units whose figures add up over countries."""

BANDS = ("15-24 years", "25-54 years", "55-64 years")
"""The 2015 vintage splits ages 15 to 64 in three; their sum is the indicator."""

USUAL_NOTES = re.compile(
    r"(?:note:?\s*)*(?:\([^()]*\)|data (?:are )?in \d{4} (?:US )?dollars\.?"
    r"|data in current dollars at official exchange rate|% of .*"
    r"|annual GDP % growth based on constant local currency|index \(0-100\) of income distribution.*"
    r"|number of people ages 15 or older who are employed or seeking work"
    r"|personal transfers and compensation between resident and non-resident "
    r"individuals/households/entities)",
    re.IGNORECASE,
)
"""Notes that only define or date the field; any other note is listed in the build report."""

JOINT_NOTES = re.compile(r"includes? (?:Jersey and Guernsey|Guernsey and Jersey)", re.IGNORECASE)
"""Notes that two entities with their own codes are counted together, and given twice."""

NOTED_UNITS = {
    ("US$", "NZ$"): re.compile(r"New Zealand dollars?|\bNZD\b|NZ\$", re.IGNORECASE),
    ("US$ PPP", "US$"): re.compile(r"data are in current dollars", re.IGNORECASE),
}
"""Units, usual and true, of entries with a note that the bare dollar sign means another currency."""

RENAMED = {"2015": {"cc": "uc", "sk": "nn"}}
"""GEC codes of an older vintage that have changed: Curacao and Sint Maarten."""
