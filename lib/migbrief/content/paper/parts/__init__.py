"""What every section report shares, as displays: what it says and whether that holds, plans, limits."""

from migbrief.content.shared.paper_wording import cited, period

from .facts import facts, initiatives, summary
from .limits import limits
from .overall import (
    by_section,
    doubt_table,
    doubts,
    key_figures,
    sections,
    verdict_chart,
    verdicts_by_section,
)
from .partners_and_places import partners, places
from .plans import plan_table

__all__ = [
    "by_section",
    "cited",
    "doubt_table",
    "doubts",
    "facts",
    "initiatives",
    "key_figures",
    "limits",
    "partners",
    "period",
    "places",
    "plan_table",
    "sections",
    "summary",
    "verdict_chart",
    "verdicts_by_section",
]
