"""UN DESA's workbooks in the layouts of 2019, 2020 and 2024, made up in their shape."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from migbrief.datasets.store import Release
from migbrief.errors import UserError
from migbrief.sources import recognise
from migbrief.sources.content import Content

STOCK = "International migrant stock at mid-year"


def book(**sheets: Sequence[Sequence[Any]]) -> Release:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    made.save(data)
    (found,) = recognise.read(Content("book.xlsx", data.getvalue()))
    return found


def values(release: Release, indicator: str, sex: str = "both") -> dict[tuple[str, int], float]:
    rows = release.figures
    rows = rows[(rows["indicator"] == indicator) & (rows["sex"] == sex) & rows["value"].notna()]
    return {(row.iso3, row.year): row.value for row in rows.itertuples()}


def of_2020(title: str, *body: Sequence[Any]) -> list[Sequence[Any]]:
    gap: list[Sequence[Any]] = [[]] * 2
    blocks = [
        *[None] * 5,
        f"{title}, both sexes combined",
        None,
        f"{title}, males",
        None,
        f"{title}, females",
    ]
    header = [None, "Region, development group, country or area", "Notes", "Location code", "Type of data"]
    table = f"Table 1: {title} by sex and by region, country or area of destination, 1990-2020"
    return [[], [*[None] * 4, table], *gap, blocks, [], [], [*header, *[2015, 2020] * 3], *body]


BODY = (
    (1, "WORLD", None, 900, "", 10, 20, 5, 10, 5, 10),
    (2, "  Eastern Africa", None, 927, "", 1, 2, 0, 1, 1, 1),
    (3, "    Kenya*", 5, 404, "B R", 1000, 1100, 400, "..", 600, "~"),
    (4, "    China, Taiwan Province of China*", 5, 158, "", 7, 8, 3, 4, 4, 4),
    (5, "    Channel Islands*", 6, 830, "C", 9, "—", 4, 0, 5, 0),
)


def test_the_layout_of_2020() -> None:
    found = book(Table_1=of_2020(STOCK, *BODY))
    assert found.edition == "undesa-2020"
    assert values(found, "migrant_stock") == {
        ("KEN", 2015): 1000, ("KEN", 2020): 1100, ("TWN", 2015): 7, ("TWN", 2020): 8, ("XCX", 2015): 9,
        ("XCX", 2020): 0,
    }  # fmt: skip
    assert values(found, "migrant_stock", "male")["KEN", 2015] == 400
    assert values(found, "migrant_stock", "female")["KEN", 2015] == 600
    assert set(found.dropped) == {"900", "927"}


def test_the_five_signs_are_kept_apart() -> None:
    rows = book(Table_1=of_2020(STOCK, *BODY)).figures.set_index(["iso3", "year", "sex"])
    assert rows.loc[("KEN", 2020, "male"), "qualifier"] == "missing; born abroad; refugees added"
    assert rows.loc[("KEN", 2020, "female"), "qualifier"].startswith("suppressed")
    assert rows.loc[("XCX", 2020, "both"), ["value", "raw"]].tolist() == [0, "—"]
    assert rows.loc[("XCX", 2020, "both"), "qualifier"] == "rounds to zero; foreign citizens"
    assert rows.loc[("XCX", 2020, "male"), ["value", "qualifier"]].tolist() == [0, "foreign citizens"]


def test_population_is_in_thousands_and_shares_are_in_percent() -> None:
    share = f"{STOCK} as a percentage of the total population"
    found = book(
        Table_1=of_2020(STOCK, *BODY),
        Table_2=of_2020(
            "Total population at mid-year (thousands)", (1, "Kenya", None, 404, "", *[1.234] * 6)
        ),
        Table_3=of_2020(share, (1, "Kenya", None, 404, "", *[2.5] * 6)),
        Table_5=of_2020(
            "Annual rate of change of the migrant stock", (1, "Kenya", None, 404, "", *[9.9] * 6)
        ),
    )
    assert values(found, "population")["KEN", 2020] == 1234
    assert values(found, "migrant_share")["KEN", 2020] == 2.5
    assert set(found.figures["indicator"]) == {"migrant_stock", "population", "migrant_share"}


def test_the_two_header_rows_of_2019() -> None:
    title = (
        "Table 1. International migrant stock at mid-year by sex and by region, country or area, 1990-2019"
    )
    first = ["Sort\norder", "Major area, region, country or area of destination", "Notes", "Code",
             "Type of data (a)",
             f"{STOCK} (both sexes)", None, f"{STOCK} (male)", None, f"{STOCK} (female)", None]  # fmt: skip
    rows = [*[[]] * 8, [None, title], *[[]] * 5, first, [*[None] * 5, *[2015, 2019] * 3],
            [1, "WORLD", None, 900, None, *[1] * 6],
            [2, "Kenya", None, 404, "B R", 10, 12, 4, 5, 6, 7]]  # fmt: skip
    found = book(Table_1=rows)
    assert found.edition == "undesa-2019"
    assert values(found, "migrant_stock") == {("KEN", 2015): 10, ("KEN", 2019): 12}
    assert values(found, "migrant_stock", "female") == {("KEN", 2015): 6, ("KEN", 2019): 7}


def test_the_pairs_of_2024() -> None:
    title = f"Table 1: {STOCK} by sex and by region, country or area of destination and origin, 1990-2024"
    place = "Region, development group, country or area of"
    header = ["Index", f"{place} destination", "Coverage", "Data type", "Location code of destination",
              f"{place} origin",
              "Location code of origin", *[2020, 2024] * 3]  # fmt: skip
    blocks = [
        *[None] * 7,
        f"{STOCK}, both sexes combined",
        None,
        f"{STOCK}, males",
        None,
        f"{STOCK}, females",
    ]
    rows = [[], [None, title], [], blocks, [], header,
            [1, "World", 1, "", 900, "World", 900, *[99] * 6],
            [2, "Kenya*", 1, "B R", 404, "World", 900, *[50] * 6],
            [3, "Kenya*", 1, "B R", 404, "Others", 2003, 4, 5, 1, 2, 3, 3],
            [4, "Kenya*", 1, "B R", 404, "Uganda", 800, 14, 15, 7, 8, 7, 7]]  # fmt: skip
    found = book(Table_1=rows)
    pairs = found.pairs.set_index(["origin", "year", "sex"])["value"]
    assert found.edition == "undesa-2024" and found.figures.empty
    assert set(found.pairs["iso3"]) == {"KEN"} and set(found.pairs["origin"]) == {"OOO", "UGA"}
    assert pairs["UGA", 2024, "both"] == 15 and pairs["OOO", 2020, "male"] == 1


def test_emigrants_by_origin() -> None:
    title = f"Table 1: {STOCK} by sex and by region, country or area of origin, 1990-2024"
    rows = of_2020(STOCK, (1, "Kenya", None, 404, "", *[7] * 6))
    rows[1] = [*[None] * 4, title]
    assert values(book(Table_1=rows), "emigrant_stock")["KEN", 2020] == 7


def test_ages_are_added_up_to_broad_groups() -> None:
    ages = ["0-4", "15-19", "20-24", "60-64", "65-69", "75+", "Total"]
    title = f"Table 1: {STOCK} by age, sex and by region, country or area of destination, 1990-2020"
    header = [None, "Region, country or area", "Notes", "Location code", "Type of data", "Year", *ages * 2]
    blocks = [*[None] * 6, f"{STOCK}, both sexes combined", *[None] * 6, f"{STOCK}, males"]
    rows = [
        [],
        [None, title],
        blocks,
        [],
        header,
        [1, "Kenya", None, 404, "B", 2020, 1, 2, 3, 4, 5, 6, 21, *[1] * 6, 6],
    ]
    found = book(Table_1=rows)
    assert values(found, "migrant_stock") == {("KEN", 2020): 21}
    got = {
        name: values(found, name)["KEN", 2020] for name in set(found.figures["indicator"]) - {"migrant_stock"}
    }
    assert got == {"migrant_stock_0_19": 3, "migrant_stock_20_64": 7, "migrant_stock_65_over": 11}


@pytest.mark.parametrize("lose", ["years", "codes", "table"])
def test_a_header_that_is_not_understood_is_one_line(lose: str) -> None:
    rows = of_2020(STOCK, *BODY)
    if lose == "years":
        rows[7] = [*rows[7][:5], "first", "second"]
    elif lose == "codes":
        rows[7] = [None, "Region", "Notes", "Number", "Type of data", *[2015, 2020] * 3]
    else:
        rows[1] = [f"{STOCK}, something else"]
    with pytest.raises(UserError, match="not understood"):
        book(Table_1=rows)


def test_years_that_repeat_without_a_title_for_each_sex_are_refused() -> None:
    rows = of_2020(STOCK, *BODY)
    rows[4] = [*[None] * 5, f"{STOCK}, both sexes combined"]
    with pytest.raises(UserError, match="the same years twice"):
        book(Table_1=rows)
