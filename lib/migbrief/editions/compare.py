"""Two editions compared: what recurs, how figures changed, what the later says of plans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.datasets.name_forms import fold, word_set
from migbrief.text import words
from migbrief.text.i18n import mark, t

from . import plans
from .edition import UNWRITTEN, Edition
from .records import Fact, Initiative

FIGURES: Final = ("money", "people", "count", "rate", "frequency")
DONE, AGAIN, SILENT = mark("done, according to the later paper"), mark("planned again"), mark("not mentioned")
STATES: Final = (DONE, AGAIN, SILENT)
_ALIKE: Final = 0.6  # share of the shorter name's words that both have
_FEWEST: Final = 2  # words that two names share
# Words that do not make two names, or descriptions of figures, alike.
_COMMON: Final = frozenset(
    word_set("initiative programme project new annual international migration report plan")
    | word_set("number share year years month day days since first last total for in on at by to from with")
)


@dataclass(frozen=True)
class Comparison:
    """Two editions, the earlier first, and what they have in common.

    ``initiatives``: ``name, earlier, later`` (ids), ``then, now`` (statuses). ``figures``: ``what, before,
    after`` (:class:`Fact`), ``same`` (whether both are defined in the same words). ``partners``: ``partner,
    name`` and the number of its initiatives ``before`` and ``after``; ``countries``: ``iso3, before, after``.
    ``plans``: those of the earlier, ``plan_id, section, paragraph, what, planned_for, fate``, what the later
    ``says`` (one of ``STATES``) and of what (``name``).
    """

    earlier: Edition
    later: Edition
    initiatives: pd.DataFrame
    figures: pd.DataFrame
    partners: pd.DataFrame
    countries: pd.DataFrame
    plans: pd.DataFrame


def compare(one: Edition, other: Edition) -> Comparison:
    """Return what two editions, in any order, have in common.

    >>> from migbrief.editions import edition
    >>> paper = edition.load("2012-tenth")
    >>> set(compare(paper, paper).plans["says"])
    {'planned again'}
    """
    earlier, later = sorted((one, other), key=time_of)
    pairs = _pairs(earlier, later)
    return Comparison(
        earlier,
        later,
        pd.DataFrame(
            [(a.name, a.initiative_id, b.initiative_id, a.status, b.status) for a, b in pairs],
            columns=["name", "earlier", "later", "then", "now"],
        ),
        _figures(earlier, later),
        _partners(earlier, later),
        _countries(earlier, later),
        _plans(earlier, later, {a.initiative_id: b for a, b in pairs}),
    )


def time_of(edition: Edition) -> str:
    """Return the date of a paper, else the year of most of its dates; blank if it has none.

    >>> from . import edition
    >>> time_of(edition.load("2012-tenth"))
    '2012-02-09'
    """
    years = edition.facts["as_of"].str[:4].replace("", pd.NA).dropna().value_counts()
    return edition.start or (str(max(years[years == years.max()].index)) if len(years) else "")


def alike(one: str, other: str) -> bool:
    """Return whether two names mean the same: the longer has most words of the shorter, years aside.

    >>> alike("World Migration Report 2011: Communicating", "World Migration Report 2013")
    True
    >>> alike("Migration Emergency Fund", "IOM Development Fund")
    False
    """
    if UNWRITTEN in (one, other):
        return False
    if fold(one) == fold(other):
        return True
    first, second = (_words(re.sub(r":.*", "", name)) for name in (one, other))
    shared = first & second
    least = min(len(first), len(second))
    return bool(shared - _COMMON) and len(shared) >= min(_FEWEST, least) and len(shared) >= _ALIKE * least > 0


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in word_set(name) if not word.isdigit())


def _pairs(earlier: Edition, later: Edition) -> list[tuple[Initiative, Initiative]]:
    """Return initiatives of both, each with the most similar one of the other."""
    rest = list(later.initiatives_of())
    pairs = []
    for a in earlier.initiatives_of():
        similar = [b for b in rest if a.initiative_id == b.initiative_id or alike(a.name, b.name)]
        if similar:
            best = max(similar, key=lambda b: len(_words(a.name) & _words(b.name)))
            rest.remove(best)
            pairs.append((a, best))
    return pairs


def _figures(earlier: Edition, later: Edition) -> pd.DataFrame:
    rest = [fact for fact in later.facts_of() if fact.kind in FIGURES]
    rows = []
    for before in earlier.facts_of():
        after = next((fact for fact in rest if _same_figure(before, fact)), None)
        if before.kind in FIGURES and after is not None:
            rest.remove(after)
            rows.append((before.subject, before, after, fold(before.subject) == fold(after.subject)))
    return pd.DataFrame(rows, columns=["what", "before", "after", "same"])


def _same_figure(one: Fact, other: Fact) -> bool:
    """Return whether two facts have the same role and status, or the same description."""
    if one.role and one.role == other.role:
        return one.fact_id == other.fact_id or one.status == other.status
    if one.fact_id == other.fact_id and fold(one.subject) == fold(other.subject):
        return True
    return one.kind == other.kind and one.unit == other.unit and alike(one.subject, other.subject)


def _partners(earlier: Edition, later: Edition) -> pd.DataFrame:
    counts = [e.participants.groupby("organisation")["initiative_id"].nunique() for e in (earlier, later)]
    known = [e.organisations.set_index("organisation") for e in (earlier, later)]
    names: dict[str, str] = {}  # folded key, acronym or name → key in the earlier
    for key, row in known[0].iterrows():
        names |= {fold(text): str(key) for text in (key, row["acronym"], row["name"]) if text}
    rows = {str(key): [n, 0] for key, n in counts[0].items()}
    for key, n in counts[1].items():
        row = known[1].loc[key]
        texts = [fold(text) for text in (key, row["acronym"], row["name"])]
        same = next((names[text] for text in texts if text in names), str(key))
        rows.setdefault(same, [0, 0])[1] += n
    full_names = {**{str(k): str(v) for k, v in known[1]["name"].items()}, **known[0]["name"].to_dict()}
    table = [(key, full_names.get(key, key), *both) for key, both in rows.items()]
    return pd.DataFrame(table, columns=["partner", "name", "before", "after"])


def _countries(earlier: Edition, later: Edition) -> pd.DataFrame:
    both = {"before": earlier, "after": later}
    counts = [e.places["iso3"].replace("", pd.NA).value_counts().rename(n) for n, e in both.items()]
    table = pd.concat(counts, axis=1).fillna(0).astype(int)
    return table.rename_axis("iso3").reset_index().sort_values("iso3", ignore_index=True)


def _plans(earlier: Edition, later: Edition, matches: dict[str, Initiative]) -> pd.DataFrame:
    """Return the plans of the earlier: initiatives, and amounts that belong to none."""
    again: dict[str, Initiative | Fact] = {**matches}
    for fact in earlier.facts_of():
        same = next((one for one in later.facts_of() if _same_figure(fact, one)), None)
        if fact.status == "planned" and same is not None:
            again.setdefault(fact.fact_id, same)
    rows = plans.plans(earlier)[["plan_id", "section", "paragraph", "what", "planned_for", "fate"]]
    later_mentions = [again.get(str(plan)) for plan in rows["plan_id"]]
    states = [
        SILENT if one is None else DONE if one.status == "reported" else AGAIN for one in later_mentions
    ]
    names = [
        one.name if isinstance(one, Initiative) else one.subject if one else "" for one in later_mentions
    ]
    return rows.assign(says=pd.Categorical(states, STATES, ordered=True), name=names)


def recurring(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of partners or countries that both editions have.

    >>> recurring(pd.DataFrame({"iso3": ["KEN", "NPL"], "before": [1, 0], "after": [2, 1]}))["iso3"].tolist()
    ['KEN']
    """
    return table[(table["before"] > 0) & (table["after"] > 0)]


