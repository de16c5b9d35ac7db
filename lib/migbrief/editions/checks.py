"""From facts to verdicts: every check of an edition, with the value observed.

Checks are data: ``checks.csv`` gives an expression for the observed value, compared with the fact's value
under the tolerance of its qualifier. Each outcome that bears on a fact is a check of kind evidence, with
the verdict the editor gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from migbrief.datasets import countries
from migbrief.errors import UserError, unknown
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .edition import Edition
from .expressions import FUNCTIONS, calls_in, evaluate
from .records import Fact
from .tolerance import BY_QUALIFIER

VERDICTS = (
    *("supported", "partial", "slipped", "differs by source", "differs by vintage"),
    *("contradicted", "not checkable"),
)
# A fact with several checks gets the first of these that any of them gave. Doubt comes first: if sources
# disagree, the weaker verdict stands. A figure of another year says nothing about the year stated, so
# anything about that year outranks it.
PRECEDENCE = (
    *("contradicted", "slipped", "partial", "differs by source", "supported"),
    *("differs by vintage", "not checkable"),
)
SHOWN = {
    "slipped": mark("slipped"),
    "differs by source": mark("differs between sources"),
    "differs by vintage": mark("differs between editions"),
}  # verdicts that readers see under another name
GROUPS_SOURCE = mark("reference/countries.csv (UN M49, income groups, EU membership of 2011)")
INSIDE = ("arithmetic", "consistency")  # kinds of checks that use only the paper
COLUMNS = [
    *("check_id", "fact_id", "section", "subject", "stated", "observed", "unit", "tolerance", "verdict"),
    *("kind", "explanation", "source", "stated_value", "observed_value"),
]


def run(edition: Edition) -> pd.DataFrame:
    """Return one row a check, then one row an outcome that bears on a fact, in the order of the facts.

    Columns: :data:`COLUMNS`. ``stated`` and ``observed`` are phrases with unit; ``stated_value`` and
    ``observed_value`` the numbers (NaN where none), in ``unit`` if it is the fact's. Raises ``UserError`` for
    an expression that cannot be evaluated.

    >>> from migbrief.editions import edition
    >>> run(edition.load("2012-tenth"))["verdict"].isin(VERDICTS).all()
    np.True_
    """
    facts = edition.facts.set_index("fact_id")
    look = Lookups(edition)
    rows = [_run_check(edition, facts.loc[c["fact_id"]], c, look) for c in edition.checks.to_dict("records")]
    bearing = edition.outcomes[edition.outcomes["fact_id"].isin(facts.index)]
    bearing = bearing[bearing["verdict"].isin(VERDICTS)]
    rows += [_run_outcome(facts.loc[o["fact_id"]], o) for o in bearing.to_dict("records")]
    order = {fact_id: i for i, fact_id in enumerate(facts.index)}
    rows.sort(key=lambda row: order[row["fact_id"]])
    return pd.DataFrame(rows, columns=COLUMNS)


def verdicts(edition: Edition) -> pd.DataFrame:
    """Return one row a fact, in the paper's order.

    ``basis`` is the basis of the verdict: ``outside``, a later source or open data; ``inside``, only the
    paper's own figures or a known rule of counting; ``none``. A fact without checks is ``not checkable``.

    >>> from migbrief.editions import edition
    >>> verdicts(edition.load("2012-tenth")).columns.to_list()
    ['fact_id', 'section', 'verdict', 'n_checks', 'basis']
    """
    results = run(edition)
    given = results.groupby("fact_id")["verdict"].agg(list).to_dict()
    beyond = results[~results["kind"].isin(INSIDE)]
    outside = set(zip(beyond["fact_id"], beyond["verdict"], strict=True))
    rows = edition.facts[["fact_id", "section"]].reset_index(drop=True)
    rows["verdict"] = [weakest_verdict(given.get(k, [])) for k in rows["fact_id"]]
    rows["n_checks"] = [len(given.get(k, [])) for k in rows["fact_id"]]
    rows["basis"] = [
        "none" if v == "not checkable" else "outside" if (k, v) in outside else "inside"
        for k, v in zip(rows["fact_id"], rows["verdict"], strict=True)
    ]
    return rows


def weakest_verdict(given: Iterable[str]) -> str:
    """Return the verdict of a fact from those of its checks, by :data:`PRECEDENCE`.

    >>> weakest_verdict(["supported", "partial"])
    'partial'
    """
    verdicts = set(given)
    return next((v for v in PRECEDENCE if v in verdicts), "not checkable")


def _run_check(edition: Edition, fact: pd.Series, check: dict[str, Any], look: Lookups) -> dict[str, Any]:
    try:
        observed = evaluate(check["expression"], look.functions())
    except UserError as error:
        raise UserError(
            "{file}, check {id}: {why}", file=f"{edition.name}/checks.csv", id=check["check_id"], why=error
        ) from None
    tolerance = BY_QUALIFIER[fact["qualifier"]]
    match, mismatch = check["on_match"] or "supported", check["on_mismatch"] or "contradicted"
    derived = bool(check["observed_unit"]) or match == mismatch
    unit = check["observed_unit"] or fact["unit"]
    agrees = tolerance.accepts(fact["value"], observed)
    return _row(
        fact,
        check_id=check["check_id"],
        observed=_phrase(observed, unit, t(str(fact["subject"]))),
        unit=unit,
        tolerance="" if derived else tolerance.words,
        verdict=match if agrees else mismatch,
        kind=check["kind"],
        explanation=check["explanation"],
        source=_source(edition, check),
        observed_value=observed,
    )


def identified(title: str, where: str) -> bool:
    """Return whether a source's document is known: by its title, or the address of a page.

    >>> identified("", "iom.int"), identified("", "iom.int/structure"), identified("Structure", "iom.int")
    (False, True, True)
    """
    return bool(title) or _page(where)


def _page(where: str) -> bool:
    return any("/" in part.strip().rstrip("/") for part in re.split("[;,]", where) if "." in part)


def without_page(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the outcomes whose address is that of a web site, not of a page.

    >>> from migbrief.editions import edition
    >>> "unitar.org" in set(without_page(edition.load("2012-tenth").outcomes)["where_published"])
    True
    """
    return outcomes[[not _page(where) for where in outcomes["where_published"]]]


