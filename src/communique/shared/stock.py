"""The stock phrases of a speaker over time, as one stage finds them and another shows them: plain typed values."""

from __future__ import annotations

from typing import Literal

import msgspec

FORMAT = "communique-wording/1"

Changed = Literal["adopted", "dropped", "replaced"]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked at. speaker, towards: codes of parties; about: a party or thing as typed; topic: of the records;
    since, until: EDTF."""

    speaker: str
    towards: str | None = None
    about: str | None = None
    topic: str | None = None
    since: str | None = None
    until: str | None = None


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document: its id and source, its day, and where in its text they stand."""

    document: str
    source: str
    day: str
    start: int
    end: int


class Form(msgspec.Struct, frozen=True):
    """A variant of a phrase, and how many texts have it."""

    words: str
    texts: int


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """How a phrase is used. forms: its variants, the commonest first; texts: how many have it; counts: of these in each
    period; topics, parties: of the statements that it stands in, and to or about whom these are, the commonest first;
    uses: the first in each text, of the phrase that was asked for."""

    words: str
    forms: tuple[Form, ...]
    texts: int
    first: Cited
    last: Cited
    counts: tuple[int, ...]
    topics: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    uses: tuple[Cited, ...] = ()


class Share(msgspec.Struct, frozen=True):
    """Of `texts` so many have the phrase."""

    having: int
    texts: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change of wording. was, now: the phrase dropped and the one adopted (one of them None unless replaced); last,
    first: the days of the last text with the old wording and of the first with the new one, or without the old; before,
    after: shares on either side, of the phrase that came in, else of the one that went; p: the share of chance,
    at most, among all changes as great; along: other phrases that changed in the same texts."""

    change: Changed
    was: Usage | None = None
    now: Usage | None = None
    last: str
    first: str
    before: Share
    after: Share
    p: float
    along: tuple[str, ...] = ()


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A change in a short series, compared text by text. old, new: the sentences, as documents have them."""

    change: Changed
    was: str | None
    now: str | None
    last: str
    first: str
    old: Cited
    new: Cited


class Period(msgspec.Struct, frozen=True):
    """A month or quarter (EDTF), and how many texts it has."""

    value: str
    texts: int


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A level of partnership as it is named from one text on. change: against the level before, None if it is the first
    or the ladders (knowledge/milestones/levels.csv) do not compare the two; texts: how many name it in a row."""

    parties: tuple[str, ...]
    value: str
    first: Cited
    last: Cited
    texts: int
    change: Literal["higher", "lower"] | None = None


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """All that is found. tested: how many phrases were tested, 0 in a short series; phrases: the commonest; followed:
    the phrase that was asked for, None if none was or no text has it."""

    subject: Subject
    texts: int
    days: int
    periods: tuple[Period, ...]
    tested: int = 0
    changes: tuple[Change, ...] = ()
    phrases: tuple[Usage, ...] = ()
    series: tuple[Stretch, ...] = ()
    levels: tuple[Level, ...] = ()
    phrase: str | None = None
    followed: Usage | None = None
