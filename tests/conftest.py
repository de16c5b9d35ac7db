"""What the tests of rendering share: fixture notebooks, and a project folder to break."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

import official as real
from folders import FIXTURES, TESTS, home_with, shared_folder
from migbrief.datasets import store
from migbrief.registry.records import Report
from migbrief.text import i18n
from shared_site import Site, make

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def pytest_configure() -> None:
    """The command line is in English whatever the language of this machine, in other processes too.

    And whatever started the tests, Ctrl-C stops what they start: a shell lets its background jobs ignore it.
    """
    os.environ["MIGBRIEF_LANGUAGE"] = i18n.DEFAULT
    os.environ["OFFLINE"] = "1"
    os.environ["MIGBRIEF_STRICT"] = "1"  # a number without a source is refused, here and in other processes
    i18n.refuse_bare_numbers()
    os.environ["MIGBRIEF_DATA"] = str(Path(tempfile.gettempdir()) / "migbrief-no-data")  # nobody makes it
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# The files that take longest, the longest first: two processes that take them in this order end together.
LONGEST = (
    "pages/test_browser.py",
    "runner/test_interruption.py",
    "runner/test_reliability.py",
    "cli/test_lab.py",
    "cli/test_locale.py",
    "datasets/test_official_sums.py",
    "content/country/test_truth.py",
    "content/country/test_parts.py",
    "cli/test_commands.py",
    "runner/test_engine.py",
    "runner/test_dask.py",
    "runner/test_ledger.py",
    "sources/test_update.py",
    "datasets/test_official_walk.py",
    "test_security.py",
    "pages/test_country_pages.py",
    "pages/test_figures.py",
    "pages/test_rules.py",
    "test_notebooks.py",
    "runner/test_render.py",
    "datasets/test_store.py",
    "sources/test_build.py",
    "test_fuzz.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the shared site or the store of real files is slow; files that take long come first."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker("batch")
        if "real_store" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    order = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.fixture(autouse=True)
def _nobody_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that connects to any machine but this one fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"  # a path of this machine
        if not (host == "localhost" or ipaddress.ip_address(host).is_loopback):
            pytest.fail(f"a test connects to {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """A profile or brief opened in another language changes the language of the process."""
    with i18n.speaking(i18n.DEFAULT):
        yield


@pytest.fixture
def fixture_report() -> Callable[..., Report]:
    """Makes the ``Report`` of a fixture notebook: ``fixture_report("good", countries=["KEN"])``."""

    def make(name: str, **parameters: object) -> Report:
        output = PurePosixPath(f"sections/{name}.html")
        return Report(name, name, FIXTURES / f"{name}.ipynb", "section", output, parameters=parameters)

    return make


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the real data and three notebooks: intro works, a1 raises, a3 works."""
    home = tmp_path / "project"
    names = {"intro": "good", "a1": "raises", "a3": "warns"}
    home_with(home, dict(zip(names, names, strict=True)))
    for name, fixture in names.items():
        shutil.copy(FIXTURES / f"{fixture}.ipynb", home / "notebooks" / f"{name}.ipynb")
    monkeypatch.setenv("MIGBRIEF_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that need it are skipped where it is absent."""
    if not real.SHARED.is_dir():
        pytest.skip(real.ABSENT)
    return real.SHARED


@pytest.fixture(scope="session")
def real_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of all real files."""
    return shared_folder(tmp_path_factory, "official", real.make)


@pytest.fixture(scope="session")
def official(real_store: Path) -> store.Store:
    """A store into which all the real files were added."""
    return store.opened(real_store)


@pytest.fixture
def with_official(real_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Official data held, as far as their real files are there."""
    monkeypatch.setenv("MIGBRIEF_DATA", str(real_store))
    return real_store


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that the rules of pages run on, made by the first process that asks for it."""
    if made := os.environ.get("MIGBRIEF_SITE"):
        return Site(Path(made))
    held = request.getfixturevalue("real_store") if real.SHARED.is_dir() else None
    return Site(shared_folder(tmp_path_factory, "site", lambda folder: make(folder, held)))
