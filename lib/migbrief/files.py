"""Writing files completely or not at all, and checks of folders."""

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from errno import EACCES
from pathlib import Path
from typing import Final

from .errors import UserError, cannot_read, reason

# Prefix of temporary folders. They are swept, so nobody else may use the name.
SCRATCH: Final = "migbrief-scratch-"
SETTLED: Final = 60.0  # seconds after which such a folder is locked by its maker
FOLDERS: Final = ("data", "executed", "failed", "notebooks", "profiles", "sections")  # of an output folder
SITE: Final = (*FOLDERS, "cards", "figures")
FILES: Final = (".companions.json", ".figures.json", ".fingerprints.jsonl", ".lock", "manifest.json")
INDEXES: Final = re.compile(r"index(--\w+)?\.html")
PREFIX: Final = ".migbrief-"  # of files being written; a stopped run may leave one behind


def write_atomic(path: Path, text: str) -> None:
    """Write UTF-8 text to ``path``, creating its folders; readers see the old file or the new one."""
    with placed(path) as beside:
        beside.write_text(text, encoding="utf-8", errors="replace", newline="\n")  # half a pair of surrogates


@contextlib.contextmanager
def placed(path: Path, folders: bool = True) -> Iterator[Path]:
    """Yield a file to write that replaces ``path`` once complete. Raise ``UserError`` if it cannot."""
    beside = None
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        beside = Path(name)
        yield beside
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()


def try_lock(descriptor: int) -> bool:
    """Lock an open file until this process ends or closes it; False if another holds the lock."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ready_folder(folder: Path) -> None:
    """Create ``folder`` if necessary. Raise ``UserError`` if it cannot be written to."""
    try:
        if folder.exists() and not folder.is_dir():
            raise UserError(
                "cannot write into {folder}: it is a file, not a folder; name a folder with --out",
                folder=folder,
            )
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise cannot_write(folder, error) from None


def sweep(folder: Path) -> None:
    """Remove what stopped runs left half-written. The caller must hold the folder's lock."""
    for place, _, names in _walk(folder):
        for name in names:
            if name.startswith(PREFIX):
                with contextlib.suppress(OSError):
                    (place / name).unlink()


def is_inside(name: object) -> bool:
    """Return whether a text is blank or a path inside a folder, with ``/``.

    >>> is_inside("profiles/KEN.html"), is_inside("../x.html"), is_inside("/etc/passwd")
    (True, False, False)
    """
    if not isinstance(name, str) or "\\" in name or not name.isprintable():
        return False
    return not name.startswith("/") and ":" not in name and ".." not in name.split("/")


def refuse_links(folder: Path, ours: Sequence[str] = FOLDERS) -> None:
    """Raise ``UserError`` if a file of ours in ``folder`` is a link, a pipe, a device, or inaccessible.

    Through a link, something outside would be read, written or deleted. ``ours`` are folders in it.
    """
    for place, folders, names in _walk(folder, ours):
        for path in (place / name for name in (*folders, *names)):
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise UserError(
                    "{path} is a link, or not a file; remove it, or choose another --out", path=path
                )
            if not os.access(path, os.R_OK):
                raise cannot_read(path, PermissionError(EACCES, os.strerror(EACCES)))


def refuse_pipes(folder: Path) -> None:
    """Raise ``UserError`` for a pipe or a device in a folder, even behind a link: reading may never end."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # a broken link is reported as missing when read
            if not (stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISDIR(mode)):
                raise UserError("{path} is a pipe or a device, not a file; remove it", path=path)


def files_of_ours(folder: Path) -> Iterator[str]:
    """Yield our files in an output folder, by their path inside it, with ``/``."""
    for place, _, names in _walk(folder):
        yield from ((place / name).relative_to(folder).as_posix() for name in names)


def _walk(folder: Path, own: Sequence[str] = FOLDERS) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield our folders and files in an output folder, ignoring others."""
    for place, folders, names in os.walk(folder):
        if Path(place) == folder:
            folders[:] = [name for name in folders if name in own]
            ours = (*own, *FILES)
            names = [n for n in names if n in ours or n.startswith(PREFIX) or INDEXES.fullmatch(n)]
        yield Path(place), folders, names


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield a temporary folder, locked while in use. Folders of killed runs are removed."""
    _sweep_scratch()
    with tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True) as name:
        lock = _hold(Path(name))
        try:
            yield Path(name)
        finally:
            if lock is not None:
                os.close(lock)


def _sweep_scratch() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > SETTLED and (lock := _hold(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _hold(folder: Path) -> int | None:
    """Lock a folder for this process and its forks; None if it is locked already, or cannot be."""
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def cannot_write(path: Path, error: OSError) -> UserError:
    """Return the error for a file or folder that cannot be written."""
    return UserError(
        "cannot write {path}: {why}; choose a folder you may write to with --out",
        path=path,
        why=reason(error),
    )
