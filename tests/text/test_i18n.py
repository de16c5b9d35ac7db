"""French and Spanish: numbers, dates, plurals, complete catalogues, and no English left on pages."""

import io
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.catalog import Catalog

from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.text import i18n, words
from migbrief.text.i18n import Translations, speaking, t, tn
from migbrief.text.markup import in_drawing, inline, lines_of_label, plain
from migbrief.text.value import Count
from tools import catalogues


@pytest.mark.parametrize(
    ("code", "number", "share", "money", "people", "date", "month"),
    [
        ("en", "12,345.6", "12%", "US$ 6.6 million", "6.6 million persons", "9 February 2012", "May 2011"),
        (
            *("fr", "12\u202f345,6", "12\xa0%", "6,6\xa0millions USD"),
            *("6,6\xa0millions de personnes", "9 février 2012", "mai 2011"),
        ),
        (
            *("es", "12.345,6", "12\xa0%", "USD 6,6\xa0millones"),
            *("6,6\xa0millones de personas", "9 de febrero de 2012", "mayo de 2011"),
        ),
    ],
)
def test_numbers_money_and_dates_are_written_as_the_language_does(
    code: str, number: str, share: str, money: str, people: str, date: str, month: str
) -> None:
    with speaking(code):
        assert words.number(12345.6, 1) == number
        assert words.percent(12) == share
        assert words.quantity(6.6e6, "US$") == money
        assert words.quantity(6.6e6, "persons") == people
        assert words.date("2012-02-09") == date
        assert words.date("2011-05") == month


def test_the_first_of_a_month_is_an_ordinal_in_french_only() -> None:
    said = {}
    for code in ("en", "fr", "es"):
        with speaking(code):
            said[code] = [words.date("2012-03-01"), words.date("2012-03-11")]
    assert said["fr"] == ["1er mars 2012", "11 mars 2012"]
    assert said["en"][0] == "1 March 2012" and said["es"][0] == "1 de marzo de 2012"


def test_the_singular_follows_the_language() -> None:
    """French counts up to two as one; Spanish and English only one."""
    with speaking("fr"):
        assert words.compact(1.5e6) == "1,5\xa0million"
        assert words.compact(2e6) == "2\xa0millions"
    with speaking("es"):
        assert words.compact(1e6) == "1\xa0millón"
        assert words.compact(1.5e6) == "1,5\xa0millones"
        assert words.compact(1.234e9) == "1.230\xa0millones"  # its "billón" is a million millions
    assert tn("{n} fact", "{n} facts", Count(1200)) == "1,200 facts"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (2e6, "refugees", "2 millions de réfugiés"),
        (
            2e6,
            "other people in need of international protection",
            "2 millions d’autres personnes ayant besoin d’une protection internationale",
        ),
        (1, "new displacements", "1 nouveau déplacement"),
        (3, "working groups", "3 groupes de travail"),
    ],
)
def test_a_noun_follows_its_number(value: float, unit: str, said: str) -> None:
    with speaking("fr"):
        assert words.quantity(value, unit).replace("\u00a0", " ") == said


def test_countries_have_their_names() -> None:
    with speaking("fr"):
        assert countries.name("DEU") == "Allemagne"
    with speaking("es"):
        assert countries.name("DEU") == "Alemania"
        assert countries.name("TUR") == "Türkiye"  # the UN's name, also where CLDR has another
    assert countries.name("DEU") == "Germany"


def test_what_no_catalogue_knows_stays_english_and_braces_in_data_are_no_placeholders() -> None:
    with speaking("fr"):
        assert t("A sentence nobody translated") == "A sentence nobody translated"
        assert t("{0.__class__} {evil}") == "{0.__class__} {evil}"
        assert t("{place}: Migration Profile", place="{evil}").count("{evil}") == 1


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LookupError, match="tlh"):
        i18n.use("tlh")
    assert i18n.current() == "en"


def test_the_language_is_restored_even_after_an_error() -> None:
    with pytest.raises(ValueError, match="no"), speaking("fr"):
        raise ValueError("no")
    assert i18n.current() == "en"


def test_years_of_a_translated_column_are_no_counts() -> None:
    with speaking("fr"):
        html = tables.plain_table(pd.DataFrame({"année dans 2015": [2014], "personnes": [2014]}), "A")
    assert ">2014<" in html and ">2\u202f014<" in html


def test_spanish_says_e_before_i() -> None:
    with speaking("es"):
        assert words.listing(["Irak", "Irán"]) == "Irak e Irán"
        assert words.listing(["Irán", "Yemen"]) == "Irán y Yemen"
        assert words.listing(["agua", "hielo"]) == "agua y hielo"


