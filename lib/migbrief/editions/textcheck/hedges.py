"""The precision with which a text states a quantity: the hedge before it, or right after."""

import re
from typing import Any

from migbrief.text.i18n import t

from .lexicon import LEXICON, by_word
from .number_words import PLURALS
from .token import Token

_HEDGES = LEXICON["hedges"]
_MEANS = by_word(_HEDGES)
_WORDS = "|".join(sorted(_MEANS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<!\w)({_WORDS})\s+(?:an?\s+)?$", re.IGNORECASE)
_AFTER = re.compile(r"\s+(or more|or above|or older|or fewer|or less|or so)(?!\w)", re.IGNORECASE)
_LATER = {"or fewer": "at most", "or less": "at most", "or so": "some"}
_FEW = 12
# "Over six years" can mean a duration; "for over six years" is a lower bound.
_LASTS = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?|decades?|hours?)\b", re.IGNORECASE)
_LONGER = re.compile(r"\b(?:for|of|in|after|since|by|lasted|took|is|are|was|were)\s+over\s+$", re.IGNORECASE)
# Words that state a share without a number: a majority is over half.
_IMPLIED = {"majority": "over"}


def written_qualifier(text: str, token: Token) -> str:
    """Return the qualifier written at a quantity; blank if there is none.

    >>> from .quantities import read
    >>> text = "more than 12 herons"
    >>> written_qualifier(text, read(text)[0])
    'over'
    """
    after = _AFTER.match(text, token.end)
    if after:
        return _LATER.get(after[1].lower(), "at least")
    led = text[max(0, token.start - 2) : token.start].strip()[:1].isalpha()
    before = _BEFORE.search(text, max(0, token.start - 40), token.start) if led else None
    if (
        before
        and before[1].lower() in ("under", "above", "below")
        and token.kind == "number"
        and token.value <= _FEW
    ):
        return ""  # under three pillars
    lasting = before and before[1].lower() == "over" and _LASTS.match(text, token.end)
    if lasting and not _LONGER.search(text, max(0, token.start - 40), token.start):
        return ""
    if token.kind == "number" and token.text.lower().split()[-1].rstrip("s") + "s" in PLURALS and not before:
        return "at least" if token.text[-1:].lower() == "s" else ""
    return _MEANS[" ".join(before[1].lower().split())] if before else _IMPLIED.get(token.text.lower(), "")


def qualifier_difference(fact: dict[str, Any], text: str, token: Token) -> str:
    """Describe the difference between the qualifiers of the text and of a fact; blank if they agree.

    >>> from .quantities import read
    >>> text = "more than 12 herons"
    >>> qualifier_difference({"qualifier": "exact"}, text, read(text)[0])
    "the text writes 'over', the fact 'exact'"
    """
    stated, own = written_qualifier(text, token), str(fact["qualifier"])
    # A hedge may be a few words away: an estimated budget of 1.3 billion; about may be an estimate.
    sentence = text[: token.start].rsplit(". ", 1)[-1].casefold()
    near = own in _HEDGES and any(re.search(rf"(?<!\w){h}(?!\w)", sentence) for h in _HEDGES[own])
    if stated in ("", own) or {stated, own} == {"some", "estimated"}:
        return "" if stated or own == "exact" or near else t("the text does not write {word}", word=repr(own))
    return t("the text writes {said}, the fact {kept}", said=repr(stated), kept=repr(own))
