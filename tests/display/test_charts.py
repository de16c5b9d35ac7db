"""Figures as readers get them: real drawings, safe text, the right numbers in the alternative."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from migbrief.display import charts, label_placement, maps, svg, text_metrics, theme
from migbrief.display.charts import Chart, Look, Side, labels, timelines
from migbrief.display.charts.layout import ColumnLayout
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
    tidy = pd.DataFrame({"indicator": "age", "iso3": ["KEN", "UGA", "TZA"], "year": "2025"})
    tidy["value"] = [number(20), number(17), number(18)]
    days, later = pd.to_datetime(["2011-02-01", None]), pd.to_datetime(["2011-03-01"])
    items = pd.DataFrame({"label": ["A", "B"], "start": days, "end": days, "kind": "planned"})
    seen = pd.DataFrame({"item": [0], "first": days[:1], "last": later, "kind": "seen"})
    return [
        charts.bars(both, label="country", value="value", unit="% of GDP", **same),
        charts.lines(wide, axis="Persons", unit="persons", mark=1952, mark_label="then", **same),
        charts.stacked(parts, axis="Facts", **same),
        charts.dots(both, label="country", columns=["value", "w"], axis="X", **same),
        charts.histogram(both["value"], axis="Rate", marks={"median": number(2)}, **same),
        charts.pyramid(ages, left=Side("M", "a", "b"), right=Side("W", "c", "d"), axis="People", **worded),
        charts.strips(tidy, labels={"age": "Median age"}, own="KEN", least=2, **worded),
        charts.groups(
            tidy, group="indicator", panel="year", label="iso3", titles={"2025": "In 2025"},
            axes={"2025": "years"}, axis="Age", highlight=["KEN"], **worded,
        ),
        charts.panels(
            tidy, panel="indicator", label="iso3", series="year", titles={"age": "Age"}, filled="2025",
            axes={"age": "years"}, names={"2025": "2025"}, medians={"age": 18}, median_of="median", **worded,
        ),
        charts.timeline(
            items, bars={"planned": Look(theme.LINE)}, marks={"seen": Look(theme.INK)}, seen=seen,
            data=items[["label", "kind"]].assign(n=[number(1), number(2)]), **worded,
        ),
        charts.tornado(
            pd.DataFrame([["Fund", number(1), number(4), number(40), number(70)]], columns=list("wlhab")),
            label="w", ends=("l", "h"), values=("a", "b"), middle=55, legends=("less", "more"),
            axis="%", **same,
        ),
        maps.choropleth(both[["value"]].set_axis(["KEN", "NPL", "NAM"]), value="value", unit="%", **same),
    ]  # fmt: skip


PLAIN, VALUES = every_kind(), every_kind(of)
KINDS = ["bars", "lines", "stacked", "dots", "histogram", "pyramid", "strips", "groups", "panels"]
KINDS += ["timeline", "tornado", "choropleth"]


@pytest.mark.parametrize(("plain", "valued"), list(zip(PLAIN, VALUES, strict=True)), ids=KINDS)
def test_values_are_drawn_by_number_and_anchored_in_the_data(plain: Chart, valued: Chart) -> None:
    """The same drawing as of bare numbers; footnotes find the rows; what a user goes on with is numeric."""
    drawn = [SVG.search(chart.html).group() for chart in (plain, valued)]  # type: ignore[union-attr]
    assert drawn[0] == drawn[1] and plain.alt == valued.alt
    kept = valued.data[[c for c in valued.data.columns if not str(c).endswith("source")]]
    pd.testing.assert_frame_equal(kept, plain.data, check_dtype=False)
    anchors = set(re.findall(r'id="note-(row-[^"]+)"', valued.html))
    cited = {row for c in valued.data.columns if str(c).endswith("source") for row in valued.data[c] if row}
    assert bool(anchors) == bool(cited) == ("from" not in valued.data)  # bars of a histogram count values


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
    assert f"var(--series-1, {theme.SERIES[0]})" in svg
    assert "var(--ink, " in svg
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
    (tmp_path / "matplotlibrc").write_text(HOSTILE)
    with matplotlib.rc_context(fname=tmp_path / "matplotlibrc"):
        assert matplotlib.rcParams["text.usetex"]
        assert [str(chart.html) for chart in every_kind()] == before
        assert text_metrics.plain_font() == font


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
    """The direct layout keeps names, ticks and the legend whole, as constrained layout does."""
    figure = Figure(figsize=(theme.WIDTH, 1.5 + 1.6 * panels), layout=ColumnLayout())
    axes = figure.subplots(panels, 1, squeeze=False)[:, 0]
    for ax in axes:
        ax.plot([1990, 2050], [0, 1e9], label="a line")
        ax.set_ylabel("People\nof all ages")
        ax.annotate("a name beyond the right edge", (2050, 1e9), (5, 0), textcoords="offset points")
    axes[-1].set_xlabel("Year")
    charts.legend(figure)
    svg.render(figure, "", "x")
    renderer = svg.canvas(figure).get_renderer()
    boxes = [ax.get_tightbbox(renderer) for ax in axes]
    wide, high = figure.get_size_inches() * figure.dpi
    tops = [*(box.y1 for box in boxes), 0]
    assert min(box.x0 for box in boxes) >= 0 and max(box.x1 for box in boxes) <= wide
    assert figure.legends[0].get_window_extent(renderer).y0 >= boxes[0].y1
    assert all(box.y0 > below for box, below in zip(boxes, tops[1:], strict=True))
    assert min(ax.bbox.height for ax in axes) > 0.15 * high


def test_lines_of_a_label_are_even_and_no_word_is_torn() -> None:
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


@pytest.mark.parametrize("largest", [32e6, 460e9, 0.4])
@matplotlib.rc_context(theme.rc())
def test_numbers_along_the_bottom_keep_apart(largest: float) -> None:
    figure = Figure(figsize=(theme.WIDTH, 2), layout=ColumnLayout())
    ax = figure.add_subplot()
    ax.barh([0], [largest])
    ax.set_yticks([0], ["a name that takes\na third of the width"])
    charts.axis_numbers(ax.xaxis)
    svg.render(figure, "", "x")
    renderer = svg.canvas(figure).get_renderer()
    boxes = [t.get_window_extent(renderer) for t in ax.get_xticklabels()]
    shown = [b for b, x in zip(boxes, ax.get_xticks(), strict=True) if 0 <= x <= ax.get_xlim()[1]]
    assert len(shown) >= 2
    assert all(b.x0 - a.x1 > 4 for a, b in itertools.pairwise(shown))
    assert shown[-1].x1 <= figure.bbox.width


@pytest.mark.parametrize("times", [1, 3])
@matplotlib.rc_context(theme.rc())
def test_the_name_of_an_axis_stays_inside_the_figure(times: int) -> None:
    figure = Figure(figsize=(theme.WIDTH, 2), layout=ColumnLayout())
    ax = figure.add_subplot()
    ax.barh([0], [1])
    ax.set_yticks([0], ["a name that takes\na third of the width"])
    ax.set_xlabel("Share of the recorded total of all countries (%) " * times)
    svg.render(figure, "", "x")
    box = ax.xaxis.label.get_window_extent(svg.canvas(figure).get_renderer())
    assert box.x0 >= 0 and box.x1 <= figure.bbox.width and box.y0 >= 0


def test_only_labels_that_would_overlap_move_and_they_share_the_way() -> None:
    assert label_placement.apart([(1, 1), (4, 1)], 0) == [1, 4]
    assert label_placement.apart([(2, 1), (2.2, 1), (9, 1)], 0) == pytest.approx([1.6, 2.6, 9])
    assert label_placement.apart([(0.2, 1), (0.3, 1)], 0)[0] == 0.5  # none falls below the axis


def test_names_of_points_that_meet_do_not() -> None:
    with matplotlib.rc_context(theme.rc()):
        figure = Figure(figsize=(5, 3))
        ax = figure.add_subplot()
        xs, ys = [1, 1.02, 1.03, 1.04, 5], [9, 9, 8.9, 9, 1]
        ax.scatter(xs, ys)
        label_placement.name_points(
            ax, xs, ys, ["Sudan", "Syrian Arab Republic", "Yemen", "Somalia", "Cyprus"]
        )
        figure.draw_without_rendering()
        boxes = [Text.get_window_extent(text) for text in ax.texts]  # of the words, without their lines
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)]


def test_a_stacked_bar_says_its_sum_but_not_that_of_shares() -> None:
    parts = pd.DataFrame({"low": [21, 0], "high": [23, 8]}, index=["Africa", "Europe"])
    given = {"title": "A", "source": "B", "axis": "C", "name": "n"}
    written = re.findall(r">(\d+)</text>", charts.stacked(parts, **given).html)
    assert "44" in written and written.count("8") == 1
    assert "44" not in re.findall(r">(\d+)</text>", charts.stacked(parts, unit="%", **given).html)


def test_months_on_an_axis_follow_the_language() -> None:
    assert timelines.months("2011-Feb") == "2011-Feb"
    with i18n.speaking("fr"):
        assert timelines.months("2011-Feb") == "2011-févr."
    with i18n.speaking("es"):
        assert timelines.months("Jan") == "ene"
