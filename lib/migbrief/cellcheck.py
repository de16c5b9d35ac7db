"""A cell of a table as its field describes it: the value, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from .errors import nearest

TRUE: Final = "true"
FALSE: Final = "false"


def read(text: str, described: dict[str, Any]) -> tuple[Any, str]:
    """The cell as ``str``, ``float`` or ``bool``, and what is wrong with it, blank if nothing.

    A blank cell, and one that cannot be read, is ``""`` in a text column and else None.
    """
    kind, rules = described.get("type", "string"), described.get("constraints", {})
    blank = "" if kind == "string" else None
    if text == "":
        return blank, f"blank, expected {_expected(kind, rules)}" if rules.get("required") else ""
    value: Any = text
    if kind in ("number", "integer"):
        value = _number(text, kind)
        if value is None:
            return blank, f"found {text!r}, expected {_expected(kind, rules)}"
    elif kind == "boolean":
        if text not in (TRUE, FALSE):
            return blank, f"found {text!r}, expected true or false"
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
    expected = "a date such as 2011, 2011-12 or 2011-12-05" if partial_date else _expected(kind, rules)
    return value, f"found {text!r}, expected {expected}{hint(text, rules.get('enum', []))}"


def hint(value: str, known: Collection[str]) -> str:
    """The known value that is nearest, as the end of a line; blank if none is near."""
    close = nearest(value, sorted(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


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
        return "one of " + ", ".join(rules["enum"])
    if "pattern" in rules:
        return f"text of the form {rules['pattern']}"
    words = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}.get(kind, "text")
    if "minimum" in rules:
        words += f" of at least {rules['minimum']}"
    return words
