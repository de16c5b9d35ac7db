"""Names of places inside sentences, in each language: tables written by hand, not from what comes out."""

import re
from itertools import product

import pytest
from babel.messages.catalog import Catalog

from migbrief.datasets import countries
from migbrief.datasets.store import places
from migbrief.text.articles import FORMS, Place
from migbrief.text.i18n import LANGUAGES, speaking, t
from tools import catalogues

# Each line: the name, then inside a sentence, in, of, from.
ENGLISH = """
Kenya | Kenya | in Kenya | of Kenya | from Kenya
Philippines | the Philippines | in the Philippines | of the Philippines | from the Philippines
World | the world | in the world | of the world | from the world
Isle of Man | the Isle of Man | on the Isle of Man | of the Isle of Man | from the Isle of Man
Norfolk Island | Norfolk Island | on Norfolk Island | of Norfolk Island | from Norfolk Island
Iran (Islamic Republic of) | the Islamic Republic of Iran | in the Islamic Republic of Iran \
 | of the Islamic Republic of Iran | from the Islamic Republic of Iran
China, Hong Kong SAR | Hong Kong SAR (China) | in Hong Kong SAR (China) | of Hong Kong SAR (China) \
 | from Hong Kong SAR (China)
Heard Island and McDonald Islands | Heard Island and McDonald Islands | in Heard Island and McDonald Islands \
 | of Heard Island and McDonald Islands | from Heard Island and McDonald Islands
Least developed countries | the least developed countries | in the least developed countries \
 | of the least developed countries | from the least developed countries
Lower middle income | lower-middle-income countries | in lower-middle-income countries \
 | of lower-middle-income countries | from lower-middle-income countries
EU27 | the EU27 | in the EU27 | of the EU27 | from the EU27
Abyei Area | the Abyei Area | in the Abyei Area | of the Abyei Area | from the Abyei Area
"""
FRENCH = """
Kenya | le Kenya | au Kenya | du Kenya | du Kenya
France | la France | en France | de la France | de France
Philippines | les Philippines | aux Philippines | des Philippines | des Philippines
Cuba | Cuba | à Cuba | de Cuba | de Cuba
Haïti | Haïti | en Haïti | d’Haïti | d’Haïti
Honduras | le Honduras | au Honduras | du Honduras | du Honduras
Hongrie | la Hongrie | en Hongrie | de la Hongrie | de Hongrie
Allemagne | l’Allemagne | en Allemagne | de l’Allemagne | d’Allemagne
Iraq | l’Iraq | en Iraq | de l’Iraq | d’Iraq
Israël | Israël | en Israël | d’Israël | d’Israël
Équateur | l’Équateur | en Équateur | de l’Équateur | d’Équateur
Mexique | le Mexique | au Mexique | du Mexique | du Mexique
Mozambique | le Mozambique | au Mozambique | du Mozambique | du Mozambique
Cambodge | le Cambodge | au Cambodge | du Cambodge | du Cambodge
Zimbabwe | le Zimbabwe | au Zimbabwe | du Zimbabwe | du Zimbabwe
Belize | le Belize | au Belize | du Belize | du Belize
Bélarus | le Bélarus | au Bélarus | du Bélarus | du Bélarus
Yémen | le Yémen | au Yémen | du Yémen | du Yémen
Tchéquie | la Tchéquie | en Tchéquie | de la Tchéquie | de Tchéquie
Türkiye | la Türkiye | en Türkiye | de la Türkiye | de Türkiye
Sierra Leone | la Sierra Leone | en Sierra Leone | de la Sierra Leone | de Sierra Leone
Guinée-Bissau | la Guinée-Bissau | en Guinée-Bissau | de la Guinée-Bissau | de Guinée-Bissau
Afrique du Sud | l’Afrique du Sud | en Afrique du Sud | de l’Afrique du Sud | d’Afrique du Sud
Soudan du Sud | le Soudan du Sud | au Soudan du Sud | du Soudan du Sud | du Soudan du Sud
Pays-Bas | les Pays-Bas | aux Pays-Bas | des Pays-Bas | des Pays-Bas
Royaume-Uni | le Royaume-Uni | au Royaume-Uni | du Royaume-Uni | du Royaume-Uni
États-Unis d’Amérique | les États-Unis d’Amérique | aux États-Unis d’Amérique | des États-Unis d’Amérique \
 | des États-Unis d’Amérique
République de Moldova | la République de Moldova | en République de Moldova | de la République de Moldova \
 | de la République de Moldova
Fédération de Russie | la Fédération de Russie | en Fédération de Russie | de la Fédération de Russie \
 | de la Fédération de Russie
Chypre | Chypre | à Chypre | de Chypre | de Chypre
Malte | Malte | à Malte | de Malte | de Malte
Maurice | Maurice | à Maurice | de Maurice | de Maurice
Oman | Oman | à Oman | d’Oman | d’Oman
Sainte-Lucie | Sainte-Lucie | à Sainte-Lucie | de Sainte-Lucie | de Sainte-Lucie
Sri Lanka | Sri Lanka | à Sri Lanka | de Sri Lanka | de Sri Lanka
El Salvador | El Salvador | en El Salvador | d’El Salvador | d’El Salvador
La Réunion | La Réunion | à La Réunion | de La Réunion | de La Réunion
Barbade | la Barbade | à la Barbade | de la Barbade | de la Barbade
Saint-Siège | le Saint-Siège | au Saint-Siège | du Saint-Siège | du Saint-Siège
État de Palestine | l’État de Palestine | dans l’État de Palestine | de l’État de Palestine \
 | de l’État de Palestine
Île de Man | l’Île de Man | sur l’Île de Man | de l’Île de Man | de l’Île de Man
Îles Cook | les Îles Cook | aux Îles Cook | des Îles Cook | des Îles Cook
Iran (République islamique d’) | la République islamique d’Iran | en République islamique d’Iran \
 | de la République islamique d’Iran | de la République islamique d’Iran
Venezuela (République bolivarienne du) | la République bolivarienne du Venezuela \
 | en République bolivarienne du Venezuela | de la République bolivarienne du Venezuela \
 | de la République bolivarienne du Venezuela
Micronésie (États fédérés de) | les États fédérés de Micronésie | dans les États fédérés de Micronésie \
 | des États fédérés de Micronésie | des États fédérés de Micronésie
Chine, RAS de Hong Kong | la RAS de Hong Kong (Chine) | dans la RAS de Hong Kong (Chine) \
 | de la RAS de Hong Kong (Chine) | de la RAS de Hong Kong (Chine)
Taïwan (Province de Chine) | Taïwan (Province de Chine) | à Taïwan (Province de Chine) \
 | de Taïwan (Province de Chine) | de Taïwan (Province de Chine)
Bonaire, Saint-Eustache et Saba | Bonaire, Saint-Eustache et Saba | à Bonaire, à Saint-Eustache et à Saba \
 | de Bonaire, de Saint-Eustache et de Saba | de Bonaire, de Saint-Eustache et de Saba
Monde | le monde | dans le monde | du monde | du monde
Afrique orientale | l’Afrique orientale | en Afrique orientale | de l’Afrique orientale | d’Afrique orientale
Caraïbes | les Caraïbes | dans les Caraïbes | des Caraïbes | des Caraïbes
Amérique latine et Caraïbes | l’Amérique latine et les Caraïbes | en Amérique latine et dans les Caraïbes \
 | de l’Amérique latine et des Caraïbes | d’Amérique latine et des Caraïbes
Pays les moins avancés | les pays les moins avancés | dans les pays les moins avancés \
 | des pays les moins avancés | des pays les moins avancés
Faible revenu | les pays à faible revenu | dans les pays à faible revenu | des pays à faible revenu \
 | des pays à faible revenu
UE-27 | l’UE-27 | dans l’UE-27 | de l’UE-27 | de l’UE-27
Serbie et Kosovo | la Serbie et le Kosovo | en Serbie et au Kosovo | de la Serbie et du Kosovo \
 | de Serbie et du Kosovo
"""
SPANISH = """
Kenya | Kenya | en Kenya | de Kenya | de Kenya
Estados Unidos de América | los Estados Unidos de América | en los Estados Unidos de América \
 | de los Estados Unidos de América | de los Estados Unidos de América
Reino Unido | el Reino Unido | en el Reino Unido | del Reino Unido | del Reino Unido
Países Bajos | los Países Bajos | en los Países Bajos | de los Países Bajos | de los Países Bajos
Emiratos Árabes Unidos | los Emiratos Árabes Unidos | en los Emiratos Árabes Unidos \
 | de los Emiratos Árabes Unidos | de los Emiratos Árabes Unidos
Bahamas | las Bahamas | en las Bahamas | de las Bahamas | de las Bahamas
Comoras | las Comoras | en las Comoras | de las Comoras | de las Comoras
República Dominicana | la República Dominicana | en la República Dominicana | de la República Dominicana \
 | de la República Dominicana
Federación de Rusia | la Federación de Rusia | en la Federación de Rusia | de la Federación de Rusia \
 | de la Federación de Rusia
Islas Cook | las Islas Cook | en las Islas Cook | de las Islas Cook | de las Islas Cook
Isla de Man | la Isla de Man | en la Isla de Man | de la Isla de Man | de la Isla de Man
Congo | el Congo | en el Congo | del Congo | del Congo
Sudán | Sudán | en Sudán | de Sudán | de Sudán
Sudán del Sur | Sudán del Sur | en Sudán del Sur | de Sudán del Sur | de Sudán del Sur
India | la India | en la India | de la India | de la India
El Salvador | El Salvador | en El Salvador | de El Salvador | de El Salvador
Filipinas | Filipinas | en Filipinas | de Filipinas | de Filipinas
Estado de Palestina | el Estado de Palestina | en el Estado de Palestina | del Estado de Palestina \
 | del Estado de Palestina
Santa Sede | la Santa Sede | en la Santa Sede | de la Santa Sede | de la Santa Sede
Santa Lucía | Santa Lucía | en Santa Lucía | de Santa Lucía | de Santa Lucía
Sáhara Occidental | el Sáhara Occidental | en el Sáhara Occidental | del Sáhara Occidental \
 | del Sáhara Occidental
Irán (República Islámica del) | la República Islámica del Irán | en la República Islámica del Irán \
 | de la República Islámica del Irán | de la República Islámica del Irán
Bolivia (Estado Plurinacional de) | el Estado Plurinacional de Bolivia \
 | en el Estado Plurinacional de Bolivia | del Estado Plurinacional de Bolivia \
 | del Estado Plurinacional de Bolivia
China, RAE de Hong Kong | la RAE de Hong Kong (China) | en la RAE de Hong Kong (China) \
 | de la RAE de Hong Kong (China) | de la RAE de Hong Kong (China)
Bonaire, San Eustaquio y Saba | Bonaire, San Eustaquio y Saba | en Bonaire, San Eustaquio y Saba \
 | de Bonaire, San Eustaquio y Saba | de Bonaire, San Eustaquio y Saba
Mundo | el mundo | en el mundo | del mundo | del mundo
Caribe | el Caribe | en el Caribe | del Caribe | del Caribe
Américas | las Américas | en las Américas | de las Américas | de las Américas
África oriental | África oriental | en África oriental | de África oriental | de África oriental
América Latina y el Caribe | América Latina y el Caribe | en América Latina y el Caribe \
 | de América Latina y el Caribe | de América Latina y el Caribe
Países menos adelantados | los países menos adelantados | en los países menos adelantados \
 | de los países menos adelantados | de los países menos adelantados
Ingreso mediano bajo | los países de ingreso mediano bajo | en los países de ingreso mediano bajo \
 | de los países de ingreso mediano bajo | de los países de ingreso mediano bajo
UE-27 | la UE-27 | en la UE-27 | de la UE-27 | de la UE-27
"""
TABLE = [
    (code, *(cell.strip() for cell in line.split(" | ")))
    for code, lines in (("en", ENGLISH), ("fr", FRENCH), ("es", SPANISH))
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("code", "name", "inside", "within", "of", "origin"), TABLE)
def test_a_name_takes_its_article_and_preposition(
    code: str, name: str, inside: str, within: str, of: str, origin: str
) -> None:
    place = Place(name)
    with speaking(code):
        assert [f"{place}", f"{place:in}", f"{place:of}", f"{place:from}"] == [inside, within, of, origin]
        assert f"{place:start}" == inside[0].upper() + inside[1:]
    assert f"{place:name}" == str(place) == name


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        *(("en", "Kenya", "to Kenya"), ("en", "Netherlands", "to the Netherlands")),
        *(("fr", "Kenya", "vers le Kenya"), ("fr", "France", "vers la France"), ("fr", "Cuba", "vers Cuba")),
        *(("fr", "Inde", "vers l’Inde"), ("fr", "Serbie et Kosovo", "vers la Serbie et le Kosovo")),
        *(("es", "Kenya", "a Kenya"), ("es", "Reino Unido", "al Reino Unido")),
        *(("es", "El Salvador", "a El Salvador"), ("es", "Países Bajos", "a los Países Bajos")),
    ],
)
def test_a_name_is_where_somebody_goes(code: str, name: str, expected: str) -> None:
    with speaking(code):
        assert f"{Place(name):to}" == expected


