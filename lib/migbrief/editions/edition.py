"""A paper's tables, typed, linked and checked.

An edition is a folder of CSV files under ``data/editions``; adding one needs no code. ``load`` reads it
against ``data/schemas`` and refuses it with one line where anything is wrong.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.datasets import table_schema
from migbrief.datasets.table_schema import Problem, Table
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import add_words, mark, t
from migbrief.text.value import Count

from . import validation
from .catalogue import available as available
from .catalogue import default as default
from .records import Fact, Initiative, Outcome, each

TABLES = (
    *("edition", "sections", "facts", "items", "initiatives", "organisations", "participants", "places"),
    *("outcomes", "checks", "exclusions"),
)

# Columns that pages show, in the reader's language if the edition translates them.
_WORDS: Final = {
    "sections": ["title", "subject"],
    "facts": ["subject", "unit", "paraphrase"],
    "items": ["item"],
    "initiatives": ["name", "kind", "theme", "paraphrase"],
    "organisations": ["name"],
    "outcomes": ["observed", "unit", "label", "note"],
    "checks": ["explanation", "observed_unit"],
}
GROUPS: Final = "groups"  # an optional table
UNWRITTEN: Final = mark("not yet written")  # shown where the editor of a draft still has to write
ONE_OF: Final = mark("found {n} filled, expected exactly one of {columns}")


@dataclass(frozen=True, eq=False)
class SectionView:
    """The tables of an edition that belong to one section (or to a paper as a whole).

    ``facts``, ``initiatives``, ``exclusions`` are the section's own; ``items``, ``participants``,
    ``places``, ``outcomes`` and ``checks`` those linked to them, ``later_places`` those that a later source
    lists and the paper need not name. Text columns hold ``""`` where blank.
    """

    sections: pd.DataFrame
    facts: pd.DataFrame
    items: pd.DataFrame
    initiatives: pd.DataFrame
    organisations: pd.DataFrame
    participants: pd.DataFrame
    places: pd.DataFrame
    later_places: pd.DataFrame
    outcomes: pd.DataFrame
    checks: pd.DataFrame
    exclusions: pd.DataFrame

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.fact_id: fact for fact in each(Fact, self.facts)}

    @cached_property
    def _initiatives(self) -> dict[str, Initiative]:
        return {one.initiative_id: one for one in each(Initiative, self.initiatives)}

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with that id, or None."""
        return self._facts.get(fact_id)

    def facts_of(self, section: str = "") -> list[Fact]:
        """Return the facts of a section, or all, in the paper's order."""
        return [fact for fact in self._facts.values() if section in ("", fact.section)]

    def facts_in_role(self, role: str) -> list[Fact]:
        """Return the facts in a role, such as ``budget``; one for each time stated."""
        return [fact for fact in self._facts.values() if fact.role == role]

    def initiative_in_role(self, role: str) -> Initiative | None:
        """Return the first initiative in a role, such as ``goal``, or None."""
        return next((one for one in self._initiatives.values() if one.role == role), None)

    def initiatives_of(self, section: str = "") -> list[Initiative]:
        """Return the initiatives of a section, or all, in the paper's order."""
        return [one for one in self._initiatives.values() if section in ("", one.section)]

    def initiative(self, initiative_id: str) -> Initiative | None:
        """Return the initiative with that id, or None."""
        return self._initiatives.get(initiative_id)

    def outcomes_of(self, key: str) -> list[Outcome]:
        """Return what later sources say of a fact or an initiative, by its id."""
        return [one for one in each(Outcome, self.outcomes) if key in (one.fact_id, one.initiative_id)]

    def none(self) -> SectionView:
        """Return the same tables without rows."""
        return SectionView(
            **{table.name: getattr(self, table.name).iloc[:0] for table in fields(SectionView)}
        )


