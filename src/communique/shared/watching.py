"""Watches and what is new for them, as one stage finds it and another shows it: plain typed values."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.shared.records import Record

FORMAT = "communique-digest/1"

Subject = Literal["documents", "records", "accounts", "status", "due", "contradictions", "phrase", "wording"]
"""What a watch can ask for."""

Kind = Literal[
    "document", "meeting", "visit", "agreement", "milestone", "commitment", "gathering", "account", "status",
    "due", "overdue", "fulfilled", "withdrawn", "contradiction", "phrase_first_used", "phrase_used", "phrase_adopted",
    "phrase_dropped", "phrase_replaced",
]  # fmt: skip
"""What is new: a text, a thing that no earlier text tells of, another account of a meeting, its other status, what
became of a promise, a contradiction, a use of the phrase, a change of wording."""

AHEAD = 14
"""So many days before it falls due a promise is told."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch asks for. parties: codes, that must all take part; of a phrase and of wording the first is the
    speaker, the second whom it is to or about; topics: one of them; wanted: kinds of news; days: before a due day."""

    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    phrase: str | None = None
    wanted: tuple[Subject, ...] = ()
    days: int = AHEAD


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is asked again. saved: when it was, and told: when its news was last marked as told (UTC, ISO
    8601; None: never); seen: the number of the newest document then."""

    name: str
    query: Query
    saved: str
    told: str | None = None
    seen: int = 0


class Place(msgspec.Struct, frozen=True):
    """Words of a document. label: what they are an example of."""

    label: str
    document: str
    start: int
    end: int


class News(msgspec.Struct, frozen=True, kw_only=True):
    """Something new. key: what makes it the same in every digest; day: of what is told (EDTF); details: values by
    name, such as was and now of a change; record: what it is about; cited: the words that say it."""

    kind: Kind
    key: tuple[str, ...]
    day: str | None = None
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    details: dict[str, str] = {}
    record: Record | None = None
    cited: tuple[Place, ...] = ()
