"""A ledger that is only asked, opened with as little as that needs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.ledger.asking import Asking
from communique.ledger.reasons import refusal
from communique.ledger.source import CACHE_KIB, HEAD, WAIT_SECONDS, Fields, Source
from communique.ledger.views import Carrier

if TYPE_CHECKING:
    from sqlite3 import Connection


def open_to_ask(address: str) -> Asking:
    """The ledger at a path (SQLite) or database address (PostgreSQL), to be asked. Raises LedgerError.

    A SQLite file of this version is read by Python's own driver, and as it was when it was opened; anything else is
    opened as it is for writing, and so are what cannot be read and what is missing, for the reason why.
    """
    found = None if "://" in address or not Path(address).is_file() else _read(Path(address))
    if found is not None:
        return found
    from communique.ledger.store import Ledger

    return Ledger.open(address, create=False)


def _read(path: Path) -> Opened | None:
    """The ledger in a file; None if it is none of this version."""
    import sqlite3

    connection = None
    try:
        address = f"{file_address(path)}?mode=ro&immutable=1" if at_rest(path) else str(path)
        connection = sqlite3.connect(address, WAIT_SECONDS, isolation_level=None, uri=at_rest(path))
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("BEGIN")
        [(version,)] = connection.execute("SELECT version_num FROM alembic_version")
    except (sqlite3.Error, ValueError):  # ValueError: not one version
        version = None
    if version == HEAD and connection is not None:
        return Opened(connection, str(path))
    if connection is not None:
        connection.close()
    return None


class Opened(Asking):
    """A SQLite file as it was when it was opened."""

    def __init__(self, connection: Connection, label: str) -> None:
        self._connection, self.label = connection, label
        self._seen: dict[int, Carrier] = {}

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    @contextmanager
    def asked(self) -> Iterator[Source]:
        """The file; what it refuses is a LedgerError."""
        import sqlite3

        try:
            yield self
        except sqlite3.Error as error:
            raise refusal(self.label, error) from error

    def rows(self, query: str, values: Sequence[Any] = (), streamed: bool = False) -> Iterator[Fields]:
        """The rows of a query; see source.Source. The driver fetches them one by one."""
        return iter(self._connection.execute(query, values))

    def _carriers(self, source: Source, numbers: Collection[int]) -> dict[int, Carrier]:
        """The carriers of these numbers, and of others: a brief meets the same documents again and again."""
        self._seen |= super()._carriers(source, set(numbers) - self._seen.keys())
        return self._seen


def at_rest(path: Path) -> bool:
    """True of a SQLite file that nobody can be writing to, since its folder cannot be written: SQLite in WAL mode wants
    to write beside the file even to read, unless it is told so."""
    return not (_may_write(path.parent) or Path(f"{path}-wal").exists())


def file_address(path: Path) -> str:
    """A path as SQLite wants it in an address."""
    return path.resolve().as_uri().replace("file://", "file:", 1)


def _may_write(folder: Path) -> bool:
    """As far as the system tells; on Windows it tells only of the user who started the program."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
