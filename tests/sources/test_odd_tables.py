"""Misleading tables are read correctly, kept as partial, or refused in one line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from migbrief.cli.main import main
from migbrief.datasets import countries, store
from migbrief.datasets.store import Release
from migbrief.errors import UserError
from migbrief.sources import recognise
from migbrief.sources.content import Content
from migbrief.sources.licences import may_pass_on

TOLD = {"indicator": "nurses", "source": "Office", "licence": "CC BY 4.0"}
CODES = [str(code) for code in countries.members("World")]


def read(data: str | bytes, **told: object) -> Release:
    (found,) = recognise.read(Content("any.bin", data.encode() if isinstance(data, str) else data, told))
    return found


def own(value: str, mark: str = ",") -> Release:
    return read(f"iso3{mark}year{mark}value\nKEN{mark}2020{mark}{value}\n", **TOLD)


@pytest.mark.parametrize(
    ("cell", "value"),
    [('"1,050,147"', 1050147), ("1 050 147", 1050147), ("−3", -3), ("1.05E+06", 1050000), ("2.5", 2.5)],
)
def test_numbers_as_people_write_them(cell: str, value: float) -> None:
    assert own(cell).figures["value"].tolist() == [value]


@pytest.mark.parametrize("cell", ["1.050.147", "inf", "NaN", "5%", "five", '"1,5"', '"10,50"', "1'000"])
def test_what_may_mean_several_numbers_is_refused(cell: str) -> None:
    with pytest.raises(UserError, match="is not a number"):
        own(cell)


def test_commas_in_a_table_of_semicolons_are_not_guessed_at() -> None:
    assert own("1.5", ";").figures["value"].tolist() == [1.5]
    with pytest.raises(UserError, match="'1,500' is not a number"):
        own("1,500", ";")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("iso3,year,value\nKEN,2020,1,050\n", "longer than its header"),
        ("iso3,year,value\nKEN,2020,5\nUGA,2020\n", "shorter than its header"),
        ("iso3,year,value,value\nKEN,2020,5,6\n", "two columns are called value"),
        ("iso3,year,value\nKEN,01/07/2020,5\n", "'01/07/2020' is not a year"),
        ("iso3,year,value\nKEN,2020,5\nNote: a census,,\nUGA,2020,5\n", "'' is not a year"),
        ("iso3,year,value\n", "no figures for countries"),
        ("iso3,year,value\n" + "".join(f"Q{n:02},2020,1\n" for n in range(9)), "that are not countries"),
    ],
)
def test_tables_that_are_cut_or_turned_are_refused(table: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(table, **TOLD)


def test_another_unit_than_the_indicators_is_refused() -> None:
    with pytest.raises(UserError, match="migrant_stock is in persons, not in thousands"):
        read("iso3,year,value\nKEN,2020,5\n", **{**TOLD, "indicator": "migrant_stock", "unit": "thousands"})
    with pytest.raises(UserError, match="a number below zero: KEN migrant_stock 2020 both -5"):
        read("iso3,year,value\nKEN,2020,-5\n", **{**TOLD, "indicator": "migrant_stock"})


def test_totals_among_origins_count_nothing_and_others_have_their_codes() -> None:
    found = read(
        "iso3,origin,year,value\nKEN,UGA,2020,5\nKEN,Total,2020,9\nKEN,Others,2020,4\nKEN,Stateless,2020,0\n",
        **{**TOLD, "indicator": "migrants_by_origin"},
    )
    assert found.pairs.set_index("origin")["value"].to_dict() == {"UGA": 5, "OOO": 4, "XXA": 0}
    assert found.dropped == {"Total": 1} and not found.unmatched


def test_the_sheet_with_the_table_is_found_and_high_ends_are_kept() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("data")
    for row in ([], ["iso3", "year", "value", "value_high"], ["KEN", 2020, 5, 9], [None] * 4):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    assert read(data.getvalue(), **TOLD).figures[["value", "value_high"]].to_numpy().tolist() == [[5, 9]]


UNHCR = "year,coo_iso,coa_iso,refugees,asylum_seekers,idps,stateless,oip\n"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (UNHCR.replace("idps", "displaced") + "2030,SOM,KEN,5,0,0,0,-\n", r"missing: idps \(displaced\?\)"),
        (UNHCR + "2030,SOM,KEN,5,0,0,0,-\n" * 2, "two values for SOM KEN 2030"),
        (UNHCR + "2030,SOM,KEN,1.5,0,0,0,-\n", "'1.5' is not a number"),
        (UNHCR + "31/12/2030,SOM,KEN,5,0,0,0,-\n", "is not a year"),
        (UNHCR + "".join(f"2030,SOM,{c},5,0,0,0,-\n" for c in ("GFR", "AUL", "SWI", "SPA", "DEN", "CHI2")),
         "codes or names that are not countries"),
    ],
)  # fmt: skip
def test_unhcrs_tables_changed(table: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(table)


IDMC = "iso3,country_name,year,new_displacement,new_displacement_rounded,total_displacement\n"


def test_idmcs_tables_changed() -> None:
    with pytest.raises(UserError, match="not known: total_idps"):
        read(IDMC.replace("total_displacement", "total_idps") + "KEN,Kenya,2030,5,5,7\n")
    with pytest.raises(UserError, match="f is not a sex"):
        read("geo,t,cause,sex,age,n\nKEN,2030,conflict,F,0-4,5\n")
    with pytest.raises(UserError, match="unknown indicator 'idps_violence'"):
        read("geo,t,cause,sex,age,n\nKEN,2030,violence,female,0-4,5\n")
    page = '{"last_updated":"2031-05-01","count":0,"results":[{"iso3":"KEN","year":2030,'
    with pytest.raises(UserError, match="1 rows of 0"):
        read(page + '"new_displacement":5,"total_displacement":6}]}')


HEAD = '"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n'


def world_bank(columns: str, rows: list[str], day: str = "2031-07-01") -> str:
    return HEAD.format(day=day) + columns + "\n" + "".join(row + "\n" for row in rows)


def test_the_world_banks_columns_may_be_in_another_order() -> None:
    row = "SM.POP.NETM,Net migration,KEN,Kenya,5"
    table = world_bank(
        "Indicator Code,Indicator Name,Country Code,Country Name,2023", [row, "Data from: WDI"]
    )
    assert read(table).figures["value"].tolist() == [5]
    databank = world_bank("Country Name,Country Code,Series Name,Series Code,2023 [YR2023]",
                          ["Kenya,KEN,Net,SM.POP.NETM,..", "Uganda,UGA,Net,SM.POP.NETM,6"])  # fmt: skip
    assert read(databank).figures["qualifier"].tolist() == ["missing", ""]
    assert read(table.replace("2031-07-01", "07/01/2031")).edition == "wdi-2031"
    with pytest.raises(UserError, match="two values for KEN net_migration 2023"):
        read(table + row + "\n")


def workbook(n: int, world: int) -> bytes:
    stock, numbers = "International migrant stock at mid-year", countries.load()["m49"]
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [[None, f"Table 1: {stock} by sex and by country of destination, 1990-2024"]]
    rows += [[None] * 4 + [f"{stock}, both sexes combined"]]
    rows += [
        ["Index", "Country", "Coverage", "Location code", 2015, 2020, 2024],
        [1, "WORLD", 1, 900, *[world] * 3],
    ]
    rows += [[1, code, 1, int(numbers[code]), 10, 10, 10] for code in CODES[:n] if code != "XKX"]
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_short_of_its_own_world_is_partial() -> None:
    assert read(workbook(120, 1200)).partial == ""
    assert read(workbook(120, 2400)).partial == f"{10 * len(set(CODES[:120]) - {'XKX'})} of 2400 migrants"
    assert read(workbook(3, 2400)).partial == ""  # of a few made up, that row says nothing


def test_tables_of_ages_give_each_subject_its_total() -> None:
    ages = ["0-4", "15-19", "20-24", "65+", "Total"]

    def sheet(title: str, block: str, times: float) -> list[list[Any]]:
        header = ["Index", "Country", "Notes", "Location code", "Type of data", "Year", *ages]
        cells = [times * n for n in (1, 2, 3, 4, 10)]
        return [[None, title], [None] * 6 + [f"{block}, both sexes combined"], header,
                [1, "Kenya", None, 404, "B", 2020, *cells]]  # fmt: skip

    stock = "International migrant stock at mid-year"
    book = openpyxl.Workbook()
    for number, (title, times) in enumerate([
        (f"{stock} by age, sex", 1),
        ("Total population at mid-year by age, sex (thousands)", 7),
        ("International migrant stock as a percentage of the total population by age, sex", 0.5),
    ]):  # fmt: skip
        for row in sheet(f"Table {number + 1}: {title}", title, times):
            (book.active if not number else book.worksheets[number]).append(row)
        book.create_sheet(f"Table {number + 2}")
    data = io.BytesIO()
    book.save(data)
    found = read(data.getvalue()).figures.set_index("indicator")["value"].to_dict()
    assert found == {
        "migrant_stock": 10, "migrant_stock_0_19": 3, "migrant_stock_20_64": 3, "migrant_stock_65_over": 4,
        "population": 70_000, "migrant_share": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("licence", "open_"), [("MIT", True), ("MITRE, all rights", False), ("ODC-BY", True)]
)
def test_an_open_licence_is_named_in_full(licence: str, open_: bool) -> None:
    assert may_pass_on(licence) is open_


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "live"))
    return tmp_path


def added(live: Path, text: str) -> tuple[int, str]:
    (live / "table").write_text(text)
    result = CliRunner().invoke(main, ["data", "add", str(live / "table")])
    return result.exit_code, result.output


def population(n: int, times: int = 1, day: str = "2031-07-01") -> str:
    rows = [f"x,{code},Population,SP.POP.TOTL,{1000 * times}" for code in CODES[:n]]
    return world_bank("Country Name,Country Code,Indicator Name,Indicator Code,2023", rows, day)


def test_a_fraction_of_a_table_is_partial_whatever_is_held(live: Path) -> None:
    assert "wdi-2031-07-partial: new" in added(live, population(100))[1]
    assert store.opened().preferred("population") is None
    assert "wdi-2031-07: new" in added(live, population(230))[1]
    later = added(live, population(155, 2, "2032-07-01"))[1]
    assert "wdi-2032-07-partial: new" in later and "155 places, 230 in wdi-2031-07" in later
    assert store.opened().preferred("population") == "wdi-2031-07"
    assert "wdi-2031-07: changed" in added(live, population(155))[1]  # of what is held already


def test_values_in_another_unit_are_not_added(live: Path) -> None:
    added(live, population(230))
    code, said = added(live, population(230, 1000, "2032-07-01"))
    assert code == 2 and "population is 1e+03 times what it was; another unit?" in said
    assert list(store.opened().state) == ["wdi-2031-07"]


def test_both_sexes_stand_even_where_they_cannot_be_added_up(live: Path) -> None:
    (live / "own.yaml").write_text("indicator: nurses\nsource: Office\nlicence: CC0 1.0\nunit: persons\n")
    (live / "own.csv").write_text(
        "iso3,year,sex,value\nKEN,2020,female,5\nUGA,2020,female,5\nUGA,2020,male,2\n"
    )
    assert (
        CliRunner().invoke(main, ["data", "add", str(live / "own.csv"), str(live / "own.yaml")]).exit_code
        == 0
    )
    rows = store.opened().figures("nurses", sex="both").set_index("iso3")
    assert rows["qualifier"].to_dict() == {"KEN": "derived; missing", "UGA": "derived"}
    assert rows.loc["UGA", "value"] == 7 and rows["value"].isna()["KEN"]
