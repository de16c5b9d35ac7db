"""What a profile is of, one country or a group of countries, as the parts of both kinds ask it."""

from typing import ClassVar

import pandas as pd

from migbrief.display.html import LACKING, Display, paragraph
from migbrief.editions.edition import Edition
from migbrief.text.articles import Place
from migbrief.text.i18n import t

from .sources import Figure, Sources, opened
from .speech import Speaker, spoken_property


class Subject(Speaker):
    """A country or a group: its name, its sources, its figures."""

    edition: Edition
    SMALL: ClassVar[int]  # people: a series that never has so many is no chart, a latest figure no finding

    @property
    def place(self) -> Place:
        """The name as sentences take it."""
        raise NotImplementedError

    @property
    def vintage(self) -> str:
        """The Factbook's edition."""
        return str(self.parameters.vintage)

    @spoken_property
    def sources(self) -> Sources:
        """The source editions that may be shown, the frozen ones behind them."""
        return opened(self.vintage)

    def values(self, indicator: str, since: int = 0) -> pd.Series:
        """Figures by year as values, oldest first, from a year on."""
        raise NotImplementedError

    def latest(self, indicator: str) -> Figure | None:
        """The latest figure; None where there is none."""
        raise NotImplementedError

    def lacking(self, message: str) -> Display:
        """Say what no source has; a page leaves it out without official data, as its first screen says so."""
        return paragraph(t(message, country=self.place), "mb-note" if self.sources.live else LACKING)

    def called(self, figure: str) -> str:
        """The name of a figure or table, the same in every language: its anchor and its file."""
        raise NotImplementedError
