"""The limits of a report on a paper."""

import re
from collections.abc import Sequence

import pandas as pd

from migbrief.display.html import Display, bullets
from migbrief.editions import checks
from migbrief.text.i18n import t, tn

from .brief import Brief


def limits(brief: Brief, used: Sequence[str] = ()) -> Display:
    """List the limits of this report; ``used`` are the indicators of open data that it shows."""
    sentences = [
        t("The wording of facts and initiatives is ours; figures and names are the paper's."),
        t(
            "A verdict says what one check found, within the tolerance of the paper's own hedge; it "
            "does not show that a figure is exact. Where the paper agrees with itself, that shows "
            "consistency and no more."
        ),
        _unidentified(brief),
        _own_sources(brief),
        t("That a meeting took place or a report was published does not show who shaped it."),
    ]
    if editions := [edition for i in used if (edition := brief.sources.edition(i))]:
        sentences.append(
            t(
                "Figures for countries are from {sources}. They describe these countries; they do not "
                "show what the paper's work changed there.",
                sources=brief.sources.line(*editions),
            )
        )
    return bullets(list(filter(None, sentences)))


def _evidence(brief: Brief) -> pd.DataFrame:
    """Return what later sources say of what the section states or names."""
    rows = brief.view.outcomes
    return rows[rows["verdict"] != "context"]


def _unidentified(brief: Brief) -> str:
    """Say how many entries of later sources give a web site without a page, and how many no document."""
    rows = _evidence(brief)
    pageless, untitled = checks.without_page(rows), checks.unidentified(rows)
    if pageless.empty:
        return ""
    sentence = tn(
        "For {n} of {entries} from later sources, only the website is known, not the page.",
        "For {n} of {entries} from later sources, only the website is known, not the page.",
        brief.tally("entries without a page", len(pageless)),
        entries=tn("{n} entry", "{n} entries", brief.tally("entries", len(rows))),
    )
    if untitled.empty:
        return sentence
    n = brief.tally("entries without a document", len(untitled))
    return f"{sentence} " + t(
        "For {n} of them no title is known either, so the document is not identified.", n=n
    )


def _own_sources(brief: Brief) -> str:
    """Say how many later sources are by the paper's own author, and so not independent."""
    rows = _evidence(brief)
    by_author = rows["publisher"].str.contains(rf"\b{re.escape(brief.edition.author)}\b")
    if not by_author.any():
        return ""
    return tn(
        "Later sources include {author}'s own: {n} of {entries} was published under that name.",
        "Later sources include {author}'s own: {n} of {entries} were published under that name.",
        brief.tally("entries of the author", int(by_author.sum())),
        author=t(brief.edition.author),
        entries=tn("{n} entry", "{n} entries", brief.tally("entries", len(rows))),
    )
