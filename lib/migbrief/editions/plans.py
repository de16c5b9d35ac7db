"""The paper's plans and their outcomes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields

import pandas as pd

from migbrief.text import words
from migbrief.text.i18n import mark, t

from .edition import Edition

FATES = (mark("kept"), mark("slipped"), mark("changed"), mark("input not seen"), mark("unknown"))
AMOUNTS = ("money", "people", "count", "rate", "frequency")
FATE_MEANINGS = {
    "kept": mark("a later source shows it done as planned"),
    "slipped": mark("done, but later than planned"),
    "changed": mark("according to a later source it was done in part or differently, or sources disagree"),
    "input not seen": mark("someone else's event or report came about; the input planned for it is not seen"),
    "unknown": mark("no later source known here reports the outcome within the time planned"),
}


@dataclass(frozen=True)
class Plan:
    """A plan of the paper and its outcome; text is blank where there is none.

    ``plan_id`` is the id of its initiative or fact, ``amount`` what is planned in words. ``start`` and
    ``end`` are partial ISO dates, ``planned_for`` the later of them. ``fate`` is one of :data:`FATES`,
    ``later`` what later sources say, each with publisher and date.
    """

    plan_id: str
    section: str
    paragraph: int
    what: str
    amount: str
    start: str
    end: str
    planned_for: str
    fate: str
    later: str


def last_day(date: object) -> pd.Timestamp | None:
    """Return the last day that a partial ISO date can mean; None for a blank.

    >>> last_day("2012-05")
    Timestamp('2012-05-31 00:00:00')
    """
    if words.is_missing(date):
        return None
    text = str(date)
    try:
        stamp = pd.Timestamp(text if len(text) > 4 else f"{text}-01-01")
    except ValueError:
        return None
    if len(text) == 4:
        return stamp + pd.offsets.YearEnd(0)
    return stamp + pd.offsets.MonthEnd(0) if len(text) == 7 else stamp


def first_day(date: object) -> pd.Timestamp | None:
    """Return the first day that a partial ISO date can mean; None for a blank.

    >>> first_day("2012")
    Timestamp('2012-01-01 00:00:00')
    """
    if last_day(date) is None:
        return None
    text = str(date)
    return pd.Timestamp(text if len(text) > 4 else f"{text}-01-01")


def fate(start: object, end: object, outcomes: pd.DataFrame, owner: str = "own") -> str:
    """Return one of :data:`FATES` for a plan from ``start`` to ``end`` (partial ISO dates, or blank).

    ``outcomes`` has columns ``verdict`` and ``date``, optionally ``until``. A source that supports a plan, in
    full or in part, counts only if its date can be in the planned time: an earlier one is an announcement,
    and a later one, or a state seen for part of the time (``until``), says nothing of that time. If all
    sources say that it came later, it slipped. For someone else's event (``owner`` other), sources show that
    it took place, not what was put into it.

    >>> fate("2012", "", pd.DataFrame({"verdict": ["supported"], "date": ["2012-05"]}))
    'kept'
    """
    first, due = first_day(start), last_day(start if words.is_missing(end) else end)
    relevant = [
        o["verdict"] in ("contradicted", "slipped")
        or (o["verdict"] != "context" and _in_time(o["date"], o.get("until"), first, due))
        for _, o in outcomes.iterrows()
    ]
    verdicts = set(outcomes[pd.Series(relevant, index=outcomes.index, dtype=bool)]["verdict"])
    if not verdicts:
        return "unknown"
    if owner == "other":
        return "input not seen"
    alone = {"supported": "kept", "slipped": "slipped"}
    return alone.get(verdicts.pop(), "changed") if len(verdicts) == 1 else "changed"


def _in_time(date: object, until: object, first: pd.Timestamp | None, due: pd.Timestamp | None) -> bool:
    """Return whether a date can be in the planned time, if any, and a state lasts as long."""
    if first is None or due is None:
        return True
    if until and not words.is_missing(until) and (seen := last_day(until)) is not None and seen < due:
        return False
    low, high = first_day(date), last_day(date)
    return low is not None and high is not None and low <= due and high >= first


def plans(edition: Edition) -> pd.DataFrame:
    """Return the plans of an edition: one row a :class:`Plan`, with its fields as columns.

    >>> from migbrief.editions import edition
    >>> plans(edition.load("2012-tenth"))["fate"].isin(FATES).all()
    np.True_
    """
    return pd.DataFrame(list_plans(edition), columns=[field.name for field in fields(Plan)])


def list_plans(edition: Edition, among: Collection[str] | None = None) -> list[Plan]:
    """Return the plans of an edition: planned initiatives, then planned amounts that belong to none.

    ``among`` limits them to some ids.

    A planned initiative includes its planned facts. Planned dates, ordinals and lists are no plans by
    themselves.

    >>> from migbrief.editions import edition
    >>> [plan.fate for plan in list_plans(edition.load("2012-tenth")) if plan.plan_id == "hld-2013"]
    ['input not seen']
    """
    planned = edition.facts[edition.facts["status"] == "planned"]
    initiatives = edition.initiatives[edition.initiatives["status"] == "planned"]
    own = planned[
        planned["kind"].isin(AMOUNTS) & ~planned["initiative_id"].isin(initiatives["initiative_id"])
    ]
    if among is not None:
        initiatives = initiatives[initiatives["initiative_id"].isin(among)]
        own = own[own["fact_id"].isin(among)]
    rows = []
    for _, row in initiatives.iterrows():
        about = planned[planned["initiative_id"] == row["initiative_id"]]
        outcomes = outcomes_for(edition, row["initiative_id"])
        rows.append(_plan(row, row["initiative_id"], row["name"], about, outcomes))
    for at, row in own.iterrows():
        outcomes = outcomes_for(edition, row["fact_id"])
        timed = pd.concat([row, pd.Series({"start": row["as_of"], "end": "", "owner": "own"})])
        rows.append(_plan(timed, row["fact_id"], row["paraphrase"], planned.loc[[at]], outcomes))
    return rows


def fates(edition: Edition, among: Collection[str] | None = None) -> dict[str, str]:
    """Return the fate of each plan, or of those ``among`` some ids, by the id of its initiative or fact.

    >>> from migbrief.editions import edition
    >>> fates(edition.load("2012-tenth"))["hld-2013"]
    'input not seen'
    """
    return {plan.plan_id: plan.fate for plan in list_plans(edition, among)}


def status_text(key: str, stated: str, fates: dict[str, str]) -> str:
    """Return the status of an initiative or fact in the paper, with its fate if it is a plan.

    >>> status_text("fund", "planned", {"fund": "kept"})
    'planned; kept'
    """
    return t("planned; {fate}", fate=t(fates[key])) if key in fates else t(stated)


def explain_fates(keys: Iterable[str], fates: dict[str, str]) -> str:
    """Explain the fates of some initiatives and facts; blank if none is a plan.

    >>> explain_fates(["fund"], {"fund": "kept"})
    '*Kept*: a later source shows it done as planned.'
    """
    present = {fates[key] for key in keys if key in fates}
    return " ".join(
        t("*{fate}*: {meaning}.", fate=t(name).capitalize(), meaning=t(FATE_MEANINGS[name]))
        for name in FATES
        if name in present
    )


def observed_text(edition: Edition, key: str, *, initiative: bool) -> str | None:
    """Return what later sources say of an initiative or fact, each with publisher and date, or None.

    >>> from migbrief.editions import edition
    >>> observed_text(edition.load("2012-tenth"), "no such fact", initiative=False)
    """
    outcomes = edition.outcomes
    rows = outcomes[outcomes["initiative_id" if initiative else "fact_id"] == key]
    statements = [
        f"{t(o['observed'])} ({t(o['publisher'])}, {words.date(o['date'])})"
        for o in rows[rows["verdict"] != "context"].to_dict("records")
    ]
    return words.series(dict.fromkeys(statements)) or None


def outcomes_for(edition: Edition, plan_id: str) -> pd.DataFrame:
    """Return the outcomes for a plan: for its initiative, or for an amount planned for it.

    >>> from migbrief.editions import edition
    >>> set(outcomes_for(edition.load("2012-tenth"), "hld-2013")["initiative_id"])
    {'hld-2013'}
    """
    facts, outcomes = edition.facts, edition.outcomes
    planned = (facts["status"] == "planned") & facts["kind"].isin(AMOUNTS)
    about = [plan_id, *facts.loc[planned & (facts["initiative_id"] == plan_id), "fact_id"]]
    return outcomes[(outcomes["initiative_id"] == plan_id) | outcomes["fact_id"].isin(about)]


def _plan(row: pd.Series, plan_id: str, what: str, facts: pd.DataFrame, outcomes: pd.DataFrame) -> Plan:
    amounts = facts[facts["kind"].isin(AMOUNTS)]
    planned = [
        words.quantity(f["value"], f["unit"], high=f["value_high"], qualifier=f["qualifier"])
        for _, f in amounts.iterrows()
    ]
    return Plan(
        plan_id=plan_id,
        section=row["section"],
        paragraph=row["paragraph"],
        what=what,
        amount=words.listing(planned) if planned else "",
        start=row["start"],
        end=row["end"],
        planned_for=row["start"] if words.is_missing(row["end"]) else row["end"],
        fate=fate(row["start"], row["end"], outcomes, row["owner"]),
        later=words.series(
            f"{t(o['observed'])} ({t(o['publisher'])}, {words.date(o['date'])})"
            for _, o in outcomes.iterrows()
        ),
    )
