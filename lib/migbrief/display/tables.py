"""Tables with headings, units, aligned numbers, and explicit missing values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import pandas as pd

from migbrief.datasets import caveats, countries
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import here, inline, plain, referring, slug, unreferred
from migbrief.text.typography import tied
from migbrief.text.value import Value

from .csv import csv_link, numbers, numeric
from .html import Display, remade

VERDICT_MARKS = {
    mark("supported"): ("supported", "✓"),
    mark("supported by other sources"): ("supported", "✓"),
    mark("supported by the paper itself"): ("inside", "="),
    mark("partial"): ("partial", "◐"),
    mark("slipped"): ("partial", "↷"),
    mark("differs between sources"): ("differs", "≠"),
    mark("differs between editions"): ("differs", "⇄"),
    mark("contradicted"): ("contradicted", "✕"),
    mark("not checkable"): ("unchecked", "○"),
    mark("not verified"): ("unchecked", "○"),
    mark("context"): ("unchecked", "·"),
    mark("only implied"): ("unchecked", "·"),
}
NUMERIC = ("number", "year", "figure")
YEAR = re.compile(r" (\([^()]*\))$")  # what follows a figure: its year, and whether it is estimated
BREAKS = re.compile(r"[ –-]")  # where a line may break
SPARED = 3  # rows that are not worth folding
NAME = 24  # letters from which the name of a row wants room


@dataclass(frozen=True)
class Column:
    """How one column is shown: its heading, its unit, and a formatter if the default does not suit."""

    label: str
    unit: str = ""
    # text | number | verdict | year | figure, a number in words with its year | code, to be typed |
    # section, a place in the paper, which links to the report of that section, as a country to its profile
    kind: str = "text"
    decimals: int | None = None
    fixed: bool = False  # keep trailing zeros
    format: Callable[[Any], str] | None = None
    missing: str = words.MISSING
    wide: bool = False  # a column of sentences, which must not be squeezed
    hidden: bool = False  # a key, only for the download


@dataclass(frozen=True, repr=False)
class Table(Display):
    """A table as shown; ``data`` is the content of its CSV."""

    caption: str = ""
    source: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)

    def _results(self) -> Iterator[Display]:
        yield self


def badge(verdict: str) -> str:
    """Return the HTML of a verdict with its word, shape and colour.

    >>> badge("supported")
    '<span class="verdict verdict-supported"><span aria-hidden="true">✓</span> supported</span>'
    """
    kind, mark = VERDICT_MARKS.get(verdict, ("unchecked", "·"))
    shape = f'<span aria-hidden="true">{mark}</span>'
    return f'<span class="verdict verdict-{kind}">{shape} {escape(t(verdict))}</span>'


def _cell(value: Any, column: Column, tag: str = "td", key: object = None) -> str:
    numeric = column.kind in NUMERIC or isinstance(value, Value)
    if words.is_missing(value):
        kind = "num missing" if numeric else "missing"
        return f'<td class="{kind}">{escape(t(column.missing))}</td>'
    if isinstance(value, Value):
        number = _value(value, column)
        return f'<td class="num">{here(value.key) if value.key else ""}{escape(number)}</td>'
    if column.format is not None:
        text = referring(column.format(value))
    elif column.kind == "verdict":
        text = badge(str(value))
    elif column.kind == "number":
        text = escape(words.number(float(value), column.decimals, fixed=column.fixed))
    elif column.kind == "year":
        text = str(int(float(value)))
    elif column.kind == "code":  # a word that a reader types is never translated
        text = f"<code>{escape(str(value))}</code>"
    elif column.kind == "figure":
        text = YEAR.sub(r" <small>\1</small>", escape(str(value)))
    else:
        text = inline(t(str(value)))
    to = str(value).split(" ")[0] if column.kind == "section" else countries.called(str(value))
    leads = f' data-to="{escape(to)}"' if to else ""
    if tag == "th":
        long = ' class="long"' if column.wide else ""
        return f'<th scope="row"{long}{leads}>{text}{"" if words.is_missing(key) else here(str(key))}</th>'
    kind = "num" if numeric else "wide" if column.wide else ""
    return f'<td class="{kind}"{leads}>{text}</td>' if kind else f"<td{leads}>{text}</td>"


def _value(value: Value, column: Column) -> str:
    """Word a value for its column, without the unit if the heading has it."""
    if column.format is not None:
        return column.format(value.value)
    if column.kind == "number" and value.high is None and not value.qualifier:
        return words.number(value.value, column.decimals, fixed=column.fixed)
    if column.decimals is not None:
        value = replace(value, decimals=column.decimals)
    return value.words(bare=bool(column.unit))


def _guess(name: str, values: pd.Series) -> Column:
    """Guess how to show a column from its name and values."""
    label = "ISO3" if name == "iso3" else words.capital(name.replace("_", " "))
    if any(isinstance(v, Value) for v in values):
        units = {v.unit if isinstance(v, Value) and not v.hedge and v.high is None else "" for v in values}
        # A unit that all share is in the heading, unless it is a sign such as % or US$.
        if len(units) == 1 and (unit := units.pop()) and not unit.startswith(("%", "US$")):
            return Column(label, unit=unit, kind="number")
        return Column(label, kind="figure")
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    name_words = set(name.lower().replace("_", " ").split())
    if numeric and name_words & {"year", t("Year").lower()}:
        known = values.dropna()
        if known.between(1000, 3000).all() and (known % 1 == 0).all():
            return Column(label, kind="year")  # 2014, never 2,014; a count of years stays a number
    return Column(label, kind="number" if numeric else "text")


def _aligned(data: pd.DataFrame, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Return columns with decimals that align their numbers, except where units differ by row.

    A column of nothing but values is one of figures, so that its heading and gaps stand as they do.
    """
    columns = {
        key: replace(c, kind="figure") if c.kind == "text" and _has_values_only(data[key]) else c
        for key, c in columns.items()
    }
    units = [key for key, c in columns.items() if "unit" in (str(key).lower(), c.label.lower())]
    if any(data[key].nunique() > 1 for key in units):
        return dict(columns)
    aligned = dict(columns)
    for key, column in columns.items():
        if column.kind == "number" and column.format is None:
            places = words.alike(numbers(data[key])) if column.decimals is None else column.decimals
            aligned[key] = replace(column, decimals=places, fixed=True)
    return aligned


