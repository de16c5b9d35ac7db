"""What every section report shares, as displays: what it says and whether that holds, plans, limits."""

from .limitations import limits
from .overall import doubts, sections, verdict_chart
from .planned import plan_table
from .says import facts, initiatives, summary
from .who import partners, places
from .wording import NOT_HELD, cited, label, located, period, stated

__all__ = [
    "NOT_HELD",
    "cited",
    "doubts",
    "facts",
    "initiatives",
    "label",
    "limits",
    "located",
    "partners",
    "period",
    "places",
    "plan_table",
    "sections",
    "stated",
    "summary",
    "verdict_chart",
]
