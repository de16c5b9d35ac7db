"""Marks inside text: emphasis, web addresses, and the two ends of a footnote.

A :class:`~migbrief.text.value.Value` leaves the mark of a footnote in text, ``cited(...)``, which
carries what an end note would say, in characters that no text has.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

from .i18n import untranslated
from .typography import tied

EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
# A web address in escaped text, mostly without its scheme: with a path anywhere, else as an entry of a list.
# What ends like a file of ours is none.
HOST = r"(?:[a-z0-9-]+\.)+(?!(?:csv|json|md|ipynb|html|txt|py|pdf|zip)\b)[a-z]{2,}"
ADDRESS = re.compile(
    rf"(?<![\w@./:-])(?P<scheme>https?://)?(?P<rest>{HOST}/(?:(?:[\w./?=%#~+-]|&amp;)*[\w/])?|"
    rf"(?:(?<=://)|(?<![\w.] )){HOST}(?=$|[;)]))(?![\w@/-]|\.\w)"
)
LONG = 16  # letters of an address after its host


# A key, the rows that the page must have, and what an end note says, between characters of private use.
CITED = re.compile("\ue000([a-z0-9_-]*)((?: [a-z0-9_-]+)*)\ue001([^\ue002]*)\ue002")
PRIVATE = re.compile("[\ue000-\ue004]")  # what comes from data has no marks of ours


def cited(key: str, note: str, rows: Sequence[str] = ()) -> str:
    """The mark of a footnote in a text: it leads to ``here(key)``, or to an end note that says this.

    ``rows`` are the keys of rows that it rests on and the page must have.
    """
    return f"\ue000{' '.join([key, *rows])}\ue001{PRIVATE.sub('', note)}\ue002"


def inline(text: str) -> str:
    """Text as HTML; ``*word*`` becomes emphasis, a mark a footnote, a web address a link to it.

    Everything else is escaped.
    """
    return _marked(text, lambda part: ADDRESS.sub(_link, EMPHASIS.sub(r"<strong>\1</strong>", escape(part))))


def _link(match: re.Match[str]) -> str:
    host, slash, path = match["rest"].partition("/")
    rest = f"{slash}{path}".replace("/", "/<wbr>") if path else slash
    if len(path) > LONG:  # the page shows the host alone in a table, paper all of it
        rest = f"<span>{rest}</span>"
    shown = f"{match['scheme'] or ''}{host.replace('.', '.<wbr>')}{rest}"
    return f'<a class="mb-address" href="{match["scheme"] or "https://"}{match["rest"]}">{shown}</a>'


def plain(text: str) -> str:
    """The same text without its marks."""
    return unreferred(EMPHASIS.sub(r"\1", text))


def referring(text: str) -> str:
    """Text as HTML where only the marks of footnotes mean something."""
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
    """The text with marks around words of data that stay English where another language is spoken."""
    for word in untranslated():
        if word == text:
            return f"\ue003{text}\ue004"
        if " " in word and word in text and f"\ue003{word}" not in text:
            text = text.replace(word, f"\ue003{word}\ue004")
    return text


def lines_of_label(text: str) -> list[str]:
    """The lines of a label of a drawing, with marks for :func:`in_drawing` around what stays English."""
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
    """A line of a label as SVG.

    >>> in_drawing("3 \ue003Herons & reeds\ue004")
    '3 <tspan lang="en">Herons &amp; reeds</tspan>'
    """
    escaped = escape(text, quote=False)
    return escaped.replace("\ue003", '<tspan lang="en">').replace("\ue004", "</tspan>")


def unreferred(text: str) -> str:
    """The same text without the marks of footnotes."""
    return CITED.sub("", text)


def here(key: str) -> str:
    """HTML of the place that footnotes of this key lead to. ``footnotes`` numbers both on a page."""
    return f'<a class="mb-here" id="note-{slug(key)}"></a>'


def reference(key: str, text: str = "", rows: Sequence[str] = ()) -> str:
    """HTML of a footnote that leads to ``here(key)``; with ``text`` to an end note where there is none."""
    note = f' data-note="{escape(text)}"' if text else ""
    if rows:
        note += f' data-rows="{" ".join(rows)}"'
    return f'<sup class="mb-ref"{note}><a href="#note-{key}">↓</a></sup>'


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """A stable anchor or file name: ASCII letters, digits and hyphens, 60 characters at the most."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "item"
