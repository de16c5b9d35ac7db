"""Parameters of a notebook, checked against its model before anything runs.

Papermill itself accepts unknown names and wrong types. Here both are refused in one line, and a value
is normalised (countries to ISO3) so that the same question always makes the same page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from babel.numbers import format_decimal
from pydantic import ValidationError

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import DEFAULT, current, mark, t

from .parameter_models import MODELS, BaseParameters

P = TypeVar("P", bound=BaseParameters)
# pydantic's type of error → what a value must be.
BOUNDS: Final = {
    "greater_than": mark("more than {gt}"),
    "greater_than_equal": mark("{ge} or more"),
    "less_than": mark("less than {lt}"),
    "less_than_equal": mark("{le} or less"),
    "string_too_long": mark("{max_length} characters or fewer"),
    "too_long": mark("{max_length} entries or fewer"),
    "multiple_of": mark("a multiple of {multiple_of}"),
}
# Type of a parameter → what it takes.
KINDS: Final[Mapping[object, str]] = {
    int: mark("a whole number, such as 10"),
    float: mark("a number, such as 2.5"),
    bool: mark("true or false"),
    str: mark("a text"),
}
LIST: Final = mark("a list of texts, such as KEN,Nepal or a JSON list")


@dataclass(frozen=True)
class Setting:
    """One parameter as a page shows it."""

    name: str
    value: str
    unit: str
    meaning: str
    changed: bool


def model_for(notebook: str) -> type[BaseParameters]:
    """The model of a notebook, by its id. Raises ``UserError`` for an id without one."""
    if notebook not in MODELS and not (paths.notebooks() / f"{notebook}.ipynb").is_file():
        raise unknown(mark("report"), notebook, MODELS)
    return MODELS.get(notebook, MODELS["section"])


def parse(notebook: str, given: Mapping[str, object]) -> BaseParameters:
    """Check the given texts or values and fill in the defaults. The first fault raises ``UserError``."""
    return check(model_for(notebook), notebook, given)


def check(model: type[P], notebook: str, given: Mapping[str, object]) -> P:
    """Check as :func:`parse`, against a model that the caller knows, and return it typed."""
    for name in given:
        if name not in model.model_fields:
            raise unknown(t("{report} parameter", report=notebook), name, model.model_fields)
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        raise UserError(_explain(notebook, model, error)) from None


def changed(values: BaseParameters) -> dict[str, Any]:
    """The parameters that differ from their defaults, in the order of the model."""
    usual = _usual(type(values))
    return {name: value for name, value in values.model_dump().items() if value != usual[name]}


def settings(values: BaseParameters) -> list[Setting]:
    """Every parameter with its value in words, unit and meaning, for the table of a page."""
    differing = changed(values)
    rows = []
    for name, value in values.model_dump().items():
        field = type(values).model_fields[name]
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        shown = _shown(value)
        unit = t(str(extra.get("unit", ""))) if shown else ""
        rows.append(Setting(name, shown, unit, t(field.description or ""), name in differing))
    return rows


def as_text(value: object) -> str:
    """Return a value as ``-p name=value`` takes it."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def _usual(model: type[BaseParameters]) -> dict[str, Any]:
    return model.model_validate({}).model_dump()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.10g}" if current() == DEFAULT else format_decimal(value, locale=current())
    return str(value)


def _explain(notebook: str, model: type[BaseParameters], error: ValidationError) -> str:
    """Return pydantic's first error as one line: what was given, what is expected."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    given = str(first.get("input"))
    shown = repr(given if len(given) <= 60 else given[:57] + "...")
    kind, context = first["type"], first.get("ctx", {})
    if kind in BOUNDS:
        expected = t(BOUNDS[kind], **{name: str(value) for name, value in context.items()})
        return t(
            "parameter {name} of {report} must be {expected}; got {value}",
            name=name,
            report=notebook,
            expected=expected,
            value=shown,
        )
    return t(
        "parameter {name} of {report} takes {expected}; got {value}",
        name=name,
        report=notebook,
        expected=t(KINDS.get(model.model_fields[name].annotation, LIST)),
        value=shown,
    )
