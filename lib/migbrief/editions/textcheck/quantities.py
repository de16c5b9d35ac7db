"""Reading the quantities in a text: numbers, people, money, rates, ordinals, dates, frequencies.

More certain readings come first and occupy their place in the text: what is no quantity (codes), dates, fixed
words, then numbers in digits or words, which their neighbours determine, and ranges of two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from . import currencies, dates, units
from .dates import MONTHS as MONTHS
from .dates import Day
from .number_words import (
    FRACTIONS,
    LEXICON,
    NUMBER,
    ORDINALS,
    PLURALS,
    SCALES,
    TENS,
    WORDS,
    alternatives,
    by_word,
    number,
    scale,
)

_FREQUENCIES: Final = {word: float(n) for word, n in by_word(LEXICON["frequencies"]).items()}
_PER_YEAR: Final = {
    **{"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365},
    **dict.fromkeys(("spring", "summer", "autumn", "winter"), 1),
    **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 52),
    **dict.fromkeys(("morning", "afternoon", "evening", "night"), 365),
}
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3, "three times": 3, "four times": 4, "five times": 5}
_MULTIPLES: Final = {word: float(n) for word, n in by_word(LEXICON["multiples"]).items()}
_OLDEST: Final = 100  # years of age
_OFTEN: Final = 12  # times a year, up to which a number of things a year is a frequency
_CLAUSE: Final = 60  # letters before a share that may have another
_NEAR: Final = 40  # letters between two numbers of one list
_SENTENCE: Final = 300  # letters over which an amount lends its currency
_APPROXIMATELY: Final = (
    r"(?:some|about|around|roughly|nearly|almost|over|close\s+to|only|(?:more|less|fewer)\s+than|at\s+least)"
)
_MEETING: Final = (
    r"(?-i:(?:(?:[A-Z][\w-]*|and|of|on|for|the)\s+){0,5}?(?:Conference|Summit|Meeting|Session|Congress|Assembly"
    r"|Forum|Ministerial|Plenary|Symposium|Council|Dialogue|Edition))"
)
_SPANS: Final = ("days", "hours", "months", "weeks")
_ONES: Final = alternatives(w for w, n in WORDS.items() if 1 <= n <= 9)
# Lengths of time that may come by half: how many of what they are.
_LENGTHS: Final = {
    **{word: (1, word) for word in ("year", "month", "week", "day", "hour", "minute")},
    **{"decade": (10, "years"), "century": (100, "years"), "dozen": (12, "")},
}
_HUNDREDTHS: Final = "basis points"
_MANY: Final = 1e5  # from here a number without a noun is of people, in papers on migration
_FRACTION: Final = alternatives(w for w in FRACTIONS if w not in ("half", "halves"))
_NUMERATOR: Final = alternatives([*(w for w, n in WORDS.items() if 1 <= n <= 9), "a", "1", "2", "3", "4"])
_SMALL: Final = alternatives([*(w for w, n in WORDS.items() if 1 <= n <= 20)]) + r"|\d{1,2}"
_WHOLE: Final = (
    rf"\d{{1,3}},?000|[1-9]00|(?:{TENS})-(?:{_ONES})|{_SMALL}|{TENS}|(?:an?\s+|one\s+)?(?:hundred|thousand)"
)
_MODAL: Final = (
    r"(?:to|can|could|may|might|will|would|shall|should|must|and|or)"
    r"(?:\s+(?:more\s+than|at\s+least|nearly|almost))?"
)
_DOES: Final = rf"\s+(?:{alternatives(LEXICON['verbs']['part'].split())}|(?!followed|need)[a-z]{{3,}}ed)\b"
_VERB: Final = rf"(?=\s*[,.;:)]|$|{_DOES}|\s+and\s+(?:{_SMALL})\s+[a-z]+\s+(?:in|out)\b)"


@dataclass(frozen=True)
class Token:
    """A quantity in a text: ``start`` and ``end`` are its place, ``text`` how it is written.

    ``kind``: number, money, percent, rate, ordinal, date, frequency, marker (a list number or footnote mark)
    or symbol (a document symbol or other code). ``value`` and ``high`` are numbers in whole units, of a date
    ``dates`` has its ends as (year, month, day), 0 where not given, and ``away`` its years from now. ``unit``
    is %, times or a currency; ``noun`` what is counted, ``people`` whether that is people. A ``weak`` one can
    state a fact but is no quantity of its own: both.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float = 0.0
    high: float | None = None
    unit: str = ""
    dates: tuple[Day, ...] = ()
    away: int | None = None
    noun: str = ""
    people: bool = False
    weak: bool = False


def _compiled(*patterns: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns)


