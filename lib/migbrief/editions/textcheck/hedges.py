"""How sharply a text states a quantity: the hedge before it, or right after."""

from __future__ import annotations

import re
from typing import Any

from migbrief.text.i18n import t

from .quantities import Token

_HEDGES = {
    "some": ("some", "about", "around", "approximately", "roughly", "circa"),
    "nearly": ("nearly", "almost", "close to", "just under"),
    "over": ("over", "more than", "above"),
    "at least": ("at least", "no fewer than", "no less than"),
    "at most": ("at most", "up to", "no more than", "not more than"),
    "less than": ("less than", "fewer than", "under", "below"),
    "exact": ("exactly", "precisely"),
    "estimated": ("an estimated", "estimated"),
}
_MEANS = {words: qualifier for qualifier, listed in _HEDGES.items() for words in listed}
_WORDS = "|".join(sorted(_MEANS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<!\w)({_WORDS})\s+(?:an?\s+)?$", re.IGNORECASE)
_AFTER = re.compile(r"\s+(or more|or fewer|or less)(?!\w)", re.IGNORECASE)
_LATER = {"or more": "at least", "or fewer": "at most", "or less": "at most"}
# Words that state a share with no number beside them: a majority is over half.
_IMPLIED = {"majority": "over"}


def written_qualifier(text: str, token: Token) -> str:
    """The qualifier a text writes at a quantity, blank where it writes none.

    >>> from .quantities import read
    >>> text = "more than 12 herons"
    >>> written_qualifier(text, read(text)[0])
    'over'
    """
    after = _AFTER.match(text, token.end)
    if after:
        return _LATER[after[1].lower()]
    before = _BEFORE.search(text, max(0, token.start - 40), token.start)
    return _MEANS[" ".join(before[1].lower().split())] if before else _IMPLIED.get(token.text.lower(), "")


def qualifier_difference(fact: dict[str, Any], text: str, token: Token) -> str:
    """What the text writes at a fact's figure and the fact does not say, or nothing.

    >>> from .quantities import read
    >>> text = "more than 12 herons"
    >>> qualifier_difference({"qualifier": "exact"}, text, read(text)[0])
    "the text writes 'over', the fact 'exact'"
    """
    said, kept = written_qualifier(text, token), str(fact["qualifier"])
    # A hedge may stand a few words off: an estimated budget of 1.3 billion; about may be an estimate.
    sentence = text[: token.start].rsplit(". ", 1)[-1].casefold()
    near = kept in _HEDGES and any(re.search(rf"(?<!\w){h}(?!\w)", sentence) for h in _HEDGES[kept])
    if said in ("", kept) or {said, kept} == {"some", "estimated"}:
        return "" if said or kept == "exact" or near else t("the text does not write {word}", word=repr(kept))
    return t("the text writes {said}, the fact {kept}", said=repr(said), kept=repr(kept))
