"""The grammar of quantities, dates, counts of people, tiers and memberships, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migbrief.sources.factbook import dates, people, status
from migbrief.sources.factbook.numbers import Quantity, Unread, parse
from migbrief.sources.factbook.text import clean, groups, items, split
from migbrief.sources.records import number


def read(text: str) -> Quantity:
    found = parse(text)
    assert isinstance(found, Quantity), found
    return found


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "year"),
    [
        ("47,735,685 (2025 est.)", 47_735_685, "estimated", 2025),
        ("77.9 years", 77.9, "reported", None),
        ("(2017 est.) 77.9", 77.9, "estimated", 2017),
        ("(2022 est.) less than 1", 1, "less than", 2022),
        ("$1.752 trillion (2024 est.)", 1_752_000_000_000, "estimated", 2024),
        ("$906.5 million (2007 est.)", 906_500_000, "estimated", 2007),
        ("$7,711,583 (2017 est.)", 7_711_583, "estimated", 2017),
        ("-0.52 migrant(s)/1,000 population (2025 est.)", -0.52, "estimated", 2025),
        ("-46.8% (2012 est.)", -46.8, "estimated", 2012),
        ("−3% (2014)", -3, "reported", 2014),
        ("-$105 million (31 December 2014 est.)", -105_000_000, "estimated", 2014),
        ("up to 23,000 (civil war from 1990-2004; violence in March 2011) (2014)", 23_000, "at most", 2014),
        ("at least 29,400 (violence) (2013)", 29_400, "at least", 2013),
        ("more than 1.8 million (repeated floods) (2015)", 1_800_000, "more than", 2015),
        ("approximately 1.5 million (2012 est.)", 1_500_000, "about", 2012),
        ("less than 1% (2015)", 1, "less than", 2015),
        ("<1%", 1, "less than", None),
        ("7,632,500 (ongoing civil war since 2011) (2015)", 7_632_500, "reported", 2015),
        ("21,475 (floods in 2015)", 21_475, "reported", None),
        ("309,200 (people in camps (not hosts); 2007-08 violence (2014)", 309_200, "reported", 2014),
        ("700,000 (2014); note - a war of 2002 (2001)", 700_000, "reported", 2014),
        ("5,000; note - excludes the north (2013 est.)", 5_000, "estimated", 2013),
        ("3.7% (2024 est.) (male 40,658/female 52,401)", 3.7, "estimated", 2024),
        ("0 migrant(s)/1,000 population (2015 est.)", 0, "estimated", 2015),
        ("<b>1,234</b>&nbsp;(2015)", 1_234, "reported", 2015),
        ("1.45 million (2014)", 1_450_000, "reported", 2014),
        ("total: 85.6% of population (2022 est.)", 85.6, "estimated", 2022),
        ("$5.771 billion (FY 2012/13 est.)", 5_771_000_000, "estimated", 2013),
        ("$31.1 million (FY09/10 est.)", 31_100_000, "estimated", 2010),
    ],
)
def test_a_value_is_read_with_its_qualifier_and_year(
    text: str, value: float, qualifier: str, year: int | None
) -> None:
    found = read(text)
    assert (found.value, found.high, found.qualifier, found.year) == (value, None, qualifier, year)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("954,000-1.2 million (displaced from 1984-2005) (2014)", 954_000, 1_200_000),
        ("1.5 million to 2 million", 1_500_000, 2_000_000),
        ("-3% to -1%", -3, -1),
        ("$800-$1,000", 800, 1_000),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: float, high: float) -> None:
    found = read(text)
    assert (found.value, found.high, found.qualifier) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NA%", "not available (NA)"),
        ("%NA", "not available (NA)"),
        ("$NA", "not available (NA)"),
        ("NA Mt (2012 est.)", "not available (NA)"),
        ("no data", "not available (NA)"),
        ("undetermined (civil war during 1990s) (2013)", "undetermined"),
        ("see entry for West Bank", "refers to another entry"),
        ("note - see individual country entries of member states", "refers to another entry"),
        ("no indigenous inhabitants", "words, no figure"),
        ("the US admitted 69,987 refugees", "a figure inside prose"),
        ("1,23", "a figure inside prose"),
        ("", "no text"),
    ],
)
def test_what_gives_no_figure_says_why(text: str, reason: str) -> None:
    assert parse(text) == Unread(reason)


def test_units_percent_and_money_are_distinguished() -> None:
    assert read("472,200 Mt (2012 est.)").unit == "Mt"
    assert read("3.2% of GDP (2021)").unit == "of GDP"
    assert read("3.2% of GDP (2021)").percent
    assert read("-0.04 migrant(s)/1,000 population").unit == "migrant(s)/1,000 population"
    assert read("$2.508 billion").currency == "US$"
    assert read("NZ$12 million").currency == "NZ$"


def test_two_years_after_a_figure_are_both_kept_and_the_later_counts() -> None:
    found = read("22,910 (2001) (2013 est.)")
    assert (found.years, found.year) == ((2001, 2013), 2013)


def test_joined_values_come_apart_in_order_and_blanks_fall_away() -> None:
    assert items("50.2 (1998) ++ ") == ["50.2 (1998)"]
    assert [read(item).year for item in items("44.6 (2001) ++ 47.7 (1996)")] == [2001, 1996]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("July 2015 est.", 2015),
        ("as of 31 December 2014 est.", 2014),
        ("FY09/10", 2010),
        ("FY2011", 2011),
        ("FY 2012/13 est.", 2013),
        ("1986-87", 1987),
        ("1999-00", 2000),
        ("2019/20 est.", 2020),
        ("2020-25 est. est.", 2025),
        ("2000-2010", 2010),
        ("mid-2014", 2014),
        ("2016/7 est.", 2017),
        ("31 December, 2014 est.", 2014),
        ("4th quarter, 2011 est.", 2011),
        ("2015 February est.", 2015),
        ("2011 UNHCR estimate", 2011),
        ("2008 census", 2008),
    ],
)
def test_a_date_gives_its_last_year(text: str, year: int) -> None:
    found = dates.parse(text)
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    "text", ["since 2011", "2011 famine", "1990s", "civil war 1983-2005", "2014-", "1066"]
)
def test_a_remark_that_holds_a_year_is_no_date(text: str) -> None:
    assert dates.parse(text) is None


def test_parentheses_nest_and_those_within_a_word_stay() -> None:
    assert groups("5 migrant(s) (a (b) c) (2014") == ("5 migrant(s)", ["a (b) c", "2014"])
    assert split("1 (a; b); 2", ";") == ["1 (a; b)", "2"]
    assert clean("a<br>b &amp;&nbsp;c <1%") == "a b & c <1%"


def test_two_causes_of_displacement_are_summed() -> None:
    found = people.count(
        "about 127,000 displaced by conflict and at least 327,000 were displaced by natural disasters "
        "(fighting; typhoon Haiyan (November 2013), and others (December 2014)) (2015)"
    )
    assert isinstance(found, Quantity)
    assert (found.value, found.qualifier, found.year) == (454_000, "at least", 2015)


def test_figures_in_a_note_are_not_added_to_a_count() -> None:
    found = people.count("93,000 (2014); note - a law of 1959 counted 1920; 2011 figures (2012) differ")
    assert isinstance(found, Quantity)
    assert (found.value, found.year) == (93_000, 2014)


def test_origins_are_listed_summed_as_a_lower_bound_and_dated_from_the_next_year() -> None:
    found = people.refugees(
        "70,023 (West Bank and Gaza Strip); 12,730 (Sudan); 5,149 (Iraq) (2014); 128,019 (Syria); "
        "7,365 (Somalia) (2015)"
    )
    assert isinstance(found.total, Quantity)
    assert (found.total.value, found.total.qualifier, found.total.year) == (223_286, "at least", 2015)
    assert [(origin.name, origin.year) for origin in found.origins] == [
        ("West Bank and Gaza Strip", 2014),
        ("Sudan", 2014),
        ("Iraq", 2014),
        ("Syria", 2015),
        ("Somalia", 2015),
    ]


def test_a_breakdown_before_the_origin_and_a_remark_inside_it_are_not_the_origin() -> None:
    found = people.refugees(
        "2.4 million (1 million registered, 1.4 million undocumented) (Afghanistan); "
        "420,199 (Somalia - includes registered asylum seekers); "
        "9,779 (Cote d'Ivoire; flight from 2010 fighting); 526,744 (Palestinian refugees (UNRWA)) (2014)"
    )
    assert [(origin.name, origin.quantity.value) for origin in found.origins] == [
        ("Afghanistan", 2_400_000),
        ("Somalia", 420_199),
        ("Cote d'Ivoire", 9_779),
        ("Palestinian refugees (UNRWA)", 526_744),
    ]


def test_admissions_applicants_and_unknown_numbers_are_no_refugees_hosted() -> None:
    admitted = people.refugees(
        "the US admitted 69,987 refugees during FY2014 including: 19,769 (Iraq); 2,846 (Iran)"
    )
    assert admitted.total == Unread(people.ADMISSIONS)
    mixed = people.refugees(
        "14,277 (Russia) (2014); 71,302 applicants for forms of legal stay other than asylum (Ukraine) "
        "(2015); undetermined (North Korea) (2014)"
    )
    assert isinstance(mixed.total, Quantity)
    assert (mixed.total.value, mixed.total.year) == (14_277, 2014)
    assert [reason for reason, _ in mixed.left_out] == [people.NO_REFUGEES, "undetermined"]


def test_a_total_without_origins_keeps_its_own_qualifier() -> None:
    found = people.refugees("188,206 (2024 est.)")
    assert isinstance(found.total, Quantity)
    assert (found.total.value, found.total.qualifier, found.origins) == (188_206, "estimated", [])


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        (
            "Tier 2 Watch List — remained on it; see https://x/2025-trafficking-in-persons-report/a/",
            2.5,
            2025,
        ),
        ("Tier 3 - it does not comply; in 2013, officials denied it (2014)", 3, 2014),
        ("Tier 2 - makes efforts", 2, None),
        ("Tier 1", 1, None),
    ],
)
def test_tiers(text: str, value: float, year: int | None) -> None:
    found = status.tier(text)
    assert isinstance(found, Quantity)
    assert (found.value, found.year) == (value, year)


def test_a_special_case_is_on_no_tier() -> None:
    assert isinstance(status.tier("Special Case; for more details, go to: ..."), Unread)


def test_iom_membership_is_distinguished_from_similar_ones() -> None:
    member = status.membership("ICRM, IFRCS, IOM, IPU")
    observer = status.membership("IOM (observer), IPU")
    assert isinstance(member, tuple)
    assert isinstance(observer, tuple)
    assert (member[0].value, member[0].qualifier, observer[0].value, observer[1]) == (
        1,
        "member",
        0.5,
        "IOM (observer)",
    )
    assert status.membership("IOC, SIOM, IPU") == Unread("not listed")


_PIECES = [" ++ ", "million", " billion", "NA", "up to ", "at least ", "(2014 est.)", "FY09/10", "Somalia"]
_PIECES += [" and ", " to ", "between ", "note - ", "refugees ", "IOM", "Tier 2 ", "US$", "&nbsp;", " (x)"]
_TOKENS = st.sampled_from([*"0123456789.,-–+%$()[];:<>& ", *_PIECES])


@pytest.mark.slow
@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_TOKENS, max_size=25).map("".join)))
def test_no_text_makes_the_parsers_raise(text: str) -> None:
    for reader in (parse, people.count, people.refugees, status.tier, status.membership, dates.parse):
        reader(text)


@settings(deadline=None)
@given(
    whole=st.integers(0, 999_999_999),
    thousandths=st.integers(0, 999),
    negative=st.booleans(),
    scale=st.sampled_from([("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9)]),
    style=st.sampled_from(["{}", "{}%", "${}"]),
    bound=st.sampled_from([("", ""), ("at least ", "at least"), ("up to ", "at most"), ("about ", "about")]),
    year=st.integers(1900, 2099),
)
def test_a_written_quantity_reads_back(
    whole: int,
    thousandths: int,
    negative: bool,
    scale: tuple[str, int],
    style: str,
    bound: tuple[str, str],
    year: int,
) -> None:
    digits = f"{whole:,}" + (f".{thousandths:03d}" if thousandths else "")
    word, factor = ("", 1) if "%" in style else scale
    amount = style.format(digits) + word
    found = read(f"{bound[0]}{'-' if negative else ''}{amount} (July {year} est.)")
    expected = (-1 if negative else 1) * (whole + thousandths / 1000) * factor
    assert found.value == pytest.approx(expected, rel=1e-12)
    assert (found.qualifier, found.year) == (bound[1] or "estimated", year)
    assert (found.percent, found.currency) == ("%" in style, "US$" if "$" in style else "")


@settings(deadline=None)
@given(st.floats(-1e15, 1e15).map(lambda value: round(value, 3)))
def test_numbers_are_written_in_plain_digits_that_read_back(value: float) -> None:
    text = number(value)
    assert "e" not in text
    assert float(text or "nan") == value