_PARTS: Final = {
    **LEXICON["codes"]["parts"],
    "numbered": alternatives(" ".join(LEXICON["codes"]["parts"]["numbered"].split()).split(", ")),
}
_CODES: Final = _compiled(
    *(
        (kind, re.sub(r"\{(\w*[a-z]\w*)\}", lambda part: _PARTS[part[1]], pattern))
        for kind, pattern in LEXICON["codes"]["patterns"]
    )
)
_SPAN: Final = rf"(?P<span>{alternatives(_PER_YEAR)})"
_EVERY: Final = rf"(?<!\bfor )\bevery\s+(?:(?P<often>{_SMALL}|other|{alternatives(ORDINALS)})\s+)?{_SPAN}s?\b"
_FIXED: Final = _compiled(
    ("every", _EVERY),
    (
        "often",
        rf"\b(?P<times>{alternatives(_TIMES)})(?:\s+(?:an?|per|each|every)\s+{_SPAN}\b"
        r"|[\s-](?P<often>daily|weekly|monthly|yearly)\b)",
    ),
    ("each", rf"(?<!\bfor )\b(?:each|per(?=\s+year))\s+{_SPAN}\b"),
    ("frequency", rf"\b(?P<often>{alternatives(_FREQUENCIES)})\b(?!\s(?:average|basis|life|lives))"),
    ("multiple", rf"\b(?P<multiple>{alternatives(_MULTIPLES)})\b(?!-)"),
    ("multiple", rf"\b{_MODAL}\s+(?P<multiple>double|triple|treble|quadruple|halve)\b"),
    ("fold", rf"\b(?P<fold>{_SMALL}|hundred|thousand)fold\b"),
    (
        "share",
        rf"\b(?P<part>(?:{_SMALL})(?:\s+and\s+a\s+half)?)\s+(?:in(?:\s+every)?|out\s+of(?:\s+(?:every|each))?|of\s+(?:every|each)|in\s+each)\s+"
        rf"(?P<whole>{_WHOLE})\b"
        rf"(?!\s*(?:per\s?cent|percent|%|million|thousand|billion))(?!\s?[-–]\s?\d)",
    ),
    (
        "share",
        rf"\b(?P<part>{_SMALL})\s+(?:[a-z]+\s+){{1,3}}?(?:in|out\s+of)(?:\s+every)?\s+"
        rf"(?:(?P<whole>{_WHOLE})\b{_VERB}|(?P<many>an?\s+(?:hundred|thousand))\b)",
    ),
    (
        "share",
        r"\b(?:hardly|barely|scarcely|nearly|almost|about|around|roughly|(?:less|fewer)\s+than)\s+(?P<part>one)"
        rf"\s+(?:[a-z]+\s+){{1,3}}?in\s+(?P<whole>{_WHOLE})\b",
    ),
    ("share", rf"(?:{_APPROXIMATELY}\s+|\ban?\s+|\bone\s+)(?:the\s+)?(?P<nth>{_FRACTION})\s+part\s+of\b"),
    (
        "share",
        rf"\bthe\s+(?P<nth>{_FRACTION})\s+part\s+of\s+"
        r"(?:all|its|their|our|the\s+(?:population|inhabitants|total))\b",
    ),
    (
        "points",
        rf"\b(?:(?P<part>{_NUMERATOR})[\s-])?(?P<of>{_FRACTION}|half)s?\s+(?:of\s+)?(?:an?|one)\s+"
        r"(?P<points>(?:percentage|per\s?cent)\s+point|per\s?cent|percent)\b",
    ),
    (
        "fraction",
        rf"\b(?P<part>{_NUMERATOR})[\s-](?P<of>{_FRACTION})s?\b(?!\s+of\s+an?\s+(?:million|billion|trillion)\b)"
        r"(?P<then>\s+of\b)?",
    ),
    ("ratio", rf"(?<![\w.,])(?P<ratio>{_SMALL})\s+to\s+(?:1|one)\b(?![.,]?\d)"),
    ("fraction", r"(?<![\w/.,])(?P<part>[1-9])/(?P<of>[2-9])(?![\w/])"),
    (
        "more",
        rf"\b(?P<many>an?|{_SMALL})\s+(?P<time>{alternatives(_LENGTHS)})s?\s+and\s+(?:a\s+)?half\b"
        r"(?!\s+(?:the|an?|of\s+(?:the|its|their|all|them|those|these))\b)",
    ),
    ("part", rf"\bhalf\s+an?\s+(?P<time>{alternatives(_LENGTHS)})\b"),
    (
        "half",
        r"(?<!and\s)\b(?:(?:one|a)[\s-])?(?<!and\sa\s)half\b"
        r"(?!\s+(?:an?|the\s+(?:story|battle|truth|picture))\b|-)",
    ),
    ("half", r"(?<!vast )(?<!large )\bmajority\b"),
    ("plural", rf"\b(?:(?:tens|hundreds|thousands)\s+of\s+)?(?:{alternatives(PLURALS)})(?=\s+of\b)"),
    ("plural", r"\b(?:several|many|few)\s+(?:hundred|thousand|million)s?\b"),
    ("roman", rf"(?-i:\b(?P<roman>[IVX]{{1,7}}))(?:th|st|nd|rd|(?=\s+{_MEETING}\b))\b(?!\s+centur)"),
    ("climate", r"\b(?:COP|CMP)\s?-?(?P<ordinal>\d{1,2})\b"),
    ("ordinal", r"\b(?P<ordinal>\d{1,4})(?:st|nd|rd|th|(?-i:\s(?:nd|rd|th|TH)))\b"),
    ("share", rf"\bevery\s+(?P<nth>{alternatives(w for w in ORDINALS if w != 'first')})\b"),
    (
        "ordinal",
        rf"\b(?:(?P<tens>{TENS})[\s-])?(?P<word>{alternatives(ORDINALS)})\b(?!\s+(?:{_SMALL}|few|several|hundred|(?!(?:19|20)\d\d\b)\d[\d,]*)\b(?!-(?!(?:{_ONES})\b)[a-z]))",
    ),
    (
        "span",
        r"\b(?P<span>(?:(?<!over the )(?<!in the )(?<!of the )decade"
        r"|decade(?=\s+(?:to|since|from|between|ending)\b))|century)\b",
    ),
    ("year", r"(?<!was )(?<!been )\b(?:a|one)\s+year\b|(?<=\bwithin )an?\s+(?P<time>month|week|day|hour)\b"),
    (
        "factor",
        r"\b(?:factor\s+of|multipl(?:y|ies|ied|ying|ication)\s+(?:[\w’'-]+\s+){0,4}?by)\s+"
        rf"(?:{_APPROXIMATELY}\s+)?(?!(?:19|20)\d\d\b)(?P<ratio>\d+(?:\.\d+)?|{_SMALL})\b",
    ),
    (
        "both",
        r"\bboth\b(?!\s(?:sides|shores|banks|ends|hands|rounds|groups|ways|directions|sexes)\b)"
        r"(?=\s+(?P<noun>[a-z]+s)\b(?!\s+and\b))?",
    ),
    ("twice", r"\btwice\b"),
)  # fmt: skip
_NUMBERS: Final = re.compile(NUMBER, re.IGNORECASE)
_PERCENT: Final = re.compile(
    r"\s?-?(?:%|per\s?cent\b|percent\b|percentage\b)(\s*-?points?\b)?|\s?(?:percentage points?\b|p\.p\.)",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(
    r"\s*-?(?:(?:percentage|per\s?cent|percent|%)[\s-]points?\b|p\.p\.)", re.IGNORECASE
)
_BASIS_POINTS: Final = re.compile(r"[\s-]*(?:basis[\s-]points?|bps?)\b", re.IGNORECASE)
_BARE_POINTS: Final = re.compile(
    r"\s+points?\b(\s+(?:lower|higher|above|below|more|less|fewer|up|down|better|worse)\b)?"
)
_BELOW: Final = re.compile(r"(?:^|(?<=[\s(]))(?P<sign>(−)|-|minus\s)\s?$", re.IGNORECASE)
_BELOW_ZERO: Final = re.compile(r"\s?(?:°|degrees?\b)(?:\s?[A-Z][a-z]*)?\s+below\s+(?:zero|freezing)\b")
_DEGREES: Final = re.compile(r"\s?(?:°|degrees?\b)", re.IGNORECASE)
_AGE: Final = re.compile(
    r"\b(?:aged?|ages?\s+of|ages|under|over|above|below|(?:younger|older)\s+than|(?:boys|girls|children|women|men|those)\s+between)\s+(?:between\s+)?$",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(
    r"\b(?:some|about|around|nearly|almost|over|than|approximately|least|most|up\s+to|close\s+to)\s+$",
    re.IGNORECASE,
)
_FOLD: Final = re.compile(
    r"[\s-]fold\b|\s+times"
    r"(?=\s+(?:as|more|higher|larger|greater|lower|less|the|its|their|his|her|our|that|what)\b)",
    re.IGNORECASE,
)
_AS_MANY: Final = re.compile(
    r"\s+times(?=\s+(?!(?:an?|per|each|every|in|since|during|last|this|over|by|and|or|between|from|on|at|until|before"
    r"|after|daily|weekly|monthly|yearly|already|now|with|for|to)\b)[a-z])"
)
_IS_TIMES: Final = re.compile(rf"\b(?:{_APPROXIMATELY}|is|are|was|were|equals?)\s+$", re.IGNORECASE)
# Denominators: 8 per thousand, 12 in every 10,000, 85 men for every hundred women.
_PER: Final = re.compile(
    r"(?P<noun>(?:\s+[a-z-]+){0,3}?)\s+(?:per|(?:for|to|in)\s+every)\s+"
    r"(?P<base>1(?:00?)?[,.\u00a0 ]?0{3}|100|(?:an?\s+|one\s+)?(?:hundred|thousand|million)|mille)\b"
    r"(?![,.]?\d)",
    re.IGNORECASE,
)
_A_YEAR: Final = re.compile(
    r"(?:\s+[\w-]{1,30}){1,3}?\s+(?:(?:an?|per|each|every)\s+(?P<span>year|month|week)\b|annually\b|yearly\b)",
    re.IGNORECASE,
)
_TO_HEDGED: Final = re.compile(
    r"^to\s+(?:(?:fewer|less|more|no\s+more)\s+than|about|around|nearly|almost|some|over|only|just)$"
)
_RHYTHM: Final = re.compile(
    r"(?:\s+[\w-]+){0,5}\s+(?<!\bin )(?<!\bfor )(?<!\bover )(?<!\bthan )(?<!\bafter )(?<!\bwithin )"
)
_LATER: Final = re.compile(r"\s+(?:(?:later|earlier|ago)\b|(?:before|after|on)\s*(?:[,.;:)]|$))")
_STATED: Final = re.compile(r"\s*(?:[,.;:)]|$)|\s+(?:and|or|for|in|on|over|to|with|at|from)\b")
_DONE: Final = re.compile(r"\b(?:\w{2,}ed|born|held|made|given|sent|lost|taken|spent|paid|sold|built)\s+$")
_BESIDE: Final = re.compile(
    rf"(?:\s[\w-]{{1,30}}){{1,2}}(?:,|,?\sand)\s(?:{_SMALL})(?:\s[\w-]{{1,30}}){{1,2}}(?:[,;.)]|\sand\b|$)"
)
_PREPOSITIONS: Final = frozenset(
    ["of", "on", "for", "in", "to", "at", "from", "with", "by", "and", "or", "per", "as"]
)
_OUT_OF: Final = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|some\s+)?(?:first\s+|last\s+|past\s+)?", re.IGNORECASE
)
# Separators of a range; what goes from one number to another states both.
_SPANS_FROM: Final = re.compile(
    r"\b(?:rang\w+|var(?:y|ies|ied|ying)|charg(?:e|es|ed|ing)|costs?|costing|pay|pays|paid|lasts?|lasted|takes?|took|aged"
    r"|priced?|prices|fees|anything|anywhere)\s+from\s+$",
    re.IGNORECASE,
)
_SERIES: Final = re.compile(
    r"(?:,\s+(?:and\s+)?|\s+(?:and|or|instead\s+of|rather\s+than|against|versus)\s+)(?:about\s+|nearly\s+|some\s+)?"
)
_TO_BARE: Final = re.compile(
    r"[^.;:]{1,120}\bto\s+(?:(?:more|less|fewer)\s+than\s+|nearly\s+|almost\s+|over\s+|about\s+|some\s+|only\s+|just\s+)?"
)
# Between two numbers of which the second may have the unit of the first: 12 per cent in Spain, 9 in Italy.
_GOES_ON: Final = re.compile(
    r"(?:\s*(?:[,;()]|\b(?:and|or|but|then|against|compared|up|down|from|in|for|to|by|the|of|with|at|only|just|about"
    r"|some|nearly)\b|\b[A-Z][\w'’-]*|\b(?:each|every|per|an?|is|are|was|were)\s+[a-z]+\b)){1,9}\s*"
)
_COMPARES: Final = re.compile(
    r"\b(?:against|compared\s+(?:with|to)|(?:up|down)\s+from)\s+(?:[a-z]+\s+){0,2}$"
)
# The cheapest, at 4.3; they were up by 7: after per cent, at the end of a clause.
_ELIDED: Final = re.compile(
    r"(?:, at|\b(?:up|down|rose|fell|grew|dropped|declined|increased|decreased)(?:\s+by)?)"
    rf"\s+(?:{_APPROXIMATELY}\s+)?$"
)
_STOPS: Final = re.compile(r"\s*(?:[;)]|[.,](?!\d)|$)")
_DASHES: Final = re.compile(r"\s?[-–—]\s?")
_SHARED: Final = re.compile(r"\b(?:than|by|least|about|nearly|almost|over|to)\s+$")
_SHARES: Final = re.compile(rf"\s+(?:less|more|lower|higher|larger|smaller|fewer)\b|[,;.)]|{_DOES}")
_SHARED_OUT: Final = re.compile(r"\b(?:half|third|quarter|fifth|tenth)s?\b|per\s?cent\b|%", re.IGNORECASE)
_ALONE: Final = re.compile(
    r"\b(?:at\s+least|at\s+most|only|just|exactly|(?:less|fewer)\s+than)\s+$", re.IGNORECASE
)
_LARGE: Final = re.compile(r"(?:thousand|million|billion|trillion)s$", re.IGNORECASE)
_CHANGES: Final = re.compile(
    r"\b(?:ris|rose|f[ae]ll|gr[eo]w|increas|decreas|declin|drop|rais|reduc|cut|lower|went|go(?:es|ing)?\b|pass|up\b"
    r"|down\b|climb|jump|mov|shr[aiu]nk|expand|doubl|chang|widen|narrow|slid|slip|improv|c[ao]me|turn|bring|brought"
    r"|eas|upgrad|extend|double|strengthen|boost|push|lift|surg|plung|tripl|accelerat|slow)"
)
_BARE_YEAR: Final = re.compile(dates.YEAR)


