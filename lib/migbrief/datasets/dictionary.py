"""The data dictionary: a description of every table and column, from ``datapackage.json`` and the schemas.

``python -m migbrief.datasets.dictionary`` writes it into ``data/README.md``, between two markers.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from migbrief import paths
from migbrief.text.i18n import mark, t
from migbrief.text.markdown import BLANK_LINES, joined

from .table_schema import load_schema

BEGIN = "<!-- tables: made from schemas by python -m migbrief.datasets.dictionary -->"
END = "<!-- end of tables -->"
TYPES: Final = {
    "string": mark("text"),
    "boolean": mark("true or false"),
    "integer": mark("whole number"),
    "number": mark("number"),
    "partial date": mark("partial date"),
}


def table_markdown(data: Path) -> str:
    """Return Markdown with a heading and a table of columns for each table of the package in ``data``.

    >>> table_markdown(paths.data()).splitlines()[0].startswith("### ")
    True
    """
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return "\n\n".join(_table(r, load_schema(data / r["schema"])) for r in package["resources"])


def replace_tables(text: str, made: str) -> str:
    """Return ``text`` with the part between the two markers replaced by ``made``.

    >>> replace_tables(f"a{BEGIN}old{END}b", "new").count("old")
    0
    """
    before, after = _outside_markers(text)
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def messages(data: Path) -> Iterator[str]:
    """Yield the texts of the dictionary to translate: prose, titles of tables, descriptions of columns.

    >>> "Persons aged 0 to 4" in list(messages(paths.data()))
    True
    """
    for text in _outside_markers((data / "README.md").read_text(encoding="utf-8")):
        yield from (joined(block) for block in BLANK_LINES.split(text.strip()) if block.strip())
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        yield str(resource["title"])
        yield from (str(field["description"]) for field in load_schema(data / resource["schema"])["fields"])


def _outside_markers(text: str) -> tuple[str, str]:
    before, _, rest = text.partition(BEGIN)
    return before, rest.partition(END)[2]


def _table(resource: dict[str, Any], described: dict[str, Any]) -> str:
    about = [f"{t(resource['title'])}."]
    if "sources" in resource:
        about.append(t("Source: {source}.", source=", ".join(t(s["title"]) for s in resource["sources"])))
    about.append(t("Licence: {licence}.", licence=", ".join(t(x["title"]) for x in resource["licenses"])))
    rows = [f"| {t('column')} | {t('type')} | {t('meaning')} |", "|---|---|---|"]
    rows += [f"| `{f['name']}` | {_type(f, described)} | {_meaning(f)} |" for f in described["fields"]]
    return "\n".join([f"### {resource['path']}", "", " ".join(about), "", *rows])


def _type(field: dict[str, Any], described: dict[str, Any]) -> str:
    kind = field.get("semantics") or field["type"]
    words = [t(TYPES.get(kind, kind))]
    keys = [k["fields"] for k in described.get("foreignKeys", [])]
    if field["name"] in keys:
        target = described["foreignKeys"][keys.index(field["name"])]["reference"]
        words.append(t("in {table}", table=target["resource"]))
    if not field.get("constraints", {}).get("required"):
        words.append(t("may be blank"))
    return ", ".join(words)


def _meaning(field: dict[str, Any]) -> str:
    text = t(str(field["description"]))
    values = field.get("constraints", {}).get("enum")
    if values:
        text += ". " + t("One of: {values}", values=" · ".join(values))
    return text.replace("|", "\\|") + "."


def main() -> None:
    """Write the tables of the dictionary into ``data/README.md``.

    >>> main()  # doctest: +SKIP
    """
    path = paths.data() / "README.md"
    path.write_text(
        replace_tables(path.read_text(encoding="utf-8"), table_markdown(paths.data())), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
