"""What numbers are by their neighbours: ranges of two, series with one unit, "one" that counts nothing."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from . import units
from .number_words import HEDGE, SCALES, SMALL, number, scale
from .plain_numbers import HUNDREDTHS, PERCENT
from .token import Token

_OLDEST: Final = 100  # years of age
_BEFORE: Final = 120  # letters before a number that say whether something changes from it
_NEAR: Final = 40  # letters between two numbers of one list
_SENTENCE: Final = 300  # letters over which an amount lends its currency
_HEDGED: Final = rf"(?:(?:{HEDGE})\s+)?"
_TO_HEDGED: Final = re.compile(rf"to\s+(?:{HEDGE})")
_RHYTHM: Final = re.compile(
    r"(?:\s+[\w-]+){0,5}\s+(?<!\bin )(?<!\bfor )(?<!\bover )(?<!\bthan )(?<!\bafter )(?<!\bwithin )"
)
_PERIOD: Final = re.compile(r"(?:an?|every|each|per)\s+(?:year|month|week|day)|annually", re.IGNORECASE)
_OFTEN: Final = re.compile(r"annual|yearly|monthly|weekly|daily", re.IGNORECASE)
_LATER: Final = re.compile(r"\s+(?:(?:later|earlier|ago)\b|(?:before|after|on)\s*(?:[,.;:)]|$))")
_STATED: Final = re.compile(r"\s*(?:[,.;:)]|$)|\s+(?:and|or|for|in|on|over|to|with|at|from)\b")
_DONE: Final = re.compile(r"\b(?:\w{2,}ed|born|held|made|given|sent|lost|taken|spent|paid|sold|built)\s+$")
_BESIDE: Final = re.compile(
    rf"(?:\s[\w-]{{1,30}}){{1,2}}(?:,|,?\sand)\s(?:{SMALL})(?:\s[\w-]{{1,30}}){{1,2}}(?:[,;.)]|\sand\b|$)"
)
_PREPOSITIONS: Final = ["of", "on", "for", "in", "to", "at", "from", "with", "by", "and", "or", "per", "as"]
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
    rf"(?:,\s+(?:and\s+)?|\s+(?:and|or|instead\s+of|rather\s+than|against|versus)\s+){_HEDGED}"
)
_TO_BARE: Final = re.compile(rf"[^.;:]{{1,120}}\bto\s+{_HEDGED}")
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
    rf"(?:, at|\b(?:up|down|rose|fell|grew|dropped|declined|increased|decreased)(?:\s+by)?)\s+{_HEDGED}$"
)
_STOPS: Final = re.compile(r"\s*(?:[;)]|[.,](?!\d)|$)")
_DASHES: Final = re.compile(r"\s?[-–—]\s?")
_ALONE: Final = re.compile(
    r"\b(?:at\s+least|at\s+most|only|just|exactly|(?:less|fewer)\s+than)\s+$", re.IGNORECASE
)
_CHANGES: Final = re.compile(
    r"\b(?:ris|rose|f[ae]ll|gr[eo]w|increas|decreas|declin|drop|rais|reduc|cut|lower|went|go(?:es|ing)?\b|pass|up\b"
    r"|down\b|climb|jump|mov|shr[aiu]nk|expand|doubl|chang|widen|narrow|slid|slip|improv|c[ao]me|turn|bring|brought"
    r"|eas|upgrad|extend|double|strengthen|boost|push|lift|surg|plung|tripl|accelerat|slow)"
)


def settle(tokens: Iterable[Token], text: str) -> list[Token]:
    """Return the quantities of a text, in order, as their neighbours show them.

    >>> both = [Token(0, 1, "3", "number", 3.0), Token(5, 12, "4 euros", "money", 4.0, unit="EUR")]
    >>> [(token.value, token.high) for token in settle(both, "3 to 4 euros")]
    [(3.0, 4.0)]
    """
    joined = _join(sorted(tokens, key=lambda token: token.start), text)
    return _resolve(_compare(_share_series(_share_origin(joined, text), text), text), text)


def _join(tokens: list[Token], text: str) -> list[Token]:
    """Join ranges of two, and give the first of two numbers the scale and unit of the second."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last is None:
            joined.append(token)
        elif _is_rhythm(last, token, text):
            continue
        elif last.value == token.value and text[last.end : token.start] == " (":
            noun, people = units.counted(text, token.end + 1)  # five thousand (5,000) workers
            again = replace(token, start=last.start, text=text[last.start : token.end])
            joined[-1] = replace(again, noun=noun, people=people) if token.kind == "number" else again
        else:
            joined[-1:] = _pair(last, token, text) or [last, token]
    return joined