def read(text: str) -> list[Token]:
    """Return the quantities of a text in order. Overlaps go to the more specific reading.

    >>> [(token.kind, token.value) for token in read("some US$ 2.5 million for twenty-five people")]
    [('money', 2500000.0), ('number', 25.0)]
    """
    taken = bytearray(len(text))
    tokens: list[Token] = []

    def claim(token: Token | None, start: int, end: int) -> None:
        if 1 not in taken[start:end]:
            taken[start:end] = b"\1" * (end - start)
            if token is not None:
                tokens.append(token)

    for token in _markers(text):
        claim(token, token.start, token.end)
    for token in _dates(text, ("part", "year", "decade", "numeric", "iso")):
        claim(token, token.start, token.end)
    for name, pattern in _CODES:
        for match in pattern.finditer(text):
            kind = {"superscript": "marker"}.get(name, name)
            claim(None if name == "skip" else Token(*match.span(), match.group(), kind), *match.span())
    for token in _dates(text):
        claim(token, token.start, token.end)
    for name, pattern in _FIXED:
        for match in pattern.finditer(text):
            if (fixed := _fixed(name, match, text)) is not None:
                claim(fixed, fixed.start, fixed.end)
    for match in _NUMBERS.finditer(text):
        if match.group() and 1 not in taken[match.start() : match.end()]:
            plain = _read_number(match, text)
            claim(plain, plain.start, plain.end)
    joined = _join_neighbours(sorted(tokens, key=lambda t: t.start), text)
    return [_in_points(token) for token in _resolve_by_neighbours(_share_units(joined, text), text)]


