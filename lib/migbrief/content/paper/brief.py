"""What a section notebook asks for: one section of an edition, read with the reader's parameters.

A notebook opens a :class:`Brief` and hands it to the functions of ``parts`` and of its own section.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, overload

import pandas as pd
from typing_extensions import TypeVar  # until Python 3.13: only there has a type variable a default

from migbrief.content.shared.speech import spoken_property
from migbrief.datasets import countries
from migbrief.display.html import Display, note
from migbrief.editions import checks, plans
from migbrief.editions import edition as editions
from migbrief.editions.rows import Fact
from migbrief.registry import parameters, records
from migbrief.registry.parameter_models import BaseParameters, Parameters, Ranked, Scenario
from migbrief.text import i18n, words
from migbrief.text.i18n import t
from migbrief.text.value import Cite

P = TypeVar("P", bound=BaseParameters, default=BaseParameters, covariant=True)


@dataclass(frozen=True)
class Brief(Generic[P]):
    """One section (or the whole paper, ``overview``) of one edition under one set of parameters.

    A function that needs a parameter of some reports only takes their brief: ``Brief[Ranked]``.
    """

    report: str
    edition: editions.Edition
    parameters: P

    def __repr__(self) -> str:
        what = "overview" if self.whole else f"section {self.report}"
        return f"Brief of {self.edition.name}, {what}, in {i18n.LANGUAGES[self.parameters.language]}"

    @spoken_property
    def whole(self) -> bool:
        return self.report == "overview"

    @spoken_property
    def view(self) -> editions.SectionView:
        """The section's tables (empty where the edition lacks it), or the edition's for the overview."""
        if self.whole:
            return self.edition
        return self.edition.none() if self.absent else self.edition.section(self.report)

    @spoken_property
    def absent(self) -> bool:
        """Whether the edition has no such section: it states nothing here, and the page says so."""
        return not self.whole and self.report not in set(self.edition.sections["section"])

    @property
    def vintage(self) -> str:
        return self.parameters.vintage

    @spoken_property
    def source(self) -> str:
        return f"{t(self.edition.title)}, {self.where}"

    @spoken_property
    def tables(self) -> str:
        """Where the edition's tables are, for readers who want to look a row up."""
        return f"data/editions/{self.edition.name}"

    def cite(self, fact: Fact) -> Cite:
        """What a value read from a fact of the paper cites: its row, and where in the paper it stands."""
        where = words.locator(fact.section, fact.paragraph)
        return Cite(fact.fact_id, f"{t(self.edition.title)}, {where}", elsewhere=True)

    @spoken_property
    def where(self) -> str:
        if self.whole:
            return t("whole paper")
        section = self.edition.section(self.report).sections.iloc[0]
        if words.is_missing(section["letter"]):
            return t(str(section["title"]))
        return t("section {section}", section=section["letter"])

    @spoken_property
    def named(self) -> list[str]:
        """The countries the section names, as iso3 in the order named; not those of a region it names."""
        return [str(k) for k in dict.fromkeys(self.view.places["iso3"]) if not words.is_missing(k)]

    @spoken_property
    def focus(self) -> list[str]:
        """The countries in focus: those asked for, else the group asked for, else those named."""
        asked = self.highlight
        if self.group:
            asked = [*asked, *(c for c in countries.members(self.group) if c not in asked)]
        return asked or self.named

    @spoken_property
    def highlight(self) -> list[str]:
        """The countries the reader asked for by name, to stand out in figures."""
        return list(self.parameters.countries) if isinstance(self.parameters, Parameters) else []

    @property
    def group(self) -> str:
        """The region or income group the reader asked for, or blank."""
        return self.parameters.group if isinstance(self.parameters, Parameters) else ""

    @property
    def asked(self) -> bool:
        """Whether the reader asked for countries or a group."""
        return bool(self.highlight or self.group)

    @spoken_property
    def partners(self) -> pd.DataFrame:
        """Who takes part in what, the author included: a row an initiative and organisation, with all of it.

        A body is no partner of the initiative that it is itself: that a forum runs the forum says nothing.
        """
        rows = self.view.participants.merge(self.edition.organisations, on="organisation", how="left")
        names = self.edition.initiatives.set_index("initiative_id")["name"]
        of = rows["initiative_id"].map(names).astype(str).str.casefold()
        return rows[of != rows["name"].astype(str).str.casefold()].reset_index(drop=True)

    @spoken_property
    def verdicts(self) -> pd.DataFrame:
        """One row a fact of this section: its verdict and how many checks it had."""
        rows = checks.verdicts(self.edition)
        return rows if self.whole else rows[rows["section"] == self.report]

    @spoken_property
    def results(self) -> pd.DataFrame:
        """One row a check of this section."""
        rows = checks.run(self.edition)
        return rows if self.whole else rows[rows["section"] == self.report]

    @spoken_property
    def plans(self) -> pd.DataFrame:
        rows = plans.plans(self.edition)
        return rows if self.whole else rows[rows["section"] == self.report]

    def headings(self, sections: Iterable[str]) -> list[str]:
        """Sections as a chart names them: letter and title, such as ``a.3 Thematic focus``."""
        rows = self.edition.sections.set_index("section")
        return [f"{rows.loc[k, 'letter']} {t(rows.loc[k, 'title'])}".strip() for k in sections]

    def fact(self, fact_id: str) -> Fact | None:
        """One quantity of the edition by its id, or None where this edition does not state it."""
        return self.edition.fact(fact_id)

    def value(self, fact_id: str) -> float | None:
        """The figure of a fact, or None where the edition does not state it."""
        fact = self.fact(fact_id)
        return None if fact is None else fact.value

    def placed(self, *roles: str) -> list[str]:
        """The countries named for some roles, as iso3 in the order named; of a region its members."""
        rows = self.view.places[self.view.places["role"].isin(roles)]
        codes: list[str] = []
        for iso3, group in zip(rows["iso3"], rows["group"], strict=True):
            codes += countries.members(str(group)) if group else [iso3]
        return list(dict.fromkeys(codes))


@overload
def open_brief(report: Literal["a1", "a3"], **given: object) -> Brief[Ranked]: ...
@overload
def open_brief(report: Literal["a4"], **given: object) -> Brief[Scenario]: ...
@overload
def open_brief(report: Literal["intro", "a2", "b", "c"], **given: object) -> Brief[Parameters]: ...
@overload
def open_brief(report: str, **given: object) -> Brief: ...
def open_brief(report: str, **given: object) -> Brief:
    """Open ``report`` (a section or ``overview``) with the notebook's parameters, all checked.

    Where the edition lacks the section, that is shown, and the section's tables are empty.
    Raises :class:`~migbrief.errors.UserError` for an unknown edition, country, group or vintage, or a
    value of the wrong type.
    """
    checked = parameters.parse(report, given)
    i18n.refuse_bare_numbers(records.strict(report))
    i18n.use(checked.language)
    brief = Brief(report, editions.load(checked.edition), checked)
    if brief.absent:
        from IPython.display import display  # costs half a second where no page is made

        display(missing(brief))
    return brief


def missing(brief: Brief) -> Display:
    """Says that the edition lacks the section, and which it has."""
    return note(
        t(
            "*This edition has no such section.* {title} has: {sections}. What follows shows open data "
            "alone; of the paper there is nothing to show here.",
            title=t(brief.edition.title),
            sections=words.listing(t(str(title)) for title in brief.edition.sections["title"]),
        )
    )
