"""The map: no outline is broken or missing, and no country has the colour of another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migbrief.datasets import countries, outlines
from migbrief.sources import polygons


def every_ring() -> list[tuple[str, np.ndarray]]:
    return [(k, ring) for k, parts in outlines.outlines().items() for part in parts for ring in part]


def test_projection_of_known_points() -> None:
    # Equal Earth's own figures: a globe of radius 1 is 2.7066 wide from the middle and 1.3173 high.
    x, y = outlines.project(np.array([180.0, 0.0]), np.array([0.0, 90.0])).T
    assert x == pytest.approx([6371 * 2.706629, 0], abs=6)
    assert y == pytest.approx([0, 6371 * 1.317362], abs=6)


def test_projection_keeps_areas() -> None:
    def cell(south: float) -> float:
        edge = np.linspace(0, 1, 50)
        longitude = np.concatenate([edge, np.ones(50), edge[::-1], np.zeros(50)])
        latitude = south + np.concatenate([np.zeros(50), edge, np.ones(50), edge[::-1]])
        return outlines.area(outlines.project(longitude, latitude))

    def sphere(south: float) -> float:
        return 6371**2 * np.radians(1) * (np.sin(np.radians(south + 1)) - np.sin(np.radians(south)))

    assert cell(0) == pytest.approx(sphere(0), rel=1e-3)
    assert cell(70) == pytest.approx(sphere(70), rel=1e-3)


@pytest.mark.parametrize(
    ("iso3", "km2"), [("KEN", 580_000), ("BRA", 8_510_000), ("RUS", 17_050_000), ("LSO", 30_350)]
)
def test_countries_have_their_size(iso3: str, km2: float) -> None:
    total = sum(outlines.area(ring) for part in outlines.outlines()[iso3] for ring in part)
    assert total == pytest.approx(km2, rel=0.03)


def test_no_line_crosses_the_map() -> None:
    for key, ring in every_ring():
        longest = np.abs(np.diff(np.vstack([ring, ring[:1]]), axis=0)).max()
        # The longest straight border is the 49th parallel's, of about 2,200 km.
        assert longest < 2_400, key


def test_russia_and_fiji_are_on_both_edges() -> None:
    for iso3 in ("RUS", "FJI"):
        x = np.concatenate([part[0][:, 0] for part in outlines.outlines()[iso3]])
        assert x.min() < -10_000 and x.max() > 10_000


def test_all_land_is_within_bounds() -> None:
    left, bottom, right, top = outlines.BOUNDS
    for key, ring in every_ring():
        assert (ring >= (left, bottom)).all(), key
        assert (ring <= (right, top)).all(), key
    for x, y in outlines.dots().values():
        assert left < x < right and bottom < y < top


def test_rings_are_sound() -> None:
    for key, parts in outlines.outlines().items():
        for part in parts:
            assert len(part[0]) >= 3, key
            assert outlines.area(part[0]) > 0, key  # shells anticlockwise
            assert all(outlines.area(hole) < 0 for hole in part[1:]), key
            assert all((ring[0] != ring[-1]).any() for ring in part), key


def test_lesotho_is_a_hole_in_south_africa() -> None:
    mainland = outlines.outlines()["ZAF"][0]
    lesotho = outlines.outlines()["LSO"][0][0]
    assert any(-outlines.area(hole) == pytest.approx(outlines.area(lesotho)) for hole in mainland[1:])


def test_every_country_has_an_outline_or_a_dot() -> None:
    shown = set(outlines.outlines()) | set(outlines.dots())
    assert set(countries.load().index) - shown == {"ATA"}


def test_dots_are_for_the_tiny() -> None:
    dots = outlines.dots()
    assert {"MDV", "MLT", "SGP", "TUV", "BRB", "PSE", "VAT", "LUX"} <= set(dots)
    assert not {"KEN", "FRA", "NPL", "LSO", "XKX", "JAM"} & set(dots)
    x, y = dots["MLT"]
    assert (x, y) == pytest.approx(tuple(outlines.project(np.array([14.4]), np.array([35.9]))[0]), abs=30)


def test_only_an_area_whose_status_is_open_has_no_code() -> None:
    assert set(outlines.outlines()) - set(countries.load().index) == {"Siachen Glacier"}


def holds(key: str, longitude: float, latitude: float) -> bool:
    x, y = outlines.project(np.array([longitude]), np.array([latitude]))[0]
    return any(polygons.within((x, y), part[0]) for part in outlines.outlines()[key])


@pytest.mark.parametrize(
    ("key", "longitude", "latitude"),
    [
        ("KEN", 36.8, -1.3),
        ("SOM", 44.06, 9.56),  # Hargeysa
        ("CYP", 33.36, 35.3),  # north of Lefkosia
        ("GUF", -53.0, 4.0),
        ("FRA", 2.3, 48.8),
        ("SJM", 17.5, 78.0),
        ("XKX", 21.1, 42.6),
        ("PSE", 35.2, 32.1),
        ("UKR", 34.1, 45.2),
        ("RUS", -175.0, 66.5),
        ("ESH", -13.5, 24.5),
        ("MAR", -9.0, 30.0),
        ("SSD", 31.6, 7.0),
        ("SYR", 35.8, 33.0),  # the Golan: Security Council resolution 497
        ("ISR", 35.3, 32.8),
    ],
)
def test_places_are_in_their_country(key: str, longitude: float, latitude: float) -> None:
    assert holds(key, longitude, latitude)
    others = [k for k in outlines.outlines() if k != key and holds(k, longitude, latitude)]
    assert others == []


def test_overseas_parts_with_a_code_are_not_france() -> None:
    assert not holds("FRA", -53.0, 4.0)
    assert not holds("NOR", 17.5, 78.0)


def test_a_ring_over_the_antimeridian_is_cut() -> None:
    square = np.array([[179.0, 0.0], [-179.0, 0.0], [-179.0, 1.0], [179.0, 1.0]])
    pieces = polygons.cut(square)
    assert len(pieces) == 2
    assert sorted(p[:, 0].min() for p in pieces) == [-180, 179]
    assert sorted(p[:, 0].max() for p in pieces) == [-179, 180]


@given(west=st.floats(-540, 540), width=st.floats(0.1, 170), height=st.floats(0.1, 50))
def test_cutting_keeps_the_area_and_stays_on_the_map(west: float, width: float, height: float) -> None:
    box = np.array([[west, 0], [west + width, 0], [west + width, height], [west, height]])
    pieces = polygons.cut(box)
    assert sum(outlines.area(piece) for piece in pieces) == pytest.approx(width * height)
    assert all(piece[:, 0].min() >= -180 - 1e-9 and piece[:, 0].max() <= 180 + 1e-9 for piece in pieces)


def test_a_ring_elsewhere_stays_whole() -> None:
    square = np.array([[10.0, 0.0], [12.0, 0.0], [12.0, 1.0], [10.0, 1.0]])
    assert len(polygons.cut(square)) == 1


def test_crimea_is_joined_to_ukraine_and_western_sahara_is_whole() -> None:
    assert len(outlines.outlines()["ESH"]) == 1
    assert outlines.area(outlines.outlines()["ESH"][0][0]) == pytest.approx(266_000, rel=0.03)
    mainland = outlines.outlines()["UKR"][0][0]
    crimea = outlines.project(np.array([34.1]), np.array([45.2]))[0]
    assert polygons.within((crimea[0], crimea[1]), mainland)


def test_merge_joins_rings_along_shared_edges() -> None:
    left = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    (joined,) = polygons.merge([left, left + np.array([1.0, 0.0])])
    assert outlines.area(joined) == 2
    assert len(polygons.merge([left, left + np.array([5.0, 0.0])])) == 2


def test_simplify_keeps_corners_and_drops_points_on_a_line() -> None:
    line = np.array([[0.0, 0.0], [50.0, 0.5], [100.0, 0.0], [100.0, 100.0]])
    assert polygons.simplify(line, 3).tolist() == [True, False, True, True]


def test_a_small_island_keeps_its_shape() -> None:
    island = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]])
    assert polygons.simplify(island, 3).all()
