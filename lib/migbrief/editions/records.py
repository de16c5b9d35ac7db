"""The rows of an edition's tables, typed; ``data/schemas`` describes each column.

Text is ``""`` where the table is blank, a number ``None``. Dates are ISO and may be partial (``2012-05``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    R = TypeVar("R", bound=DataclassInstance)


@dataclass(frozen=True)
class Fact:
    """A quantity the paper states, in whole units; of a range ``value`` is the lower end."""

    fact_id: str
    section: str
    paragraph: int
    kind: str
    subject: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    as_of: str
    status: str
    paraphrase: str
    initiative_id: str
    role: str


@dataclass(frozen=True)
class Initiative:
    """Something the paper says is done or planned; ``owner`` is ``own`` or ``other``."""

    initiative_id: str
    section: str
    paragraph: int
    name: str
    kind: str
    theme: str
    start: str
    end: str
    status: str
    owner: str
    paraphrase: str
    role: str


@dataclass(frozen=True)
class Outcome:
    """What a later source says of a fact or an initiative."""

    outcome_id: str
    fact_id: str
    initiative_id: str
    verdict: str
    observed: str
    value: float | None
    unit: str
    label: str
    date: str
    until: str
    publisher: str
    title: str
    where_published: str
    note: str


def each(kind: type[R], table: pd.DataFrame) -> Iterator[R]:
    """Yield every row of a table as ``kind``, in order, ignoring other columns.

    Raises ``KeyError`` if the table lacks a column.

    >>> from migbrief.editions import edition
    >>> next(each(Fact, edition.load("2012-tenth").facts)).section
    'intro'
    """
    names = [field.name for field in fields(kind)]
    for row in table.to_dict("records"):
        yield kind(**{name: None if row[name] != row[name] else row[name] for name in names})