def unidentified(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the outcomes for which only a site or publisher is known, no document.

    >>> from migbrief.editions import edition
    >>> set(unidentified(edition.load("2012-tenth").outcomes)["title"])
    {''}
    """
    sources = zip(outcomes["title"], outcomes["where_published"], strict=True)
    return outcomes[[not identified(*row) for row in sources]]


def cited(outcome: Mapping[str, Any]) -> list[str]:
    """Return what is known of an outcome's source: publisher, title and address.

    >>> cited({"publisher": "IOM", "title": "", "where_published": "iom.int"})
    ['IOM', 'iom.int', 'document not identified']
    """
    title, where = str(outcome["title"]), str(outcome["where_published"])
    known = [str(outcome["publisher"]), title, where]
    return [*filter(None, known), *([] if identified(title, where) else [t("document not identified")])]


def _run_outcome(fact: pd.Series, outcome: dict[str, Any]) -> dict[str, Any]:
    publisher = t(outcome["publisher"])
    if outcome["date"]:
        cited_source = t("{publisher}, {date}.", publisher=publisher, date=words.date(outcome["date"]))
    else:
        cited_source = t("{publisher}.", publisher=publisher)
    return _row(
        fact,
        check_id=outcome["outcome_id"],
        observed=outcome["observed"],
        unit=outcome["unit"] or fact["unit"],
        tolerance="",
        verdict=outcome["verdict"],
        kind="evidence",
        explanation=f"{cited_source} {t(outcome['note'])}".strip(),
        source=", ".join(cited(outcome)),
        observed_value=outcome["value"],
    )


def _row(fact: pd.Series, **more: Any) -> dict[str, Any]:
    stated = words.quantity(fact["value"], fact["unit"], high=fact["value_high"], qualifier=fact["qualifier"])
    ordinal = fact["kind"] == "ordinal"
    if fact["kind"] == "date" and str(fact["as_of"]).startswith(f"{fact['value']:.0f}-"):
        stated = words.date(fact["as_of"])  # the day or month that belongs to the year
    return {
        "fact_id": fact.name,
        "section": fact["section"],
        "subject": fact["subject"],
        "stated": words.ordinal(int(fact["value"]), t(str(fact["subject"]))) if ordinal else stated,
        "stated_value": fact["value"],
        **more,
    }


def _phrase(value: float, unit: str, of: str) -> str:
    if unit == "ordinal" and float(value).is_integer():
        return words.ordinal(int(value), of)
    return words.quantity(value, unit)


def _source(edition: Edition, check: dict[str, Any]) -> str:
    """Return the sources of a check other than the paper, from the functions and indicators it uses."""
    if check["kind"] != "open data":
        return t(edition.title)
    cited: list[str] = []
    for function, given, named in calls_in(check["expression"]):
        if function == "indicator_count":
            cited.append(_figures(*given[:2]))
        if function in ("members", "places") or "group" in named:
            cited.append(t(GROUPS_SOURCE))
    return words.series(sorted(set(cited))) or t(edition.title)


def _figures(indicator: str, vintage: str) -> str:
    from migbrief.datasets import indicators

    sources = sorted(set(indicators.latest(indicator, vintage)["source"]))
    return t(
        "{source}, {vintage} edition: {name}",
        source=", ".join(t(source) for source in sources),
        vintage=vintage,
        name=t(indicators.definitions().loc[indicator, "name"]),
    )


class Lookups:
    """The functions of expressions, over one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def functions(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FUNCTIONS if hasattr(self, name)}

    def _require_fact(self, fact_id: str) -> Fact:
        fact = self.edition.fact(fact_id)
        if fact is None:
            raise unknown(mark("fact"), fact_id, self.edition.facts["fact_id"])
        return fact

    def fact(self, fact_id: str) -> float:
        return self._require_fact(fact_id).value

    def year(self, fact_id: str) -> float:
        text = self._require_fact(fact_id).as_of
        if not text:
            raise UserError("the fact {id} has no as_of date, so no year", id=repr(fact_id))
        return float(text[:4])

    def items(self, fact_id: str) -> float:
        self._require_fact(fact_id)
        return float((self.edition.items["fact_id"] == fact_id).sum())

    def places(self, *ids: str, role: str = "") -> float:
        rows = self.edition.places
        rows = rows[rows["initiative_id"].isin(ids) | rows["fact_id"].isin(ids)]
        rows = rows[rows["role"] == role] if role else rows
        codes = set(rows["iso3"]) - {""}
        for group in set(rows["group"]) - {""}:
            codes |= set(countries.members(group))
        return float(len(codes))

    def participants(self, initiative_id: str, role: str = "") -> float:
        rows = self.edition.participants
        rows = rows[rows["initiative_id"] == initiative_id]
        rows = rows[rows["role"] == role] if role else rows
        return float(rows["organisation"].nunique())

    def initiatives(self, **wanted: str) -> float:
        rows = self.edition.initiatives
        for column, value in wanted.items():
            rows = rows[rows[column] == str(value)]
        return float(len(rows))

    def initiative_paragraphs(self, section: str, first: float, last: float) -> float:
        self.edition.section(section)
        rows = self.edition.initiatives
        rows = rows[(rows["section"] == section) & rows["paragraph"].between(first, last)]
        return float(rows["paragraph"].nunique())

    def sections(self, label: str) -> float:
        return float(self.edition.sections["letter"].str.startswith(label).sum())

    def members(self, group: str) -> float:
        return float(len(countries.members(group)))

    def indicator_count(
        self, indicator: str, vintage: str, value: float | None = None, group: str = ""
    ) -> float:
        from migbrief.datasets import indicators

        if vintage not in indicators.vintages():
            raise unknown(mark("data edition"), vintage, indicators.vintages())
        rows = indicators.latest(indicator, vintage, countries.members(group) if group else None)
        return float(len(rows) if value is None else (rows["value"] == value).sum())
