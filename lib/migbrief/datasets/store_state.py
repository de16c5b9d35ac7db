"""Which source editions the store has, for reports, batches and fingerprints.

Reading the tables themselves (``store``) imports NumPy and pandas; this module does not.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from migbrief import paths
from migbrief.errors import UserError, unreadable

from . import read_log

STATE: Final = "state.json"
SCHEMA: Final = 1  # of the tables on disk; other schemas are refused
KEPT: Final = "MIGBRIEF_DATA_STATE"  # names a copy of a state to read instead
LOG: Final = "official data"  # key of the editions that a report opened, in the record of what it read


def folder() -> Path:
    """Return the store's folder: ``$MIGBRIEF_DATA``, ``data/live`` of the project, or the user's data folder.

    >>> folder().is_absolute()
    True
    """
    if from_environment := os.environ.get("MIGBRIEF_DATA"):
        return Path(from_environment).absolute()
    if (home := paths.find()) is not None and not paths.installed():
        return home / "data" / "live"
    import platformdirs

    return platformdirs.user_data_path("migbrief", appauthor=False)


def current(store: Path) -> Path:
    """Return the file that lists the editions: the store's own, or the copy kept by a batch.

    >>> current(Path("store")).name
    'state.json'
    """
    return Path(os.environ.get(KEPT) or store / STATE)


def state(store: Path, kept: Path | None = None) -> dict[str, str]:
    """Return the folder of each edition by id; empty without a store. Raise ``UserError`` for another schema.

    ``kept`` is a copy of an earlier state, to be read instead.

    >>> state(Path("nowhere"))
    {}
    """
    try:
        read = json.loads((kept or store / STATE).read_text(encoding="utf-8"))
        schema, editions = read["schema"], dict(read["editions"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise unreadable(store / STATE, error) from None
    if schema != SCHEMA:
        raise UserError(
            "the data in {folder} are of schema {schema}, this version reads {expected}; "
            "remove the folder and add the data again",
            folder=store,
            schema=str(schema),
            expected=str(SCHEMA),
        )
    return editions


def as_text(editions: dict[str, str]) -> str:
    """Return a state in its format on disk.

    >>> json.loads(as_text({"unhcr-2025": "unhcr-2025@1f0c"}))["editions"]
    {'unhcr-2025': 'unhcr-2025@1f0c'}
    """
    return json.dumps({"schema": SCHEMA, "editions": dict(sorted(editions.items()))}, indent=1) + "\n"


def digests(editions: dict[str, str] | None = None) -> dict[str, str]:
    """Return the digest of every edition in the store, or in a state, for fingerprints and manifests.

    >>> digests({"unhcr-2025": "unhcr-2025@1f0c"})
    {'unhcr-2025': '1f0c'}
    """
    if editions is None:
        editions = state(folder(), current(folder()))
    return {edition: place.rpartition("@")[2] for edition, place in sorted(editions.items())}


def named() -> list[str]:
    """Return every edition in the store with its digest: ``undesa-2024@1f0c…``.

    >>> named() == [f"{edition}@{digest}" for edition, digest in digests().items()]
    True
    """
    return [f"{edition}@{digest}" for edition, digest in digests().items()]


def read(figures_read: read_log.FiguresRead | None = None) -> list[str]:
    """Return the editions that a report, or this process so far, read, in the form of :func:`named`.

    >>> read({LOG: {"unhcr-2025@1f0c": ["*"]}})
    ['unhcr-2025@1f0c']
    """
    log = figures_read if figures_read is not None else read_log.recorded() or {}
    return sorted(set(log.get(LOG, ())) - {read_log.EVERY})


def until(named: str) -> int:
    """Return the last year with figures in an edition named as by :func:`named`; 0 if unknown.

    >>> until("unhcr-1900")
    0
    """
    edition = named.partition("@")[0]
    place = state(folder(), current(folder())).get(edition, "")
    try:
        ledger = json.loads((folder() / place / "ledger.json").read_text(encoding="utf-8"))
        covered = [item for of in ledger["coverage"].values() for item in of.items()]
        years = [year for key, row in covered if not key.endswith("_projected") for year in row["years"]]
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    return max(map(int, years), default=0)


@contextmanager
def one_state(scratch: Path) -> Iterator[None]:
    """Let everything inside, including other processes, read the current state while updates are written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as scratch, one_state(Path(scratch)):
    ...     current(folder()).parent == Path(scratch)
    True
    """
    if KEPT in os.environ:
        yield
        return
    copy = scratch / STATE
    copy.write_text(as_text(state(folder())), encoding="utf-8")
    os.environ[KEPT] = str(copy)
    try:
        yield
    finally:
        os.environ.pop(KEPT, None)
