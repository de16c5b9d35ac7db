"""Releases and downloads of the publishers in further shapes: later ones, workbooks, notes, other signs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from migbrief.datasets import countries, store
from migbrief.datasets.store import Release
from migbrief.errors import UserError
from migbrief.sources import recognise
from migbrief.sources.content import Content
from official import figure_of

CODES = [str(code) for code in countries.members("World")]
TOLD = {"indicator": "nurses", "source": "Office", "licence": "CC BY 4.0"}


def read(data: str | bytes, name: str = "any.bin", **told: object) -> Release:
    (found,) = recognise.read(Content(name, data.encode() if isinstance(data, str) else data, told))
    return found


def book(**sheets: Iterable[Sequence[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def values(release: Release, *, of: str = "figures") -> dict[tuple[str, ...], float]:
    rows = getattr(release, of)
    key = ["indicator", "iso3", *(["origin"] if of == "pairs" else []), "year"]
    return dict(zip(rows[key].itertuples(index=False, name=None), rows["value"], strict=True))


FINDER = (
    'Year,"Country of origin","Country of origin (ISO)","Country of asylum","Country of asylum (ISO)",'
    "\"Refugees under UNHCR's mandate\",Asylum-seekers,\"Returned refugees\",\"IDPs of concern to UNHCR\","
    '"Returned IDPss","Stateless persons","Others of concern",'
    '"Other people in need of international protection","Host Community"\n'
)  # fmt: skip
KENYA = '2026,Somalia,SOM,Kenya,KEN,"1,234",*,0,0,0,*,0,-,0\n2026,Ethiopia,ETH,Kenya,KEN,50,7,0,0,0,9,0,-,0\n'
OTHERS = "".join(
    f"2026,x,{CODES[(n + 9) % len(CODES)]},y,{code},10,0,0,0,0,0,0,0,0\n"
    for n, code in enumerate(CODES) if code != "KEN"
)  # fmt: skip


@pytest.mark.parametrize("above", ["", '"Extracted from the UNHCR Population Statistics Database"\n' * 14])
@pytest.mark.parametrize("below", ["", "Source: UNHCR Refugee Data Finder\n", "\nNote: as of,,,,,,,,,,,,,\n"])
def test_a_download_of_the_refugee_data_finder(above: str, below: str) -> None:
    found = read(above + FINDER + KENYA + OTHERS + below)
    assert (found.edition, found.partial) == ("unhcr-2026", "")
    assert values(found, of="pairs")["refugees_hosted", "KEN", "SOM", 2026] == 1234
    assert len(found.pairs.query("indicator == 'refugees_hosted' and iso3 != 'KEN'")) == len(CODES) - 1


def test_suppressed_counts_make_a_lower_bound(tmp_path: Path) -> None:
    store.add([read(FINDER + KENYA + OTHERS)], tmp_path)
    held = store.opened(tmp_path)
    for indicator, value in (("asylum_seekers_hosted", 7), ("stateless_persons", 9)):
        row = figure_of(held, indicator, "KEN")
        assert row.value == value and "at least" in row.qualifier


def test_one_origin_in_many_countries_is_no_whole_table() -> None:
    one = "".join(f"2026,Somalia,SOM,y,{code},10,0,0,0,0,0,0,0,0\n" for code in CODES)
    assert read(FINDER + one).partial == "countries of origin: 1"
    with pytest.raises(UserError, match="only totals; ask for all countries of origin"):
        read(FINDER + one.replace("Somalia,SOM", "-,-"))
    with pytest.raises(UserError, match=r"no columns .* ISO"):
        read("Year,Country of origin,Country of asylum,Refugees\n2026,Somalia,Kenya,5\n")
    with pytest.raises(UserError, match="no figures for countries"):
        read(FINDER)


def test_idmcs_export_has_exact_values_beside_rounded_ones() -> None:
    header = ["ISO3", "Name", "Year", "Conflict Stock Displacement", "Conflict Stock Displacement (Raw)",
              "Conflict Internal Displacements", "Conflict Internal Displacements (Raw)",
              "Disaster Internal Displacements", "Disaster Internal Displacements (Raw)"]  # fmt: skip
    rows = [[code, "x", 2027, 1000, 1001, None, None, 10, 6] for code in CODES[:60]]
    tags = ["#country+code", "#country+name", "#date+year", *["#x"] * 6]
    found = read(book(data=[header, tags, *rows], README=[["TITLE"], ["File name"]]))
    made = values(found)
    assert (found.edition, found.partial) == ("idmc-2028", "")
    assert made["idps_conflict", "KEN" if "KEN" in CODES[:60] else CODES[0], 2027] == 1001
    assert made["new_displacements_disaster", CODES[0], 2027] == 6
    none = found.figures.query("indicator == 'new_displacements_conflict'")
    assert none["value"].isna().all() and set(none["qualifier"]) == {"missing"}


def test_idmcs_events_as_a_table_add_up() -> None:
    head = "iso3,country_name,year,event_name,new_displacement,new_displacement_rounded,total_displacement\n"
    rows = "".join(f"{c},x,2027,e,5,10,4\n{c},x,2027,f,6,10,4\n" for c in CODES[:60])
    made = values(read(head + rows))
    assert made["new_displacements_disaster", CODES[0], 2027] == 11
    assert {indicator for indicator, *_ in made} == {"new_displacements_disaster"}, (
        "a stock is no sum of events"
    )
    with pytest.raises(UserError, match="no figures for countries"):
        read(json.dumps({"last_updated": "2027-05-01", "count": 0, "results": []}))


BANK = [
    ["Country Name", "Country Code", "Series Name", "Series Code", "2021 [YR2021]", "2022 [YR2022]"],
    *(["x", code, "Net migration", "SM.POP.NETM", "5", ".."] for code in CODES[:217]),
    ["World", "WLD", "Net migration", "SM.POP.NETM", "0", "0"],
]


def test_databank_as_workbook_and_as_text_with_its_date_at_the_foot() -> None:
    notes = [[], ["Data from database: World Development Indicators"], ["Last Updated: 07/01/2031"]]
    text = "\n".join(",".join(row) for row in [*BANK, *notes]) + "\n"
    for data in (text, text.encode("utf-16"), book(Data=[*BANK, *notes], Metadata=[["Code", "Note"]])):
        found = read(data)
        assert found.edition == "wdi-2031" and found.figures["value"].sum() == 5 * 217


def test_a_table_cut_off_between_quoted_cells_is_refused() -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in BANK)
    for lost in (4, 20, 1):  # before a cell, inside the name of the series, inside quotes
        with pytest.raises(UserError, match="is it cut off"):
            read(text[:-lost])


def test_aggregates_that_the_banks_api_gives_no_code_are_no_places() -> None:
    rows = [
        {"countryiso3code": code, "country": {"id": "XD", "value": "x"}, "date": "2024", "value": 5,
         "indicator": {"id": "SP.POP.TOTL", "value": "Population"}}
        for code in ("KEN", "")
    ]  # fmt: skip
    found = read(json.dumps([{"page": 1, "pages": 1, "per_page": 50, "total": 2}, rows]))
    assert values(found) == {("population", "KEN", 2024): 5} and not found.unmatched


def test_projections_begin_after_the_estimates_of_each_release() -> None:
    years = "\n".join(f"404,Medium,{year},{year},-1,-2" for year in range(2020, 2028))
    table = f"LocID,Variant,Time,TPopulation1July,NetMigrations,CNMR\n{years}\n"
    for name, edition, last in (
        ("WPP2022_Demographic_Indicators_Medium.csv", "wpp-2022", 2021),
        ("WPP2026_Demographic_Indicators_Medium.csv.gz", "wpp-2026", 2025),
        ("indicators.csv", "wpp-2024", 2023),
    ):
        found = read(table, name)
        until = found.figures.groupby("indicator")["year"].agg(["min", "max"])
        assert (found.edition, until.loc["net_migration", "max"]) == (edition, last)
        assert until.loc["net_migration_projected"].tolist() == [last + 1, 2027]
        assert until.loc["population", "max"] == last + 1
        people = found.figures[found.figures["indicator"] == "population"].set_index("year")["qualifier"]
        assert people[last] == "" and people[last + 1] == "projected"
    bank = (
        "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022,2023\nx,KEN,x,SM.POP.NETM,1,2,3\n"
    )
    dated = read(f'"Data Source","WDI",\n\n"Last Updated Date","2023-12-18",\n\n{bank}')
    assert values(dated)["net_migration", "KEN", 2021] == 1
    assert values(dated)["net_migration_projected", "KEN", 2022] == 2


def test_the_workbook_of_world_population_prospects() -> None:
    header = ["Index", "Variant", "Region, subregion, country or area *", "Notes", "Location code", "Year",
              "Total Population, as of 1 July (thousands)", "Net Number of Migrants (thousands)",
              "Net Migration Rate (per 1,000 population)"]  # fmt: skip
    above = [["United Nations"], ["World Population Prospects 2026"], [], ["Estimates, 1950-2025"], []]

    def sheet(variant: str, year: int) -> list[list[Any]]:
        return [*above, header, [1, variant, "WORLD", None, 900, year, 8e6, 0, 0],
                [2, variant, "Regions", None, 1828, None, "...", "...", "..."],
                [3, variant, "Kenya", 5, 404, year, 55.5, -10.5, -0.2]]  # fmt: skip

    sheets = {"Estimates": sheet("Estimates", 2025), "Medium": sheet("Medium", 2026)}
    found = read(book(**sheets, High=sheet("High", 2026), NOTES=[["Notes"]]))
    assert found.edition == "wpp-2026" and values(found) == {
        ("net_migration", "KEN", 2025): -10500, ("net_migration_rate", "KEN", 2025): -0.2,
        ("population", "KEN", 2025): 55500, ("population", "KEN", 2026): 55500,
        ("net_migration_projected", "KEN", 2026): -10500,
        ("net_migration_rate_projected", "KEN", 2026): -0.2,
    }  # fmt: skip


def test_the_year_of_knomads_matrix_is_that_it_is_of() -> None:
    names = [
        "Afghanistan",
        "Albania",
        "Algeria",
        "Türkiye",
        "Eswatini",
        "North Macedonia",
        "Czechia",
        "Cabo Verde",
    ]
    names += [str(n) for n in countries.load()["name"] if n not in names and "," not in n][:200]
    title = "Bilateral Remittance Estimates for 2021 using Migrant Stocks (millions of US$)"
    rows = [[name, *[2 if to == "Eswatini" else 0 for to in names], 99] for name in names]
    header = ["Remittance-receiving country (across)   -   sending country (down) ", *names, "World"]
    found = read(book(matrix=[[title], header, *rows, ["World", *[5] * len(names), 7], ["Note: of 2022"]]),
                 "matrix_of_2023.xlsx")  # fmt: skip
    assert found.edition == "knomad-2021" and not found.unmatched
    assert found.pairs.loc[found.pairs["origin"] == "SWZ", "value"].sum() == 2_000_000 * len(names)
    text = "\n".join(",".join(map(str, row[:-1])) for row in [["", *names, ""], *rows])
    assert read(text, "Apr2019_matrix2017.csv").edition == "knomad-2017"


def test_decimal_commas_are_read_where_one_of_them_is_certain() -> None:
    found = read("iso3;year;value\nKEN;2020;1,5\nUGA;2020;1,500\n", **TOLD)
    assert found.figures["value"].tolist() == [1.5, 1.5]


def test_groups_named_among_places_are_aggregates() -> None:
    table = "iso3,origin,year,value\nKEN,Eastern Africa,2020,9\nKEN,UGA,2020,5\nEU27,UGA,2020,8\n"
    found = read(table, **{**TOLD, "indicator": "migrants_by_origin"})
    assert values(found, of="pairs") == {("migrants_by_origin", "KEN", "UGA", 2020): 5}
    assert found.dropped == {"Eastern Africa": 1, "EU27": 1} and not found.unmatched


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("iso3,year,value,name\nCIV,2020,5,Côte\n".encode("latin-1"), "another encoding than UTF-8"),
        (b"\xd0\xcf\x11\xe0" + bytes(400), "Excel 97 to 2003; save it"),
        (b"", "0 bytes"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(data, **TOLD)


def test_a_title_above_and_a_note_below_a_table() -> None:
    found = read("Census of 2019\n\niso3,year,value\nKEN,2019,5\nUGA,2019,6\nSource: Office\n", **TOLD)
    assert found.figures["value"].tolist() == [5, 6]
