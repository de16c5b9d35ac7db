"""Names of countries and groups in sentences, with the article and preposition that each takes."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from . import i18n

FORMS: Final = ("start", "in", "of", "from", "to", "name")


class Place(str):
    """The name of a country, area or group in the current language; a format gives its form in a sentence.

    Without a format it has its article: ``the Philippines``; ``start`` begins a sentence, ``in``, ``of``,
    ``from`` (an origin) and ``to`` put the preposition before it, ``name`` leaves it bare, as ``str`` does. A
    translation may use another form than the English message.

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
            text = format(self, "")
            return text[:1].upper() + text[1:]
        return _in_sentence(str(self), spec, i18n.current())


@lru_cache(maxsize=4096)
def _in_sentence(name: str, form: str, language: str) -> str:
    if not name:
        return ""
    # As in the UN's own sentences: "Iran (Islamic Republic of)" and "China, Macao SAR" are for lists.
    name = re.sub(r"^(.+) \(([^)]* (of|de|du|del|d’))\)$", r"\2 \1", name).replace("’ ", "’")
    name = re.sub(r"^(China|Chine), (.+)$", r"\2 (\1)", name)
    rules = {"en": _english, "fr": _french, "es": _spanish}.get(language)
    return rules(name, form) if rules else name


_COMMON: Final = re.compile(
    r"(World|Least|Landlocked|Small|Others|Unknown|Stateless"  # English
    r"|Espace|Monde|Pays|Petits|Autres|Inconnu|Apatrides|Zone"  # French
    r"|Espacio|Mundo|Países(?! Bajos)|Pequeños|Otros|Desconocido|Apátridas|Zona)( |$)"  # Spanish
)


def _lower_common(name: str) -> str:
    """Return a name with a small first letter if it is a common noun: ``the world``."""
    return name[0].lower() + name[1:] if _COMMON.match(name) else name


# English: names that contain a kind of state take an article, as do some exceptions that the UN writes with
# one. Names that join two islands take none, as it would apply to the first alone.
_THE: Final = re.compile(
    r"(?!The |Heard Island and |South Georgia and )"
    r"((Bolivarian|Democratic|Federated|Holy|Islamic|Isle|Plurinational|Republic|State|United) "
    r"|.* (Alliance|Area|Cooperation|Emirates|Federation|Islands|Kingdom|Republic|States|Territories"
    r"|Territory|Union)( \(.*)?$"
    r"|.* (Association|Community|Council|Forum)$|G\d+$"
    r"|(Americas|Bahamas|Caribbean|Comoros|Congo|EU27|Gambia|Maldives|Netherlands|Niger|Philippines|Sudan"
    r"|World|Least developed countries|Landlocked developing countries)$)"
)


def _english(name: str, form: str) -> str:
    if name.endswith(" income"):
        phrase = f"{name.lower().replace(' ', '-')} countries"
    else:
        phrase = f"the {_lower_common(name)}" if _THE.match(name) else _lower_common(name)
    if form == "in" and re.search(r"^Isle | Island$", name):
        form = "on"
    return f"{form} {phrase}".lstrip()


# French: islands and States whose names take no article, as names of persons; most take "à", some "en".
_BARE: Final = re.compile(
    r"(Anguilla|Antigua|Aruba|Autres|Bahreïn|Bonaire|Cabo|Chypre|Cuba|Curaçao|Djibouti|El|Gibraltar|Guam"
    r"|Guernesey|Haïti|Inconnu|Israël|Jan|Jersey|Kiribati|La|Madagascar|Malte|Maurice|Mayotte|Monaco"
    r"|Montserrat|Nauru|Nioué|Oman|Porto|Saba|Saint(?!-Siège)|Sainte|Sao|Singapour|Sri|Taïwan|Tokélaou"
    r"|Tuvalu|Wallis|inconnus)\b"
)
_BARE_EN: Final = re.compile(r"(El|Haïti|Israël)\b")
_PLURAL: Final = re.compile(r"(?!Bélarus|Honduras)(\w+s|Fidji|Tonga|Samoa américaines)\b")
_FEMININE: Final = re.compile(
    r"(?!Belize|Cambodge|Mexique|Monde|Mozambique|Royaume|Suriname|Territoire|Zimbabwe)"
    r"(\w+e|CARICOM|CEDEAO|CEEAC|CELAC|CPLP|Communauté|Fédération|RAS|SAARC|SADC|Sierra|Trinité|UE)\b"
)
_VOWEL: Final = re.compile(r"[AEIOUaeiou]|Haïti")  # every other h is aspirated
# Prepositions of places that take neither "au", "aux" nor "en".
_WITHIN: Final = {
    "à": re.compile(r"(Barbade|Dominique|Grenade|Trinité)\b"),
    "dans": re.compile(
        r"(ASEAN|Alliance|Association|CARICOM|CEDEAO|CEEAC|CELAC|COMESA|CPLP|Communauté|Conseil|Espace|Forum|G20|"
        r"IGAD|Ligue|Organisation|SAARC|SADC|SICA|UEMOA|Union)\b|"
        r"(Amériques|Caraïbes|Monde|Pays(?!-)|Petits|RAS|Territoire|Terres|UE|Zone|États?(?!-))\b"
    ),
    "sur": re.compile(r"Île\b"),
}


