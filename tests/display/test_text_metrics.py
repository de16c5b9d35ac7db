"""Sizes of texts are those that matplotlib gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from migbrief.display.text_metrics import text_size

FAMILY = "DejaVu Sans"


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize(
    "text",
    ["", " ", "Kenya", "AVATAR, Yemen", "offices", "−400,000", "l’été (1995) »", "Türkiye →", "á", "سلام"],
)
def test_a_text_is_as_large_as_matplotlib_measures_it(text: str, weight: str) -> None:
    font = FontProperties(family=FAMILY, size=9, weight=weight)
    measured = text_to_path.get_text_width_height_descent(text, font, False)
    assert text_size(text, font) == pytest.approx(measured, abs=1e-9)


@pytest.mark.filterwarnings("ignore:(?s)Glyph .* missing")
@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("−–—’“”…→≥"), max_size=30), st.floats(5, 30)
)
def test_any_text_is_as_large_as_matplotlib_measures_it(text: str, points: float) -> None:
    font = FontProperties(family=FAMILY, size=points)
    measured = text_to_path.get_text_width_height_descent(text, font, False)
    assert text_size(text, font) == pytest.approx(measured, abs=1e-6)
