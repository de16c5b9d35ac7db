"""How large a line of text is in a figure, from the sizes of its letters, each measured once a process.

matplotlib shapes a whole line anew for every text; its width is that of its letters and of what the font
moves pairs of them together, which this adds up to the same figures. Where letters join or another font
stands in, matplotlib measures.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import Kerning
from matplotlib.textpath import text_to_path

Size = tuple[float, float, float]  # width, height, and how far it reaches below the line, in points

# Letters that stand alone: Latin, punctuation, arrows and signs; no marks of direction, nothing unseen.
_PLAIN: Final = re.compile(r"[ -~\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u22ff]+")
_JOINED: Final = re.compile("f[fil]")
_MOST_TEXTS: Final = 20_000


def text_size(text: str, font: FontProperties, ismath: Any = False) -> Size:
    """The size of a line of text; ``ismath`` as matplotlib passes it on."""
    if ismath:
        return _shaped(text, font, ismath)
    key = text, hash(font)
    if key not in _texts:
        if len(_texts) >= _MOST_TEXTS:
            _texts.clear()
        _texts[key] = _letters(font).size(text, font.get_size_in_points())
    return _texts[key]


_texts: dict[tuple[str, int], Size] = {}


class _Letters:
    """The letters of a font, which comes in the size at which matplotlib measures."""

    def __init__(self, font: FontProperties) -> None:
        self._font = font
        self._file = get_font(fontManager.findfont(font))
        self._letters: dict[str, Size] = {}
        self._pairs: dict[tuple[str, str], float] = {}

    def size(self, text: str, points: float) -> Size:
        """As matplotlib gives it, of this font at ``points``."""
        scale = points / text_to_path.FONT_SCALE
        if not _PLAIN.fullmatch(text) or _JOINED.search(text):
            wide, high, below = _shaped(text, self._font)
        else:
            letters = [self._letter(letter) for letter in text]
            wide = sum(letter[0] for letter in letters) + sum(self._moved(*pair) for pair in pairwise(text))
            below = max(letter[2] for letter in letters)
            high = below + max(letter[1] - letter[2] for letter in letters)
        return wide * scale, high * scale, below * scale

    def _letter(self, letter: str) -> Size:
        if letter not in self._letters:
            self._letters[letter] = _shaped(letter, self._font)
        return self._letters[letter]

    def _moved(self, left: str, right: str) -> float:
        """How much wider (mostly: narrower) two letters are than each alone."""
        pair = left, right
        if pair not in self._pairs:
            self._pairs[pair] = 0.0
            glyphs = self._file.get_char_index(ord(left)), self._file.get_char_index(ord(right))
            if not all(glyphs) or self._file.get_kerning(*glyphs, Kerning.UNFITTED):
                alone = self._letter(left)[0] + self._letter(right)[0]
                self._pairs[pair] = _shaped(left + right, self._font)[0] - alone
        return self._pairs[pair]


def _letters(font: FontProperties) -> _Letters:
    scaled = font.copy()
    scaled.set_size(text_to_path.FONT_SCALE)
    key = hash(scaled)
    if key not in _fonts:
        _fonts[key] = _Letters(scaled)
    return _fonts[key]


_fonts: dict[int, _Letters] = {}


def _shaped(text: str, font: FontProperties, ismath: Any = False) -> Size:
    size: Size = text_to_path.get_text_width_height_descent(text, font, ismath)
    return size