def _in_points(token: Token) -> Token:
    """Basis points as hundredths of percentage points."""
    if token.unit != _HUNDREDTHS:
        return token
    high = None if token.high is None else token.high / 100
    return replace(token, value=token.value / 100, high=high, unit="percentage points")


def _markers(text: str) -> Iterator[Token]:
    """Yield numbers of list items: ``1.`` at the start of a line, ``(1)`` or ``2)`` within."""
    pattern = (
        r"(?m:^)\s*\(?(?P<first>\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.(?:\d{1,2}|[a-z]))+(?=\s+[A-Z])|\d{1,2}(?=\s+(?:See|Ibid|http)))(?=\s)"
        r"|(?P<within>(?<![\w.,/-])\(\d{1,2}\)(?=\s|$|[,.;]))|\(|(?P<item>(?<![\w.,/-])\d{1,2})?\)"
    )
    opened = 0
    for match in re.finditer(pattern, text):
        name = "first" if match["first"] else "within"
        if match[name]:
            yield Token(*match.span(name), match[name], "marker")
        elif match.group() == "(":
            opened += 1
        elif opened:
            opened -= 1
        elif match["item"]:
            yield Token(*match.span(), match.group(), "marker")


def _dates(text: str, only: tuple[str, ...] = ()) -> Iterator[Token]:
    for name, pattern in dates.PATTERNS:
        for match in pattern.finditer(text) if not only or name in only else ():
            parts = {k: v for k, v in match.groupdict().items() if v}
            ends, high, away = dates.read(name, parts)
            start = match.start("m1") if name == "bare" and "m1" in parts else match.start()
            if all(map(dates.possible, ends)):
                text_ = text[start : match.end()]
                yield Token(start, match.end(), text_, "date", float(ends[0][0]), high, "year", ends, away)


