"""Adding the user's own tables to those of publishers."""

import os
import shutil
import tempfile
from os import PathLike
from pathlib import Path
from typing import Final

from migbrief.datasets import store, store_state
from migbrief.errors import UserError

from .frame import Frame, frame

ADDED: Final = {
    "edition": "str", "what": "str", "before": "Int64", "after": "Int64", "partial": "str",
}  # fmt: skip


def add(
    *files: str | PathLike[str],
    indicator: str = "",
    name: str = "",
    unit: str = "",
    source: str = "",
    licence: str = "",
    trial: bool = False,
) -> Frame:
    """Add your own tables, or publishers' files, to the store, like ``migbrief data add``.

    Your own table is a CSV or XLSX file with the columns ``iso3`` or ``country``, ``year`` and ``value``, and
    optionally ``origin``, ``sex`` and ``indicator``. Describe it: the key of its ``indicator``, the
    indicator's ``name``, the ``unit`` of its values, its ``source`` and ``licence``; or do so in a YAML file
    beside it. Columns ``edition`` (for the other functions), ``what`` (new, changed or same), rows ``before``
    and ``after``, and why it is ``partial``. A ``trial`` adds it for this session only. Raises ``UserError``
    with all errors found, and then adds nothing.

    >>> import migbrief as mb
    >>> mb.add("gone.csv", indicator="graduates", unit="persons", source="Survey", licence="CC BY 4.0")
    Traceback (most recent call last):
    migbrief.errors.UserError: gone.csv cannot be read: No such file or directory
    """
    from migbrief.sources import update

    description = {"indicator": indicator, "name": name, "unit": unit, "source": source, "licence": licence}
    result = update.to_add([Path(file).expanduser() for file in files], description)
    if result.faults:
        raise UserError("; ".join(result.faults))
    if trial:
        _copy_store()
    return frame([vars(change) for change in store.add(result.releases)], ADDED)


def _copy_store() -> None:
    """Use a copy of the store for this session."""
    now, folder = store_state.folder(), Path(tempfile.mkdtemp(prefix="migbrief-trial-"))
    editions = store_state.state(now, store_state.current(now))
    for place in editions.values():
        try:
            (folder / place).symlink_to(now / place, target_is_directory=True)
        except OSError:  # a system without links
            shutil.copytree(now / place, folder / place)
    (folder / store_state.STATE).write_text(store_state.as_text(editions), encoding="utf-8")
    os.environ["MIGBRIEF_DATA"] = str(folder)
    os.environ.pop(store_state.KEPT, None)
