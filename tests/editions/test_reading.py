"""How well the quantities of whole papers are read, against lists made by hand before the reader saw them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from folders import TESTS
from migbrief import paths
from migbrief.editions import edition
from migbrief.editions.draft.facts import quantities
from migbrief.editions.draft.outline import outline
from migbrief.editions.draft.paper import read_paper
from migbrief.editions.textcheck.layout import Layout, divide

PAPERS = TESTS / "fixtures" / "papers"
SHARED = paths.root().parent / "shared"
Stated = Counter[tuple[str, int, str, float]]


def stated(rows: pd.DataFrame) -> Stated:
    listed = zip(rows["section"], rows["paragraph"], rows["kind"], rows["value"], strict=True)
    return Counter((str(s), int(n), str(kind), round(float(value), 1)) for s, n, kind, value in listed)


def measured(listed: Stated, read: Stated) -> tuple[float, float]:
    """Precision and recall: of what is read, how much is listed; of what is listed, how much is read."""
    both = (listed & read).total()
    return both / read.total(), both / listed.total()


def read_by_order(text: str) -> Stated:
    sections = outline(text)
    order = dict(zip(sections["section"], sections["order"], strict=True))
    rows = pd.DataFrame(vars(q) for q in quantities(divide(text, sections)))
    return stated(rows.assign(section=[order[s] for s in rows["section"]]))


@pytest.mark.parametrize(
    ("name", "path", "least"),
    [
        ("la-declaration-2024-third", SHARED / "papers" / "la-declaration-2024-third.txt", 0.97),
        ("ministry-report", PAPERS / "ministry-report.md", 0.95),
        ("regional-communique", PAPERS / "regional-communique.txt", 0.95),
        ("un-input", PAPERS / "un-input.txt", 0.95),
        ("paper-operational-update", PAPERS / "paper-operational-update.md", 0.95),
        ("paper-governing-body", PAPERS / "paper-governing-body.txt", 0.95),
        ("paper-remittance-note", PAPERS / "paper-remittance-note.html", 0.95),
        ("paper-rescue-report", PAPERS / "paper-rescue-report.txt", 0.95),
        ("paper-children", PAPERS / "paper-children.md", 0.95),
        # Written and listed by one who had not seen the reader, which found 95 to 98% of what they state;
        # 93 to 96% of what it found was right. What they showed has been mended since, kind by kind.
        ("paper-response-plan", PAPERS / "paper-response-plan.md", 0.92),
        ("paper-policy-brief", PAPERS / "paper-policy-brief.md", 0.92),
        ("paper-national-input", PAPERS / "paper-national-input.md", 0.92),
        # Likewise, at first: 89% right and 93% found; 94 and 95; 91 and 93, or 1% before its bold lines were
        # taken for headings. The lists had one date for two days or months, and 0.19% for 1.9 per thousand;
        # they follow data/README.md now. What these papers showed has been mended: they measure no more.
        ("paper-regional-commission", PAPERS / "paper-regional-commission.txt", 0.97),
        ("paper-refugee-agency", PAPERS / "paper-refugee-agency.txt", 0.97),
        ("paper-union-network", PAPERS / "paper-union-network.md", 0.97),
        # Likewise, at first: 87% right and 89% found; 66 and 68 (93 and 95 of kinds and values, its sections
        # being missed); 13 and 14 (75 and 82). With their sections found: 92 and 95; 75 and 82. The lists had
        # one date for two days or months, and 50% for halving; they follow data/README.md now.
        ("paper-development-bank", PAPERS / "paper-development-bank.md", 0.97),
        ("paper-secretariat", PAPERS / "paper-secretariat.txt", 0.97),
        ("paper-seasonal-workers", PAPERS / "paper-seasonal-workers.txt", 0.97),
        # Ordinary papers, likewise, on which nothing was mended: 100% right and found; the same; 96 and 96.
        ("paper-fund", PAPERS / "paper-fund.txt", 0.95),
        ("paper-labour", PAPERS / "paper-labour.md", 0.95),
        ("paper-department", PAPERS / "paper-department.txt", 0.95),
        # Four that were written when the reader was done: 97 to 99% right and 97 to 100% found, at first.
        ("paper-programmes", PAPERS / "paper-programmes.txt", 0.96),
        ("paper-factsheet", PAPERS / "paper-factsheet.md", 0.96),
        ("paper-statistics", PAPERS / "paper-statistics.txt", 0.96),
        ("paper-coalition", PAPERS / "paper-coalition.md", 0.96),
        # Papers in the English of others, and one of numbered subheadings, at first: 92% right and 93% found;
        # 90 and 91; 37 and 37 (93 and 93 of kinds and values, its subheadings being counted as paragraphs).
        # What they showed has been mended: they measure no more.
        ("paper-francophone-council", PAPERS / "paper-francophone-council.txt", 0.97),
        ("paper-chairs-summary", PAPERS / "paper-chairs-summary.md", 0.97),
        ("paper-remittance-brief", PAPERS / "paper-remittance-brief.txt", 0.97),
    ],
)
def test_nearly_every_quantity_is_read_where_it_stands_and_little_else(
    name: str, path: Path, least: float
) -> None:
    if not path.is_file():
        pytest.skip("the paper's text is not beside the project")
    listed = stated(pd.read_csv(PAPERS / f"{name}.csv"))
    precision, recall = measured(listed, read_by_order(read_paper(path)))
    assert precision >= least and recall >= least, (precision, recall)


@pytest.mark.skipif(not (SHARED / "paper.txt").is_file(), reason="the paper's text is not beside the project")
def test_the_paper_of_2012_is_read_as_its_facts_say() -> None:
    """Lists apart, which we count; a date is right where a fact is of it."""
    paper = edition.load("2012-tenth")
    text = (SHARED / "paper.txt").read_text(encoding="utf-8")
    rows = pd.DataFrame(vars(q) for q in quantities(divide(text, paper.sections), (2012, 2)))
    facts = paper.facts[paper.facts["kind"] != "list"]
    listed, read = stated(facts), stated(rows)
    when = stated(paper.facts.assign(kind="date", value=paper.facts["as_of"].str[:4].replace("", "0")))
    right = (listed & read) | Counter({k: n for k, n in read.items() if k[2] == "date" and k in when})
    precision, recall = right.total() / read.total(), (listed & read).total() / listed.total()
    assert precision >= 0.97 and recall >= 0.97, (precision, recall)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("up from 1.12 million three months earlier", [("people", 1.12e6), ("count", 3)]),
        ("Some 700 refugees came, against 650 in 2020.", [("people", 700), ("people", 650), ("date", 2020)]),
        ("five thousand (5,000) seasonal workers", [("people", 5000)]),
        ("3 million pesos, 9 zł or 20 euros", [("money", 3e6), ("money", 9), ("money", 20)]),
        ("Sweden gave USD 98 million and Norway 63 million", [("money", 98e6), ("money", 63e6)]),
        ("one week, one of them; without one", [("count", 1)]),
        ("nine of the 22 houses, a third less", [("count", 9), ("count", 22), ("rate", 33.3)]),
        (
            "the first nine months; half a million; a factor of 2.3",
            [("count", 9), ("people", 5e5), ("rate", 2.3)],
        ),
        ("a quarter of a million farmers", [("people", 2.5e5)]),
        ("children under 16 may not be held", [("count", 16)]),
        # Shares and ratios.
        ("one in every fifty children", [("rate", 2)]),
        ("two and a half in a hundred", [("rate", 2.5)]),
        ("One boat in forty is lost, one person in a thousand dies.", [("rate", 2.5), ("rate", 0.1)]),
        ("Only one migrant in five works in a shop.", [("rate", 20)]),
        ("Some 92 boys per 100 girls", [("rate", 92)]),
        (
            "There are 85.4 men for every 100 women, and 102 girls to every hundred boys.",
            [("rate", 85.4), ("rate", 102)],
        ),
        ("There are two doctors for every 10,000 refugees.", [("people", 2), ("people", 10000)]),
        ("Mortality is 38 per 1,000 live births.", [("rate", 38)]),
        (
            "Half live in camps, a third in towns; a quarter worked.",
            [("rate", 50), ("rate", 33.3), ("rate", 25)],
        ),
        ("Three quarters were men, two fifths work.", [("rate", 75), ("rate", 40)]),
        ("1.2 points; 3 points lower, a rise by 4 points", [("rate", 1.2), ("rate", 3), ("rate", 4)]),
        ("four focal points and 14 points of entry", [("count", 4), ("count", 14)]),
        ("It can double, may more than triple and would halve.", [("rate", 2), ("rate", 3), ("rate", 0.5)]),
        # Series of which one number has the unit.
        ("0.7, 1.9 and 0.1 per cent", [("rate", 0.7), ("rate", 1.9), ("rate", 0.1)]),
        ("5 and 7 per cent in 12 districts", [("rate", 5), ("rate", 7), ("count", 12)]),
        ("12.4 per cent in Spain, 9.1 in Italy", [("rate", 12.4), ("rate", 9.1)]),
        ("Chad (34 per cent), Peru (28) and Cuba (19.5)", [("rate", 34), ("rate", 28), ("rate", 19.5)]),
        ("3.1 per cent, compared with 2 in Chad", [("rate", 3.1), ("rate", 2)]),
        ("12 per cent more, to 284, and 3 of the schools", [("rate", 12), ("count", 284), ("count", 3)]),
        ("grants of 2.5, 4 and 6 million dollars", [("money", 2.5e6), ("money", 4e6), ("money", 6e6)]),
        ("3, 5 and 10 thousand workers", [("people", 3000), ("people", 5000), ("people", 10000)]),
        ("75,000 CFA francs for each adult and 37,500 for each child", [("money", 75000), ("money", 37500)]),
        (
            "CHF 1,200 in 2010 and 950 in 2012",
            [("money", 1200), ("date", 2010), ("money", 950), ("date", 2012)],
        ),
        ("JD 110, RM 80 and 300 people", [("money", 110), ("money", 80), ("people", 300)]),
        (
            "Fees range from $5 to $12; wages rose from $5 to $12.",
            [("money", 5), ("money", 5), ("money", 12)],
        ),
        # Days, places in a row, times a year.
        ("9-10 February 2012, 3/4 May 2013", [("date", 2012)] * 2 + [("date", 2013)] * 2),
        ("(October–November 2022)", [("date", 2022), ("date", 2022)]),
        (
            "It comes first with 3 per cent, moved from seventh to third place",
            [("ordinal", 1), ("rate", 3), ("ordinal", 7), ("ordinal", 3)],
        ),
        ("In the first place, it is the first in Asia; at first, none.", [("ordinal", 1)]),
        (
            "a monthly wage; twice monthly; four decades, and over the decade",
            [("frequency", 12), ("frequency", 24), ("count", 4)],
        ),
        # Who is counted.
        ("The 193 members of the United Nations, five associate members", [("count", 193), ("count", 5)]),
        (
            "a network of 40 members, 2,300 subscribers; 35 of them were women",
            [("people", 40), ("people", 2300), ("people", 35)],
        ),
        (
            "A permit was issued to 3,800, only one of its first three years.",
            [("people", 3800), ("count", 1), ("count", 3)],
        ),
        # Basis points, exchange rates, currencies of before the euro and names of sizes.
        ("by 30 basis points to 320 bps", [("rate", 0.3), ("rate", 3.2)]),
        ("between 30 and 45 basis points; fifty basis points", [("rate", 0.3), ("rate", 0.5)]),
        ("a margin of 180 bp; 40, 50 and 60 basis points", [("rate", v) for v in (1.8, 0.4, 0.5, 0.6)]),
        ("113 rupees to the dollar; 9.6 dirhams per US dollar", [("money", 113), ("money", 9.6)]),
        ("The peso fell from 12.3 to 13.9 to the dollar.", [("money", 12.3), ("money", 13.9)]),
        (
            "The rupee went from 44.7 rupees in May 2010 to 53.1 in 2011.",
            [("money", 44.7), ("date", 2010), ("money", 53.1), ("date", 2011)],
        ),
        ("11.482.650,40 kuna, 120 kn and HRK 300", [("money", 11482650.4), ("money", 120), ("money", 300)]),
        ("9,8 million forints, 450 Ft, 30 lats", [("money", 9.8e6), ("money", 450), ("money", 30)]),
        (
            "€ 1,55 million, 2,3 Mio. euros, 486.500 €",
            [("money", 1.55e6), ("money", 2.3e6), ("money", 486500)],
        ),
        ("from 200 to 1.500 €; 20 to 30 € a day", [("money", 200), ("money", 1500), ("money", 20)]),
        ("1 US$ = 5.6 kn; 0.5 per mille of wages", [("money", 1), ("money", 5.6), ("rate", 0.5)]),
        (
            "half a percentage point, three quarters of a percentage point",
            [("rate", 0.5), ("rate", 0.8)],
        ),
        (
            "The staff grew by five to 23, by 3 per cent to 9 per cent, by 2 to 4 per cent.",
            [("count", 5), ("count", 23), ("rate", 3), ("rate", 9), ("rate", 2)],
        ),
        (
            "9 of 10, four fifths; second quarter of FY2011",
            [("count", 9), ("count", 10), ("rate", 80), ("date", 2011)],
        ),
        # Shares of any number; every how many of what.
        (
            "one in twelve, one out of 15, one in every thirteen",
            [("rate", 8.3), ("rate", 6.7), ("rate", 7.7)],
        ),
        ("one out of 0 boats", [("count", 0)]),
        ("fees of 500 to under 800 dollars", [("money", 500)]),
        ("One in twenty-five left; seven out of fifteen stayed.", [("rate", 4), ("count", 7), ("count", 15)]),
        ("every eighth child, every tenth day", [("rate", 12.5), ("frequency", 36.5)]),
        (
            "Some 400 workers cross the border every day; the bus leaves every morning; they meet each week.",
            [("people", 400), ("frequency", 365), ("frequency", 365), ("frequency", 52)],
        ),
        (
            "Aid of 4 million dollars every year; 3 meetings every year; 20 boats a day",
            [("money", 4e6), ("frequency", 3), ("count", 20)],
        ),
        # Below zero, halves, days in numbers.
        (
            "−21 °C, -15°C, minus 8 degrees, ten degrees below zero",
            [("count", v) for v in (-21, -15, -8, -10)],
        ),
        ("−2.3 per cent; 5-10 per cent; 2005 - 2010", [("rate", -2.3), ("rate", 5), ("date", 2005)]),
        ("- 20 offices; a balance of -300 farms", [("count", 20), ("count", -300)]),
        (
            "4½ months, 2 ½ years, 1¼ million people, 3¾ per cent",
            [("count", 4.5), ("count", 2.5), ("people", 1.25e6), ("rate", 3.8)],
        ),
        ("from 2/5 to 28/10/2011; 3.4.–5.6.2010", [("date", 2011)] * 2 + [("date", 2010)] * 2),
        # What a number goes to, from one that has its noun or unit.
        (
            "from 90,000 permits a year to more than 900,000; from 12 offices to 20 in 2011",
            [("count", 90000), ("count", 900000), ("count", 12), ("count", 20), ("date", 2011)],
        ),
        (
            "from 40 nurses in 2009 to 55; 9 instead of 15 per cent",
            [("people", 40), ("date", 2009), ("people", 55), ("rate", 9), ("rate", 15)],
        ),
        (
            "one D-1, three P-5 and seven P-3; one office and three vans",
            [("count", v) for v in (1, 3, 7, 1, 3)],
        ),
        ("a Chair and three Vice-Chairs; two nurses visit each house", [("people", 3), ("people", 2)]),
        ("By a factor of three; 1.9 children per woman", [("rate", 3), ("count", 1.9)]),
        # People told before the verb.
        ("Girls numbered 1,204 and the boys were 1,310.", [("people", 1204), ("people", 1310)]),
        ("Nurses rose from 340 to 420.", [("people", 340), ("people", 420)]),
        ("Residents of Chad exceed 12,000.", [("people", 12000)]),
        (
            "The voters, who in 2019 had been only 34, are 78.",
            [("date", 2019), ("people", 34), ("people", 78)],
        ),
        ("Applications of refugees reached 20,000.", [("count", 20000)]),
        ("Nurses came and the budget rose to 20,000.", [("count", 20000)]),
        ("The children were 6, on average.", [("count", 6)]),
        ("Lakes with many visitors are 34.", [("count", 34)]),
        ("The ministers agreed on steps, which are 25.", [("count", 25)]),
        ("The number of courses for women rose from 30 to 45.", [("count", 30), ("count", 45)]),
        ("It will multiply the nests by 2030.", [("date", 2030)]),
        ("two millions of farmers, some 12 millions of nests", [("people", 2e6), ("count", 12e6)]),
        ("the Nordic Council, whose five members meet", [("count", 5)]),
        ("a club whose 20 members sing", [("people", 20)]),
        # Parts and multiples in other words.
        (
            "two of each five, 7 out of each ten, one of every four",
            [("rate", 40), ("rate", 70), ("rate", 25)],
        ),
        ("Barely one child in six reads, almost one girl in five.", [("rate", 16.7), ("rate", 20)]),
        ("more than one school in three districts; two in each class", [("count", 3), ("count", 2)]),
        ("nearly the third part of them, the tenth part of its income", [("rate", 33.3), ("rate", 10)]),
        ("The fifth part of the report has 30 pages.", [("ordinal", 5), ("count", 30)]),
        ("two months and a half, an hour and a half", [("count", 2.5), ("count", 1.5)]),
        ("one year and half of the nests", [("count", 1)]),
        ("multiplied by three, multiplies its price by about 2.5", [("rate", 3), ("rate", 2.5)]),
        ("multiplied in 2019; more than the double of 2016", [("date", 2019), ("rate", 2), ("date", 2016)]),
        ("a double burden, half the story, a second chance", []),
        (
            "roughly four times foreign aid; they met three times in May",
            [("rate", 4), ("count", 3), ("date", 2020)],
        ),
        ("half a percentage point, three quarters of a per cent", [("rate", 0.5), ("rate", 0.8)]),
        ("a limit of 5 kg and, at most, 20, twice the norm", [("count", 5), ("count", 20), ("rate", 2)]),
        # Per cent left out, ranges without a change, rhythms.
        ("Chad is dearest, at 9 per cent, and Peru cheapest, at 4.", [("rate", 9), ("rate", 4)]),
        ("They grew by 12 per cent; here they were up by 9.", [("rate", 12), ("rate", 9)]),
        ("12 per cent came, at 6 schools none", [("rate", 12), ("count", 6)]),
        ("grants from 300 to 900 euros, classes from 20 to 30 pupils", [("money", 300), ("people", 20)]),
        ("fees cut from 9 to 7 dollars", [("money", 9), ("money", 7)]),
        ("8.5% annual, 300 euros monthly", [("rate", 8.5), ("money", 300)]),
        ("2 per cent a year, and 6 per cent a year earlier", [("rate", 2), ("rate", 6), ("count", 1)]),
        # Roman numbers of meetings.
        ("the XIXth Summit, our IV Andean Forum on Trade", [("ordinal", 19), ("ordinal", 4)]),
        ("King Felipe VI Meeting Room; the XXth century; World War II Conference; Part II", []),
        ("Decree 14 of 3 May 2011", [("date", 2011)]),
        ("It stays in the first place with 58%.", [("ordinal", 1), ("rate", 58)]),
        # What is no quantity.
        ("Our line, 0800 55 01 72; (022) 730 91 11; room 14; US$ million; (in thousands of euros)", []),
        ("Hauptstrasse 12, 1010 Vienna; Ilica 48/2, HR-10000 Zagreb; CH-1211 Geneva 10", []),
        ("open from 14.30 to 17.45; wages rose from 2.30 to 2.40", [("count", 2.3), ("count", 2.4)]),
        ("15 rue des Artisans, 1205 Geneva; 3rd floor, 27 Nkrumah Avenue, P.O. Box 1170", []),
        ("405 East 42nd Street, New York, NY 10017; 7 bis avenue de la Paix, CH-1211 Geneva 10", []),
        ("tel: (022) 730 9111 ext. 12; the hotline 1414", []),
        ("C29, C105 and P029; R202; pp. 14-31; Nos. 104, 105 and 107; LC/DEM/R.412; 657(XXXIV)", []),
        ("17, Route des Morillons, CH-1211 Geneva 19; P.O. Box 17 1211 Geneva 19; Tel: +41.22.717 9111", []),
        ("15 African street children, 2015 Silk Road Fund", [("people", 15), ("date", 2015)]),
        ("people over the age of 15 are workers", [("count", 15)]),
        ("6.3 per cent in May; 9.5 million were idle", [("rate", 6.3), ("date", 2020), ("people", 9.5e6)]),
        (
            "(Heron 2009: 33-41); Article 13(2); table 2(b), 17 of 28 lakes",
            [("date", 2009), ("count", 17), ("count", 28)],
        ),
        ("One child out of eight and one adult in twelve was ill.", [("rate", 12.5), ("rate", 8.3)]),
        (
            "27 staff work there; in 2012, 1205 Genevans voted",
            [("people", 27), ("date", 2012), ("people", 1205)],
        ),
    ],
)
def test_the_words_around_a_number_show_what_it_is(said: str, expected: list[tuple[str, float]]) -> None:
    found = quantities(Layout({"a": ["", said]}), (2021, 3))
    assert [(q.kind, round(q.value, 1)) for q in found] == expected


@pytest.mark.parametrize(
    ("caption", "head", "cell", "expected"),
    [
        ("Table 1. Receipts (US$ billion)", "2010", "0.07", ("money", 7e7, "US$")),
        ("Receipts (in millions of euros)", "Paid", "1.5", ("money", 1.5e6, "EUR")),
        ("Receipts, EUR thousand", "Paid", "1,500", ("money", 1.5e6, "EUR")),
        ("All amounts in the table are in million US dollars.", "Paid", "15", ("money", 1.5e7, "US$")),
        ("Receipts (US$ billion)", "Fees (CHF)", "15", ("money", 15, "CHF")),
        ("Receipts (US$ billion)", "Change", "7.5%", ("rate", 7.5, "%")),
        ("Receipts (US$ billion)", "Growth", "7.5", ("count", 7.5, "")),
        ("Shares (per cent)", "Men", "15", ("rate", 15, "%")),
        ("Arrivals, in thousands", "By sea", "1.5", ("count", 1500, "")),
        ("Arrivals", "Workers", "15", ("people", 15, "workers")),
    ],
)
def test_numbers_of_a_table_have_the_unit_of_its_caption_or_column(
    caption: str, head: str, cell: str, expected: tuple[str, float, str]
) -> None:
    table = f"| Country | Note | {head} |\n|---|:--|--:|\n| Tonga | none | 3% |\n| Fiji | all | {cell} |"
    text = f"# A\n\nHerons nest in the reeds.\n\n{caption}\n\n{table}"
    last = quantities(divide(text, outline(text)))[-1]
    assert (last.kind, last.value, last.unit) == pytest.approx(expected)


def test_a_list_has_the_year_of_what_announces_it() -> None:
    said = [
        "1. It met in May:",
        "(a) In June",
        "2. Three meetings are planned for 2012:",
        "(a) One (3 March);",
    ]
    said += ["(b) One in May.", "3. In April it met."]
    found = quantities(Layout({"a": ["", *said]}), (2012, 7))
    assert [q.value for q in found if q.kind == "date"] == [2012, 2012, 2012, 2012, 2012, 2012]
    found = quantities(Layout({"a": ["", *said]}), (2010, 7))
    assert [q.value for q in found if q.kind == "date"] == [2010, 2010, 2012, 2012, 2012, 2010]


def test_a_month_is_of_the_year_before_or_where_planned_of_the_next() -> None:
    said = "On July 9 they landed. In May they will return. In June, September and November 2019 they met."
    years = [q.value for q in quantities(Layout({"a": ["", said]}), (2023, 6))]
    assert years == [2022, 2024, 2019, 2019, 2019]
