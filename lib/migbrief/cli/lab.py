"""``lab``: the notebooks in JupyterLab."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from migbrief import paths

from .click_messages import Command, argument

NO_UPDATES: Final = "jupyterlab.handlers.announcements.NeverCheckForUpdate"


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@argument("words", metavar="[JUPYTER OPTION]...", nargs=-1, type=click.UNPROCESSED)
def lab(words: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab; options go to jupyter lab."""
    options = [
        *(f"--ServerApp.root_dir={paths.root()}", "--ServerApp.default_url=/lab/tree/notebooks"),
        # Nothing is asked of the network: no news, no look for newer versions.
        *("--LabApp.news_url=None", f"--LabApp.check_for_updates_class={NO_UPDATES}"),
        *words,
    ]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])
