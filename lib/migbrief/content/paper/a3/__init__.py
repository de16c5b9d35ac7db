"""Section a3, thematic initiatives: one module a theme of the section."""

from .labour import markets, unemployment, working_age_change
from .remittances import remittance_ranking
from .skills import migration

__all__ = ["markets", "migration", "remittance_ranking", "unemployment", "working_age_change"]
