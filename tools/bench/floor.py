"""Lower bounds: the cells of a report and its page, in one warm process, or in a fork of it for each."""

import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from nbformat import v4

from migbrief.display.lab import making_page
from migbrief.pages import report_page
from migbrief.registry import profile_reports
from migbrief.registry.parameters import parse
from migbrief.registry.records import Report
from migbrief.runner import render
from migbrief.runner.shell import Shell, current_shell
from migbrief.runner.warm.loading import warm_up

from .ways import IDS, TOOK


def make(folder: Path, isolated: bool = False) -> None:
    """Warm up, then run the cells of each report listed in the folder and export them.

    With ``isolated``, each in a fork of its own. Writes the time that the reports took, without the warm-up.
    """
    warm_up(tempfile.mkdtemp())
    ids = json.loads((folder / IDS).read_text("utf-8"))
    by_id = {r.id: r for r in profile_reports.country_reports(ids)}
    reports, shell = [by_id[id] for id in ids], current_shell()
    if not isolated:
        _make(reports[0], shell, folder)
    begun, used = time.perf_counter(), sum(os.times()[:4])
    for report in reports:
        if isolated and (pid := os.fork()):
            if os.waitpid(pid, 0)[1]:
                raise RuntimeError(f"{report.id} failed")
            continue
        _make(report, shell, folder)
        if isolated:
            os._exit(0)
    took = [time.perf_counter() - begun, sum(os.times()[:4]) - used]
    (folder / TOOK).write_text(json.dumps(took), "utf-8")


def _make(report: Report, shell: Shell, out: Path) -> None:
    shown: list[tuple[str, dict[str, object]]] = []
    nb, values = render.read(report.notebook), parse(report.model, report.parameters)
    with making_page(), shell.open(lambda kind, content: shown.append((kind, content))):
        for name, value in values.model_dump().items():
            shell.run(f"{name} = {value!r}")
        for cell in nb.cells:
            if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                shown.clear()
                shell.run(cell.source)
                messages = [{"header": {"msg_type": kind}, "content": c} for kind, c in shown]
                cell.outputs = [v4.output_from_msg(m) for m in messages]
    page = report_page.to_html(nb, report, values, datetime.now(UTC))
    (out / f"{report.id}.html").write_text(page, "utf-8")
