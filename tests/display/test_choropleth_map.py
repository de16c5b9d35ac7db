"""Maps of one figure: which class a figure is in, and what is neither a gain nor a loss."""

from __future__ import annotations

import pandas as pd

from migbrief.display import maps, theme
from migbrief.display.charts import Chart


def drawn(**rates: float) -> Chart:
    data = pd.DataFrame({"rate": list(rates.values())}, index=list(rates))
    return maps.choropleth(data, value="rate", title="A", source="S", unit="", axis="Rate", name="n")


def test_zero_is_a_limit_where_figures_lie_on_both_sides() -> None:
    assert 0.0 in maps.classes(pd.Series([-5, -2, -1, 0, 0, 1, 3, 9]))
    # Of figures that are never positive, the zeros stand alone.
    losses = maps.classes(pd.Series([-5.0, -4, -3, -2, -1, 0, 0]))
    assert losses and max(losses) < 0


def test_what_is_exactly_zero_is_neither_a_gain_nor_a_loss() -> None:
    south = drawn(NAM=0, ZAF=-0.9, BWA=-2, LSO=-4, SWZ=-5.5)
    assert "exactly zero" in south.html and " to 0<" in south.html
    gains = {theme.css_variables()[colour] for colour in theme.DIVERGING[3:]}
    losses = {theme.css_variables()[colour] for colour in theme.DIVERGING[:3]}
    assert not any(f"--{name}," in south.html for name in (*gains, "seq-3"))
    assert any(f"--{name}," in south.html for name in losses)
    assert "exactly zero" not in drawn(ZAF=-0.9, BWA=2, LSO=-4).html


def test_a_class_without_a_country_has_no_key() -> None:
    """One country alone gains: no country is between zero and its rate."""
    islands = drawn(PLW=0.77, FSM=-20.9, KIR=-2.8, MHL=-4.3).html
    assert "0.77 or more<" in islands and ">0 to 0.77<" not in islands
