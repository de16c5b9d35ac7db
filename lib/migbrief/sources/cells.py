"""Cells of tables as numbers and years: read correctly, or rejected in one line."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from migbrief.errors import UserError

from .content import Content

# Thousands separated by commas or spaces; a point or an apostrophe is ambiguous between countries.
_GROUPED: Final = re.compile(r"[-+−]?\d{1,3}([, \xa0\u202f]\d{3})+(\.\d+)?|−\d+(\.\d+)?")
_DECIMAL: Final = re.compile(r"-?\d+,(\d{1,2}|\d{4,})|-?0,\d+")


def numbers(
    content: Content, raw: pd.Series, signs: Mapping[str, str], whole: bool = False
) -> tuple[pd.Series, pd.Series]:
    """Return numbers of cells, and the meanings of signs in place of numbers; both are as long as ``raw``.

    Raises ``UserError`` for other cells, for infinite numbers and, with ``whole``, for fractions.
    """
    value = pd.to_numeric(raw, errors="coerce").astype("float64").where(lambda found: np.isfinite(found))
    sign = pd.Series("", raw.index, dtype=object)
    rest = raw[value.isna()].astype(str).str.strip()
    table: dict[str, float] = {}
    if content.mark == ";" and rest.str.fullmatch(_DECIMAL).any():  # then 1,500 is one and a half too
        value = value.fillna(pd.to_numeric(rest.str.replace(",", "."), errors="coerce"))
        rest = rest[value[rest.index].isna()]
    for cell in rest.unique():
        if _GROUPED.fullmatch(cell) and not (content.mark == ";" and "," in cell):
            table[cell] = float(re.sub(r"[, \xa0\u202f]", "", cell).replace("−", "-"))
        elif cell.casefold() not in signs:
            raise _not_a_number(content, cell)
    value = value.fillna(rest.map(table).astype("float64"))
    if whole and (broken := value.notna() & (value % 1 != 0)).any():
        raise _not_a_number(content, str(raw[broken].iloc[0]))
    sign[rest.index] = [signs.get(cell.casefold(), "") for cell in rest]
    return value, sign


def _not_a_number(content: Content, cell: str) -> UserError:
    return UserError("{file}: {value} is not a number", file=content.name, value=repr(cell[:60]))


def years(content: Content, raw: pd.Series) -> pd.Series:
    """Return whole years. Raise ``UserError`` for anything else, including dates."""
    whole = pd.to_numeric(raw, errors="coerce")
    wrong = ~(whole.between(1500, 2200) & (whole % 1 == 0))
    if wrong.any():
        odd = repr(str(raw[wrong].iloc[0])[:60])
        raise UserError("{file}: {value} is not a year", file=content.name, value=odd)
    return whole.astype("int64")
