"""The record of a report; with ``Result``, all that registry, runner and pages exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from migbrief.text.i18n import DEFAULT, LANGUAGES, t


def title(report: Report) -> str:
    """Return the title of a report on a paper in the current language."""
    return t("Overview: the paper at a glance") if report.own == ("edition",) else t(report.title)


@dataclass(frozen=True)
class Report:
    """One notebook × one set of parameters → one page.

    ``id`` is unique in a repository. ``model`` names the parameter model and the default report of the
    notebook. ``parameters`` holds only what differs from the defaults. ``output`` is the page's path inside
    the output folder, with forward slashes. ``own`` names the parameters that identify the report (the
    country of a profile). ``facets`` are what an index can search by. ``named`` means that a user chose the
    page's name.
    """

    id: str
    title: str
    notebook: Path
    model: str
    output: PurePosixPath
    kind: str = "sections"
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    own: tuple[str, ...] = ()
    facets: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    named: bool = False

    @property
    def language(self) -> str:
        """The language of the report and of its error messages."""
        code = str(self.parameters.get("language", DEFAULT))
        return code if code in LANGUAGES else DEFAULT

    @property
    def executed(self) -> PurePosixPath:
        """The path of the executed notebook inside the output folder."""
        return "executed" / self.output.with_suffix(".ipynb")

    @property
    def failed(self) -> PurePosixPath:
        """The path of a failed run's page, apart from good pages."""
        return "failed" / self.output
