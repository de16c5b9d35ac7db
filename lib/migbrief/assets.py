"""What every page carries: style, script, the policy that allows nothing else, and the data's sources."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from . import paths

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Assets:
    """The style and script that go into every page, and the policy that allows nothing else."""

    style: str
    dark: str
    script: str
    policy: str


@cache
def assets() -> Assets:
    """Style, script and content security policy, read once."""
    folder = TEMPLATES / "migbrief"
    style, dark, script = ((folder / n).read_text("utf-8") for n in ("style.css", "dark.css", "page.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return Assets(style, dark, script, policy)


@cache
def data_sources() -> list[str]:
    """One line a source of the data package: title, licence, attribution. Empty while there is no package."""
    descriptor = paths.data() / "datapackage.json"
    if not descriptor.is_file():
        return []
    package = json.loads(descriptor.read_text("utf-8"))
    lines = []
    for source in package.get("sources", []):
        parts = [str(source.get(key, "")).rstrip(".") for key in ("title", "license", "attribution")]
        lines.append(". ".join(part for part in parts if part) + ".")
    return lines


def day(moment: datetime) -> str:
    """``9 February 2012``, in UTC."""
    return f"{moment.astimezone(UTC).day} {moment.astimezone(UTC):%B %Y}"