def _has_values_only(cells: pd.Series) -> bool:
    known = [cell for cell in cells if not words.is_missing(cell)]
    return bool(known) and all(isinstance(cell, Value) for cell in known)


def _grid(data: pd.DataFrame, columns: Mapping[str, Column], label: str, notes: Sequence[object] = ()) -> str:
    """Return the HTML of a table; ``notes`` are the keys by which footnotes lead to each row."""
    heads = []
    seen = {k: c for k, c in columns.items() if not c.hidden}
    for c in seen.values():
        unit = f' <span class="unit">({escape(words.measure(c.unit))})</span>' if c.unit else ""
        kind = ' class="num"' if c.kind in NUMERIC else ""
        heads.append(f'<th scope="col"{kind}>{escape(t(c.label))}{unit}</th>')
    body = []
    rows = zip(*(data[key].tolist() for key in seen), strict=True)
    for row, key in zip(rows, notes or [None] * len(data), strict=True):
        first, *others = zip(row, seen.values(), strict=True)
        cells = [_cell(*first, "th", key), *(_cell(*cell) for cell in others)]
        name = "" if words.is_missing(key) else f' data-row="{escape(str(key))}"'
        body.append(f"<tr{name}>" + "".join(cells) + "</tr>")
    first = data[next(iter(seen))]
    named = ' class="named"' if max((len(str(x)) for x in first), default=0) > NAME else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table{named}>'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def plain_table(data: pd.DataFrame, label: str) -> str:
    """Return the HTML of a table alone, its columns guessed, for the data of a figure.

    >>> "<td class=\\"num\\">2</td>" in plain_table(pd.DataFrame({"country": ["Kenya"], "n": [2]}), "A table")
    True
    """
    columns = {str(c): _guess(str(c), data[c]) for c in data.columns}
    data = data.rename(columns=str)
    return _grid(data, _aligned(data, columns), t("Data: {title}", title=label))


