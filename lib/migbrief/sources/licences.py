"""What the ledger says of each publisher's editions: whose they are, what they are, and their licence."""

import re
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from migbrief.datasets.store.schema import Release
from migbrief.text.i18n import mark

ADDRESSES: Final = MappingProxyType(
    {
        "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC BY 3.0 IGO": "https://creativecommons.org/licenses/by/3.0/igo/",
        "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
)
_OPEN: Final = re.compile(r"(CC BY|CC0|PUBLIC DOMAIN|ODC|OGL|PDDL|MIT)\b")
_UN: Final = "United Nations, Department of Economic and Social Affairs, Population Division"
_UNHCR: Final = "UNHCR Refugee Population Statistics Database"


class Publisher(NamedTuple):
    """``edition`` begins its editions' ids; in ``title``, ``citation`` and ``note`` {} is the release.

    Marked are the names that other languages translate.
    """

    edition: str
    publisher: str
    title: str
    address: str
    licence: str
    kind: str
    citation: str
    note: str = ""


PUBLISHERS: Final = {
    "undesa": Publisher(
        "undesa", mark("UN DESA"), "International Migrant Stock {}",
        "https://www.un.org/development/desa/pd/content/international-migrant-stock", "CC BY 3.0 IGO",
        "estimated", _UN + " ({}). International Migrant Stock {}.",
        "Refugees are among the migrants; Kosovo is in Serbia, Guernsey and Jersey are the Channel Islands.",
    ),
    "wpp": Publisher(
        "wpp", mark("UN DESA"), "World Population Prospects {}", "https://population.un.org/wpp/",
        "CC BY 3.0 IGO", "estimated", _UN + " ({}). World Population Prospects {}.",
    ),
    "worldbank": Publisher(
        "wdi", mark("World Bank"), "World Development Indicators", "https://data.worldbank.org/", "CC BY 4.0",
        "estimated", "The World Bank: World Development Indicators: {series}.",
    ),
    "unhcr": Publisher(
        "unhcr", mark("UNHCR"), "Refugee Population Statistics", "https://www.unhcr.org/refugee-statistics/",
        "CC BY 4.0", "counted", _UNHCR + ", {}.",
        "Counts below five are rounded to 0 or 5; Serbia and Kosovo are one.",
    ),
    "unrwa": Publisher(
        "unrwa", "UNRWA", mark("Registered Palestine refugees, as UNHCR republishes them"),
        "https://www.unrwa.org/", "CC BY 4.0", "counted", f"UNRWA, in: {_UNHCR}, {{}}.",
    ),
    "idmc-unhcr": Publisher(
        "idmc-unhcr", "IDMC", mark("Internally displaced by conflict, as UNHCR republishes them"),
        "https://www.internal-displacement.org/", "CC BY 4.0", "estimated", f"IDMC, in: {_UNHCR}, {{}}.",
    ),
    "idmc": Publisher(
        "idmc", "IDMC", "Global Internal Displacement Database",
        "https://www.internal-displacement.org/database/", "CC BY IGO", "estimated",
        "Internal Displacement Monitoring Centre, Global Internal Displacement Database, {}.",
        "New displacements count movements, not people.",
    ),
    "knomad": Publisher(
        "knomad", mark("KNOMAD/World Bank"), "Bilateral Remittance Matrix {}",
        "https://www.knomad.org/data/remittances", "CC BY 4.0", "modelled",
        "KNOMAD/World Bank, Bilateral Remittance Matrix {}.",
        "Modelled from migrant stocks and incomes; the year is that of the file's name.",
    ),
    "iom": Publisher(
        "missing-migrants", mark("IOM"), "Missing Migrants Project", "https://missingmigrants.iom.int/",
        "CC BY IGO", "counted",
        "International Organization for Migration, Missing Migrants Project, to {last}.",
        "Incidents reported to {last}.",
    ),
}  # fmt: skip


def may_pass_on(licence: str) -> bool:
    """Whether a licence lets tables made from the data be passed on; one that is not known does not."""
    text = licence.upper().replace("-", " ").strip()
    return _OPEN.match(text) is not None and not {"ND", "NC"} & set(text.split())


def release(source: str, dated: object, more: dict[str, str] | None = None, **rows: Any) -> Release:
    """A release of a publisher, with its rows; ``more`` fills what citation and note name beside its date."""
    about = PUBLISHERS[source]._asdict()
    edition = f"{about.pop('edition')}-{dated}"
    for key in ("title", "citation", "note"):
        about[key] = about[key].replace("{}", str(dated)).format(**(more or {}))
    about |= {"licence_address": ADDRESSES.get(about["licence"], "")}
    return Release(edition, source, about | {"redistributable": may_pass_on(about["licence"])}, **rows)
