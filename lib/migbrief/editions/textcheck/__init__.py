"""Check whether an edition's facts are in the paper's text, and which of its quantities no fact covers.

The text is divided by section and paragraph (``layout``), its quantities are read (``quantities``), and each
fact claims the quantity that states it (``claims``, by ``matches`` and ``hedges``). The rest, and countries
named beside a list (``country_names``), is reported too (``report``).
"""

from .lookup import check, read_text
from .report import STATES, TextReport, render

__all__ = ["STATES", "TextReport", "check", "read_text", "render"]
