"""What a notebook cell shows: escaped HTML for pages, plain text for everything else."""

from __future__ import annotations

import base64
import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from html import escape

import pandas as pd

from .language import mark, t

EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
REFERENCE = re.compile(r"\[\^([a-z0-9_-]+)\]")
# A web address in escaped text, mostly without its scheme: with a path anywhere, else as an entry of a list.
# What ends like a file of ours is none.
HOST = r"(?:[a-z0-9-]+\.)+(?!(?:csv|json|md|ipynb|html|txt|py|pdf|zip)\b)[a-z]{2,}"
ADDRESS = re.compile(
    rf"(?<![\w@./:-])(?P<scheme>https?://)?(?P<rest>{HOST}/(?:(?:[\w./?=%#~+-]|&amp;)*[\w/])?|"
    rf"(?:(?<=://)|(?<![\w.] )){HOST}(?=$|[;)]))(?![\w@/-]|\.\w)"
)
OWN = "[^own]"  # in a title or note of a figure or table: what is said is from its own source
LONG = 16  # letters of an address after its host
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some spreadsheets take the wide ones too


@dataclass(frozen=True)
class Display:
    """HTML with its plain-text twin. Whoever builds one has escaped what came from data."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def stack(*parts: Display) -> Display:
    """Several displays as one, in order."""
    return Display("\n".join(p.html for p in parts), "\n\n".join(p.text for p in parts))


def inline(text: str) -> str:
    """Text as HTML; ``*word*`` becomes emphasis, ``[^key]`` a footnote, a web address a link to it.

    Everything else is escaped.
    """
    html = EMPHASIS.sub(r"<strong>\1</strong>", escape(text))
    return _marked(ADDRESS.sub(_link, html))


def _link(found: re.Match[str]) -> str:
    host, slash, path = found["rest"].partition("/")
    rest = f"{slash}{path}".replace("/", "/<wbr>") if path else slash
    if len(path) > LONG:  # the page shows the host alone in a table, paper all of it
        rest = f"<span>{rest}</span>"
    shown = f"{found['scheme'] or ''}{host.replace('.', '.<wbr>')}{rest}"
    return f'<a class="mb-address" href="{found["scheme"] or "https://"}{found["rest"]}">{shown}</a>'


def plain(text: str) -> str:
    """The same text without its marks."""
    return unreferred(EMPHASIS.sub(r"\1", text))


def referring(text: str) -> str:
    """Text as HTML where only the marks of footnotes mean something."""
    return _marked(escape(text))


def _marked(html: str) -> str:
    return REFERENCE.sub(lambda found: reference(found[1]), html)


def unreferred(text: str) -> str:
    """The same text without the marks of footnotes."""
    return REFERENCE.sub("", text)


def owned(said: str, key: str) -> str:
    """A title or note of a figure or table, its ``OWN`` footnotes leading to the source line of that key."""
    return said.replace(OWN, refer(key) if key else "")


def refer(key: str) -> str:
    """The mark of a footnote in a text: it leads to the row or table that is ``here(key)``."""
    return f"[^{slug(key)}]"


def noted(said: str, key: str) -> str:
    """A sentence with the mark of a footnote at its end, before the full stop.

    Nothing stays nothing, and what has no key is left to be found on the page.
    """
    if not said or not key:
        return said
    return f"{said.removesuffix('.')}{refer(key)}{'.' if said.endswith('.') else ''}"


def here(key: str) -> str:
    """HTML of the place that footnotes of this key lead to. ``footnotes`` numbers both on a page."""
    return f'<a class="mb-here" id="note-{slug(key)}"></a>'


def reference(key: str) -> str:
    """HTML of a footnote that leads to ``here(key)``."""
    return f'<sup class="mb-ref"><a href="#note-{key}">↓</a></sup>'


def paragraph(text: str, kind: str = "mb-prose") -> Display:
    """A paragraph of prose, marked up as in :func:`inline`."""
    return Display(f'<p class="{kind}">{inline(text)}</p>', plain(text))


def note(text: str) -> Display:
    """A quieter paragraph: a limit, a definition, an assumption."""
    return paragraph(text, "mb-note")


def sourced(said: Display, source: str, key: str) -> Display:
    """Something said with its source below it, to which footnotes lead by the key."""
    line = t("Source: {source}.", source=source)
    return Display(f'{said.html}<p class="mb-source">{escape(line)}{here(key)}</p>', f"{said.text}\n{line}")


def bullets(items: list[str]) -> Display:
    """A list of sentences."""
    inner = "".join(f"<li>{inline(item)}</li>" for item in items)
    return Display(f'<ul class="mb-list">{inner}</ul>', "\n".join(f"- {plain(item)}" for item in items))


def slug(text: str) -> str:
    """A stable anchor or file name: ASCII letters, digits and hyphens, 60 characters at the most."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "item"


def safe_cell(value: object) -> object:
    """A CSV cell that a spreadsheet reads as text, never as a formula. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    # A bare carriage return ends a row for some readers, and what follows would begin a cell.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text[:1] == "\t" or text.lstrip().startswith(FORMULA_STARTS) else text


def to_csv(data: pd.DataFrame) -> str:
    """The table as CSV text with a header; missing values are empty cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(str(c)) for c in data.columns])
    for row in data.itertuples(index=False):
        writer.writerow(["" if pd.api.types.is_scalar(v) and pd.isna(v) else safe_cell(v) for v in row])
    return out.getvalue()


def csv_link(data: pd.DataFrame, name: str, label: str = mark("Download CSV")) -> str:
    """An HTML link that saves the table as ``name``.csv without any network."""
    # A byte-order mark makes spreadsheets read the accents of country names rightly.
    body = base64.b64encode(("\ufeff" + to_csv(data)).encode()).decode()
    address = f"data:text/csv;charset=utf-8;base64,{body}"
    return f'<a class="mb-download" download="{slug(name)}.csv" href="{address}">{escape(t(label))}</a>'
