"""The engine gives what a real kernel gives, cell by cell, and forks do not affect each other."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4
from papermill.exceptions import PapermillExecutionError

import display_kinds
from folders import FIXTURES
from migbrief import paths
from migbrief.runner import engine, kernel, outputs, warm
from migbrief.runner.warm import can_fork

pytestmark = [
    pytest.mark.batch,
    pytest.mark.skipif(not can_fork(), reason="this system cannot fork"),
]

COMPARED = sorted(FIXTURES.glob("*.ipynb")) + [
    path
    for path in sorted(paths.notebooks().glob("*.ipynb"))
    if path.stem != "explore"  # widgets, for Lab only
]
ENDLESS = {"slow", "dies"}  # both have tests of their own

# Everything that a kernel does beside returning a value, one cell each.
HABITS = [
    "x = 41",
    "x + 1",
    "print('a'); print('b', end='')",
    "import sys\nprint('out'); print('err', file=sys.stderr); print('out again')",
    "from IPython.display import display, HTML, Markdown, SVG, Image\n"
    "print('before'); display(HTML('<b>1</b>')); print('between'); display(Markdown('*2*')); 'last'",
    "handle = display('first', display_id=True)",
    "handle.update('second')\nprint('updated')",
    "from IPython.display import clear_output\nprint('gone'); clear_output(); print('kept')",
    "print('replaced'); clear_output(wait=True); print('replacement')",
    "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]); plt.figure(); plt.bar([1], [2])",
    "fig, ax = plt.subplots(figsize=(2, 1))\nax.plot([3, 1])\nfig",
    "plt.plot([1]); plt.show(); print('after the figure')",
    "%matplotlib inline\nplt.pie([1, 2]);",
    "import pandas as pd\npd.DataFrame({'a': [1, None], 'b': ['<x>', '&']})",
    "import warnings\nwarnings.warn('careful')",
    "!echo from the shell",
    "pd.DataFrame([range(40)])",
    "import os, subprocess, time\n_ = subprocess.run(['echo', 'from a subprocess']); time.sleep(0.5)",
    "_, __, Out[2], len(In)",
    "get_ipython().__class__.__name__, 'IPKernelApp' in get_ipython().config",
    "%%capture kept\nprint('hidden')",
    "kept.stdout",
    "%who_ls str",
    "class Odd:\n    def _repr_html_(self):\n        return '<i>odd</i>'\nOdd()",
    "class Broken:\n    def _repr_html_(self):\n        raise KeyError('repr')\nBroken()",
    "os.environ['MPLBACKEND'], __name__, os.path.basename(os.getcwd())",
    "x?",
    "",
    "def deep(n):\n    return deep(n - 1) if n else 1 / 0\ndeep(3)",
    "raise SystemExit(0)",
    "try: input('name? ')\nexcept Exception as e: print(type(e).__name__, e)",
    "import getpass\ntry: getpass.getpass()\nexcept Exception as e: print(type(e).__name__, e)",
    "def (",
    "  bad indent\n x",
    "import no_such_module",
    "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('chained') from e",
    "print('unfinished'); display('shown'); 1 / 0",
    "'the end'",
]


def notebook(*cells: str, allow_errors: bool = False) -> NotebookNode:
    tags = ["raises-exception"] if allow_errors else []
    made = [v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in cells]
    metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return v4.new_notebook(cells=made, metadata=metadata)


def run(nb: NotebookNode, cwd: Path, real: bool, **options: Any) -> NotebookNode:
    """Run a copy in a real kernel or with the engine; the notebook as far as it got."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # a kernel that sees it leaves out what subprocesses print
    copy = nbformat.reads(nbformat.writes(nb), as_version=4)
    if real:
        (cwd / "k").mkdir(exist_ok=True)
        options |= kernel.options(cwd / "k")
    else:
        options |= {"engine_name": engine.NAME}
    ran: list[NotebookNode] = []
    with contextlib.suppress(PapermillExecutionError):
        papermill.execute_notebook(copy, None, progress_bar=False, cwd=str(cwd), running=ran, **options)
    return ran[0]


def told(nb: NotebookNode) -> list[tuple[object, ...]]:
    """What every cell shows: number and outputs in order, without what no two runs have in common."""
    rows: list[tuple[object, ...]] = []
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        whole = outputs.Collector()
        whole.shorten(cell)  # a kernel sends one stream in several pieces
        text = json.dumps([dict(o) for o in cell.outputs], sort_keys=True)
        text = re.sub(r"0x[0-9a-f]{6,}|ipykernel_\d+", "…", text)
        status = cell.metadata.get("papermill", {}).get("status")
        rows.append((cell.execution_count, status, json.loads(text)))
    return rows


