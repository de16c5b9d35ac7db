"""What the paper names in a country or group of countries, and the outcome."""

import pandas as pd

from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.display.html import NOTHING, Display, heading, stack
from migbrief.display.tables import Column
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Count

from . import paper_wording
from .subject import Subject


def show(subject: Subject) -> Display:
    """Show the paper's initiatives here, with a heading; nothing if it names no member.

    Nothing for the world either: the reports on the paper show all initiatives.
    """
    rows = pd.DataFrame() if subject.whole else named(subject)
    if rows.empty:
        return NOTHING
    fates = plans.fates(subject.edition, set(rows["of"]))
    stated = zip(rows["of"], rows["status"], strict=True)
    members = {"members": Column(mark("Members"), wide=True)} if subject.summed else {}
    table = tables.table(
        rows.assign(status=[plans.status_text(of, status, fates) for of, status in stated]),
        t("What the paper does {country:in}", country=subject.place),
        columns={
            "name": Column(mark("Initiative"), wide=True),
            "role": mark("Role") if members else mark("Role here"),
            **members,
            "where": Column(mark("Where in the paper"), kind=paper_wording.kind_of_place(subject.edition)),
            "status": mark("Status"),
            "later": Column(mark("What later sources say"), missing=paper_wording.NOT_HELD, wide=True),
        },
        source=t(subject.edition.title),
        note=plans.explain_fates(rows["of"], fates),
        name=subject.called("initiatives"),
        shown=2 if members else 3,
    )
    return stack(heading(t("What the paper names here")), table)


def named(subject: Subject) -> pd.DataFrame:
    """Return a row an initiative and role, in the paper's order, with the members and groups named.

    Groups count if most of their countries are here. Facts are included only if they add a place to what
    their paragraph names in the same role.
    """
    edition = subject.edition
    about = {i["initiative_id"]: i for i in edition.initiatives.to_dict("records")}
    about |= {f["fact_id"]: f for f in edition.facts.to_dict("records")}
    order = edition.sections.set_index("section")["order"]
    places = edition.places
    places = places.assign(of=places["initiative_id"] + places["fact_id"], fact=places["fact_id"] != "")
    rows: list[dict[str, object]] = []
    listed: dict[tuple[str, int, str], set[str]] = {}
    for (_, of, role), group in places.groupby(["fact", "of", "role"], sort=False):
        here = {*group.loc[group["group"] == "", "iso3"]}.intersection(subject.members)
        within = [name for name in group["group"] if name and _mostly(name, subject)]
        this = about[of]
        before = listed.setdefault((this["section"], this["paragraph"], role), set())
        if not (here or within) or (group["fact"].any() and {*here, *within} <= before):
            continue
        before |= {*here, *within}
        rows.append(
            {
                "at": 10_000 * order[this["section"]] + this["paragraph"],
                "of": of,
                "name": t(str(this.get("name") or this["subject"])),
                "where": words.locator(this["section"], this["paragraph"]),
                "role": t(str(role)),
                "members": words.series([*([_which(subject, here)] if here else []), *map(t, within)]),
                "status": str(this["status"]),
                "later": plans.observed_text(edition, of, initiative=not group["fact"].any()),
            }
        )
    return pd.DataFrame(rows).sort_values("at", kind="stable", ignore_index=True) if rows else pd.DataFrame()


def _mostly(group: str, subject: Subject) -> bool:
    """Return whether most countries of a group are here; never for a single country."""
    of = set(countries.members(group))
    return subject.summed and 2 * len(of.intersection(subject.members)) > len(of)


def _which(subject: Subject, codes: set[str]) -> str:
    if len(codes) == len(subject.members) > 1:
        return t("all {n}", n=Count(len(codes)))
    return words.listing([f"{Place(countries.name(code))}" for code in subject.members if code in codes], 12)