def _fixed(name: str, match: re.Match[str], text: str) -> Token | None:
    """Return the token of a fixed word or phrase, or None if it is not one after all."""
    at = (match.start(), match.end(), match.group())
    part = {k: v.lower() for k, v in match.groupdict().items() if v}
    if name in ("every", "often", "each", "frequency"):
        return Token(*at, "frequency", _times_a_year(name, part))
    if name == "factor":
        return Token(*match.span("ratio"), match["ratio"], "rate", number(part["ratio"]), unit="times")
    if name == "roman":
        return _roman(match, text)
    if name == "points":
        few = 1.0 if part.get("part", "a") == "a" else number(part["part"])
        kind, unit = ("rate", "percentage points") if part["points"].endswith("point") else ("percent", "%")
        return Token(*at, kind, few / FRACTIONS[part["of"]], unit=unit)
    if name == "ratio":
        return Token(*at, "rate", number(part["ratio"]), unit="times")
    if name in ("multiple", "fold"):
        word = " ".join(part.get("multiple", "").split())
        many = _MULTIPLES.get(word) or _MULTIPLES.get(f"{word}d") or number(part["fold"])
        return Token(*at, "rate", many, unit="times")
    if name in ("share", "fraction", "half"):
        return _share(name, at, part, text)
    if name == "plural":
        if re.search(rf"(?:\d|\b(?:{_SMALL}|{TENS}|hundred))[\s-]$", text[max(0, at[0] - 12) : at[0]]):
            return None  # 320 millions
        words = re.findall(r"[a-z]+", at[2].lower())
        least = 1.0
        for word in words:
            least *= PLURALS.get(word, PLURALS.get(word + "s", 10.0 if word == "tens" else 1.0))
        of = re.compile(r"\s+of\b").match(text, at[1])
        noun, people = units.counted(text, of.end() if of else at[1])
        return _money_after(
            Token(*at, "number", least, noun=noun, people=people), text, of.end() if of else at[1]
        )
    if name in ("climate", "ordinal"):
        value = (
            number(part["ordinal"])
            if "ordinal" in part
            else WORDS.get(part.get("tens", ""), 0) + ORDINALS[part["word"]]
        )
        return Token(*at, "ordinal", float(value))
    if name == "span":
        return Token(*at, "number", 10 if part["span"] == "decade" else 100, noun="years")
    if name in ("part", "more"):  # half a year, a year and a half
        many, noun = _LENGTHS[part["time"]]
        before = part.get("many", "zero")
        whole = 1.0 if before in ("a", "an") else number(before)
        return Token(*at, "number", (whole + 0.5) * many, noun=noun)
    if name == "year":
        return Token(*at, "number", 1, noun=part.get("time", "year"))
    if name == "both":
        return Token(*at, "number", 2, noun=part.get("noun", ""), weak="noun" not in part)
    return Token(*at, "number", 2)


def _roman(match: re.Match[str], text: str) -> Token | None:
    """Return the ordinal of a meeting in Roman numerals, None where a name stands before: John Paul II."""
    digits = [{"I": 1, "V": 5, "X": 10}[sign] for sign in match["roman"]]
    value = sum(-n if n < after else n for n, after in zip(digits, [*digits[1:], 0], strict=True))
    named = re.search(
        r"\b(?!The|At|In|Its|Our|To|For)[A-Z][\w.’'-]*[ ]+$", text[max(0, match.start() - 40) : match.start()]
    )
    if value < 2 or (named and len(match.group()) == len(match["roman"])):
        return None
    return Token(*match.span(), match.group(), "ordinal", float(value))


def _times_a_year(name: str, part: dict[str, str]) -> float:
    if name == "frequency":
        return _FREQUENCIES[part["often"]]
    per = _PER_YEAR[part["span"]] if "span" in part else _FREQUENCIES[part["often"]]
    if name == "often":
        return _TIMES[" ".join(part["times"].split())] * per
    gap = part.get("often", "one")
    return per / (2 if gap == "other" else ORDINALS.get(gap) or number(gap) or 1)


