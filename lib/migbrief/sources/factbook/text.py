"""Plain text out of the Factbook's: tags, entities, parentheses, lists."""

import html
import re

_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_SPACE = re.compile(r"\s+")
_OPEN, _CLOSE = "([", ")]"


def clean(text: str) -> str:
    """``text`` without tags and entities, its white space (also of the no-break kind) single."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def one_line(text: str) -> str:
    """Return ``text`` unchanged except that it is on one line."""
    return _SPACE.sub(" ", text).strip()


def split(text: str, separator: str) -> list[str]:
    """``text`` cut at each one-letter ``separator`` outside parentheses, blanks left out.

    A parenthesis that never closes reaches to the end of the text.
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
    """The values that one Factbook text joins with ``++``, in its order, blanks left out."""
    return [part.strip() for part in text.split("++") if clean(part)]


def groups(text: str) -> tuple[str, list[str]]:
    """``text`` without its parenthesised remarks, and the remarks, outermost only.

    A parenthesis that follows a letter directly, as in ``migrant(s)``, is part of the word.
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
