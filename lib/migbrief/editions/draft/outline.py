"""The sections of a paper, by its headings."""

import re
import unicodedata
from typing import Final

import pandas as pd

from migbrief.editions.textcheck.layout import is_footnote, is_list_item, plain
from migbrief.text.markup import slug

COLUMNS: Final = ("section", "order", "letter", "title", "subject", "notebook", "anchor", "opens")
_LABEL: Final = re.compile(
    r"(?:part\s+|section\s+|chapter\s+)?\(?((?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\.\d{1,2})*)[.):]?\s+", re.I
)
_LONGEST: Final = 16  # words of a heading
_ANCHOR: Final = 4  # words of running text that an opening without a heading is found by
_BODY: Final = 8  # words from which a block is running text


def outline(text: str) -> pd.DataFrame:
    """Return the sections of a text: one row each, with the columns of ``sections.csv``.

    Headings in Markdown open a section at the highest level that has two; in plain text, lines of their own
    before running text. What stands before the first is a section of its own if it is running text, else the
    title.

    >>> text = "In the reeds by the lake herons nest.\\n\\nPlans\\n\\nThe herons nest in the reeds by us."
    >>> outline(text)["title"].tolist()
    ['Opening', 'Plans']
    """
    blocks = [
        b.strip() for b in re.split(r"\n[ \t\r\f\v]*\n", unicodedata.normalize("NFC", text)) if b.strip()
    ]
    heads = _headings(blocks)
    before = blocks[: min(heads, default=len(blocks))]
    opening = next((b for b in before if _running(b) and _says(b)), "" if heads else blocks[0])
    rows = [_row("", "Opening", " ".join(plain(opening).split()[:_ANCHOR]), "text")] if opening else []
    rows += [_headed(blocks[i]) for i in heads]
    return pd.DataFrame(_numbered(rows), columns=list(COLUMNS))


def _headings(blocks: list[str]) -> list[int]:
    marked = {i: len(b) - len(b.lstrip("#")) for i, b in enumerate(blocks) if b.startswith("#")}
    levels = sorted(set(marked.values()))
    for level in levels:
        here = [i for i, at in marked.items() if at == level]
        if len(here) > 1 or level == levels[-1]:
            return here
    lines = [i for i, b in enumerate(blocks[:-1]) if _is_heading(b) and _text(blocks[i + 1])]
    styles = {i: _style(blocks[i]) for i in lines}
    # A title stands right before the first numbered heading; headings numbered in another way lie below it.
    heads = [i for i in lines if styles[i] or not styles.get(i + 1)]
    top = next((styles[i] for i in heads if styles[i]), "")
    several = list(styles.values()).count(top) > 1
    return [i for i in heads if not several or styles[i] in ("", top)]


def _style(block: str) -> str:
    """How a heading is numbered: with a Roman number, a letter or digits; blank where it is not."""
    label = _LABEL.match(plain(block))
    if not label or block[:1].islower() or not re.match(r"[.):]", plain(block)[label.end(1) :]):
        return ""
    sign = label[1].lower()
    return "digits" if sign[0].isdigit() else "roman" if len(sign) > 1 or sign in "ivx" else "letter"


def _is_heading(block: str) -> bool:
    words = plain(block)
    if "\n" in block or is_footnote(block) or not words or len(words.split()) > _LONGEST:
        return False
    whole_bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1", block) is not None
    if words.endswith((".", ",", ";", ":", "?", "!")) and not whole_bold:
        return False
    bullet = re.match(r"[-*•·–]\s", block)
    return not bullet and (whole_bold or words[:1].isupper() or bool(_LABEL.match(words)))


def _running(block: str) -> bool:
    words = plain(block)
    marked = block.startswith("#") or words.isupper() or is_footnote(block)
    return not marked and (len(words.split()) >= _BODY or is_list_item(block))


def _text(block: str) -> bool:
    return _running(block) and (_says(block) or is_list_item(block))


def _says(block: str) -> bool:
    """Whether a block has a sentence, which the head of a document has not."""
    return block.rstrip().endswith((".", ":", ";", "!", "?")) or len(block.split()) > 2 * _LONGEST


def _headed(block: str) -> dict[str, object]:
    words = plain(block)
    label = _LABEL.match(words)
    title = words[label.end() :] if label else words
    return _row(label[1].lower() if label else "", title[:1].upper() + title[1:], words, "heading")


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
