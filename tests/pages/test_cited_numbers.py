"""On pages built of values each number leads to the cell or end note that holds it, in every language."""

from __future__ import annotations

import pandas as pd
import pytest

from cited_numbers import check
from migbrief.display.footnotes import number
from migbrief.display.html import paragraph
from migbrief.display.tables import table
from migbrief.registry.records import OF_VALUES
from migbrief.text.i18n import DEFAULT, LANGUAGES, speaking, t
from migbrief.text.value import Cite, Value
from shared_site import Site


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(OF_VALUES))
def test_each_number_leads_to_what_holds_it(site: Site, name: str, language: str) -> None:
    id = {"country-profile": "KEN", "region-profile": "region-eastern-africa"}.get(name, name)
    page = site.pages[id if language == DEFAULT else f"{id}--{language}"]
    with speaking(language):
        seen = check(page.read_text("utf-8"))
    assert seen.wrong == []
    assert seen.compared >= 15 and seen.titles >= 3, seen


def test_each_number_of_every_profile_leads_to_what_holds_it(site: Site) -> None:
    profiles = sorted([*site.out.glob("profiles/*.html"), *site.out.glob("bare/profiles/*.html")])
    assert len(profiles) > 20
    for page in profiles:
        language = next((code for code in LANGUAGES if page.stem.endswith(f"--{code}")), DEFAULT)
        with speaking(language):
            seen = check(page.read_text("utf-8"))
        assert seen.wrong == [], page.name
        assert seen.compared >= 5, page.name


def _page(cited: str) -> str:
    rows = {key: Value(size, cites=(Cite(key, "a table"),)) for key, size in (("a", 12), ("b", 7))}
    shown = table(pd.DataFrame({"what": list(rows), "n": list(rows.values())}), "T")
    said = paragraph(t("{n} of them", n=Value(12, cites=(Cite(cited, "a table"),))))
    pieces, notes = number([said.html, shown.html])
    return "".join([*pieces, notes])


def test_a_value_that_cites_another_row_is_found_out() -> None:
    assert check(_page("a")).wrong == [] and check(_page("a")).compared == 1
    (wrong,) = check(_page("b")).wrong
    assert "12 leads to '7'" in wrong
    assert check(_page("elsewhere")).wrong == [], "an end note holds it"


def test_a_number_without_a_mark_is_found_out() -> None:
    (wrong,) = check(paragraph("There are 12 of them.").html).wrong
    assert "12 has no mark" in wrong
