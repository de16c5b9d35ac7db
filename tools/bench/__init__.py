"""What a report costs, ours beside the usual ways, in one run on one machine.

Several ways to make reports (``ways``) are measured in turns (``measure``), and the findings written as a
table (``findings``); ``floor`` is what cells and page cost without all else. The command is ``make bench``.
"""
