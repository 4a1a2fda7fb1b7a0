"""Readings made by hand and by hypothesis, and ledgers with a clock that stands still."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st
from sqlalchemy import select

from communique.ledger.connect import connect
from communique.ledger.schema import metadata
from communique.ledger.store import Ledger
from communique.shared.documents import Document
from communique.shared.records import DocumentRecord, Meeting, Person, Reading, Span

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
DATES = st.sampled_from(["2026", "2026-01", "2026-01-28", "2026-01-27/2026-01-28", "../2026-01", "2026-01/..", "no"])


def strategy_of(kind: Any) -> st.SearchStrategy[Any]:
    """A strategy for a type of the records: structs, tuples, unions, literals and plain values."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind)
        fields = {name: strategy_of(hints[name]) for name in kind.__struct_fields__ if name != "format"}
        fields |= {name: st.none() | DATES for name in ("date", "due", "published", "reported") if name in fields}
        return st.builds(kind, **fields)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(strategy_of(argument) for argument in arguments))
    if origin is tuple:
        return st.lists(strategy_of(arguments[0]), max_size=2).map(tuple)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        int: st.integers(0, 2**31 - 1),
        float: st.floats(0, 1),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return plain[kind]


@pytest.fixture(scope="session")
def any_reading() -> st.SearchStrategy[Reading]:
    """Any reading; that its offsets fit the text is no matter of the ledger."""
    return strategy_of(Reading)


@pytest.fixture
def meeting_text() -> Callable[..., Reading]:
    """Makes a reading of a short text with one meeting."""

    def make(  # one reading of the kind that most tests need
        text: str = "Foreign Minister Kamran Aliyev met Foreign Minister Li Wen.",
        source: str = "a.txt",
        date: str | None = None,
        parties: tuple[str, ...] = ("AZE", "CHN"),
        recalled: bool = False,
        document_date: str | None = "2026-01-28",
    ) -> Reading:
        document = Document(source=source, text=text)
        record = DocumentRecord(
            id=document.id,
            source=source,
            kind="news_report",
            title=None,
            text=text,
            language="en",
            publisher=None,
            published=None,
            date=document_date,
            date_basis=None,
        )
        meeting = Meeting(
            id=f"{document.id}-m0",
            evidence=(Span(0, len(text)),),
            confidence=0.9,
            rule="test",
            recalled=recalled,
            mode="in_person",
            status="held",
            date=date,
            reported=document_date,
            place=None,
            occasion=None,
            level="minister",
            participants=tuple(Person(party=party) for party in parties),
            bilateral=len(parties) == 2,
        )
        return Reading(document=record, meetings=(meeting,))

    return make


def noon() -> datetime:
    """The clock of the tests."""
    return datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger, on each store."""
    with Ledger.open(address, clock=noon) as opened:
        yield opened


Dump = Callable[[str], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
def dump() -> Dump:
    """Gives every row of every table of the ledger at an address, in the order of their keys."""

    def rows(address: str) -> dict[str, list[tuple[Any, ...]]]:
        engine = connect(address, create=False)
        with engine.connect() as connection:
            found = {
                table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
                for table in metadata.sorted_tables
            }
        engine.dispose()
        return found

    return rows
