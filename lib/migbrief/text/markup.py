"""Marks in text: emphasis, web addresses, and the two ends of a footnote.

A :class:`~migbrief.text.value.Value` leaves the mark of a footnote, ``cited(...)``, in text. It carries the
text of an end note, delimited by characters of private use.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

from .i18n import untranslated
from .typography import tied

EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
# A web address in escaped text, mostly without a scheme: with a path anywhere, else as an entry of a list.
# Names with the extensions of our own files are excluded.
HOST = r"(?:[a-z0-9-]+\.)+(?!(?:csv|json|md|ipynb|html|txt|py|pdf|zip)\b)[a-z]{2,}"
ADDRESS = re.compile(
    rf"(?<![\w@./:-])(?P<scheme>https?://)?(?P<rest>{HOST}/(?:(?:[\w./?=%#~+-]|&amp;)*[\w/])?|"
    rf"(?:(?<=://)|(?<![\w.] )){HOST}(?=$|[;)]))(?![\w@/-]|\.\w)"
)
LONG = 16  # letters of an address after its host


# A key, the rows that the page must have, and the text of an end note, delimited by characters of private
# use.
CITED = re.compile("\ue000([a-z0-9_-]*)((?: [a-z0-9_-]+)*)\ue001([^\ue002]*)\ue002")
PRIVATE = re.compile("[\ue000-\ue004]")  # data may not contain our marks


def cited(key: str, note: str, rows: Sequence[str] = ()) -> str:
    """Return the mark of a footnote: it leads to ``here(key)``, or to an end note with this text.

    ``rows`` are the keys of rows that it rests on and the page must have.
    """
    return f"\ue000{' '.join([key, *rows])}\ue001{PRIVATE.sub('', note)}\ue002"


def inline(text: str) -> str:
    """Return text as HTML; ``*word*`` becomes emphasis, marks footnotes, web addresses links.

    Everything else is escaped.
    """
    return _marked(text, lambda part: ADDRESS.sub(_link, EMPHASIS.sub(r"<strong>\1</strong>", escape(part))))


def _link(match: re.Match[str]) -> str:
    host, slash, path = match["rest"].partition("/")
    rest = f"{slash}{path}".replace("/", "/<wbr>") if path else slash
    if len(path) > LONG:  # tables on screen show the host alone, paper all of it
        rest = f"<span>{rest}</span>"
    shown = f"{match['scheme'] or ''}{host.replace('.', '.<wbr>')}{rest}"
    return f'<a class="mb-address" href="{match["scheme"] or "https://"}{match["rest"]}">{shown}</a>'


def plain(text: str) -> str:
    """Return the text without its marks."""
    return unreferred(EMPHASIS.sub(r"\1", text))


def referring(text: str) -> str:
    """Return text as HTML, with only the marks of footnotes interpreted."""
    return _marked(text, escape)


def _marked(text: str, to_html: Callable[[str], str]) -> str:
    marks: list[str] = []
    parts: list[str] = []
    end = 0
    for match in CITED.finditer(text):  # what an end note says is no part of the text
        parts += [PRIVATE.sub("", text[end : match.start()]), f"\ue000{len(marks)}\ue002"]
        marks.append(reference(match[1], match[3], match[2].split()))
        end = match.end()
    html = to_html(_in_english(tied("".join([*parts, PRIVATE.sub("", text[end:])]))))
    html = html.replace("\ue003", '<span lang="en">').replace("\ue004", "</span>")
    return re.sub("\ue000(\\d+)\ue002", lambda match: marks[int(match[1])], html)


def _in_english(text: str) -> str:
    """Return the text with marks around words of data that stay English in other languages."""
    for word in untranslated():
        if word == text:
            return f"\ue003{text}\ue004"
        if " " in word and word in text and f"\ue003{word}" not in text:
            text = text.replace(word, f"\ue003{word}\ue004")
    return text


def lines_of_label(text: str) -> list[str]:
    """Return the lines of a chart label, with marks for :func:`in_drawing` around words that stay English."""
    lines = text.split("\n")
    whole = "".join(line if line.endswith("-") else f"{line} " for line in lines)
    marked = iter(_in_english(whole.rstrip(" ")))
    wrapped, english = [], False
    for line in lines:
        start, left = "\ue003" if english else "", len(line) + (not line.endswith("-"))
        while left and (char := next(marked, "")):
            start += char
            english = char == "\ue003" or (english and char != "\ue004")
            left -= char not in "\ue003\ue004"
        wrapped.append(start + "\ue004" if english else start)
    return [line.replace("\ue003\ue004", "").replace(" \ue004", "\ue004").rstrip(" ") for line in wrapped]


def in_drawing(text: str) -> str:
    """Return a line of a chart label as SVG.

    >>> in_drawing("3 \ue003Herons & reeds\ue004")
    '3 <tspan lang="en">Herons &amp; reeds</tspan>'
    """
    escaped = escape(text, quote=False)
    return escaped.replace("\ue003", '<tspan lang="en">').replace("\ue004", "</tspan>")


def unreferred(text: str) -> str:
    """Return the text without the marks of footnotes."""
    return CITED.sub("", text)


def here(key: str) -> str:
    """Return HTML of the target of footnotes with this key. ``footnotes`` numbers both on a page."""
    return f'<a class="mb-here" id="note-{slug(key)}"></a>'


def reference(key: str, text: str = "", rows: Sequence[str] = ()) -> str:
    """Return HTML of a footnote to ``here(key)``; with ``text``, to an end note if there is
    no such target.
    """
    note = f' data-note="{escape(text)}"' if text else ""
    if rows:
        note += f' data-rows="{" ".join(rows)}"'
    return f'<sup class="mb-ref"{note}><a href="#note-{key}">↓</a></sup>'


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """Return a stable anchor or file name: ASCII letters, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "item"
