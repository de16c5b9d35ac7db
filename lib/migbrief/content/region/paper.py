"""What the paper names in these countries, and the outcome."""

import pandas as pd

from migbrief.content.shared.paper_here import initiatives
from migbrief.datasets import countries
from migbrief.display.html import Display
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Count

from .region import Region

_STATUSES = (mark("reported"), mark("planned"))  # of what the paper says


def show(region: Region) -> Display:
    """Show the paper's initiatives here, with a heading; nothing if it names no member.

    Nothing for the world either: the reports on the paper show all initiatives.
    """
    rows = pd.DataFrame() if region.whole else named(region, plans.fates(region.edition))
    if rows.empty:
        return Display("", "")
    members = [
        words.series([*([_which(region, codes)] if codes else []), *map(t, names)])
        for codes, names in zip(rows["named"], rows["groups"], strict=True)
    ]
    name = "What the paper names here"
    return initiatives(region, rows.assign(members=members), rows["of"], name=name, shown=2)


def _which(region: Region, codes: list[str]) -> str:
    if len(codes) == len(region.members) > 1:
        return t("all {n}", n=Count(len(codes)))
    return words.listing([f"{Place(countries.name(code))}" for code in codes], 12)


def named(region: Region, fates: dict[str, str]) -> pd.DataFrame:
    """Return a row an initiative and role, with the members named and the groups that are mostly in the
    region.

    Facts are included only if they add a place.
    """
    edition = region.edition
    about = {i["initiative_id"]: i for i in edition.initiatives.to_dict("records")}
    about |= {f["fact_id"]: f for f in edition.facts.to_dict("records")}
    places = edition.places
    places = places.assign(of=places["initiative_id"] + places["fact_id"], fact=places["fact_id"] != "")
    members = set(region.members)
    rows: list[dict[str, object]] = []
    listed: dict[tuple[str, str], set[str]] = {}
    for (_, of, role), group in places.groupby(["fact", "of", "role"], sort=False):
        alone = set(group.loc[group["group"] == "", "iso3"])
        named = [code for code in region.members if code in alone]
        within = [name for name in group["group"] if name and _mostly(name, members)]
        this = about[of]
        before = listed.setdefault((this["section"], role), set())
        if not (named or within) or (group["fact"].any() and {*named, *within} <= before):
            continue
        before |= {*named, *within}
        rows.append(
            {
                "of": of,
                "name": t(str(this.get("name") or this["subject"])),
                "where": words.locator(this["section"], this["paragraph"]),
                "role": t(str(role)),
                "named": named,
                "groups": within,
                "status": plans.status_text(of, str(this["status"]), fates),
                "later": plans.observed_text(edition, of, initiative=not group["fact"].any()),
            }
        )
    return pd.DataFrame(rows)


def _mostly(group: str, members: set[str]) -> bool:
    """Return whether most countries of a group are among ``members``."""
    of = set(countries.members(group))
    return 2 * len(of & members) > len(of)
