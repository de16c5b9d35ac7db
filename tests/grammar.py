"""Grammar and spelling errors in French and Spanish texts, whatever their content."""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"\b([Tt]he|of|and|are|is|live|people|persons|hosts|received|about|most|group|abroad|arrived|left|more|than"
    r"|according|others|with|for|year|estimated|largest|from|displaced|refugees|held|Place|Amount)\b"
)
# What no sentence may say in any language: programming values, doubled articles or stops, an empty place.
NEVER = re.compile(
    r"\bnan\b|\binf\b|\bNone\b|<NA>|\bthe the\b|\.\.(?!\.)| ,|\(\)|\b1 (?:persons|refugees)\b|−0\b(?!\.)"
    r"|‰|[{}]"
)
# Titles of data sets stay as their publishers have them.
NAMES = re.compile(
    r"World Factbook|World Population Prospects|International Migrant Stock|Refugee Population Statistics"
    r"|Global Internal Displacement Database|World Development Indicators|Bilateral Remittance Matrix"
)
# Money takes no "de": USD 120 millones.
MONEY = re.compile(r"USD[ \u00a0][\d.,]+[ \u00a0](?:millón|millones)")
# What is wrong in a language, wherever it stands.
WRONG = {
    "fr": re.compile(
        r"\b(?:de|à|en) les?\b|\b(?:de|le|la|que) (?=[aeiouâéèêîôœAEIOUÉÎ])"  # du, aux; de l’Angola, d’Angola
        r"|'|(?:million|milliard)s? (?!d[e’]|viennent|USD)"  # 2 millions de personnes, 2 millions USD
        r"|\d[ .,\u00a0]\d{3}\b|\d\.\d|\d ?%|\w[;:] "  # the spaces of 1 220, of 5 % and of signs
    ),
    "es": re.compile(
        r"\b(?:de|a) el\b|(?:millón|millones) (?!de |más|proceden)|\d,\d{3}\b|\d\.\d{1,2}\b|\d ?%|\d\s\d"
    ),
}
SLIP = re.compile(r"[{}]|  |\b(\w+) \1\b|\(\)|\.\.| [,.]|\bnan\b|None")
SCALE = {"million": 1e6, "millions": 1e6, "billion": 1e9, "milliard": 1e9, "milliards": 1e9,
         "millón": 1e6, "millones": 1e6}  # fmt: skip
NUMBER = re.compile(rf"(?<![\w–-])(\d[\d.,\u202f]*\d|\d)(?:[ \u00a0]({'|'.join(SCALE)})\b)?")


def check(said: str, code: str) -> None:
    """Fail for English left, wrong grammar or spaces, a placeholder or a doubled word."""
    for rule in (ENGLISH, WRONG[code], SLIP):
        assert not (found := rule.search(MONEY.sub("USD", NAMES.sub("", said)))), (found, said)


def check_sentences(said: str, code: str) -> None:
    """The same of whole sentences."""
    check(said, code)
    assert re.fullmatch(r"[A-ZÉ\d].*[^.]\.", said), said
    assert not re.search(r"\. [a-zéà]", said), said


def numbers(said: str, code: str) -> list[float]:
    """The numbers of a text in a language, in order of size."""
    group, point = {"en": (",", "."), "fr": ("\u202f", ","), "es": (".", ",")}[code]
    return sorted(
        round(float(n.replace(group, "").replace(point, ".")) * SCALE.get(scale, 1), 3)
        for n, scale in NUMBER.findall(said)
    )
