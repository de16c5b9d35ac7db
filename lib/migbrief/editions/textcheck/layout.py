"""Dividing a paper's text into sections and numbered paragraphs, as defined in ``data/README.md``."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

_LIST_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-*•·–])\s+", re.IGNORECASE)
_ENUMERATED = re.compile(  # 1. a) (iv), and below them 1.1, A.1 and 1.a
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S|(?:\d{1,2}(?:\.(?:\d{1,2}|[a-z]))+|(?:[a-z]|[ivx]{1,4})(?:\.\d{1,2})+)[.)]?\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]|\[\^\w+\]:")
_RULE = re.compile(r"\A(?:[ \t]*(?:[-_=–—]{3,}|(?:\* ?){3,})[ \t]*(?:\n|\Z))+")  # under which footnotes stand
_QUOTES = str.maketrans("‘’‚“”„«»", '\'\'\'"""""')
_LONGEST = 12  # words of a heading right above its text
_BODY = 8  # words from which a block is running text
_ENDS = (".", "!", "?", ":", ";")


@dataclass
class Layout:
    """A text laid out: ``paragraphs[section][n]`` is paragraph ``n``, 0 title, headings and footnotes.

    ``captions`` has what stands right above a table, by its section and number.
    """

    paragraphs: dict[str, list[str]] = field(default_factory=dict)
    captions: dict[tuple[str, int], str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def at(self, section: str, paragraph: int) -> str | None:
        """Return the text of a paragraph, or None if there is no such paragraph."""
        paragraphs = self.paragraphs.get(section, [])
        return paragraphs[paragraph] if paragraph < len(paragraphs) else None


@dataclass(frozen=True)
class _Block:
    text: str
    heading: bool


def plain(text: str) -> str:
    """Return text without Markdown emphasis and escapes, with straight quotes and single spaces.

    >>> plain("**Herons**  “fly”")
    'Herons "fly"'
    """
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!$&~<>|])", r"\1", text).translate(_QUOTES)
    text = re.sub(r"(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\*{1,3}", "", text)
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip().lstrip("#").lstrip()


def is_list_item(text: str) -> bool:
    """Return whether a line begins a list item: with a number, a letter or a bullet.

    >>> is_list_item("• herons"), is_list_item("herons")
    (True, False)
    """
    return bool(_LIST_ITEM.match(text.lstrip()))


def is_footnote(text: str) -> bool:
    """Return whether a block is a footnote.

    >>> is_footnote("¹ See herons"), is_footnote("See herons")
    (True, False)
    """
    return bool(_FOOTNOTE.match(text.strip()))


def is_bold(block: str) -> bool:
    """Return whether a block is in bold from end to end.

    >>> is_bold("**Herons**"), is_bold("**Herons** fly **far**")
    (True, False)
    """
    return re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1", block, re.DOTALL) is not None


def chunks(text: str) -> Iterator[str]:
    """Yield the blocks of a text separated by blank lines, with headings apart from text below them.

    >>> list(chunks("Plans\\n=====\\n\\n## Herons\\nThey fly."))
    ['# Plans', '## Herons', 'They fly.']
    """
    for block in re.split(r"\n[ \t\r\f\v]*\n", unicodedata.normalize("NFC", text)):
        lines = _RULE.sub("", block.strip()).splitlines() or [""]
        own = next((n for n, line in enumerate(lines[:-1]) if not line.startswith("#")), len(lines) - 1)
        yield from lines[:own]
        head, *rest = lines[own:]
        if len(rest) == 1 and (underlined := re.fullmatch(r"(=|-){3,}\s*", rest[0])):
            yield f"{'#' if underlined[1] == '=' else '##'} {head}"
            continue
        if rest and (is_bold(head.strip()) or _heads(head, rest)):
            yield head.strip()
            head, *rest = rest
        if head:
            yield "\n".join([head, *rest])


