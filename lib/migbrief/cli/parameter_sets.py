"""Sets of parameters from a file: each row or record requests reports; lists and ranges expand it."""

import csv
import io
import itertools
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from migbrief.errors import UserError, cannot_read
from migbrief.text.counts import Count
from migbrief.text.i18n import t

FORMS: Final = (".csv", ".yaml", ".yml", ".json")
# Keys of a record that are not parameters: the report, its page's name, and the place of "profiles".
ABOUT: Final = ("report", "name", "country", "region")
RANGE: Final = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})")
MOST: Final = 100_000  # reports of one file


@dataclass(frozen=True)
class Asked:
    """One report, or all ``profiles`` of a place, with parameters; ``where`` is the record requesting it."""

    where: str
    report: str
    name: str = ""
    country: str = ""
    region: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)


def read(source: str) -> list[Asked]:
    """Read a file of parameters: CSV with a column a parameter, or YAML or JSON with a record a set.

    ``-`` reads standard input. In CSV ``a|b`` stands for both, ``2011..2015`` for five whole numbers; in YAML
    and JSON a list does the same, and a nested list is one value. Raises ``UserError`` for an error.
    """
    records = _table(source) if source.endswith(".csv") else _records(source)
    asked = list(itertools.islice((one for record in records for one in _expand(*record)), MOST + 1))
    if len(asked) > MOST:
        raise UserError("{file} asks for more than {n} reports", file=_source_name(source), n=Count(MOST))
    if not asked:
        raise UserError("{file} asks for no report; give it a row for each", file=_source_name(source))
    return asked


def _source_name(source: str) -> str:
    return t("standard input") if source == "-" else source


def text_of(source: str) -> str:
    """Return the text of a file, or of standard input for ``-``. Raise ``UserError`` if unreadable."""
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise cannot_read(source, error) from None
    except UnicodeDecodeError:
        raise UserError("{file} is not UTF-8 text; save it as UTF-8", file=_source_name(source)) from None


def _table(source: str) -> Iterator[tuple[str, dict[str, object]]]:
    text = text_of(source)
    heading = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True
    )
    try:
        _refuse_twice(map(str.strip, rows.fieldnames or ()), source)
        for number, row in enumerate(rows, 2):
            where = t("{file}, row {n}", file=source, n=str(number))
            if None in row:
                raise UserError("{where}: it has more cells than the heading", where=where)
            given = {str(k).strip(): v.strip() for k, v in row.items() if v and v.strip()}
            if given:
                yield where, {k: v.split("|") if "|" in v else v for k, v in given.items()}
    except csv.Error as error:
        raise UserError("{file} is not a CSV table: {why}", file=source, why=error) from None


def _records(source: str) -> Iterator[tuple[str, dict[str, object]]]:
    if source != "-" and not source.endswith(FORMS):
        raise UserError(
            "--from takes {forms} or - for standard input; got {value}", forms=", ".join(FORMS), value=source
        )
    text = text_of(source)
    try:
        records = _json(text, source) if source.endswith(".json") else _yaml(text, _source_name(source))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(error).split())
        raise UserError("{file} cannot be read: {why}", file=_source_name(source), why=why) from None
    if isinstance(records, dict):
        records = [records]
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise UserError(
            "{file} must hold a list of records such as: - report: KEN, language: fr",
            file=_source_name(source),
        )
    for number, record in enumerate(records, 1):
        given = {str(key): value for key, value in record.items() if value is not None}
        yield t("{file}, record {n}", file=_source_name(source), n=str(number)), given


def _json(text: str, source: str) -> object:
    def record(pairs: list[tuple[str, object]]) -> dict[str, object]:
        _refuse_twice((name for name, _ in pairs), source)
        return dict(pairs)

    return json.loads(text, object_pairs_hook=record)


def _yaml(text: str, source: str) -> object:
    def record(loader: Any, node: Any) -> object:
        where = f"{source}:{node.start_mark.line + 1}"
        _refuse_twice((str(key.value) for key, _ in node.value), where)
        return loader.construct_mapping(node, deep=True)

    # libyaml, where PyYAML was built with it, is four times as fast.
    loader: Any = type("Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
    loader.add_constructor("tag:yaml.org,2002:map", record)
    return yaml.load(text, loader)


def _refuse_twice(names: Iterable[str], where: str) -> None:
    """Refuse a column or key that stands twice: of two values, one would be dropped unseen."""
    for twice in [name for name, times in Counter(names).items() if times > 1]:
        raise UserError("{file}: {name} is there twice", file=where, name=repr(twice))


def _expand(where: str, record: Mapping[str, object]) -> Iterator[Asked]:
    """Yield each combination of the values of a record."""
    if "report" not in record:
        raise UserError("{where}: no report; name one, such as KEN, a3 or profiles", where=where)
    values = {name: _values(value) for name, value in record.items()}
    count = Count(math.prod(map(len, values.values())))
    if count > 1 and "name" in record and len(values["name"]) == 1:
        raise UserError(
            "{where}: one name for {n} reports; leave the name out, or give as many rows",
            where=where,
            n=count,
        )
    for combination in itertools.product(*values.values()):
        one = dict(zip(values, combination, strict=True))
        about = {name: str(one.pop(name)) for name in ABOUT if name in one}
        yield Asked(where, parameters=one, **about)


def _values(value: object) -> list[object]:
    several = value if isinstance(value, list) else [value]
    return [one for item in several for one in _range(item)]


def _range(value: object) -> Iterator[object]:
    match = RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        yield value
        return
    first, last = int(match[1]), int(match[2])
    if abs(last - first) > MOST:
        raise UserError("{value} is a range of more than {most} numbers", value=value, most=Count(MOST))
    step = 1 if last >= first else -1
    yield from (str(number) for number in range(first, last + step, step))
