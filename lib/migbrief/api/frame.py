"""Tables of the API: pandas frames that say why they are empty and show money literally."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

import pandas as pd

WHY: Final = "why"


class Frame(pd.DataFrame):  # type: ignore[misc]  # pandas is seen as untyped
    """A data frame that says ``why`` it has no rows."""

    @property
    def _constructor(self) -> Callable[..., Frame]:
        return Frame

    @property
    def why(self) -> str:
        """The reason why there are no rows; blank if there are some."""
        return str(self.attrs.get(WHY, "")) if self.empty else ""

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.html.use_mathjax", False):
            html: str | None = super()._repr_html_()
        return f"{html}<p>{escape(self.why)}</p>" if html and self.why else html

    def __repr__(self) -> str:
        text = super().__repr__()
        return f"{text}\n{self.why}" if self.why else text


def frame(rows: Any, dtypes: Mapping[str, str], why: str = "") -> Frame:
    """Return a frame with exactly these columns, in this order, of these types.

    >>> frame([], {"iso3": "str", "value": "float64"}, "no data held").why
    'no data held'
    """
    made = Frame(rows, columns=list(dtypes)).astype(dict(dtypes)).reset_index(drop=True)
    if why and made.empty:
        made.attrs[WHY] = why
    return made
