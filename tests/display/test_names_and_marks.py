"""Names and marks in figures: names are at their mark and legible, marks are visible."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import pytest

from migbrief import paths
from migbrief.datasets import countries
from migbrief.display import charts, maps, theme
from migbrief.display.charts import Chart, Drawing
from migbrief.display.charts.labels import text_width

TEXT = re.compile(r'<text([^>]*) x="([\d.-]+)" y="([\d.-]+)">([^<]*)</text>')
GROUP = re.compile(r'<g style="([^"]*)">(.*?)</g>')
MARK = re.compile(r'<(?:use|circle) [^>]*?x="([\d.-]+)" c?y="([\d.-]+)"')
TEMPLATES = paths.TEMPLATES / "migbrief"


@dataclass(frozen=True)
class Word:
    """A text of a figure and its box, in points from the top left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Word) -> bool:
        return (
            min(self.right, other.right) > max(self.left, other.left)
            and min(self.bottom, other.bottom) > max(self.top, other.top)
        )  # fmt: skip


def words_of(chart: Chart) -> list[Word]:
    found = []
    for look, x, y, text in TEXT.findall(chart.html):
        wide = text_width(text) * (1.08 if "700" in look else 1)
        start = float(x) - wide * (0.5 if "middle" in look else 1 if "end" in look else 0)
        found.append(Word(text, start, start + wide, float(y) - 0.7 * theme.FONT_SIZE, float(y)))
    return found


def marks_of(chart: Chart) -> list[tuple[float, float, str]]:
    """The place and style of each mark."""
    return [
        (float(x), float(y), look)
        for look, inside in GROUP.findall(chart.html)
        for x, y in MARK.findall(inside)
    ]


def crowd() -> Chart:
    """Faint points among marked ones, as beside peers."""

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        panel.dots([1, 2], [1, 2], theme.SERIES[0], alpha=theme.FAINT)
        panel.dots([3], [3], theme.SERIES[1], marker="D", edge=theme.PAPER)

    data = pd.DataFrame({"x": [1, 2, 3]})
    return charts.chart(draw, title="T", alt="A", data=data, source="S", name="n", height=3.4)


def test_what_is_marked_on_a_map_stands_out_from_the_darkest_class() -> None:
    data = pd.DataFrame({"share": range(1, 41)}, index=list(countries.load().index[:40]))
    chart = maps.choropleth(
        data, value="share", title="A", source="S", unit="%", name="n", highlight=[data.index[-1]]
    )
    casing = re.search(r"stroke:var\(--paper,#fefefe\);stroke-width:([23][\d.]*)", chart.html)
    ink = re.search(r"stroke:var\(--ink,#1d2733\);stroke-width:([\d.]+)", chart.html)
    assert casing and ink and float(casing[1]) > float(ink[1])


def test_the_figure_of_a_bar_keeps_off_the_names() -> None:
    data = pd.DataFrame({"c": ["Iran (Islamic Republic of)", "Ukraine"], "v": [-1_400_000.0, 1_300_000.0]})
    found = {
        word.text: word
        for word in words_of(
            charts.bars(data, label="c", value="v", title="A", source="S", unit="persons", name="n")
        )
    }
    assert not found["Iran (Islamic Republic of)"].meets(found["−1.4 million"])
    assert found["1.3 million"].right <= 72 * theme.WIDTH


@pytest.mark.parametrize("sheet", ["style.css", "dark.css"])
def test_marks_are_seen_on_the_page(sheet: str) -> None:
    """3:1 at least, as WCAG asks of graphics, for points however faint."""
    css = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", (TEMPLATES / sheet).read_text("utf-8")))
    looks = {look for _, _, look in marks_of(crowd()) if "series" in look}
    assert len(looks) == 2
    for look in looks:
        colour = re.search(r"fill:var\(--(series-\d)", look)
        clear = re.search(r"opacity:([\d.]+)", look)
        assert colour
        seen = _mixed(css[colour[1]], css["paper"], float(clear[1]) if clear else 1.0)
        assert _contrast(seen, _mixed(css["paper"], css["paper"], 1)) >= 3, look


def _mixed(over: str, under: str, share: float) -> list[float]:
    pairs = [(int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5)]
    return [(share * a + (1 - share) * b) / 255 for a, b in pairs]


def _contrast(one: list[float], other: list[float]) -> float:
    def light(colour: list[float]) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
