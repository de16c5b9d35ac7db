"""Writing files so that they appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Final

from .errors import UserError, reason
from .language import t

PREFIX: Final = ".migbrief-"  # of files being written; a stopped run may leave one behind


def write_atomic(path: Path, text: str) -> None:
    """Write UTF-8 text to ``path``, making its folders; readers see the old file or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PREFIX, dir=path.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def ready_folder(folder: Path) -> None:
    """Make sure that ``folder`` exists and can be written to; ``UserError`` otherwise."""
    if folder.exists() and not folder.is_dir():
        raise UserError(
            t(
                "cannot write into {folder}: it is a file, not a folder; name a folder with --out",
                folder=folder,
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise cannot_write(folder, error) from None


def sweep(folder: Path) -> None:
    """Remove what stopped runs left half-written. Only for whoever holds the folder's lock."""
    for depth in ("", "*/", "*/*/"):
        for left in folder.glob(f"{depth}{PREFIX}*"):
            with contextlib.suppress(OSError):
                left.unlink()


def cannot_write(path: Path, error: OSError) -> UserError:
    """The line for a file or folder that cannot be written."""
    return UserError(
        t(
            "cannot write {path}: {why}; choose a folder you may write to with --out",
            path=path,
            why=reason(error),
        )
    )
