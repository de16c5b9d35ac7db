"""Leads, tiles and titles of all country profiles agree with the publishers' own files.

The numbers are read from the files with pandas alone. Every number of a lead and every title has to be one of
those known here: what says something new has no test yet, and fails.
"""

from __future__ import annotations

import html
import math
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

import official
from cells import displays
from grammar import NEVER
from migbrief import paths
from migbrief.content.country.profile import open_profile
from migbrief.datasets import countries
from migbrief.display import charts, maps
from migbrief.text.articles import Place
from migbrief.text.markup import plain
from migbrief.text.value import Value

SHARES = 4  # parts the countries are tested in, so that a slow one is named
NUM = r"(?:[Aa]bout )?(−?[\d,.]*\d(?: million| billion)?)"


@dataclass
class Page:
    """What a profile says: its lead, its tiles, the titles of its figures and the values behind them."""

    name: str
    lead: str = ""
    tiles: str = ""
    titles: list[str] = field(default_factory=list)
    data: list[tuple[str, pd.DataFrame]] = field(default_factory=list)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Page]]:
    """Reads a profile whose figures have all their words and data but neither drawing nor downloads."""
    page, whole = Page(""), charts.chart

    def chart(draw: Callable[[charts.Drawing], None], **given: Any) -> charts.Chart:
        page.titles.append(said(given["title"]))
        page.data.append((given["name"], given["data"]))
        return whole(lambda _: None, **given)

    drawing = [m for m in vars(charts).values() if isinstance(m, ModuleType) and hasattr(m, "chart")]
    assert len(drawing) > 5
    for module in (charts, *drawing, maps.choropleth_map):
        monkeypatch.setattr(module, "chart", chart)
    for name in ("Drawing.svg", "plain_table", "csv_link"):
        monkeypatch.setattr(f"migbrief.display.charts.base.{name}", lambda *_: "")
    monkeypatch.setattr("migbrief.display.tables.csv_link", lambda *_: "")

    def walk(iso3: str, **given: object) -> Page:
        profile = open_profile(country=iso3, **given)
        page.__init__(profile.name)  # type: ignore[misc]
        warnings.simplefilter("error")
        for cell, shown in displays("country-profile", profile=profile):
            text = said(shown.text)
            assert text.strip() or "profile.say" in cell or "paper" in cell, cell
            assert not (slip := NEVER.search(text)), (iso3, cell, slip, text)
            if "summary.show" in cell:
                page.lead = said(re.findall(r'<p class="mb-lead">(.*?)</p>', shown.html, re.S)[0])
                page.tiles = said(re.findall(r'<dl class="mb-tiles".*?</dl>', shown.html, re.S)[0])
        return page

    with warnings.catch_warnings():
        yield walk


def said(text: str) -> str:
    """The words of a text, without marks of footnotes and joiners."""
    text = re.sub(r"<sup\b.*?</sup>|\u2060|↓", "", plain(text))
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")


def number(text: str) -> float:
    """``−1.09 million`` as a number."""
    size, _, scale = text.replace(",", "").replace("−", "-").partition(" ")
    return float(size) * {"": 1, "million": 1e6, "billion": 1e9}[scale]


def same(text: str, size: float | None) -> bool:
    """Whether a number in words is a size, to the three digits that prose has."""
    if size is None or not size:
        return size == number(text)
    return abs(number(text) - size) <= 0.5001 * 10 ** (math.floor(math.log10(abs(size))) - 2)


# The publishers' files.


