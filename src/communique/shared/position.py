"""What a party says about something over time, as one stage finds it and another shows it: plain typed values."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.shared.stock import Cited, Subject

FORMAT = "communique-position/1"

Direction = Literal["stronger", "weaker", "other"]


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """What changed against the statement before. was, now: kind with its degree in words; direction: "other" if the
    two cannot be put in order; before: the words of the statement before."""

    was: str
    now: str
    direction: Direction
    before: Cited


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """A statement. degree: how many words of emphasis it has, less those that soften it; strength: of the promise in
    it; to: whom it is addressed to; change: None if it is the first on its matter or like the one before."""

    kind: str
    negated: bool
    degree: int
    strength: str | None
    time: str
    topics: tuple[str, ...]
    to: tuple[str, ...]
    cited: Cited
    change: Against | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """All that is found, in the order of days."""

    subject: Subject
    stands: tuple[Stand, ...]