@pytest.fixture(scope="module")
def habits(tmp_path_factory: pytest.TempPathFactory) -> tuple[NotebookNode, NotebookNode]:
    folder = tmp_path_factory.mktemp("habits")
    nb = notebook(*HABITS, allow_errors=True)
    return run(nb, folder, real=True), run(nb, folder, real=False)


@pytest.mark.parametrize(
    "n", range(len(HABITS)), ids=lambda n: HABITS[n].splitlines()[-1][:40] if HABITS[n] else "empty"
)
def test_a_cell_shows_what_it_shows_in_a_kernel(habits: tuple[NotebookNode, NotebookNode], n: int) -> None:
    real, ours = habits
    assert told(ours)[n] == told(real)[n]


def test_what_cells_show_becomes_json_as_in_a_kernel(tmp_path: Path) -> None:
    nb = notebook(*display_kinds.CELLS, allow_errors=True)
    real, ours = (run(nb, tmp_path, real) for real in (True, False))
    for (*_, shown), (*_, expected) in zip(told(ours), told(real), strict=True):
        assert isinstance(expected, list) and expected
        for outputs_of_cell in (shown, expected):
            for output in outputs_of_cell:  # type: ignore[attr-defined]
                output.pop("traceback", None)  # it names files of the engine
        assert shown == expected
    assert sum(len(expected) for *_, expected in told(real)) > 150  # type: ignore[arg-type]


@pytest.mark.parametrize("value", display_kinds.IMPOSSIBLE)
def test_what_no_notebook_can_hold_fails_its_cell(tmp_path: Path, value: str) -> None:
    cells = [display_kinds.SETUP, f"display({{'text/html': {value}}}, raw=True)", "'not reached'"]
    _, failed, after = run(notebook(*cells), tmp_path, real=False).cells[-3:]
    assert failed.outputs[-1].evalue.startswith("text/html is shown as text; got ") and not after.outputs


def test_pyplot_figures_are_all_there(habits: tuple[NotebookNode, NotebookNode]) -> None:
    cells = [cell for cell in habits[1].cells if cell.cell_type == "code"]
    pictures = [sum("image/png" in o.get("data", {}) for o in cell.outputs) for cell in cells]
    drawn = {10: 2, 11: 2, 12: 1, 13: 1}  # a figure that is also the cell's value is shown twice
    assert {n: count for n, count in enumerate(pictures) if count} == drawn


def test_what_a_subprocess_prints_stands_where_it_was_printed(tmp_path: Path) -> None:
    """A busy kernel lets it come late, so that this is no comparison with one."""
    cell = "import os\nprint('a'); os.system('echo b'); print('c'); display('d'); print('e')"
    shown = told(run(notebook(cell), tmp_path, real=False))[0][2]
    assert isinstance(shown, list)
    assert [o.get("text") or o["data"]["text/plain"] for o in shown] == ["a\nb\nc\n", "'d'", "e\n"]


@pytest.mark.parametrize("path", COMPARED, ids=lambda path: path.stem)
def test_every_notebook_gives_what_a_kernel_gives(path: Path, tmp_path: Path) -> None:
    if path.stem in ENDLESS:
        pytest.skip("ends by being stopped")
    nb = nbformat.read(path, as_version=4)
    real = run(nb, tmp_path, real=True, parameters={"vintage": "2015"})
    ours = run(nb, tmp_path, real=False, parameters={"vintage": "2015"})
    assert told(ours) == told(real)
    assert ours.metadata.language_info == real.metadata.language_info
    assert ours.metadata.papermill.parameters == real.metadata.papermill.parameters


def test_nothing_leaks_from_one_notebook_into_the_next(tmp_path: Path) -> None:
    stain = notebook(
        "import os, sys, random, numpy as np, matplotlib.pyplot as plt, migbrief, pandas as pd, warnings\n"
        "random.seed(1); np.random.seed(1)\n"
        "os.environ['STAIN'] = '1'; os.chdir('/'); sys.path.append('/stain'); migbrief.stain = 1\n"
        "plt.rcParams['lines.linewidth'] = 99; fig = plt.figure(); pd.options.display.max_rows = 3\n"
        "warnings.simplefilter('error'); os.umask(0o077); builtins = __builtins__; builtins.stain = 1\n"
        "from migbrief.datasets import countries\ncountries.load().loc['KEN', 'name'] = 'Stain'"
    )
    look = notebook(
        "import os, sys, random, numpy as np, matplotlib as m, migbrief, pandas as pd, builtins\n"
        "from migbrief.datasets import countries\n"
        "umask = os.umask(0); os.umask(umask)\n"
        "import matplotlib.pyplot as plt\n"
        "[os.environ.get('STAIN'), os.getcwd(), '/stain' in sys.path, hasattr(migbrief, 'stain'),\n"
        " m.rcParams['lines.linewidth'], plt.get_fignums(), pd.options.display.max_rows, umask & 0o055,\n"
        " hasattr(builtins, 'stain'), 'fig' in globals(), countries.load().loc['KEN', 'name'],\n"
        " len(In), os.getpid()]",
        "(random.random(), np.random.rand())",
    )
    run(stain, tmp_path, real=False)
    first, second = (run(look, tmp_path, real=False) for _ in range(2))
    seen = [eval(nb.cells[0].outputs[0].data["text/plain"]) for nb in (first, second)]
    clean = [None, str(tmp_path), False, False, 1.5, [], 60, 0, False, False, "Kenya", 2]
    assert [row[:-1] for row in seen] == [clean, clean]
    assert len({row[-1] for row in seen} | {os.getpid()}) == 3
    numbers = [eval(nb.cells[1].outputs[0].data["text/plain"], {"np": None}) for nb in (first, second)]
    assert numbers[0] != numbers[1], "two reports drew the same random numbers"


