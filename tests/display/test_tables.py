"""Tables as readers get them."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import pandas as pd
import pytest

from migbrief.display import tables
from migbrief.display.csv import csv_link, safe_cell, to_csv
from migbrief.display.tables import Column
from migbrief.text import i18n, words
from migbrief.text.i18n import speaking
from migbrief.text.markup import inline, slug
from migbrief.text.value import Cite, Value

DATA = pd.DataFrame({"country": ["Kenya", "Nepal"], "year": [2024, None], "value": [1234.4, None]})


def test_headers_units_and_alignment() -> None:
    html = tables.table(
        DATA, "A table", columns={"country": "Country", "value": Column("Stock", "persons", "number")}
    ).html
    assert '<th scope="col" class="num">Stock <span class="unit">(persons)</span></th>' in html
    assert '<th scope="row" data-to="KEN">Kenya</th><td class="num">1,234</td>' in html
    mixed = pd.DataFrame({"measure": ["New", "Rate", "Old"], "latest": [Value(7), Value(48.4, "%"), None]})
    html = tables.table(mixed, "A table", columns={"measure": "Measure", "latest": Column("Latest")}).html
    assert '<th scope="col">Measure</th><th scope="col" class="num">Latest</th>' in html
    assert '<td class="num missing">' in html


def test_missing_figures_are_marked_and_differ_from_zero() -> None:
    html = tables.table(DATA.assign(value=[0, None]), "A table").html
    assert '<td class="num">0</td>' in html
    assert '<td class="num missing">no data</td>' in html


def test_an_empty_table_says_why() -> None:
    shown = tables.table(DATA.head(0), "A table", empty="The paper plans nothing here.")
    assert "The paper plans nothing here." in shown.html and "<table" not in shown.html
    assert "The paper plans nothing here." in shown.text


def test_long_tables_fold_but_keep_every_row() -> None:
    many = pd.DataFrame({"n": range(30)})
    html = tables.table(many, "Long", shown=10).html
    assert html.count("<tr>") == 30 + 2
    assert "Show 20 more rows" in html


def test_cells_are_text_never_markup() -> None:
    html = tables.table(pd.DataFrame({"x": ["<script>alert(1)</script>"]}), "<b>caption</b>").html
    assert "<script" not in html and "<b>" not in html


def test_verdicts_carry_word_and_shape() -> None:
    columns = {"a": "A", "verdict": tables.Column("Verdict", kind="verdict")}
    html = tables.table(pd.DataFrame({"a": ["x"], "verdict": ["contradicted"]}), "t", columns=columns).html
    assert "✕" in html and "contradicted" in html and "verdict-contradicted" in html


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@sum", "\t=1", "  =1"])
def test_no_cell_of_a_download_is_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(pd.DataFrame({text: [text]})))))
    assert all(not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_numbers_of_a_download_stay_numbers() -> None:
    assert safe_cell(-5) == -5
    assert to_csv(pd.DataFrame({"a": [-1.5, None], "b": [1, 2]})) == "a,b\n-1.5,1\n,2\n"


def test_a_download_holds_the_accents_and_rows() -> None:
    link = csv_link(pd.DataFrame({"name": ["Côte d’Ivoire"]}), "Côte / list")
    assert 'download="cote-list.csv"' in link
    body = unquote(re.search(r"utf-8,([^\"]+)", link)[1])  # type: ignore[index]
    assert body == "\ufeffname\nCôte d’Ivoire\n"


def test_emphasis_is_the_only_markup() -> None:
    assert inline("a *b c* d") == "a <strong>b c</strong> d"
    assert inline("2*3*4 <i>") == "2*3*4 &lt;i&gt;"


def test_slug_is_safe() -> None:
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("العربية") == "item"
    assert len(slug("x" * 500)) == 60


def test_years_are_not_thousands_whatever_their_column_is_called() -> None:
    data = pd.DataFrame({"iso3": ["KEN"], "last_year": [2024], "year in 2015": [2014.0], "years": [1500]})
    html = tables.table(data, "t").html
    assert ">2024<" in html and ">2014<" in html and ">1,500<" in html
    assert ">ISO3<" in html and ">Last year<" in html


def test_a_figure_stands_in_line_with_its_year_below() -> None:
    rows = pd.DataFrame({"what": ["Kenya", "Nepal"], "n": ["57.5 million (2025 est.)", None]})
    shown = tables.table(rows, "A", columns={"what": "What", "n": Column("People", kind="figure")})
    assert '<td class="num">57.5 million <small>(2025 est.)</small></td>' in shown.html
    assert '<td class="num missing">no data</td>' in shown.html
    assert list(shown.data["n"].dropna()) == ["57.5 million (2025 est.)"]


def test_a_key_is_for_the_download_not_for_readers() -> None:
    columns = {"country": "Country", "year": Column("year", hidden=True)}
    html = tables.table(DATA, "A table", columns=columns, notes="country").html
    assert (
        "2024" not in html[: html.index("mb-download")]
        and html.count('<th scope="col"') == 1
        and 'data-row="Kenya"' in html
    )
    assert list(tables.table(DATA, "A table", columns=columns).data) == ["country", "year"]


def test_a_heading_is_translated_once() -> None:
    """French "part" is a share; it is no "part" of a profile, which would be "partie"."""
    with speaking("fr"):
        assert ">Part<" in tables.plain_table(pd.DataFrame({i18n.t("share"): [1.0]}), "A")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("IOM, Policy, iom.int/policy-dialogue", ["https://iom.int/policy-dialogue"]),
        ("web.worldbank.org; eea.iom.int", ["https://web.worldbank.org", "https://eea.iom.int"]),
        ("http://a.org/b?c=1&d=2.", ["http://a.org/b?c=1&amp;d=2"]),
        ("data/editions/x/facts.csv, facts.csv; name@iom.int, i.e. a.b", []),
        ('a.org/"onclick="x', ["https://a.org/"]),
    ],
)
def test_a_web_address_is_a_link(text: str, addresses: list[str]) -> None:
    assert re.findall(r'<a class="mb-address" href="([^"]*)">', inline(text)) == addresses


def _numbers(data: pd.DataFrame) -> list[str]:
    return re.findall(r'<td class="num">([^<]*)<', tables.table(data, "Numbers").html)


def test_numbers_of_a_column_stand_in_line_and_are_written_alike() -> None:
    """One number of decimals a column, zeros kept; counts are in words or in digits, not both."""
    rates = pd.DataFrame({"country": ["A", "B", "C"], "rate": [4.5, 6.0, 12.0]})
    assert _numbers(rates) == ["4.5", "6.0", "12.0"]
    mixed = pd.DataFrame({"what": ["fund", "share"], "value": [30_000_000, 0.5], "unit": ["US$", "%"]})
    assert _numbers(mixed) == ["30,000,000", "0.5"]
    places = words.alike([1_071_498, 218_123, None])
    assert [words.quantity(v, decimals=places) for v in (1_071_498, 218_123)] == ["1,071,498", "218,123"]
    assert words.alike([1.4e9, 338e6]) is None


def test_what_all_figures_of_a_column_share_stands_in_its_heading() -> None:
    def persons(n: float, year: int) -> Value:
        return Value(n, "persons", year=year, cites=(Cite(f"a {year}", "UNHCR", year, "unhcr-2025"),))

    data = pd.DataFrame(
        {
            "country": ["Kenya", "Nepal", "Chad"],
            "refugees": [persons(5, 2025), None, persons(7, 2025)],
            "stateless": [persons(1, 2024), persons(2, 2025), None],
        }
    )
    assert to_csv(data).splitlines() == [
        "country,refugees (persons; 2025; unhcr-2025),"
        "stateless,stateless unit,stateless year,stateless source",
        "Kenya,5,1,persons,2024,unhcr-2025",
        "Nepal,,2,persons,2025,unhcr-2025",
        "Chad,7,,,,",
    ]
