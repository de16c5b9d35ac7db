"""What the 2015 vintage lists of refugees by origin, and what must be said of those registered with UNRWA."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.content.country.profile import Profile
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import noted

from .csv_errors import readable

VINTAGE: Final = "2015"  # the only one that names origins
UNRWA: Final = "unrwa"  # in the name of those whom the source lists by their agency, not by a country


def load() -> pd.DataFrame:
    """Columns ``iso3`` (host), ``origin`` (iso3 or blank), ``origin_name``, ``value`` (persons), ``year``."""
    path = paths.data() / "indicators" / "factbook-refugee-origins.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; run: make data", path=path))
    return _read(path)


def hosted_by(profile: Profile) -> str:
    """What the figure of the refugees in a country is called: footnotes lead to it."""
    return f"Refugees hosted by {profile.the} origin"


def is_unrwa(name: str) -> bool:
    return UNRWA in name.casefold()


def unrwa(profile: Profile, vintages: Sequence[str]) -> str:
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
            "That there is no figure of refugees hosted does not mean there are none: the {vintage} vintage "
            "lists {figure} Palestine refugees registered with UNRWA, which publishes today's.",
            vintage=VINTAGE,
            figure=figure,
        )
        return noted(told, hosted_by(profile))
    told = noted(
        t(
            "Refugees hosted in the {vintage} vintage include {figure} Palestine refugees registered with "
            "UNRWA.",
            vintage=VINTAGE,
            figure=figure,
        ),
        hosted_by(profile),
    )
    others = [v for v in vintages if v != VINTAGE]
    if not others:
        return told
    unsaid = t("The {vintage} vintage does not say whether it counts them.", vintage=words.listing(others))
    return f"{told} {unsaid}"


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    with readable(path):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows["value"] = rows["value"].astype(float)
    return rows
