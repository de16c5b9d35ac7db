"""Run every function of a report in the language of the profile, region or brief passed to it.

The current language is one setting of the process. Without this, a profile in English would continue in
French as soon as a French one is opened beside it.
"""

import importlib
import pkgutil
import string
from collections.abc import Callable
from contextlib import suppress
from functools import cache, cached_property, wraps
from types import FunctionType
from typing import Any, Generic, TypeVar, get_origin

import pandas as pd

from migbrief.display.html import NOTHING, Display, paragraph
from migbrief.errors import unknown
from migbrief.text import words
from migbrief.text.i18n import mark, speaking, t

T = TypeVar("T")


class spoken_property(cached_property[T], Generic[T]):
    """A cached property computed in the language of its object's parameters."""

    def __get__(self, of: Any, owner: Any = None) -> Any:
        if of is None:
            return self
        with speaking(of.parameters.language):
            return super().__get__(of, owner)


class Speaker:
    """The base of profiles, briefs and the like: sentences written in a notebook, in their language."""

    parameters: Any

    def say(
        self, *sentences: str, rows: pd.DataFrame | None = None, lead: bool = False, **values: object
    ) -> Display:
        """Show a paragraph of sentences with values in them, which become footnotes on a page.

        Placeholders are filled by name: ``{country:in}`` with the place, others from ``values`` or from the
        first of some ``rows``. A sentence with a value that is None or has no row is left out. ``lead``
        styles the paragraph as a page's first. Raises ``UserError`` for a name without a value.

        >>> import migbrief as mb
        >>> profile = mb.profile("Kenya", language="fr")
        >>> profile.say("More people arrived {country:in}.", "{n} left.", n=None).text
        'More people arrived au Kenya.'
        """
        known = {"country": getattr(self, "place", None), **values}
        if rows is not None:
            known |= dict.fromkeys(rows, None) if rows.empty else dict(rows.iloc[0])
        parts = []
        with speaking(self.parameters.language):
            for sentence in sentences:
                names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
                for name in names - known.keys():
                    raise unknown(mark("value in a sentence"), name, known)
                given = {name: known[name] for name in names}
                if None not in given.values():
                    parts.append(words.capital(t(sentence, **given)))
        return paragraph(" ".join(parts), "mb-lead" if lead else "mb-prose") if parts else NOTHING


def speak_for(package: str, kind: str, without: str = "") -> None:
    """Wrap the functions of a package's modules whose first parameter is annotated as ``kind``, such as
    ``Profile``, or as ``Subject``.

    A module that cannot be imported is skipped: its importer gets the error. ``without`` names a module to
    leave out.
    """
    folder = importlib.import_module(package).__path__
    for entry in pkgutil.walk_packages(folder, f"{package}.", onerror=lambda name: None):
        if entry.name.rpartition(".")[2] == without:
            continue
        with suppress(Exception):
            module = importlib.import_module(entry.name)
            for name, value in list(vars(module).items()):
                if isinstance(value, FunctionType) and _takes(value, kind) and not name.startswith("_"):
                    setattr(module, name, _spoken(value))


def _takes(function: FunctionType, kind: str) -> bool:
    """Return whether the first parameter is annotated as that kind."""
    first = function.__code__.co_varnames[:1]
    annotation: Any = function.__annotations__.get(first[0]) if first else None
    taken = getattr(get_origin(annotation) or annotation, "__name__", str(annotation).partition("[")[0])
    return taken in (kind, "Subject") and not hasattr(function, "__wrapped__")


@cache
def _spoken(function: FunctionType) -> Callable[..., Any]:
    (name,) = function.__code__.co_varnames[:1]

    @wraps(function)
    def spoken(*args: Any, **given: Any) -> Any:
        of = args[0] if args else given[name]
        with speaking(of.parameters.language):
            return function(*args, **given)

    return spoken
