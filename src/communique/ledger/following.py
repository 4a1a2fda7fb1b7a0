"""Followed sources in the ledger: the list, the state of fetching, and the versions of every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from communique.ledger import schema
from communique.ledger.connect import explained, writing
from communique.ledger.followed import Change, Followed, Version
from communique.ledger.rows import json_text
from communique.ledger.schema import followed, page_versions
from communique.ledger.store import Ledger


class Following:
    """The part of a ledger that is about followed sources. Methods raise LedgerError."""

    def __init__(self, ledger: Ledger) -> None:
        self._engine, self.label = ledger._engine, ledger.label

    # ---- the list

    def add(self, source: Followed) -> Followed:
        """Puts a source on the list, or changes its kind, publisher and permission if it stands there.

        The number of `source` is ignored. A page that a feed named becomes a source of its own, with its history.
        """
        with explained(self.label), writing(self._engine) as connection:
            held = connection.execute(select(followed).where(followed.c.url == source.url)).mappings().one_or_none()
            if held is None:
                row = {**msgspec.structs.asdict(source), "number": _highest(connection, followed.c.number) + 1}
                connection.execute(insert(followed), [row])
                return _followed(row)
            kept = source.kind or held["kind"], source.publisher or held["publisher"]
            changes = {"feed": None, "active": True, "kind": kept[0], "publisher": kept[1]}
            changes |= {"allow_private": source.allow_private, "next_try": None}
            changes |= {"etag": None, "last_modified": None}  # whatever it is taken for now, it is fetched anew
            connection.execute(update(followed).where(followed.c.number == held["number"]).values(**changes))
            return _followed({**held, **changes})

    def remove(self, url: str) -> bool:
        """Takes a source off the list; its texts and history stay. False if it was not on it."""
        query = update(followed).where(followed.c.url == url, followed.c.feed.is_(None), followed.c.active.is_(True))
        with explained(self.label), writing(self._engine) as connection:
            return bool(connection.execute(query.values(active=False)).rowcount)

    def sources(self) -> list[Followed]:
        """The sources on the list, in the order added."""
        return self._rows(followed.c.feed.is_(None), followed.c.active.is_(True))

    def pages(self, feed: int) -> list[Followed]:
        """The pages that a feed has named, in the order met."""
        return self._rows(followed.c.feed == feed)

    def failing_pages(self) -> list[Followed]:
        """The pages of feeds on the list whose last fetch failed."""
        feeds = select(followed.c.number).where(followed.c.active.is_(True))
        return self._rows(followed.c.feed.in_(feeds), followed.c.failures > 0)

    def _rows(self, *conditions: Any) -> list[Followed]:
        query = select(followed).where(*conditions).order_by(followed.c.number)
        with explained(self.label), self._engine.connect() as connection:
            return [_followed(row) for row in connection.execute(query).mappings()]

    # ---- what fetching found

    def note_items(self, feed: Followed, state: Mapping[str, Any], items: Sequence[Followed]) -> None:
        """The state of a feed after a fetch, and the pages it names that are new or changed, in one transaction.

        items: their numbers are ignored. A page that another source on the list stands for stays with that; one that
        was left behind by a source that was removed goes over to this feed.
        """
        with explained(self.label), writing(self._engine) as connection:
            connection.execute(update(followed).where(followed.c.number == feed.number).values(**state))
            number = _highest(connection, followed.c.number)
            for item in items:
                if item.url == feed.url:  # some feeds name themselves
                    continue
                number += 1
                held = _owner(connection, item.url)
                if held is None:
                    connection.execute(insert(followed), [{**msgspec.structs.asdict(item), "number": number}])
                elif held[0] == feed.number or not held[1]:
                    names = ("feed", "active", "mark", "title", "published", "pending")
                    changes = {name: getattr(item, name) for name in names}
                    connection.execute(update(followed).where(followed.c.url == item.url).values(**changes))

    def note(self, number: int, state: Mapping[str, Any], version: Version | None = None) -> None:
        """The state of a page or feed after a try, and what was seen of it if that is another than before."""
        with explained(self.label), writing(self._engine) as connection:
            connection.execute(update(followed).where(followed.c.number == number).values(**state))
            if version is not None:
                self._version(connection, number, version)

    def _version(self, connection: Connection, page: int, version: Version) -> None:
        document = None
        if version.document:
            wanted = select(schema.documents.c.number).where(schema.documents.c.id == version.document)
            document = connection.execute(wanted).scalar_one()
        row = {**msgspec.structs.asdict(version), "document": document, "headers": json_text(version.headers)}
        row["number"] = _highest(connection, page_versions.c.number) + 1
        position = select(func.count()).select_from(page_versions).where(page_versions.c.page == page)
        row |= {"page": page, "position": connection.execute(position).scalar_one()}
        connection.execute(insert(page_versions), [row])

    # ---- history

    def versions(self, url: str) -> list[Version]:
        """All that was seen of a page, oldest first."""
        with explained(self.label), self._engine.connect() as connection:
            return [version for _, version in _versions(connection, followed.c.url == url)]

    def text_id(self, page: int) -> str | None:
        """The id of the newest text of a page; None if there is none yet."""
        with explained(self.label), self._engine.connect() as connection:
            found = [version.document for _, version in _versions(connection, followed.c.number == page)]
        return next((document for document in reversed(found) if document), None)

    def changes(self, since: str = "") -> Iterator[Change]:
        """Edits, removals and returns of pages, by page, oldest first. `since`: an ISO day or time."""
        last: dict[str, tuple[str, str]] = {}  # the newest text of a page, and when it was found
        with explained(self.label), self._engine.connect() as connection:
            for url, version in _versions(connection):
                was = last.get(url)
                if was and version.event != "new" and version.retrieved >= since:
                    yield Change(
                        url=url,
                        event=version.event,
                        retrieved=version.retrieved,
                        was_found=was[1],
                        was=was[0],
                        now=version.document,
                        status=version.status,
                    )
                if version.document:
                    last[url] = (version.document, version.retrieved)


def _versions(connection: Connection, *conditions: Any) -> Iterator[tuple[str, Version]]:
    query = (
        select(page_versions, followed.c.url, schema.documents.c.id)
        .select_from(
            page_versions.join(followed, followed.c.number == page_versions.c.page).outerjoin(
                schema.documents, schema.documents.c.number == page_versions.c.document
            )
        )
        .where(*conditions)
        .order_by(page_versions.c.page, page_versions.c.position)
    )
    for row in connection.execute(query).mappings():
        fields = {name: row[name] for name in Version.__struct_fields__}
        headers = msgspec.json.decode(row["headers"], type=dict[str, str])
        yield row["url"], Version(**{**fields, "document": row["id"], "headers": headers})


def _owner(connection: Connection, url: str) -> tuple[int, bool] | None:
    """The number of the source that an address stands under, itself or its feed, and whether that is on the list."""
    of = followed.alias("of")
    source = func.coalesce(followed.c.feed, followed.c.number)
    query = select(of.c.number, of.c.active).select_from(followed.join(of, of.c.number == source))
    row = connection.execute(query.where(followed.c.url == url)).one_or_none()
    return (int(row[0]), bool(row[1])) if row else None


def _followed(row: Mapping[Any, Any]) -> Followed:
    return Followed(**{name: row[name] for name in Followed.__struct_fields__})


def _highest(connection: Connection, column: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
