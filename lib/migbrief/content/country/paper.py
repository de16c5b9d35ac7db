"""What the paper does in a country that it names, and what became of it."""

import pandas as pd

from migbrief.content.shared import paper_wording
from migbrief.display import tables
from migbrief.display.html import Display, heading, stack
from migbrief.display.tables import Column
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .profile import Profile

STATUSES = (mark("reported"), mark("planned"))
_COLUMNS = ["id", "initiative_id", "what", "role", "section", "paragraph", "status"]


def places(profile: Profile) -> pd.DataFrame:
    """The paper's initiatives and facts that name this country, one row each and role.

    A fact that only counts the countries of an initiative listed is left out, and so is what the paper says
    of a group of countries: it need not reach each of them.
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
                "what": of["name"] if place["initiative_id"] else of["subject"],
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
    """What the paper does here, under a heading of its own; nothing where it does not name the country."""
    rows = places(profile)
    if rows.empty:
        return Display("", "")
    return stack(heading(t("What the paper names here")), initiatives(profile, rows))


def initiatives(profile: Profile, rows: pd.DataFrame) -> Display:
    """The paper's initiatives here: role, place in the paper, and what became of them."""
    at = [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]
    later = [
        plans.observed_text(profile.edition, key, initiative=bool(initiative))
        for key, initiative in zip(rows["id"], rows["initiative_id"], strict=True)
    ]
    fates = plans.fates(profile.edition)
    status = [plans.status_text(*row, fates) for row in zip(rows["id"], rows["status"], strict=True)]
    return tables.table(
        rows.assign(at=at, later=later, status=status)[["what", "role", "at", "status", "later"]],
        t("What the paper does {country:in}", country=profile.place),
        columns={
            "what": Column(mark("Initiative"), wide=True),
            "role": mark("Role here"),
            "at": Column(mark("Where in the paper"), kind=paper_wording.kind_of_place(profile.edition)),
            "status": mark("Status"),
            "later": Column(mark("What later sources say"), missing=paper_wording.NOT_HELD, wide=True),
        },
        source=t(profile.edition.title),
        note=plans.explain_fates(rows["id"], fates),
        name=f"initiatives {profile.iso3}",
        shown=3,
    )
