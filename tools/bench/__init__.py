"""The cost of a report: our way compared with the usual ones, in one run on one machine.

Several ways to make reports (``ways``) are measured in turns (``measure``), and the results written as a
table (``findings``); ``floor`` is the cost of cells and page alone. The command is ``make bench``.
"""
