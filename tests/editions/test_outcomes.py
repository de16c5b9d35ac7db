"""The rules of ``data/README.md`` for later sources, on every outcome there is."""

from __future__ import annotations

import pandas as pd
import pytest

from migbrief.editions import checks, edition, plans
from migbrief.editions.validation import FIGURES

PAPER = edition.load("2012-tenth")


@pytest.fixture(scope="module")
def bearing() -> pd.DataFrame:
    """Outcomes with what they bear on: kind, status and time of the fact, or of the initiative."""
    rows = PAPER.outcomes.merge(PAPER.facts[["fact_id", "kind", "status", "as_of"]], "left", "fact_id")
    planned = PAPER.initiatives[["initiative_id", "status", "start", "end"]]
    return rows.merge(planned, "left", "initiative_id", suffixes=("", "_initiative"))


def test_only_a_figure_supports_a_figure(bearing: pd.DataFrame) -> None:
    figures = bearing[bearing["kind"].isin(FIGURES) & (bearing["verdict"] == "supported")]
    assert len(figures) >= 9 and figures["value"].notna().all()
    bound = PAPER.outcomes.set_index("outcome_id").loc["countries-press"]
    assert bound["observed"] == "more than 100 countries" and bound["verdict"] == "context"
    assert checks.verdicts(PAPER).set_index("fact_id").loc["a1-countries", "verdict"] == "not checkable"


def test_what_came_late_slipped_and_nothing_late_is_contradicted(bearing: pd.DataFrame) -> None:
    late = bearing[bearing["verdict"] == "slipped"]
    assert set(late["outcome_id"]) == {"diaspora-conference-held", "linet-study-2013"}
    due = late["end"].where(late["end"] != "", late["start"])
    assert (late["status_initiative"] == "planned").all() and (late["date"].str[:4] > due.str[:4]).all()
    assert not ((bearing["verdict"] == "contradicted") & (bearing["status"] == "planned")).any()


def test_a_later_account_of_another_body_contradicts_nothing(bearing: pd.DataFrame) -> None:
    told = bearing[bearing["verdict"] == "contradicted"]
    assert (told["date"].str[:4].astype(int) <= told["as_of"].str[:4].astype(int) + 1).all()
    verdicts = checks.verdicts(PAPER).set_index("fact_id")["verdict"]
    assert verdicts["a2-pilot-names"] == "differs by source"


def test_a_state_seen_for_part_of_the_time_planned_leaves_the_plan_unknown() -> None:
    lasting = PAPER.outcomes[PAPER.outcomes["until"] != ""]
    assert list(lasting["outcome_id"]) == ["gmg-chair-2013"]
    assert plans.fates(PAPER)["group-chair-2013"] == "unknown"
    whole = pd.DataFrame([("supported", "2013-01", "2013-12")], columns=["verdict", "date", "until"])
    assert plans.fate("2013", "", whole) == "kept"


def test_a_disagreement_is_decided_by_what_the_edition_records() -> None:
    rows = PAPER.outcomes.set_index("outcome_id")
    council = rows.loc["council-date-unog", "date"]
    assert rows.loc["emergency-fund-december", "date"] == council[:7] == "2011-12"
    november = rows.loc["emergency-fund-november"]
    assert november["verdict"] == "context" and "council-date-unog" in november["note"]


def test_a_yearly_report_with_two_editions_in_three_years_is_not_yearly() -> None:
    rows = checks.run(PAPER).set_index("check_id")
    assert rows.loc["wmr-years", "observed_value"] == 0.5
    assert rows.loc["wmr-years", "verdict"] == "contradicted"


def test_a_source_known_by_its_site_alone_is_counted_and_says_so() -> None:
    bare = checks.unidentified(PAPER.outcomes)
    assert len(bare) == 9
    assert (bare["title"] == "").all() and not bare["where_published"].str.contains(r"\w/\w").any()
    loose = checks.without_page(PAPER.outcomes)
    assert len(loose) == 21 and set(bare["outcome_id"]) < set(loose["outcome_id"])
    assert {"council-100-unog", "development-fund-2001"} < set(loose["outcome_id"])  # unog.ch, IC/2011/5
    told = checks.run(PAPER).set_index("check_id")["source"]
    assert told["rcp-meeting-date"] == "IOM, publications.iom.int, document not identified"


def test_the_stock_of_migrants_of_2010_stands_by_revision() -> None:
    rows = PAPER.outcomes.set_index("outcome_id")["value"]
    stocks = [rows[f"context-migrant-stock{which}"] for which in ("", "-revised", "-2020")]
    assert stocks == [214_000_000, 220_781_909, 220_983_187]
