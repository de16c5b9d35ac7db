"""Files are recognised by their content; each difficulty of the sources' layouts has a file made for it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from migbrief.datasets import countries, store
from migbrief.datasets.store import NO_DATA, Release
from migbrief.errors import UserError
from migbrief.sources import content as contents
from migbrief.sources import recognise
from migbrief.sources.content import Content
from official import figure_of

TABLE = "iso3,year,value\nKEN,2020,5\n"
TOLD = {"indicator": "migrant_stock", "source": "Office", "licence": "CC BY 4.0"}


def read(data: str | bytes, name: str = "any.bin", **beside: object) -> list[Release]:
    return recognise.read(Content(name, data.encode() if isinstance(data, str) else data, beside))


def one(data: str | bytes, name: str = "any.bin", **beside: object) -> Release:
    (found,) = read(data, name, **beside)
    return found


def values(release: Release, indicator: str, sex: str = "both") -> dict[tuple[str, int], float]:
    rows = release.figures
    rows = rows[(rows["indicator"] == indicator) & (rows["sex"] == sex)]
    return {(row.iso3, row.year): row.value for row in rows.itertuples()}


WORLD_BANK = (
    "\ufeff\"Data Source\",\"World Development Indicators\",\r\n\r\n"
    "\"Last Updated Date\",\"2031-07-01\",\r\n\n"
    "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2022\",\"2023\",\"2024\",\r\n"
    "\"Kenya\",\"KEN\",\"{title}\",\"{code}\",\"-5\",\"0\",\"7\",\n"
    "\"World\",\"WLD\",\"{title}\",\"{code}\",\"1\",\"1\",\"1\",\r\n"
    "\"No group\",\"INX\",\"{title}\",\"{code}\",\"\",\"\",\"\",\n"
    "\"Channel Islands\",\"CHI\",\"{title}\",\"{code}\",\"3\",\"\",\"\",\n"
)  # fmt: skip


def world_bank(code: str, title: str = "Something (persons)") -> str:
    return WORLD_BANK.format(code=code, title=title)


def test_a_world_bank_download_with_its_odd_lines() -> None:
    found = one(world_bank("SM.POP.NETM"))
    assert found.edition == "wdi-2031-07"
    assert values(found, "net_migration") == pytest.approx(
        {("KEN", 2022): -5, ("KEN", 2023): 0, ("XCX", 2022): 3, ("XCX", 2023): float("nan")}, nan_ok=True
    )
    assert values(found, "net_migration_projected")["KEN", 2024] == 7
    assert set(found.dropped) == {"WLD", "INX"} and found.unmatched == {}


def test_any_indicator_of_the_world_bank_keeps_its_name_and_unit() -> None:
    found = one(world_bank("XX.NEW.ONE", "New thing (tonnes)"))
    assert found.names == {"xx_new_one": ("New thing", "tonnes")}
    assert values(found, "xx_new_one")["KEN", 2024] == 7


def test_a_zero_of_remittances_stands_for_no_report() -> None:
    rows = one(world_bank("BX.TRF.PWKR.CD.DT")).figures
    assert rows.loc[rows["value"] == 0, "qualifier"].tolist() == [NO_DATA]


def api(*rows: tuple[str, str, float | None], **head: object) -> str:
    items = [
        {"countryiso3code": c, "country": {"id": "XX"}, "date": d, "value": v,
         "indicator": {"id": "SM.POP.TOTL", "value": "Stock"}}
        for c, d, v in rows
    ]  # fmt: skip
    return json.dumps([{"page": 1, "pages": 1, "per_page": 50, "total": len(rows), **head}, items])


def test_answers_of_the_world_banks_api() -> None:
    found = one(api(("KEN", "2020", 5.0), ("WLD", "2020", 9.0), ("UGA", "2020", None)))
    assert values(found, "migrant_stock")["KEN", 2020] == 5
    assert found.figures.set_index("iso3").loc["UGA", "qualifier"] == "missing"
    short = one(api(("KEN", "2020", 5.0), total=700))
    assert short.pages == ("rows of SM.POP.TOTL", 700) and short.n_rows == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('[{"message":[{"id":"120","value":"Invalid indicator"}]}]', "error: Invalid indicator"),
        ('[{"page":0,"pages":0,"per_page":0,"total":0}, null]', "has no data"),
        ('[{"page":1,"pages":1,"per_page":50,"total":1}, [{"date":"2020"}]]', "column is missing"),
        ('[{"page":1,"pages":1,', "not whole JSON"),
        ("<!DOCTYPE html><html><body>Forbidden</body></html>", "web page"),
    ],
)
def test_what_a_server_may_send_instead_is_one_line(answer: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(answer)


UNHCR = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,stateless,oip\n"


def unhcr(*rows: str) -> str:
    filled = [f"2024,X,X,{FILLERS[n % 20 + 1]},Y,Y,{code},1,1,0," for n, code in enumerate(FILLERS)]
    return UNHCR + "\n".join([*rows, *filled]) + "\n"


FILLERS = """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN
    BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM
    ECU SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL
    IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS
    MDV MLI MLT
