"""The functions that ``import migbrief as mb`` gives to notebooks."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import migbrief as mb
from migbrief.errors import UserError

NAMES = ["add", "compare", "data", "groups", "members", "pairs", "profile", "render", "search", "section"]


@pytest.mark.slow
def test_it_shows_its_names_and_no_more() -> None:
    """Also after submodules were imported, and to the completer of IPython."""
    code = (
        "import migbrief as mb, migbrief.display.charts, migbrief.cli.main\n"
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "from IPython.core.completer import provisionalcompleter\n"
        "shell = Shell.instance(); shell.user_ns['mb'] = mb\n"
        "with provisionalcompleter(): found = {c.text for c in shell.Completer.completions('mb.', 3)}\n"
        "print(dir(mb)); print(sorted(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    offered, completed = done.stdout.strip().splitlines()
    assert offered == completed == str(NAMES)
    with pytest.raises(AttributeError, match="it has add, compare"):
        _ = mb.serach


@pytest.mark.parametrize("name", NAMES)
def test_each_function_is_typed_and_says_what_it_takes(name: str) -> None:
    function = getattr(mb, name)
    told = inspect.getdoc(function) or ""
    assert (">>> import migbrief as mb" in told and "UserError" in told) or name in ("groups", "search")
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_the_package_imports_quickly() -> None:
    code = "import sys, migbrief; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


class TestWithoutOfficialData:
    """From the first minute, offline, by the Factbook and World Population Prospects."""

    def test_figures_are_tidy(self) -> None:
        rows = mb.data(["median_age", "population"], ["Nepal", "KEN"])
        assert list(rows["iso3"]) == ["NPL", "KEN", "NPL", "KEN"]
        assert list(rows["edition"].unique()) == ["factbook-2025", "wpp-2024"]
        kenya = rows[(rows["iso3"] == "KEN") & (rows["indicator"] == "population")].iloc[0]
        assert (kenya["year"], kenya["value"], kenya["unit"]) == (2025, 57532491, "persons")
        assert len(mb.data("population", "SIDS", year=1950)) > 30

    def test_an_edition_can_be_named_and_is_not_mixed(self) -> None:
        old = mb.data("median_age", ["KEN"], edition="factbook-2015")
        assert old["edition"].item() == "factbook-2015" and old["value"].item() == pytest.approx(19.3, abs=1)
        with pytest.raises(UserError, match="unknown source edition 'factbook-2016'; did you mean"):
            mb.data("median_age", ["KEN"], edition="factbook-2016")

    def test_years_are_one_several_or_all(self) -> None:
        by_year = mb.data("population", "Kenya", year=slice(1990, 2010))
        assert list(by_year["year"]) == [1990, 1995, 2000, 2005, 2010]
        assert list(mb.data("population", "Kenya", year=range(1990, 2001))["year"]) == [1990, 1995, 2000]
        assert mb.data("population", "Kenya", year=None)["year"].min() == 1950
        for wrong in ("2020", 2020.5, True):
            with pytest.raises(UserError, match="year takes latest, a year"):
                mb.data("population", "Kenya", year=wrong)  # type: ignore[arg-type]

    def test_wide_is_a_row_a_country_with_gaps_shown(self) -> None:
        rows = mb.data(["median_age", "gini"], ["AND", "Kenya"], wide=True)
        assert list(rows.columns) == ["iso3", "country", "median_age", "gini"]
        assert list(rows["iso3"]) == ["AND", "KEN"] and pd.isna(rows["gini"].iloc[0])
        assert list(mb.data("population", "Kenya", year=slice(1990, 1995), wide=True)["year"]) == [1990, 1995]

    def test_what_is_empty_keeps_its_columns_and_says_why(self) -> None:
        full, empty = mb.data("population", "KEN"), mb.data("population", "KEN", year=1851)
        assert list(empty.dtypes) == list(full.dtypes) and list(empty.columns) == list(full.columns)
        assert "1950 to 2025" in empty.why and empty.why in repr(empty) and empty.why in empty._repr_html_()
        assert "migbrief data update" in mb.data("migrant_stock").why
        assert mb.pairs("refugees_hosted", to="KEN").why and mb.search("zebra").why
        assert mb.data("gini", ["AND"]).why and full.why == "" and full[full["value"] < 0].why == ""

    def test_dollar_signs_are_not_read_as_mathematics(self) -> None:
        html = mb.data("gdp_per_capita", ["KEN", "NPL"])._repr_html_()
        assert "$" in html and "mathjax_ignore" in html

    @pytest.mark.parametrize(
        ("ask", "said"),
        [
            (lambda: mb.data("median_aeg"), "did you mean median_age"),
            (lambda: mb.data("median_age", "Kennya"), "unknown country 'Kennya'; did you mean Kenya"),
            (lambda: mb.data("median_age", ["KEN", "Northen Africa"]), "did you mean Northern Africa"),
            (lambda: mb.members("LCD"), "unknown group 'LCD'"),
            (lambda: mb.pairs("population", to="KEN"), "unknown indicator with pairs 'population'"),
            (lambda: mb.pairs("refugees_hosted"), "pairs takes to or origin"),
            (lambda: mb.profile("Kennya"), "did you mean Kenya"),
            (lambda: mb.profile("KEN", pears="region"), "did you mean peers"),
            (lambda: mb.section("a33"), "did you mean a3"),
            (lambda: mb.compare("KEN", "population", kind="pie"), "expected one of: bars, lines, map"),
            (lambda: mb.compare("KEN", "population", year=1851), "from 1950 to 2025"),
            (lambda: mb.compare(mb.data(["gini", "median_age"], "KEN")), "one figure shows one indicator"),
        ],
    )
    def test_a_mistake_is_one_line(self, ask: object, said: str) -> None:
        with pytest.raises(UserError) as told:
            ask()  # type: ignore[operator]
        assert said in str(told.value) and told.value._render_traceback_() == [f"UserError: {told.value}"]

    def test_groups_have_their_date_and_source(self) -> None:
        groups = mb.groups().set_index("group")
        assert groups.loc["Small island developing States", "as_of"] == "2024"
        assert groups.loc["World", "members"] > 230 and set(groups["source"]) >= {"European Union"}
        assert (
            set(mb.members("LLDC")["iso3"]) >= {"NPL", "UGA"}
            and mb.members("LLDC")["as_of"].iloc[0] == "2024"
        )

    def test_places_of_every_kind_open_a_profile(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine.csv"
        mine.write_text("iso3\nNPL\nKEN\n")
        assert mb.profile("Kenya").iso3 == "KEN"  # type: ignore[union-attr]
        for place in (["Nepal", "KEN"], "NPL,KEN", str(mine)):
            assert sorted(mb.profile(place).members) == ["KEN", "NPL"]  # type: ignore[union-attr]
        assert mb.profile("Eastern Africa", language="fr").name == "Afrique orientale"


class TestWithOfficialData:
    """Against the publishers' own files, which were read by eye."""

    pytestmark = pytest.mark.usefixtures("with_official")

    def test_pairs_add_up_to_the_figure(self) -> None:
        pairs = mb.pairs("refugees_hosted", to="Kenya", year=2024)
        whole = mb.data("refugees_hosted", "Kenya", year=2024)
        assert pairs["value"].sum() == whole["value"].item() and pairs["origin"].iloc[0] == "Somalia"
        back = mb.pairs("refugees_hosted", origin="Somalia", to=["Kenya", "Ethiopia"], year=2024)
        assert set(back["destination_iso3"]) == {"KEN", "ETH"}
        assert back.set_index("destination_iso3").loc["KEN", "value"] == pairs["value"].iloc[0]

    def test_search_lists_the_indicators_with_data(self) -> None:
        found = mb.search("net migration").set_index("indicator")
        assert (
            found.loc["net_migration", "edition"] == "wpp-2024"
            and found.loc["net_migration", "countries"] > 200
        )
        assert "wdi-2025" in found.loc["net_migration", "editions"]
        assert mb.data("remittances_by_sender", "Kenya").why.endswith("mb.pairs")

    def test_a_figure_names_its_source_and_has_its_numbers(self) -> None:
        chart = mb.compare(["KEN", "UGA", "ETH"], "net_migration")
        assert "World Population Prospects 2024" in chart.text
        assert chart.data["Kenya"].iloc[-1] == mb.data("net_migration", "KEN")["value"].item()
        largest = mb.data("remittances_received_usd", "LDC").nlargest(5, "value")
        bars = mb.compare(largest)
        assert list(bars.data["value"]) == list(largest["value"]) and set(bars.data["source"]) == {"wdi-2025"}
        assert (
            "Map, International migrants" in mb.compare("Africa", "migrant_stock", kind="map", log=True).text
        )
        through = mb.compare(
            mb.pairs("refugees_hosted", to="KEN", origin=["SOM", "SSD"], year=slice(2015, 2024))
        )
        assert "Refugees hosted, in Kenya in 2024" in through.title and len(through.data) == 10


