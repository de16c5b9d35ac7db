"""Reads a page built of values: does each number lead to a cell or end note that holds it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from parse_numbers import Number, read

BLOCK = re.compile(r"<(p|li|figcaption|dd)\b([^>]*)>(.*?)</\1>", re.DOTALL)
MARK = re.compile(r'<sup class="mb-ref[^"]*"><a[^>]* href="#(note-[\w-]+)"[^>]*>\[\d+\]</a></sup>')
LEAD = re.compile(r"⟦([\w-]+)⟧")
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«¿])")
HOLDERS = re.compile(r"<(td|th|li)\b[^>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL)
# What explains a figure stands by the figure's source; the byline repeats what the reader asked for.
UNSAID = ("mb-note", "mb-source", "byline")


@dataclass
class Reading:
    """What was seen on a page: numbers compared with what they lead to, and what is wrong."""

    compared: int = 0
    titles: int = 0
    tiles: int = 0
    end_notes: int = 0
    wrong: list[str] = field(default_factory=list)


def check(html: str) -> Reading:
    """Compare every number in titles, tiles and sentences of a page with the cell or end note it leads to."""
    html = re.sub(r"<(svg|style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    if "<main" in html:
        html = html[html.index("<main") : html.index("</main>")]
    seen = Reading(end_notes=html.count('<li><a class="mb-here"'))
    held = targets(html)
    outside = re.sub(r"<table\b.*?</table>|<ul class=\"mb-endnotes\">.*?</ul>", "", html, flags=re.DOTALL)
    outside = re.sub(r'<a class="mb-here".*?</a>', "", outside)
    outside = re.sub(r"<summary\b.*?</summary>", "", outside, flags=re.DOTALL)
    for block in BLOCK.finditer(outside):
        if any(kind in block[2] for kind in UNSAID):
            continue
        seen.titles += block[1] == "figcaption"
        seen.tiles += block[1] == "dd"
        for sentence in SENTENCES.split(plain(MARK.sub(r"⟦\1⟧", block[3]))):
            _sentence(sentence, held, seen)
    return seen


def _sentence(sentence: str, held: dict[str, str], seen: Reading) -> None:
    start = 0
    for mark in LEAD.finditer(sentence):
        for number in read(sentence[start : mark.start()]):
            seen.compared += 1
            if mark[1] not in held:
                seen.wrong.append(f"{sentence!r}: {mark[1]} is no cell and no end note")
            elif not holds(held[mark[1]], number):
                seen.wrong.append(f"{sentence!r}: {number.size:g} leads to {held[mark[1]]!r}")
        start = mark.end()
    seen.wrong += [f"{sentence!r}: {n.size:g} has no mark" for n in read(LEAD.sub("", sentence[start:]))]


def targets(html: str) -> dict[str, str]:
    """The text of the cell or end note that each mark leads to, without the way back."""
    held = {}
    for cell in HOLDERS.finditer(html):
        for place in re.finditer(r'<a class="mb-here" id="(note-[\w-]+)"', cell[0]):
            held[place[1]] = plain(re.sub(r'<a class="mb-here".*?</a>', "", cell[0]))
    return held


def holds(text: str, number: Number) -> bool:
    """Whether a text has the number, or one that is written like it once rounded: 450,000 for 450,110."""
    whole = str(int(number.size))
    zeros = len(whole) - len(whole.rstrip("0")) if number.size >= 100 and number.size % 1 == 0 else 0
    slack = max(number.slack, 10**zeros / 2 if zeros else 0)
    return any(abs(other.size - number.size) <= slack * (1 + 1e-9) for other in read(text, bare=True))


def plain(html: str) -> str:
    """Text without tags; spaces that do not break stay, since French and Spanish group digits by them."""
    return re.sub(r"[ \t\n]+", " ", unescape(re.sub(r"<[^>]*>|\u2060", "", html))).strip()
