"""Names of countries and groups inside sentences: the article and the preposition that each takes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from . import i18n

FORMS: Final = ("start", "in", "of", "from", "to", "name")


class Place(str):
    """The name of a country, area or group in the language spoken; its format says how a sentence takes it.

    Without a format it has its article: ``the Philippines``; ``start`` begins a sentence, ``in``, ``of``,
    ``from`` (an origin) and ``to`` put the preposition before it, ``name`` leaves it bare, as ``str`` does.
    A translation may take another form than the English message.

    >>> f"{Place('Philippines')}, {Place('Kenya'):in}"
    'the Philippines, in Kenya'
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec == "name":
            return str(self)
        if spec and spec not in FORMS:
            raise ValueError(f"{spec!r} is no form of a place; use one of {', '.join(FORMS)}, or none")
        if spec == "start":
            said = format(self, "")
            return said[:1].upper() + said[1:]
        return _said(str(self), spec, i18n.current())


@lru_cache(maxsize=4096)
def _said(name: str, form: str, language: str) -> str:
    # As in the UN's own sentences: "Iran (Islamic Republic of)" and "China, Macao SAR" are for lists.
    name = re.sub(r"^(.+) \(([^)]* )(of|de|du|del|d’)\)$", _turned, name)
    name = re.sub(r"^(China|Chine), (.+)$", r"\2 (\1)", name)
    return {"en": _english, "fr": _french, "es": _spanish}[language](name, form)


def _turned(found: re.Match[str]) -> str:
    name, kind, of = found.groups()
    return f"{kind}{of}{'' if of.endswith('’') else ' '}{name}"


# English: names that no rule tells, as the United Nations writes them.
_THE: Final = frozenset(
    (
        *("Americas", "Bahamas", "British Indian Ocean Territory", "Caribbean", "Comoros", "Congo", "EU27"),
        *("Gambia", "Maldives", "Netherlands", "Niger", "Philippines", "Sudan", "World"),
        *("Least developed countries", "Landlocked developing countries", "Small island developing States"),
    )
)
# Islands that two names share: the article would stand before the first alone.
_SHARED: Final = re.compile(r"^(Heard Island|South Georgia) and ")
_FIRST: Final = frozenset(
    (
        *("Bolivarian", "Democratic", "Federated", "Holy", "Islamic", "Isle", "Plurinational", "Republic"),
        *("State", "United"),
    )
)
_LAST: Final = frozenset(
    ("Area", "Emirates", "Federation", "Islands", "Kingdom", "Republic", "States", "Territories", "Union")
)
_BRACKETS: Final = re.compile(r" \([^)]*\)")
_COMMON: Final = re.compile(
    r"^(World|Least|Landlocked|Small|Others|Unknown|Stateless"  # English
    r"|Monde|Pays|Petits|Autres|Inconnu|Apatrides|Zone"  # French
    r"|Mundo|Países(?! Bajos)|Pequeños|Otros|Desconocido|Apátridas|Zona)( |$)"  # Spanish
)


def _lowered(name: str) -> str:
    """A name with a small first letter where it is a common noun: ``the world``."""
    return name[0].lower() + name[1:] if _COMMON.match(name) else name


def _english(name: str, form: str) -> str:
    if name.endswith(" income"):
        said = f"{name.lower().replace(' ', '-')} countries"
    elif _takes_the(name):
        said = f"the {_lowered(name)}"
    else:
        said = _lowered(name)
    if form == "in" and re.search(r"^Isle | Island$", name):
        form = "on"
    return f"{form} {said}" if form else said


def _takes_the(name: str) -> bool:
    """Whether a name takes an article: one that says its kind does; what stands in brackets is no matter."""
    parts = _BRACKETS.sub("", name).split()
    return not _SHARED.match(name) and (name in _THE or parts[0] in _FIRST or parts[-1] in _LAST)


