"""Parameters of a notebook, checked against its model before anything runs.

Papermill accepts unknown names and wrong types. Here both are rejected in one line, and values are normalised
(countries to ISO3), so that the same question always makes the same page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, get_origin

from babel.numbers import format_decimal
from pydantic import Field, ValidationError, create_model
from pydantic.fields import FieldInfo

from migbrief import paths
from migbrief.editions import catalogue
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import DEFAULT, current, mark, t

from . import notebook_cell
from .parameter_models import MODELS, PageParameters

P = TypeVar("P", bound=PageParameters)
# pydantic's type of error → requirement for a value.
BOUNDS: Final = {
    "greater_than": mark("more than {gt}"),
    "greater_than_equal": mark("{ge} or more"),
    "less_than": mark("less than {lt}"),
    "less_than_equal": mark("{le} or less"),
    "string_too_long": mark("{max_length} characters or fewer"),
    "too_long": mark("{max_length} entries or fewer"),
    "multiple_of": mark("a multiple of {multiple_of}"),
}
# Type of a parameter → values it takes.
KINDS: Final[Mapping[object, str]] = {
    int: mark("a whole number, such as 10"),
    float: mark("a number, such as 2.5"),
    bool: mark("true or false"),
    str: mark("a text"),
}
SUFFIX: Final = ".ipynb"
# Every parameter for which the library has a rule, by name.
KNOWN: Final = {name: field for model in MODELS.values() for name, field in model.model_fields.items()}
LIST: Final = mark("a list of texts, such as KEN,Nepal or a JSON list")


@dataclass(frozen=True)
class Setting:
    """A parameter as shown on a page."""

    name: str
    value: str
    unit: str
    meaning: str
    changed: bool


def model_for(notebook: str) -> type[PageParameters]:
    """Return the model of a notebook, by its name or the path of another; its cell has the defaults.

    Parameters known to the library are checked as everywhere, others by the type of their default. Raises
    ``UserError`` for an unknown notebook.
    """
    path = path_of(notebook)
    try:
        return _model(path, path.stat().st_mtime_ns)
    except OSError:
        if notebook not in MODELS:
            raise unknown(mark("report"), notebook, MODELS) from None
        return MODELS[notebook]


def path_of(notebook: str) -> Path:
    """Return the file of a notebook, by its name or path."""
    return Path(notebook) if notebook.endswith(SUFFIX) else paths.notebooks() / f"{notebook}{SUFFIX}"


def _same_type(known: Any, declared: Any) -> bool:
    """Return whether a notebook's parameter has the type of the library's with that name."""
    plain = [get_origin(kind) or kind for kind in (known, declared)]
    return plain[0] is plain[1] and (plain[0] is not list or declared == list[str])


@lru_cache(maxsize=128)
def _model(path: Path, stamp: int) -> type[PageParameters]:
    declared = notebook_cell.read(path).parameters or {}
    of_section = "section" in declared or (
        path.parent == paths.notebooks() and path.stem in catalogue.notebooks()
    )
    base = MODELS.get(path.stem) or (MODELS["section"] if of_section else PageParameters)
    fields: dict[str, Any] = {}
    for name, one in declared.items():
        known = base.model_fields.get(name) or KNOWN.get(name)
        if known is None or not _same_type(known.annotation, one.type):
            fields[name] = (one.type, Field(one.default, description=one.meaning))
        elif name not in base.model_fields or known.default != one.default:
            about = FieldInfo.merge_field_infos(known, default=one.default, validate_default=True)
            fields[name] = (known.annotation, about)
    return create_model(base.__name__, __base__=base, **fields) if fields else base


def passed(notebook: str, values: PageParameters) -> dict[str, Any]:
    """Return the parameters to put into a notebook: those in its cell."""
    declared = notebook_cell.read(path_of(notebook)).parameters
    every = values.model_dump()
    return {name: every[name] for name in declared or () if name in every}


def parse(notebook: str, given: Mapping[str, object]) -> PageParameters:
    """Check texts or values and fill in the defaults. Raise ``UserError`` for the first error."""
    return check(model_for(notebook), Path(notebook).stem, given)


def check(model: type[P], notebook: str, given: Mapping[str, object]) -> P:
    """Check like :func:`parse`, with a model known to the caller, and return its type."""
    for name in given:
        if name not in model.model_fields:
            raise unknown(t("{report} parameter", report=notebook), name, model.model_fields)
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        raise UserError(_explain(notebook, model, error)) from None


def changed(values: PageParameters) -> dict[str, Any]:
    """Return the parameters that differ from their defaults, in the order of the model."""
    usual = type(values).model_validate({}).model_dump()
    return {name: value for name, value in values.model_dump().items() if value != usual[name]}


def settings(values: PageParameters) -> list[Setting]:
    """Return every parameter with its value in words, unit and meaning, for the table of a page."""
    differing = changed(values)
    rows = []
    for name, value in values.model_dump().items():
        field = type(values).model_fields[name]
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        shown = _value_text(value)
        unit = t(str(extra.get("unit", ""))) if shown else ""
        rows.append(Setting(name, shown, unit, t(field.description or ""), name in differing))
    return rows


def as_text(value: object) -> str:
    """Return a value in the form of ``-p name=value``."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def _value_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.10g}" if current() == DEFAULT else format_decimal(value, locale=current())
    return str(value)


def _explain(notebook: str, model: type[PageParameters], error: ValidationError) -> str:
    """Return pydantic's first error as one line: the value given, and what is expected."""
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
