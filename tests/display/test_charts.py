"""Figures as readers get them: real drawings, safe text, the right numbers in the alternative."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from migbrief.display import charts, maps, picture, text_metrics, theme
from migbrief.display.charts import (
    Chart,
    Drawing,
    Key,
    Look,
    Side,
    labels,
    line_charts,
    marks,
    own_figure,
    timelines,
)
from migbrief.display.preview_card import card
from migbrief.pages.embeds import VARIABLE
from migbrief.text import i18n
from migbrief.text.value import Cite, Value

RANKED = pd.DataFrame({"country": ["Kenya", "Nepal", "Namibia"], "value": [12.5, -3.0, None]})
SVG = re.compile(r"<svg.*?</svg>", re.S)


def bars(**over: object) -> Chart:
    given = {
        "label": "country",
        "value": "value",
        "title": "Kenya leads",
        "source": "A survey, 2025",
        "name": "n",
    }
    return charts.bars(RANKED, **(given | {"unit": "% of GDP"} | over))  # type: ignore[arg-type]


def of(number: float, row: str = "") -> Value:
    """A number of a row that it cites."""
    return Value(number, cites=(Cite(row or f"row-{number:g}", "A survey"),))


def every_kind(number: Callable[[float], Any] = float) -> list[Chart]:
    """A figure of each kind, its numbers as they are or made into something else."""
    wide = pd.DataFrame({"Kenya": [1.0, 2.0], "Nepal": [3.0, None]}, index=[1950, 1955]).astype(object)
    wide = wide.map(lambda v: None if pd.isna(v) else number(v))
    parts = pd.DataFrame({"supported": [3, 0], "partial": [1, 2]}, index=["a1", "a2"]).map(number)
    both = RANKED.assign(w=[number(1), number(2), None])
    both["value"] = [number(12.5), number(-3), None]
    same = {"title": "A finding", "source": "A survey", "name": "n"}
    worded = same | {"alt": "In words."}
    ages = pd.DataFrame({"age": ["0–4", "5–9"]} | {c: [number(5), number(4)] for c in "abcd"}, index=[0, 5])
    tidy = pd.DataFrame({"indicator": "age", "iso3": ["KEN", "UGA", "TZA"], "name": list("abc")})
    tidy["value"] = [number(20), number(17), number(18)]
    table = pd.DataFrame({"country": tidy["name"], "age": tidy["value"]})
    days, later = pd.to_datetime(["2011-02-01", None]), pd.to_datetime(["2011-03-01"])
    items = pd.DataFrame({"label": ["A", "B"], "start": days, "end": days, "outcome": "seen"})
    seen = pd.DataFrame({"item": [0], "first": days[:1], "last": later, "kind": "seen"})
    return [
        charts.bars(both, label="country", value="value", unit="% of GDP", **same),
        charts.lines(wide, axis="Persons", unit="persons", mark=1952, mark_label="then", **same),
        charts.stacked(parts, axis="Facts", **same),
        charts.pyramid(ages, left=Side("M", "a", "b"), right=Side("W", "c", "d"), axis="People", **worded),
        charts.strips(tidy, labels={"age": "Age"}, own="KEN", least=2, behind=table, **worded),
        charts.timeline(
            items, bars=Look(theme.LINE, "planned"), marks={"seen": Look(theme.INK, "seen")}, seen=seen,
            data=items[["label", "outcome"]].assign(n=[number(1), number(2)]), **worded,
        ),
        charts.tornado(
            pd.DataFrame([["Fund", number(1), number(4), number(40), number(70)]], columns=list("wlhab")),
            middle=55, legends=("less", "more"), axis="%", **same,
        ),
        maps.choropleth(both[["value"]].set_axis(["KEN", "NPL", "NAM"]), value="value", unit="%", **same),
    ]  # fmt: skip


PLAIN, VALUES = every_kind(), every_kind(of)
KINDS = ["bars", "lines", "stacked", "pyramid", "strips", "timeline", "tornado", "choropleth"]


@pytest.mark.parametrize(("plain", "valued"), list(zip(PLAIN, VALUES, strict=True)), ids=KINDS)
def test_values_are_drawn_by_number_and_anchored_in_the_data(plain: Chart, valued: Chart) -> None:
    """The same drawing as of bare numbers; footnotes find the rows; what a user goes on with is numeric."""
    drawn = [SVG.search(chart.html).group() for chart in (plain, valued)]  # type: ignore[union-attr]
    assert drawn[0] == drawn[1] and plain.alt == valued.alt
    kept = valued.data[[c for c in valued.data.columns if not str(c).endswith("source")]]
    pd.testing.assert_frame_equal(kept, plain.data, check_dtype=False)
    anchors = set(re.findall(r'id="note-(row-[^"]+)"', valued.html))
    cited = {row for c in valued.data.columns if str(c).endswith("source") for row in valued.data[c] if row}
    assert bool(anchors) == bool(cited)


@pytest.mark.parametrize("chart", PLAIN, ids=KINDS)
def test_every_kind_of_figure_is_whole(chart: Chart) -> None:
    """Well-formed SVG with a text alternative, a source, the data as a table and as a file."""
    svg = ElementTree.fromstring(SVG.search(chart.html).group())  # type: ignore[union-attr]
    assert svg.get("role") == "img"
    assert chart.title in svg.get("aria-label", "") and chart.alt in svg.get("aria-label", "")
    assert f"Source: {chart.source}." in chart.html
    assert "<th scope=" in chart.html
    saved = unquote(re.search(r"utf-8,([^\"]+)", chart.html)[1])  # type: ignore[index]
    assert len(saved.splitlines()) == len(chart.data) + 1


@pytest.mark.parametrize("chart", PLAIN, ids=KINDS)
def test_figures_reach_nothing_outside_and_style_nothing_else(chart: Chart) -> None:
    svg = SVG.search(chart.html).group()  # type: ignore[union-attr]
    assert not re.search(r"<style|<script|<image|<metadata|@import", svg)
    assert set(re.findall(r"https?://[^\"]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    ids = re.findall(r' id="([^"]+)"', chart.html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


def test_anchors_follow_the_name_and_nothing_else() -> None:
    """So links to a figure outlive its language and its data, and no two figures of a page share one."""
    one, two = bars(name="ranking a"), bars(name="ranking b")
    assert '<figure class="mb-figure" id="fig-ranking-a">' in one.html
    assert not set(re.findall(r' id="([^"]+)"', one.html)) & set(re.findall(r' id="([^"]+)"', two.html))
    with i18n.speaking("fr"):
        assert 'id="fig-ranking-a"' in bars(name="ranking a", title="Le Kenya en tête").html


def test_colours_follow_the_page() -> None:
    svg = SVG.search(bars().html).group()  # type: ignore[union-attr]
    assert f"var(--series-1,{theme.SERIES[0]})" in svg
    assert "var(--ink," in svg
    loose = re.sub(r"var\([^)]*\)", "", svg)
    assert not re.findall(r"#[0-9a-f]{6}", loose), "a colour that dark mode cannot change"


def test_missing_figures_say_so_and_are_not_zero() -> None:
    chart = bars()
    assert "Namibia: no data" in chart.alt
    assert ">no data<" in SVG.search(chart.html).group()  # type: ignore[union-attr]
    assert '<td class="num missing">no data</td>' in chart.html


def test_text_from_data_never_becomes_markup_or_mathematics() -> None:
    evil = RANKED.assign(country=["<script>alert(1)</script>", '"><img onerror=x>', "US$ 5 and $x^2$"])
    chart = charts.bars(
        evil, label="country", value="value", title="</figure><b>", source="<i>", unit="%", name="n"
    )
    assert "<script" not in chart.html and "<img" not in chart.html and "<b>" not in chart.html
    drawn = ElementTree.fromstring(SVG.search(chart.html).group())  # type: ignore[union-attr]
    assert "US$ 5 and $x^2$" in "".join(drawn.itertext())


# What a matplotlibrc of a user may say, of each kind of setting.
HOSTILE = """
text.usetex: True
axes.xmargin: 0.4
axes.titlesize: 30
axes.unicode_minus: False
axes.formatter.limits: -1, 1
axes.prop_cycle: cycler("color", ["red"])
boxplot.meanline: True
figure.constrained_layout.w_pad: 0.5
figure.dpi: 30
figure.subplot.left: 0.4
font.family: monospace
font.weight: bold
grid.linestyle: ":"
hatch.color: red
legend.loc: lower left
legend.framealpha: 0.1
lines.linestyle: "--"
lines.marker: s
lines.solid_capstyle: round
patch.linewidth: 4
path.sketch: 3, 100, 2
path.simplify_threshold: 1.0
savefig.bbox: tight
savefig.pad_inches: 1
savefig.transparent: True
scatter.marker: s
svg.fonttype: path
svg.image_inline: False
text.hinting: native
xtick.direction: in
xtick.major.size: 12
xtick.minor.visible: True
ytick.left: False
timezone: Asia/Kathmandu
"""


def test_a_users_settings_do_not_reach_figures(tmp_path: Path) -> None:
    before, font = [str(chart.html) for chart in every_kind()], text_metrics.plain_font()
    drawing = VARIABLE.sub(r"\1", f"{before[0][before[0].index('<svg') :].partition('</svg>')[0]}</svg>")
    pictures = [card("A title of $x", "A text", "foot"), picture.png(drawing)]
    (tmp_path / "matplotlibrc").write_text(HOSTILE)
    with matplotlib.rc_context(fname=tmp_path / "matplotlibrc"):
        assert matplotlib.rcParams["text.usetex"]
        assert [str(chart.html) for chart in every_kind()] == before
        assert text_metrics.plain_font() == font
        assert [card("A title of $x", "A text", "foot"), picture.png(drawing)] == pictures


def test_drawing_leaves_no_state_behind() -> None:
    from matplotlib import pyplot

    before = dict(matplotlib.rcParams)
    every_kind()
    assert dict(matplotlib.rcParams) == before
    assert pyplot.get_fignums() == []


def test_the_same_figure_is_the_same_bytes() -> None:
    assert bars().html == bars().html


@pytest.mark.parametrize("panels", [1, 2, 3])
def test_a_column_of_panels_stays_inside_its_figure_and_apart(panels: int) -> None:
    """Names, ticks and the legend are whole."""
    drawing = Drawing(1.5 + 1.6 * panels)
    column = [drawing.panel() for _ in range(panels)]
    for panel in column:
        panel.line([1990, 2050], [0, 1e9], theme.SERIES[0])
        panel.y.name = "People\nof all ages"
        panel.text("a name beyond the right edge", 2050, 1e9, dx=5)
    column[-1].x.name = "Year"
    drawing.legend([Key("a line", theme.SERIES[0])])
    drawing.arrange()
    boxes = [(panel.box, panel.overhang()) for panel in column]
    tops = [top - out[2] for (_, top, _, _), out in boxes]
    ends = [top + high + out[3] for (_, top, _, high), out in boxes]
    assert min(left - out[0] for (left, _, _, _), out in boxes) >= 0
    assert max(left + wide + out[1] for (left, _, wide, _), out in boxes) <= drawing.width
    assert tops[0] > 72 * labels.legend_height(["a line"]) - labels.EDGE and ends[-1] <= drawing.height
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    assert min(high for (_, _, _, high), _ in boxes) > 0.15 * drawing.height


def test_lines_of_a_label_are_even_and_no_word_is_broken() -> None:
    assert labels.wrap("United States of America", 20) == "United States\nof America"
    assert labels.wrap("Chair: Mauritius", 12) == "Chair:\nMauritius"
    assert labels.wrap("Kenya", 12) == "Kenya"


def test_a_row_of_two_lines_is_higher() -> None:
    places, tall = labels.row_places(["one", "two\nlines", "one"])
    assert places == pytest.approx([0, 1.3, 2.6]) and tall == pytest.approx(3.6)


def test_a_legend_has_as_many_columns_as_fit() -> None:
    assert labels.columns(["kept", "changed", "unknown", "dropped"]) == 3
    assert labels.columns(["supported by other sources", "supported by the paper itself", "partial"]) == 2
    assert labels.columns(["Revenu intermédiaire de la tranche supérieure"] * 3) == 1


NARROW = "a name that takes\na third of the width"


@pytest.mark.parametrize("largest", [32e6, 460e9, 0.4])
def test_numbers_along_the_bottom_keep_apart(largest: float) -> None:
    drawing = Drawing(2)
    panel = drawing.panel()
    panel.bars([0], [0], [largest], theme.SERIES[0])
    panel.rows([0], [NARROW], 1)
    drawing.arrange()
    left, _, wide, _ = panel.box
    spans = []
    for at, text in panel.x.ticks:
        half = labels.text_width(text) / 2
        spans.append((left + wide * panel.x.at(at) - half, left + wide * panel.x.at(at) + half))
    assert len(spans) >= 2
    assert all(b[0] - a[1] > 4 for a, b in itertools.pairwise(spans))
    assert spans[-1][1] <= drawing.width


@pytest.mark.parametrize("times", [1, 3])
def test_the_name_of_an_axis_stays_inside_the_figure(times: int) -> None:
    drawing = Drawing(2)
    panel = drawing.panel()
    panel.bars([0], [0], [1], theme.SERIES[0])
    panel.rows([0], [NARROW], 1)
    panel.x.name = "Share of the recorded total of all countries (%) " * times
    root = ElementTree.fromstring(drawing.svg("", "x"))
    lines = [text for text in root.iter() if "total" in (text.text or "")]
    assert len(lines) >= min(times, 2)
    for line in lines:
        middle, half = float(line.get("x", "")), labels.text_width(str(line.text)) / 2
        assert middle - half >= 0 and middle + half <= drawing.width
        assert float(line.get("y", "")) < drawing.height


@pytest.mark.parametrize("chart", range(len(KINDS)), ids=KINDS)
def test_a_figure_goes_on_as_matplotlibs(chart: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same panels, ticks and words, on axes that a user can change and save."""
    made: list[Drawing] = []
    whole = Drawing.svg
    monkeypatch.setattr(Drawing, "svg", lambda self, *a: made.append(self) or whole(self, *a))
    every_kind()
    drawing = made[chart]
    own_figure.draw_on(figure := Figure((drawing.width / 72, drawing.height / 72)), drawing)
    assert len(figure.axes) == len(drawing.panels)
    for ax, panel in zip(figure.axes, drawing.panels, strict=True):
        assert [text.get_text() for text in ax.texts if text.get_text()] == [
            said.text for said in panel.texts
        ]
        assert np.allclose(ax.get_xlim(), panel.x.limits or ())
        told = [text.get_text() for text in ax.get_yticklabels()]
        assert told == [text for _, text in panel.y.ticks]
        drawn = [mark for mark in panel.marks if isinstance(mark, marks.Line | marks.Rule)]
        for line, mark in zip(ax.lines, drawn, strict=True):
            if isinstance(mark, marks.Line):
                assert np.allclose(line.get_xydata(), mark.points, equal_nan=True)
        bars = [mark.points.reshape(-1, 5, 2) for mark in panel.marks if isinstance(mark, marks.Bars)]
        boxes = [patch.get_bbox().get_points() for patch in ax.patches if hasattr(patch, "get_width")]
        corners = [(one.min(axis=0), one.max(axis=0)) for of in bars for one in of]
        assert np.allclose(np.array(boxes).reshape(-1, 2, 2), np.array(corners).reshape(-1, 2, 2))
        dots = [mark.points for mark in panel.marks if isinstance(mark, marks.Dots)]
        offsets = [np.asarray(of.get_offsets()) for of in ax.collections]
        assert all(np.allclose(a, b) for a, b in zip(offsets, dots, strict=True))
    figure.savefig(tmp_path / "a.png")