def lines(comparison: Comparison) -> Iterator[str]:
    """Yield a comparison as lines of text, each kind under a heading with its count.

    >>> from . import edition
    >>> paper = edition.load("2012-tenth")
    >>> next(lines(compare(paper, paper))).split(":")[0]
    'Initiatives in both'
    """
    yield _heading(t("Initiatives in both"), comparison.initiatives)
    for row in comparison.initiatives.to_dict("records"):
        yield f"  {t(row['name'])}: {t(row['then'])} → {t(row['now'])}"
    yield _heading(t("Figures in both"), comparison.figures)
    for row in comparison.figures.to_dict("records"):
        other = "" if row["same"] else f" ({t('defined otherwise')}: {t(row['after'].subject)})"
        yield f"  {t(row['what'])}: {figure(row['before'])} → {figure(row['after'])}{other}"
    for heading, table, name in (
        (t("Partners in both"), comparison.partners, "name"),
        (t("Countries in both"), comparison.countries, "iso3"),
    ):
        both = recurring(table)
        yield _heading(heading, both)
        yield from (
            f"  {t(str(row[name]))}: {row['before']} → {row['after']}" for row in both.to_dict("records")
        )
    yield _heading(t("Plans of the earlier paper"), comparison.plans)
    for says in STATES:
        for row in comparison.plans[comparison.plans["says"] == says].to_dict("records"):
            yield f"  {t(row['what']).rstrip('.')}: {t(says)}; {t(row['fate'])}"


def figure(fact: Fact) -> str:
    """Return a fact's figure in words with its date: ``7,300 staff (2011)``.

    >>> from . import edition
    >>> figure(edition.load("2012-tenth").fact("a1-staff"))
    '7,300 staff (2011)'
    """
    quantity = words.quantity(fact.value, fact.unit, high=fact.value_high, qualifier=fact.qualifier)
    return f"{quantity} ({words.date(fact.as_of)})" if fact.as_of else quantity


def _heading(text: str, rows: pd.DataFrame) -> str:
    return f"{text}: {len(rows)}"
