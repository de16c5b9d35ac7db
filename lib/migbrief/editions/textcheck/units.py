"""What a quantity counts: the noun after it, and whether that means people."""

import re
from typing import Final

from .lexicon import LEXICON
from .number_words import HEDGE, SCALES, WORDS

_NOUNS: Final = {kind: frozenset(words.split()) for kind, words in LEXICON["nouns"].items()}
_PEOPLE: Final = _NOUNS["people"]
TIMES: Final = _NOUNS["times"]
_DEMONYM: Final = re.compile(r"[A-Z][a-zé]+(?:ans|ians|ese|is|ards|ysts)$")
_CALLING: Final = re.compile(r"\w{4,}ists$|\w+(?:icians|ologists|workers|women|persons)$")
_WORD: Final = re.compile(r"[\s-]*([^\W\d_][\w'’-]{0,40})")
_PARTITIVE: Final = re.compile(r"\s+of\s+(?:us|them|whom|which|the|these|those|all|its|their|our)\b")
_MEASURE: Final = re.compile(r"\s?(kg|km|cm|mm|ha|kWh|MWh|MW|GB|km²|m²|m³)(?!\w)")
_HYPHEN: Final = re.compile(r"-([a-z]{3,})")
_STAFF: Final = re.compile(
    r"\b(staff|workforce|personnel|population|caseload|team|crew|family|household|families)\s+(?:of\s+(?:[a-z]+\s+){0,2}|"
    r"(?:[a-z]+\s+){0,4}from\s+(?:[\d,.]+\s+to\s+)?)$",
    re.IGNORECASE,
)
_DEED: Final = re.compile(
    r"\s+(?:have\s+|has\s+|had\s+|were\s+|are\s+)?(?:took\s+part|attended|participated|died|fled|enrolled|drowned|registered|arrested)\b"
)
_ARE: Final = re.compile(r"\s+(?:were|are)\s+(?:[a-z]+\s+)??([a-z]+s|women|men|children)\b")
_OF_STATES: Final = re.compile(
    r"\s+of\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,3}(?:Union|Nations|Organi[sz]ation|Communit(?:y|ies)|Commonwealth|League|Commission)\b"
)
_HELD: Final = re.compile(
    r"\b(built\s+for|made\s+for|room\s+for|held|hosts?|hosted|houses?|housed|shelters|sheltered|killed|killing|rescued"
    r"|employs?|employed|trained|wounded|injured|deported|detained"
    rf"|(?:issued|granted|given|paid|offered|awarded|lent|handed)\s+(?:out\s+)?to)\s+(?:(?:{HEDGE})\s+)?$"
)
# What says how many there are of those before it: girls were 23 670; the children increased from 52,000.
_NUMBERED: Final = re.compile(
    r"\b(?:(?P<be>(?:were|are|be|been)\b)|(?:number(?:ed)?|total(?:led|ed)?|reach(?:ed)?|exceed(?:ed)?|surpass(?:ed)?"
    r"|amount(?:ed)? to|added up to)\b"
    r"|(?:increased|rose|grew|fell|dropped|declined|decreased|jumped|climbed|went|passed)"
    rf"(?:\s+from|\s+to)\b)(?:\s+(?:(?P<only>only|just)|{HEDGE}))?\s+$"
)
_AGED: Final = 20  # below it, those who are so many may be so old
_BODY: Final = re.compile(
    r"(?:Council|Union|Community|Commonwealth|League|Commission|\b[A-Z]{3,})\)?,?\s+(?:whose|with\s+its|and\s+its)\s+$"
)
_NUMBER_OF: Final = re.compile(r"\b(?:number|total|figure)s?\s+of\s+((?:[\w-]+\s+){1,4})", re.IGNORECASE)
_SUBJECT_OF: Final = re.compile(r"\s+(?:each|every|the|an?|its|their|his|her|our|this|these|that)\b")
_ONE_OF: Final = {"man": "men", "woman": "women", "child": "children"}
_LONGEST: Final = 5  # words of a unit


