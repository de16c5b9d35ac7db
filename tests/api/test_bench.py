"""The bench of explore.ipynb: what is chosen is shown, and the code beside it shows the same."""

from __future__ import annotations

import migbrief as mb
from migbrief.api.bench import Bench, bench


def seen(shown: Bench) -> str:
    """What the bench shows."""
    (output,) = shown.view.outputs
    return str(output["data"]["text/html"])


def test_a_choice_is_drawn_and_its_code_draws_the_same() -> None:
    shown = bench("median_age", "Kenya, Nepal")
    for kind in ("bars", "map", ""):
        shown.kind.value = kind
        chart = eval(shown.code.value, {"mb": mb})
        assert chart.html in seen(shown) and "Nepal" in chart.alt
    shown.kind.value = "table"
    assert list(eval(shown.code.value, {"mb": mb})["iso3"]) == ["KEN", "NPL"] and "<table" in seen(shown)
    shown.kind.value, shown.scale.value = "bars", True
    assert "log=True" in shown.code.value


def test_words_narrow_the_indicators_and_a_mistake_is_reported() -> None:
    shown = bench("median_age", "Kenya")
    shown.find.value = "urban population"
    assert [key for _, key in shown.indicator.options] == list(mb.search("urban population")["indicator"])
    shown.places.value = "Kennya"
    assert "did you mean Kenya" in seen(shown)
