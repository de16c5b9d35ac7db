"""A page as a PDF, printed by an installed Chromium: numbered pages, tagged, figures unbroken.

The page's print style sheet determines its look.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from migbrief.errors import UserError, reason
from migbrief.files import PREFIX, cannot_write, scratch

NAMES: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS: Final = 120.0
# No look-ups, updates or first-run pages: the browser prints one file and exits.
QUIET: Final = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def find_browser() -> Path | None:
    """Return the Chromium, Chrome or Edge named by ``MIGBRIEF_BROWSER``, or the first on the path."""
    chosen = os.environ.get("MIGBRIEF_BROWSER")
    candidates = (chosen,) if chosen else (*NAMES, *PLACES)
    executable = next((path for name in candidates if (path := shutil.which(name))), None)
    return Path(executable) if executable else None


def require_browser() -> Path:
    """Return the browser. Raise ``UserError`` if none is installed."""
    path = find_browser()
    if path is None:
        raise UserError(
            "a PDF needs Chromium or Chrome, and none is installed; install one, name it in "
            "MIGBRIEF_BROWSER, or leave out --to pdf and print the page from your own browser"
        )
    return path


def options() -> list[str]:
    """Return the browser's options; without its sandbox only for root on Linux, where it cannot work."""
    root = sys.platform == "linux" and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if root else [])]


def print_page(page: Path) -> Path:
    """Print a page to the PDF beside it, whole or not at all. Raise ``UserError`` on failure."""
    target = page.with_suffix(".pdf")
    with scratch() as folder:
        draft = folder / "page.pdf"
        command = [
            *(str(require_browser()), *options(), f"--user-data-dir={folder}/profile"),
            *("--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={draft}"),
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise UserError(
                "printing {page} took longer than {seconds} s", page=page.name, seconds=f"{SECONDS:g}"
            ) from None
        except OSError as error:
            raise UserError(
                "the browser {name} does not start: {why}", name=command[0], why=reason(error)
            ) from None
        if not draft.is_file():
            messages = done.stderr.strip().splitlines()
            if messages:
                raise UserError("the browser could not print {page}: {why}", page=page.name, why=messages[-1])
            raise UserError("the browser could not print {page}", page=page.name)
        part = target.with_name(f"{PREFIX}{target.name}")
        try:
            shutil.copyfile(draft, part)
            part.replace(target)
        except OSError as error:
            raise cannot_write(target, error) from None
    return target


def print_pages(pages: Sequence[Path], jobs: int = 1) -> list[Path]:
    """Print the pages whose PDF is missing or older, ``jobs`` at a time; return the PDFs of all."""
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(print_page, (p for p in pages if not _is_newer(p.with_suffix(".pdf"), p))))
    return [page.with_suffix(".pdf") for page in pages]


def _is_newer(target: Path, page: Path) -> bool:
    return target.is_file() and target.stat().st_mtime >= page.stat().st_mtime