def counted(text: str, end: int, single: bool = False) -> tuple[str, bool]:
    """Return the noun phrase after a number, blank if there is none, and whether it means people.

    ``single``: after one, the noun is not a plural.

    >>> counted("12 seasonal workers in Spain", 2), counted("12 of them", 2)
    (('seasonal workers', True), ('', False))
    """
    if measure := _MEASURE.match(text, end):
        return measure[1], False
    if part := _HYPHEN.match(text, end):
        return f"{part[1]}s" if not part[1].endswith("s") else part[1], False
    partitive = _PARTITIVE.match(text, end)
    at = partitive.end() if partitive else end
    words: list[str] = []
    closing = False
    for _ in range(_LONGEST):
        match = _WORD.match(text, at)
        if not match or "\n" in text[at : match.start(1)]:
            break
        word = match[1].strip("'’-").rstrip(",")
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if low in ("more", "fewer") and not words:  # ten more spaces
            at = match.end(1)
            continue
        then = _WORD.match(text, match.end(1)) if low in ("and", "or") and words and not closing else None
        if then and then[1].lower() not in WORDS and then[1].lower() not in _NOUNS["stop"]:
            at = match.end(1)
            words.clear()  # vetted and cleared individuals
            continue
        if low in _NOUNS["stop"] or low in WORDS or low in SCALES or (closing and not _plural(low)):
            break
        words.append(word)
        at = match.end(1)
        closing = _plural(low)
        if low in TIMES or text[at : at + 1] in ",.;:)":
            break
    if len(words) > 1 and is_people(words[-2]) and _SUBJECT_OF.match(text, at):
        words.pop()  # two nurses visits each
    while words and not _plural(words[-1].lower()) and any(_plural(w.lower()) for w in words):
        words.pop()
    if words and not _plural(words[-1].lower()):
        words = words[:2] if single and not partitive else []
    if not words or words[-1].lower() == "others":
        deed = _DEED.match(text, at if partitive else end)
        group = _ARE.match(text, at if partitive else end)
        among = partitive is not None and partitive.group().endswith(" us")
        return "", bool(deed or among or (group and is_people(group[1])))
    states = words[-1].lower() == "members" and (
        words[0].lower() == "associate" or _OF_STATES.match(text, at)
    )
    one = single and any(map(is_people, (f"{words[-1]}s", _ONE_OF.get(words[-1].lower(), ""))))
    return " ".join(words), (one or is_people(words[-1])) and not states


def is_people(word: str) -> bool:
    """Return whether a plural means people.

    >>> is_people("nurses"), is_people("Hondurans"), is_people("permits")
    (True, True, False)
    """
    last = word.lower().split("-")[-1]
    known = last in _PEOPLE or word.lower() in _PEOPLE
    return known or bool(_DEMONYM.match(word) or _CALLING.match(last))


def of_states(text: str, start: int) -> bool:
    """Return whether the members that a number counts are States, those of a council or union before it.

    >>> of_states("the Gulf Council, whose six members", 24)
    True
    """
    return bool(_BODY.search(text, max(0, start - 60), start))


def announced(text: str, start: int, value: float = 0) -> str:
    """Return the word for people that introduces a number ``value`` in its sentence: a staff of 23.

    >>> announced("a staff of 23", 11)
    'staff'
    """
    if not text[max(0, start - 2) : start].rstrip(" \u00a0").isalpha():
        return ""
    if _HELD.search(text, max(0, start - 40), start):
        return "people"
    before = text[max(0, start - 240) : start].rsplit(". ", 1)[-1]
    rose = _NUMBERED.search(before)
    if (
        rose
        and (value >= _AGED or not rose["be"] or rose["only"])
        and (who := _subject(before[: rose.start()]))
    ):
        return who
    before = before[-120:]
    if " of " not in before and " from " not in before:
        return ""
    if staff := _STAFF.search(before):
        return staff[1]
    total = _NUMBER_OF.search(before)
    word = next((word for word in (total[1].split() if total else ()) if _plural(word.lower())), "")
    return word if is_people(word) else ""


def _subject(before: str) -> str:
    """Return the plural for people of which a verb speaks, blank if it speaks of something else."""
    words = re.findall(r"[^\W\d_][\w'’-]*|[;:]", before)
    for at in range(len(words) - 1, -1, -1):
        word, above = words[at], words[at - 1].lower() if at else ""
        if word in (";", ":", "which"):
            return ""
        if above in _NOUNS["prepositions"] or (
            at > 1 and above in _NOUNS["determiners"] and words[at - 2].lower() in _NOUNS["prepositions"]
        ):
            continue
        low = word.lower()
        if low not in _NOUNS["stop"] and (_plural(low) or _DEMONYM.match(word)):
            return low if is_people(word) else ""
        if low in _NOUNS["determiners"] or (
            word[:1].isupper() and above in ("and", "but", "while", "whereas")
        ):
            return ""
    return ""


def _plural(word: str) -> bool:
    if word in _NOUNS["plain"] or word in TIMES or word in _PEOPLE:
        return True
    return (
        word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))
        and word not in _NOUNS["singular"]
    )
