"""What the tests of section reports share: briefs of an edition with other tables."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from migbrief.content.paper.brief import Brief


def with_tables(brief: Brief, **tables: pd.DataFrame) -> Brief:
    """The same brief of an edition with these tables."""
    return Brief(replace(brief.edition, **tables), brief.section, brief.parameters)


def with_fact(brief: Brief, fact_id: str, **values: object) -> Brief:
    """The same brief of an edition with one fact changed."""
    facts = brief.edition.facts.copy()
    for column, value in values.items():
        facts.loc[facts["fact_id"] == fact_id, column] = value
    return with_tables(brief, facts=facts)


def stripped(brief: Brief) -> Brief:
    """The same brief of an edition that states and names nothing in the section, and knows no outcome."""
    edition = brief.edition
    facts = edition.facts[edition.facts["section"] != brief.section]
    return with_tables(
        brief,
        facts=facts,
        checks=edition.checks[edition.checks["fact_id"].isin(facts["fact_id"])],
        initiatives=edition.initiatives[edition.initiatives["section"] != brief.section],
        places=edition.places.iloc[:0],
        outcomes=edition.outcomes.iloc[:0],
    )