@pytest.mark.parametrize("chart", PLAIN, ids=KINDS)
def test_a_picture_has_the_size_and_the_colours_of_its_drawing(chart: Chart) -> None:
    svg = VARIABLE.sub(r"\1", SVG.search(chart.html).group())  # type: ignore[union-attr]
    wide, high = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())  # type: ignore[union-attr]
    seen = np.asarray(Image.open(io.BytesIO(picture.png(svg))).convert("RGB"))
    assert seen.shape[:2] == pytest.approx((high * picture.DPI / 72, wide * picture.DPI / 72), abs=1)
    there = {f"#{bytes(colour).hex()}" for colour in np.unique(seen.reshape(-1, 3), axis=0)}
    assert theme.INK in there and set(re.findall(r"<path style=\"fill:(#\w{6})", svg)) <= there


def test_a_bar_of_a_picture_is_as_long_as_its_figure() -> None:
    data = pd.DataFrame({"place": ["a", "b"], "value": [3.0, 1.0]})
    chart = charts.bars(data, label="place", value="value", title="A", source="B", name="n")
    svg = VARIABLE.sub(r"\1", SVG.search(chart.html).group())  # type: ignore[union-attr]
    seen = np.asarray(Image.open(io.BytesIO(picture.png(svg))).convert("RGB"))
    lengths = {int(n) for n in (seen == hex_to_rgb(theme.SERIES[0])).all(axis=2).sum(axis=1)} - {0}
    assert max(lengths) == pytest.approx(3 * min(n for n in lengths if n > 20), rel=0.02)


