"""``data update`` against a local server that replaces the publishers, with their errors."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from click.testing import CliRunner, Result

from migbrief.cli.main import main
from migbrief.datasets import countries, store
from migbrief.sources import http
from official import figure_of

pytestmark = pytest.mark.slow

CODES = [str(code) for code in countries.members("World")][:120]
Answer = tuple[int, dict[str, str], bytes]
JSON = {"Content-Type": "application/json"}


def told(found: Any) -> Answer:
    return 200, JSON, json.dumps(found).encode()


class Publishers:
    """What the server answers, by the first part of the path; a test puts its own answers in."""

    def __init__(self) -> None:
        self.codes, self.times, self.places = CODES, 1, len(CODES)
        self.asked: list[tuple[float, str]] = []
        self.special: Callable[[str, dict[str, str]], Answer | None] = lambda path, query: None

    def answer(self, path: str, query: dict[str, str]) -> Answer:
        self.asked.append((time.monotonic(), path))
        special = self.special(path, query)
        return special or getattr(self, path.split("/")[1])(path, query)

    def worldbank(self, path: str, query: dict[str, str]) -> Answer:
        code = path.rpartition("/")[2]
        rows = [
            {"countryiso3code": c, "country": {"id": c}, "date": "2020", "value": 1000.0 * self.times,
             "indicator": {"id": code, "value": "A thing"}}
            for c in self.codes[: self.places]
        ]  # fmt: skip
        half, page = len(rows) // 2, int(query.get("page", 1))
        head = {"page": page, "pages": 2, "per_page": half, "total": len(rows), "lastupdated": "2031-07-01"}
        return told([head, rows[:half] if page == 1 else rows[half:]])

    def unhcr(self, path: str, query: dict[str, str]) -> Answer:
        both = {"year": 2030, "coo_iso": "SOM"}
        columns: dict[str, dict[str, Any]] = {
            "population": {"refugees": 1000 * self.times, "asylum_seekers": "0", "oip": "-"},
            "solutions": {"resettlement": 5, "returned_refugees": "0"},
            "asylum-applications": {"app_type": "N", "app_pc": "P", "applied": 7},
            "asylum-decisions": {"dec_pc": "P", "dec_recognized": 1, "dec_other": 1, "dec_rejected": 2},
            "unrwa": {"coo_iso": "PSE", "total": 50},
            "idmc": {"total": 60},
        }
        rows = [
            {**both, "coa_iso": c, **columns[path.strip("/").rpartition("/")[2]]}
            for c in self.codes[: self.places]
        ]
        half, page = len(rows) // 2, int(query.get("page", 1))
        items = rows[:half] if page == 1 else rows[half:]
        return told({"page": page, "maxPages": 2, "items": items})

    def wpp(self, path: str, query: dict[str, str]) -> Answer:
        numbers = countries.load()["m49"]
        lines = [f"{numbers[c]},Medium,2023,5,0.5" for c in self.codes[: self.places] if c != "XKX"]
        text = "LocID,Variant,Time,NetMigrations,CNMR\n" + "\n".join(lines)
        return 200, {"Content-Type": "application/octet-stream"}, gzip.compress(text.encode())

    def undesa(self, path: str, query: dict[str, str]) -> Answer:
        stock = "International migrant stock at mid-year"
        by = "origin" if path.endswith("_and_origin.xlsx") and "destination" not in path else "destination"
        book, both = openpyxl.Workbook(), "destination_and_origin" in path
        rows: list[list[Any]] = [[], [None, f"Table 1: {stock} by sex and by country of {by}, 1990-2024"]]
        if both:
            rows[1] = [None, f"Table 1: {stock} by country of destination and origin, 1990-2024"]
        rows += [[*[None] * 4, f"{stock}, both sexes combined"]]
        origin = ["Location code of origin"] if both else ["Notes"]
        rows += [["Index", "Country", "Location code of destination" if both else "Location code", *origin,
                  2015, 2020, 2024]]  # fmt: skip
        numbers = countries.load()["m49"]
        rows += [[1, c, int(numbers[c]), 404 if both else None, 10, 20, 30] for c in self.codes]
        for row in rows:
            book.active.append(row)
        data = io.BytesIO()
        book.save(data)
        return 200, {"Content-Type": "application/octet-stream"}, data.getvalue()

    def idmc(self, path: str, query: dict[str, str]) -> Answer:
        assert query["client_id"] == "SECRETID"
        kind = {"hazard_type": 1} if "disasters" in path else {}
        rows = [
            {"iso3": c, "year": 2030, "new_displacement": 5, "total_displacement": 6, **kind}
            for c in self.codes
        ]
        begin = int(query["offset"])
        page = rows[begin : begin + 50]
        link = f"{path}?client_id=SECRETID"
        return told({"last_updated": "2031-05-01", "count": len(rows), "next": link, "results": page})


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publishers]:
    publishers = Publishers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            status, headers, body = publishers.answer(parts.path, query)
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if headers.get("X-Stall"):
                time.sleep(2)
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    for name in ("undesa", "worldbank", "unhcr", "wpp", "idmc"):
        monkeypatch.setenv(
            f"MIGBRIEF_SOURCE_{name.upper()}", f"http://127.0.0.1:{running.server_port}/{name}"
        )
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "live"))
    monkeypatch.delenv("MIGBRIEF_IDMC_CLIENT_ID", raising=False)
    monkeypatch.setattr(http, "APART", 0.0)
    kept = http.Client.__post_init__

    def quick(self: http.Client) -> None:
        self.pause, self.wait, self.tries = 0.01, 0.5, 2
        kept(self)

    monkeypatch.setattr(http.Client, "__post_init__", quick)
    yield publishers
    running.shutdown()
    running.server_close()


def update(*words: str) -> Result:
    return CliRunner().invoke(main, ["data", "update", *words])


def only(source: str, answer: Answer) -> Callable[[str, dict[str, str]], Answer | None]:
    return lambda path, query: answer if path.startswith(f"/{source}/") else None


def test_everything_is_fetched_once_and_then_there_is_nothing_new(
    server: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGBRIEF_IDMC_CLIENT_ID", "SECRETID")
    first = update()
    assert first.exit_code == 0, first.output
    assert (
        "unhcr-2030: refugees_hosted: 120 rows came, 0 went, 0 values changed; 120 places, 0 before"
        in first.output
    )
    held = store.opened()
    assert set(held.state) == {
        "undesa-2024", "wdi-2031-07", "unhcr-2030", "unrwa-2030", "idmc-unhcr-2030", "wpp-2024", "idmc-2031"
    }  # fmt: skip
    assert figure_of(held, "migrants_by_origin", "KEN") is None
    assert held.pairs("migrants_by_origin", iso3=CODES[5], year=2024)["value"].tolist() == [30]
    assert "SECRETID" not in "".join(p.read_text("utf-8") for p in held.folder.rglob("*.json"))
    again = update()
    assert (again.exit_code, again.output) == (0, "nothing new\n")


def test_the_apis_are_asked_for_everything_by_iso_codes(server: Publishers) -> None:
    asked: dict[str, dict[str, str]] = {}

    def note(path: str, query: dict[str, str]) -> None:
        asked[path] = query

    server.special = note
    update("unhcr", "worldbank")
    # One year alone is ignored, as is a parameter misspelt; without more, pages are of 50 rows.
    unhcr = asked["/unhcr/population/"]
    assert (unhcr["cf_type"], unhcr["coo_all"], unhcr["coa_all"]) == ("ISO", "true", "true")
    assert int(unhcr["yearFrom"]) == 1951 <= int(unhcr["yearTo"]) and "coo" not in unhcr
    bank = asked["/worldbank/country/all/indicator/SM.POP.NETM"]
    assert bank["format"] == "json" and int(bank["per_page"]) > 10_000
    assert not [path for path in asked if path.endswith(("SM.POP.REFG", "VC.IDP.TOCV"))]  # archived


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([{"message": [{"id": "175", "value": "may have been deleted or archived"}]}], "deleted or archived"),
        ([{"page": 1, "pages": 1, "per_page": 50, "total": 0}, None], "without data: [{"),
    ],
)
def test_an_error_with_status_200_is_reported(server: Publishers, answer: Any, said: str) -> None:
    server.special = only("worldbank", told(answer))
    result = update("worldbank")
    assert result.exit_code == 1 and said in result.stderr and store.opened().empty


def test_without_a_client_id_idmc_is_skipped_with_a_message(server: Publishers) -> None:
    result = update("idmc")
    assert result.exit_code == 0 and "MIGBRIEF_IDMC_CLIENT_ID" in result.output
    assert server.asked == []


def test_what_changed_is_reported(server: Publishers) -> None:
    update("unhcr")
    server.times = 2
    result = update("unhcr", "--fail-on-change")
    assert result.exit_code == 1
    assert "refugees_hosted: 0 rows came, 0 went, 120 values changed; 120 places, 120 before" in result.output
    assert figure_of(store.opened(), "refugees_hosted", CODES[0]).value == 2000  # type: ignore[union-attr]


def page_lies(path: str, query: dict[str, str]) -> Answer | None:
    return told({"maxPages": 3, "items": []}) if query.get("page") == "2" and "/unhcr/" in path else None


def page_repeats(path: str, query: dict[str, str]) -> Answer | None:
    row = {"year": 2030, "coo_iso": "SOM", "coa_iso": "KEN", "refugees": 5}
    return told({"maxPages": 2, "items": [row]}) if "/unhcr/" in path else None


FAULTS: dict[str, tuple[Any, str]] = {
    "403": (only("unhcr", (403, JSON, b"no")), "status 403"),
    "404": (only("unhcr", (404, JSON, b"no")), "status 404"),
    "429": (only("unhcr", (429, {"Retry-After": "0"}, b"slow down")), "status 429"),
    "429 for long": (only("unhcr", (429, {"Retry-After": "9999"}, b"slow down")), "status 429"),
    "500": (only("unhcr", (500, JSON, b"oops")), "status 500"),
    "HTML": (only("unhcr", (200, {"Content-Type": "text/html"}, b"<html>")), "status 200 with a web page"),
    "HTML as JSON": (only("unhcr", (200, JSON, b"<!DOCTYPE html>")), "status 200 with a web page"),
    "a message": (only("unhcr", told({"error": "down"})), 'without data: {"error": "down"}'),
    "cut JSON": (only("unhcr", (200, JSON, b'{"maxPages": 1, "items": [{"year"')), "JSON that is not whole"),
    "cut connection": (only("unhcr", (200, {**JSON, "Content-Length": "9999"}, b"{")), "no answer"),
    "a stall": (only("unhcr", (200, {**JSON, "X-Stall": "1"}, b"{}")), "no answer (ReadTimeout)"),
    "a lying count": (page_lies, "the page count is wrong"),
    "a page that repeats": (page_repeats, "the page count is wrong"),
    "a bad gzip": (only("unhcr", (200, {**JSON, "Content-Encoding": "gzip"}, b"nonsense")), "DecodingError"),
    "no body": (only("unhcr", (200, JSON, b"")), "without data"),
    "a redirect": (only("unhcr", (302, {"Location": "https://x.example/"}, b"")), "the publisher's own"),
    "a renamed column": (
        only("unhcr", told({"maxPages": 1, "items": [{"year": 2030, "origin": "SOM", "coa_iso": "KEN"}]})),
        "no columns",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_source_that_fails_is_one_line_and_the_others_go_on(server: Publishers, fault: str) -> None:
    assert update("unhcr").exit_code == 0
    before = store.opened().digests()
    server.special, said = FAULTS[fault]
    result = update("unhcr", "wpp")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "unhcr" in result.stderr and said in result.stderr
    after = store.opened().digests()
    assert {edition: after[edition] for edition in before} == before
    assert "wpp-2024" in after
    assert not list(store.folder().glob(".migbrief-*"))


def test_gzip_that_never_ends_is_refused(server: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(b" " * 3_000_000)
    server.special = only("unhcr", (200, {**JSON, "Content-Encoding": "gzip"}, bomb))
    kept = http.Client.__post_init__

    def small(self: http.Client) -> None:
        self.most = 1_000_000
        kept(self)

    monkeypatch.setattr(http.Client, "__post_init__", small)
    result = update("unhcr")
    assert result.exit_code == 1 and "more than 1,000,000 bytes" in result.stderr


def test_half_the_countries_and_another_unit_are_not_taken(server: Publishers) -> None:
    update("worldbank")
    before = store.opened().digests()
    server.places = 60
    result = update("worldbank")
    assert result.exit_code == 1 and "has 60 places, 120 before; not stored" in result.stderr
    server.places, server.times = 120, 1000
    result = update("worldbank")
    assert result.exit_code == 1 and "1e+03 times what it was; another unit?" in result.stderr
    assert store.opened().digests() == before


def test_a_retry_that_helps_waits_as_long_as_it_is_asked_to(server: Publishers) -> None:
    seen: list[str] = []

    def once(path: str, query: dict[str, str]) -> Answer | None:
        seen.append(path)
        return (503, {"Retry-After": "1"}, b"") if len(seen) == 1 else None

    server.special = once
    began = time.monotonic()
    assert update("wpp").exit_code == 0
    assert time.monotonic() - began >= 1 and len(seen) == 2


def test_no_more_than_four_requests_a_second(server: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "APART", 0.25)
    client = http.Client("wpp", "https://unused.example")
    for _ in range(4):
        client.get("/x")
    times = [when for when, _ in server.asked]
    assert times[-1] - times[0] >= 0.6


def test_offline_is_one_line_and_nothing_is_lost(server: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    update("wpp")
    before = store.opened().digests()
    for name in ("undesa", "worldbank", "unhcr", "wpp"):
        monkeypatch.setenv(f"MIGBRIEF_SOURCE_{name.upper()}", "http://127.0.0.1:9")
    result = update()
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "no publisher can be reached" in result.stderr
    assert store.opened().digests() == before


def test_first_goes_on_without_the_publishers(server: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFLINE", "1")
    result = update("--first")
    assert result.exit_code == 0 and result.output.count("\n") == 1
    assert "data that come with the project" in result.output
    assert server.asked == []
    monkeypatch.delenv("OFFLINE")
    assert "came" in update("--first", "wpp").output
    asked = len(server.asked)
    assert update("--first").output == "" and len(server.asked) == asked


@pytest.mark.parametrize("address", ["http://example.org/x", "ftp://127.0.0.1/x", "file:///etc/passwd"])
def test_addresses_that_are_not_safe_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_SOURCE_UNHCR", address)
    with pytest.raises(http.FetchError, match="must be https"):
        http.Client("unhcr", "https://api.unhcr.org")


def test_client_ids_are_redacted_from_what_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_IDMC_CLIENT_ID", "OURS")
    said = str(http.FetchError("idmc", "https://me:pw@x.example/?client_id=SECRETID&a=1", "at ?key=ABC OURS"))
    assert not [secret for secret in ("SECRETID", "ABC", "OURS", "pw") if secret in said]
    assert "client_id=REDACTED&a=1" in said


def test_an_unknown_source_is_one_line() -> None:
    result = update("unhrc")
    assert result.exit_code == 2 and "did you mean unhcr" in result.stderr


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def replayed(path: str, query: dict[str, str]) -> Answer | None:
    """The publishers' real files, in the pages that are asked for."""
    table = path.strip("/").rpartition("/")[2]
    if path.startswith("/idmc/conflicts"):
        pages = [
            json.loads(p.read_text("utf-8"))
            for p in sorted((SHARED / "idmc").glob("gidd_conflicts_page*.json"))
        ]
        rows = [row for page in pages for row in page["results"]]
        begin = int(query["offset"])
        return told({**pages[0], "count": len(rows), "results": rows[begin : begin + 400]})
    if path.startswith("/unhcr/") and table in ("unrwa", "idmc"):
        with gzip.open(SHARED / "unhcr" / f"{table}.csv.gz", "rt", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        page, half = int(query["page"]), len(rows) // 2 + 1
        return told({"page": page, "maxPages": 2, "items": rows[half * (page - 1) : half * page]})
    if path.endswith("_by_sex_and_destination.xlsx"):
        book = next((SHARED / "undesa_ims_2020").glob("*.xlsx")).read_bytes()
        return 200, {"Content-Type": "application/octet-stream"}, book
    return None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the publishers' real files are not beside the project")
def test_real_files_come_over_the_network_as_they_are(
    server: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGBRIEF_IDMC_CLIENT_ID", "SECRETID")
    server.special = replayed
    result = update("undesa", "unhcr", "idmc")
    assert result.exit_code == 0, result.output
    held = store.opened()
    stock = held.figures("migrant_stock", edition="undesa-2020", sex="both")
    assert stock.loc[stock["year"] == 2010, "value"].sum() == 220_983_187
    displaced = held.figures("idps_conflict", edition="idmc-2025")
    assert len(displaced) > 500 and displaced["value"].max() > 5_000_000
    assert figure_of(held, "palestine_refugees", "JOR", edition="unrwa-2025").value > 2_000_000
    kept = "".join(p.read_text("utf-8", "ignore") for p in held.folder.rglob("*.json"))
    assert "SECRETID" not in kept and "client_id" not in kept
