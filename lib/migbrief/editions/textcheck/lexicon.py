"""The words and patterns of ``lexicon.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

LEXICON: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def by_word(listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the meaning of each word, from the words listed for each meaning.

    >>> by_word({"some": ["about", "roughly"]})
    {'about': 'some', 'roughly': 'some'}
    """
    return {word: meaning for meaning, words in listed.items() for word in words}


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, longest first.

    >>> alternatives(["a", "ab"])
    'ab|a'
    """
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def expanded(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with its named parts, and the parts of these.

    >>> expanded("{day}st{1,2}", {"day": "[123]"})
    '[123]st{1,2}'
    """
    return re.sub(r"\{(\w*[a-z]\w*)\}", lambda name: expanded(parts[name[1]], parts), pattern)


def patterns(
    listed: Iterable[tuple[str, str]], parts: Mapping[str, str]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return named patterns with their parts, regardless of case.

    >>> patterns([("day", "{day}st")], {"day": "[123]"})[0][1].match("1ST").group()
    '1ST'
    """
    return tuple((name, re.compile(expanded(one, parts), re.IGNORECASE)) for name, one in listed)
