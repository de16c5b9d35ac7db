"""Parts of a country profile that several tests go through."""

from collections.abc import Callable

from migbrief.display import Display
from migbrief.profile import Profile
from migbrief.profiles import economy, people, trends, young

DRIVERS_AND_TRENDS: tuple[Callable[[Profile], Display], ...] = (
    people.growth_sentence,
    people.total,
    people.pyramid,
    people.ageing,
    economy.youth,
    economy.table,
    trends.net_migration,
    trends.as_persons,
    trends.displaced_sentence,
    trends.displacement,
    trends.remittances,
    young.extremes,
    young.chart,
    young.beside,
)
