"""Figures and tables of a page as separate small files, for other sites and for slides."""

import html
import re
import textwrap
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from migbrief.text.i18n import t

FIGURE: Final = re.compile(
    r'<figure class="mb-(?:figure|table)" id="((?:fig|table)-([\w-]+))"[^>]*>.*?</figure>', re.DOTALL
)
# What a figure has only on its page: marks of notes and back, data to unfold, anchors.
ON_PAGE: Final = re.compile(
    r'<sup class="mb-ref.*?</sup>|<a class="mb-here".*?</a>|<details class="mb-data">.*?</details>'
    r'|<a class="mb-download".*?</a>|<svg.*?</svg>(?=\s*</button>)',
    re.DOTALL,
)
AGAIN: Final = re.compile(r'(<span|<p class="mb-note") hidden>')  # remarks that the page has made before
ID: Final = re.compile(r' id="[^"]*"')
CSV: Final = re.compile(r'download="[^"]*\.csv" href="data:text/csv;charset=utf-8,([^"]*)"')
SVG: Final = re.compile(r"<svg .*?</svg>", re.DOTALL)
VARIABLE: Final = re.compile(r"var\(--[\w-]+,\s*([^()]+)\)")
BOX: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
SOURCE: Final = re.compile(r'<p class="mb-source">(.*?)</p>', re.DOTALL)
LISTED: Final = re.compile(r"<li>([^<:]+): (<a [^>]*>([^<]*)</a>.*?)</li>", re.DOTALL)
TITLED: Final = re.compile(r"(?:<dd>|; )([^;<>\[\]]+) \[([\w-]+)\]")  # a source edition and its id
TAG: Final = re.compile(r"<[^>]*>")
FOOT: Final = 9  # units of a drawing, for each line of its sources, and
LETTER: Final = 3.9  # for each of their letters
STYLE: Final = (
    "body{margin:0;padding:.75rem;font:15px/1.45 system-ui,sans-serif;color:#1d2733;background:#fefefe}"
    "figure{margin:0}figcaption{font-weight:600;margin-bottom:.5rem}svg{width:100%;height:auto}"
    "table{border-collapse:collapse;width:100%}th,td{padding:.25rem .5rem;text-align:left;"
    "border-bottom:1px solid #ccd3da}.num{text-align:right;font-variant-numeric:tabular-nums}"
    "p{margin:.4rem 0;font-size:13px;color:#55606d}a{color:inherit}.table-scroll{overflow-x:auto}"
)


def files(page: str, language: str, link: str) -> Iterator[tuple[str, str]]:
    """Yield each figure and table of a page as files: ``name.html``, ``name.csv``, ``name.svg`` of a chart.

    Each states its source and licence and links to ``link``, the address of the page.
    """
    title = html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])  # type: ignore[index]
    for match in FIGURE.finditer(page):
        anchor, name, figure = match[1], match[2], match[0]
        terms = _terms(page, figure)
        if data := CSV.search(figure):
            yield f"{name}.csv", unquote(html.unescape(data[1]))
        bare = AGAIN.sub(r"\1>", ID.sub("", ON_PAGE.sub("", figure)))
        if drawn := SVG.search(figure):
            yield f"{name}.svg", _drawing(drawn[0], TAG.sub("", terms))
            bare = SVG.sub(lambda _: drawn[0], bare, count=1)
        yield f"{name}.html", _page(bare, language, title, terms, f"{link}#{anchor}")


def _terms(page: str, figure: str) -> str:
    """Return the sources of a figure, with licences, as listed on its page."""
    sources = " ".join(SOURCE.findall(figure))
    titles = {name: title for title, name in TITLED.findall(page)}
    citations: dict[str, str] = {}
    # What ships with the project has no id: it comes last, unless a source edition has said the same.
    rows = [(titles.get(name.strip()), *row) for name, *row in LISTED.findall(page)]
    for named, words, citation in sorted(rows, key=lambda row: row[0] is None):
        title = named or citation.partition(", ")[2] or citation
        if title in sources and not any(title in other for other in citations.values()):
            citations[words] = citation
    return "; ".join(citations) or sources


def _page(figure: str, language: str, title: str, terms: str, address: str) -> str:
    plain = VARIABLE.sub(r"\1", figure)
    licences = t("Sources and licences: {terms}", terms=terms)
    back = f'<a href="{html.escape(address)}" target="_top">{html.escape(title)}</a>'
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{html.escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>{plain}\n<p>{licences}</p><p>{back}</p></body></html>\n"
    )


def _drawing(svg: str, terms: str) -> str:
    """Return a drawing that opens anywhere: with fonts and colours resolved, and its source below."""
    drawing = VARIABLE.sub(r"\1", svg).replace('font-family="inherit"', 'font-family="sans-serif"', 1)
    box = BOX.search(drawing)
    if box is None:
        return drawing
    width, height = float(box[1]), float(box[2])
    lines = textwrap.wrap(terms, round(width / LETTER))
    drawing = drawing.replace(box[0], f'viewBox="0 0 {width:g} {height + FOOT * len(lines) + 4:g}"', 1)
    source_lines = "".join(
        f'<text x="4" y="{height + FOOT * number:g}" style="font-size: 6.5px; fill: #55606d">{line}</text>'
        for number, line in enumerate(lines, 1)
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{drawing.removesuffix("</svg>")}{source_lines}</svg>\n'
