# ruff: noqa: E501
"""Digits and number words that state no quantity: document symbols, numbers of articles and pages, names."""

from __future__ import annotations

from typing import Final

from .number_words import alternatives

_NUMBERED: Final = """
    article, articles, art, arts, paragraph, paragraphs, para, paras, page, pages, pp, p, note,
    notes, footnote, footnotes, figure, figures, fig, table, tables, annex, annexes, appendix,
    chapter, chapters, section, sections, box, map, chart, graph, objective, objectives, target,
    targets, goal, goals, sdg, sdgs, indicator, recommendation, step, recommendations, resolution,
    resolutions, decision, decisions, directive, regulation, law, convention, protocol, act, order,
    decree, bill, title, form, item, items, clause, working group, working groups, volume, vol,
    room, version, tier, category, level, pillar, part, schedule, no, nos, number, isbn, issn, iso,
    doi, flight, route, line, rule, workstream, component, outcome, output, activity, measure,
    point, principle, principles, commitment, lot, case, ref, serial, edition no, scenario, option,
    model, unit, building, track, round, rounds, wave, batch, phase, session, panel, module, day, block
"""
_CODE: Final = r"\d{1,6}(?:[./-]\d{1,5}){0,3}(?![.,]?\d)(?:\s?\([a-z]\)|[a-z]\b)?"
_MORE: Final = r"(?:\s?(?:,|[-–—]|\band\b|\bto\b|\bor\b|,\s?and\b)\s?"
_AFTER_ORDINAL: Final = (
    r"part(?:y|ies)|countr(?:y|ies)|countr(?:y|ies)[- ]nationals?|sector|responders?|aid|lad(?:y|ies)|na"
    r"mes?|language|hand|generation|homes?|steps?|instance|place|glance|nations?|century|centuries|world"
    r"|class|persons?"
)
# Each kind of what is left out → how it looks. Case counts where (?-i:…) says so.
PATTERNS: Final = (
    ("skip", r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@[^\s@]+"),
    ("skip", r"(?<!\w)(?:tel|fax|phone)[.:]*\s*\+?[\d ()/-]{5,24}|(?<![\w+])\+\d[\d ()-]{7,20}\d"),
    (
        "skip",
        r"\b[0-2]?\d[.:][0-5]\d\s?[-–]\s?[0-2]?\d[.:][0-5]\d\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:a\.?m\.?|p\.?m\.?|o'clock|hrs|noon)(?!\w)|\b[0-2]?\d:[0-5]\d\b|\b24/7\b",
    ),
    ("skip", r"\b(?:under|over)-(?:five|\d{1,2})s?\b"),
    (
        "symbol",
        r"(?<![\w/])(?=[\w./()-]{1,80}\d)(?-i:[A-Z]{1,6})(?:\.\d{1,4})?(?:/[A-Z0-9](?:[\w.()-]*\w)?)+",
    ),
    (
        "symbol",
        r"(?<![\w.,/])\d{1,3}/\d{2,3}(?![\w/])|\b\d{2}-\d{5}\b(?:\s?\([A-Z]\))?|\b(?!\d{4}/(?:19|20)\d\d\b)\d{4}/\d{3,5}\b",
    ),
    ("symbol", r"(?<![\w.])\d++(?:\.\d++){2,}+(?!\w)(?<!\.(?:19|20)\d\d)(?<!\.\d{3})"),
    (
        "symbol",
        rf"(?<![\w-])(?:{alternatives(' '.join(_NUMBERED.split()).split(', '))})\.?\s?(?:\([A-Z]{{2,4}}\)\s?)?(?:nos?\.?\s?)?{_CODE}"
        rf"{_MORE}{_CODE}(?!\s*(?:%|per\s?cent|million|billion|thousand))){{0,12}}"
        r"(?!\s*(?:%|per\s?cent|million|billion|thousand|[€$£]))(?:\s?(?:of|/)\s?\d{1,4}$)?",
    ),
    ("symbol", r"(?-i:\bN[o°º]s?\.?|№)\s?\d+(?:[./-]\d+)*(?:\s?(?:and|,)\s?\d+)*"),
    ("symbol", r"\[\^?\w{1,4}\](?!\()"),
    (
        "symbol",
        r"(?-i:\b(?!(?:EU|COP|CMP|FY|USD|EUR|GBP|CHF)\s?-?\d|[QH][1-4]\s|(?:Mid|Post|Pre|Non|Early|Late|Rio|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*-)(?:[A-Z][A-Za-z]{0,9}-\d{1,4}[A-Z]{0,2}|[A-Za-z]+\d+\w*))\b",
    ),
    ("symbol", r"(?-i:\b(?:G|C|P|L|R|S|T)\s?-?\d{1,3})\b|\bgroup\s+of\s+(?:77|20|twenty|seven|eight|7|8)\b"),
    ("symbol", r"(?-i:\b\d+[A-Z]{1,3}\d*)\b(?<!\d[KM])"),
    ("superscript", r"[¹²³⁰⁴-⁹]+"),
    ("superscript", r"(?<=[a-z][.,;:])\d{1,2}(?=\s|$)|(?<=[a-z]['\"])\d{1,2}(?=\s|$)"),
    ("skip", rf"\b(?:first|second|third|fourth|1st|2nd|3rd)[\s-](?:{_AFTER_ORDINAL})\b"),
    ("skip", r"\b(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+-first|nineteenth|twentieth)[\s-](?:century|centuries)\b"),
    (
        "skip",
        r"(?<!the )\bfirst(?=[.;])|\bfirst(?:ly\b|\s+thing\b|\s+in\b|-(?:time|ever)\b|[\s-](?:of[\s-](?:all|its|their)\b(?:[\s-]kind)?|and\s+(?:foremost|second)\b|come))|\b(?:at|comes?|came)\s+first\b",
    ),
    (
        "skip",
        r"(?:^|(?<=[.;:]\s))(?-i:First|Second|Third|Fourth|Fifth),\s|\bsecond\s+(?:to\s+none|only)\b|\bsecond-(?:hand|guess\w*)\b",
    ),
    (
        "skip",
        r"\b(?:no|any|every|some|each|number|this|that|only|day)\s+one\b|\bone\s+(?:another|day|by\s+one|thing)\b",
    ),
    (
        "skip",
        r"\b(?:the\s+)?ones?\s+(?:that|who|which|side)\b|\bone[\s-](?:stop|off|sided|way|time|size)\b|\bone's\b|\b(?:on\s+)?(?:the\s+)?one\s+hand\b|\ball\s+in\s+one\b",
    ),
    (
        "skip",
        r"\bone\s+of\s+(?:the|our|its|their|his|her|these|those)\s+(?:(?:world's|country's|region's|very)\s+)?(?:most|least|leading|main|key|major|best|worst|top|first|few|more|\w{3,}est)\b",
    ),
    (
        "skip",
        r"(?-i:(?<=[a-z,] )(?:[A-Z]\w*[A-Z]\w*|Phase|Annex|Part|Air Force|Formula|Plan|Pillar|Day|Chapter) One\b)",
    ),
    (
        "skip",
        r"\b(?:net[\s-])?zero(?:[\s-](?:tolerance|hunger|emissions?|sum|draft|carbon))\b|\bnet\s+zero\b|\bthousand\s+years\b|\bsecond\s+thoughts?\b",
    ),
    ("skip", r"\bgive\s+or\s+take\s+an?\s+\w+"),
    (
        "skip",
        r"\btwo[\s-](?:way|fold\s+approach|pronged|tier)\b|\bpoint\s+zero\b|\bfifty-fifty\b|\bhalf[\s-]?way\b|\bbehalf\b|\bquarter(?:s\b|ed\b|master)(?!\s+of)",
    ),
)
