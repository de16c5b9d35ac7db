"""An IPython shell in this process that responds like a Jupyter kernel, without sockets or threads.

It is ipykernel's own shell, whose messages go to a function instead of a client (``cells``). It takes over
the standard streams and input (``streams``) and stops cells that run too long (``timelimit``). The shell can
be made before a fork and used after it. One process, one shell, one notebook.
"""

from .cells import Shell, current_shell, make

__all__ = ["Shell", "current_shell", "make"]
