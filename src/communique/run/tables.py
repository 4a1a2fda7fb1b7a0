"""Lists as plain tables: one line a row, columns of fixed width, the longest text last."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from communique.ledger.views import Found, Held, Merged
from communique.publish.quoting import one_line, shorten
from communique.publish.saying import NOT_STATED, say_date, say_parties, say_person, say_persons, say_word
from communique.shared.parties import PartyNames


class Column(NamedTuple):
    """Its title, its width (0: as wide as it needs to be), and how its cell comes from an item."""

    title: str
    width: int
    cell: Callable[[Any], str | None]


def table_rows(columns: Sequence[Column], items: Iterable[object]) -> Iterator[list[str]]:
    """The header, then a row for each item; cells are padded to their column."""
    yield [_fit(column.title.upper(), column.width) for column in columns]
    for item in items:
        yield [_fit(one_line(column.cell(item) or NOT_STATED), column.width) for column in columns]


def _fit(text: str, width: int) -> str:
    return f"{shorten(text, width):<{width}}  " if width else text


def _source(thing: Found | Merged) -> str:
    """The first source; of a thing that several texts tell, how many more there are; and what people corrected."""
    told = (thing,) if isinstance(thing, Found) else thing.found
    more = len({each.carrier.id for each in told}) - 1
    corrected = {
        f"{each.field} corrected by {each.by} on {each.made[:10]}" for found in told for each in found.corrections
    }
    said = f" ({'; '.join(sorted(corrected))})" if corrected else ""
    return told[0].carrier.source + (f" and {more} more" if more else "") + said


def _record(field: str, say: Callable[[Any], str] = say_word) -> Callable[[Found], str]:
    """The cell of a field of the record."""
    return lambda found: say(getattr(found.record, field))


def record_columns(list_name: str, names: PartyNames) -> tuple[Column, ...]:
    """The columns of a list of records."""

    def who(field: str) -> Callable[[Found], str]:
        return lambda found: say_parties(getattr(found.record, field), names)

    source = Column("source", 0, _source)
    date = Column("date", 24, _record("date", say_date))
    status = Column("status", 10, _record("status"))
    tables: dict[str, tuple[Column, ...]] = {
        "meetings": (
            date,
            status,
            Column("mode", 10, _record("mode")),
            Column("participants", 70, _record("participants", lambda persons: say_persons(persons, names))),
            source,
        ),
        "visits": (
            date,
            status,
            Column("kind", 10, _record("kind")),
            Column("visitor", 44, _record("visitor", lambda person: say_person(person, names))),
            Column("host", 20, _record("host", names.name)),
            source,
        ),
        "statements": (
            Column("date", 24, lambda found: say_date(found.carrier.date)),
            Column("kind", 18, _record("kind")),
            Column("speakers", 28, who("speakers")),
            Column("text", 60, _record("text", str)),
            source,
        ),
        "commitments": (
            Column("due", 24, _record("due", say_date)),
            Column("strength", 10, _record("strength")),
            Column("by", 28, who("by")),
            Column("what", 60, _record("what", str)),
            source,
        ),
        "agreements": (
            date,
            status,
            Column("kind", 15, _record("kind")),
            Column("parties", 32, who("parties")),
            Column("name", 40, lambda found: found.record.name or str(found.record.count or NOT_STATED)),
            source,
        ),
        "gatherings": (date, status, *_names_of_gatherings(), Column("parties", 32, who("parties")), source),
        "milestones": (
            date,
            Column("kind", 20, _record("kind")),
            Column("value", 34, lambda found: str(found.record.value or NOT_STATED)),
            Column("parties", 32, who("parties")),
            source,
        ),
    }
    return tables[list_name]


def _names_of_gatherings() -> tuple[Column, ...]:
    edition = Column("edition", 8, lambda found: str(found.record.edition or NOT_STATED))
    return Column("name", 44, _record("name", str)), edition


def _sources(held: Held) -> str:
    return " = ".join(origin.source for origin in held.sources)


DOCUMENT_COLUMNS = (
    Column("id", 21, lambda held: held.document.id),
    Column("date", 24, lambda held: say_date(held.document.date)),
    Column("kind", 15, lambda held: say_word(held.document.kind)),
    Column("title", 50, lambda held: held.document.title),
    Column("sources", 0, _sources),
)

FAILURE_COLUMNS = (
    Column("kind", 12, lambda failure: failure.kind),
    Column("message", 0, lambda failure: failure.message),
)


def put_table(rows: Iterable[Sequence[str]]) -> None:
    """The header and the rows; on a terminal cut to its width, elsewhere whole."""
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None
    for row in rows:
        line = "".join(row).rstrip()
        print(shorten(line, width) if width else line)
