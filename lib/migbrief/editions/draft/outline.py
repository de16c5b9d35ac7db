"""The sections of a paper, found by its headings."""

import re
from itertools import pairwise
from typing import Final

import pandas as pd

from migbrief.editions.textcheck.dates import MONTHS
from migbrief.editions.textcheck.layout import chunks, is_bold, is_footnote, is_list_item, plain
from migbrief.text.markup import slug

COLUMNS: Final = ("section", "order", "letter", "title", "subject", "notebook", "anchor", "opens")
_SIGN: Final = r"\(?((?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\.\d{1,2})*)"
_LABEL: Final = re.compile(
    rf"(?:(?:part|section|chapter|annex|appendix)\s+{_SIGN}(?![\w’'])[.):]?|{_SIGN}[.):]"
    r"|(\d{1,2}(?:\.(?:\d{1,2}|(?-i:[a-z])))*|(?-i:[A-Z]|[IVX]{2,4})(?:\.\d{1,2})+|(?-i:[IVX]{2,4}))"
    rf"(?=\s+(?-i:[A-Z]))(?!\s+(?:{'|'.join(MONTHS)})\b))\s*[-–—]?\s+",
    re.I,
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_LONGEST: Final = 16  # words of a heading
_ANCHOR: Final = 4  # words of running text that mark an opening without a heading
_BODY: Final = 8  # words from which a block is running text


def outline(text: str) -> pd.DataFrame:
    """Return the sections of a text: one row each, with the columns of ``sections.csv``.

    Marked headings open a section at the highest level that has two; without them, separate lines before
    running text do: those in bold, in capitals or numbered alike, if there are two, else all. Text before the
    first is a section if it is running text, else the title.

    >>> text = "In the reeds by the lake herons nest.\\n\\nPlans\\n\\nThe herons nest in the reeds by us."
    >>> outline(text)["title"].tolist()
    ['Opening', 'Plans']
    """
    blocks = list(chunks(text))
    heads = _headings(blocks)
    before = blocks[: min(heads, default=len(blocks))]
    opening = next((b for b in before if _is_prose(b) and _has_sentence(b)), "" if heads else blocks[0])
    rows = [_row("", "Opening", " ".join(plain(opening).split()[:_ANCHOR]), "text")] if opening else []
    rows += [_heading_row(blocks[i]) for i in heads]
    return pd.DataFrame(_numbered(rows), columns=list(COLUMNS))


def _headings(blocks: list[str]) -> list[int]:
    marked = {i: len(b) - len(b.lstrip("#")) for i, b in enumerate(blocks) if b.startswith("#")}
    for level in sorted(set(marked.values())):
        here = [i for i, at in marked.items() if at == level]
        over_text = (n for n, (i, j) in enumerate(pairwise(here)) if any(map(_is_text, blocks[i + 1 : j])))
        if len(here) - (titles := next(over_text, len(here))) > 1:
            return here[titles:]
    lines = _lines(blocks)
    return lines if len(lines) > 1 or not marked else [max(marked, key=lambda i: marked[i])]


def _lines(blocks: list[str]) -> list[int]:
    """Return separate lines that are headings, if none are marked or only the title is."""
    numbers = {i: _number(b) for i, b in enumerate(blocks) if not b.startswith("#") and _is_heading(b)}
    # Lines numbered consecutively with nothing between them are a list, or announce the headings.
    next_to = {i for i, (style, n) in numbers.items() if style and numbers.get(i - 1) == (style, n - 1)}
    listed = next_to | {i - 1 for i in next_to}
    styles = {i: style for i, (style, _) in numbers.items() if i not in listed}
    followed = {i for i in styles if i + 1 in listed or any(map(_is_text, blocks[i + 1 : i + 2]))}
    followed |= {i for i, style in styles.items() if style and i + 1 in followed}
    # A title comes right before the first numbered heading; headings numbered otherwise are below it.
    heads = [i for i in sorted(followed) if styles[i] or not (i + 1 in followed and styles[i + 1])]
    for look in (is_bold, _is_capitals):
        own = [i for i in styles if look(blocks[i]) and (look is is_bold or not styles[i])]
        if look is _is_capitals and _numbered_over(own, blocks) and not any(i - 1 in own for i in heads):
            own += [i for i in heads if i > own[0] and not styles[i]]  # none lies right below another
        over = [i for i in own if i not in followed and i + 1 in followed and i + 1 not in own]
        alike = [i for i in own if i in followed]
        if len(over) > 1 or (over and alike and over[0] > alike[0]):  # otherwise it is the title
            alike = sorted(alike + over)
        if len(alike) > 1:
            heads = sorted({*alike, *(i for i in heads if styles[i] and look is not is_bold)})
            break
    top = next((styles[i] for i in heads if styles[i]), "")
    series = [i for i in heads if styles[i] == top]
    if not top or len(series) < 2:
        return heads
    # Between numbered headings, those without a number are below them.
    return [i for i in heads if i in series or not (styles[i] or series[0] < i < series[-1])]


def _numbered_over(heads: list[int], blocks: list[str]) -> bool:
    """Whether paragraphs are numbered over headings from 1 on, as in documents of the United Nations."""
    labels = {i: re.match(r"(\d{1,3})\.\s", block) for i, block in enumerate(blocks) if _is_text(block)}
    numbers = {i: int(label[1]) for i, label in labels.items() if label}
    over = any(min(numbers) < i < max(numbers) for i in heads if numbers)
    return over and [*numbers.values()] == list(range(1, len(numbers) + 1))


def _is_capitals(block: str) -> bool:
    return plain(block).isupper()


def _number(block: str) -> tuple[str, int]:
    """Return the kind of a heading's number (Roman, letter or digits) and its text; blank without one."""
    words = plain(block)
    label = _LABEL.match(words)
    if not label or (words[:1].islower() and not re.match(r"\w[.)]", words)):
        return "", 0
    sign = _sign(label)
    # What shows its level: (a) lies below A. and 1.1 below 1.
    look = f"{'(' * words.startswith('(')}{'a' * label[label.lastindex or 0].islower()}{sign.count('.')}"
    first, last = sign.partition(".")[0], sign.rpartition(".")[2]
    style = "digits" if first.isdigit() else "roman" if first in _ROMAN else "letter"
    if last.isdigit():
        return f"{style} {look}", int(last)
    return f"{style} {look}", _ROMAN.index(last) + 1 if last in _ROMAN else ord(last[0]) - ord("a") + 1


def _sign(label: re.Match[str] | None) -> str:
    return label[label.lastindex or 0].lower() if label else ""


def _is_heading(block: str) -> bool:
    words = plain(block)
    if "\n" in block or is_footnote(block) or not words or len(words.split()) > _LONGEST:
        return False
    if words.endswith((".", ",", ";", ":", "?", "!")) and not is_bold(block):
        return False
    bullet = re.match(r"[-*•·–]\s", block)
    return not bullet and (is_bold(block) or words[:1].isupper() or bool(_LABEL.match(words)))


def _is_prose(block: str) -> bool:
    words = plain(block)
    marked = block.startswith("#") or words.isupper() or is_footnote(block)
    announces = words.endswith(":") and " " in words
    return not marked and (len(words.split()) >= _BODY or is_list_item(block) or announces)


def _is_text(block: str) -> bool:
    return _is_prose(block) and (_has_sentence(block) or is_list_item(block))


def _has_sentence(block: str) -> bool:
    """Return whether a block has a sentence, unlike the head of a document."""
    return block.rstrip().endswith((".", ":", ";", "!", "?")) or len(block.split()) > 2 * _LONGEST


def _heading_row(block: str) -> dict[str, object]:
    words = plain(block)
    label = _LABEL.match(words)
    title = words[label.end() :] if label else words
    return _row(_sign(label), title[:1].upper() + title[1:], words, "heading")


def _row(letter: str, title: str, anchor: str, opens: str) -> dict[str, object]:
    return {
        "letter": letter,
        "title": title.capitalize() if title.isupper() else title,
        "anchor": anchor,
        "opens": opens,
    }


def _numbered(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    keys: list[str] = []
    for row in rows:
        words = slug(str(row["title"])).split("-")
        key = "-".join(w for w in words if w not in ("and", "of", "the", "for", "a", "in", "to"))[:24].strip(
            "-"
        )
        key = key if len(key) < 24 else key.rpartition("-")[0] or key
        n = 2
        while (key or "part") in keys:
            key, n = f"{key.rstrip('0123456789').rstrip('-')}-{n}", n + 1
        keys.append(key or "part")
    blank = {"subject": "", "notebook": ""}
    return [
        {**row, **blank, "section": key, "order": i}
        for i, (row, key) in enumerate(zip(rows, keys, strict=True), 1)
    ]