def _share(name: str, at: tuple[int, int, str], part: dict[str, str], text: str) -> Token | None:
    if name == "half":
        # "the second half of the year" is a date, but "half the size" is a share.
        time = re.compile(r"\s+(?:of\s+)?(?:the\s+|an?\s+)?(?:year|month|decade|century|day|hour)\b").match(
            text, at[1]
        )
        return None if time else Token(*at, "percent", 50, unit="%")
    if "nth" in part:
        return Token(*at, "percent", round(100 / (FRACTIONS | ORDINALS)[part["nth"]], 1), unit="%")
    if name == "share":
        few, whole = number(part["part"]), number(part.get("many") or part["whole"])
        noun, people = units.counted(text, at[1])
        share = Token(*at, "percent", round(100 * few / whole, 1), unit="%", noun=noun, people=people)
        # Fourteen out of seventeen are two numbers: a share is stated in small or round ones.
        return share if few < whole and (few == 1 or whole <= 10 or whole % 10 == 0) else None
    few = 1.0 if part["part"] == "a" else number(part["part"])
    whole = float(part["of"]) if part["of"].isdigit() else float(FRACTIONS[part["of"].lower()])
    several = at[2].lower().rstrip().endswith("s") or few > 1 or part["part"] in ("one", "1")
    compared = _SHARED.search(text, max(0, at[0] - 12), at[0]) or _SHARES.match(text, at[1])
    # A share may be followed by others: a quarter worked on farms, a fifth in shops.
    clause = re.search(r"([^.;]*)[,;]\s+(?:and\s+)?$", text[max(0, at[0] - _CLAUSE) : at[0]])
    compared = compared or (clause and _SHARED_OUT.search(clause[1]))
    if few >= whole or not (several or "then" in part or compared or part["of"].isdigit()):
        return None
    end = at[1] - len(part.get("then", ""))
    return Token(at[0], end, text[at[0] : end], "percent", round(100 * few / whole, 1), unit="%")


def _read_number(match: re.Match[str], text: str) -> Token:
    """Return a number in digits or words: money, a rate, a year or what the noun after it says."""
    start, end = match.span()
    written = match.group()
    if (late := _PERCENT.match(text, end)) and re.fullmatch(r"[\d.,]+", written):
        value = number(written) if not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", written) else float(written)
    else:
        value = number(written)
    token = Token(start, end, written, "number", value)
    if _BELOW_ZERO.match(text, end):
        token = replace(token, value=-value)
    elif (below := _BELOW.search(text, max(0, start - 8), start)) and (
        below[1] or late or _DEGREES.match(text, end)
    ):
        start = below.start("sign")
        token = replace(token, start=start, text=text[start:end], value=-value)
    if late:
        unit = "percentage points" if _POINTS.match(text, end) else "%"
        stop = (_POINTS.match(text, end) or late).end()
        return replace(
            token, end=stop, text=text[start:stop], kind="percent" if unit == "%" else "rate", unit=unit
        )
    if basis := _BASIS_POINTS.match(text, end):
        stop = basis.end()
        return replace(token, end=stop, text=text[start:stop], kind="rate", unit=_HUNDREDTHS)
    if points := _BARE_POINTS.match(text, end):
        by = re.search(r"\bby\s+(?:(?:about|nearly|almost|some|only)\s+)?$", text[max(0, start - 16) : start])
        if points[1] or by or value % 1:
            stop = end + len(points.group()) - len(points[1] or "")
            percent = re.search(r"per\s?cent|%", text[max(0, start - _SENTENCE) : end + _SENTENCE])
            unit = "percentage points" if percent else "points"
            return replace(token, end=stop, text=text[start:stop], kind="rate", unit=unit)
    fold = _FOLD.match(text, end) or (
        _AS_MANY.match(text, end) if _IS_TIMES.search(text, max(0, start - 20), start) else None
    )
    if fold:
        return replace(token, end=fold.end(), text=text[start : fold.end()], kind="rate", unit="times")
    large = value >= 1000 or scale(written) > 1
    begin, unit = currencies.before(text, start, large)
    per = None if unit else _PER.match(text, end)
    # Two doctors for every 10,000 people are two numbers; of a hundred, or in parts, it is a rate.
    if per and (not per["noun"] or value % 1 or re.search(r"\b(?:100|hundred)$", per["base"])):
        unit = f"per {' '.join(per['base'].split())}"
        return replace(token, end=per.end(), text=text[start : per.end()], kind="rate", unit=unit)
    if unit:
        token = replace(token, start=begin, text=text[begin:end], kind="money", unit=unit)
    if unit in ("", currencies.DOLLARS):
        token = _money_after(token, text, end)
    if token.kind == "number" and (rate := currencies.exchanged(text, start, end)):
        token = replace(token, kind="money", unit=rate)  # the peso fell to 13.9 to the dollar
    if token.kind == "money":
        return token
    return _with_noun(token, text)


def _money_after(token: Token, text: str, at: int) -> Token:
    end, unit = currencies.after(text, at, token.value >= 1000)
    return replace(token, end=end, text=text[token.start : end], kind="money", unit=unit) if unit else token


def _with_noun(token: Token, text: str) -> Token:
    many = re.compile(r"\s+of\b").match(text, token.end) if _LARGE.search(token.text) else None
    noun, people = units.counted(text, many.end() if many else token.end, single=token.value == 1)
    if noun.endswith("members") and units.of_states(text, token.start):
        people = False
    if _BARE_YEAR.fullmatch(token.text):
        hedged = bool(_HEDGED.search(text, max(0, token.start - 16), token.start)) and noun
        if not (people and noun and noun.islower() and " " not in noun) and not hedged:
            return replace(token, kind="date", unit="year", dates=((int(token.value), 0, 0),))
    if not noun and (staff := units.announced(text, token.start, token.value)):
        noun, people = staff, True
    people = (people or (not noun and token.value >= _MANY)) and token.value % 1 == 0  # 1.9 children each
    if not noun and 1 < token.value < _OLDEST and _AGE.search(text, max(0, token.start - 16), token.start):
        noun, people = "years", False
    counted = noun and not people and token.value <= _OFTEN and noun not in _SPANS and token.value % 1 == 0
    if counted and (often := _A_YEAR.match(text, token.end)):
        per = _PER_YEAR[(often["span"] or "year").lower()]
        return replace(token, kind="frequency", value=token.value * per, noun=f"{noun} a year")
    return replace(token, noun=noun, people=people)


