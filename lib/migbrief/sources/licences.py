"""Licences of official data, and where they are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

ADDRESSES: Final = MappingProxyType(
    {
        "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC BY 3.0 IGO": "https://creativecommons.org/licenses/by/3.0/igo/",
        "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
)
_OPEN: Final = ("CC BY", "CC0", "PUBLIC DOMAIN", "ODC", "OGL", "PDDL", "MIT")


def may_pass_on(licence: str) -> bool:
    """Whether a licence lets tables made from the data be passed on; one that is not known does not."""
    text = licence.upper().replace("-", " ").strip()
    return text.startswith(_OPEN) and not {"ND", "NC"} & set(text.split())


def about(
    publisher: str, title: str, address: str, licence: str, citation: str, kind: str, note: str = ""
) -> Mapping[str, Any]:
    """What a ledger says of an edition; ``kind`` is counted, estimated or modelled."""
    return {
        **{"publisher": publisher, "title": title, "address": address, "licence": licence},
        **{"licence_address": ADDRESSES.get(licence, ""), "citation": citation, "kind": kind},
        **{"redistributable": may_pass_on(licence), "note": note},
    }