def _french(name: str, form: str) -> str:
    if form == "to":
        return f"vers {_french(name, '')}"
    if "revenu" in name.lower():
        name = f"Pays à {name[0].lower()}{name[1:]}"
    if " et " in name:  # each of several places takes its own
        parts = re.split(r"(, | et )", name)
        return "".join(part if i % 2 else _french(part, form) for i, part in enumerate(parts))
    lowered, vowel = _lower_common(name), _VOWEL.match(unicodedata.normalize("NFD", name[0]) + name[1:])
    de = f"d’{lowered}" if vowel else f"de {lowered}"
    if _BARE.match(name):
        return {"": lowered, "in": f"{'en' if _BARE_EN.match(name) else 'à'} {lowered}"}.get(form, de)
    if _PLURAL.match(name):
        whole, within, of = f"les {lowered}", f"aux {lowered}", f"des {lowered}"
    elif vowel or _FEMININE.match(name):
        whole = f"l’{lowered}" if vowel else f"la {lowered}"
        within, of = f"en {lowered}", f"de {whole}"
    else:
        whole, within, of = f"le {lowered}", f"au {lowered}", f"du {lowered}"
    special = next((word for word, names in _WITHIN.items() if names.match(name)), "")
    within = f"{special} {whole}" if special else within
    # People come "de France", but names that contain a kind of state keep the article.
    simple = within.startswith("en ") and not re.match("Fédération|République", name)
    return {"": whole, "in": within, "of": of, "from": de if simple else of}[form]


# Spanish: the article by a name's first word, or by the whole name if that does not determine it.
_SPANISH: Final = {
    "el": "Caribe|COMESA|Congo|Consejo|Espacio|Estado|Foro|G20|Mundo|Reino|Sáhara|SICA|Territorio",
    "la": "Antártida|Federación|Guayana|India|Isla|Polinesia Francesa|RAE|República|ASEAN|Alianza|Asociación"
    "|CARICOM|CEDEAO|CEEAC|CELAC|Comunidad|CPLP|IGAD|Liga|Organización|SAARC|SADC|UEMOA|Unión|Reunión"
    "|Santa Sede|UE-27|Zona",
    "los": "Emiratos|Estados|Países|Pequeños|Territorios",
    "las": "Américas|Bahamas|Comoras|Islas",
}
_ARTICLES: Final = {name: article for article, names in _SPANISH.items() for name in names.split("|")}


def _spanish(name: str, form: str) -> str:
    if name.startswith("Ingreso"):
        name = f"Países de {name.lower()}"
    article = _ARTICLES.get(name) or _ARTICLES.get(name.split()[0], "")
    full = f"{article} {_lower_common(name)}".lstrip()
    preposition = {"": "", "in": "en ", "of": "de ", "from": "de ", "to": "a "}[form]
    if article == "el" and form not in ("", "in"):  # "del", "al"
        return f"{preposition.rstrip()}{full[1:]}"
    return preposition + full


def with_article(name: str) -> str:
    """Return a name with its article in English, and alone in other languages: see :class:`Place`."""
    return f"{Place(name)}" if i18n.current() == i18n.DEFAULT else name
