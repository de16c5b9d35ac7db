"""``lab``: opens the notebooks in JupyterLab."""

import os
import shutil
import sys
from typing import Any, Final

import click

from migbrief import paths

from .click_messages import Command, argument

NO_UPDATES: Final = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
CONFIG: Final = paths.TEMPLATES / "jupyter"  # turns off the question about news


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@argument("words", metavar="[JUPYTER OPTION]...", nargs=-1, type=click.UNPROCESSED)
def lab(words: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab; options are passed on to jupyter lab."""
    home = paths.workplace()
    if not (home / "notebooks").exists():  # a copy to work on
        shutil.copytree(paths.notebooks(), home / "notebooks")
    options = [
        *(f"--ServerApp.root_dir={home}", "--ServerApp.default_url=/lab/tree/notebooks"),
        "--LabApp.expose_app_in_browser=True",  # for the bench, which inserts cells
        # No network requests: no news, no check for newer versions.
        *("--LabApp.news_url=None", f"--LabApp.check_for_updates_class={NO_UPDATES}"),
        f"--ContentsManager.pre_save_hook={__name__}.same_notebook",
        *words,
    ]
    known = os.environ.get("JUPYTER_CONFIG_PATH", "")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (str(CONFIG), known)))
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])


def same_notebook(model: dict[str, Any], **_: object) -> None:
    """Remove the kernel's metadata from a notebook: saved unchanged, it stays the same file."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    language = content.get("metadata", {}).get("language_info", {})
    if language.get("name") == "python":
        content["metadata"]["language_info"] = {"name": "python"}
