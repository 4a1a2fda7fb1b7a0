"""The tables of records: their columns, and readings to rows and back.

One table for each list of records, one each of documents, sources and failures. The columns of a record are its fields
(docs/reference/records.md) under their names, with `document` (the id), `position` in its list, `day` it is sorted by,
and, where the record has no such field, `parties` in it. The schema is derived from the record types, so that it is the
same for every part, also for an empty one. A field that may hold a number or words is a column of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from communique.ledger.rows import RECORD_TYPES, days, parties, sort_day
from communique.shared.errors import InputError
from communique.shared.records import DateExpression, DocumentRecord, Reading

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Item = Reading | InputError
Rows = Mapping[str, Sequence[Row]]
TABLES = ("documents", "sources", "failures", *RECORD_TYPES)
_SOURCE = ("source", "url", "publisher", "published", "title")
_ADDED: Mapping[str, Mapping[str, Any]] = {
    "documents": {"row": int, "day": str | None, "dates": tuple[DateExpression, ...]},
    "sources": {"row": int, "document": str, **dict.fromkeys(_SOURCE, str | None)},
    "failures": {"row": int, "source": str, "kind": str, "place": str | None, "message": str},
    "records": {"document": str, "position": int, "day": str, "parties": tuple[str, ...]},
}
"""Columns that are no fields of the record; `row` is the place in the part, over all three tables that have it."""


def rows_of(items: Iterable[Item]) -> dict[str, list[Row]]:
    """The rows of what came of a part, table by table. A text that stood earlier in the part has only a source."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    seen: set[str] = set()
    for number, item in enumerate(items):
        if isinstance(item, InputError):
            failure = {"source": item.source, "kind": item.kind, "place": item.place, "message": str(item)}
            rows["failures"].append({"row": number, **failure})
            continue
        document = item.document
        origin = {name: getattr(document, name) for name in _SOURCE}
        rows["sources"].append({"row": number, "document": document.id, **origin})
        if document.id not in seen:
            seen.add(document.id)
            _add(rows, number, item)
    return rows


def _add(rows: dict[str, list[Row]], number: int, reading: Reading) -> None:
    first, last = days(reading.document.date)
    day = last or first
    dates = msgspec.to_builtins(reading.dates)
    rows["documents"].append({**msgspec.to_builtins(reading.document), "row": number, "day": day, "dates": dates})
    for name in RECORD_TYPES:
        for position, record in enumerate(getattr(reading, name)):
            row = msgspec.to_builtins(record)
            for column in _in_words(name):
                row[column] = None if row[column] is None else str(row[column])
            row.setdefault("parties", list(dict.fromkeys(party for party, _ in parties(record))))
            found = {"document": reading.document.id, "position": position, "day": sort_day(record, day)}
            rows[name].append({**row, **found})


def items_of(rows: Rows) -> Iterator[Item]:
    """What the rows of a part were made of, in its order; a text read before is a reading without text and records."""
    by_document: dict[str, dict[str, list[Row]]] = {}
    for name in RECORD_TYPES:
        for row in rows[name]:
            by_document.setdefault(row["document"], {}).setdefault(name, []).append(row)
    documents = {row["row"]: row for row in rows["documents"]}
    ordered = sorted([*rows["sources"], *rows["failures"]], key=lambda row: int(row["row"]))
    for row in ordered:
        if "message" in row:
            yield StoredError(row["source"], row["kind"], row["message"])
        elif (told := documents.get(row["row"])) is not None:
            yield _reading(told, by_document.get(told["id"], {}))
        else:
            yield Reading(document=_bare(row))


class StoredError(InputError):
    """A failure as it was stored: its message is kept as it is."""

    def __init__(self, source: str, kind: str, message: str) -> None:
        super().__init__(source, message, kind=kind)
        self.args = (message,)

    def __str__(self) -> str:
        return str(self.args[0])


def _reading(told: Row, records: Mapping[str, list[Row]]) -> Reading:
    lists: dict[str, Any] = {}
    for name, kind in RECORD_TYPES.items():
        found = sorted(records.get(name, ()), key=lambda row: int(row["position"]))
        lists[name] = tuple(msgspec.convert(_with_numbers(name, row), kind) for row in found)
    document = msgspec.convert({name: told[name] for name in DocumentRecord.__struct_fields__}, DocumentRecord)
    dates = msgspec.convert(told["dates"], tuple[DateExpression, ...])
    return Reading(document=document, dates=dates, **lists)


def _bare(source: Row) -> DocumentRecord:
    return DocumentRecord(
        id=source["document"], kind="other", text="", language=None, date=None, date_basis=None,
        **{name: source[name] for name in _SOURCE},
    )  # fmt: skip


def _with_numbers(table: str, row: Row) -> Row:
    """The fields of a record; what is a number in words is one again."""
    found = {name: row[name] for name in RECORD_TYPES[table].__struct_fields__}
    for column in _in_words(table):
        if found[column] is not None and found[column].isdecimal():
            found[column] = int(found[column])
    return found


@cache
def _in_words(table: str) -> tuple[str, ...]:
    """The fields that may hold a number or words."""
    hints = get_type_hints(RECORD_TYPES[table])
    return tuple(name for name, hint in hints.items() if {int, str} <= set(get_args(hint)))


@cache
def schema(table: str) -> pa.Schema:
    """The columns of a table."""
    import pyarrow as pa

    hints: dict[str, Any] = {}
    if table == "documents":
        hints = get_type_hints(DocumentRecord)
    elif table in RECORD_TYPES:
        hints = get_type_hints(RECORD_TYPES[table])
    hints = {**_ADDED.get(table, _ADDED["records"]), **hints}
    return pa.schema([pa.field(name, _arrow(hint)) for name, hint in hints.items()])


def _arrow(hint: Any) -> pa.DataType:
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return pa.list_(_arrow(parts[0]))
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):
        kinds = [part for part in parts if part is not type(None)]
        return _arrow(kinds[0]) if len(kinds) == 1 else pa.string()
    return pa.struct([pa.field(name, _arrow(part)) for name, part in get_type_hints(hint).items()])
