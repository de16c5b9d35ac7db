"""Footnotes lead from a figure to its row and back, each number once, no anchor twice."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from migbrief.display.footnotes import number
from migbrief.display.html import paragraph
from migbrief.display.tables import table, tiles
from migbrief.text.i18n import t
from migbrief.text.markup import cited, here, reference, slug
from migbrief.text.value import Cite, Value

ROWS = table(
    pd.DataFrame({"key": ["idps", "net_migration"], "what": ["Displaced", "Net"], "n": [3, 4]}),
    "Figures",
    columns={"what": "What", "n": "Number"},
    key="all",
    notes="key",
)


def refer(key: str) -> str:
    return cited(slug(key), "")


def test_numbers_follow_the_reader_and_lead_both_ways() -> None:
    text = paragraph(f"Net 4{refer('net_migration')}, displaced 3{refer('idps')}.")
    cards = tiles({"Displaced": "3" + refer("idps")})
    (one, two, three), notes = number([text.html, cards.html, ROWS.html])
    assert re.findall(r'href="#(note-[\w-]+)"[^>]*>\[(\d+)\]<', one + two) == [
        ("note-net-migration", "1"),
        ("note-idps", "2"),
        ("note-idps", "2"),
    ]
    back = dict(re.findall(r'id="(note-[\w-]+)" href="#([\w-]+)"', three))
    assert back == {"note-net-migration": "ref-net-migration-1", "note-idps": "ref-idps-1"}
    ids = re.findall(r'\bid="([^"]+)"', one + two + three)
    assert notes == ""
    assert set(back.values()) <= set(ids) and len(ids) == len(set(ids))


def test_what_leads_nowhere_leaves_no_trace() -> None:
    (alone,), notes = number([paragraph(f"Three{refer('elsewhere')}.").html])
    assert alone == '<p class="mb-prose">Three.</p>' and notes == ""
    (unread,), _ = number([ROWS.html])
    assert "mb-here" not in unread


def test_a_mark_stands_before_the_number_of_a_column_so_that_numbers_end_on_one_line() -> None:
    (_, placed), _ = number(["<p>5" + reference("a") + "</p>", '<td class="num">' + here("a") + "5</td>"])
    assert re.search(r'<td class="num"><a class="mb-here"[^>]*>\[1\]\s↩</a> 5</td>', placed)


def test_the_plain_text_and_the_csv_have_no_marks() -> None:
    assert paragraph(f"Three{refer('idps')}.").text == "Three."
    assert tiles({"Displaced": "3" + refer("idps")}).text == "Displaced: 3"
    assert list(ROWS.data.columns) == ["what", "n"]


def test_a_note_in_data_that_stay_on_the_screen_is_not_printed() -> None:
    hidden = f'<details class="mb-data">{ROWS.html}</details>'
    (text, _), _ = number([paragraph(f"Net 4{refer('net_migration')}.").html, hidden])
    assert 'class="mb-ref on-screen"' in text


def test_what_a_value_cites_and_no_row_shows_becomes_an_end_note() -> None:
    lent = Value(8.5e6, "US$", cites=(Cite("lent", "OCHA, <2014>"),))
    (text,), notes = number([paragraph(t("{sum} was lent, and {sum} again.", sum=lent)).html])
    assert re.findall(r">\[(\d+)\]<", text) == ["1"], "neighbours that lead to one place share a mark"
    assert (
        "US$\u00a08.5\u00a0million: OCHA, &lt;2014&gt;" in notes
        and 'id="note-lent" href="#ref-lent-1"' in notes
    )


def test_a_row_that_only_the_page_could_have_must_be_there() -> None:
    """A mistyped key fails where tests ask, alone or as a part; of data a page need not show the row."""
    fund, run = Value(3, cites=(Cite("fund", "this report"),)), Value(4, cites=(Cite("run", "this report"),))
    rows = table(pd.DataFrame({"what": ["fund", "run"], "n": [fund, run]}), "T").html
    text = paragraph(t("{fund} and {both}", fund=fund, both=fund + run)).html
    assert number([text, rows], strict=True) == number([text, rows])
    for wrong in (replace(fund, cites=(Cite("fnd", "this report"),)), fund + Value(1, cites=(Cite("fnd"),))):
        mistyped = paragraph(t("{n} more", n=wrong)).html
        assert "mb-endnotes" in number([mistyped, rows])[1]
        with pytest.raises(ValueError, match=r"the page has not: fnd$"):
            number([mistyped, rows], strict=True)
    known = paragraph(t("{n} more", n=Value(5, cites=(Cite("a4-fund", "the paper", elsewhere=True),)))).html
    assert "the paper" in number([known, rows], strict=True)[1]


def test_of_rows_with_one_key_the_nearest_is_meant() -> None:
    n = Value(3, cites=(Cite("idps", "a table"),))
    far, near = (table(pd.DataFrame({"what": ["Displaced"], "n": [n]}), f"T{i}").html for i in (1, 2))
    pieces, notes = number([far, paragraph("Between.").html, paragraph(t("{n} here.", n=n)).html, near])
    (target,) = re.findall(r'href="#(note-[\w-]+)"[^>]*>\[1\]</a></sup>', pieces[2])
    assert f'id="{target}"' in pieces[3] and f'id="{target}"' not in pieces[0] and not notes


def test_a_table_of_values_gives_numbers_to_its_csv() -> None:
    cells = [Value(20, "people", high=30, qualifier="about", cites=(Cite("a", "A, 2014"),)), None]
    shown = table(pd.DataFrame({"what": ["x", "y"], "n": cells}), "T")
    assert list(shown.data.columns) == ["what", "n", "high", "unit", "qualifier", "source"]
    assert shown.data["n"].tolist()[0] == 20 and pd.isna(shown.data["n"].iloc[1])
    assert "about 20–30 people" in shown.html and "no data" in shown.html