@remade
def table(
    data: pd.DataFrame,
    caption: str,
    *,
    columns: Mapping[str, Column | str] | None = None,
    source: str = "",
    note: str = "",
    name: str = "",
    shown: int = 0,
    key: str = "",
    notes: str = "",
    empty: str = mark("Nothing to show for these parameters."),
) -> Table:
    """Show a captioned table with its source and a CSV of exactly its rows.

    ``columns`` picks and orders columns (a plain string is a heading); default all. Hidden columns are only
    in the CSV. Rows beyond ``shown`` are folded, unless they are only a few. The first column heads its row.
    A cell that holds a :class:`Value` shows its number, and footnotes that cite its rows lead there; they
    lead to the table by its ``key`` or ``name``, to a row by its key in the column ``notes``. ``empty`` is
    shown if there are no rows.

    Raises ``KeyError`` if ``columns`` names one that the data lack.

    >>> data = pd.DataFrame({"country": ["Kenya"], "share": [Value(2.5, "%")]})
    >>> table(data, "Remittances", columns={"country": "Country", "share": "Share"}).data["share"].item()
    2.5
    """
    chosen: dict[str, Column] = {}
    for column, spec in (columns or {str(c): "" for c in data.columns}).items():
        if isinstance(spec, Column):
            chosen[column] = spec
        else:
            guessed = _guess(column, data[column])
            chosen[column] = Column(spec or guessed.label, kind=guessed.kind)
    chosen = _aligned(data, chosen)
    kept = data[list(chosen)].reset_index(drop=True)
    caption, heading = unreferred(caption), caption
    anchor = f"table-{slug(key or name or caption)}"
    mark = here(key or name) if key or name else ""
    caption_html = f'<figcaption class="mb-caption">{inline(heading)}{mark}</figcaption>'
    if kept.empty:
        inner = f'{caption_html}<p class="mb-note">{escape(t(empty))}</p>'
        html = f'<figure class="mb-table" id="{anchor}">{inner}</figure>'
        return Table(html, f"[Table] {caption}\n{t(empty)}", caption=caption, source=source, data=kept)
    rows = data.reset_index(drop=True)
    few = bool(shown) and len(kept) > shown + SPARED
    keys = list(rows[notes]) if notes else []
    end = shown if few else len(rows)
    grid = _grid(rows.head(end), chosen, caption, keys[:end])
    if few:
        rest = _grid(rows.iloc[shown:], chosen, t("{title} (continued)", title=caption), keys[end:])
        more = words.count(len(kept) - shown, "more row")
        label = escape(t("Show {rows}", rows=more))
        fewer = escape(t("Show fewer rows"))
        printed = escape(t("{rows} on the page on screen and in its file of data", rows=more))
        grid += (
            f'<details class="mb-more" data-fewer="{fewer}" data-printed="{printed}">'
            f"<summary>{label}</summary>{rest}</details>"
        )
    foot = escape(t("Source: {source}.", source=source)) + " " if source else ""
    note = caveats.with_place_caveats(note, caption, grid)
    plain = numeric(kept)
    html = (
        f'<figure class="mb-table" id="{anchor}">{caption_html}{grid}'
        f'<p class="mb-source">{foot}{csv_link(plain, name or caption)}</p>'
        + (f'<p class="mb-note">{inline(note)}</p>' if note else "")
        + "</figure>"
    )
    heads = {k: t(c.label) for k, c in chosen.items()}
    text = f"[Table] {caption}\n{_lines(plain.rename(columns=heads))}"
    return Table(html, text, caption=caption, source=source, data=plain)


def _lines(data: pd.DataFrame) -> str:
    """Return a table as lines of text, with aligned columns."""
    columns = [[str(c), *(words.missing() if words.is_missing(v) else str(v) for v in data[c])] for c in data]
    wide = [max(map(len, column)) for column in columns]
    return "\n".join(
        "  ".join(cell.rjust(w) for cell, w in zip(row, wide, strict=True))
        for row in zip(*columns, strict=True)
    )


def tiles(items: Mapping[str, str], label: str = mark("At a glance")) -> Display:
    """Show a few key figures in large type: label → figure as words, which may have footnotes.

    Text after a `` · `` in a label is shown below it. The page uses smaller type if a figure's unbreakable
    part has more letters than fit its tile.

    >>> print(tiles({"Migrants": "1.1 million"}))
    Migrants: 1.1 million
    """
    inner = ""
    for key, value in items.items():
        name, _, more = key.partition(" · ")
        below = f"<small>{inline(more)}</small>" if more else ""
        letters = max(map(len, BREAKS.split(tied(plain(value)))))
        inner += (
            f'<div><dt>{inline(name)}{below}</dt><dd style="--letters: {letters}">{inline(value)}</dd></div>'
        )
    text = "\n".join(f"{k}: {plain(v)}" for k, v in items.items())
    return Display(f'<dl class="mb-tiles" aria-label="{escape(t(label))}">{inner}</dl>', text)
