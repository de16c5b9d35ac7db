"""Why figures are missing and where current ones are published, in the current language."""

from typing import Final

from migbrief.text import words
from migbrief.text.i18n import mark, t

# What the places to get a figure are called where that is no name.
PLACES: Final = (
    mark("World Bank"),
    mark("population: refugees by country of asylum"),
    mark("population: refugees and asylum-seekers by country of asylum"),
    mark("population: stateless by country of asylum"),
    mark("total stock of IDPs"),
    mark("DTM country data"),
    mark("tier placements"),
    mark("UNE_2EAP_SEX_AGE_RT_A (age 15-24)"),
    mark("IOM governing bodies"),
    mark("members and observers"),
    mark("table by destination and origin"),
    mark("table by age and sex"),
    mark("national statistics"),
    mark("national censuses (IPUMS International)"),
    mark("migration variables"),
    mark("internal displacement updates"),
    mark("internationally mobile students"),
    mark("International Labour Migration Statistics"),
    mark("bilateral remittance matrix"),
    mark("ILO and World Bank"),
    mark("emigration rates"),
    mark("national surveys"),
    mark("WHO"),
    mark("ILO"),
    mark("UN DESA and IOM"),
    mark("country assessments"),
    mark("national registers"),
)


def source_label(source: str, code: str) -> str:
    """Return a source with its code or table; without a code the source alone.

    >>> source_label("World Bank", "SM.POP.NETM")
    'World Bank: SM.POP.NETM'
    """
    return (
        t("{source}: {code}", source=translate_parts(source), code=translate_parts(code))
        if code
        else translate_parts(source)
    )


def translate_parts(text: str) -> str:
    """Translate a text of the tables, whole or part by part (``a; b``), as far as a catalogue has it.

    >>> translate_parts("a; b")
    'a; b'
    """
    whole = t(text)
    return whole if whole != text else words.series(_translate_part(part) for part in text.split("; "))


def _translate_part(text: str) -> str:
    """A part; the indicators of the Sustainable Development Goals go by the language's initials."""
    target = text.removeprefix("SDG ")
    return t(text) if target == text else t("SDG {target}", target=target)
