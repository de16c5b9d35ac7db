"""What the paper does in a country it names, and the outcome."""

import pandas as pd

from migbrief.content.shared import paper_wording
from migbrief.content.shared.paper_here import initiatives
from migbrief.display.html import Display
from migbrief.editions import plans
from migbrief.text.i18n import mark

from .profile import Profile

STATUSES = (mark("reported"), mark("planned"))
_COLUMNS = ["id", "initiative_id", "name", "role", "section", "paragraph", "status"]


def places(profile: Profile) -> pd.DataFrame:
    """Return the paper's initiatives and facts that name this country, one row for each and role.

    Leaves out facts that only count the countries of a listed initiative, and what the paper says of a group
    of countries, since it need not reach each of them.
    """
    edition = profile.edition
    initiatives = edition.initiatives.set_index("initiative_id")
    facts = edition.facts.set_index("fact_id")
    rows = []
    for place in edition.places[edition.places["iso3"] == profile.iso3].to_dict("records"):
        key = place["initiative_id"] or place["fact_id"]
        of = initiatives.loc[key] if place["initiative_id"] else facts.loc[key]
        rows.append(
            {
                "id": key,
                "initiative_id": place["initiative_id"],
                "name": of["name"] if place["initiative_id"] else of["subject"],
                "role": place["role"],
                "section": of["section"],
                "paragraph": of["paragraph"],
                "status": of["status"],
            }
        )
    entries = pd.DataFrame(rows, columns=_COLUMNS)
    at = list(entries[["section", "paragraph", "role"]].itertuples(index=False, name=None))
    named = {place for place, key in zip(at, entries["initiative_id"], strict=True) if key}
    kept = [bool(key) or place not in named for place, key in zip(at, entries["initiative_id"], strict=True)]
    order = edition.sections.set_index("section")["order"]
    return (
        entries[pd.Series(kept, dtype=bool)]
        .drop_duplicates(["id", "role"])
        .sort_values(
            ["section", "paragraph"],
            key=lambda c: c.map(order) if c.name == "section" else c,
            kind="stable",
            ignore_index=True,
        )
    )


def show(profile: Profile) -> Display:
    """Show what the paper does here, with a heading; nothing if it does not name the country."""
    rows, edition = places(profile), profile.edition
    if rows.empty:
        return Display("", "")
    ids = rows["id"]
    fates = plans.fates(edition, set(ids))
    later = [
        plans.observed_text(edition, key, initiative=bool(initiative))
        for key, initiative in zip(ids, rows["initiative_id"], strict=True)
    ]
    status = [plans.status_text(*row, fates) for row in zip(ids, rows["status"], strict=True)]
    rows = rows.assign(where=paper_wording.located(rows), later=later, status=status)
    name = profile.called("initiatives")
    return initiatives(profile, rows[["name", "role", "where", "status", "later"]], ids, name=name, shown=3)