def hex_to_rgb(colour: str) -> list[int]:
    return list(bytes.fromhex(colour[1:]))


def test_only_labels_that_would_overlap_move_and_they_share_the_way() -> None:
    assert line_charts.apart([(1, 1), (4, 1)], 0) == [1, 4]
    assert line_charts.apart([(2, 1), (2.2, 1), (9, 1)], 0) == pytest.approx([1.6, 2.6, 9])
    assert line_charts.apart([(0.2, 1), (0.3, 1)], 0)[0] == 0.5  # none falls below the axis


def test_a_stacked_bar_of_several_parts_says_its_sum() -> None:
    parts = pd.DataFrame({"low": [21, 0], "high": [23, 8]}, index=["Africa", "Europe"])
    given = {"title": "A", "source": "B", "axis": "C", "name": "n"}
    written = re.findall(r">(\d+)</text>", charts.stacked(parts, **given).html)
    assert "44" in written and written.count("8") == 1


def test_stacked_bars_of_one_length_say_their_sums() -> None:
    """118 of one kind do not dwarf ten of another: each bar is as long, its parts are of its own sum."""
    parts = pd.DataFrame({"low": [59, 5], "high": [59, 5]}, index=["Dates", "Figures"])
    html = charts.stacked(parts, equal=True, title="A", source="B", axis="C", name="n").html
    ends = {text: x for x, text in re.findall(r'<text [^>]*?x="([\d.]+)"[^>]*>(118|10)</text>', html)}
    assert len(ends) == 2 and len(set(ends.values())) == 1
    assert html.count(">59</text>") == 2 and html.count(">5</text>") == 2


def test_months_on_an_axis_follow_the_language() -> None:
    assert timelines.months("2011-Feb") == "2011-Feb"
    with i18n.speaking("fr"):
        assert timelines.months("2011-Feb") == "2011-févr."
    with i18n.speaking("es"):
        assert timelines.months("Jan") == "ene"
