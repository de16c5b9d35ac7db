"""Checks of an edition's tables beyond the schemas: ends after starts, lists as long as their names."""

from collections.abc import Set
from typing import Any, Final

from migbrief.datasets.table_schema import Table
from migbrief.text.counts import Count
from migbrief.text.i18n import t

from .tolerance import BY_QUALIFIER

FIGURES: Final = ("money", "people", "count", "rate")  # kinds of facts that only a figure can support


def check(tables: dict[str, Table]) -> None:
    """Add problems that a schema cannot find to the tables: dates, ranges, lengths of lists, support.

    >>> from migbrief import paths
    >>> from migbrief.datasets.table_schema import load_schema, read_table
    >>> tables = {}
    >>> for name in ("edition", "facts", "initiatives", "items", "places", "organisations", "outcomes"):
    ...     schema = load_schema(paths.data() / "schemas" / f"{name}.json")
    ...     tables[name] = read_table(paths.editions() / "2012-tenth" / f"{name}.csv", schema)
    >>> check(tables)
    >>> [table.problems for table in tables.values() if table.problems]
    []
    """
    facts = tables["facts"]
    _check_dates(facts)
    for name in ("edition", "initiatives"):
        _check_periods(tables[name])
    for i, row in enumerate(facts.data.to_dict("records")):
        if row["value_high"] < row["value"]:
            message = t(
                "found {value}, expected no less than value ({least})",
                value=f"{row['value_high']:g}",
                least=f"{row['value']:g}",
            )
            facts.problem(i, "value_high", message)
    _check_lists(facts, tables["items"], tables["places"])
    about = tables["edition"].data["author"]
    organisations = tables["organisations"].data
    author = {*about, *organisations.loc[organisations["organisation"].isin(about), "name"]}
    _check_outcomes(tables["outcomes"], facts, tables["initiatives"], author)


def _check_dates(facts: Table) -> None:
    for i, row in enumerate(facts.data.to_dict("records")):
        if row["kind"] == "date" and row["as_of"][:4] != f"{row['value']:.0f}":
            message = t("found {value}, expected a date in the year of value", value=repr(row["as_of"]))
            facts.problem(i, "as_of", message)


def _check_periods(table: Table) -> None:
    for i, (start, end) in enumerate(zip(table.data["start"], table.data["end"], strict=True)):
        # Partial dates compare as far as both go: 2012-05 does not end before it starts in 2012-05-07.
        shared = min(len(start), len(end))
        if end[:shared] < start[:shared]:
            message = t(
                "found {value}, expected no date before start ({start})", value=repr(end), start=start
            )
            table.problem(i, "end", message)


def _check_lists(facts: Table, items: Table, places: Table) -> None:
    """Add a problem for each list whose count differs from its names or countries; one name is allowed."""
    from migbrief.datasets import countries

    n = items.data["fact_id"].value_counts()
    for i, row in enumerate(facts.data.to_dict("records")):
        n_names = int(n.get(row["fact_id"], 0))
        if row["kind"] != "list" or n_names in (0, 1, row["value"]):
            continue
        listed = places.data[places.data["fact_id"] == row["fact_id"]]
        known = set(countries.groups())
        codes = set(listed["iso3"]) - {""}
        codes = codes.union(*(countries.members(g) for g in set(listed["group"]) & known))
        if len(codes) != row["value"]:
            message = t(
                "found {value}, but items.csv has {n} names", value=f"{row['value']:g}", n=Count(n_names)
            )
            facts.problem(i, "value", message)


def _check_outcomes(outcomes: Table, facts: Table, initiatives: Table, author: Set[str]) -> None:
    """Add a problem for each outcome whose figure and date do not support its verdict."""
    stated: dict[str, dict[str, Any]] = {f["fact_id"]: f for f in facts.data.to_dict("records")}
    planned = {i["initiative_id"]: i for i in initiatives.data.to_dict("records")}
    for i, row in enumerate(outcomes.data.to_dict("records")):
        fact = stated.get(row["fact_id"])
        if (row["value"] == row["value"]) != bool(row["unit"]):
            outcomes.problem(i, "unit", t("value and unit go together: fill both or neither"))
        if row["verdict"] == "supported" and fact is not None:
            _check_support(outcomes, i, row, fact)
        if row["verdict"] == "slipped":
            about = planned.get(row["initiative_id"]) or fact or {}
            due = str(about.get("end") or about.get("start") or about.get("as_of") or "")
            if about.get("status") != "planned" or row["date"][: len(due)] <= due[: len(row["date"])]:
                late = t("only what was planned can slip, and only to a date after the time planned")
                outcomes.problem(i, "verdict", t("found 'slipped': {why}", why=late))
        if row["verdict"] == "contradicted" and fact is not None and row["publisher"] not in author:
            stated_year, year = str(fact["as_of"])[:4], row["date"][:4]
            if stated_year.isdigit() and year.isdigit() and int(year) > int(stated_year) + 1:
                late = t("a later account of another body is 'differs by source'")
                outcomes.problem(i, "verdict", t("found 'contradicted': {why}", why=late))


def _check_support(outcomes: Table, i: int, row: dict[str, Any], fact: dict[str, Any]) -> None:
    observed = row["value"]
    if observed != observed:
        if fact["kind"] in FIGURES:
            bare = t("a figure is supported by a figure, not by a bound; give it as value, or write context")
            outcomes.problem(i, "verdict", t("found 'supported' without a value: {why}", why=bare))
        return
    if row["unit"] != fact["unit"]:
        message = t("found {value}, expected the unit of the fact", value=repr(row["unit"]))
        outcomes.problem(i, "unit", f"{message} ({fact['unit']})")
    tolerance = BY_QUALIFIER.get(fact["qualifier"])
    if tolerance and fact["value"] == fact["value"] and not tolerance.accepts(fact["value"], observed):
        outcomes.problem(
            i,
            "verdict",
            t(
                "found 'supported' with {observed} observed; {fact} is {value} and {qualifier} accepts "
                "{tolerance}",
                observed=f"{observed:g}",
                fact=row["fact_id"],
                value=f"{fact['value']:g}",
                qualifier=repr(fact["qualifier"]),
                tolerance=t(tolerance.words),
            ),
        )