# French: islands and States that are called as a person is, without an article.
_BARE: Final = frozenset(
    (
        *(
            "Anguilla",
            "Antigua",
            "Aruba",
            "Autres",
            "Bahreïn",
            "Bonaire",
            "Cabo",
            "Chypre",
            "Cuba",
            "Curaçao",
        ),
        *("Djibouti", "El", "Gibraltar", "Guam", "Guernesey", "Haïti", "Inconnu", "Israël", "Jan", "Jersey"),
        *("Kiribati", "La", "Madagascar", "Malte", "Maurice", "Mayotte", "Monaco", "Montserrat", "Nauru"),
        *("Nioué", "Oman", "Porto", "Saba", "Saint", "Sainte", "Sao", "Singapour", "Sri", "Taïwan"),
        *("Tokélaou", "Tuvalu", "Wallis", "inconnus"),
    )
)
_MASCULINE: Final = frozenset(
    ("Belize", "Cambodge", "Mexique", "Monde", "Mozambique", "Royaume", "Suriname", "Territoire", "Zimbabwe")
)
_FEMININE: Final = frozenset(("RAS", "Sierra", "Trinité", "UE", "Fédération"))
_PLURAL: Final = frozenset(("Fidji", "Tonga", "Samoa américaines"))
_NO_PLURAL: Final = frozenset(("Bélarus", "Honduras"))
_EN: Final = frozenset(("El", "Haïti", "Israël"))  # of those without an article
# Kinds of places and groups: one is "dans" them, and comes from them with the article.
_DANS: Final = frozenset(
    (
        "Amériques",
        "Caraïbes",
        "Monde",
        "Pays",
        "Petits",
        "RAS",
        "Territoire",
        "Terres",
        "UE-27",
        "Zone",
        "État",
    )
    + ("États",)
)
_WITH_LA: Final = frozenset(("Barbade", "Dominique", "Grenade", "Trinité"))  # "à la", "de la"
_KINDS: Final = frozenset(("Fédération", "République", "Île"))  # one comes from them with the article


def _french(name: str, form: str) -> str:
    if form == "to":
        return f"vers {_french(name, '')}"
    if "revenu" in name.lower():
        name = f"Pays à {name[0].lower()}{name[1:]}"
    if " et " in name:  # each of several places takes its own
        parts = re.split(r"(, | et )", name)
        return "".join(part if i % 2 else _french(part, form) for i, part in enumerate(parts))
    first = name.split()[0]
    head = first.split("-")[0]
    said = _lowered(name)
    vowel = unicodedata.normalize("NFD", name)[0].lower() in "aeiou" or head == "Haïti"
    if head in _BARE and name != "Saint-Siège":
        de = f"d’{said}" if vowel else f"de {said}"
        within = f"en {said}" if head in _EN else f"à {said}"
        return {"": said, "in": within, "of": de, "from": de}[form]
    plural = {head, name} & _PLURAL or (head[-1] == "s" and head not in _NO_PLURAL)
    feminine = head in _FEMININE or (head[-1] == "e" and head not in _MASCULINE)
    whole = f"les {said}" if plural else f"l’{said}" if vowel else f"la {said}" if feminine else f"le {said}"
    of = f"des {said}" if plural else f"de {whole}" if vowel or feminine else f"du {said}"
    origin, within = of, f"aux {said}" if plural else f"au {said}"
    if first in _DANS:
        within = f"dans {whole}"
    elif head == "Île":
        within = f"sur {whole}"
    elif head in _WITH_LA:
        within = f"à {whole}"
    elif not plural and (vowel or feminine):
        within = f"en {said}"
        origin = of if head in _KINDS else f"d’{said}" if vowel else f"de {said}"
    return {"": whole, "in": within, "of": of, "from": origin}[form]


# Spanish: the article of a name by its first word, or by the whole where the first does not tell.
_SPANISH: Final = {
    "el": ("Caribe", "Congo", "Estado", "Mundo", "Reino", "Sáhara", "Territorio"),
    "la": (
        *("Antártida", "Federación", "Guayana", "Isla", "Polinesia Francesa", "RAE", "República", "Reunión"),
        *("Santa Sede", "UE-27", "Zona"),
    ),
    "los": ("Emiratos", "Estados", "Países", "Pequeños", "Territorios"),
    "las": ("Américas", "Bahamas", "Comoras", "Islas"),
}
_ARTICLES: Final = {name: article for article, names in _SPANISH.items() for name in names}


def _spanish(name: str, form: str) -> str:
    if name.startswith("Ingreso"):
        name = f"Países de {name.lower()}"
    article = _ARTICLES.get(name) or _ARTICLES.get(name.split()[0], "")
    said = f"{article} {_lowered(name)}".lstrip()
    preposition = {"": "", "in": "en ", "of": "de ", "from": "de ", "to": "a "}[form]
    if article == "el" and form not in ("", "in"):  # "del", "al"
        return f"{preposition.rstrip()}{said[1:]}"
    return preposition + said


def with_article(name: str) -> str:
    """A name inside an English sentence, with its article; in other languages alone: see :class:`Place`."""
    return f"{Place(name)}" if i18n.current() == i18n.DEFAULT else name


def at_start(name: str) -> str:
    """A name at the start of an English sentence, with its article: ``The Republic of Moldova``."""
    said = with_article(name)
    return said[:1].upper() + said[1:]
