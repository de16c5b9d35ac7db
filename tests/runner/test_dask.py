"""Reports through a real Dask scheduler with two workers, one of which is killed in the middle."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import nbformat
import pytest
from click.testing import CliRunner
from nbformat import v4

from migbrief.cli.main import main
from migbrief.registry.manifest import Result
from migbrief.registry.records import Report
from migbrief.runner import batch

pytestmark = pytest.mark.batch

pytest.importorskip("distributed", reason="the extra dask is not installed")

PARAMETERS = 'edition = "2012-tenth"\ncountries = []\ngroup = ""\nvintage = "2025"'


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own; yields the address and the workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    python = [sys.executable, "-m", "distributed.cli"]
    scheduler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-dashboard",
        ],
        **quiet,
    )
    command = [
        f"{python[0]}",
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--death-timeout",
        "60",
    ]
    workers = [subprocess.Popen(command, **quiet) for _ in range(2)]
    from distributed import Client

    deadline = time.monotonic() + 90
    while True:
        try:
            with Client(address, timeout=5) as client:
                client.wait_for_workers(2, timeout=60)
            break
        except (OSError, TimeoutError):
            assert time.monotonic() < deadline, "the scheduler did not start"
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_every_report_arrives_once_though_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    code = v4.new_code_cell(PARAMETERS)
    code.metadata.tags = ["parameters"]
    nb = v4.new_notebook(
        cells=[v4.new_markdown_cell("# D"), code, v4.new_code_cell("import time; time.sleep(0.5)")]
    )
    nbformat.write(nb, tmp_path / "d.ipynb")
    reports = [
        Report(f"r{n}", f"r{n}", tmp_path / "d.ipynb", "section", PurePosixPath(f"sections/r{n}.html"))
        for n in range(12)
    ]
    seen: list[str] = []

    def progress(result: Result, done: int, total: int) -> None:
        seen.append(result.report.id)
        if done == 4:
            workers[0].kill()

    out = tmp_path / "out"
    results = batch.render_all(reports, out, 2, progress=progress, engine=address)
    assert [(r.report.id, r.status, r.error) for r in results] == [(r.id, "ok", "") for r in reports]
    assert sorted(seen) == sorted(r.id for r in reports), "a report was told twice"
    assert {p.name for p in (out / "sections").iterdir()} == {f"r{n}.html" for n in range(12)}
    assert workers[0].wait(timeout=5) == -9 and workers[1].poll() is None


def test_a_scheduler_that_does_not_answer_is_one_line(project: Path, tmp_path: Path) -> None:
    words = ["render", "intro", "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2 and "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    for words[-1] in ("nonsense", "tcp://x:y", "http://127.0.0.1:1", "tcp://host"):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 2 and "--scheduler takes dask or an address" in done.stderr


def test_a_cluster_on_this_machine(project: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "migbrief",
        "render",
        "--scheduler",
        "dask",
        "--out",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=240)
    assert done.stdout.startswith("2 of 3 reports made, 1 failed: "), done.stderr
    assert (tmp_path / "out/sections/intro.html").is_file() and (
        tmp_path / "out/failed/sections/a1.html"
    ).is_file()
