"""What users take from a display: numbers, matplotlib's figure, and files for other programs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

from migbrief.display import charts
from migbrief.display.html import Display, beside, fold, paragraph, stack
from migbrief.display.tables import table
from migbrief.errors import UserError
from migbrief.text import i18n
from migbrief.text.value import Cite, Value

FROM = (Cite("a", "World Bank", 2023, "wdi-2025"),)
ROWS = pd.DataFrame(
    {
        "country": ["Nepal", "=Kenya"],
        "value": [
            Value(
                3e9, "US$", qualifier="about", year=2023, cites=(Cite("a", "World Bank", 2023, "wdi-2025"),)
            ),
            Value(12.5e6, "US$", year=2021),
        ],
    }
)


def bars(**more: object) -> charts.Chart:
    given = {"title": "Nepal leads: US$ 3 billion", "source": "World Bank", "name": "n", **more}
    return charts.bars(ROWS, label="country", value="value", unit="US$", **given)  # type: ignore[arg-type]


def test_data_are_numbers_and_say_unit_year_hedge_and_source_beside_them(tmp_path: Path) -> None:
    for shown in (bars(), table(ROWS, "Who leads?")):
        assert list(shown.data) == ["country", "value", "unit", "qualifier", "year", "source"]
        assert shown.data["value"].dtype == "float64" and shown.data["value"].sum() == 3012500000
        assert shown.data["source"].tolist() == ["wdi-2025", ""]
        path = shown.save(tmp_path / "data.csv")
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        assert [float(row["value"]) for row in rows] == [3e9, 12.5e6]
        assert [row["year"] for row in rows] == ["2023", "2021"] and rows[1]["country"] == "'=Kenya"


def test_a_figure_is_the_users_to_change(tmp_path: Path) -> None:
    chart = bars()
    figure = chart.figure()
    (axes,) = figure.axes
    assert [bar.get_width() for bar in axes.patches] == [3e9, 12.5e6]
    axes.set_xlim(0, 9e9)
    axes.patches[0].set_color("black")
    figure.savefig(tmp_path / "mine.png", dpi=100)
    with Image.open(tmp_path / "mine.png") as picture:
        assert picture.convert("RGB").getextrema()[0][0] == 0
    assert chart.figure().axes[0].get_xlim() != axes.get_xlim()  # another one each time
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert any("Nepal leads" in text.get_text() for text in figure.texts)


def test_pictures_open_in_other_programs(tmp_path: Path) -> None:
    chart = bars()
    svg = chart.save(tmp_path / "a.svg", width=800).read_text("utf-8")
    root = ElementTree.fromstring(svg)
    assert root.attrib["width"] == "800" and "var(" not in svg and "<text" not in svg
    assert not re.search(r'(?:href|src)="(?!#)', svg)  # nothing from elsewhere
    with Image.open(chart.save(tmp_path / "a.png", width=1200)) as picture:
        assert picture.width == pytest.approx(1200, abs=3)
    with pypdfium2.PdfDocument(chart.save(tmp_path / "a.pdf")) as pdf:
        page = pdf[0]
        assert "Nepal" in page.get_textpage().get_text_bounded() and page.get_width() > 300


def test_a_workbook_holds_every_figure_and_table(tmp_path: Path) -> None:
    shown = stack(paragraph("One."), beside(bars(), fold("More", table(ROWS, "Who leads?", source="Bank"))))
    assert [type(part).__name__ for part in shown.results()] == ["Chart", "Table"]
    book = openpyxl.load_workbook(shown.save(tmp_path / "all.xlsx"))
    assert book.sheetnames[0] == "Contents" and len(book.sheetnames) == 3
    values = list(book.worksheets[1].values)
    assert values[0][:2] == ("country", "value") and values[1][1] == 3e9 and values[2][0] == "'=Kenya"
    assert ("Who leads?", "Bank") in [row[1:] for row in book["Contents"].values]


def test_words_and_settings_can_be_changed() -> None:
    with i18n.speaking("fr"):
        chart = bars()
    other = chart.but(title="Le Népal en tête", note="Une note.", log=True)
    assert "Le Népal en tête" in other.text and "Source\xa0:" in other.text and "Une note." in other.html
    assert other.figure().axes[0].get_xscale() == "log" and chart.figure().axes[0].get_xscale() == "linear"
    assert other.but(log=False).title == "Le Népal en tête"
    assert table(ROWS, "A").but(title="B", note="C").caption == "B"
    with pytest.raises(UserError, match=r"unknown setting 'lgo'; did you mean log\?"):
        chart.but(lgo=True)
    losses = pd.DataFrame({"place": ["a", "b"], "value": [5.0, -2.0]})
    with pytest.raises(UserError, match="above zero"):
        charts.bars(losses, label="place", value="value", title="T", source="S", name="n", log=True)


@pytest.mark.parametrize(
    ("shown", "path", "said"),
    [
        (bars(), "x.doc", "unknown form of a file '.doc'"),
        (paragraph("One."), "x.csv", "no figure and no table"),
        (table(ROWS, "T"), "x.png", "no figure"),
        (stack(bars(), bars()), "x.svg", "2 figures and tables; take one of its results"),
        (stack(bars(), bars()), "x.csv", "2 figures and tables"),
    ],
)
def test_what_cannot_be_saved_is_reported_in_a_line(
    shown: Display, path: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=re.escape(said)):
        shown.save(tmp_path / path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UserError, match="width is a number of pixels"):
        bars().save(tmp_path / "x.png", width=0)
