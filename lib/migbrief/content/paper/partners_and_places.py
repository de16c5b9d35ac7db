"""The initiatives, partners and places named."""

import pandas as pd

from migbrief.content.shared.paper_wording import label, located, period, spelt_out
from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.display.html import Display, note
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .brief import Brief


def initiatives(brief: Brief) -> pd.DataFrame:
    """List the programmes, funds, publications and meetings named, with when and with whom.

    Columns ``name, at, kind, when, status, partners, paraphrase`` and those of ``initiatives.csv``.
    """
    rows, partners = brief.view.initiatives, brief.partners
    with_whom = {
        k: words.listing(f"{label(o)} ({t(str(o['role']))})" for _, o in of.iterrows())
        for k, of in partners.groupby("initiative_id")
    }
    return rows.assign(
        at=located(rows),
        when=[period(a, b) for a, b in zip(rows["start"], rows["end"], strict=True)],
        partners=rows["initiative_id"].map(with_whom),
    )


def initiative_table(brief: Brief, rows: pd.DataFrame, shown: int = 6) -> Table:
    """Show initiatives with their time and partners."""
    return tables.table(
        rows,
        t("Initiatives named ({where})", where=brief.where),
        columns={
            "name": mark("Initiative"),
            "at": mark("Where"),
            "kind": mark("Kind"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "status": mark("Status"),
            "partners": Column(mark("Partners and roles"), missing=mark("none named")),
            "paraphrase": Column(mark("What it is (our words)"), hidden=True),
        },
        source=words.series((brief.source, f"{brief.tables}/initiatives.csv")),
        note=spelt_out(brief.partners),
        shown=shown,
        key="initiatives",
        empty=mark("The paper names no initiative here."),
    )


def partners(brief: Brief, rows: pd.DataFrame) -> pd.DataFrame:
    """List organisations by how many initiatives they take part in, most first.

    ``rows`` are some of ``brief.partners``. Columns ``partner`` (in words), ``kind``, ``initiatives`` (how
    many), ``what`` (which, with the role).
    """
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    entries = []
    for _, of in rows.groupby("organisation", sort=False):
        pairs = zip(of["initiative_id"], of["role"], strict=True)
        what = words.series(f"{t(names[k])} ({t(role)})" for k, role in pairs)
        entries.append((t(of["name"].iloc[0]), of["kind"].iloc[0], of["initiative_id"].nunique(), what))
    found = pd.DataFrame(entries, columns=["partner", "kind", "initiatives", "what"])
    return found.sort_values("initiatives", ascending=False, kind="stable", ignore_index=True)


def partner_table(brief: Brief, rows: pd.DataFrame, shown: int = 6) -> Display:
    """Show who works with whom."""
    if rows.empty:
        return note(t("The paper names no partner here ({where}).", where=brief.where))
    return tables.table(
        rows,
        tn("{n} partner named", "{n} partners named", brief.tally("partners", len(rows))),
        columns={
            "partner": Column(mark("Partner"), format=str),
            "kind": mark("Kind"),
            "initiatives": Column(mark("Times"), kind="number"),
            "what": Column(mark("In what"), format=str, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/participants.csv")),
        shown=shown,
        key="partners",
    )


def places(brief: Brief) -> pd.DataFrame:
    """List places: a row a role and thing, with the countries and regions named; regions are not expanded.

    Columns ``role, about, name`` (in words). A fact that counts the places of an initiative repeats them.
    """
    rows = brief.view.places
    about = {
        **brief.edition.facts.set_index("fact_id")["subject"],
        **brief.edition.initiatives.set_index("initiative_id")["name"],
    }
    named = rows.assign(
        about=[about[i or f] for i, f in zip(rows["initiative_id"], rows["fact_id"], strict=True)],
        name=[countries.name(k) if k else t(g) for k, g in zip(rows["iso3"], rows["group"], strict=True)],
    )
    by_role = named.groupby(["role", "about"], sort=False)["name"].agg(_each_once).reset_index()
    return by_role.sort_values("role", kind="stable", ignore_index=True)


def _each_once(names: pd.Series) -> str:
    return words.listing(dict.fromkeys(names))


def place_table(brief: Brief, rows: pd.DataFrame, shown: int = 6) -> Display:
    """Show the countries and regions named, and in what role."""
    if rows.empty:
        return note(t("The paper names no country here ({where}).", where=brief.where))
    groups = brief.view.places["group"].replace("", None).nunique()
    named = []
    if brief.named:
        n = brief.tally("countries named", len(brief.named))
        named.append(tn("{n} country", "{n} countries", n))
    if groups:
        named.append(tn("{n} region or group", "{n} regions and groups", brief.tally("groups named", groups)))
    return tables.table(
        rows,
        words.capital(t("{places} named", places=words.listing(named))),
        columns={
            "role": mark("Named as"),
            "about": Column(mark("For"), wide=True),
            "name": Column(mark("Countries and regions"), format=str, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/places.csv")),
        shown=shown,
        name="places",
    )
