"""The data dictionary: every table and column in words, from ``datapackage.json`` and the schemas.

``python -m migbrief.dictionary`` writes it into ``data/README.md``, between two markers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from . import paths
from .tablecheck import schema

BEGIN = "<!-- tables: made from schemas by python -m migbrief.dictionary -->"
END = "<!-- end of tables -->"


def tables(data: Path) -> str:
    """Markdown: one heading and one table of columns for each table of the package in ``data``."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return "\n\n".join(_table(r, schema(data / r["schema"])) for r in package["resources"])


def insert(text: str, made: str) -> str:
    """``text`` with what stands between the markers replaced by ``made``."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def _table(resource: dict[str, Any], described: dict[str, Any]) -> str:
    head = [f"### {resource['path']}", "", f"{resource['title']}."]
    if "sources" in resource:
        head[-1] += " Source: " + ", ".join(s["title"] for s in resource["sources"]) + "."
    head[-1] += " Licence: " + ", ".join(x["title"] for x in resource["licenses"]) + "."
    rows = ["| column | type | meaning |", "|---|---|---|"]
    rows += [f"| `{f['name']}` | {_type(f, described)} | {_meaning(f)} |" for f in described["fields"]]
    return "\n".join([*head, "", *rows])


def _type(field: dict[str, Any], described: dict[str, Any]) -> str:
    kind = {"string": "text", "boolean": "true or false", "integer": "whole number"}
    words = [field.get("semantics") or kind.get(field["type"], field["type"])]
    keys = [k["fields"] for k in described.get("foreignKeys", [])]
    if field["name"] in keys:
        target = described["foreignKeys"][keys.index(field["name"])]["reference"]
        words.append(f"in {target['resource']}")
    if not field.get("constraints", {}).get("required"):
        words.append("may be blank")
    return ", ".join(words)


def _meaning(field: dict[str, Any]) -> str:
    text = str(field["description"])
    values = field.get("constraints", {}).get("enum")
    return (text + (". One of: " + " · ".join(values) if values else "")).replace("|", "\\|") + "."


def main() -> None:
    """Write the tables of the dictionary into ``data/README.md``."""
    path = paths.data() / "README.md"
    path.write_text(insert(path.read_text(encoding="utf-8"), tables(paths.data())), encoding="utf-8")


if __name__ == "__main__":
    main()
