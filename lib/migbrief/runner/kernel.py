"""Run cells in a real Jupyter kernel: where forking is not possible, or with ``--engine kernel``."""

import socket
import sys
from pathlib import Path
from typing import Any, Final

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from traitlets import Unicode
from traitlets.config import Config

NAME: Final = "migbrief-kernel"
INLINE: Final = "module://matplotlib_inline.backend_inline"  # figures go into the page


class Kernel(AsyncKernelManager):
    """A kernel of the current interpreter, unaffected by installed kernel specs or user profiles."""

    scratch = Unicode(help="a folder for the kernel's own files").tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        # Without -Xfrozen_modules=off the debugger warns on every start.
        launch = ["-X", "frozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[sys.executable, *launch, "--HistoryManager.enabled=False"],
            language="python",
            env={"IPYTHONDIR": self.scratch, "PYTHONHASHSEED": "0", "MPLBACKEND": INLINE},
        )


class KernelEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """Papermill's own engine, which also exposes the notebook as it runs, so that a stopped run is not lost
    and nothing is saved after every cell.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, running: list[NotebookNode], **kwargs: Any
    ) -> Any:
        running.append(nb_man.nb)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


def options(scratch: Path) -> dict[str, Any]:
    """Return Papermill's options for running a notebook in a kernel with files in ``scratch``."""
    papermill_engines.register(NAME, KernelEngine)
    return {
        "engine_name": NAME,
        "kernel_manager_class": Kernel,
        "config": Config({"Kernel": _connection(scratch)}),
        "iopub_timeout": 30,
        "shutdown_kernel": "immediate",
    }


def _connection(scratch: Path) -> dict[str, Any]:
    """Use Unix sockets in the scratch folder if their paths fit, so that parallel runs never share a port."""
    file = scratch / "k.json"
    local = hasattr(socket, "AF_UNIX") and sys.platform != "win32" and len(str(file)) < 80
    return {"scratch": str(scratch), "connection_file": str(file), "transport": "ipc" if local else "tcp"}
