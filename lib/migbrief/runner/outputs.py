"""Collect a kernel's messages as the outputs of a notebook's cells, as nbclient does.

Two things differ: consecutive pieces of one stream are joined, and overlong printed text is truncated, with a
line that says how much was left out.
"""

from typing import Any, Final

from nbformat import NotebookNode, v4

MAX_CHARACTERS: Final = 100_000  # printed text kept of a cell, for each of its two streams
MAX_LINES: Final = 1_000


class Collector:
    """Applies messages to the cells of one notebook; ``limited`` truncates long printed text."""

    def __init__(self, limited: bool = False) -> None:
        self._limited = limited
        self._displays: dict[str, list[NotebookNode]] = {}
        self._clear_next = False
        self._kept: dict[str, list[int]] = {}  # of the running cell, by stream: lines, characters
        self._left_out: dict[str, list[int]] = {}

    def apply(self, cell: NotebookNode, kind: str, content: dict[str, Any]) -> NotebookNode | None:
        """Apply one message to ``cell``; return the output that was added or extended."""
        name = (content.get("transient") or {}).get("display_id")
        if name and kind in ("execute_result", "display_data", "update_display_data"):
            for shown in self._displays.get(name, []):
                shown.data, shown.metadata = clean(content["data"]), clean(content["metadata"])
        if kind == "clear_output":
            if content.get("wait"):
                self._clear_next = True
            else:
                cell.outputs.clear()
            return None
        if kind not in ("stream", "display_data", "execute_result", "error"):
            return None
        if self._clear_next:
            cell.outputs.clear()
            self._clear_next = False
        if kind == "stream":
            return self._print(cell, content["name"], _text(content["text"]))
        output = _output(kind, content)
        if name:
            self._displays.setdefault(name, []).append(output)
        cell.outputs.append(output)
        return output

    def finish(self, cell: NotebookNode) -> None:
        """Add a line on what was left out of the cell, if anything was."""
        for name, (lines, characters) in self._left_out.items():
            what = f"{lines:,} more lines" if lines else f"{characters:,} more characters"
            text = f"\n[{what} left out: a cell keeps {MAX_LINES:,} lines or {MAX_CHARACTERS:,} characters]\n"
            cell.outputs.append(v4.new_output("stream", name=name, text=text))
        self._kept.clear()
        self._left_out.clear()

    def shorten(self, cell: NotebookNode) -> None:
        """Apply the limits to the outputs that a cell already has."""
        before, cell.outputs = list(cell.outputs), []
        for output in before:
            if output.output_type == "stream":
                self._print(cell, output.name, output.text)
            else:
                cell.outputs.append(output)
        self.finish(cell)

    def _print(self, cell: NotebookNode, name: str, text: str) -> NotebookNode | None:
        if self._limited and not (text := self._within_limits(name, text)):
            return None
        last = cell.outputs[-1] if cell.outputs else None
        if last is None or last.output_type != "stream" or last.name != name:
            last = v4.new_output("stream", name=name, text="")
            cell.outputs.append(last)
        last.text += text
        return last

    def _within_limits(self, name: str, text: str) -> str:
        kept = self._kept.setdefault(name, [0, 0])
        room = MAX_CHARACTERS - kept[1]
        taken = "".join(text.splitlines(keepends=True)[: max(0, MAX_LINES - kept[0])])[: max(0, room)]
        kept[0] += taken.count("\n")
        kept[1] += len(taken)
        if len(taken) < len(text):
            left = self._left_out.setdefault(name, [0, 0])
            left[0] += text.count("\n", len(taken))
            left[1] += len(text) - len(taken)
        return taken


def shorten(nb: NotebookNode) -> None:
    """Apply the limits on printed text to a notebook that ran without them."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            Collector(limited=True).shorten(cell)


def _output(kind: str, content: dict[str, Any]) -> NotebookNode:
    """Like ``nbformat.v4.output_from_msg``, which validates each output against the schema of whole
    notebooks.
    """
    if kind == "error":
        parts = {name: clean(content[name]) for name in ("ename", "evalue", "traceback")}
    else:
        parts = {"data": clean(content["data"]), "metadata": clean(content["metadata"])}
        if kind == "execute_result":
            parts["execution_count"] = content["execution_count"]
    return NotebookNode({"output_type": kind, **parts})


def clean(value: Any) -> Any:
    """Return JSON as notebook nodes, with text that can be encoded."""
    if isinstance(value, dict):
        return NotebookNode({key: clean(part) for key, part in value.items()})
    if isinstance(value, list):
        return [clean(part) for part in value]
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded, by question marks."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode("utf-8")
