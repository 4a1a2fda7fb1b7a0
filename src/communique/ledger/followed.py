"""What comes out of the ledger about followed sources: plain typed values, without any SQL."""

from __future__ import annotations

from typing import Literal

import msgspec

FollowedKind = Literal["feed", "page"]
Event = Literal["new", "edited", "removed", "returned"]


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """An address that is fetched: a source that the user named, or a page that a feed names.

    feed: the number of the feed that names it, None for a source. kind: None until it was fetched once. mark: changes
    when the feed's item does. pending: its page has to be fetched. gone: it was there, and was not when asked last.
    etag, last_modified: what the server gave to ask "only if changed". checked: the last try; fetched: the last that
    succeeded. failures: tries that failed since; with error_kind, error and next_try, before which it is left alone.
    Times are UTC, ISO 8601.
    """

    number: int
    url: str
    added: str
    feed: int | None = None
    kind: FollowedKind | None = None
    publisher: str | None = None
    allow_private: bool = False
    active: bool = True
    title: str | None = None
    published: str | None = None
    mark: str | None = None
    pending: bool = False
    gone: bool = False
    etag: str | None = None
    last_modified: str | None = None
    checked: str | None = None
    fetched: str | None = None
    failures: int = 0
    error_kind: str | None = None
    error: str | None = None
    next_try: str | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of a page at a time. `document`: the id of its text, None when it was gone.

    body_hash: SHA-256 of the bytes as received, unpacked. final_url: where redirects ended. headers: those of the
    answer that tell of the text's origin and time.
    """

    event: Event
    retrieved: str
    status: int
    document: str | None = None
    body_hash: str | None = None
    final_url: str | None = None
    headers: dict[str, str] = {}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a page, with the ids of the texts before and after; `now` is None when the page was gone.

    retrieved: when the change was noticed; was_found: when the text before was first found.
    """

    url: str
    event: Event
    retrieved: str
    was_found: str
    was: str
    now: str | None
    status: int
