"""The warm parent: a process with everything loaded, from which each report is forked.

It has imported the libraries, drawn a figure, used the exporter once and read the data (``loading``), and
then waits for requests on a pipe (``server``). Whoever asks (:class:`Parent`) gets back what the forks
(``fork``) say and how they end (``events``). The warm process has one thread and no sockets, so a fork is a
whole copy; what happens in a fork stays there.
"""

from .events import Ended, Message, Started
from .parent import ONE_THREAD, SEED, Parent, ParentLost, can_fork, shared

__all__ = [
    "ONE_THREAD",
    "SEED",
    "Ended",
    "Message",
    "Parent",
    "ParentLost",
    "Started",
    "can_fork",
    "shared",
]
