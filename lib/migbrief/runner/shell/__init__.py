"""An IPython shell inside this process that answers as a Jupyter kernel would, without sockets or threads.

It is ipykernel's own shell; what it would send to a client goes to a function instead (``cells``). It takes
over the process's standard streams and input (``streams``) and stops cells that run too long (``timelimit``).
The shell can be made once and used after a fork. One process, one shell, one notebook.
"""

from .cells import Shell, current_shell, make

__all__ = ["Shell", "current_shell", "make"]
