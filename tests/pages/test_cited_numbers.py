"""Each number of a page leads to the cell or end note that holds it, in every language."""

from __future__ import annotations

import pandas as pd
import pytest

from cited_numbers import check
from migbrief.display.footnotes import number
from migbrief.display.html import paragraph
from migbrief.display.tables import table
from migbrief.text.i18n import LANGUAGES, speaking, t
from migbrief.text.value import Cite, Value
from shared_site import Site, language_of


@pytest.mark.parametrize("kind", ["sections", "profiles"])
def test_each_number_of_every_page_leads_to_what_holds_it(site: Site, kind: str) -> None:
    """In every language."""
    pages = sorted([*site.out.glob(f"{kind}/*.html"), *site.out.glob(f"bare/{kind}/*.html")])
    assert len(pages) > 12 and {language_of(page.stem) for page in pages} == set(LANGUAGES)
    seen = {}
    for page in pages:
        with speaking(language_of(page.stem)):
            seen[page.name] = check(page.read_text("utf-8"))
        assert seen[page.name].wrong == [], page.name
        assert seen[page.name].compared >= 5, page.name
    assert sum(one.compared for one in seen.values()) > 14 * len(pages)
    assert sum(one.titles for one in seen.values()) > 3 * len(pages)


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
