"""The warm parent: a process with everything loaded, from which each report is forked.

It has imported the libraries, drawn a figure, used the exporter once and read the data (``loading``), and
then waits for requests on a pipe (``server``). The client (:class:`Parent`) receives what the forks
(``fork``) send and how they end (``events``). The warm process has one thread and no sockets, so a fork is a
complete copy, and nothing that happens in a fork affects it.
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
