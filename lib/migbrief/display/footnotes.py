"""Footnotes of a page: a number at a figure leads to the row or table it stands in, and back.

Displays mark both ends (``display.refer`` and ``display.here``) without numbers, since one cell knows
nothing of the others. A page numbers them in the order in which a reader meets them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from migbrief.text.i18n import t

REFERENCE: Final = re.compile(r'<sup class="mb-ref"><a href="#note-([a-z0-9_-]+)">[^<]*</a></sup>')
PLACE: Final = re.compile(r'<a class="mb-here" id="note-([a-z0-9_-]+)"></a>')
UNPRINTED: Final = re.compile(r'<details class="mb-data">.*?</details>', re.DOTALL)


def number(pieces: Sequence[str]) -> list[str]:
    """The pieces of a page with their footnotes numbered and linked both ways.

    A reference whose row is not on the page goes, and so does the mark of a row that nothing refers to.
    One that leads into data shown on the screen only is not printed either.
    """
    there = {found for piece in pieces for found in PLACE.findall(piece)}
    folded = {key for piece in pieces for data in UNPRINTED.findall(piece) for key in PLACE.findall(data)}
    numbers: dict[str, int] = {}
    times: dict[str, int] = {}

    def reference(found: re.Match[str]) -> str:
        key = found[1]
        if key not in there:
            return ""
        n = numbers.setdefault(key, len(numbers) + 1)
        times[key] = times.get(key, 0) + 1
        kind = "mb-ref on-screen" if key in folded else "mb-ref"
        label = escape(t("Note {n}: where this figure comes from", n=n))
        return (
            # A word joiner: no line begins with a footnote.
            f'\u2060<sup class="{kind}"><a id="ref-{key}-{times[key]}" href="#note-{key}" '
            f'aria-label="{label}">[{n}]</a></sup>'
        )

    def place(found: re.Match[str]) -> str:
        key = found[1]
        if key not in numbers:
            return ""
        n = numbers[key]
        label = escape(t("Note {n}: back to the text", n=n))
        back = f'href="#ref-{key}-1" aria-label="{label}"'
        return f' <a class="mb-here" id="note-{key}" {back}>[{n}]\u202f↩</a>'

    marked = [REFERENCE.sub(reference, piece) for piece in pieces]
    return [PLACE.sub(place, piece) for piece in marked]