def _join_neighbours(tokens: list[Token], text: str) -> list[Token]:
    """Join ranges of two, and give the first of two numbers the scale and unit of the second."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last is not None and _rhythm(last, token, text):
            continue
        if last is not None and last.value == token.value and text[last.end : token.start] == " (":
            token = replace(token, start=last.start, text=text[last.start : token.end])
            noun, people = units.counted(text, token.end + 1)  # five thousand (5,000) workers
            joined[-1] = replace(token, noun=noun, people=people) if token.kind == "number" else token
            continue
        if last is not None and (pair := _pair(last, token, text)):
            joined[-1:] = pair
        else:
            joined.append(token)
    return joined


def _share_units(tokens: list[Token], text: str) -> list[Token]:
    """Give numbers of a series the unit of the last or first: 0.7, 1.9 and 0.1 per cent."""
    lent, size = list(tokens), 1.0
    origin: Token | None = None
    for i, token in enumerate(lent):
        if origin and _is_bare(token) and _TO_BARE.fullmatch(text, origin.end, token.start):
            lent[i] = replace(
                token, kind=origin.kind, unit=origin.unit, noun=origin.noun, people=origin.people
            )
            origin = None
        elif token.kind != "date" and token.value != 1:
            counts = (token.unit or token.noun) and token.high is None
            origin = token if counts and text[max(0, token.start - 5) : token.start] == "from " else None
    for i in range(len(lent) - 1, 0, -1):
        bare, last = lent[i - 1], lent[i]
        size = _scale_within(last.text) if _scale_within(last.text) > 1 else size
        if not (_is_bare(bare) and _lends(last) and _SERIES.fullmatch(text, bare.end, last.start)):
            size = 1.0
        elif last.kind in ("number", "money") and (last.unit or size > 1):
            value = bare.value * (size if bare.value < 1000 else 1)
            lent[i - 1] = replace(last, start=bare.start, end=bare.end, text=bare.text, value=value)
        elif last.unit and scale(bare.text) == 1 and (last.text[:1].isdigit() or _PERCENT.search(last.text)):
            lent[i - 1] = replace(bare, kind=last.kind, unit=last.unit)
    lender: Token | None = None
    between = ""
    for i, token in enumerate(lent):
        between += text[lent[i - 1].end : token.start] if lender else ""
        if token.kind == "date" and len(between) < _SENTENCE:
            continue
        if lender and _has_unit_of(lender, token, between, text):
            value = number(token.text.strip("()"))
            lent[i] = token = replace(token, kind=lender.kind, unit=lender.unit, value=value, people=False)
        units = token.kind in ("money", "percent") or token.unit in ("percentage points", _HUNDREDTHS)
        lender, between = (token if units else None), ""
    return lent


def _lends(token: Token) -> bool:
    """Whether a number may give its unit to those before: not twice, nor $5."""
    return token.text[:1].isalnum() and not (token.unit == "times" and token.text[:1].isalpha())


def _is_bare(token: Token) -> bool:
    return token.kind == "number" and not token.noun and token.high is None and token.text[:1].isdigit()


def _has_unit_of(lender: Token, token: Token, between: str, text: str) -> bool:
    """Return whether a number shares the unit of the one before: it is compared with it or in its series."""
    beside = text[max(0, token.start - 1) : token.start + 1]
    enclosed = "(" in beside and ")" in text[lender.end - 1 : lender.end + 1]
    if lender.kind == "percent" and _is_bare(token) and _ELIDED.search(between) and token.value <= 100:
        return bool(_STOPS.match(text, token.end)) and scale(token.text) == 1 and ". " not in between
    if not (_is_bare(token) or (token.kind == "marker" and enclosed)) or not _GOES_ON.fullmatch(between):
        return False
    if lender.kind != "money" and scale(token.text) > 1:
        return False
    if enclosed:
        return True
    if lender.kind == "money":
        return 0.01 < token.value / (lender.value or 1) < 100
    compares = _COMPARES.search(between) and token.value <= max(100, lender.value)
    return bool(compares) or ("." in token.text and "." in lender.text)


def _resolve_by_neighbours(tokens: list[Token], text: str) -> list[Token]:
    """Decide by a number's neighbours: whether "one" counts, and what is stated once for several."""
    settled: list[Token] = []
    money: Token | None = None
    for i, token in enumerate(tokens):
        if money is not None and ". " in text[money.end : min(token.start, money.end + _SENTENCE)]:
            money = None
        lender = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            token.kind == "number"
            and not token.noun
            and lender
            and _OUT_OF.fullmatch(text, token.end, lender.start)
        ):
            # "It is one of eight" states eight; "One of the eight is closed" states one too.
            one = token.text == "one" and not _ALONE.search(text, max(0, token.start - 14), token.start)
            token = replace(token, noun=lender.noun, people=lender.people, weak=one)
        elif token.kind == "number" and token.text.lower() == "one":
            near = [t for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2]) if t.kind == "number"]
            alone = bool(_ALONE.search(text, max(0, token.start - 14), token.start))
            # Two publications a year, of which one of the research publications is new.
            nouns = {f"{w}s"[: len(w) + (w[-1:] != "s")] for w in token.noun.lower().split(" ") if w}
            counted = (t.noun.lower().removesuffix(" a year") for t in tokens[max(0, i - 4) : i])
            alone = alone or any(noun.split(" ")[-1] in nouns for noun in counted)
            beside = _BESIDE.match(text, token.end)  # one D-1, three P-5 and seven P-3
            near_number = bool(beside) or (
                not token.noun
                and any(
                    t.value < _OLDEST and t.text.lower() != "one" and _are_near(t, token, text) for t in near
                )
            )
            token = replace(token, weak=not (alone or near_number or token.noun.lower() in units.TIMES))
        elif token.kind == "number" and money is not None and not token.noun and scale(token.text) > 1:
            token = replace(token, kind="money", unit=money.unit, people=False)
        if token.kind == "money":
            money = token
        elif token.people:
            money = None
        settled.append(token)
    return settled


