"""The subject of a profile, a country or a group, with what both kinds provide."""

from typing import ClassVar

import pandas as pd

from migbrief.display.html import LACKING, Display, paragraph
from migbrief.editions.edition import Edition
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t

from .sources import Figure, Sources, opened
from .speech import Speaker, spoken_property


class Subject(Speaker):
    """A country or a group: its name, sources and figures."""

    edition: Edition
    SMALL: ClassVar[int]  # people: the least that a chart or a finding needs
    summed: ClassVar[bool] = False  # whether figures are sums of its members'

    @property
    def place(self) -> Place:
        """The name for sentences."""
        raise NotImplementedError

    @property
    def members(self) -> list[str]:
        """The countries as ISO3: of a country itself."""
        raise NotImplementedError

    @property
    def whole(self) -> bool:
        """Whether it is the world, with nothing outside it."""
        return False

    @property
    def vintage(self) -> str:
        """The Factbook's edition."""
        return str(self.parameters.vintage)

    @spoken_property
    def sources(self) -> Sources:
        """The source editions, with the frozen ones behind them."""
        return opened(self.vintage)

    def values(self, indicator: str, since: int = 0) -> pd.Series:
        """Return figures by year as values, oldest first, from a year on."""
        raise NotImplementedError

    def latest(self, indicator: str) -> Figure | None:
        """Return the latest figure; None if there is none."""
        raise NotImplementedError

    def breaks(self, indicator: str, since: int) -> list[tuple[str, int]]:
        """Return the members whose series break, and in which years."""
        raise NotImplementedError

    def lacking(self, message: str, *indicators: str) -> Display:
        """Say what no source has, or that figures of ``indicators`` are no chart; without official data a
        page leaves this out, as its first screen says so.
        """
        if any(self.latest(indicator) for indicator in indicators):
            message = mark(
                "These figures are too few or too small to draw; they stand in the table of all figures."
            )
        return paragraph(t(message, country=self.place), "mb-note" if self.sources.live else LACKING)

    def called(self, figure: str) -> str:
        """Return the name of a figure or table, the same in every language: its anchor and file name."""
        raise NotImplementedError