@cache
def people(end: str) -> pd.DataFrame:
    """International migrants by ``iso3`` or ``origin``: a row a place, a column a year."""
    rows = pd.read_csv(official.SHARED / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz")
    return rows.pivot_table(index=end, columns="year", values="value", aggfunc="sum")


@cache
def largest(end: str, iso3: str) -> list[tuple[str, float]]:
    """The places at the other end of a country in 2024 by size, and their shares in all."""
    rows = pd.read_csv(official.SHARED / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz")
    rows = rows[(rows["year"] == 2024) & (rows[end] == iso3)]
    sizes = rows.groupby("origin" if end == "iso3" else "iso3")["value"].sum().sort_values(ascending=False)
    return [(str(code), 100 * size / sizes.sum()) for code, size in sizes.items()]


@cache
def unhcr() -> pd.DataFrame:
    """UNHCR's population table: numbers, "-" and blanks as missing."""
    path = official.SHARED / "unhcr" / "population.csv.gz"
    rows = pd.read_csv(path, keep_default_na=False, low_memory=False)
    sizes = ["year", "refugees", "asylum_seekers", "oip"]
    rows[sizes] = rows[sizes].apply(pd.to_numeric, errors="coerce")
    return rows


@cache
def protected(end: str, column: str) -> pd.DataFrame:
    """People by country of asylum (``coa``) or origin (``coo``): a row a place, a column a year."""
    return unhcr().pivot_table(index=f"{end}_iso", columns="year", values=column, aggfunc="sum", dropna=False)


@cache
def money() -> pd.DataFrame:
    rows = pd.read_csv(official.SHARED / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz")
    rows = rows[rows["value"] > 0]  # a zero is no report
    return rows.set_index(["indicator", "iso3", "year"]).sort_index()["value"]


@cache
def wpp(file: str) -> pd.DataFrame:
    """Net migrants, or the net rate, of the UN by iso3: a column a year."""
    rows = pd.read_csv(official.SHARED / "wpp2024_migration" / file, sep="\t").set_index("country_code")
    codes = pd.to_numeric(countries.load()["m49"]).dropna().astype(int)
    codes = codes[codes.isin(rows.index)]
    return (
        rows.loc[codes]
        .set_axis(codes.index)[[str(y) for y in range(1950, 2024)]]
        .set_axis(range(1950, 2024), axis=1)
    )


@cache
def idmc(column: str) -> pd.Series:
    """People displaced by conflict, or new displacements, by iso3 and year."""
    rows = pd.read_csv(official.SHARED / "idmc" / "gidd_conflicts.csv").dropna(subset=[column])
    return rows.set_index(["iso3", "year"])[column]


@cache
def disasters(kind: str) -> pd.Series:
    """New displacements by disasters, or people displaced by them, by iso3 and year."""
    if kind == "new":
        rows = pd.read_csv(official.SHARED / "idmc" / "gidd_disasters_by_country_year.csv")
        return rows.set_index(["iso3", "year"])["new_displacement"]
    rows = pd.read_csv(official.SHARED / "idmc" / "idmc_stocks.csv.gz")
    rows = rows[rows["cause"] == "disaster"].groupby(["geo", "t"])["n"].sum()
    return rows.rename_axis(["iso3", "year"])


@cache
def unrwa() -> pd.Series:
    rows = pd.read_csv(official.SHARED / "unhcr" / "unrwa.csv.gz", keep_default_na=False)
    return rows.assign(total=pd.to_numeric(rows["total"])).groupby(["coa_iso", "year"])["total"].sum()


def at(rows: Any, iso3: str, year: int) -> float | None:
    """A figure of a table, None where it has none."""
    try:
        found = rows.loc[iso3, year]
    except KeyError:
        return None
    return None if pd.isna(found) else float(found)


def hosted(iso3: str, year: int) -> float:
    return sum(at(protected("coa", kind), iso3, year) or 0 for kind in ("refugees", "asylum_seekers"))


# A clause of a lead, and what its number has to be.

Check = Callable[[str, "re.Match[str]"], bool]
OTHERS = r"(?:about )?[\d.,]+(?: million)? other people in need of international protection"
YEAR = r"\((?:end of )?((?:19|20)\d\d)\)"
CLAUSES: dict[str, Check] = {
    rf"{NUM} international migrants live .*? {YEAR}": lambda c, m: same(
        m[1], at(people("iso3"), c, int(m[2]))
    ),
    rf"{NUM} people from .*? live abroad {YEAR}": lambda c, m: same(m[1], at(people("origin"), c, int(m[2]))),
    rf"received (?:about )?US\$ {NUM} in remittances {YEAR}": lambda c, m: (
        same(m[1], at(money()["remittances_received_usd"], c, int(m[2])))
        and int(m[2]) == money()["remittances_received_usd"][c].index.max()
    ),
    rf"hosts {NUM} refugees and asylum-seekers(?= {YEAR}| and)": lambda c, m: same(m[1], hosted(c, 2025)),
    rf"and {NUM} other people in need of international protection {YEAR}": lambda c, m: same(
        m[1], at(protected("coa", "oip"), c, int(m[2]))
    ),
    rf"{NUM} refugees (?=(?:and {OTHERS} )?from (?:(?!\. ).)* are in other)": lambda c, m: same(
        m[1], at(protected("coo", "refugees"), c, 2025)
    ),
    rf"{NUM} other people in need of international protection (?=from)": lambda c, m: same(
        m[1], at(protected("coo", "oip"), c, 2025)
    ),
    rf"{NUM} people are internally displaced by conflict {YEAR}": lambda c, m: (
        same(m[1], at(idmc("total_displacement"), c, int(m[2])))
        and int(m[2]) == idmc("total_displacement")[c].index.max()
    ),
    rf"{NUM} Palestine refugees are registered with UNRWA .*? {YEAR}": lambda c, m: same(
        m[1], at(unrwa(), c, int(m[2]))
    ),
    rf"{NUM} people live (?:in|on) [^;.]*? {YEAR}": lambda c, m: same(
        m[1], residents(c, int(m[2]), held=True)
    ),
    rf"{NUM} people live (?:in|on) [^;.]*? \((2025), projected\)": lambda c, m: same(
        m[1], residents(c, 2025)
    ),
    rf"More people (left|arrived) than \w+ in 2019–2023: {NUM} more": lambda c, m: (
        same(m[2], abs(1000 * wpp("migration.txt").loc[c, range(2019, 2024)].sum()))
        and (m[1] == "left") == (wpp("migration.txt").loc[c, range(2019, 2024)].sum() < 0)
    ),
}


def groups(iso3: str, end: str, clause: str) -> None:
    """The groups that a clause names are the largest, by their shares, and "most" where they are most."""
    ranked = [(code, size) for code, size in largest(end, iso3) if code in countries.load().index]
    apart = sum(size for code, size in largest(end, iso3) if code not in countries.load().index)
    told = re.findall(r"(?:from|in|on) ((?:(?! \(\d).)+?) \(((?:over )?\d+)%", clause)
    assert told, clause
    for (place, percent), (_, size) in zip(told, ranked, strict=False):
        tied = {countries.name(code) for code, other in ranked if other == size}
        assert any(f"{Place(name)}" == place for name in tied), (iso3, place, tied)
        assert size > 99 if "over" in percent else float(percent) == pytest.approx(size, abs=0.51), clause
    shown = sum(size for _, size in ranked[: len(told)])
    assert ("most of them" in clause) == (round(shown) > 50 and ranked[0][1] >= apart), clause
    assert ("known group" in clause) == (ranked[0][1] < apart), clause
    if "known group" in clause:
        assert float(re.findall(r"unknown origin: (\d+)%", clause)[0]) == pytest.approx(apart, abs=0.51)


def check_lead(iso3: str, lead: str) -> None:
    net = wpp("migration.txt").loc[iso3, range(2019, 2024)].sum() if iso3 in wpp("migration.txt").index else 0
    for words, size in (
        ("migrants live", at(people("iso3"), iso3, 2024)),
        ("live abroad", at(people("origin"), iso3, 2024)),
        ("refugees and asylum-seekers", hosted(iso3, 2025)),
        ("according to the UN", abs(1000 * net)),
    ):
        assert (words in lead) == ((size or 0) >= 1000), (iso3, words)  # too few stay out, and no others do
    for sentence in re.split(r"(?<=[a-z)%])\. ", lead):
        assert re.search(r"\b(19|20)\d\d\b", sentence) or "o figure" in sentence, (iso3, sentence)
    rest = lead
    for pattern, check in CLAUSES.items():
        for match in re.finditer(pattern, lead):
            assert check(iso3, match), (iso3, pattern, match[0])
            rest = rest.replace(match[0], "")
    for end, words in (
        ("iso3", r"migrants live [^;]*?\(2024\), (.*?\)?)[;.]"),
        ("origin", r"abroad \(2024\), (.*?)\."),
    ):
        for clause in re.findall(words, re.sub(r"; of other", ", of other", lead)):
            groups(iso3, end, clause.replace(", of other", "; of other"))
    rest = re.sub(r"[^;.(]*\([^)]*\d%[^)]*\)|\(end of \d{4}\)", "", rest)
    assert not re.search(r"\d", rest.replace("2019–2023", "")), (iso3, rest)


# A title, and what its numbers have to be.


def stock(end: str) -> Check:
    return lambda c, m: (
        same(m[1], at(people(end), c, int(m[2]))) and same(m[3], at(people(end), c, int(m[4])))
    )


def flows(indicator: str) -> Check:
    return lambda c, m: (
        same(m[1], at(money()[indicator], c, int(m[2]))) and int(m[2]) == money()[indicator][c].index.max()
    )


def by_kind(end: str) -> Check:
    """Refugees, asylum-seekers or others in need, whichever are most."""
    columns = {
        "refugees": "refugees",
        "asylum-seekers": "asylum_seekers",
        "other people in need of international protection": "oip",
    }

    def check(iso3: str, match: re.Match[str]) -> bool:
        year = int(match[3])
        sizes = {noun: at(protected(end, column), iso3, year) or 0 for noun, column in columns.items()}
        return same(match[1], sizes[match[2]]) and sizes[match[2]] == max(sizes.values())

    return check


def displaced(conflict: str, disaster: str) -> Check:
    def check(iso3: str, match: re.Match[str]) -> bool:
        rows = idmc(conflict) if "conflict" in match[2] else disasters(disaster)
        return same(match[1], at(rows, iso3, int(match[3])))

    return check


def ends(iso3: str, match: re.Match[str]) -> bool:
    """The largest origin of migrants and destination of emigrants, each of a thousand people or more."""
    told = {k: v for k, v in match.groupdict().items() if v}
    if "both" in told:
        told = {"origin": told["both"], "end": told["both"]}
    for key, end in (("origin", "iso3"), ("end", "origin")):
        whole = at(people(end), iso3, 2024) or 0
        top, share = next(((c, s) for c, s in largest(end, iso3) if c in countries.load().index), ("", 0))
        unknown = max((s for c, s in largest(end, iso3) if c not in countries.load().index), default=0)
        finding = whole >= 1000 and share >= unknown
        if finding != (key in told):
            return False
        if (
            finding
            and told[key].removeprefix("the ").removeprefix("The ") not in f"{Place(countries.name(top))}"
        ):
            return False
    return True


def refuge(iso3: str, match: re.Match[str]) -> bool:
    """Where most refugees here are from, and where most from here are, by UNHCR's table of 2025."""
    for key, here, there in (("origin", "coa_iso", "coo_iso"), ("asylum", "coo_iso", "coa_iso")):
        name = match.groupdict().get(key)
        rows = unhcr()[(unhcr()["year"] == 2025) & (unhcr()[here] == iso3)]
        sizes = rows.groupby(there)["refugees"].sum().sort_values(ascending=False)
        if name is None:
            continue
        known = sizes[sizes.index.isin(countries.load().index)]
        tied = {f"{Place(countries.name(str(code)))}".lower() for code in known[known == known.iloc[0]].index}
        if name.lower() not in tied or known.iloc[0] < sizes.max():
            return False
    return True


@cache
def knomad() -> pd.DataFrame:
    """Remittances of 2018 as modelled: a row a sender, a column a receiver, by the publisher's names."""
    (path,) = (official.SHARED / "knomad").glob("*.csv")
    rows = pd.read_csv(path, index_col=0).apply(pd.to_numeric, errors="coerce")
    return rows.rename(index=str.strip, columns=str.strip)


# The model's names that are not the UN's.
AS_MODELLED = {"United States": "United States of America", "Russian Federation": "Russian Federation"}


def senders(iso3: str, match: re.Match[str]) -> bool:
    """The largest part in what a country receives, where its name in the model is the UN's."""
    if countries.name(iso3) not in knomad():
        return True
    sent = knomad()[countries.name(iso3)].dropna().sort_values(ascending=False)
    name = AS_MODELLED.get(str(sent.index[0]), str(sent.index[0]))
    percent = 100 * sent.iloc[0] / sent.sum()
    if f"{Place(name)}" != match["sender"] and name in set(countries.load()["name"]):
        return False
    return float(match[1]) == pytest.approx(percent, abs=0.51)


@cache
def held_people() -> pd.DataFrame:
    path = next((official.SHARED / "worldbank_wdi").glob("API_SP.POP.TOTL*.csv"))
    return pd.read_csv(path, skiprows=4).set_index("Country Code")


@cache
def prospects() -> pd.DataFrame:
    rows = pd.read_csv(paths.data() / "indicators" / "wpp-2024-population.csv")
    ages = [column for column in rows if column.startswith("age_")]
    return rows.assign(all=rows[ages].sum(axis=1)).pivot_table(
        index="iso3", columns="year", values="all", aggfunc="sum"
    )


def residents(iso3: str, year: int, held: bool = False) -> float | None:
    """People of a country: of World Population Prospects, or as the World Bank has them."""
    return at(held_people(), iso3, str(year)) if held else at(prospects(), iso3, year)  # type: ignore[arg-type]


CAUSE = r"(conflict and violence|disasters)"
NOUN = r"(refugees|asylum-seekers|other people in need of international protection)"
TITLES: dict[str, Check] = {
    rf"Net migration of .* added up to {NUM} persons in 2019–2023": lambda c, m: same(
        m[1], 1000 * wpp("migration.txt").loc[c, range(2019, 2024)].sum()
    ),
    r"Net migration of .*, year by year": lambda c, m: (
        abs(wpp("migration.txt").loc[c, range(2019, 2024)].sum()) < 1
    ),
    rf"Net migration of .* per 1,000 residents: {NUM} in (\d{{4}})": lambda c, m: (
        abs(number(m[1]) - wpp("cnmr.txt").loc[c, int(m[2])]) < 0.051
    ),
    r"(?P<both>.*) is the largest origin of migrants (?:in|on) .* and the largest destination of emigrants "
    r"\(2024\)": ends,
    r"(?P<origin>.*) is the largest origin of migrants (?:in|on) .*?, (?P<end>[^,]*) the largest destination "
    r"of emigrants \(2024\)": ends,
    r"(?P<origin>.*) is the largest origin of migrants (?:in|on) .* \(2024\)": ends,
    r"(?P<end>.*) is the largest destination of people from .* \(2024\)": ends,
    r"Migrants (?:in|on) .* by origin, people from .* by destination": ends,
    rf"International migrants (?:in|on) .*: {NUM} in (\d{{4}}), {NUM} in (\d{{4}})": stock("iso3"),
    rf"People from .* abroad: {NUM} in (\d{{4}}), {NUM} in (\d{{4}})": stock("origin"),
    r"Largest (?:origins of migrants (?:in|on)|destinations of people from) .*, 2024": lambda c, m: True,
    r"Where people from .* live \(2024\)": lambda c, m: True,
    rf"{NUM} {NOUN} live (?:in|on) .* \(end of (\d{{4}})\)": by_kind("coa"),
    rf"{NUM} {NOUN} from .* are in other countries \(end of (\d{{4}})\)": by_kind("coo"),
    rf"{NUM} people are displaced inside .* by {CAUSE} \(end of (\d{{4}})\)": displaced(
        "total_displacement", "all"
    ),
    rf"{NUM} new displacements? by {CAUSE} (?:in|on) .* in (\d{{4}})": displaced("new_displacement", "new"),
    r"(?:Refugees, asylum-seekers and others in need of protection|Internally displaced persons"
    r"|New displacements) (?:in|on|from) .*, \d{4}–\d{4}": lambda c, m: True,
    rf".* received (?:about )?US\$ {NUM} in remittances in (\d{{4}})": flows("remittances_received_usd"),
    rf".* paid (?:about )?US\$ {NUM} in remittances in (\d{{4}})": flows("remittances_paid_usd"),
    r"(?P<origin>.*) is the largest origin of refugees (?:in|on) .*; (?P<asylum>.*) hosts the largest group "
    r"of those from .* \(2025\)": refuge,
    r"(?P<origin>.*) is the largest origin of refugees (?:in|on) .* \(2025\)": refuge,
    r"(?P<asylum>.*) hosts the largest group of refugees from .* \(2025\)": refuge,
    r"Modelled: (?:over )?([\d.]+)% of the remittances to .* are sent from (?P<sender>.*) \(2018\)": senders,
    rf".*: {NUM} people in (2025), {NUM} in (2050), projected": lambda c, m: (
        same(m[1], residents(c, 2025)) and same(m[3], residents(c, 2050))
    ),
    r"Half the people (?:in|on) .* are under [\d.]+ in 2025, under [\d.]+ in 2050, projected": lambda c, m: (
        True
    ),
    r".* is (?:above|below) the median of .*|.* beside the others in .*": lambda c, m: True,
}


def check_titles(page: Page, iso3: str) -> int:
    for title in page.titles:
        known = [(check, m) for pattern, check in TITLES.items() if (m := re.fullmatch(pattern, title))]
        assert known, (iso3, title)
        assert any(check(iso3, match) for check, match in known), (iso3, title)
        for year in map(int, re.findall(r"\b20\d\d\b", title)):
            assert year <= datetime.now(UTC).year or "projected" in title, (iso3, title)
        assert not re.search(rf"\b0 ({NOUN}|people|persons|new)|US\$ 0\b", title), (iso3, title)
    assert len(set(page.titles)) == len(page.titles), iso3
    return len(page.titles)


# What stands together.


@cache
def kinds() -> dict[str, str]:
    rows = pd.read_csv(paths.data() / "reference" / "indicators.csv")
    return dict(zip(rows["indicator"], rows["kind"], strict=True))


def check_kinds(page: Page, iso3: str) -> None:
    """Stocks, flows, movements, amounts share no axis and no sum; a sum is of one indicator and edition."""
    for name, data in page.data:
        if name.startswith("peers"):  # each measure on a strip with a scale of its own
            continue
        drawn: set[str] = set()
        for value in (v for column in data for v in data[column] if isinstance(v, Value)):
            cites = [cite.row.split(" ")[0] for cite in value.cites]
            of = {kinds()[i] for i in cites if i in kinds()}
            assert len(of) <= 1, (iso3, name, value.cites)
            if value.unit in ("persons", "movements", "US$"):
                assert len(set(cites)) <= 1 and len({c.edition for c in value.cites}) <= 1, (iso3, name)
            drawn |= of & {"stock", "flow", "movement", "amount"}
        assert len(drawn) <= 1, (iso3, name, drawn)


def check_tiles(page: Page, iso3: str, live: bool) -> None:
    old = datetime.now(UTC).year - 5
    for year, rest in re.findall(
        r"(?<!since )(?<!\d)((?:19|20)\d\d)(?!\d)( ?, over five years old)?", page.tiles
    ):
        assert (int(year) < old) == bool(rest), (iso3, page.tiles)
    assert not re.search(r"(?<![\d.,])0(?![\d.,])", page.tiles), (iso3, page.tiles)
    if live and (share := re.search(r"migrants, ([\d.]+)% of the population", page.tiles)):
        # Of the World Bank's population in 2024; where it has none, of the UN's in 2025.
        whole = residents(iso3, 2024, held=True) or residents(iso3, 2025)
        part = at(people("iso3"), iso3, 2024)
        assert whole and part and float(share[1]) == pytest.approx(100 * part / whole, abs=0.051), iso3


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_every_profile_is_true(share: int, read: Callable[..., Page], with_official: Path) -> None:
    titles = 0
    for iso3 in map(str, countries.load().index[share::SHARES]):
        page = read(iso3)
        check_lead(iso3, page.lead)
        check_tiles(page, iso3, live=True)
        check_kinds(page, iso3)
        titles += check_titles(page, iso3)
    assert titles > 700


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_every_profile_is_true_without_official_data(share: int, read: Callable[..., Page]) -> None:
    """The Factbook's figures and no others: none that is zero, small, or a rate the UN's does not fit."""
    leads = 0
    for iso3 in map(str, countries.load().index[share::SHARES]):
        page = read(iso3)
        check_tiles(page, iso3, live=False)
        check_kinds(page, iso3)
        assert "net migration" not in f"{page.lead}{page.tiles}{page.titles}".lower(), iso3
        for value, scale in re.findall(
            r"(?<![\d–.])(\d[\d,.]*\d|\d)( million| billion)?(?![\d–%.]*[\d%])", page.lead
        ):
            assert number(value + scale) >= 1000, (iso3, page.lead)
        for part in re.findall(r"([\d.]+)% of its GDP", page.lead):
            assert float(part) > 0, iso3
        leads += bool(re.match(rf"{NUM} people live (?:in|on) .* \(2025, projected\)\.", page.lead))
    assert leads > 40
