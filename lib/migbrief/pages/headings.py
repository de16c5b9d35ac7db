"""Headings and anchors of a page: unique ids, a table of contents, and a single H1."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from migbrief.text.markup import slug

HEADING: Final = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.S | re.I)
# The attribute first, then what is before it: searching for plain letters is ten times as fast.
ID: Final = re.compile(r"""id=(?<=\sid=)(["'])([^"']+)\1""")
TAG: Final = re.compile(r"<[^>]+>")
ROWS: Final = "note-"  # ids of rows that footnotes lead to: ``footnotes`` makes them unique
GAPS: Final = re.compile(r"[ \t\r\n\f]+")  # no-break spaces hold words together, and stay


@dataclass(frozen=True)
class Heading:
    """An entry of the table of contents."""

    level: int
    text: str
    anchor: str


@dataclass
class Outline:
    """Processes a page's pieces of HTML in order: collects headings and keeps ids unique."""

    title: str = ""
    headings: list[Heading] = field(default_factory=list)
    taken: set[str] = field(default_factory=lambda: {"main", "contents", "parameters", "about"})

    def add(self, html: str) -> str:
        """Return the piece with unique ids and anchors; the first H1 becomes ``title`` and is removed."""
        return HEADING.sub(self._heading, self._unique(html))

    def anchor(self, text: str) -> str:
        """Return an unused id for a text."""
        base = slug(text)
        name, n = base, 1
        while name in self.taken:
            n += 1
            name = f"{base}-{n}"
        self.taken.add(name)
        return name

    def _heading(self, match: re.Match[str]) -> str:
        level, attributes, inner = int(match[1]), match[2], match[3]
        text = GAPS.sub(" ", unescape(TAG.sub("", inner))).strip()
        if level == 1 and not self.title:
            self.title = text
            return ""
        level = max(level, 2)
        own = ID.search(attributes)
        anchor = own[2] if own else self.anchor(text)
        if not own:
            attributes += f' id="{anchor}"'
        if level <= 3:
            self.headings.append(Heading(level, text, anchor))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    def _unique(self, html: str) -> str:
        """Rename ids that an earlier piece has used, and references to them in this piece."""
        renamed: dict[str, str] = {}
        names = [name for _, name in ID.findall(html)]
        for name in names:
            if name in self.taken and name not in renamed and not name.startswith(ROWS):
                renamed[name] = self.anchor(name)
        self.taken.update(names)
        for old, new in renamed.items():
            word = re.escape(old)
            html = re.sub(
                rf"""(\s(?:id|for|aria-labelledby|aria-describedby)=["']){word}(?=["'])""",
                rf"\g<1>{new}",
                html,
            )
            html = re.sub(rf"(#){word}(?=[\"')&])", rf"\g<1>{new}", html)
        return html