""".split()  # noqa: SIM905


def test_unhcr_signs_zeros_and_codes() -> None:
    found = one(unhcr("1980,E,ARE,EGY,K,KEN,KEN,500,0,0,", "2024,E,ARE,EGY,K,KEN,KEN,7,*,-,-",
                      "2024,S,STA,XXA,E,ARE,EGY,3,0,9,5", "2024,U,UKN,UNK,K,KEN,KEN,5,5,0,"))  # fmt: skip
    pairs = found.pairs.set_index(["indicator", "iso3", "origin", "year"])
    assert found.edition == "unhcr-2024" and not found.partial
    assert pairs.loc[("refugees_hosted", "KEN", "EGY", 1980), "value"] == 500
    assert ("asylum_seekers_hosted", "KEN", "EGY", 1980) not in pairs.index
    assert pairs.loc[("asylum_seekers_hosted", "KEN", "EGY", 2024), "qualifier"] == "suppressed"
    assert ("others_in_need_hosted", "KEN", "EGY", 2024) not in pairs.index
    assert pairs.loc[("others_in_need_hosted", "EGY", "XXA", 2024), "value"] == 5
    figures = found.figures.set_index(["indicator", "iso3", "year"])
    assert figures.loc[("asylum_seekers_hosted", "KEN", 1980), "qualifier"] == "not collected"
    assert figures.loc[("others_in_need_hosted", "KEN", 2024), "qualifier"] == "not collected"
    assert figures.loc[("stateless_persons", "EGY", 2024), "value"] == 9


def test_unhcr_api_mixes_numbers_and_text_and_has_a_row_of_the_world() -> None:
    items = [
        {"year": 2025, "coo_iso": "SYR", "coa_iso": "DEU", "refugees": 10, "asylum_seekers": "0", "oip": "-"},
        {"year": 2025, "coo_iso": "-", "coa_iso": "-", "refugees": 99, "asylum_seekers": 9, "oip": 9},
    ]
    found = one(json.dumps({"page": 1, "maxPages": 3, "items": items}))
    assert found.pairs["value"].tolist() == [10, 0]
    assert (found.pages, found.n_rows) == (("pages of refugees", 3), 1)
    del items[0]["coo_iso"], items[1]["coo_iso"]
    with pytest.raises(UserError, match="cf_type=ISO"):
        read(json.dumps({"page": 1, "maxPages": 1, "items": items}))


def test_rows_of_one_country_on_two_pages_add_up(tmp_path: Path) -> None:
    head = {"year": 2024, "coo_iso": "SOM", "app_type": "N", "app_pc": "P"}
    pages = [[{**head, "coa_iso": "KEN", "applied": 5}], [{**head, "coa_iso": "KEN", "applied": 7}]]
    releases = [
        one(json.dumps({"page": n, "maxPages": 2, "items": items})) for n, items in enumerate(pages, start=1)
    ]
    (change,) = store.add(releases, tmp_path)
    assert change.edition == "unhcr-2024" and not change.partial
    assert figure_of(store.opened(tmp_path), "asylum_applications", "KEN").value == 12


def test_cases_repeated_claims_and_appeals_are_no_new_applications() -> None:
    head = "year,coo_iso,coa_iso,procedure_type,app_type,dec_level,app_pc,applied\n"
    rows = ["N,FI,P,100", "N,EO,P,10", "N,FI,C,1000", "R,FI,P,2000", "A,AR,P,4000"]
    found = one(head + "".join(f"2024,SOM,KEN,G,{row}\n" for row in rows))
    assert found.pairs["value"].tolist() == [110]


def test_the_bulk_download_has_other_names_and_is_partial_with_few_countries() -> None:
    found = one(
        '"Year","ISO3CoO","ISO3CoA","REF","IDP","ASY","OOC","STA","OIP"\n2019,"UKN","PAK",5,0,2,0,0,0\n'
    )
    assert found.partial == "countries of asylum: 1"
    assert found.pairs["origin"].unique().tolist() == ["UNK"]


def test_palestine_refugees_are_unrwas() -> None:
    head = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,total\n"
    assert one(head + "2025,P,GAZ,PSE,L,LEB,LBN,50\n").edition == "unrwa-2025"
    assert one(head + "2025,Y,YEM,YEM,Y,YEM,YEM,50\n").edition == "idmc-unhcr-2025"


def idmc(*rows: tuple[str, int, int | None, int | None], count: int | None = None, **more: object) -> str:
    results = [
        {"iso3": c, "year": y, "new_displacement": n, "new_displacement_rounded": None,
         "total_displacement": p,
         "total_displacement_rounded": None, **more}
        for c, y, n, p in rows
    ]  # fmt: skip
    link = "https://idmc.example/?client_id=SECRETID&offset=100"
    told = {"last_updated": "2025-05-13", "count": count or len(rows), "next": link, "results": results}
    return json.dumps(told)


def test_idmc_pages_keep_nulls_apart_and_no_client_id() -> None:
    found = one(idmc(("AB9", 2024, 5, None), ("KEN", 2024, None, 70), count=300))
    assert found.edition == "idmc-2025" and found.pages == ("rows of gidd conflicts", 300)
    assert values(found, "new_displacements_conflict")["AB9", 2024] == 5
    assert (
        found.figures.set_index(["indicator", "iso3"]).loc[("idps_conflict", "AB9"), "qualifier"] == "missing"
    )
    assert "SECRETID" not in repr(found)


def test_idmc_events_add_up() -> None:
    found = one(idmc(("KEN", 2024, 5, None), ("KEN", 2024, 7, None), hazard_type=1))
    assert values(found, "new_displacements_disaster") == {("KEN", 2024): 12} and found.events


def test_idmc_stocks_by_sex_and_age() -> None:
    found = one("geo,t,cause,sex,age,n\nKEN,2023,conflict,female,0-4,3\nKEN,2023,conflict,male,0-4,4\n"
                "KEN,2023,conflict,unknown,unknown,1\nKEN,2023,disaster,male,60+,9\n")  # fmt: skip
    assert values(found, "idps_conflict") == {("KEN", 2023): 8}
    assert values(found, "idps_conflict", "female") == {("KEN", 2023): 3}
    assert found.edition == "idmc-2024"


def test_knomads_matrix_is_joined_by_its_own_names() -> None:
    names = [
        "Afghanistan",
        "Albania",
        "Algeria",
        '"Congo, Dem. Rep."',
        "Channel Islands",
        '"Korea, Dem. Rep."',
    ]
    held = countries.load()["name"]
    names += [*[f'"{name}"' for name in held if name not in names][:44], "Kenya", "X1", "X2"]
    lines = [",".join([name, *["2" if n == 3 else "0" for n in range(len(names))]]) for name in names]
    found = one("\ufeff," + ",".join(names) + "\n" + "\n".join(lines) + "\n")
    rows = found.pairs[found.pairs["value"] > 0]
    assert set(rows["origin"]) == {"COD"} and {"XCX", "PRK", "KEN"} <= set(rows["iso3"])
    assert rows["value"].unique().tolist() == [2_000_000]
    assert "X1" in found.unmatched


def test_prospects_tables_are_distinguished_by_their_sums() -> None:
    head = "country_code\tcountry\t1950\t1951\t{more}\n"
    persons = (
        head.format(more="last.observed")
        + "900\tWorld\t0\t0\t2023\n404\tKenya\t1.5\t-2\t2023\n800\tUganda\t-1.5\t2\t2023\n"
    )
    rates = (
        head.format(more="")
        + "910\tEastern Africa\t0.2\t0.3\t\n404\tKenya\t0.3\t0.2\t\n800\tUganda\t0.1\t0.4\t\n"
    )
    assert values(one(persons), "net_migration") == {
        ("KEN", 1950): 1500, ("KEN", 1951): -2000, ("UGA", 1950): -1500, ("UGA", 1951): 2000}  # fmt: skip
    assert values(one(rates), "net_migration_rate")["KEN", 1950] == 0.3
    half = persons.replace("800\tUganda\t-1.5\t2\t2023\n", "").replace("900\tWorld\t0", "910\tEast\t9")
    for part in (half, half.replace("910\tEast\t9\t0\t2023\n", "")):
        with pytest.raises(UserError, match="persons or rates"):
            one(part)


def test_prospects_indicators_in_thousands_with_the_projection_apart() -> None:
    found = one(
        "LocID,ISO3_code,LocTypeName,Variant,Time,TPopulation1July,NetMigrations,CNMR\n"
        "404,KEN,Country/Area,Medium,2023,55000.5,-10.5,-0.2\n404,KEN,Country/Area,Medium,2024,56000,-9,-0.1\n"
        "900,,World,Medium,2023,8000000,0,0\n"
    )
    assert values(found, "net_migration") == {("KEN", 2023): -10500}
    assert values(found, "net_migration_projected") == {("KEN", 2024): -9000}
    assert values(found, "population")["KEN", 2023] == 55_000_500


def test_missing_migrants_are_text_and_unknown_is_no_zero() -> None:
    row = {"web_id": "1", "reported_date": "2025-02-01", "total_dead_and_missing": "3"}
    rows = [
        {**row, "country_of_incident": "Democratic People&#039;s Republic of Korea"},
        {**row, "country_of_incident": "Spain"},
        {**row, "web_id": "2", "total_dead_and_missing": "", "country_of_incident": "Spain"},
        {**row, "web_id": "3", "total_dead_and_missing": "", "country_of_incident": "Italy"},
    ]
    found = one(json.dumps(rows)).figures.set_index("iso3")
    assert found.loc["PRK", "value"] == 3
    assert found.loc["ESP", "qualifier"] == "at least; year to date"
    assert found["value"].isna()["ITA"] and found.loc["ITA", "qualifier"] == "missing"


def test_a_users_own_table() -> None:
    found = one('country,year,value,sex\nKenya,2019,"1,200",Women\nCote d\'Ivoire,2019,..,female\n', **TOLD)
    rows = found.figures.set_index("iso3")
    assert found.edition == "office-2019" and found.source == "own"
    assert rows.loc["KEN", ["value", "sex", "unit"]].tolist() == [1200, "female", "persons"]
    assert rows.loc["CIV", "qualifier"] == "missing"
    assert found.about["redistributable"] is True
    closed = one(TABLE, **{**TOLD, "licence": "All rights reserved"})
    assert closed.about["redistributable"] is False
    assert one(TABLE, **{**TOLD, "licence": "CC BY-NC 4.0"}).about["redistributable"] is False


def test_a_users_pairs_and_workbook() -> None:
    pairs = one(
        "iso3,origin,year,value\nKEN,UGA,2020,5\nKEN,OOO,2020,~\n",
        **{**TOLD, "indicator": "emigrants_by_destination"},
    )
    assert pairs.pairs["indicator"].unique().tolist() == ["migrants_by_origin"]
    assert pairs.pairs["qualifier"].tolist() == ["", "suppressed"]
    book = openpyxl.Workbook()
    for row in (("iso3", "year", "value"), ("KEN", 2020, 5), ("UGA", 2020, None)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert one(data.getvalue(), **TOLD).figures["value"].tolist()[0] == 5


@pytest.mark.parametrize(
    ("table", "told", "said"),
    [
        (TABLE, {}, "does not say its licence, source, indicator"),
        (TABLE, {"indicator": "x", "source": "y"}, "give --licence"),
        ("iso3,year,value\nKEN,2020,five\n", TOLD, "'five' is not a number"),
        ("iso3,year,value\nKEN,202O,5\n", TOLD, "'202O' is not a year"),
        ("iso3,year,value,sex\nKEN,2020,5,child\n", TOLD, "'child' is not a sex"),
        ("iso3,year,value\nKEN,2020,5\nKEN,2020,6\n", TOLD, "two values for KEN migrant_stock 2020 both"),
        (TABLE, {**TOLD, "edition": "../x"}, "not the name of an edition"),
    ],
)
def test_what_is_wrong_with_a_users_table_is_reported(table: str, told: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(table, **told)


def zipped(**files: str | bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return data.getvalue()


def test_folders_and_zips_skip_what_is_no_data(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes")
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "own.yaml").write_text("indicator: migrant_stock\nsource: Office\nlicence: CC0 1.0\n")
    (tmp_path / "wdi.zip").write_bytes(
        zipped(**{"API.csv": world_bank("SM.POP.NETM"), "Metadata.csv": "a,b\n1,2\n"})
    )
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(world_bank("SM.POP.NETM").encode()))
    found = recognise.read_files([tmp_path])
    assert found.faults == [] and len(found.releases) == 3
    assert len(found.skipped) == 2
    named = recognise.read_files([tmp_path / "notes.md"])
    assert len(named.faults) == 1 and "expected" in named.faults[0]


def test_bombs_are_refused_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST", 1_000_000)
    monkeypatch.setattr(contents, "MINOR", 100_000)
    with pytest.raises(UserError, match="unpacks to more than"):
        read(gzip.compress(b"0" * 2_000_000))
    for bomb in ({"a.csv": b"0" * 900_000}, {"xl/workbook.xml": b" " * 900_000}):
        with pytest.raises(UserError, match="unpacks to more than"):
            _ = Content("a.zip", zipped(**bomb)).is_workbook
    book = openpyxl.Workbook()
    for n in range(100):
        book.active.append([n] * 10)
    data = io.BytesIO()
    book.save(data)
    monkeypatch.setattr(contents, "CELLS", 500)
    with pytest.raises(UserError, match="too many cells"):
        read(data.getvalue())


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04broken", b"\x1f\x8bbroken", b"\x00\x01\x02", b"", b"\xff\xfea,b"]
)
def test_broken_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UserError):
        content = Content("x", data)
        if content.is_zip and not content.is_workbook:
            list(content.members())
        recognise.read(content)
