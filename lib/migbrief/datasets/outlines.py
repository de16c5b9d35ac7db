"""Country outlines on a flat map: Equal Earth projection, kilometres, centred on Greenwich and the Equator.

Equal Earth preserves areas (Šavrič, Patterson and Jenny, 2018), so that northern countries do not look larger
than they are. Antarctica is left out.
"""

import csv
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from migbrief import paths
from migbrief.text.i18n import mark

from . import countries
from .csv_errors import explain_read_errors

Array = npt.NDArray[np.float64]

DISCLAIMER: Final = mark(
    "The boundaries and names shown and the designations used on maps do not imply official endorsement or "
    "acceptance."
)
# Left, bottom, right, top of a world map in km: all land but Antarctica.
BOUNDS: Final = (-17_300.0, -6_700.0, 17_300.0, 8_500.0)
# A country whose largest part is smaller (km²) covers less than about 4 pixels of a page-wide map.
DOT_AREA: Final = 7_500.0

_RADIUS = 6371.0  # km, mean radius of the Earth
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = np.sqrt(3) / 2


def project(longitude: Array, latitude: Array) -> Array:
    """Return degrees as (n, 2) map kilometres. Longitudes past ±180 continue past the map's edge.

    >>> project(np.array([180.0]), np.array([0.0])).round().tolist()
    [[17244.0, 0.0]]
    """
    theta = np.arcsin(_M * np.sin(np.radians(latitude)))
    y, slope = _curve(theta)
    x = np.radians(longitude) * np.cos(theta) / (_M * slope)
    return _RADIUS * np.column_stack([x, y])


def _curve(theta: Array) -> tuple[Array, Array]:
    """Return the height of a parallel on the map, in radii of the Earth, and its slope."""
    a1, a2, a3, a4 = _A
    sixth = theta**6
    y = theta * (a1 + a2 * theta**2 + sixth * (a3 + a4 * theta**2))
    return y, a1 + 3 * a2 * theta**2 + sixth * (7 * a3 + 9 * a4 * theta**2)


def unproject(points: Array) -> tuple[Array, Array]:
    """Return (n, 2) map kilometres as longitudes and latitudes in degrees.

    >>> [float(x[0]) for x in unproject(np.array([[0.0, 0.0]]))]
    [0.0, 0.0]
    """
    x, y = points[:, 0] / _RADIUS, points[:, 1] / _RADIUS
    theta = y.copy()
    for _ in range(12):  # Newton's method; a few steps reach rounding error
        height, slope = _curve(theta)
        theta -= (height - y) / slope
    longitude = x * _M * _curve(theta)[1] / np.cos(theta)
    return np.degrees(longitude), np.degrees(np.arcsin(np.sin(theta) / _M))


def area(ring: Array) -> float:
    """Return the signed area of a ring, (n, 2) points, in square map units: positive if anticlockwise.

    >>> area(np.array([[0, 0], [1, 0], [1, 1], [0, 1]]))
    1.0
    """
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def centre(ring: Array) -> tuple[float, float]:
    """Return the centroid of a ring, (n, 2) points; for one without area, the mean of its points.

    >>> centre(np.array([[0.0, 0], [2, 0], [2, 2], [0, 2]]))
    (1.0, 1.0)
    """
    origin = ring.mean(axis=0)
    x, y = (ring - origin).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    whole = cross.sum()
    if abs(whole) < 1e-9:
        return float(origin[0]), float(origin[1])
    cx = ((x + np.roll(x, -1)) * cross).sum() / (3 * whole)
    cy = ((y + np.roll(y, -1)) * cross).sum() / (3 * whole)
    return float(origin[0] + cx), float(origin[1] + cy)


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[list[Array]]]:
    """Return outlines by ISO3: parts, each a list of rings of (n, 2) km, read-only; later rings are holes.

    Outer rings run anticlockwise, holes clockwise; no ring repeats its first point. An area with open status
    (Siachen Glacier) has its name as key. Raises ``UserError`` without the file.

    >>> outlines()["KEN"][0][0].shape[1]
    2
    """
    path = paths.data() / "reference" / "outlines.csv"
    shapes: dict[str, list[list[Array]]] = {}
    with explain_read_errors(path), path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points = np.array(row["points"].replace(",", " ").split(), dtype=np.float64).reshape(-1, 2)
            points.flags.writeable = False
            parts = shapes.setdefault(row["iso3"] or row["name"], [])
            if row["ring"] == "0":
                parts.append([])
            parts[-1].append(points)
    return shapes


@lru_cache(maxsize=1)
def dots() -> dict[str, tuple[float, float]]:
    """Return map points (km) of the countries under ``DOT_AREA`` or without an outline, by ISO3.

    The point is the centre of the country's largest part, or of the country if it has no outline.

    >>> "MLT" in dots()
    True
    """
    shapes = outlines()
    centres: dict[str, tuple[float, float]] = {}
    places = countries.load()[["latitude", "longitude"]].drop(index="ATA", errors="ignore").dropna()
    points = project(places["longitude"].to_numpy(), places["latitude"].to_numpy())
    for iso3, point in zip(places.index, points, strict=True):
        if iso3 not in shapes:
            centres[iso3] = (float(point[0]), float(point[1]))
            continue
        largest = max((part[0] for part in shapes[iso3]), key=area)
        if area(largest) < DOT_AREA:
            centres[iso3] = centre(largest)
    return centres
