"""The name of a gathering, and what is gathered on the way along its words."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.shared.annotated import Mention
from communique.shared.records import Place


@dataclass(slots=True)
class GatheringName:
    """A name as it stands at words `first` up to and without `last`; `head`: the word that says what it is.

    key: what is the same in all its names; bare: nothing names it (the Summit). parties: those in the name. dates:
    mentions of days in it; behind: one that follows. place: that of a name with a body (the NATO Riga Summit). body:
    only a format or its leaders are named; a gathering if a verb says so. special, regular: it is called none of the
    series, or one of it.
    """

    first: int
    last: int
    head: int
    kind: str
    key: str = ""
    edition: int | None = None
    mode: str | None = None
    parties: tuple[str, ...] = ()
    host: str | None = None
    dates: tuple[Mention, ...] = ()
    behind: Mention | None = None
    place: Place | None = None
    special: bool = False
    regular: bool = False
    bare: bool = False
    needs_event: bool = False
    body: bool = False


@dataclass(slots=True)
class Parts:
    """What is gathered on the way along the words of a name; `compounds`: the words that the syntax takes for one."""

    compounds: frozenset[int] = frozenset()
    home: str | None = None
    owners: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    dates: list[Mention] = field(default_factory=list)
    behind: Mention | None = None
    places: list[Place] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    host: str | None = None
