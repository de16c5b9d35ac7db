"""Folders of editions: write a draft, rename, remove."""

import re
import shutil
from pathlib import Path
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.editions import edition
from migbrief.errors import UserError, unknown
from migbrief.files import write_atomic
from migbrief.text.i18n import mark

from .tables import Draft

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_name(name: str) -> None:
    """Raise ``UserError`` if a new edition cannot have this name.

    >>> check_name("2031-herons")
    """
    if not _NAME.fullmatch(name):
        raise UserError(
            "{name} is not a valid name for an edition: use small letters, digits and hyphens, such as "
            "{example}",
            name=repr(name),
            example="2024-third",
        )
    if (paths.editions() / name).exists():
        raise UserError("the edition {name} already exists; choose another name", name=name)


def write(made: Draft, name: str) -> Path:
    """Write the tables of a draft to a new folder, whole or not at all. Raise ``UserError`` for a bad name.

    >>> from .tables import draft
    >>> write(draft("Herons nest.", "herons"), "No name")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    migbrief.errors.UserError: 'No name' is no name for an edition
    """
    check_name(name)
    folder, unfinished = paths.editions() / name, paths.editions() / f".{name}.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for table, rows in made.tables.items():
        write_atomic(unfinished / f"{table}.csv", rows.map(_as_text).to_csv(index=False, lineterminator="\n"))
    unfinished.rename(folder)
    return folder


def _as_text(value: object) -> object:
    """Return a whole number without a decimal point."""
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.15g}"
    return value


def rename(name: str, new: str) -> Path:
    """Rename an edition, in its tables too. Raise ``UserError`` for a bad or unknown name.

    >>> rename("herons", "egrets")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    migbrief.errors.UserError: unknown edition 'herons'
    """
    folder = _folder(name)
    check_name(new)
    table = folder / "edition.csv"
    if table.is_file():
        text = table.read_text(encoding="utf-8-sig")
        write_atomic(table, re.sub(rf"(?m)^(\"?){re.escape(name)}(\"?)(?=[,;\t])", rf"\g<1>{new}\g<2>", text))
    return folder.rename(paths.editions() / new)


def remove(name: str) -> Path:
    """Remove an edition's folder and return its path. Raise ``UserError`` for an unknown edition.

    >>> remove("herons")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    migbrief.errors.UserError: unknown edition 'herons'
    """
    folder = _folder(name)
    shutil.rmtree(folder)
    return folder


def _folder(name: str) -> Path:
    if name not in edition.available():
        raise unknown(mark("edition"), name, edition.available())
    return paths.editions() / name
