"""Rendering reports as pages from a notebook."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pandas as pd

from migbrief import paths
from migbrief.display import lab
from migbrief.errors import UserError
from migbrief.files import ready_folder
from migbrief.registry import reports as catalogue
from migbrief.registry.manifest import Result
from migbrief.registry.parameter_models import SEVERAL
from migbrief.registry.records import Report
from migbrief.text.i18n import t, tn
from migbrief.text.value import Count

COLUMNS: Final = ("report", "title", "status", "seconds", "page", "error")


@dataclass(frozen=True, eq=False, repr=False)
class Rendered:
    """The result of :func:`render`: ``data`` has a row a report; the files are ``pages`` and ``index``."""

    data: pd.DataFrame
    index: Path | None

    @property
    def pages(self) -> list[Path]:
        """The existing pages, in the order requested."""
        return [Path(page) for page in self.data["page"] if page]

    def __repr__(self) -> str:
        failed = self.data[self.data["error"] != ""]
        reasons = [f"{row.report}: {row.error}" for row in failed.itertuples()]
        return "; ".join([tn("{n} page", "{n} pages", Count(len(self.pages))), *reasons])

    def _repr_html_(self) -> str:
        return lab.dressed(f"<ul>{''.join(map(_item, self.data.itertuples()))}</ul>")


def _item(row: Any) -> str:
    """Return a page as a link and its path, or why there is none."""
    title = escape(row.title)
    if not row.page:
        return f"<li>{title}: {escape(row.error)}</li>"
    page = Path(row.page)
    # A browser cannot open files from inside JupyterLab: show the path, except for files in Lab's folder.
    near = any(page.is_relative_to(folder) for folder in (paths.root(), Path.cwd()))
    address = quote(Path(os.path.relpath(page)).as_posix()) if near else page.as_uri()
    link = f'<a href="{escape(address)}">{title}</a>'
    return f"<li>{link} <code>{escape(row.page)}</code></li>"


def render(report: str, *, out: str | Path | None = None, force: bool = False, **parameters: Any) -> Rendered:
    """Make pages of a report: one for each combination of the parameters given as lists.

    ``report`` is an id such as ``a3`` or ``KEN``, ``country-profile`` or ``region-profile``, or the path of
    any notebook with a parameters cell. ``out`` is the folder for the pages, ``reports`` of the project by
    default, where they join the index. Pages that are up to date are kept unless ``force``. A list gives a
    page for each of its values; for a parameter that is itself a list, such as ``countries``, give a list of
    lists. Raises ``UserError``, before anything is made, for an unknown report, parameter or value.

    >>> import migbrief as mb
    >>> mb.render("country-profile", country="Kennya")
    Traceback (most recent call last):
    migbrief.errors.UserError: unknown country 'Kennya'; did you mean Kenya?
    """
    from migbrief.runner import batch, site

    reports = [_report(report, chosen) for chosen in _combinations(parameters)]
    wanted = list({one.id: one for one in reports}.values())
    folder = Path(out).expanduser().absolute() if out else paths.reports()
    ready_folder(folder)
    with batch.locked(folder):
        done = batch.update(wanted, folder, min(len(wanted), os.cpu_count() or 1), force=force)
        index, problem = site.publish(folder, done.results, done.ledger)
    if problem:
        raise UserError(problem)
    results = {result.report.id: result for result in done.results}
    rows = [_row(one, results.get(one.id), folder) for one in wanted]
    return Rendered(pd.DataFrame(rows, columns=list(COLUMNS)), index)


def _row(report: Report, result: Result | None, folder: Path) -> tuple[str, str, str, float, str, str]:
    """Return the row of a report; without a result its page is unchanged."""
    if result is None:
        return report.id, report.title, t("unchanged"), 0.0, str(folder / report.output), ""
    page = "" if result.status == "failed" else str(folder / result.page)
    return report.id, report.title, result.status, result.seconds, page, result.error


def _combinations(parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each combination of parameters given as lists."""
    several = {}
    for name, value in parameters.items():
        is_list = isinstance(value, list | tuple | range)
        nested = is_list and any(isinstance(one, list | tuple) for one in value)
        several[name] = list(value) if is_list and (nested or name not in SEVERAL) else [value]
        if not several[name]:
            raise UserError("parameter {name} is an empty list; give a value", name=name)
    for chosen in itertools.product(*several.values()):
        yield dict(zip(several, chosen, strict=True))


def _report(name: str, parameters: dict[str, Any]) -> Report:
    """Return a named report with its parameters; profile templates get their place from these."""
    given = dict(parameters)
    own = {"country-profile": "country", "region-profile": "region"}.get(name)
    if own and own in given:
        from migbrief.registry import profile_reports

        place = [given.pop(own)]
        chosen = profile_reports.select(place) if own == "country" else profile_reports.select((), place)[:1]
        return catalogue.with_parameters(chosen[0], given)
    return catalogue.with_parameters(catalogue.find([name])[0], given)