def _is_rhythm(last: Token, token: Token, text: str) -> bool:
    """Return whether "a year" only gives the rhythm of the quantity before: 4 million dollars a year."""
    period = _PERIOD.fullmatch(token.text)
    if period and period[0][:1] in "eE" and _does(last, token, text):
        return False  # what is done every day is done 365 times a year, however many there are
    beside = text[last.end : token.start] == " " and last.kind in ("money", "percent")
    if beside and _OFTEN.fullmatch(token.text):
        return bool(_STATED.match(text, token.end))  # 8.5% annual, 100 euros monthly
    kinds = ("number", "money", "percent", "rate", "frequency")
    if not period or _LATER.match(text, token.end) or last.kind not in kinds:
        return False
    return bool(_RHYTHM.fullmatch(text, last.end, token.start))


def _does(last: Token, token: Token, text: str) -> bool:
    """Return whether a verb stands between: 40 workers cross the border every day."""
    between = text[last.end : token.start]
    rest = between.lstrip().removeprefix(last.noun.removesuffix(" a year")).split()
    verb = last.noun and rest and rest[0].islower() and rest[0] not in _PREPOSITIONS
    return bool(verb) or _DONE.search(between) is not None


def _pair(first: Token, second: Token, text: str) -> list[Token] | None:
    """Return two quantities as a range, or with what one has of the other; None if they stand apart."""
    glue = text[first.end : second.start].lower()
    lead = text[max(0, first.start - 12) : first.start].lower().rstrip()
    joint = glue.strip(" -")  # also of three- to sixfold
    joint = "to" if _TO_HEDGED.fullmatch(joint) else joint
    changes = lead.endswith("from") and _changes_from(first, second, text)
    ranged = _DASHES.fullmatch(glue) or (joint in ("to", "or", "up to") and not changes)
    ranged = ranged or (joint == "and" and lead.endswith("between"))
    # By 3 per cent to 9 per cent, by five to 23.
    by = joint == "to" and lead.endswith("by") and (first.unit or not (second.unit or second.noun))
    if by or (not ranged and not (changes and joint == "to")):
        return None
    if first.kind == second.kind == "date":
        return _years(first, second, text) if joint != "or" else None
    differ = first.unit and second.unit and first.unit != second.unit
    if first.high is not None or second.high is not None or differ:
        return None
    if first.kind not in ("number", second.kind) and (first.kind, second.kind) != ("money", "number"):
        return None
    bare = first.unit and second.kind == "number" and first.kind != "money"
    if bare or second.kind not in ("number", "money", "percent", "rate"):
        return None
    low = first.value * (_scale_within(second.text) if _is_unscaled(first) else 1.0)  # 3 to 4 million
    kind = second.kind if second.kind != "number" else first.kind
    noun, unit = first.noun or second.noun, first.unit or second.unit
    if not ranged:
        people = first.people or second.people
        return [replace(first, value=low, kind=kind, unit=unit, noun=noun, people=people), second]
    if low >= second.value:
        return None
    both = first.until(second.end, text, kind=kind, unit=unit, noun=second.noun or noun, people=second.people)
    return [replace(both, value=low, high=second.value)]


def _changes_from(first: Token, second: Token, text: str) -> bool:
    """Return whether from one to another is a change: wages from 14 to 19 dollars are a range."""
    if _SPANS_FROM.search(text, max(0, first.start - 24), first.start):
        return False
    if "date" in (first.kind, second.kind):
        return True
    before = text[max(0, first.start - _BEFORE) : first.start].rsplit(". ", 1)[-1].rstrip()[:-4]
    return not before.strip() or bool(_CHANGES.search(before.lower()))


def _years(first: Token, second: Token, text: str) -> list[Token] | None:
    """Return two years as one range; None for dates of a day or month, or years that go back."""
    plain = len(first.dates) == len(second.dates) == 1 and not (first.dates[0][1] or second.dates[0][1])
    if not plain or second.value <= first.value or first.away is not None:
        return None
    dates = (first.dates[0], second.dates[0])
    return [first.until(second.end, text, high=second.value, dates=dates)]


def _is_unscaled(token: Token) -> bool:
    return _scale_within(token.text) == 1 and token.value < 1000


def _scale_within(text: str) -> float:
    return next((SCALES[word] for word in re.findall(r"[a-z]+", text.lower()) if word in SCALES), 1.0)


def _is_bare(token: Token) -> bool:
    return token.kind == "number" and not token.noun and token.high is None and token.text[:1].isdigit()


def _share_origin(tokens: list[Token], text: str) -> list[Token]:
    """Give the number that something goes to what it went from has: from 90,000 permits to 900,000."""
    given = list(tokens)
    origin: Token | None = None
    for i, token in enumerate(tokens):
        if origin and _is_bare(token) and _TO_BARE.fullmatch(text, origin.end, token.start):
            given[i] = replace(origin, start=token.start, end=token.end, text=token.text, value=token.value)
            origin = None
        elif token.kind != "date" and token.value != 1:
            counts = (token.unit or token.noun) and token.high is None
            origin = token if counts and text[max(0, token.start - 5) : token.start] == "from " else None
    return given