def test_a_table_of_ones_own_is_an_indicator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "store"))
    table = tmp_path / "nurses.csv"
    table.write_text("country,year,value\nKenya,2020,1200\nKenya,2021,1500\nUganda,2021,800.5\n")
    about = {"indicator": "nurses_abroad", "name": "Nurses abroad", "unit": "persons", "source": "Survey"}
    added = mb.add(table, **about, licence="CC BY 4.0")
    assert list(added["what"]) == ["new"] and added["after"].item() == 3
    assert mb.data("Nurses abroad", ["UGA", "KEN"])["value"].tolist() == [800.5, 1500]
    assert mb.search("nurses")["countries"].item() == 2
    chart = mb.compare(["KEN", "UGA"], "nurses_abroad")
    assert chart.data.set_index("country").loc["Kenya", "value"] == 1500 and "Survey" in chart.text
    with pytest.raises(UserError, match=r"gone\.csv"):
        mb.add(tmp_path / "gone.csv")


@pytest.mark.batch
def test_pages_of_every_combination(tmp_path: Path) -> None:
    made = mb.render("country-profile", country=["Kenya", "UGA"], language=["en", "fr"], out=tmp_path)
    names = ["KEN.html", "KEN--fr.html", "UGA.html", "UGA--fr.html"]
    assert [page.name for page in made.pages] == names and repr(made) == "4 pages"
    assert set(made.data["status"]) == {"ok"} and (tmp_path / "index.html").is_file()
    assert "Ouganda" in made.pages[3].read_text("utf-8")
    again = mb.render("KEN", out=tmp_path)
    assert list(again.data["status"]) == ["unchanged"] and again.pages == made.pages[:1]
