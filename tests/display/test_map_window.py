"""Windows of the map: what they show, across the Pacific, for tiny places, for the whole world."""

from __future__ import annotations

import numpy as np
import pytest

from migbrief.datasets import countries, outlines
from migbrief.display.maps import window
from migbrief.display.maps.notes import map_note


def _holds(view: window.View, code: str) -> bool:
    left, bottom, right, top = view.bounds
    x, y = view.points[code] if code in view.points else view.shapes[code].vertices.mean(axis=0)
    return bool(left < x < right and bottom < y < top)


@pytest.mark.parametrize("group", ["Eastern Africa", "Polynesia", "Caribbean", "Melanesia", "Central Asia"])
def test_a_window_holds_every_member(group: str) -> None:
    view = window.around(countries.members(group))
    assert all(_holds(view, code) for code in countries.members(group))
    assert view.bounds[2] - view.bounds[0] < 0.5 * (outlines.BOUNDS[2] - outlines.BOUNDS[0])


def test_the_pacific_is_not_torn_apart() -> None:
    """Palau lies at 134° east and Kiribati's largest island at 157° west: 69 degrees, not 291."""
    left, _, right, _ = window.around(["PLW", "KIR"]).bounds
    assert 6_500 < right - left < 8_500
    view = window.around(["PLW", "KIR"])
    assert view.points["PLW"][0] < view.points["KIR"][0]


def test_one_small_island_gets_its_surroundings() -> None:
    left, bottom, right, top = window.around(["NRU"]).bounds
    assert right - left == pytest.approx(window.SMALLEST) and (right - left) / (top - bottom) < 2.31


def test_the_world_is_the_world() -> None:
    assert window.around(countries.members("World")) is window.world()
    assert window.around([]) is window.world() and window.around(["ATA"]) is window.world()


def test_nothing_reaches_out_of_the_window() -> None:
    view = window.around(["EST", "LVA", "LTU"])
    left, bottom, right, top = view.bounds
    room = (right - left) / window.STEPS  # the grid that outlines are thinned to
    assert all(left < x < right and bottom < y < top for x, y in view.points.values())
    for shape in view.shapes.values():
        (west, south), (east, north) = shape.vertices.min(axis=0), shape.vertices.max(axis=0)
        assert west >= left - room and east <= right + room and south >= bottom - room and north <= top + room
    assert "RUS" in view.shapes and "AUS" not in view.shapes


def test_unproject_undoes_project() -> None:
    longitude, latitude = np.array([-179.0, 0.0, 36.8, 100.0]), np.array([-60.0, 0.0, -1.3, 83.0])
    back = outlines.unproject(outlines.project(longitude, latitude))
    assert np.allclose(back, [longitude, latitude], atol=1e-6)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["KEN", "UGA", "TZA"], []),
        (["IND", "PAK"], ["Jammu and Kashmir"]),
        (["SDN", "SSD"], ["Abyei"]),
        (countries.members("World"), ["Kosovo", "Jammu and Kashmir", "Abyei", "Western Sahara", "Malvinas"]),
    ],
)
def test_a_map_names_the_areas_of_unresolved_status_that_it_shows(codes: list[str], told: list[str]) -> None:
    note = map_note(window.around(codes))
    every = ["Kosovo", "Jammu and Kashmir", "Abyei", "Western Sahara", "Malvinas"]
    assert [place for place in every if place in note] == told