def names(code: str) -> list[str]:
    """Every country and area, group and other place of the data, as the language calls it."""
    with speaking(code):
        others = [t(name) for name in (*countries.groups(), *places.OTHERS.values())]
        return [countries.name(iso3) for iso3 in countries.load().index] + others


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_reads_well(code: str) -> None:
    # A second article, a preposition beside an article that it swallows, or a vowel that loses no other.
    wrong = re.compile(
        r"  |^ | $|\b(de|à|en) les?\b|\b(de|a) el\b|\bthe [Tt]he\b|\b([dl]e|la) [AEIOUÉÎÅaeiouéî]"
        if code == "fr"
        else r"  |^ | $|\b(de|a) el\b|\bthe [Tt]he\b|\b(el|la|los|las) (El|La|Los|Las)\b"
    )
    with speaking(code):
        said = {(n, form): format(Place(n), form) for n, form in product(names(code), ("", *FORMS))}
    assert len(said) > 290 * 7
    assert [text for (_, form), text in said.items() if form != "name" and wrong.search(text)] == []
    # Nothing but the words about a name changes, and no two places become one.
    assert all(said[n, "in"].split()[-1][-4:] == said[n, ""].split()[-1][-4:] for n, _ in said)
    for form in ("", *FORMS):
        assert len({said[n, form] for n in names(code)}) == len(set(names(code)))


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="'at' is no form of a place"):
        format(Place("Kenya"), "at")


def test_a_translation_may_take_another_form_of_a_place() -> None:
    said = Catalog(locale="fr")
    said.add("{people} live {place:in}", "{place:start} accueille {people}")
    said.add("people of {place}", "la population {place:of}")
    assert list(catalogues.problems(said, 2)) == []
    said.add("{n:n} people {place:in}", "{n} personnes {lieu:in}")
    assert list(catalogues.problems(said, 2)) == [
        f"{name} differs between '{{n:n}} people {{place:in}}' and '{{n}} personnes {{lieu:in}}'"
        for name in ("{lieu}", "{n:n}", "{n}", "{place}")
    ]
