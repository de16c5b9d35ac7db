"""What the 2015 vintage lists of refugees by origin."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.i18n import t

from .csv_errors import explain_read_errors

VINTAGE: Final = "2015"  # the only one that names origins


def load() -> pd.DataFrame:
    """Return the refugees listed by origin, a row per host and origin; read-only.

    Columns ``iso3`` (host), ``origin`` (iso3 or blank), ``origin_name``, ``value`` (persons), ``qualifier``,
    ``year``, ``vintage``, ``raw``. Raises ``UserError`` without the file.

    >>> "SOM" in set(load().query("iso3 == 'KEN'")["origin"])
    True
    """
    path = paths.data() / "indicators" / "factbook-refugee-origins.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; run: make data", path=path))
    return _read(path)


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    with explain_read_errors(path):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows["value"] = rows["value"].astype(float)
    return rows
