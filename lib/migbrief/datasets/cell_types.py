"""A cell of a table as its field describes it: the value, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from migbrief.errors import nearest
from migbrief.text.i18n import mark, t

TRUE: Final = "true"
FALSE: Final = "false"
# Type of a field → what a cell must be; any other is a text.
KINDS: Final = {
    "integer": mark("a whole number"),
    "number": mark("a number"),
    "boolean": mark("true or false"),
    "string": mark("text"),
}


def parse_cell(text: str, described: dict[str, Any]) -> tuple[Any, str]:
    """The cell as ``str``, ``float`` or ``bool``, and what is wrong with it, blank if nothing.

    A blank cell, and one that cannot be read, is ``""`` in a text column and else None.
    """
    kind, rules = described.get("type", "string"), described.get("constraints", {})
    blank = "" if kind == "string" else None
    if text == "":
        return blank, t("blank, expected {expected}", expected=_expected(kind, rules)) if rules.get(
            "required"
        ) else ""
    value: Any = text
    if kind in ("number", "integer"):
        value = _number(text, kind)
        if value is None:
            return blank, _found(text, _expected(kind, rules))
    elif kind == "boolean":
        if text not in (TRUE, FALSE):
            return blank, _found(text, t("true or false"))
        value = text == TRUE
    partial_date = described.get("semantics") == "partial date"
    wrong = (
        ("enum" in rules and text not in rules["enum"])
        or ("pattern" in rules and not re.fullmatch(rules["pattern"], text))
        or ("minimum" in rules and value < rules["minimum"])
        or ("maximum" in rules and value > rules["maximum"])
        or (partial_date and not _is_date(text))
    )
    if not wrong:
        return value, ""
    dates = t("a date such as 2011, 2011-12 or 2011-12-05")
    expected = dates if partial_date else _expected(kind, rules)
    return value, with_suggestion(_found(text, expected), text, rules.get("enum", []))


def with_suggestion(line: str, value: str, known: Collection[str]) -> str:
    """The line, with the known value that is nearest at its end, if one is near."""
    close = nearest(value, sorted(known), 1)
    return t("{line}; did you mean {name}?", line=line, name=close[0]) if close else line


def _found(text: object, expected: str) -> str:
    return t("found {value}, expected {expected}", value=repr(text), expected=expected)


def _number(text: str, kind: str) -> float | None:
    pattern = r"-?\d+" if kind == "integer" else r"-?\d+(\.\d+)?([eE][+-]?\d+)?"
    return float(text) if re.fullmatch(pattern, text) else None


def _is_date(text: str) -> bool:
    """Whether ``text`` is an ISO date, perhaps partial: ``2011``, ``2011-12``, ``2011-12-05``."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        return False
    year, month, day, *_ = [*(int(p) for p in text.split("-")), 1, 1]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _expected(kind: str, rules: dict[str, Any]) -> str:
    if "enum" in rules:
        return t("one of {names}", names=", ".join(rules["enum"]))
    if "pattern" in rules:
        return t("text of the form {pattern}", pattern=rules["pattern"])
    what = t(KINDS.get(kind, "text"))
    return t("{what} of at least {n}", what=what, n=rules["minimum"]) if "minimum" in rules else what
