"""Every number in the leads of all groups agrees with the publishers' own files."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import official
from migbrief.content.region import summary
from migbrief.content.region.region import open_region
from migbrief.datasets import countries
from migbrief.editions import groups
from migbrief.text.markup import plain

NUM = r"(?:[Aa]bout )?([\d,.]*\d(?: million| billion)?)"
LEAST = 1000  # people: fewer are in no lead


def number(text: str) -> float:
    size, _, scale = text.replace(",", "").partition(" ")
    return float(size) * {"": 1, "million": 1e6, "billion": 1e9}[scale]


def same(text: str, size: float) -> bool:
    """Whether a number in words is a size, to the three digits that prose has."""
    return abs(number(text) - size) <= 0.5001 * 10 ** (math.floor(math.log10(size)) - 2)


@cache
def people() -> pd.DataFrame:
    rows = pd.read_csv(official.SHARED / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz")
    rows = rows[(rows["year"] == 2024) & (rows["iso3"] != rows["origin"])]
    return rows.groupby(["iso3", "origin"], as_index=False)["value"].sum()


@cache
def hosted() -> pd.Series:
    rows = pd.read_csv(
        official.SHARED / "unhcr" / "population.csv.gz", keep_default_na=False, low_memory=False
    )
    rows = rows[rows["year"].astype(int) == 2025]
    both = rows[["refugees", "asylum_seekers"]].apply(pd.to_numeric, errors="coerce").sum(axis=1)
    return both.groupby(rows["coa_iso"]).sum()


@cache
def received() -> pd.DataFrame:
    """Remittances of the last five years: a row a place, a column a year; a zero is no report."""
    rows = pd.read_csv(official.SHARED / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz")
    rows = rows[
        (rows["indicator"] == "remittances_received_usd") & (rows["value"] > 0) & (rows["year"] > 2018)
    ]
    return rows.pivot(index="iso3", columns="year", values="value")


@cache
def net() -> pd.Series:
    rows = pd.read_csv(official.SHARED / "wpp2024_migration" / "migration.txt", sep="\t")
    sums = rows.set_index("country_code")[[str(year) for year in range(2019, 2024)]].sum(axis=1) * 1000
    return pd.to_numeric(countries.load()["m49"]).dropna().astype(int).map(sums).dropna()


def expected(name: str) -> dict[str, float]:
    """The numbers of a group's lead, by the words that go with them."""
    members = set(groups.group(name).members)
    counted = members | (
        {"XCX"} if {"GGY", "JEY"} <= members else set()
    )  # the UN has the Channel Islands as one
    here, there = people()["iso3"].isin(counted), people()["origin"].isin(counted)
    unknown, size = people()["origin"] == "OOO", people()["value"]
    money = received()[received().index.isin(members)]
    fullest = max(money.columns, key=lambda year: (money[year].notna().sum(), year))
    return {
        "migrants": size[here].sum(),
        "within": size[here & there].sum(),
        "incoming": size[here & ~there & ~unknown].sum(),
        "unknown": size[here & unknown].sum(),
        "outgoing": size[there & ~here].sum(),
        "hosted": hosted()[hosted().index.isin(members)].sum(),
        "received": money[fullest].sum(),
        "net": net()[net().index.isin(members)].sum(),
    }


LEAD = {
    "migrants": rf"{NUM} international migrants live (?:in|on) ",
    "within": rf"{NUM} of them are from another country of the group",
    "incoming": rf"{NUM} from outside",
    "unknown": rf"{NUM} of other or unknown origin",
    "outgoing": rf"{NUM} people from [^.]* live outside the group \(2024\)",
    "hosted": rf"{NUM} refugees and asylum-seekers live [^;.]* \(end of 2025\)",
    "received": rf"emittances received .*?came to (?:about |at least )?US\$ {NUM}",
    "net": rf"than \w+ in 2019–2023: {NUM} more",
}


def test_every_lead_is_that_of_the_files(with_official: Path) -> None:
    for group in groups.available():
        region = open_region(region=group.name)
        said = plain(summary.lead(region, summary.find(region))).replace("\u2060", "").replace("\xa0", " ")
        sizes = expected(group.name)
        small = sizes["within"] < sizes["migrants"] / 100
        absent = {kind for kind, size in sizes.items() if abs(size) < LEAST}
        absent |= {"within", "incoming", "unknown"} if small or region.whole else set()
        absent |= {"unknown"} if sizes["unknown"] < sizes["migrants"] / 100 else set()
        absent |= {"outgoing", "net"} if region.whole else set()
        for kind, pattern in LEAD.items():
            found = re.search(pattern, said)
            assert (found is None) == (kind in absent), (group.name, kind, said)
            if found:
                assert same(found[1], abs(sizes[kind])), (group.name, kind, found[0], sizes[kind])
        if "net" not in absent:
            assert ("More people left" in said) == (sizes["net"] < 0), group.name


def test_a_list_of_ones_own_is_summed_alike_under_its_own_title(with_official: Path) -> None:
    region = open_region(countries=["KEN", "UGA", "ETH"], title="Three neighbours")
    said = plain(summary.lead(region, summary.find(region))).replace("\u2060", "")
    rows = people()
    ours = rows["iso3"].isin(region.members)
    assert same(re.findall(LEAD["migrants"], said)[0], rows[ours]["value"].sum())
    assert same(
        re.findall(LEAD["within"], said)[0], rows[ours & rows["origin"].isin(region.members)]["value"].sum()
    )
    assert "live in the group “Three neighbours” (2024)" in said and "Eastern Africa" not in said
    assert "Ethiopia, Kenya and Uganda" in summary.who(region)


def test_who_hosts_and_sends_most_is_so(with_official: Path) -> None:
    """Each group's title of its largest host and sender, by the files."""
    for group in groups.available():
        region = open_region(region=group.name)
        title = plain(summary.ends_chart(region, summary.find(region)).title)  # type: ignore[union-attr]
        members = set(region.members)
        here = people()[people()["iso3"].isin(members)].groupby("iso3")["value"].sum()
        away = people()[people()["origin"].isin(members)].groupby("origin")["value"].sum()
        for word, sizes in (("migrants", here), ("emigrants", away)):
            (told,) = re.findall(rf"\b(?:the most|most) {word} \({NUM}", title.replace("\xa0", " "))
            assert same(told, sizes.max()), (group.name, title)
            assert countries.name(str(sizes.idxmax())).split(" (")[0] in title, (group.name, title)


@pytest.mark.parametrize("group", ["Micronesia", "Polynesia"])
def test_a_few_refugees_are_no_finding(group: str, with_official: Path) -> None:
    from migbrief.content.region import displacement

    region = open_region(region=group)
    assert displacement.ends(region) is None
    drawn = displacement.chart(region, displacement.series(region, displacement.HERE), displacement.HERE)
    assert drawn is None or "live in" not in drawn.title  # type: ignore[attr-defined]
