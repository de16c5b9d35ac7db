"""Where the meetings were, or were to be, and the global meeting of regional processes."""

from __future__ import annotations

import pandas as pd

from ... import countries, maps, tables, words
from ...anatomy import period
from ...display import Display, note, noted, paragraph, refer, sourced
from ...language import mark, t
from ...section import Brief
from ...tables import Column

COUNTED = "regional processes"  # what a count of them leads to


def hosts(brief: Brief) -> Display:
    """Where the meetings were held or are to be, by kind: a map, or a table where the countries are few."""
    places = brief.view.places
    places = places[places["role"].isin(["host", "venue"]) & (places["iso3"] != "")]
    about = brief.view.initiatives.set_index("initiative_id")
    places = places[places["initiative_id"].isin(about.index)]
    if places.empty:
        return note(t("The paper names no host or venue here ({where}).", where=brief.where))
    start = places["initiative_id"].map(about["start"]).replace("", None)
    places = places.loc[start.sort_values(kind="stable", na_position="last").index]
    of = about.loc[places["initiative_id"]]
    rows = pd.DataFrame(
        {
            "iso3": places["iso3"].to_numpy(),
            "role": [
                t("{kind} {role}", kind=t(kind), role=t(k))
                for k, kind in zip(places["role"], of["kind"], strict=True)
            ],
            "initiative": [t(n) for n in of["name"]],
            "when": [period(a, b) for a, b in zip(of["start"], of["end"], strict=True)],
            "status": of["status"].to_numpy(),
        }
    )
    n = rows["iso3"].value_counts()
    title = t(
        "{meetings} in {countries}: {most}",
        meetings=words.count(len(rows), "meeting"),
        countries=words.count(len(n), "country"),
        most=words.top([countries.name(k) for k in n.index], list(n), n=5),
    )
    if len(n) < maps.LEAST:
        return tables.table(
            rows.assign(country=[countries.name(k) for k in rows["iso3"]]),
            title,
            columns={
                "country": mark("Country"),
                "role": mark("Place of"),
                "initiative": Column(mark("Meeting"), wide=True),
                "when": Column(mark("When"), missing=mark("not stated")),
                "status": mark("Status"),
            },
            source=brief.source,
            name="hosts of meetings",
        )
    return maps.roles(rows, title=title, source=brief.source, name="hosts of meetings", rest=t("not named"))


def regional_processes(brief: Brief) -> Display:
    """What the paper and later sources say of the global meeting of regional processes."""
    parts = []
    year, number = brief.fact("a2-rcp-meeting-year"), brief.value("a2-rcp-meeting-number")
    rows = brief.view.places
    host = [countries.name(k) for k in rows.loc[rows["role"] == "host", "iso3"] if k]
    if year is not None:
        given = {
            "number": words.ordinal(int(number)) if number else "",
            "when": words.date(year["as_of"]),
            "where": words.listing(host),
        }
        if number and host:
            said = t(
                "The paper puts the *{number}* global meeting of regional processes in *{when}* in "
                "*{where}*.",
                **given,
            )
        elif number:
            said = t(
                "The paper puts the *{number}* global meeting of regional processes in *{when}*.", **given
            )
        elif host:
            said = t(
                "The paper puts a global meeting of regional processes in *{when}* in *{where}*.", **given
            )
        else:
            said = t("The paper puts a global meeting of regional processes in *{when}*.", **given)
        parts.append(noted(said, "a2-rcp-meeting-number" if number else ""))
    seen = brief.edition.outcomes
    met = seen[seen["initiative_id"] == "rcp-global-meeting"]
    if len(met):
        later = dict.fromkeys(f"{t(o['observed'])} ({t(o['publisher'])})" for _, o in met.iterrows())
        parts.append(noted(t("Later sources: {sources}.", sources=words.series(later)), COUNTED))
    many = seen[(seen["verdict"] == "context") & seen["observed"].str.contains("regional consultative")]
    for _, o in many.iterrows():
        parts.append(
            t(
                "How many there are the paper does not say; {publisher} counted {count} in {when}.",
                publisher=t(o["publisher"]),
                count=t(o["observed"]) + refer(COUNTED),
                when=words.date(o["date"]),
            )
        )
    if not parts:
        return note(t("This edition says nothing of a global meeting of regional processes."))
    shown = paragraph(" ".join(parts))
    if many.empty:
        return shown
    return sourced(shown, f"data/editions/{brief.edition.name}/outcomes.csv", COUNTED)
