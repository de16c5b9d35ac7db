"""Coverage: every available figure in full, and what is missing with who publishes it."""

from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.datasets import caveats, indicators, missing_data
from migbrief.datasets.csv_errors import reference
from migbrief.datasets.store import definitions
from migbrief.datasets.store.schema import DERIVED
from migbrief.display import tables
from migbrief.display.html import Display, fold, paragraph, stack
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, counted

from .profile import Profile

_COUNTED: Final = mark("items of the template, counted")
OPEN: Final = 3  # rows of the table of figures shown before the fold
PARTS: Final = ("context", "trends", "impact", "governance")
_LEFT_OUT: Final = ("status",)  # kinds that are not figures
# Indicators only in the Factbook that stand in for official ones, so that nothing is listed twice.
_SAME: Final = ("remittances", "idps")


def items(profile: Profile) -> pd.DataFrame:
    """Return every item of the profile template, in its order: ``item, name, filled, publisher``.

    They are the Factbook's indicators, and those of ``reference/template.csv``.
    """
    known = indicators.definitions()
    known = known[~known["kind"].isin(_LEFT_OUT) & (known["template_part"] != "")]
    label, store = missing_data.source_label, profile.sources.store
    rows = [
        (
            key,
            of["name"],
            of["template_part"],
            bool(profile.latest(key)),
            label(of["live_source"], of["live_code"]),
        )
        for key, of in known.to_dict("index").items()
    ]
    for of in reference("template.csv").to_dict("records"):
        filled = bool(of["indicator"]) and store.has(of["indicator"], profile.iso3)
        publisher = label(of["dataset"], of["code"] if of["code"] != "none" else "")
        rows.append((of["item"], of["name"], of["part"], filled, publisher))
    table = pd.DataFrame(rows, columns=["item", "name", "part", "filled", "publisher"])
    return table.sort_values("part", key=lambda c: c.map(PARTS.index), kind="stable", ignore_index=True)


def figures(profile: Profile) -> pd.DataFrame:
    """Return each indicator's latest figure: ``indicator, figure`` (a value)``, year, edition, remark``."""
    sources = profile.sources
    frozen = [k for k in indicators.definitions().index if k not in _SAME or not sources.live]
    known = [*definitions.load(), *sources.store.own]
    rows = []
    for key in [*known, *(k for k in frozen if k not in known)]:
        if key.endswith("_projected") or (
            key not in known and indicators.definitions().loc[key, "kind"] in _LEFT_OUT
        ):
            continue
        latest = sources.latest(key, profile.iso3)
        if latest is None:
            continue
        remarks = [t(part) for part in latest.qualifier.split("; ") if part not in ("", DERIVED)]
        remarks += [t("modelled")] if sources.modelled(latest.edition) else []
        if not latest.value.value and latest.edition.startswith("unhcr-"):
            remarks.append(t("none, or rounded to zero"))
        rows.append(
            {
                "indicator": sources.name(key),
                "figure": latest.value,
                "year": latest.year or None,
                "edition": latest.edition,
                "source": sources.line(latest.edition),
                "remark": words.series(remarks) or None,
            }
        )
    return pd.DataFrame(rows, columns=["indicator", "figure", "year", "edition", "source", "remark"])


def table(profile: Profile, rows: pd.DataFrame) -> Table:
    """Show all figures in full digits, each with its year and source edition, for citing."""
    return tables.table(
        rows,
        t("{country:start}: the latest figure of each indicator", country=profile.place),
        columns={
            "indicator": mark("Indicator"),
            "figure": Column(mark("Figure")),
            "year": Column(mark("Year"), kind="year", missing="—"),
            "source": mark("Source edition"),
            "edition": Column("edition", hidden=True),
            "remark": Column(mark("Remark"), missing="–"),
        },
        note=caveats.join(
            t("Refugees are among the international migrants, so the two are never added."),
            profile.sources.kosovo(rows["edition"], [profile.iso3]),
        ),
        name=f"figures {profile.iso3}",
        shown=OPEN,
    )


def missing(profile: Profile, lacking: pd.DataFrame, of: pd.DataFrame) -> Display:
    """Say how much of the template is filled, with the ``lacking`` items and their publishers folded away.

    ``of`` are all :func:`items`.
    """
    items = Cite("items", t(_COUNTED), elsewhere=True)
    counts = paragraph(
        t(
            "{n} of the {all} items of IOM's profile template have a figure here.",
            n=counted(len(of) - len(lacking), "", replace(items, row=f"items {profile.iso3}")),
            all=counted(len(of), "", items),
        )
    )
    if lacking.empty:
        return counts
    inside = tables.table(
        lacking.assign(name=[t(str(name)) for name in lacking["name"]]),
        t("{country:start}: what is missing, and who publishes it", country=profile.place),
        columns={"name": mark("Missing"), "publisher": Column(mark("Where to get it"), wide=True)},
        name=f"missing {profile.iso3}",
    )
    return stack(counts, fold(words.capital(t("what is missing, and who publishes it")), inside))
