"""Read UN DESA's workbooks of the International Migrant Stock, of 2019, 2020 and 2024.

Their layouts differ in the place of the header and the names of columns; what all have is used: a row of
years that repeats for both sexes, males and females under a title for each, and columns of UN location
numbers. Places are identified by number, never by name or by type of data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import MISSING, ROUNDED, SUPPRESSED, Release, joined, tidy
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

from .. import cells
from ..content import Content
from ..licences import release

LEAST: Final = 0.9  # of the world's migrants: with fewer a workbook is partial
DEEPEST: Final = 30  # rows among which the header is
SIGNS: Final = {"..": MISSING, "~": SUPPRESSED, "—": ROUNDED, "–": ROUNDED, "": MISSING}
TYPES: Final = {
    "B": mark("born abroad"),
    "C": mark("foreign citizens"),
    "R": mark("refugees added"),
    "I": mark("imputed"),
}
_BANDS: Final = {
    "migrant_stock_0_19": (0, 19),
    "migrant_stock_20_64": (20, 64),
    "migrant_stock_65_over": (65, 200),
}


@dataclass(frozen=True)
class Layout:
    """The layout of a sheet, by column; ``origin`` is -1 if there is none."""

    first: int
    code: int
    origin: int
    kind: int
    year: int
    values: tuple[tuple[int, str, str], ...]  # column, sex, and its year or age


def recognises(content: Content) -> bool:
    """Return whether the first rows of a sheet name the International Migrant Stock."""
    if not content.is_workbook:
        return False
    text = " ".join(
        str(cell) for rows in list(content.sheets().values())[:3] for row in rows[:10] for cell in row if cell
    )
    return re.search(r"migrant stock\b", text.casefold()) is not None  # KNOMAD's title has "stocks"


def read(content: Content) -> list[Release]:
    """Return stock, share and population by sex, emigrants by origin, or pairs, as in the workbook.

    Sheets of rates of change, of shares of women and of refugees are not read. Raises ``UserError`` for a
    workbook without a sheet whose header is understood.
    """
    figures: list[pd.DataFrame] = []
    pairs: list[pd.DataFrame] = []
    dropped: dict[str, int] = {}
    unmatched: dict[str, int] = {}
    faults: list[str] = []
    short = ""
    for title, rows in content.sheets().items():
        indicator = _subject(rows)
        if not indicator:
            continue
        try:
            layout = _layout(rows)
        except ValueError as error:
            faults.append(f"{title}: {error}")
            continue
        made, out, unknown = _sheet(content, rows, layout, indicator)
        short = short or _short(rows, layout, made)
        dropped, unmatched = dropped | out, unmatched | unknown
        (pairs if "origin" in made else figures).append(made)
    if not figures and not pairs:
        why = faults[0] if faults else t("no sheet of migrants by sex, age or origin")
        raise UserError(
            "{file}: a workbook of UN DESA that is not understood: {why}", file=content.name, why=why
        )
    tables = [*figures, *pairs]
    year = max(int(made["year"].max()) for made in tables)
    return [
        release(
            "undesa",
            year,
            figures=pd.concat(figures, ignore_index=True) if figures else tidy(pd.DataFrame()),
            pairs=pd.concat(pairs, ignore_index=True) if pairs else tidy(pd.DataFrame(), pairs=True),
            dropped=dropped,
            unmatched=unmatched,
            partial=short,
        )
    ]


def _short(rows: Sequence[Sequence[Any]], layout: Layout, made: pd.DataFrame) -> str:
    """Say by how much a sheet's migrants fall short of its own world total; blank if they do not.

    With only a few places that total is not checked.
    """
    column, sex, year = layout.values[-1]
    places = [made["iso3"].nunique(), *([made["origin"].nunique()] if "origin" in made else [])]
    if layout.year >= 0 or max(places) < 50 or not made["indicator"].iloc[0].endswith(("stock", "by_origin")):
        return ""
    ends = [layout.code, *([layout.origin] if layout.origin >= 0 else [])]
    world = [
        row[column] for row in rows[layout.first :]
        if len(row) > max(*ends, column) and all(_number(row[end]) == "900" for end in ends)
    ]  # fmt: skip
    have = made.loc[(made["sex"] == sex) & (made["year"] == int(year)), "value"].sum()
    if not world or not isinstance(world[0], (int, float)) or have > LEAST * world[0]:
        return ""
    return f"{have:.0f} of {world[0]:.0f} migrants"


def _subject(rows: Sequence[Sequence[Any]]) -> str:
    """Return the indicator of a sheet, from its title; blank for those that are not read."""
    titles = [
        str(cell).strip()
        for row in rows[:DEEPEST]
        for cell in row
        if cell and "table" in str(cell).casefold()
    ]
    title = next((text.casefold() for text in titles if re.match(r"(?i)table\s+\d+\W", text)), "")
    if "annual rate" in title or "female migrants" in title or "refugee" in title or not title:
        return ""
    if "total population" in title and "percentage" not in title:
        return "population"
    if "percentage" in title:
        return "migrant_share" if "total population" in title else ""
    return "migrant_stock" if "migrant stock" in title else ""


def _text(cell: Any) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _layout(rows: Sequence[Sequence[Any]]) -> Layout:
    """Return the positions of header and columns. Raise ``ValueError`` with what was expected and missing."""
    header, spans = -1, re.compile(r"(19|20)\d\d")
    ages = re.compile(r"\d+\s*-\s*\d+|\d+\+|Total", re.I)
    for n, row in enumerate(rows[:DEEPEST]):
        if sum(bool(spans.fullmatch(_text(c)) or ages.fullmatch(_text(c))) for c in row) >= 3:
            header = n
            break
    if header < 0:
        raise ValueError(t("no row of years"))
    width = max(len(row) for row in rows[: header + 1])
    above = [
        [_text(c) for c in row] + [""] * (width - len(row)) for row in rows[max(0, header - 8) : header + 1]
    ]
    labels = [next((row[c] for row in reversed(above[-3:]) if row[c]), "").casefold() for c in range(width)]
    codes = [n for n, label in enumerate(labels) if re.search(r"\bcode\b", label)]
    if not codes:
        raise ValueError(t("no column of location codes"))
    origin = next((n for n in codes if "origin" in labels[n]), -1)
    code = next((n for n in codes if n != origin), origin)
    if len(codes) == 1:
        origin = -1
    values = []
    for column, cell in enumerate(above[-1]):
        if spans.fullmatch(cell) or ages.fullmatch(cell):
            values.append((column, _sex(above[:-1], column), cell))
    yearly = next((n for n, label in enumerate(labels) if label == "year"), -1)
    if yearly < 0 and not any(spans.fullmatch(cell) for _, _, cell in values):
        raise ValueError(t("no row of years"))
    if len({(sex, cell) for _, sex, cell in values}) < len(values):
        raise ValueError(t("the same years twice for one sex"))
    kind = next((n for n, label in enumerate(labels) if "data" in label.split() and "type" in label), -1)
    return Layout(header + 1, code, origin, kind, yearly, tuple(values))


def _sex(above: Sequence[Sequence[str]], column: int) -> str:
    """Return the sex in a block's merged title, which is above the block's first column."""
    for place in range(column, -1, -1):
        for row in reversed(above):
            text = row[place].casefold()
            if "both sexes" in text:
                return "both"
            if match := re.search(r"\b(fe)?males?\b", text):
                return "female" if match[1] else "male"
    return "both"


def _sheet(
    content: Content, rows: Sequence[Sequence[Any]], layout: Layout, indicator: str
) -> tuple[pd.DataFrame, dict[str, int], dict[str, int]]:
    """Return the rows of a sheet in long format, and the numbers of aggregates left out."""
    body = [row for row in rows[layout.first :] if len(row) > layout.code and _number(row[layout.code])]
    long = []
    for row in body:
        kind = "; ".join(TYPES[c] for c in _text(row[layout.kind]) if c in TYPES) if layout.kind >= 0 else ""
        place = (_number(row[layout.code]), _number(row[layout.origin]) if layout.origin >= 0 else "")
        year = _number(row[layout.year]) if layout.year >= 0 else ""
        for column, sex, label in layout.values:
            cell = row[column] if column < len(row) else None
            long.append((*place, year or label, sex, label, cell, kind))
    columns = ["code", "from", "year", "sex", "label", "cell", "kind"]
    table = pd.DataFrame(long, columns=columns, dtype=object)
    table["iso3"], dropped, unmatched = places.coded(table["code"])
    table["year"] = table["year"].astype(int)
    if layout.origin >= 0:
        table["origin"], also, unknown = places.coded(table["from"])
        dropped, unmatched = dropped | also, unmatched | unknown
        table = table[table["origin"] != ""]
    head = " ".join(_text(cell).casefold() for row in rows[: layout.first] for cell in row)
    table = _values(content, table[table["iso3"] != ""], 1000 if "thousand" in head else 1)
    if layout.year >= 0:
        return _ages(table, indicator), dropped, unmatched
    by_origin = "of origin" in head and "of destination" not in head
    name = "migrants_by_origin" if layout.origin >= 0 else "emigrant_stock" if by_origin else indicator
    made = tidy(table, pairs=layout.origin >= 0, indicator=name, unit=definitions.load()[name].unit)
    return made, dropped, unmatched


def _number(cell: Any) -> str:
    """Return a location number as text; blank if the cell has none."""
    text = _text(cell)
    return text.removesuffix(".0") if re.fullmatch(r"\d+(\.0)?", text) else ""


def _values(content: Content, table: pd.DataFrame, times: int) -> pd.DataFrame:
    """Return rows with the numbers of their cells, or the meanings of signs in place of numbers."""
    raw = table["cell"].map(_text)
    value, sign = cells.numbers(content, raw, SIGNS)
    value = ((value * times).round(6) if times > 1 else value).where(sign != ROUNDED, 0.0)
    qualifier = [joined(s, k) for s, k in zip(sign, table["kind"], strict=True)]
    return table.assign(value=value, qualifier=qualifier, raw=raw.where(sign != "", "").astype(object))


def _ages(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return rows by age: the total, and for migrants three broad groups if all their bands are numbers."""
    total = table[table["label"].str.casefold() == "total"]
    unit = definitions.load()[indicator].unit
    made = [tidy(total, indicator=indicator, unit=unit)]
    first = table["label"].str.extract(r"^(\d+)")[0].astype(float)
    for name, (low, high) in _BANDS.items() if indicator == "migrant_stock" else ():
        of = table[first.between(low, high)].groupby(["iso3", "year", "sex"])["value"]
        sums = of.agg(["sum", "count", "size"]).reset_index().query("count == size")
        made.append(tidy(sums.rename(columns={"sum": "value"}), indicator=name, unit=unit))
    return pd.concat(made, ignore_index=True)
