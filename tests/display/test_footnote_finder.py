"""Numbers of a text find the row they come from, or the source line, and never another's."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from migbrief.display import footnote_finder
from migbrief.display.footnotes import number
from migbrief.display.html import paragraph
from migbrief.display.tables import table
from migbrief.text.i18n import speaking
from migbrief.text.parse_numbers import read

STOCKS = table(
    pd.DataFrame(
        {
            "country": ["Kenya", "Ghana", "Nepal", "Chad"],
            "year": [2023, 2023, 2022, 2021],
            "people": [57_532_491, 33_787_914, 29_651_054, 426_329],
            "share": [3.9, 5.5, 33.1, 12.0],
        }
    ),
    "Some figures",
    source="a test",
    name="stocks",
)


def lead(text: str, piece: str = STOCKS.html) -> list[str]:
    """Where the footnotes of a paragraph lead: the country of the row, or ``source``."""
    marked = "".join(number(footnote_finder.trace([paragraph(text).html, piece], [1, 1]))[0])
    keys = re.findall(r'href="#note-([\w-]+)"', marked)
    found = []
    for key in keys:
        before = marked[: marked.index(f'id="note-{key}"')]
        heading = re.search(r'<th scope="row">([^<]*) <a class="mb-here" $', before)
        found.append(heading[1] if heading else "source")
    return found


def test_a_number_leads_to_the_row_that_the_sentence_names() -> None:
    assert lead("Kenya: 3.9% in 2023.") == ["Kenya"]
    assert lead("It was 5.5% in Ghana, and 33.1% in Nepal.") == ["Ghana", "Nepal"]


def test_a_rounded_number_leads_to_what_it_was_rounded_from() -> None:
    assert lead("Kenya has 57.5 million people.") == ["Kenya"]
    assert lead("Some 430,000 people, Chad.") == ["Chad"]
    assert lead("Chad: 440,000 people.") == ["source"]


def test_what_might_be_several_rows_or_none_leads_to_the_source() -> None:
    assert lead("Of 4 countries, 2 are above the median.") == ["source"]
    assert lead("The mean is 13.6%.") == ["source"]


def test_a_thousand_millions_in_spanish_are_rounded_too() -> None:
    money = pd.DataFrame({"country": ["México"], "money": [68_588_000_000]})
    with speaking("es"):
        shown = table(money, "A", source="a test", name="a").html
        assert lead("México: 68.600 millones de dólares.", shown) == ["México"]


def test_a_long_number_needs_no_name() -> None:
    assert lead("There are 29,651,054 of them.") == ["Nepal"]


def test_a_count_in_a_caption_leads_to_the_source_unless_it_is_led_to_itself() -> None:
    shown = table(STOCKS.data, "4 countries of 9", source="a test", name="stocks").html
    (alone,), _ = number(footnote_finder.trace([shown], [1]))
    assert re.search(r"4 countries of 9<sup class=.mb-ref.>", alone.replace("\u2060", ""))
    (_, cited), _ = number(footnote_finder.trace([paragraph("Few[^stocks].").html, shown], [1, 1]))
    caption = re.search(r"<figcaption.*?</figcaption>", cited)
    assert caption and "mb-here" in caption[0] and "mb-ref" not in caption[0]


def test_years_and_numbers_in_names_are_no_figures() -> None:
    assert lead("Since 2011 the M49 list, see a1 ¶3, ages 15-34, on the Tier 2 Watch List.") == []
    with speaking("fr"):
        assert lead("La liste de surveillance de la catégorie 2.") == []


def test_footnotes_end_the_clause_and_are_not_said_twice() -> None:
    (text, _) = footnote_finder.trace(
        [paragraph("Kenya has 57.5 million people, 3.9% of all.").html, STOCKS.html], [1, 1]
    )
    assert re.sub(r"<sup.*?</sup>", "[note]", text) == (
        '<p class="mb-prose">Kenya has 57.5 million people, 3.9% of all[note].</p>'
    )


def test_a_row_whose_name_is_not_said_is_not_meant() -> None:
    incomes = pd.DataFrame({"country": ["Niger"], "group": ["Low income"], "share": [5.8], "n": [171]})
    shown = table(incomes, "Spending", source="a test", name="spending").html
    assert lead("Median: 5.8% (low income).", shown) == ["source"]
    assert lead("There are 171 countries.", shown) == ["source"]
    assert lead("Half are at 5.5% or less. Ghana is among them.") == ["source"]


def test_footnotes_stand_outside_brackets_and_part_what_leads_apart() -> None:
    said = "Most in Ghana (5.5%) and Nepal (33.1%, a guess)"
    (text, _) = footnote_finder.trace([paragraph(said).html, STOCKS.html], [1, 1])
    marked = re.sub(r"<sup.*?</sup>", "[note]", text)
    assert "Ghana (5.5%)[note] and Nepal (33.1%, a guess)[note]" in marked
    (text, _) = footnote_finder.trace(
        [paragraph("Of 9 countries (most: Nepal, 33.1%).").html, STOCKS.html], [1, 1]
    )
    assert "Of 9 countries[note] (most: Nepal, 33.1%)[note]." in re.sub(r"<sup.*?</sup>", "[note]", text)


def test_a_title_leads_to_the_row_that_its_own_clause_names() -> None:
    """A sum beside the names of members is none of their rows, whatever digits these have."""
    money = pd.DataFrame(
        {"country": ["Samoa", "Tonga"], "us$": [280_000_000, 200_000_000], "gdp": [1.1e9, 4e8]}
    )
    titled = table(money, "US$ 1.1 billion in 2 members; most in Samoa (280 million)", source="s", name="m")
    (piece,) = footnote_finder.trace([titled.html], [1])
    keys = re.findall(r'href="#note-([\w-]+)"', piece)
    assert len(keys) == 2 and keys[0] == "t1" and keys[1] != "t1"


def test_of_rows_that_round_alike_the_one_named_beside_the_number_is_meant() -> None:
    alike = pd.DataFrame({"country": ["Türkiye", "Germany"], "people": [3_094_818, 3_098_169]})
    shown = table(alike, "A", source="a test", name="a").html
    assert lead("Most in Germany (3.1 million) and Türkiye (3.09 million).", shown) == ["Germany", "Türkiye"]
    longer = pd.DataFrame({"country": ["Guinea", "Guinea-Bissau"], "rate": [0.0, 0.0]})
    shown = table(longer, "A", source="a test", name="a").html
    assert lead("In Guinea-Bissau it was 0.", shown) == ["Guinea-Bissau"]


def test_a_french_footnote_stands_before_the_space_of_the_semicolon() -> None:
    with speaking("fr"):
        said = "Kenya, 57,5\u00a0millions de personnes\u00a0; le reste suit."
        (text, _) = footnote_finder.trace([paragraph(said).html, STOCKS.html], [1, 1])
    assert "personnes[note]\u00a0; le reste" in re.sub(r"<sup.*?</sup>", "[note]", text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Most in Ghana with 5.5%[note] and Iran (Islamic Republic of) with 33.1%[note]."),
        ("fr", "Ghana\xa0: 5,5\xa0%[note] et Iran (République islamique d’)\xa0: 33,1\xa0%[note]."),
        ("es", "Ghana con 5,5\xa0%[note] e Irán (República Islámica del) con 33,1\xa0%[note]."),
    ],
)
def test_a_footnote_stands_by_its_own_number_in_every_language(code: str, text: str) -> None:
    """Before the word that joins two figures, also where brackets or a colon come before the second."""
    with speaking(code):
        name = re.findall(r"I\w+ \([^)]*\)", text)[0]
        data = pd.DataFrame({"country": ["Ghana", name], "share": [5.5, 33.1]})
        shown = table(data, "A", source="a test", name="a").html
        (said, _) = footnote_finder.trace([paragraph(text.replace("[note]", "")).html, shown], [1, 1])
    assert re.sub(r"<sup.*?</sup>", "[note]", said) == f'<p class="mb-prose">{text}</p>'


def test_what_the_author_has_marked_stays() -> None:
    assert lead("Kenya has 57.5 million people[^stocks].") == ["source"]


def test_a_section_without_tables_has_no_footnotes_but_for_rows_surely_meant() -> None:
    pieces = [paragraph("Of 4 countries, Kenya has 57.5 million people.").html, STOCKS.html]
    text, _ = footnote_finder.trace(pieces, [1, 2])
    assert re.findall(r"#note-[\w-]+", text) == ["#note-t1-1"]


@pytest.mark.parametrize(
    ("code", "text", "country"),
    [
        ("fr", "Kenya\u00a0: 57,5\u00a0millions en 2023", "Kenya"),
        ("es", "Kenya: 57,5\u00a0millones en 2023", "Kenya"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(code: str, text: str, country: str) -> None:
    with speaking(code):
        shown = table(STOCKS.data, "Chiffres", source="x", name="stocks")
        assert lead(text, shown.html) == [country]


def test_data_cannot_make_footnotes() -> None:
    odd = table(pd.DataFrame({"name": ["<tr><td>7,777"], "n": [7777]}), "Odd", source="x", name="odd")
    text, shown = footnote_finder.trace([paragraph("7,777 <b>in").html, odd.html], [1, 1])
    assert "&lt;b&gt;in" in text and "&lt;tr&gt;&lt;td&gt;" in shown


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Met on 25 and 26 October 2023 for 5.5 per 1,000 people."),
        ("fr", "Réunion les 25 et 26 octobre 2023, soit 5,5 pour 1\u202f000 habitants."),
        ("es", "Reunión del 25 al 26 de octubre de 2023, 5,5 por cada 1.000 personas."),
    ],
)
def test_days_and_what_a_rate_is_per_are_no_figures(code: str, text: str) -> None:
    with speaking(code):
        assert [number.size for number in read(text)] == [5.5]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Under 15: 33%; 65 and over: 33%; of those aged 15 to 64, 33%, after age 64, 33%."),
        (
            "fr",
            "Moins de 15 ans : 33\u00a0% ; 65 ans et plus : 33\u00a0% ; de 15 à 64 ans, 33\u00a0%.",
        ),
        ("es", "Menores de 15 años: 33\u00a0%; de 65 años y más: 33\u00a0%; de 15 a 64 años, 33\u00a0%."),
    ],
)
def test_ages_that_say_of_whom_a_figure_is_are_no_figures(code: str, text: str) -> None:
    with speaking(code):
        assert {number.size for number in read(text)} == {33}
        assert [number.size for number in read(text, bare=True)].count(15) >= 1  # in a cell they are


def test_each_number_of_a_sentence_leads_by_itself() -> None:
    """A count beside the figure of a row is not of that row; what has one source has one note."""
    assert lead("Of 4 countries, 5.5% in Ghana, and 9 apart.") == ["source", "Ghana", "source"]
    assert lead("Of 4 countries, 9 are apart. Of 4 more, none.") == ["source", "source"]
    noted = STOCKS.html.replace("</figure>", '<p class="mb-note">Ghana has 29,651,055.</p></figure>')
    (piece,) = footnote_finder.trace([noted], [1])
    assert re.search(r'29,651,055<sup class="mb-ref"><a href="#note-t1"', piece)  # its own source line


def test_a_title_and_a_note_may_lead_to_their_own_source_line() -> None:
    shown = table(STOCKS.data, "4 countries[^own]", source="a test", name="s", note="Of 9[^own].")
    (piece,), _ = number([shown.html])
    assert piece.count('href="#note-s-source"') == 2 and "[^own]" not in shown.html + shown.caption
    source = re.search(r'<p class="mb-source">.*?</p>', piece)
    assert source and 'id="note-s-source"' in source[0]


def test_a_title_with_one_source_has_its_note_at_the_end() -> None:
    titled = table(pd.DataFrame({"a": ["x"]}), "In 47 of 183, remittances exceed it", source="s", name="n")
    (piece,) = footnote_finder.trace([titled.html], [1])
    assert re.search(r"exceed it<sup", piece) and piece.count("<sup") == 1


def test_a_note_stands_by_its_number_where_nothing_parts_two() -> None:
    (piece, _) = footnote_finder.trace(
        [paragraph("From 3.9% in Kenya to 12% in Chad.").html, STOCKS.html], [1, 1]
    )
    assert re.search(r"3\.9%<sup.*in Kenya to 12% in Chad<sup", piece)


def test_a_rounded_number_is_sure_of_a_row_by_its_digits_alone() -> None:
    """1.67 million might be any row's that rounds so; an age in a note is no row's."""
    growth = table(pd.DataFrame({"period": ["1990–1995"], "people": [1_674_736]}), "G", source="s", name="g")
    assert lead("All else: +1.67 million.", growth.html) == ["source"]
    aged = table(pd.DataFrame({"year": ["2000"], "share": [64.0]}), "A", source="s", name="a")
    noted = aged.html.replace("</figure>", '<p class="mb-note">Since 2000, followed to age 64.</p></figure>')
    (piece,) = footnote_finder.trace([noted], [1])
    assert "<sup" not in piece