def _heads(head: str, rest: list[str]) -> bool:
    """Return whether the first line of a block is a heading: it ends early, and sentences follow."""
    text = " ".join(rest).split() or [""]
    early = len(head) + 1 + len(text[0]) < max(map(len, rest)) and len(head.split()) <= _LONGEST
    sentences = len(text) >= _BODY and text[-1].endswith(_ENDS) and not _LIST_ITEM.match(rest[0].lstrip())
    looks = head.isupper() or _ENUMERATED.match(head) is not None
    return looks and early and sentences and not text[0].islower() and not head.endswith((*_ENDS, ","))


def divide(text: str, sections: pd.DataFrame) -> Layout:
    """Divide ``text`` by the anchors of an edition's ``sections``.

    A section whose anchor is not found is listed in ``missing``; its text stays with the section before. Text
    before the first section found is that section's paragraph 0.

    >>> rows = [{"section": "a", "order": 1, "anchor": "Herons", "opens": "heading"}]
    >>> divide("# Herons\\n\\nThey fly.", pd.DataFrame(rows)).paragraphs
    {'a': ['Herons', 'They fly.']}
    """
    rows = sections.sort_values("order").to_dict("records")
    blocks = _blocks(text)
    starts: dict[str, int] = {}
    bound, keys = len(blocks), [_key(block.text) for block in blocks]
    # From the last section back, so that a list announcing the headings is not taken for them.
    for row in reversed(rows):
        key = _key(row["anchor"])
        hits = [i for i, k in enumerate(keys[:bound]) if key and k.startswith(key)]
        if row["opens"] == "heading":  # a sentence may begin like a heading
            hits = [i for i in hits if keys[i] == key] or hits
        if hits:
            starts[row["section"]] = bound = hits[-1]
            blocks[bound] = _Block(blocks[bound].text, row["opens"] == "heading")
    layout = Layout(missing=[r["section"] for r in rows if r["section"] not in starts])
    order = sorted(starts, key=lambda s: starts[s]) or [r["section"] for r in rows[:1]]
    ends = [starts[s] for s in order[1:]] + [len(blocks)]
    for i, (section, end) in enumerate(zip(order, ends, strict=True)):
        begin = starts.get(section, 0)
        before = [b.text for b in blocks[:begin]] if i == 0 else []
        own = blocks[begin:end]
        headings = before + [b.text for b in own if b.heading]
        layout.paragraphs[section] = ["\n".join(headings)]
        for above, block in zip([_Block("", True), *own], own, strict=False):
            if not block.heading:
                layout.paragraphs[section].append(block.text)
                if block.text.startswith("|"):
                    layout.captions[section, len(layout.paragraphs[section]) - 1] = above.text
    return layout


def _blocks(text: str) -> list[_Block]:
    """Return the paragraphs in order: list items split, page breaks joined, headings marked."""
    blocks: list[_Block] = []
    in_list = False
    for raw in chunks(text):
        parts = _parts(raw)
        for part in parts:
            words = plain(part)
            item = bool(_LIST_ITEM.match(part.lstrip()))
            after = blocks[-1].text if blocks else ""
            announced = in_list or len(parts) > 1 or after.endswith(":")
            heading = _is_heading(part, words, announced)
            if blocks and not heading and not item and _continues(blocks[-1], words):
                blocks[-1] = _Block(f"{after} {words}", False)
            else:
                blocks.append(_Block(words, heading))
            in_list = item and announced and not heading
    return blocks


def _parts(raw: str) -> list[str]:
    """Split a block at lines that begin a list item."""
    parts: list[list[str]] = []
    for line in raw.strip().splitlines():
        if not parts or _LIST_ITEM.match(line.lstrip()):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(lines) for lines in parts]


def _is_heading(part: str, words: str, announced: bool) -> bool:
    raw = part.strip()
    if raw.startswith("#") or is_bold(raw) or _FOOTNOTE.match(raw):
        return True
    ends = words.rstrip("¹²³⁰⁴⁵⁶⁷⁸⁹").endswith(_ENDS)
    return not announced and _ENUMERATED.match(words) is not None and not ends


def _continues(before: _Block, words: str) -> bool:
    """Return whether a paragraph continues after a page break: no full stop before, a small letter after."""
    return not before.heading and not before.text.endswith(_ENDS) and words[:1].islower()


def _key(text: str) -> str:
    """Return letters and digits only, to compare regardless of case, spacing, punctuation and markup."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
