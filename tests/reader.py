"""What the tests read from finished pages: their tags, and what they say piece by piece."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "wbr", "col", "path", "rect", "use"})
CODE = re.compile(r"<(style|script|pre|code|svg)\b.*?</\1>", re.DOTALL)
DRAWN = re.compile(r"<text\b.*?</text>", re.DOTALL)
TOLD = re.compile(r'\s(?:aria-label|alt|title|data-label|name="description" content)="([^"]*)"')
MARK = re.compile(r'\u2060?<sup class="mb-ref.*?</sup>', re.DOTALL)
WITHIN = re.compile(r"</?(?:a|abbr|b|cite|em|i|small|span|strong|sub|sup|wbr)\b[^>]*>")  # a sentence goes on
DOWNLOAD = re.compile(r'download="([^"]+)\.csv" href="data:text/csv;charset=utf-8,([^"]+)"')
DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]+(?:[’'-][^\W\d_]+)*)\s+\1(?![\w’'-])", re.IGNORECASE)
# What is rightly said twice: pronouns of French, and names.
TWICE = frozenset({"nous nous", "vous vous", "pago pago", "walla walla", "bora bora", "wagga wagga"})


class Reader(HTMLParser):
    """The tags of a page, in order; a tag that is closed but not open is an ``AssertionError``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute on any tag."""
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def pieces(html: str) -> list[str]:
    """What a page says: paragraphs, cells, labels and words of drawings, without footnotes and code."""
    drawn = DRAWN.findall(html)
    said = WITHIN.sub("", MARK.sub("", CODE.sub("<p>", html)))
    parts = [
        *re.split(r"<[^>]*>", said),
        *(re.sub(r"<[^>]*>", " ", text) for text in drawn),
        *TOLD.findall(html),
    ]
    return [text for part in parts if (text := " ".join(unescape(part).replace("\u2060", "").split()))]


def doubled(text: str) -> list[str]:
    """The words that a text says twice running, with what stands around them."""
    return [
        text[max(0, found.start() - 30) : found.end() + 30]
        for found in DOUBLED.finditer(text)
        if " ".join(found[0].casefold().split()) not in TWICE
    ]


def downloads(html: str) -> dict[str, list[list[str]]]:
    """The tables of numbers that a page offers to save, by name: header and rows."""
    return {
        name: list(csv.reader(io.StringIO(unquote(unescape(body)).removeprefix("\ufeff"), newline="")))
        for name, body in DOWNLOAD.findall(html)
    }
