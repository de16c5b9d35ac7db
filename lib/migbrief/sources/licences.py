"""Publisher, title, citation and licence of each publisher's editions, for the ledger."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from migbrief.datasets.store.schema import Release

_TABLES, COLUMNS = (
    tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("publishers", "columns")
)
ADDRESSES: Final[Mapping[str, str]] = _TABLES["addresses"]
_OPEN: Final = re.compile(r"(CC BY|CC0|PUBLIC DOMAIN|ODC|OGL|PDDL|MIT)\b")


class Publisher(NamedTuple):
    """``edition`` begins its editions' ids; in ``title``, ``citation`` and ``note`` {} is the release."""

    edition: str
    publisher: str
    title: str
    address: str
    licence: str
    kind: str
    citation: str
    note: str = ""


PUBLISHERS: Final = {source: Publisher(**about) for source, about in _TABLES["publishers"].items()}


def may_pass_on(licence: str) -> bool:
    """Return whether a licence permits passing on derived tables; unknown ones do not."""
    text = licence.upper().replace("-", " ").strip()
    return _OPEN.match(text) is not None and not {"ND", "NC"} & set(text.split())


def release(source: str, dated: object, more: dict[str, str] | None = None, **rows: Any) -> Release:
    """Return a release of a publisher with its rows; ``more`` fills other placeholders than the date."""
    about = PUBLISHERS[source]._asdict()
    edition = f"{about.pop('edition')}-{dated}"
    for key in ("title", "citation", "note"):
        about[key] = about[key].replace("{}", str(dated)).format(**(more or {}))
    about |= {"licence_address": ADDRESSES.get(about["licence"], "")}
    return Release(edition, source, about | {"redistributable": may_pass_on(about["licence"])}, **rows)
