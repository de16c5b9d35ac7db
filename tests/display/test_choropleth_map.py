"""Maps of one figure: which class a figure is in, and what is neither a gain nor a loss."""

from __future__ import annotations

import matplotlib
import pandas as pd
import pytest

from migbrief.content import region
from migbrief.content.region.region import open_region
from migbrief.display import maps, theme
from migbrief.display.charts import Chart
from migbrief.display.maps import window


def drawn(**given: object) -> Chart:
    shown = region.glance.group_map(open_region(**given))
    assert isinstance(shown, Chart)
    return shown


def test_zero_is_a_limit_where_figures_lie_on_both_sides() -> None:
    assert 0.0 in maps.classes(pd.Series([-5, -2, -1, 0, 0, 1, 3, 9]))
    # Of figures that are never positive, the zeros stand alone.
    losses = maps.classes(pd.Series([-5.0, -4, -3, -2, -1, 0, 0]))
    assert losses and max(losses) < 0


def test_what_is_exactly_zero_is_neither_a_gain_nor_a_loss() -> None:
    """Namibia's rate is given as zero; all others in Southern Africa lose."""
    south = drawn(region="Southern Africa")
    assert "exactly zero" in south.html and " to 0<" in south.html
    gains = {theme.css_variables()[colour] for colour in theme.DIVERGING[3:]}
    losses = {theme.css_variables()[colour] for colour in theme.DIVERGING[:3]}
    assert not any(f"--{name}," in south.html for name in (*gains, "seq-3"))
    assert any(f"--{name}," in south.html for name in losses)
    assert "exactly zero" not in drawn(region="Micronesia").html


def test_a_class_without_a_country_has_no_key() -> None:
    """Palau alone gains in Micronesia: nobody lies between zero and its rate."""
    micronesia = drawn(region="Micronesia").html
    assert "0.77 or more<" in micronesia and ">0 to 0.77<" not in micronesia


def test_members_without_a_figure_are_told_from_those_outside() -> None:
    east = drawn(region="Eastern Africa").html
    assert ">no data<" in east and ">not of the group<" in east
    assert ">no data<" not in drawn(region="EU27").html


@pytest.mark.parametrize("narrowest", [1.2, 1.45])
def test_a_window_may_be_taller(narrowest: float) -> None:
    assert window.around(["ERI", "ZWE", "RWA"], narrowest).ratio == pytest.approx(narrowest)


def test_hatching_leaves_the_settings_alone() -> None:
    before = matplotlib.rcParams["hatch.color"]
    drawn(region="Southern Africa")
    assert matplotlib.rcParams["hatch.color"] == before