@pytest.mark.slow
def test_catalogues_are_whole_and_in_step_with_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Every message is translated with all its placeholders, and none is left that is not used."""
    assert catalogues.main(check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "money"), [("fr", "6,6\xa0millions USD (PPA)"), ("es", "USD 6,6\xa0millones (PPA)")]
)
def test_a_message_in_a_context_is_one_of_its_own(code: str, money: str) -> None:
    with speaking(code):
        assert words.quantity(6.6e6, "US$ PPP").endswith(money)


@pytest.mark.parametrize(
    ("code", "units"),
    [("fr", ("enfants par femme", "personnes")), ("es", ("hijos por mujer", "personas"))],
)
def test_a_unit_without_a_plural_is_translated_too(code: str, units: tuple[str, str]) -> None:
    with speaking(code):
        assert (words.measure("children per woman"), words.measure("persons")) == units
    assert words.measure("children per woman") == "children per woman"


def catalogue(code: str, *messages: str) -> Translations:
    plurals = Catalog(locale=code).plural_forms
    text = catalogues.HEADER.format(code=code, plurals=plurals) + "\n\n".join(messages)
    return Translations(io.BytesIO(text.encode()))  # type: ignore[arg-type]


def test_one_text_can_be_a_message_in_a_context_and_the_singular_of_another() -> None:
    said = catalogue(
        "fr",
        'msgctxt "verb"\nmsgid "list"\nmsgstr "donner la liste"',
        'msgid "list"\nmsgid_plural "lists"\nmsgstr[0] "liste"\nmsgstr[1] "listes"',
    )
    assert [said.gettext("list"), said.pgettext("verb", "list")] == ["liste", "donner la liste"]
    assert [said.ngettext("list", "lists", n) for n in (0, 1, 2)] == ["liste", "liste", "listes"]
    assert said.ngettext("page", "pages", 2) == "pages" and said.gettext("page") == "page"


def test_a_language_has_as_many_plural_forms_as_it_has() -> None:
    forms = "\n".join(f'msgstr[{i}] "{form}"' for i, form in enumerate(("kraj", "kraje", "krajów")))
    said = catalogue("pl", f'msgid "country"\nmsgid_plural "countries"\n{forms}')
    shown = [said.ngettext("country", "countries", n) for n in (1, 3, 5, 22, 112)]
    assert shown == ["kraj", "kraje", "krajów", "kraje", "krajów"]


def test_fuzzy_and_half_translated_messages_are_not_used() -> None:
    half = 'msgid "list"\nmsgid_plural "lists"\nmsgstr[0] "liste"\nmsgstr[1] ""'
    said = catalogue("fr", '#, fuzzy\nmsgid "page"\nmsgstr "cahier"', half)
    assert said.gettext("page") == "page" and "page" not in said
    assert [said.ngettext("list", "lists", n) for n in (1, 2)] == ["list", "lists"]


@pytest.mark.parametrize(
    ("code", "forms"),
    [("en", ["days", "day", "days", "day", "days"]), ("fr", ["jour", "jour", "jour", "jour", "jours"])],
)
def test_the_form_of_no_whole_number_is_that_of_its_language(code: str, forms: list[str]) -> None:
    with speaking(code):
        assert [i18n.noun("day", "days", n) for n in (0, 1.0, 1.5, -1, float("inf"))] == forms


def messages(*ids: str | tuple[str, str]) -> Catalog:
    said = Catalog()
    for id in ids:
        said.add(id)
    return said


def test_a_message_that_moves_to_another_file_brings_its_translation(tmp_path: Path) -> None:
    before = Catalog(locale="fr")
    before.add("Refugees hosted", "Réfugiés accueillis")
    before.add("no longer said", "que nul ne dit plus")
    before.add("Kosovo", "Kosovo", user_comments=[catalogues.NAME_IN_DATA])
    before.add(("person", "persons"), ("personne", "personnes"))
    said = messages("Refugees hosted", ("person", "persons"))
    new = catalogues.update(said, Catalog(locale="fr"), [Catalog(locale="fr"), before])
    text = catalogues.text(new, "fr", before.plural_forms)
    assert "Réfugiés accueillis" in text and "nul" not in text and "Kosovo" not in text
    assert 'msgstr[1] "personnes"' in text
    assert list(catalogues.problems(new, 2)) == []
    assert "Kosovo" in catalogues.update(said, before, [before])


def test_what_is_wrong_with_a_catalogue_is_reported() -> None:
    new = Catalog(locale="fr")
    new.add("new", "")
    new.add("{a} and {b}", "{a} et {c}")
    new.add("page", "cahier", flags=["fuzzy"])
    new.add(("one fact", "{n} facts"), ("un fait", "faits"))
    assert list(catalogues.problems(new, 2)) == [
        "not translated: 'new'",
        "{b} differs between '{a} and {b}' and '{a} et {c}'",
        "{c} differs between '{a} and {b}' and '{a} et {c}'",
        "doubtful (fuzzy), so not used: 'page'",
        "{n} differs between '{n} facts' and 'faits'",
    ]


def test_translations_come_in_from_lines_of_text(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    more = " ||" * (len(i18n.LANGUAGES) - 3)
    lines = ["a page || une page || una página", "fact ~ facts || fait ~ faits || dato ~ datos", "1 || un ||"]
    path.write_text("".join(f"{line}{more}\n" for line in lines), "utf-8")
    new = catalogues.update(
        messages("a page", ("fact", "facts")),
        Catalog(locale="es"),
        [catalogues.read_translations(path, "es")],
    )
    assert [m.string for m in new if m.id] == ["una página", ("dato", "datos")]
    path.write_text("a page || une page\n", "utf-8")
    with pytest.raises(SystemExit, match="line 1: 2 columns"):
        catalogues.read_translations(path, "es")


def test_words_of_data_that_no_catalogue_has_are_marked_as_english() -> None:
    i18n.add_words(["A heron on its nest", "Kenya and its herons", "reeds"])
    assert inline("A heron on its nest") == "A heron on its nest"
    with speaking("fr"):
        assert inline("Lu dans A heron on its nest.") == 'Lu dans <span lang="en">A heron on its nest</span>.'
        assert inline("reeds") == '<span lang="en">reeds</span>' and "span" not in inline("les reeds")
        assert plain("A heron on its nest") == "A heron on its nest"
        lines = lines_of_label("3 A heron\non its nest\nvu hier")
        assert [in_drawing(line) for line in lines] == [
            '3 <tspan lang="en">A heron</tspan>',
            '<tspan lang="en">on its nest</tspan>',
            "vu hier",
        ]
    assert lines_of_label("3 A heron-\nlike nest\nof") == ["3 A heron-", "like nest", "of"]
