"""Watches in the ledger, and which documents came in since.

Documents are numbered in the order in which their transactions end, so that what came in after a number was not there
before: a time could belong to an addition that was not finished when it was looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, select, update

from communique.ledger.connect import explained, writing
from communique.ledger.rows import json_text
from communique.ledger.schema import documents, watches
from communique.ledger.source import portions
from communique.ledger.store import Ledger
from communique.shared.watching import Query, Watch


class Watching:
    """The part of a ledger that is about watches. Methods raise LedgerError."""

    def __init__(self, ledger: Ledger) -> None:
        self._engine, self.label = ledger._engine, ledger.label

    def save(self, watch: Watch) -> bool:
        """Saves a watch, whose `seen` is now; one of its name gets the new query. False if there was one."""
        with explained(self.label), writing(self._engine) as connection:
            same = watches.c.name == watch.name
            query = json_text(watch.query)
            if connection.execute(update(watches).where(same).values(query=query)).rowcount:
                return False
            seen, number = (
                connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
                for column in (documents.c.number, watches.c.number)
            )
            row = {"number": number + 1, "name": watch.name, "query": query, "saved": watch.saved, "seen": seen}
            connection.execute(insert(watches), [row])
            return True

    def remove(self, name: str) -> bool:
        """Forgets a watch. False if there was none of this name."""
        with explained(self.label), writing(self._engine) as connection:
            return bool(connection.execute(delete(watches).where(watches.c.name == name)).rowcount)

    def saved(self) -> list[Watch]:
        """All watches, in the order saved."""
        with explained(self.label), self._engine.connect() as connection:
            rows = connection.execute(select(watches).order_by(watches.c.number)).mappings()
            return [_watch(row) for row in rows]

    def mark(self, told: Mapping[str, int], when: str) -> None:
        """Notes what was told: for each watch (by name) the number of the newest document; an earlier one than is
        noted already changes nothing."""
        with explained(self.label), writing(self._engine) as connection:
            for name, seen in sorted(told.items()):
                older = (watches.c.name == name) & (watches.c.seen <= seen)
                connection.execute(update(watches).where(older).values(seen=seen, told=when))

    def newest(self) -> int:
        """The number of the newest document; 0 if there is none."""
        with explained(self.label), self._engine.connect() as connection:
            return int(connection.execute(select(func.coalesce(func.max(documents.c.number), 0))).scalar_one())

    def before(self, since: str) -> int:
        """The number before that of the first document that came in at or after a time (UTC, ISO 8601, or its
        beginning); that of the newest if none did."""
        first = select(func.min(documents.c.number)).where(documents.c.added >= since)
        with explained(self.label), self._engine.connect() as connection:
            number = connection.execute(first).scalar()
        return self.newest() if number is None else int(number) - 1

    def arrived(self, after: int, until: int) -> list[str]:
        """The ids of the documents after a number, up to another one, in the order added."""
        table = documents
        query = select(table.c.id).where(table.c.number > after, table.c.number <= until).order_by(table.c.number)
        with explained(self.label), self._engine.connect() as connection:
            return [str(ident) for ident in connection.execute(query).scalars()]

    def added(self, ids: Collection[str]) -> dict[str, str]:
        """When documents came in (UTC, ISO 8601), by id."""
        query = select(documents.c.id, documents.c.added)
        found: dict[str, str] = {}
        with explained(self.label), self._engine.connect() as connection:
            for some in portions(ids):
                rows = connection.execute(query.where(documents.c.id.in_(some)))
                found |= {str(row[0]): str(row[1]) for row in rows}
        return found


def _watch(row: Mapping[Any, Any]) -> Watch:
    fields = {name: row[name] for name in ("name", "saved", "told", "seen")}
    return Watch(query=msgspec.json.decode(row["query"], type=Query), **fields)
