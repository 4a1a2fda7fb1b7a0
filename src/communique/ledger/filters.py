"""Which records are wanted of a ledger."""

from __future__ import annotations

import msgspec


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which records are wanted.

    parties: codes that must all take part. since, until: EDTF; records whose day (views.Found.day) is not before the
    first day of `since` and not after the last of `until`; a record without a day is left out if either is given.
    status, kind: the record's own; newest_first: by day, else in the order added; limit: at most so many; by_cluster:
    those of one cluster one after the other, else as they were added; superseded: also those of documents that were
    corrected by another; as_of: ISO day, only those of documents dated up to that day; documents: of these alone (ids,
    at most VALUES_AT_ONCE); rejected: also those that a person rejected; least: those of at
    least this confidence.
    """

    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    status: str | None = None
    kind: str | None = None
    recalled: bool | None = None
    newest_first: bool = False
    limit: int | None = None
    by_cluster: bool = False
    superseded: bool = False
    as_of: str | None = None
    documents: tuple[str, ...] | None = None
    rejected: bool = False
    least: float = 0.0
