"""Batches that are stopped, killed or lose their folder do what docs/reliability.md says."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from migbrief.runner.warm import can_fork
from project import BEFORE, NOTEBOOKS, Done, Project

pytestmark = [
    pytest.mark.batch,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX"),
]


@pytest.fixture
def project(tmp_path: Path, library: Path) -> Project:
    return Project(tmp_path / "project", library)


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_a_worker_killed_from_outside(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "import time; time.sleep(100)")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    (parent,) = psutil.Process(process.pid).children()
    time.sleep(0.5)
    worker = min(parent.children(), key=psutil.Process.create_time)  # the other waits for a report
    worker.kill()
    out, err = process.communicate(timeout=60)
    done = subprocess.CompletedProcess("", process.returncode, out, err)
    project.assert_failed(done, {"b": "its process was killed by SIGKILL in cell 4"})


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_the_warm_parent_killed_is_replaced(project: Project) -> None:
    project.notebook("b-gfmd", "import time; time.sleep(3)")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    (parent,) = psutil.Process(process.pid).children()
    workers = parent.children()
    parent.kill()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out[:22]) == (0, "", "3 of 3 reports made: /"), out + err
    assert not psutil.wait_procs(workers, timeout=20)[1]
    project.assert_whole()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_stopped_batch_leaves_whole_files_and_the_next_goes_on(
    project: Project, number: signal.Signals, code: int
) -> None:
    project.notebook("b-gfmd", "import time, os\nif not os.path.exists('go'): time.sleep(100)\n'done'")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    family = psutil.Process(process.pid).children(recursive=True)
    time.sleep(0.5)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)  # the report that goes on would take longer
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert not psutil.wait_procs(family, timeout=20)[1], "processes were left behind"
    assert set(project.entries()) == {"a1", "c"}
    assert "Capacity building and operational support" in (project.out / "index.html").read_text("utf-8")
    assert not list(project.out.rglob("b.*"))
    project.assert_whole()
    if number == signal.SIGTERM:
        (project.home / "go").touch()
        done = project.render()
        assert done.returncode == 0 and done.stdout.startswith("1 of 1 reports made, 2 unchanged: ")


def test_a_killed_batch_goes_on_where_it_was(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nif not os.path.exists('go'): time.sleep(100)\n'done'")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    family = psutil.Process(process.pid).children(recursive=True)
    time.sleep(0.5)
    process.kill()
    process.communicate(timeout=30)
    assert not psutil.wait_procs(family, timeout=20)[1], "processes were left behind"
    assert not (project.out / "index.html").exists()
    (project.home / "go").touch()
    done = project.render()
    assert done.stdout.startswith("1 of 1 reports made, 2 unchanged: "), done.stderr
    assert {e["status"] for e in project.entries().values()} == {"ok"} and len(project.entries()) == 3
    project.assert_whole()


@pytest.mark.slow
def test_a_batch_stopped_twenty_times_at_random_ends_as_one_that_never_was(project: Project) -> None:
    for name in NOTEBOOKS.values():
        project.notebook(name, "import time; time.sleep(0.2)", f"print({name!r})")
    chance = random.Random(2012)
    for _ in range(20):
        process = project.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.2, 3))
        process.send_signal(chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]))
        process.communicate(timeout=120)

    def made() -> dict[str, bytes]:
        done = project.render()
        assert (done.returncode, done.stderr) == (0, "")
        project.assert_whole()
        names = [p for p in project.out.rglob("*") if p.suffix in (".html", ".csv")]
        return {p.relative_to(project.out).as_posix(): p.read_bytes() for p in names}

    found = made()
    shutil.rmtree(project.out)
    assert len(found) > len(NOTEBOOKS) and found == made()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere orphans are the system's")
def test_nothing_that_a_report_started_outlives_the_batch(project: Project) -> None:
    code = "import subprocess\nsubprocess.Popen(['sleep', '333.125'], start_new_session=True)\n1 / 0"
    project.notebook("b-gfmd", BEFORE, code)
    done = project.render()
    project.assert_failed(done, {"b": "cell 4: ZeroDivisionError: division by zero"})
    left = [p.info["cmdline"] for p in psutil.process_iter(["cmdline"])]
    assert ["sleep", "333.125"] not in left


def test_two_batches_on_one_folder(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nwhile not os.path.exists('go'): time.sleep(0.05)")
    first = project.start()
    project.wait_for("sections/a1.html")
    second = project.render()
    (project.home / "go").touch()
    assert second.returncode == 2 and second.stdout == ""
    assert f"another command (process {first.pid}) is at work in" in second.stderr
    assert second.stderr.count("\n") == 1
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0 and out.startswith("3 of 3 reports made"), err


def in_namespace(project: Project, meanwhile: str, *words: str) -> Done:
    """Render with a small file system of its own as output folder; keeps a copy of what it then holds."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("no right to mount a file system")
    kept = project.home / "kept"
    for folder in (project.out, kept):
        folder.mkdir()
    script = f"""mount -t tmpfs -o size=6m tmpfs "$OUT" || exit 99
        {meanwhile}
        "$@"; code=$?; cp -a "$OUT"/. "$KEPT"; exit $code"""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", *project.command(*words)],
        env={**project.environment(), "OUT": str(project.out), "KEPT": str(kept)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    project.out = kept
    return done


def test_the_disk_is_full(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "from IPython.display import HTML\nHTML('y' * 7_000_000)")
    done = in_namespace(project, "")
    reason = project.entries()["b"]["error"]
    assert "No space left on device" in reason
    project.assert_failed(done, {"b": reason}, began=False)


def test_the_output_folder_becomes_read_only_in_the_middle(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nwhile not os.path.exists('go'): time.sleep(0.05)")
    meanwhile = """(
        until [ -f "$OUT/sections/a1.html" ] && [ -f "$OUT/sections/c.html" ]; do sleep 0.05; done; sleep 0.5
        mount --bind "$OUT" "$OUT" && mount -o remount,bind,ro "$OUT" && touch "$MIGBRIEF_HOME/go"
        ) >/dev/null 2>&1 &"""
    done = in_namespace(project, meanwhile)
    assert done.returncode == 1, done.stderr
    assert done.stdout == "2 of 3 reports made, 1 failed: without an index\n", done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and all("Read-only file system" in line for line in lines)
    project.assert_whole()


def test_the_output_folder_is_removed_in_the_middle(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nwhile not os.path.exists('go'): time.sleep(0.05)")
    process = project.start("a1", "b", "c")
    project.wait_for("sections/a1.html", "sections/c.html")
    time.sleep(0.5)
    shutil.rmtree(project.out)
    (project.home / "go").touch()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "Traceback" not in err
    assert out.startswith("1 of 3 reports made, 2 failed: ")
    assert project.entries()["a1"]["error"] == "its page was removed while the batch ran"
    project.assert_whole()
    assert project.render().stdout.startswith("2 of 2 reports made, 1 unchanged: ")