@dataclass(frozen=True, eq=False)
class Edition(SectionView):
    """One paper: its name, its title and all its tables."""

    name: str
    title: str
    meeting: str
    author: str
    start: str
    folder: Path

    def __repr__(self) -> str:
        return f"Edition {self.name}: {self.title}"

    def section(self, section: str) -> SectionView:
        """Return the same tables with the rows of one section. Raises ``UserError`` for an unknown section.

        >>> len(load("2012-tenth").section("a1").sections)
        1
        """
        if section not in set(self.sections["section"]):
            raise unknown(mark("section"), section, self.sections["section"])
        facts = self.facts[self.facts["section"] == section]
        initiatives = self.initiatives[self.initiatives["section"] == section]
        participants = _linked(self.participants, initiative_id=initiatives)
        outcomes = _linked(self.outcomes, fact_id=facts, initiative_id=initiatives)
        return SectionView(
            sections=self.sections[self.sections["section"] == section],
            facts=facts,
            items=_linked(self.items, fact_id=facts),
            initiatives=initiatives,
            organisations=_linked(self.organisations, organisation=participants),
            participants=participants,
            places=_linked(self.places, fact_id=facts, initiative_id=initiatives),
            later_places=_linked(self.later_places, outcome_id=outcomes),
            outcomes=outcomes,
            checks=_linked(self.checks, fact_id=facts),
            exclusions=self.exclusions[self.exclusions["section"] == section],
        )


def load(name: str) -> Edition:
    """Return the edition with that name, or in that folder (a path with a separator).

    Raises ``UserError`` for an unknown name and for anything wrong in a table, with file, row, column, what
    was found, what was expected, and the number of further problems.

    >>> load("2012-tenth").fact("a1-staff").value
    7300.0
    """
    folder = _folder(name)
    read = _load(folder, _stamp(folder))
    # Copies: changes that the caller makes to them have no effect here.
    return replace(read, **{f.name: getattr(read, f.name).copy(deep=False) for f in fields(SectionView)})


def problems(name: str) -> list[Problem]:
    """Return everything that is wrong with an edition's tables, in the order of the files.

    >>> problems("2012-tenth")
    []
    """
    return [problem for table in _read(_folder(name)).values() for problem in table.problems]


def blanks(name: str) -> list[tuple[str, int, str]]:
    """Return the cells that a draft leaves blank: file, line and column.

    >>> blanks("2012-tenth")
    []
    """
    tables = _read(_folder(name)).values()
    return [(f"{table.name}.csv", line, column) for table in tables for line, column in table.blanks]


def _with_placeholders(table: Table) -> pd.DataFrame:
    """Return a table with placeholders for the texts that a draft leaves blank; a number may have no unit."""
    texts = [f["name"] for f in table.schema["fields"] if f.get("draft") and f["name"] != "unit"]
    return table.data.assign(**{name: table.data[name].replace("", UNWRITTEN) for name in texts})


