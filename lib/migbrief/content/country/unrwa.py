"""What must be said of refugees registered with UNRWA."""

from __future__ import annotations

from collections.abc import Sequence

from migbrief.datasets.refugee_origins import VINTAGE, is_unrwa, load
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import noted

from .profile import Profile


def hosted_by(profile: Profile) -> str:
    """What the figure of the refugees in a country is called: footnotes lead to it."""
    return f"Refugees hosted by {profile.the} origin"


def remark(profile: Profile, vintages: Sequence[str]) -> str:
    """How many of the refugees hosted are registered with UNRWA, where one of some vintages counts them.

    Where none of them has a figure at all, that an older one has it.
    """
    rows = load()
    rows = rows[(rows["iso3"] == profile.iso3) & rows["origin_name"].map(is_unrwa)]
    if rows.empty:
        return ""
    figure = words.compact(float(rows["value"].sum()))
    if VINTAGE not in vintages:
        if any(profile.observe("refugees_hosted", vintage) for vintage in vintages):
            return ""
        told = t(
            "That there is no figure of refugees hosted does not mean there are none: the Factbook's "
            "{vintage} edition lists {figure} Palestine refugees registered with UNRWA, which publishes "
            "today's.",
            vintage=VINTAGE,
            figure=figure,
        )
        return noted(told, hosted_by(profile))
    told = noted(
        t(
            "Refugees hosted in the Factbook's {vintage} edition include {figure} Palestine refugees "
            "registered with UNRWA.",
            vintage=VINTAGE,
            figure=figure,
        ),
        hosted_by(profile),
    )
    others = [v for v in vintages if v != VINTAGE]
    if not others:
        return told
    unsaid = t("The {vintage} edition does not say whether it counts them.", vintage=words.listing(others))
    return f"{told} {unsaid}"
