"""The comparison of two accounts: what merging finds, and what is shown of it. Plain values, each with its words."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.shared.records import About, Span

FORMAT = "communique-comparison/1"

Letter = Literal["a", "b"]


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one of the two accounts, and where they stand in which document."""

    account: Letter
    document: str
    evidence: tuple[Span, ...]
    words: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is in both accounts or in one only.

    kind: statement, named, milestone, visit, agreement or fact; name: what it is called, None for a statement;
    parts: of a statement, the parts that are meant where it is not meant whole; act: the kind of the statement;
    by: who says it; strength: of what is promised in it; quotes: the words of one account, or of each.
    """

    kind: str
    name: str | None = None
    parts: tuple[str, ...] = ()
    act: str | None = None
    by: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    strength: str | None = None
    quotes: tuple[Quote, ...] = ()


class Stronger(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements on one thing of which one goes further. a, b: the act of each; stronger: which goes further."""

    a: str
    b: str
    stronger: Letter
    topics: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    quotes: tuple[Quote, ...]


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the meeting of which the two accounts give what cannot both be right."""

    field: str
    a: str
    b: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What the account of one side says that the other side said, and that the other's own account does not say."""

    account: Letter
    party: str
    item: Item


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two accounts. party: whose it is, None if it is nobody's; label: how it is called where party is None;
    sources: its texts, the one that is quoted first at the head."""

    party: str | None
    label: str
    sources: tuple[str, ...]


class TopicLists(msgspec.Struct, frozen=True, kw_only=True):
    """The topics of the statements."""

    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


class Habit(msgspec.Struct, frozen=True, kw_only=True):
    """What one account does against the habit of its side. texts: how many earlier texts there are; missing: what is
    in most of them and not in it; new: what is in none of them."""

    account: Letter
    texts: int
    missing: tuple[Usual, ...] = ()
    new: tuple[Usual, ...] = ()


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """A named thing or a topic, how many earlier texts have it, and the day of the last of these."""

    kind: Literal["named", "topic"]
    name: str
    id: str | None = None
    times: int = 0
    last: str | None = None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What two accounts have in common and what not. same_side: both are carriers of one account; others: sources of
    further accounts of the meeting, which are not compared; notes: what hampers the comparison."""

    a: Side
    b: Side
    same_side: bool = False
    only_a: tuple[Item, ...] = ()
    only_b: tuple[Item, ...] = ()
    both: tuple[Item, ...] = ()
    stronger: tuple[Stronger, ...] = ()
    differing: tuple[Differing, ...] = ()
    claims: tuple[Claim, ...] = ()
    topics: TopicLists = TopicLists()
    habits: tuple[Habit, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
