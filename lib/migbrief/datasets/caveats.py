"""Caveats of countries and indicators, shown once beside the figures."""

from collections.abc import Iterable, Sequence
from typing import Final

from migbrief.text.i18n import mark, t

from . import countries

FIGURES: Final = {  # on the figures of a country
    "PSE": mark(
        "Of the State of Palestine, counts are those of the West Bank and the Gaza Strip together; rates "
        "and shares are the West Bank's alone where the Factbook gives both."
    )
}
NAMES: Final = {  # on the name of a place, with figures or without
    "XKX": mark("References to Kosovo are in the context of UN Security Council resolution 1244 (1999).")
}
INDICATORS: Final = {  # on an indicator of the Factbook
    "refugees_and_asylum_seekers_hosted": mark(
        "What the Factbook's 2025 edition calls refugees are UNHCR's refugees plus its asylum-seekers of the "
        "end of 2024."
    ),
    "refugees_hosted": mark(
        "The Factbook's 2015 edition counts refugees alone, without the asylum-seekers that it lists apart."
    ),
}


def of_countries(chosen: Sequence[str]) -> str:
    """Return the caveats of some countries (ISO3) as sentences; blank if there are none.

    >>> of_countries(["KEN"])
    ''
    """
    known = FIGURES | NAMES
    return " ".join(t(known[code]) for code in dict.fromkeys(chosen) if code in known)


def of_figures(indicators: Iterable[str]) -> str:
    """Return the caveats of some indicators of the Factbook; blank if there are none.

    >>> of_figures(["population"])
    ''
    """
    return join(*(t(INDICATORS[i]) for i in indicators if i in INDICATORS))


def join(*texts: str) -> str:
    """Join caveats into one text, each once.

    >>> join("One.", "", "One.", " Two.")
    'One. Two.'
    """
    return " ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def with_place_caveats(note: str, *shown: str) -> str:
    """Return a note followed by the caveats of the places named in the texts ``shown``, each once.

    >>> with_place_caveats("A note.", "Kenya")
    'A note.'
    """
    caveats = [
        t(text)
        for code, text in NAMES.items()
        if t(text) not in note and any(countries.name(code) in text for text in shown)
    ]
    return join(note, *caveats)
