"""A ledger that is only asked, opened with as little as that needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.ledger.asking import Asking
from communique.ledger.reasons import refusal
from communique.ledger.source import CACHE_KIB, HEAD, WAIT_SECONDS, Fields, Source
from communique.ledger.views import Carrier

if TYPE_CHECKING:
    from sqlite3 import Connection


def open_to_ask(address: str) -> Asking:
    """The ledger at a path (SQLite) or database address (PostgreSQL) as it is now, to be asked. Raises LedgerError.

    A SQLite file of this version is read by Python's own driver; whatever else there is, also what cannot be read and
    what is missing, by way of SQLAlchemy.
    """
    found = None if "://" in address or not Path(address).is_file() else _file(Path(address))
    if found is not None:
        return found
    from communique.ledger.connect import Driven, connect, explained, label_of, url_of

    engine = connect(address, create=False)
    label = label_of(url_of(address))
    with explained(label):
        postgresql = engine.dialect.name == "postgresql"
        options = {"isolation_level": "REPEATABLE READ"} if postgresql else {}
        connection = engine.connect().execution_options(**options)
    return Opened(Driven(connection), label, explained, (connection.close, engine.dispose))


class Opened(Asking):
    """A ledger as it was when it was first asked."""

    def __init__(
        self,
        source: Source,
        label: str,
        explained: Callable[[str], AbstractContextManager[None]],
        closing: Sequence[Callable[[], object]],
    ) -> None:
        """explained: makes LedgerErrors of what the driver raises; closing: what lets go of the database."""
        self._source, self.label, self._explained, self._closing = source, label, explained, closing
        self._seen: dict[int, Carrier] = {}

    def close(self) -> None:
        """Lets go of the database."""
        for each in self._closing:
            each()

    @contextmanager
    def asked(self) -> Iterator[Source]:
        """The database; what it refuses is a LedgerError."""
        with self._explained(self.label):
            yield self._source

    def _carriers(self, source: Source, numbers: Collection[int]) -> dict[int, Carrier]:
        """The carriers of these numbers, and of others: a brief meets the same documents again and again."""
        self._seen |= super()._carriers(source, set(numbers) - self._seen.keys())
        return self._seen


class _File:
    """A SQLite file as Python's own driver asks it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: str, values: Sequence[Any] = (), streamed: bool = False) -> Iterator[Fields]:  # noqa: ARG002
        """The rows of a query; see source.Source. They are always fetched one by one."""
        return iter(self._connection.execute(query, values))


def _file(path: Path) -> Opened | None:
    """The ledger in a file; None if it is none of this version."""
    import sqlite3

    still = at_rest(path)
    address = f"{file_address(path)}?mode=ro&immutable=1" if still else str(path)
    connection = None
    try:
        connection = sqlite3.connect(address, timeout=WAIT_SECONDS, isolation_level=None, uri=still)
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("BEGIN")
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        versions = []
    if connection is not None and versions == [(HEAD,)]:
        return Opened(_File(connection), str(path), _explained, (connection.close,))
    if connection is not None:
        connection.close()
    return None


@contextmanager
def _explained(label: str) -> Iterator[None]:
    """Turns what Python's own driver raises into a LedgerError of one line."""
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        raise refusal(label, error) from error


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