def _are_near(one: Token, other: Token, text: str) -> bool:
    first, second = sorted((one, other), key=lambda t: t.start)
    between = text[first.end : second.start]
    return len(between) < _NEAR and not re.search(r"[.:;]\s", between)


def _rhythm(last: Token, token: Token, text: str) -> bool:
    """Return whether "a year" only gives the rhythm of the quantity before: 4 million dollars a year."""
    period = re.fullmatch(
        r"(?:an?|every|each|per)\s+(?:year|month|week|day)|annually", token.text, re.IGNORECASE
    )
    if period and period[0][:1] in "eE" and _does(last, token, text):
        return False  # what is done every day is done 365 times a year, however many there are
    if (
        last.kind in ("money", "percent")
        and re.fullmatch(r"annual|yearly|monthly|weekly|daily", token.text, re.IGNORECASE)
        and text[last.end : token.start] == " "
    ):
        return bool(_STATED.match(text, token.end))  # 8.5% annual, 100 euros monthly
    kinds = ("number", "money", "percent", "rate", "frequency")
    if not period or _LATER.match(text, token.end) or last.kind not in kinds:
        return False
    return bool(_RHYTHM.fullmatch(text, last.end, token.start))


def _does(last: Token, token: Token, text: str) -> bool:
    """Whether a verb stands between: 40 workers cross the border every day."""
    between = text[last.end : token.start]
    rest = between.lstrip().removeprefix(last.noun.removesuffix(" a year")).split()
    verb = last.noun and rest and rest[0].islower() and rest[0] not in _PREPOSITIONS
    return bool(verb) or _DONE.search(between) is not None


def _pair(first: Token, second: Token, text: str) -> list[Token] | None:
    glue = text[first.end : second.start].lower()
    lead = text[max(0, first.start - 12) : first.start].lower().rstrip()
    joint = _TO_HEDGED.sub("to", glue.strip(" -"))  # also of three- to sixfold
    between = lead.endswith("between")
    since = lead.endswith("from") and not _SPANS_FROM.search(text, max(0, first.start - 24), first.start)
    if since and first.kind != "date" and second.kind != "date":  # wages from 14 to 19 dollars are a range
        before = text[max(0, first.start - 2 * _CLAUSE) : first.start].rsplit(". ", 1)[-1].rstrip()[:-4]
        since = not before.strip() or bool(_CHANGES.search(before.lower()))
    ranged = (
        bool(_DASHES.fullmatch(glue))
        or (joint in ("to", "or", "up to") and not since)
        or (joint == "and" and between)
    )
    # By 3 per cent to 9 per cent, by five to 23.
    by = joint == "to" and lead.endswith("by") and (first.unit or not (second.unit or second.noun))
    if by or (not ranged and not (since and joint == "to")):
        return None
    if first.kind == second.kind == "date":
        return _years(first, second, text) if joint != "or" and (ranged or since) else None
    differ = first.unit and second.unit and first.unit != second.unit
    if first.high is not None or second.high is not None or differ:
        return None
    if first.kind not in ("number", second.kind) and (first.kind, second.kind) != ("money", "number"):
        return None
    if second.kind not in ("number", "money", "percent", "rate") or (
        first.unit and second.kind == "number" and first.kind != "money"
    ):
        return None
    low = first.value * _shared_scale(first, second)
    unit, kind = first.unit or second.unit, second.kind if second.kind != "number" else first.kind
    if not ranged:
        return [
            replace(
                first,
                value=low,
                unit=unit,
                kind=kind,
                noun=first.noun or second.noun,
                people=first.people or second.people,
            ),
            second,
        ]
    if low >= second.value:
        return None
    noun, whole = second.noun or first.noun, text[first.start : second.end]
    both = replace(second, start=first.start, text=whole, kind=kind, unit=unit, noun=noun)
    return [replace(both, value=low, high=second.value)]


def _years(first: Token, second: Token, text: str) -> list[Token] | None:
    """Return two years as one range; None for dates of a day or month, or years that go back."""
    plain = len(first.dates) == len(second.dates) == 1 and not (first.dates[0][1] or second.dates[0][1])
    if not plain or second.value <= first.value or first.away is not None:
        return None
    whole, ends = text[first.start : second.end], (first.dates[0], second.dates[0])
    return [replace(first, end=second.end, text=whole, high=second.value, dates=ends)]


def _shared_scale(first: Token, second: Token) -> float:
    """Return the factor of the second of two numbers that also applies to the first: 3 to 4 million."""
    return _scale_within(second.text) if _scale_within(first.text) == 1 and first.value < 1000 else 1.0


def _scale_within(text: str) -> float:
    return next((SCALES[word] for word in re.findall(r"[a-z]+", text.lower()) if word in SCALES), 1.0)