def _share_series(tokens: list[Token], text: str) -> list[Token]:
    """Give the numbers of a series the unit and scale of the last: 0.7, 1.9 and 0.1 per cent."""
    given, size = list(tokens), 1.0
    for i in range(len(given) - 1, 0, -1):
        bare, last = given[i - 1], given[i]
        size = _scale_within(last.text) if _scale_within(last.text) > 1 else size
        twice_or_sign = not last.text[:1].isalnum() or (last.unit == "times" and last.text[:1].isalpha())
        if twice_or_sign or not (_is_bare(bare) and _SERIES.fullmatch(text, bare.end, last.start)):
            size = 1.0
        elif last.kind in ("number", "money") and (last.unit or size > 1):
            value = bare.value * (size if bare.value < 1000 else 1)
            given[i - 1] = replace(last, start=bare.start, end=bare.end, text=bare.text, value=value)
        elif last.unit and scale(bare.text) == 1 and (last.text[:1].isdigit() or PERCENT.search(last.text)):
            given[i - 1] = replace(bare, kind=last.kind, unit=last.unit)
    return given


def _compare(tokens: list[Token], text: str) -> list[Token]:
    """Give a number the unit of the one before that it is compared with: 12 per cent in Spain, 9 in Italy."""
    given: list[Token] = []
    lender: Token | None = None
    between = ""
    for token in tokens:
        between += text[given[-1].end : token.start] if lender else ""
        if token.kind != "date" or len(between) >= _SENTENCE:
            if lender and _has_unit_of(lender, token, between, text):
                value = number(token.text.strip("()"))
                token = replace(token, kind=lender.kind, unit=lender.unit, value=value, people=False)
            lends = token.kind in ("money", "percent") or token.unit in ("percentage points", HUNDREDTHS)
            lender, between = (token if lends else None), ""
        given.append(token)
    return given


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
    if enclosed or lender.kind == "money":
        return enclosed or 0.01 < token.value / (lender.value or 1) < 100
    compares = _COMPARES.search(between) and token.value <= max(100, lender.value)
    return bool(compares) or ("." in token.text and "." in lender.text)


def _resolve(tokens: list[Token], text: str) -> list[Token]:
    """Decide whether "one" counts, and give numbers with a scale the currency of the amount before."""
    resolved: list[Token] = []
    money: Token | None = None
    for i, token in enumerate(tokens):
        if money is not None and ". " in text[money.end : min(token.start, money.end + _SENTENCE)]:
            money = None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind != "number":
            pass
        elif following and not token.noun and _OUT_OF.fullmatch(text, token.end, following.start):
            # "It is one of eight" states eight; "One of the eight is closed" states one too.
            weak = token.text == "one" and not _stands_alone(token, text)
            token = replace(token, noun=following.noun, people=following.people, weak=weak)
        elif token.text.lower() == "one":
            token = replace(token, weak=not _counts(i, tokens, text))
        elif money is not None and not token.noun and scale(token.text) > 1:
            token = replace(token, kind="money", unit=money.unit, people=False)
        if token.kind == "money" or token.people:
            money = token if token.kind == "money" else None
        resolved.append(token)
    return resolved


def _stands_alone(token: Token, text: str) -> bool:
    return _ALONE.search(text, max(0, token.start - 14), token.start) is not None


def _counts(i: int, tokens: list[Token], text: str) -> bool:
    """Return whether "one" is a quantity: it is hedged, of a time, or stands in a list of numbers."""
    token = tokens[i]
    if _stands_alone(token, text) or token.noun.lower() in units.TIMES or _BESIDE.match(text, token.end):
        return True  # one D-1, three P-5 and seven P-3
    # Two publications a year, of which one of the research publications is new.
    nouns = {f"{w}s"[: len(w) + (w[-1:] != "s")] for w in token.noun.lower().split(" ") if w}
    before = (t.noun.lower().removesuffix(" a year") for t in tokens[max(0, i - 4) : i])
    if any(noun.split(" ")[-1] in nouns for noun in before):
        return True
    near = [t for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2]) if t.kind == "number"]
    small = [t for t in near if t.value < _OLDEST and t.text.lower() != "one"]
    return not token.noun and any(_are_near(t, token, text) for t in small)


def _are_near(one: Token, other: Token, text: str) -> bool:
    first, second = sorted((one, other), key=lambda t: t.start)
    between = text[first.end : second.start]
    return len(between) < _NEAR and not re.search(r"[.:;]\s", between)
