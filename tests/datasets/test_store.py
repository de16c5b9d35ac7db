"""The store: written as a whole or not at all, by one process at a time, editions never mixed."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from migbrief import paths
from migbrief.datasets import countries, store
from migbrief.datasets.store import Release, definitions, derived, places, table, writer
from migbrief.datasets.store.reader import members
from migbrief.datasets.store.schema import NO_DATA, tidy
from migbrief.errors import UserError
from official import figure_of, figures_of

ABOUT = {
    "publisher": "Office",
    "title": "Stocks",
    "licence": "CC BY 4.0",
    "redistributable": True,
    "kind": "counted",
}


def figures(*rows: tuple[str, int, float], indicator: str = "migrant_stock", **same: Any) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["iso3", "year", "value"])
    return tidy(made, indicator=indicator, **{"unit": "persons", **same})


def pairs(*rows: tuple[str, str, int, str, float], indicator: str = "migrants_by_origin") -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["iso3", "origin", "year", "sex", "value"])
    return tidy(made, pairs=True, indicator=indicator, unit="persons")


def release(
    edition: str = "office-2020", *tables: pd.DataFrame, file: str = "a", source: str = "own", **more: Any
) -> Release:
    made = Release(edition, source, ABOUT, files=({"name": file, "bytes": 1, "sha256": file},), **more)
    for rows in tables:
        if "origin" in rows:
            made.pairs = rows
        else:
            made.figures = rows
    return made


def test_figures_come_back_as_they_went_in(tmp_path: Path) -> None:
    rows = figures(
        ("KEN", 2010, 5.5), ("UGA", 2010, float("nan")), ("KEN", 2000, 0), raw="5,5", qualifier="imputed"
    )
    (change,) = store.add([release("office-2020", rows)], tmp_path)
    assert (change.what, change.after) == ("new", 3)
    held = store.opened(tmp_path)
    assert [(f.year, f.value, f.raw, f.qualifier) for f in figures_of(held, "migrant_stock", "KEN")] == [
        (2000, 0.0, "5,5", "imputed"), (2010, 5.5, "5,5", "imputed")]  # fmt: skip
    assert figures_of(held, "migrant_stock", "UGA")[0].value is None
    assert figure_of(held, "migrant_stock", "UGA") is None and figure_of(held, "migrant_stock", "XXX") is None
    assert held.figures("migrant_stock")["edition"].unique().tolist() == ["office-2020"]
    assert held.verify() == []


def test_the_same_file_again_is_nothing_new(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    before = (tmp_path / writer.STATE).read_text()
    (change,) = store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    assert change.what == "same"
    assert (tmp_path / writer.STATE).read_text() == before


def test_what_two_files_of_a_release_share_counts_once(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5), ("UGA", 2010, 6)))], tmp_path)
    (change,) = store.add(
        [release("office-2020", figures(("KEN", 2010, 5), ("TZA", 2010, 7)), file="b")], tmp_path
    )
    assert (change.what, change.before, change.after) == ("changed", 2, 3)
    assert len(store.opened(tmp_path).ledger("office-2020")["files"]) == 2


def test_a_file_that_disagrees_is_an_edition_of_its_own(tmp_path: Path) -> None:
    one, two = figures(("KEN", 2010, 5)), figures(("KEN", 2010, 6))
    changes = store.add([release("office-2020", one), release("office-2020", two, file="b")], tmp_path)
    assert [c.edition for c in changes] == ["office-2020", "office-2020~2"]
    held = store.opened(tmp_path)
    assert [figure_of(held, "migrant_stock", "KEN", edition=e).value for e in held.state] == [5, 6]


def page(file: str, *rows: tuple[str, int, float], of: int = 3, events: bool = False) -> Release:
    made = figures(*rows)
    return release(
        "idmc-2025", made, file=file, source="idmc", pages=("rows of it", of), n_rows=len(rows), events=events
    )


def test_pages_that_fall_short_of_their_count_are_partial(tmp_path: Path) -> None:
    one, two = page("a", ("KEN", 2020, 5)), page("b", ("UGA", 2020, 5))
    (change,) = store.add([one, one, two], tmp_path)
    assert (change.edition, change.partial) == ("idmc-2025-partial", "2 of 3 rows of it")
    assert store.opened(tmp_path).preferred("migrant_stock") is None
    assert store.add([one], tmp_path)[0].what == "same"


@pytest.mark.parametrize("events", [False, True])
def test_pages_that_come_one_by_one_become_whole(tmp_path: Path, events: bool) -> None:
    rows = [("KEN", 2020, 5), ("UGA", 2020, 6), ("KEN", 2020, 7) if events else ("TZA", 2020, 7)]
    said = [store.add([page(str(n), row, events=events)], tmp_path) for n, row in enumerate(rows)]
    assert [c.edition for c in said[0] + said[1]] == ["idmc-2025-partial"] * 2
    assert [(c.edition, c.what) for c in said[2]] == [("idmc-2025", "new"), ("idmc-2025-partial", "removed")]
    held = store.opened(tmp_path)
    assert list(held.state) == ["idmc-2025"] and len(held.ledger("idmc-2025")["files"]) == 3
    assert figure_of(held, "migrant_stock", "KEN").value == (12 if events else 5)


def test_a_set_that_is_whole_leaves_the_others_partial(tmp_path: Path) -> None:
    other = page("x", ("KEN", 2020, 1), of=9)
    other.pages, other.figures = ("rows of more", 9), other.figures.assign(indicator="emigrant_stock")
    store.add([page("a", ("KEN", 2020, 5), of=2), other], tmp_path)
    changes = store.add([page("b", ("UGA", 2020, 5), of=2)], tmp_path)
    assert [(c.edition, c.what) for c in changes] == [("idmc-2025", "new"), ("idmc-2025-partial", "changed")]
    held = store.opened(tmp_path)
    assert held.preferred("migrant_stock") == "idmc-2025" and held.preferred("emigrant_stock") is None
    assert [file["name"] for file in held.ledger("idmc-2025-partial")["files"]] == ["x"]


def test_both_sexes_and_totals_follow_from_pairs(tmp_path: Path) -> None:
    rows = pairs(("KEN", "UGA", 2020, "female", 3), ("KEN", "UGA", 2020, "male", 4),
                 ("KEN", "OOO", 2020, "female", 2),
                 ("UGA", "KEN", 2020, "male", float("nan")), ("UGA", "TZA", 2020, "male", 1))  # fmt: skip
    store.add([release("office-2020", rows)], tmp_path)
    held = store.opened(tmp_path)
    ken, uga = figure_of(held, "migrant_stock", "KEN"), figure_of(held, "migrant_stock", "UGA")
    assert ken and uga and (ken.value, ken.qualifier) == (9, "derived")
    assert (uga.value, uga.qualifier) == (1, "derived; at least")
    assert figure_of(held, "migrant_stock", "UGA", sex="male").qualifier == "derived; at least"
    assert figure_of(held, "emigrant_stock", "OOO").value == 2
    assert held.pairs("migrants_by_origin", origin="UGA")["value"].tolist() == [7]


def test_people_from_a_country_who_are_in_it_are_not_abroad(tmp_path: Path) -> None:
    rows = pairs(
        ("KEN", "KEN", 2020, "both", 9), ("UGA", "KEN", 2020, "both", 5), ("UNK", "UNK", 2020, "both", 3)
    )
    store.add([release("undesa-2020", rows, source="undesa")], tmp_path)
    held = store.opened(tmp_path)
    assert figure_of(held, "emigrant_stock", "KEN").value == 5
    assert figure_of(held, "migrant_stock", "KEN").value == 9  # as the publisher counts there
    assert figure_of(held, "emigrant_stock", "UNK").value == 3
    assert held.counterparts("migrants_by_origin", "KEN", "undesa-2020", by_origin=False) == [
        ("UGA", 2020, 5)
    ]


def test_the_publishers_own_total_stands(tmp_path: Path) -> None:
    rows = pairs(("KEN", "UGA", 2020, "both", 3))
    store.add([release("office-2020", rows, figures(("KEN", 2020, 4)))], tmp_path)
    figure = figure_of(store.opened(tmp_path), "migrant_stock", "KEN")
    assert figure and (figure.value, figure.qualifier) == (4, "")


def test_derived_figures_are_made_anew_when_an_edition_grows(tmp_path: Path) -> None:
    store.add([release("office-2020", pairs(("KEN", "UGA", 2020, "both", 3)))], tmp_path)
    store.add([release("office-2020", pairs(("KEN", "TZA", 2020, "both", 4)), file="b")], tmp_path)
    assert figure_of(store.opened(tmp_path), "migrant_stock", "KEN").value == 7


def test_rates_need_all_their_parts(tmp_path: Path) -> None:
    parts = [
        figures(("KEN", 2020, n), indicator=name) for n, name in zip((1, 2, 5), derived._DECIDED, strict=True)
    ]
    lone = figures(("UGA", 2020, 5), indicator=derived._DECIDED[0])
    store.add([release("unhcr-2020", pd.concat([*parts, lone]), source="unhcr")], tmp_path)
    held = store.opened(tmp_path)
    assert figure_of(held, "refugee_recognition_rate", "KEN").value == 12.5
    assert figure_of(held, "total_protection_rate", "KEN").value == 37.5
    assert figure_of(held, "total_protection_rate", "UGA") is None


@pytest.mark.parametrize(
    ("before", "after", "years", "broken"),
    [
        (303_436, 320, 1, True),
        (320, 303_436, 1, True),
        (303_436, 320, 2, False),
        (900, 20, 1, False),
        (90_000, 40_000, 1, False),
    ],
)
def test_breaks(tmp_path: Path, before: float, after: float, years: int, broken: bool) -> None:
    rows = figures(("CHN", 2020, before), ("CHN", 2020 + years, after), indicator="refugees_hosted")
    store.add([release("unhcr-2021", rows)], tmp_path)
    said = [f.qualifier for f in figures_of(store.opened(tmp_path), "refugees_hosted", "CHN")]
    assert said == ["", "break" if broken else ""]


def test_the_preferred_source_is_the_definitions_and_the_newest(tmp_path: Path) -> None:
    row = figures(("KEN", 2020, 5))
    for edition, source in (
        ("wdi-2031", "worldbank"),
        ("undesa-2020", "undesa"),
        ("undesa-2024", "undesa"),
        ("zz-1", "own"),
    ):
        store.add([release(edition, row, source=source, file=edition)], tmp_path)
    held = store.opened(tmp_path)
    assert held.holding("migrant_stock") == ["undesa-2024", "undesa-2020", "wdi-2031", "zz-1"]
    assert figure_of(held, "migrant_stock", "KEN").edition == "undesa-2024"


def test_only_countries_are_in_a_list_of_countries(tmp_path: Path) -> None:
    store.add(
        [release("office-2020", figures(("KEN", 2020, 5), ("XCX", 2020, 9), ("ZZZ", 2020, 1)))], tmp_path
    )
    held = store.opened(tmp_path)
    assert held.latest("migrant_stock").index.tolist() == ["KEN"]
    assert len(held.figures("migrant_stock")) == 3
    assert set(members(["OOO", "Kenya"])) == {"OOO", "KEN"}


def test_a_zero_of_no_report_is_no_latest_figure(tmp_path: Path) -> None:
    told = figures(("KEN", 2020, 5), ("UGA", 2020, 0), indicator="remittances_received_usd")
    blank = figures(
        ("KEN", 2021, 0), ("TZA", 2021, 0), indicator="remittances_received_usd", qualifier=NO_DATA
    )
    store.add([release("office-2020", pd.concat([told, blank]))], tmp_path)
    held = store.opened(tmp_path)
    assert held.latest("remittances_received_usd")["year"].to_dict() == {"KEN": 2020, "UGA": 2020}
    assert figure_of(held, "remittances_received_usd", "KEN").value == 5
    assert figure_of(held, "remittances_received_usd", "TZA") is None


def test_places_listed_are_those_that_have_a_figure_or_pairs(tmp_path: Path) -> None:
    by_origin = pairs(("KEN", "SOM", 2020, "both", 7), ("UGA", "SSD", 2020, "both", 9))
    store.add([release("office-2020", by_origin)], tmp_path)
    held = store.opened(tmp_path)
    places_of = {"migrants_by_origin": {"KEN", "UGA"}, "emigrants_by_destination": {"SOM", "SSD"}}
    for indicator, expected in places_of.items():
        assert held.listed(indicator) == expected
        every = {"KEN", "UGA", "SOM", "SSD", "TZA"}
        assert {code for code in every if held.has(indicator, code)} == expected
    assert held.listed("refugees_hosted") == set()


def test_aggregates_and_unknown_codes_are_counted() -> None:
    codes, dropped, unmatched = places.coded(pd.Series(["404", "900", "WLD", "CHI", "QQQ", "XKX"]), {"WLD"})
    assert codes.tolist() == ["KEN", "", "", "XCX", "QQQ", "XKX"]
    assert (dropped, unmatched) == ({"900": 1, "WLD": 1}, {"QQQ": 1})


def test_export_leaves_out_what_may_not_be_passed_on(tmp_path: Path) -> None:
    closed = release("closed-2020", figures(("KEN", 2020, 5)))
    closed.about = {**ABOUT, "redistributable": False}
    store.add([closed, release("open-2020", figures(("UGA", 2020, 5)), file="b")], tmp_path)
    rows = store.opened(tmp_path).export()
    assert rows["edition"].tolist() == ["open-2020"]
    assert list(rows) == [
        *("iso3", "origin", "indicator", "year", "sex", "value", "value_high", "unit", "qualifier"),
        *("source", "edition"),
    ]


def test_export_by_country_reads_pairs_from_both_ends(tmp_path: Path) -> None:
    store.add(
        [release("office-2020", pairs(("KEN", "UGA", 2020, "both", 3), ("UGA", "KEN", 2020, "both", 4)))],
        tmp_path,
    )
    held = store.opened(tmp_path)
    assert len(held.export(members=["KEN"], pairs=True)) == 2
    assert held.export(["migrants_by_origin"], ["KEN"])["value"].tolist() == [3]
    rows = held.export(["emigrants_by_destination"], ["KEN"], pairs=True)
    assert rows[["iso3", "origin", "indicator", "value"]].to_numpy().tolist() == [
        ["UGA", "KEN", "emigrants_by_destination", 4]
    ]
    with pytest.raises(UserError, match="there are no data on refugees_hosted"):
        held.export(["refugees_hosted"])
    with pytest.raises(UserError, match="unknown indicator 'migrant_stok'"):
        held.export(["migrant_stok"])


def test_an_add_that_fails_leaves_the_last_good_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(table, "write", fail)
        with pytest.raises(UserError, match="No space left"):
            store.add([release("office-2020", figures(("KEN", 2011, 5)), file="b")], tmp_path)
    assert [f.year for f in figures_of(store.opened(tmp_path), "migrant_stock", "KEN")] == [2010]
    assert not list(tmp_path.glob(f"{writer.PREFIX}*"))


def _add_slowly(folder: Path, begun: Path) -> None:
    write = table.write

    def slow(*given: Any) -> None:
        write(*given)
        begun.touch()
        time.sleep(60)

    table.write = slow
    store.add([release("office-2020", figures(("KEN", 2011, 6)), file="b")], folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_add_leaves_the_last_good_edition_and_another_waits(tmp_path: Path) -> None:
    folder, begun = tmp_path / "live", tmp_path / "begun"
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], folder)
    process = multiprocessing.get_context("fork").Process(target=_add_slowly, args=(folder, begun))
    process.start()
    until = time.monotonic() + 20
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.02)
    with pytest.raises(UserError, match="another process is writing"), writer.locked(folder, patience=0.2):
        pass
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert [f.year for f in figures_of(store.opened(folder), "migrant_stock", "KEN")] == [2010]
    assert list(folder.glob(f"{writer.PREFIX}*"))
    store.add([release("office-2020", figures(("KEN", 2012, 6)), file="c")], folder)
    assert [f.year for f in figures_of(store.opened(folder), "migrant_stock", "KEN")] == [2010, 2012]
    assert not list(folder.glob(f"{writer.PREFIX}*"))


def test_a_reader_goes_on_with_the_state_it_began_with(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    began = store.opened(tmp_path)
    store.add([release("office-2020", figures(("KEN", 2011, 6)), file="b")], tmp_path)
    assert [f.year for f in figures_of(began, "migrant_stock", "KEN")] == [2010]
    assert [f.year for f in figures_of(store.opened(tmp_path), "migrant_stock", "KEN")] == [2010, 2011]
    assert began.digests() != store.opened(tmp_path).digests()


def test_a_batch_may_keep_to_a_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    kept = tmp_path / "kept.json"
    kept.write_text((tmp_path / writer.STATE).read_text())
    store.add([release("office-2020", figures(("KEN", 2010, 8)), file="b")], tmp_path, anew=True)
    assert figure_of(store.opened(tmp_path), "migrant_stock", "KEN").value == 8
    monkeypatch.setenv("MIGBRIEF_DATA_STATE", str(kept))
    assert figure_of(store.opened(tmp_path), "migrant_stock", "KEN").value == 5


def test_what_the_system_refuses_is_no_reason_to_remove_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)

    def full(path: Path) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(table, "Tables", full)
    with pytest.raises(UserError, match=r"^cannot read .*office-2020.*: Too many open files$"):
        store.opened(tmp_path).figures("migrant_stock")


def test_another_schema_is_refused_in_one_line(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    state = json.loads((tmp_path / writer.STATE).read_text())
    (tmp_path / writer.STATE).write_text(json.dumps({**state, "schema": 99}))
    with pytest.raises(UserError, match="schema 99"):
        store.opened(tmp_path)
    (tmp_path / writer.STATE).write_text("{")
    with pytest.raises(UserError, match="cannot be read"):
        store.opened(tmp_path)


def test_verify_names_what_was_changed(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    held = store.opened(tmp_path)
    place = tmp_path / held.state["office-2020"]
    data = bytearray((place / "figures.npy").read_bytes())
    data[-8] ^= 1
    (place / "figures.npy").write_bytes(data)
    assert held.verify() == ["office-2020: figures.npy is not what was written"]


def test_remove(tmp_path: Path) -> None:
    store.add([release("office-2020", figures(("KEN", 2010, 5)))], tmp_path)
    assert store.remove("office-2020", tmp_path).what == "removed"
    assert store.opened(tmp_path).empty
    assert not list(tmp_path.glob("office*"))
    with pytest.raises(UserError, match="unknown source edition"):
        store.remove("office-2020", tmp_path)


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIGBRIEF_DATA", raising=False)
    assert store.folder().parts[-2:] == ("data", "live")
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path))
    assert store.folder() == tmp_path
    monkeypatch.delenv("MIGBRIEF_DATA")
    monkeypatch.setattr(paths, "find", lambda: None)
    assert store.folder().name == "migbrief"


def test_official_data_are_no_part_of_what_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "live" / "x").mkdir(parents=True)
    (tmp_path / "data" / "live" / "x" / "ledger.json").write_text("{}")
    (tmp_path / "data" / "README.md").write_text("Data")
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    assert [path.name for path in paths.shipped()] == ["README.md"]


def test_without_a_store_there_is_nothing(tmp_path: Path) -> None:
    held = store.opened(tmp_path / "none")
    assert held.empty and held.preferred("migrant_stock") is None
    assert figures_of(held, "migrant_stock", "KEN") == [] and figure_of(held, "migrant_stock", "KEN") is None


def test_definitions_hold_together() -> None:
    known = definitions.load()
    for definition in known.values():
        assert definition.sources and set(definition.totals) <= set(known), definition.indicator
        assert not definition.pairs_of or known[definition.pairs_of].pairs
        assert definition.unit == "%" or definition.kind not in ("share", "rate") or not definition.summable
    assert not {name for name in known if "factbook" in name}


def test_a_query_of_pairs_reads_only_the_rows_of_its_place(tmp_path: Path) -> None:
    codes = [str(code) for code in members(["World"])[:20]]
    rows = pd.DataFrame(
        [(a, b, y, 1.0) for a in codes for b in codes for y in range(4)],
        columns=["iso3", "origin", "year", "value"],
    )
    store.add([release("office-2020", tidy(rows, pairs=True, indicator="migrants_by_origin"))], tmp_path)
    held = store.opened(tmp_path)
    tables = table.Tables(held.folder / held.state["office-2020"])
    of_one = tables.rows("pairs", "migrants_by_origin", codes[7])
    assert len(of_one) == 20 * 4 and np.shares_memory(of_one, tables.all("pairs"))
    assert len(held.pairs("migrants_by_origin", iso3=codes[7], year=3)) == 20


def test_groups_of_the_un_are_of_countries_and_of_2024() -> None:
    sizes = {code: len(countries.members(code)) for code in countries.UN_GROUPS}
    assert sizes == {"LDC": 45, "LLDC": 32, "SIDS": 53}
    assert {countries.group(code).kind for code in sizes} == {"un_group"}
    least = countries.members("LDC")
    assert "BTN" not in least and "STP" in least and countries.members("199") == least
    assert members(["LDC", "KEN"]) == [*least, "KEN"]
