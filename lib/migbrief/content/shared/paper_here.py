"""The paper's initiatives in a place that it names, and their outcomes."""

from collections.abc import Iterable

import pandas as pd

from migbrief.display import tables
from migbrief.display.html import Display, heading, stack
from migbrief.display.tables import Column
from migbrief.editions import plans
from migbrief.text.i18n import mark, t

from . import paper_wording
from .subject import Subject


def initiatives(
    subject: Subject, rows: pd.DataFrame, ids: Iterable[str], *, name: str, shown: int
) -> Display:
    """Show rows of ``name, role, where, status, later`` and optionally ``members``, with a heading.

    ``ids`` are the ids of the initiatives and facts.
    """
    members = {"members": Column(mark("Members"), wide=True)} if "members" in rows else {}
    table = tables.table(
        rows,
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
        note=plans.explain_fates(ids, plans.fates(subject.edition, set(ids))),
        name=name,
        shown=shown,
    )
    return stack(heading(t("What the paper names here")), table)