def test_a_cell_that_never_ends_is_a_timeout_even_if_it_swallows_it(tmp_path: Path) -> None:
    for code in ("while True: pass", "import time\ntry: time.sleep(60)\nexcept BaseException: 'swallowed'"):
        with pytest.raises(CellTimeoutError):
            run(notebook("1", code, "2"), tmp_path, real=False, execution_timeout=1)


def test_a_process_that_dies_is_a_dead_kernel(tmp_path: Path) -> None:
    for code in ("import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)"):
        with pytest.raises(DeadKernelError):
            run(notebook("1", code, "2"), tmp_path, real=False)


def test_output_of_a_cells_child_is_shown_and_the_child_is_no_second_notebook(tmp_path: Path) -> None:
    """A real kernel hangs on the first of these."""
    fork = "import os\nprint('before')\npid = os.fork()\nif not pid:\n    print('child')\n    1 / 0\n"
    nb = run(notebook(fork + "print(os.waitpid(pid, 0)[1] >> 8)", "'once'"), tmp_path, real=False)
    assert [o.text for o in nb.cells[0].outputs] == ["before\nchild\n1\n"]
    assert nb.cells[1].outputs[0].data["text/plain"] == "'once'"
    process = (
        "import multiprocessing\nof = multiprocessing.get_context('fork')\n"
        "child = of.Process(target=print, args=(7,))\nchild.start(); child.join(); print('parent')"
    )
    nb = run(notebook(process), tmp_path, real=False)
    assert [o.text for o in nb.cells[0].outputs] == ["7\nparent\n"]


def test_exit_ends_the_session(tmp_path: Path) -> None:
    with pytest.raises(DeadKernelError):
        run(notebook("exit()", "1"), tmp_path, real=False)


def test_half_a_surrogate_pair_costs_a_question_mark_and_not_the_report(tmp_path: Path) -> None:
    nb = run(notebook("print('a\\ud800b')\n'c\\udc80é'"), tmp_path, real=False)
    printed, shown = nb.cells[0].outputs
    assert (printed.text, shown.data["text/plain"]) == ("a?b\n", "'c\\udc80é'")


def test_the_command_line_of_papermill_knows_the_engine(tmp_path: Path) -> None:
    """With the same files, statuses and exit codes as with a kernel."""
    for name, code in (("good", 0), ("raises", 1)):
        target = tmp_path / f"{name}.ipynb"
        command = [sys.executable, "-m", "papermill", "--engine", "migbrief", "--no-progress-bar"]
        command += [str(FIXTURES / f"{name}.ipynb"), str(target), "-p", "group", "Asia"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == code, done.stderr
        nb = nbformat.read(target, as_version=4)
        assert nb.metadata.papermill.parameters == {"group": "Asia"}
        assert nb.metadata.papermill.exception is (True if code else None)


def test_a_fork_has_one_parent_thread_and_no_sockets() -> None:
    pid = warm.shared().pid
    if sys.platform == "linux":
        proc = Path(f"/proc/{pid}")
        assert len(list((proc / "task").iterdir())) == 1
        opened = [str(link.readlink()) for link in (proc / "fd").iterdir()]
        assert not [name for name in opened if name.startswith(("socket", "anon_inode:[eventpoll"))]


def test_without_fork_papermills_own_engine_takes_over_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm, "can_fork", lambda: False)
    ran = papermill.execute_notebook(
        notebook("1 + 1"), None, engine_name=engine.NAME, progress_bar=False, cwd=str(tmp_path)
    )
    assert ran.cells[0].outputs[0].data["text/plain"] == "2"
    assert "this system cannot fork; using a Jupyter kernel" in caplog.text
