"""Notes under a map."""

from typing import Final

from migbrief.datasets.caveats import NAMES, join
from migbrief.datasets.outlines import DISCLAIMER
from migbrief.text.i18n import mark, t

from .window import View

# Boundaries that the UN's maps dotted or note as open, and Natural Earth draws as others; by who meet.
OPEN: Final = (
    (("IND", "PAK"), mark("the status of Jammu and Kashmir")),
    (("SDN", "SSD"), mark("the boundary between the Sudan and South Sudan, and the status of Abyei")),
    (("MAR", "ESH"), mark("the status of Western Sahara")),
    (("ARG", "FLK"), mark("the sovereignty over the Falkland Islands (Malvinas)")),
)


def map_note(view: View, *notes: str) -> str:
    """Return the text under a map: its notes, a disclaimer on boundaries, remarks on places it shows.

    >>> from migbrief.display.maps import window
    >>> map_note(window.around(["KEN"]), "Grey: no data.").startswith("Grey: no data.")
    True
    """
    note = join(*notes)
    remarks = [t(text) for code, text in NAMES.items() if _inside(code, view)]
    still = t("; ").join(t(what) for codes, what in OPEN if all(_inside(code, view) for code in codes))
    remarks += [t("Still to be settled: {what}.", what=still)] if still else []
    return join(note, t(DISCLAIMER), *(text for text in remarks if text not in note))


def _inside(code: str, view: View) -> bool:
    if code not in view.points:
        return code in view.shapes
    (x, y), (left, bottom, right, top) = view.points[code], view.bounds
    return left <= x <= right and bottom <= y <= top
