"""The subject of a notebook on a paper: a section of an edition, or all, with the reader's parameters."""

from dataclasses import dataclass
from typing import Generic, Literal, overload

import pandas as pd
from typing_extensions import TypeVar  # typing has a TypeVar with a default only from Python 3.13

from migbrief.content.shared.sources import Sources, opened
from migbrief.content.shared.speech import Speaker, spoken_property
from migbrief.editions import checks, plans
from migbrief.editions import edition as editions
from migbrief.editions.records import Fact
from migbrief.registry import parameters
from migbrief.registry.parameter_models import BaseParameters, Focused, Scenario, Section
from migbrief.text import i18n, words
from migbrief.text.i18n import t
from migbrief.text.value import Cite, Value, counted

P = TypeVar("P", bound=BaseParameters, default=BaseParameters, covariant=True)


@dataclass(frozen=True)
class Brief(Speaker, Generic[P]):
    """One section of an edition (blank ``section``: the whole paper) under one set of parameters."""

    edition: editions.Edition
    section: str
    parameters: P

    def __repr__(self) -> str:
        what = f"section {self.section}" if self.section else "overview"
        return f"Brief of {self.edition.name}, {what}, in {i18n.LANGUAGES[self.parameters.language]}"

    @property
    def whole(self) -> bool:
        return not self.section

    @spoken_property
    def view(self) -> editions.SectionView:
        """The tables of the section or of the edition."""
        return self.edition.section(self.section) if self.section else self.edition

    @spoken_property
    def sources(self) -> Sources:
        """Official data, with the frozen editions behind them."""
        return opened(self.parameters.vintage)

    @spoken_property
    def source(self) -> str:
        """The paper and its part, worded so that it can be read without the page."""
        title = "" if self.whole or self._letter else t(str(self.view.sections["title"].iloc[0]))
        return f"{t(self.edition.title)}, {title or self.where}"

    @property
    def tables(self) -> str:
        """Where the edition's tables are, for readers who want to look up a row."""
        return f"data/editions/{self.edition.name}"

    @spoken_property
    def where(self) -> str:
        """The part of the paper, for a heading on its own page."""
        if self.whole:
            return t("whole paper")
        return t("section {section}", section=self._letter) if self._letter else t("this section")

    @property
    def _letter(self) -> str:
        """The paper's own label of the section, or blank."""
        letter = self.view.sections["letter"].iloc[0]
        return "" if words.is_missing(letter) else str(letter)

    def cite(self, fact: Fact) -> Cite:
        """Return a cite of a fact of the paper: its row, and its place in the paper."""
        where = words.locator(fact.section, fact.paragraph)
        return Cite(fact.fact_id, f"{t(self.edition.title)}, {where}", elsewhere=True)

    def tally(self, what: str, n: int, noun: str = "") -> Value:
        """Return a count of rows of the edition's tables, cited as a table of counts or
        else by an end note.
        """
        rows = t("rows of {source}", source=self.tables)
        return counted(n, noun, Cite(f"{self.section or 'paper'} {what}", rows, elsewhere=True))

    @spoken_property
    def focus(self) -> list[str]:
        """The countries that the reader named, to be highlighted in figures."""
        return list(self.parameters.countries) if isinstance(self.parameters, Focused) else []

    @property
    def group(self) -> str:
        """The group of countries that the reader chose, or blank."""
        return self.parameters.group if isinstance(self.parameters, Focused) else ""

    @spoken_property
    def named(self) -> list[str]:
        """The countries named, as iso3 in order, without those of a region that is named."""
        return [str(k) for k in dict.fromkeys(self.view.places["iso3"]) if not words.is_missing(k)]

    @spoken_property
    def partners(self) -> pd.DataFrame:
        """Who takes part in what, the author included: a row an initiative and organisation.

        An organisation is no partner of the initiative that it is itself.
        """
        rows = self.view.participants.merge(self.edition.organisations, on="organisation", how="left")
        names = self.edition.initiatives.set_index("initiative_id")["name"]
        of = rows["initiative_id"].map(names).astype(str).str.casefold()
        return rows[of != rows["name"].astype(str).str.casefold()].reset_index(drop=True)

    @spoken_property
    def verdicts(self) -> pd.DataFrame:
        """One row a fact: its verdict, the basis of that, and the number of checks."""
        return self._own(checks.verdicts(self.edition))

    @spoken_property
    def results(self) -> pd.DataFrame:
        """One row a check."""
        return self._own(checks.run(self.edition))

    @spoken_property
    def plans(self) -> pd.DataFrame:
        """One row a plan, with its outcome."""
        return self._own(plans.plans(self.edition))

    def _own(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows if self.whole else rows[rows["section"] == self.section]


@overload
def open_brief(notebook: Literal["overview"] = ..., **given: object) -> Brief: ...
@overload
def open_brief(notebook: Literal["section"], **given: object) -> Brief[Focused]: ...
@overload
def open_brief(notebook: Literal["a4-internal-capacities"], **given: object) -> Brief[Scenario]: ...
@overload
def open_brief(notebook: str, **given: object) -> Brief: ...
def open_brief(notebook: str = "overview", **given: object) -> Brief:
    """Open a section, or the whole paper, with the notebook's parameters, all checked.

    Raises :class:`~migbrief.errors.UserError` for an unknown edition, section, country, group or vintage, or
    a value of the wrong type.
    """
    checked = parameters.parse(notebook, given)
    assert isinstance(checked, BaseParameters), "a notebook on a paper takes its edition"
    i18n.use(checked.language)
    edition = editions.load(checked.edition)
    section = ""
    if isinstance(checked, Section):
        own = edition.sections[edition.sections["notebook"] == notebook]
        section = checked.section or str((own if len(own) else edition.sections)["section"].iloc[0])
    return Brief(edition, section, checked)
