"""How a text is divided into sections and numbered paragraphs."""

from __future__ import annotations

import pandas as pd
import pytest

from migbrief.editions.textcheck.layout import divide, plain

SECTIONS = pd.DataFrame(
    [
        ("opening", 1, "The herons greet", "text"),
        ("birds", 2, "1. Birds counted", "heading"),
        ("plans", 3, "2. Plans of the society", "heading"),
    ],
    columns=["section", "order", "anchor", "opens"],
)
TEXT = """TITLE

¹ A footnote.

The herons greet all.

They list:

1. Birds counted
2. Plans of the society

1. Birds counted

There are many
herons here and

there are egrets.

2. Plans of the society

Next.
"""


def test_title_and_footnotes_are_paragraph_zero_of_the_first_section() -> None:
    layout = divide(TEXT, SECTIONS)
    assert layout.missing == []
    assert layout.at("opening", 0) == "TITLE\n¹ A footnote."
    assert layout.at("opening", 1) == "The herons greet all."


def test_list_items_count_and_a_list_of_headings_is_not_taken_for_them() -> None:
    layout = divide(TEXT, SECTIONS)
    assert layout.paragraphs["opening"][2:] == ["They list:", "1. Birds counted", "2. Plans of the society"]
    assert layout.at("birds", 0) == "1. Birds counted"


def test_a_paragraph_over_a_page_break_is_one() -> None:
    layout = divide(TEXT, SECTIONS)
    assert layout.paragraphs["birds"][1:] == ["There are many herons here and there are egrets."]


@pytest.mark.parametrize(
    "heading", ["## 1. Birds Counted", "**1) birds   counted**", "1. BIRDS COUNTED:", "_1. Birds_ counted"]
)
def test_anchors_ignore_case_spacing_punctuation_and_markup(heading: str) -> None:
    layout = divide(TEXT.replace("\n\n1. Birds counted\n\nThere", f"\n\n{heading}\n\nThere"), SECTIONS)
    assert layout.missing == []
    assert len(layout.paragraphs["birds"]) == 2


def test_windows_line_ends_make_no_difference() -> None:
    assert divide(TEXT.replace("\n", "\r\n"), SECTIONS) == divide(TEXT, SECTIONS)


def test_a_missing_section_is_reported_and_its_text_stays_with_the_one_before() -> None:
    text = TEXT.replace("\n\n2. Plans of the society\n\nNext.", "\n\nNext.").replace(
        "\n2. Plans of the society", ""
    )
    layout = divide(text, SECTIONS)
    assert layout.missing == ["plans"]
    assert layout.at("birds", 2) == "Next."
    assert layout.at("plans", 1) is None


def test_no_anchor_at_all_leaves_everything_in_the_first_section() -> None:
    layout = divide("Nothing to see.\n\nNothing at all.", SECTIONS)
    assert layout.missing == ["opening", "birds", "plans"]
    assert layout.paragraphs == {"opening": ["", "Nothing to see.", "Nothing at all."]}


def test_plain_takes_markup_and_curly_quotes_away() -> None:
    assert plain("US\\$ 5 for **“our”  herons’** _nests_ and snake_case") == (
        'US$ 5 for "our" herons\' nests and snake_case'
    )
