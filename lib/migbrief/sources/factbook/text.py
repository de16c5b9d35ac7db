"""Plain text from the Factbook's markup: tags, entities, parentheses, lists."""

import html
import re

_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_SPACE = re.compile(r"\s+")
_OPEN, _CLOSE = "([", ")]"


def clean(text: str) -> str:
    """Return ``text`` without tags and entities, with single white space (including no-break spaces)."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def one_line(text: str) -> str:
    """Return ``text`` unchanged except that it is on one line."""
    return _SPACE.sub(" ", text).strip()


def split(text: str, separator: str) -> list[str]:
    """Split ``text`` at each one-letter ``separator`` outside parentheses, leaving out blanks.

    A parenthesis that is never closed extends to the end of the text.
    """
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter == separator and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def items(text: str) -> list[str]:
    """Return the values that a Factbook text joins with ``++``, in order, without blanks."""
    return [part.strip() for part in text.split("++") if clean(part)]


def groups(text: str) -> tuple[str, list[str]]:
    """Return ``text`` without its remarks in parentheses, and the remarks, outermost only.

    A parenthesis right after a letter, as in ``migrant(s)``, is part of the word.
    """
    outside, inside, depth, start = [], [], 0, 0
    for at, letter in enumerate(text):
        attached = depth == 0 and at > 0 and text[at - 1].isalpha()
        if letter == "(" and (depth > 0 or not attached):
            if depth == 0:
                start = at + 1
            depth += 1
        elif letter == ")" and depth > 0:
            depth -= 1
            if depth == 0:
                inside.append(text[start:at].strip())
        elif depth == 0:
            outside.append(letter)
    if depth > 0:
        inside.append(text[start:].strip())
    return _SPACE.sub(" ", "".join(outside)).strip(), inside
