"""Each plan beside each later source, sources that disagree, and the lists and processes named."""

from __future__ import annotations

import re

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.display import tables
from migbrief.display.html import Display, note
from migbrief.display.tables import Column
from migbrief.text import words
from migbrief.text.i18n import mark, t

DISAGREE = re.compile(r"\bdisagree", re.IGNORECASE)


def disagreements(brief: Brief) -> Display:
    """Sources that say different things of one plan, side by side; none is preferred."""
    rows = brief.view.outcomes
    rows = rows[rows["note"].map(lambda n: bool(DISAGREE.search(str(n))))]
    if rows.empty:
        return note(t("No later sources on these plans are known to disagree."))
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    says = brief.edition.facts.set_index("fact_id")["subject"]
    out = []
    for (initiative, fact), group in rows.groupby(["initiative_id", "fact_id"], sort=False):
        row = {"what": t(str(names.get(initiative) or says.get(fact)))}
        for i, (_, o) in enumerate(group.iterrows()):
            row[f"source {i + 1}"] = (
                f"{t(str(o['observed']))} ({t(str(o['publisher']))}, {words.date(o['date'])})"
            )
        out.append(row)
    table = pd.DataFrame(out)
    columns: dict[str, Column | str] = {"what": mark("About")}
    columns |= {
        c: Column(t("Source {n}", n=i), missing=mark("none"), wide=True)
        for i, c in enumerate(table.columns[1:], 1)
    }
    return tables.table(
        table,
        t("Later sources disagree about {list}", list=words.listing(table["what"])),
        columns=columns,
        source=f"data/editions/{brief.edition.name}/outcomes.csv",
        note=t("Both stand: nothing at hand says which is right."),
        name="sources that disagree",
    )
