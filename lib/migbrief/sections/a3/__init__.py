"""Section a3, thematic initiatives: one module a theme of the section."""

from .diaspora import remittance_dollars, remittance_map, remittance_ranking, remittance_series
from .environment import by_income, displaced_table, per_person
from .health import against_remittances, programme, spending_by_income
from .labour import markets, unemployment, working_age_change, working_age_share, working_age_table
from .skills import coverage, migration, remittances

__all__ = [
    "against_remittances",
    "by_income",
    "coverage",
    "displaced_table",
    "markets",
    "migration",
    "per_person",
    "programme",
    "remittance_dollars",
    "remittance_map",
    "remittance_ranking",
    "remittance_series",
    "remittances",
    "spending_by_income",
    "unemployment",
    "working_age_change",
    "working_age_share",
    "working_age_table",
]
