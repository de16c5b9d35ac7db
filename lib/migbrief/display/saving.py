"""Saving displays as files for other programs: images, and data as workbooks and CSV."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import pandas as pd
from matplotlib.figure import Figure

from migbrief.errors import UserError, unknown
from migbrief.files import placed
from migbrief.text.i18n import mark, t

from .csv import safe_cell, to_csv

DPI: Final = 300  # of an image, if no width is given
LONGEST: Final = 31  # letters of a sheet's name


class Display(Protocol):
    """The interface that saving needs."""

    data: pd.DataFrame

    def figure(self) -> Figure:
        """Return its only figure."""

    def results(self) -> Sequence[Any]:
        """Return all its figures and tables."""


def save(display: Display, path: Path, width: float | None = None) -> Path:
    """Save a display in the format of the extension, whole or not at all; return the path.

    >>> from migbrief.display.html import paragraph
    >>> save(paragraph("One."), Path("one.doc"))
    Traceback (most recent call last):
    migbrief.errors.UserError: unknown form of a file '.doc'; expected one of: .csv, .pdf, .png, .svg, .xlsx
    """
    form = path.suffix.casefold()
    if form not in FORMS:
        raise unknown(mark("form of a file"), path.suffix, FORMS)
    if width is not None and not width > 0:
        raise UserError("width is a number of pixels above zero; got {value}", value=str(width))
    with placed(path.expanduser().absolute()) as temporary:
        FORMS[form](display, temporary, width)
    return path


def _picture(display: Display, path: Path, width: float | None, *, form: str) -> None:
    figure = display.figure()
    figure.savefig(path, format=form, dpi=DPI, metadata={"Title": getattr(display, "title", "")})
    if width is None:
        return
    if form == "png":
        from PIL import Image

        with Image.open(path) as picture:
            across = picture.width
        figure.savefig(path, format=form, dpi=DPI * width / across)
    elif form == "svg":
        text = path.read_text("utf-8")
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)
        assert box, "matplotlib gives each drawing a box"
        high = width * float(box[2]) / float(box[1])
        for name, size in (("width", width), ("height", high)):
            text = re.sub(rf'(<svg[^>]*? {name}=")[^"]*"', rf'\g<1>{size:g}"', text, count=1)
        path.write_text(text, "utf-8")


def _workbook(display: Display, path: Path, width: float | None) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    about = book.active
    about.title = t("Contents")
    about.append([t("Sheet"), t("Title"), t("Source")])
    for n, part in enumerate(display.results(), 1):
        name = _sheet(n, part)
        sheet = book.create_sheet(name)
        rows = part.data
        sheet.append([safe_cell(str(column)) for column in rows.columns])
        for row in rows.itertuples(index=False):
            sheet.append([_cell(value) for value in row])
        about.append([name, safe_cell(_title(part)), safe_cell(getattr(part, "source", ""))])
    book.save(path)


def _title(part: Any) -> str:
    return str(getattr(part, "title", "") or getattr(part, "caption", ""))


def _sheet(n: int, part: Any) -> str:
    name = re.sub(r"[^\w ]", "", _title(part))
    return f"{n} {name}"[:LONGEST].strip()


def _cell(value: Any) -> Any:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    plain = value.item() if hasattr(value, "item") else value
    return safe_cell(plain if isinstance(plain, str | int | float) else str(plain))


def _text(display: Display, path: Path, width: float | None) -> None:
    path.write_text(to_csv(display.data), "utf-8-sig")


FORMS: Final[Mapping[str, Callable[[Display, Path, float | None], None]]] = {
    **{f".{form}": functools.partial(_picture, form=form) for form in ("svg", "png", "pdf")},
    ".xlsx": _workbook,
    ".csv": _text,
}
