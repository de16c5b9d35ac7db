"""Normalised forms in which names of places are compared."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

# Every character used for an apostrophe.
APOSTROPHES: Final = re.compile(
    "['\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc\u02be\u02bf\u0060\u00b4\u055a\ua78c\uff07]"
)
TABLES: Final = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_SHORT: Final = {short: word for word, forms in TABLES["short"].items() for short in forms}
# Words for kinds of states: "Republic of Kenya", « République du Kenya », « Reino de España ».
PLAIN: Final = frozenset(TABLES["kinds"]["plain"])
KINDS: Final = PLAIN | frozenset(TABLES["kinds"]["more"])
# Words that distinguish no two countries, in the languages of the reports.
_FILLING: Final = frozenset("the of and de d l la le les du des et el los las del y s".split())  # noqa: SIM905


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text normalised for comparing names: without case, accents, punctuation and "the".

    "&" becomes "and", "St." becomes "saint".

    >>> fold("Côte d'Ivoire")
    'cote divoire'
    """
    words = ["saint" if word == "st" else word for word in _words(str(text), "")]
    return " ".join(word for word in words if word != "the") or " ".join(words)


@lru_cache(maxsize=8192)
def word_set(text: str) -> frozenset[str]:
    """Return the significant words of a name, in any order, with abbreviations expanded.

    >>> word_set("Korea, Dem. People's Rep.") == word_set("the Democratic People's Republic of Korea")
    True
    """
    words = " ".join(_SHORT.get(word, word) for word in _words(str(text), " ")).split()
    return frozenset(words) - _FILLING


def _words(text: str, apostrophe: str) -> list[str]:
    text = APOSTROPHES.sub(apostrophe, text).replace("&", " and ").replace("ı", "i")
    plain = unicodedata.normalize("NFKD", text).casefold().replace(".", "")
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return kept.split()
