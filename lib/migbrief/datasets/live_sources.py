"""Where newer figures than the tables' can be had, in the language spoken."""

from __future__ import annotations

from migbrief.text import words
from migbrief.text.i18n import t

from . import indicators


def source_of(indicator: str) -> str:
    """The source that keeps an indicator up to date, and its code or table there."""
    about = indicators.definitions().loc[indicator]
    return source_label(str(about["live_source"]), str(about["live_code"]))


def source_label(source: str, code: str) -> str:
    """A source and its code or table; without a code the source alone."""
    return (
        t("{source}: {code}", source=translate_parts(source), code=translate_parts(code))
        if code
        else translate_parts(source)
    )


def translate_parts(text: str) -> str:
    """A text of the tables by its parts, each translated where a catalogue has it."""
    whole = t(text)
    return whole if whole != text else words.series(_translate_part(part) for part in text.split("; "))


def _translate_part(text: str) -> str:
    """A part; the indicators of the Sustainable Development Goals go by the language's initials."""
    target = text.removeprefix("SDG ")
    return t(text) if target == text else t("SDG {target}", target=target)
