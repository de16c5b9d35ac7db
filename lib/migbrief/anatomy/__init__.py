"""The five-part anatomy that every section report shares, as displays.

What it says · does it hold · in context (see ``context``) · what was planned · limits.
"""

from .holds import checks, doubts, unchecked, verdict_chart
from .limitations import limits
from .planned import plan_chart, plan_table
from .says import facts, initiatives, summary
from .who import partners, places
from .wording import NO_AMOUNT, NO_AMOUNT_MEANS, NOT_HELD, cited, label, located, period, stated

__all__ = [
    "NOT_HELD",
    "NO_AMOUNT",
    "NO_AMOUNT_MEANS",
    "checks",
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
    "plan_chart",
    "plan_table",
    "stated",
    "summary",
    "unchecked",
    "verdict_chart",
]
