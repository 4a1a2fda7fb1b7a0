"""A database as it is asked: SQL with a question mark for each value goes in, rows come out.

What is asked of a ledger is written so that Python's own driver can answer it. SQLAlchemy takes longer to load than
most questions take, so it is loaded where something is written (connect.py), and to speak with PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, TypeVar

HEAD = "0007_watches"
"""The newest migration: what a ledger made by this version has in alembic_version."""

WAIT_SECONDS = 10.0
"""How long a batch waits for another program that is writing to the same ledger."""

Fields = Sequence[Any]
"""A row, its values in the order of the columns asked for."""

ROWS_AT_ONCE = 1000
"""How many rows a long list fetches at a time, so that memory stays flat."""

VALUES_AT_ONCE = 500
"""How many values one query names; SQLite allows some thousands of variables."""

CACHE_KIB = 32_000
"""Pages of a SQLite file that are kept in memory: the upper levels of the indexes of a large ledger find room."""


class Source(Protocol):
    """An open database."""

    def rows(self, query: str, values: Sequence[Any] = (), streamed: bool = False) -> Iterator[Fields]:
        """The rows of a query; streamed: there may be so many that they are not all to be in memory."""


_Value = TypeVar("_Value", int, str)


def portions(values: Collection[_Value]) -> Iterator[list[_Value]]:
    """The values in their order, so many at a time as one query may name."""
    rest = iter(sorted(values))
    while some := list(islice(rest, VALUES_AT_ONCE)):
        yield some


def among(column: str, values: Collection[Any]) -> str:
    """The condition that a column has one of so many values."""
    return f"{column} IN ({', '.join('?' * len(values))})"
