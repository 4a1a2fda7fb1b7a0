"""The ledger itself: opening and adding batches; what is asked of it is in asking.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select

from communique.ledger import schema, search_index
from communique.ledger.adding import Batch
from communique.ledger.asking import Asking
from communique.ledger.connect import Driven, connect, explained, label_of, url_of, writing
from communique.ledger.judging import Judging
from communique.ledger.parting import Parting
from communique.ledger.rereading import Rereading
from communique.ledger.reviewing import Reviewing
from communique.ledger.rows import RECORD_TYPES, dates_from, document_from, record_from
from communique.ledger.search import Hit, Search, find
from communique.ledger.source import Source
from communique.ledger.views import Added
from communique.shared.documents import Document
from communique.shared.errors import InputError, LedgerError
from communique.shared.records import Reading
from communique.shared.settings import program_version


def utc_now() -> datetime:
    """The clock of the history."""
    return datetime.now(UTC)


class Ledger(Asking):
    """A ledger that is open. Use as a context manager; one Ledger belongs to one thread."""

    def __init__(self, engine: Engine, label: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine, self.label, self._clock = engine, label, clock
        self._run: int | None = None
        self._version = program_version()

    @classmethod
    def open(cls, address: str, create: bool = True, clock: Callable[[], datetime] = utc_now) -> Ledger:
        """The ledger at a path (SQLite) or database address (PostgreSQL).

        create: make it if there is none; give False to read only. Raises LedgerError: missing, no database, another
        kind of database, read-only, locked, of a newer version.
        """
        return cls(connect(address, create), label_of(url_of(address)), clock)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    @contextmanager
    def asked(self) -> Iterator[Source]:
        """The database, for one question; what it refuses is a LedgerError."""
        with explained(self.label), self._engine.connect() as connection:
            yield Driven(connection)

    # ---- adding

    def add(self, batch: Iterable[Reading | Document | InputError]) -> Added:
        """Adds a batch in one transaction, in order; all of it or, after an error, nothing.

        A Reading whose text is known adds at most its source. A Document is a further source of a text that is known
        or stands earlier in the batch; of an unknown text it is a LedgerError. An InputError becomes a failure.
        """
        with explained(self.label), writing(self._engine) as connection:
            work = Batch(connection, self._run, (self._version, self._clock().isoformat(timespec="seconds")))
            added = work.add(list(batch))
        self._run = work.run  # only now: the transaction stands
        return added

    def fail(self, error: InputError) -> None:
        """Notes that a source could not be read."""
        self.add([error])

    @contextmanager
    def judging(self) -> Iterator[Judging]:
        """The tables of the merging in one transaction, that is kept whole or, after an error, not at all."""
        with explained(self.label), writing(self._engine) as connection:
            yield Judging(connection, self._clock().isoformat(timespec="seconds"))

    @contextmanager
    def reviewing(self) -> Iterator[tuple[Reviewing, Parting]]:
        """The decisions of people and the tables of the merging, in one transaction."""
        with explained(self.label), writing(self._engine) as connection:
            now = self._clock().isoformat(timespec="seconds")
            yield Reviewing(connection, now), Parting(connection, now)

    @contextmanager
    def rereading(self) -> Iterator[Rereading]:
        """The replacing of readings by newer ones, in one transaction."""
        with explained(self.label), writing(self._engine) as connection:
            now = self._clock().isoformat(timespec="seconds")
            yield Rereading(connection, (self._version, now), Reviewing(connection, now))

    # ---- asking

    def reading(self, document_id: str) -> Reading:
        """The whole reading of a document as it was added. Raises LedgerError if there is none of this id."""
        wanted = select(schema.documents, schema.texts.c.text, schema.texts.c.dates).join(schema.texts)
        with explained(self.label), self._engine.connect() as connection:
            row = connection.execute(wanted.where(schema.documents.c.id == document_id)).mappings().one_or_none()
            if row is None:
                raise LedgerError(f"the ledger {self.label} holds no document {document_id}")
            found = connection.execute(
                select(schema.records.c.list, schema.records.c.payload)
                .where(schema.records.c.document == row["number"])
                .order_by(schema.records.c.list, schema.records.c.position)
            )
            lists: dict[str, Any] = dict.fromkeys(RECORD_TYPES, ())
            for name, payload in found:
                lists[name] += (record_from(name, payload),)
        return Reading(
            document=document_from(row, row["text"]),
            dates=dates_from(row["dates"]),
            **lists,
        )

    def index_anew(self) -> None:
        """Makes the full-text index again, after records or days of documents changed."""
        with explained(self.label), writing(self._engine) as connection:
            search_index.anew(connection)

    def search(self, wanted: Search) -> Iterator[Hit]:
        """Documents whose words a query asks for, best first, each with the places of the words."""
        with explained(self.label), self._engine.connect() as connection:
            yield from find(connection, wanted)
