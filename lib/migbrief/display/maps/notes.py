"""What stands under a map."""

from __future__ import annotations

from migbrief.datasets.caveats import NAMES, join
from migbrief.datasets.outlines import DISCLAIMER
from migbrief.text.i18n import t

from .window import View


def map_note(view: View, *notes: str) -> str:
    """Return what stands under a map: its notes, that it endorses no boundary, remarks on places it shows.

    >>> from migbrief.display.maps import window
    >>> map_note(window.around(["KEN"]), "Grey: no data.").startswith("Grey: no data.")
    True
    """
    note = join(*notes)
    drawn = [t(text) for code, text in NAMES.items() if code in view.shapes or _inside(code, view)]
    return join(note, t(DISCLAIMER), *(text for text in drawn if text not in note))


def _inside(code: str, view: View) -> bool:
    if code not in view.points:
        return False
    (x, y), (left, bottom, right, top) = view.points[code], view.bounds
    return left <= x <= right and bottom <= y <= top