def _folder(name: str) -> Path:
    if os.sep in str(name):
        folder = Path(name)
        if not folder.is_dir():
            raise UserError(
                "{folder} is not a folder; give the name of an edition or the path of its folder",
                folder=folder,
            )
        return folder
    if name not in available():
        raise unknown(mark("edition"), name, available())
    return paths.editions() / name


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of each table, to detect changes."""
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.xlsx")])
    return tuple((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in files)


@lru_cache(maxsize=8)
def _load(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Edition:
    tables = _read(folder)
    wrong = [problem for table in tables.values() for problem in table.problems]
    if len(wrong) > 1:
        raise UserError(
            "{problem} (and {n} more; run migbrief check {edition})",
            problem=f"{folder.name}/{wrong[0]}",
            n=Count(len(wrong) - 1),
            edition=folder.name,
        )
    if wrong:
        raise UserError(f"{folder.name}/{wrong[0]}")
    about = _with_placeholders(tables["edition"]).iloc[0]
    data = {n: _with_placeholders(table) for n, table in tables.items() if n not in ("edition", GROUPS)}
    data["sections"] = data["sections"].sort_values("order", ignore_index=True)
    places, by_paper = data["places"], data["places"]["outcome_id"] == ""
    data |= {"places": places[by_paper], "later_places": places[~by_paper].reset_index(drop=True)}
    add_words([about["title"], about["meeting"]])
    for name, columns in _WORDS.items():
        add_words(set(data[name][columns].to_numpy().ravel()))
    return Edition(
        **data,
        name=folder.name,
        title=about["title"],
        meeting=about["meeting"],
        author=about["author"],
        start=about["start"],
        folder=folder,
    )


def _read(folder: Path) -> dict[str, Table]:
    """Return all tables of an edition with their problems."""
    tables = {name: _table(folder, name) for name in TABLES}
    if not all(table.readable for table in tables.values()):
        return tables
    if (folder / f"{GROUPS}.csv").exists():
        tables[GROUPS] = _table(folder, GROUPS)
    for table in tables.values():
        table_schema.check_references(table, tables)
    _check_edition(tables["edition"], folder.name)
    if GROUPS in tables:
        _check_groups(tables[GROUPS])
    _check_author(tables["edition"], tables["organisations"])
    _check_places(tables["places"])
    _check_items(tables["facts"], tables["items"])
    _check_expressions(tables)
    validation.check(tables)
    return tables


def _table(folder: Path, name: str) -> Table:
    schema = table_schema.load_schema(paths.data() / "schemas" / f"{name}.json")
    return table_schema.read_table(folder / f"{name}.csv", schema)


def _check_edition(table: Table, name: str) -> None:
    if len(table.data) != 1 and not table.problems:
        table.problem(1, "", t("{n} rows found, expected exactly one", n=Count(len(table.data))))
    for i, value in enumerate(table.data["edition"]):
        if value != name:
            message = t("found {value}, expected {name} like the folder", value=repr(value), name=repr(name))
            table.problem(i, "edition", message)


def _check_groups(table: Table) -> None:
    from migbrief.datasets import countries

    for i, row in enumerate(table.data.to_dict("records")):
        if row["iso3"] not in countries.load().index:
            message = t(
                "found {value}, expected an ISO 3166 country code such as KEN", value=repr(row["iso3"])
            )
            table.problem(i, "iso3", message)
        if countries.is_group(row["group"]) and countries.group(row["group"]).kind != "paper":
            message = t("{name} is known already; give the group another name", name=repr(row["group"]))
            table.problem(i, "group", message)


def _check_author(table: Table, organisations: Table) -> None:
    known = set(organisations.data["organisation"])
    for i, author in enumerate(table.data["author"]):
        if author and author not in known:
            line = t("found {value}, expected a key of organisations.csv", value=repr(author))
            table.problem(i, "author", table_schema.with_suggestion(line, author, known))


def _check_places(table: Table) -> None:
    from migbrief.datasets import countries

    for i, row in enumerate(table.data.to_dict("records")):
        for columns in (("initiative_id", "fact_id", "outcome_id"), ("iso3", "group")):
            if (n := sum(row[column] != "" for column in columns)) != 1:
                table.problem(i, columns[0], t(ONE_OF, n=Count(n), columns=", ".join(columns)))
        if row["iso3"] and row["iso3"] not in countries.load().index:
            message = t(
                "found {value}, expected an ISO 3166 country code such as KEN", value=repr(row["iso3"])
            )
            table.problem(i, "iso3", message)
        if row["group"]:
            try:
                countries.members(row["group"])
            except UserError as error:
                table.problem(i, "group", str(error))


def _check_items(facts: Table, items: Table) -> None:
    """Add a problem for each list without names."""
    named = set(items.data["fact_id"])
    for i, (fact_id, kind) in enumerate(zip(facts.data["fact_id"], facts.data["kind"], strict=True)):
        if kind == "list" and fact_id not in named:
            facts.problem(i, "kind", t("the list {id} has no names in items.csv", id=repr(fact_id)))


def _check_expressions(tables: dict[str, Table]) -> None:
    from .expressions import names_in

    checks, known = tables["checks"], set(tables["facts"].data["fact_id"])
    known |= set(tables["initiatives"].data["initiative_id"])
    for i, text in enumerate(checks.data["expression"]):
        try:
            used = names_in(text) if text else set()
        except UserError as error:
            checks.problem(i, "expression", str(error))
            continue
        for name in sorted(used - known):
            line = t("{name} is no fact or initiative of the edition", name=repr(name))
            checks.problem(i, "expression", table_schema.with_suggestion(line, name, known))


def _linked(rows: pd.DataFrame, **by: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose key is in one of the tables given by key."""
    keep = pd.Series(False, index=rows.index)
    for key, table in by.items():
        keep |= rows[key].isin(table[key]) & (rows[key] != "")
    return rows[keep]
