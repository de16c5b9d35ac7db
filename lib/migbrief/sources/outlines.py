"""``reference/outlines.csv`` from Natural Earth's 1:50m countries, in TopoJSON by world-atlas.

Arcs are simplified once and shared, so neighbours still meet; rings are cut at the antimeridian.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from migbrief.datasets.outlines import Array, area, centre, project

from . import fetch
from .polygons import beside, cut, merge, simplify, within
from .records import TABLES, csv_text

MEMBER: Final = "package/countries-50m.json"
COLUMNS: Final = ("iso3", "name", "part", "ring", "points")
TOLERANCE: Final = 3.0  # km that a simplified line may stray: less than a tenth of a page-wide map's pixel
SMALLEST: Final = 120.0  # km²; smaller islands are dropped, unless they are the largest of their country

# Entities without an ISO number in Natural Earth. Others keep their own name and no code.
BY_NAME: Final = {"Kosovo": "XKX"}
# Drawn separately by Natural Earth; the UN's maps and figures include them in their State.
PART_OF: Final = {"Somaliland": "SOM", "N. Cyprus": "CYP"}


@dataclass(frozen=True)
class Reassigned:
    """Parts of ``within`` that get another code, and their bounding box in degrees."""

    within: str
    iso3: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


REASSIGNED: Final = tuple(Reassigned(*row) for row in TABLES["outlines"]["reassigned"])
# Western Sahara reaches to the coast and to 27°40' N.
WESTERN_SAHARA_NORTH: Final = 27 + 2 / 3
# The Golan is with the Syrian Arab Republic (Security Council resolution 497): what Natural Earth draws with
# Israel east of the Jordan and of Lake Tiberias, which run along a meridian within the tolerance.
GOLAN_WEST: Final = 35.64
# Drawn in several pieces: the lines between them are no borders.
REDRAWN: Final = ("CYP", "ESH", "SOM", "SYR", "UKR")


def rows(topology: bytes, iso3_of: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return one row per ring. ``iso3_of`` maps ISO numbers of three digits to ISO3,
    ``names`` ISO3 to names.
    """
    polygons: dict[str, list[list[Array]]] = {}
    for key, polygon in _polygons(json.loads(topology), iso3_of):
        if key != "ATA":
            polygons.setdefault(key, []).append(polygon)
    _redraw(polygons)
    parts = {k: [part for p in some for part in _pieces(p) if part] for k, some in polygons.items()}
    made = []
    for key in sorted(parts, key=lambda k: (k not in names, k)):
        for number, part in enumerate(_without_small_islands(parts[key])):
            for ring, points in enumerate(part):
                made.append(
                    {
                        "iso3": key if key in names else "",
                        "name": names.get(key, key),
                        "part": str(number),
                        "ring": str(ring),
                        "points": " ".join(f"{x:.0f},{y:.0f}" for x, y in points),
                    }
                )
    return made


def build(done: Mapping[str, str]) -> dict[str, str]:
    """Return ``reference/outlines.csv`` as text."""
    table = [row for row in csv.DictReader(io.StringIO(done["reference/countries.csv"])) if row["iso3"]]
    iso3_of = {row["m49"]: row["iso3"] for row in table}
    names = {row["iso3"]: row["name"] for row in table}
    made = rows(fetch.read("world-atlas", MEMBER), iso3_of, names)
    return {"reference/outlines.csv": csv_text(COLUMNS, made)}


def _redraw(polygons: dict[str, list[list[Array]]]) -> None:
    """Assign Western Sahara and the Golan as the UN does; join countries drawn in pieces."""
    for morocco in polygons.get("MAR", []):
        south = beside(morocco[0], WESTERN_SAHARA_NORTH, -1, axis=1)
        if len(south):
            polygons.setdefault("ESH", []).append([south])
            morocco[0] = beside(morocco[0], WESTERN_SAHARA_NORTH, 1, axis=1)
    for israel in polygons.get("ISR", []):
        golan = beside(israel[0], GOLAN_WEST, 1)
        if len(golan):
            polygons.setdefault("SYR", []).append([golan])
            israel[0] = beside(israel[0], GOLAN_WEST, -1)
    for key in REDRAWN:
        if key in polygons:
            polygons[key] = [[ring] for ring in merge([polygon[0] for polygon in polygons[key]])]


def _arcs(topology: dict[str, Any]) -> list[Array]:
    """Return quantised, delta-coded arcs as degrees, simplified."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    made = []
    for arc in topology["arcs"]:
        degrees = np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale + shift
        line = project(np.unwrap(degrees[:, 0], period=360), degrees[:, 1])
        made.append(degrees[simplify(line, TOLERANCE)])
    return made


def _polygons(topology: dict[str, Any], iso3_of: Mapping[str, str]) -> Iterator[tuple[str, list[Array]]]:
    """Yield each polygon of each country: its ISO3, or name without one, and its rings in degrees."""
    arcs = _arcs(topology)

    def ring(indices: list[int]) -> Array:
        lines = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([line[:-1] for line in lines])  # each arc ends where the next begins

    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        key = BY_NAME.get(name) or PART_OF.get(name) or iso3_of.get(shape.get("id", ""), name)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            rings = [ring(indices) for indices in polygon]
            longitude, latitude = rings[0].mean(axis=0)
            own = (o.iso3 for o in REASSIGNED if o.within == key and o.holds(longitude, latitude))
            yield next(own, key), rings


def _pieces(polygon: list[Array]) -> Iterator[list[Array]]:
    """Yield a polygon in map units, split at the antimeridian, holes with their part."""
    outer, *inner = ([project(p[:, 0], p[:, 1]) for p in cut(ring)] for ring in polygon)
    for shell in outer:
        holes = [h for ring in inner for h in ring if len(outer) == 1 or within(centre(h), shell)]
        yield _tidy([shell, *holes])


def _tidy(rings: list[Array]) -> list[Array]:
    """Return rings rounded to km, without repeated points, shells anticlockwise and holes clockwise."""
    made = []
    for number, ring in enumerate(rings):
        points = np.round(ring)
        points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
        size = area(points) if len(points) > 2 else 0.0
        if size == 0:
            if number == 0:
                return []
            continue
        made.append(points if (size > 0) == (number == 0) else points[::-1])
    return made


def _without_small_islands(parts: list[list[Array]]) -> list[list[Array]]:
    """Return parts, largest first, without the smallest islands."""
    ordered = sorted(parts, key=lambda part: area(part[0]), reverse=True)
    return [part for n, part in enumerate(ordered) if n == 0 or area(part[0]) >= SMALLEST]
