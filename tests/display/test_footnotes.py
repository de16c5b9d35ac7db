"""Footnotes lead from a figure to its row and back, each number once, no anchor twice."""

from __future__ import annotations

import re

import pandas as pd

from migbrief.display.footnotes import number
from migbrief.display.html import paragraph
from migbrief.display.tables import table, tiles
from migbrief.text.markup import refer

ROWS = table(
    pd.DataFrame({"key": ["idps", "net_migration"], "what": ["Displaced", "Net"], "n": [3, 4]}),
    "Figures",
    columns={"what": "What", "n": "Number"},
    key="all",
    notes="key",
)


def test_numbers_follow_the_reader_and_lead_both_ways() -> None:
    text = paragraph(f"Net 4{refer('net_migration')}, displaced 3{refer('idps')}.")
    cards = tiles({"Displaced": "3" + refer("idps")})
    (one, two, three), _ = number([text.html, cards.html, ROWS.html])
    assert re.findall(r'href="#(note-[\w-]+)"[^>]*>\[(\d+)\]<', one + two) == [
        ("note-net-migration", "1"),
        ("note-idps", "2"),
        ("note-idps", "2"),
    ]
    back = dict(re.findall(r'id="(note-[\w-]+)" href="#([\w-]+)"', three))
    assert back == {"note-net-migration": "ref-net-migration-1", "note-idps": "ref-idps-1"}
    ids = re.findall(r'\bid="([^"]+)"', one + two + three)
    assert set(back.values()) <= set(ids) and len(ids) == len(set(ids))


def test_what_leads_nowhere_leaves_no_trace() -> None:
    (alone,), _ = number([paragraph(f"Three{refer('elsewhere')}.").html])
    assert alone == '<p class="mb-prose">Three.</p>'
    (unread,), _ = number([ROWS.html])
    assert "mb-here" not in unread


def test_the_plain_text_and_the_csv_have_no_marks() -> None:
    assert paragraph(f"Three{refer('idps')}.").text == "Three."
    assert tiles({"Displaced": "3" + refer("idps")}).text == "Displaced: 3"
    assert list(ROWS.data.columns) == ["what", "n"]


def test_a_note_in_data_that_stay_on_the_screen_is_not_printed() -> None:
    hidden = f'<details class="mb-data">{ROWS.html}</details>'
    (text, _), _ = number([paragraph(f"Net 4{refer('net_migration')}.").html, hidden])
    assert 'class="mb-ref on-screen"' in text
