"""Parts of a country profile that several tests go through."""

from collections.abc import Callable

from migbrief.display import Display
from migbrief.profile import Profile
from migbrief.profiles import drivers, trends, young

DRIVERS_AND_TRENDS: tuple[Callable[[Profile], Display], ...] = (
    drivers.growth_sentence,
    drivers.people,
    drivers.pyramid,
    drivers.ageing,
    drivers.young,
    drivers.economy,
    trends.net_migration,
    trends.as_persons,
    trends.displaced_sentence,
    trends.displacement,
    trends.remittances,
    young.extremes,
    young.chart,
    young.beside,
)
