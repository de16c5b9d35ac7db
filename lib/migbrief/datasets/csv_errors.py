"""Reading tables of ``data``: errors are one line with the table, the reason, and how to restore it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pandas as pd

from migbrief import paths
from migbrief.errors import UserError, reason


@contextmanager
def explain_read_errors(path: Path, *, built: bool = True) -> Iterator[None]:
    """Turn errors while the table at ``path`` is read into one ``UserError``.

    ``built``: ``make data`` can restore the file; others come only with the repository.

    >>> with explain_read_errors(Path("a.csv")):
    ...     raise ValueError("bad header")
    Traceback (most recent call last):
    migbrief.errors.UserError: a.csv cannot be read: bad header; put it back with make data
    """
    try:
        yield
    # UnicodeError and pandas' own are ValueErrors; a row that ends early raises AttributeError.
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error) as error:
        why = reason(error) if isinstance(error, OSError) else error
        if built:
            raise UserError(
                "{file} cannot be read: {why}; put it back with make data", file=path.name, why=why
            ) from None
        raise UserError(
            "{file} cannot be read: {why}; restore it from the repository", file=path.name, why=why
        ) from None


def reference(name: str) -> pd.DataFrame:
    """Return a table of ``data/reference`` that comes with the repository: texts, blank where there is none.

    >>> reference("themes.csv").columns[0]
    'theme'
    """
    return _reference(paths.data("reference", name)).copy(deep=False)


@lru_cache(maxsize=8)
def _reference(path: Path) -> pd.DataFrame:
    with explain_read_errors(path, built=False):
        return pd.read_csv(path, dtype=str, keep_default_na=False)
