"""Agreements, milestones, gatherings and commitments compared.

A milestone is known by its kind, parties and value: where two texts date it differently they contradict each other,
and are not about two things. An instrument is known by its name, else by kind, number and day. A promise is known by
who makes it and by the words that matter in it; when it falls due may be told differently.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from communique.ledger.views import Found
from communique.merge.judgement import APART, Judgement
from communique.merge.moments import ALWAYS, PLANNED_WITHIN, SERIES_WITHIN, Moment, moment_of, months
from communique.shared.edtf import bounds
from communique.shared.parties import fold
from communique.shared.records import Agreement, Commitment, Gathering, Milestone

NAME_ALIKE = 90.0
"""Least likeness, 0 to 100 (rapidfuzz token_sort_ratio), of two names of one instrument."""

PROMISE_ALIKE = 75.0
"""Least likeness, 0 to 100 (rapidfuzz token_set_ratio on words that matter), of two tellings of one promise."""

WEEK, MONTH = 7, 40
"""Days within which two dated gatherings of one name are surely one, and likely one."""

NEARNESS = 0.15
"""What it adds that a text that names no day is of the very day of the gathering."""

SPECIAL = 0.12
"""What it takes away that one text calls the gathering a special one and the other does not."""

SHORT_WORD = 3
"""Words up to this length do not matter in a promise."""


class Step(msgspec.Struct, frozen=True, tag="milestone"):
    """A milestone as compared."""

    kind: str
    parties: tuple[str, ...]
    value: str
    of: str
    day: str | None


class Instrument(msgspec.Struct, frozen=True, tag="agreement"):
    """An agreement as compared; without a name it must have a day of its own."""

    kind: str
    parties: tuple[str, ...]
    name: str
    count: str
    moment: Moment | None
    status: str


class Event(msgspec.Struct, frozen=True, tag="gathering"):
    """A gathering as compared: known by its key, and in a series by edition, days and place; told_on: the text's day.

    special, regular: its name says that it is none of a series, or one of it.
    """

    key: str
    edition: int | None
    parties: tuple[str, ...]
    place: str | None
    status: str | None
    moment: Moment | None
    told_on: str | None
    special: bool
    regular: bool


class Promise(msgspec.Struct, frozen=True, tag="commitment"):
    """A commitment as compared: who, and the words that matter in what is promised.

    names: its words with a capital; once: it is done on one occasion (meet, host), and told again is another one.
    """

    by: tuple[str, ...]
    to: tuple[str, ...]
    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    once: bool
    due: str | None
    told_on: str | None


def step_of(found: Found) -> Step:
    """A milestone in the form in which it is compared."""
    record = found.record
    assert isinstance(record, Milestone)
    value, of = fold(str(record.value or "")), fold(record.of or "")
    return Step(record.kind, tuple(sorted(set(record.parties))), value, of, record.date)


def instrument_of(found: Found) -> Instrument:
    """An agreement in the form in which it is compared."""
    record = found.record
    assert isinstance(record, Agreement)
    moment = moment_of(found) if record.date or not record.recalled else None
    count = "" if record.count is None else str(record.count)
    parties = tuple(sorted(set(record.parties)))
    return Instrument(record.kind, parties, fold(record.name or ""), count, moment, record.status)


def event_of(found: Found, special: Collection[str], regular: Collection[str]) -> Event:
    """A gathering in the form in which it is compared. special, regular: words of a name that say so."""
    record = found.record
    assert isinstance(record, Gathering)
    place = record.place.party if record.place else None
    parties = tuple(sorted(set(record.parties)))
    words = set(fold(record.name or "").split())
    return Event(
        key=record.key,
        edition=record.edition,
        parties=parties,
        place=place,
        status=record.status,
        moment=moment_of(found),
        told_on=found.carrier.day,
        special=bool(words & set(special)),
        regular=bool(words & set(regular)),
    )


def promise_of(found: Found, once: Collection[str]) -> Promise:
    """A commitment in the form in which it is compared. once: verbs of what is done on one occasion."""
    record = found.record
    assert isinstance(record, Commitment)
    dated = _words_of_days(fold(record.what).split())
    printed = record.what.split()
    words = tuple(word for word in fold(record.what).split() if len(word) > SHORT_WORD or word.isdigit())
    return Promise(
        by=tuple(sorted(set(record.by))),
        to=tuple(sorted(set(record.to))),
        words=words,
        names=frozenset(fold(word) for word in printed[1:] if word[:1].isupper()) - dated,
        numbers=frozenset(word for word in words if word[0].isdigit()) - dated,
        once=any(word in once for word in words),
        due=record.due,
        told_on=found.carrier.day,
    )


def _words_of_days(words: Sequence[str]) -> frozenset[str]:
    """Months, years, and days beside a month: one promise may be dated otherwise in another text."""
    names = {fold(name) for name in months()}
    found = {word for word in words if word in names or (len(word) == 4 and word.isdigit())}
    for one, other in pairwise(words):
        found |= {one, other} if one in names or other in names else set()
    return frozenset(word for word in found if word in names or word.isdigit())


def compare_steps(a: Step, b: Step) -> Judgement:
    """Whether two milestones are one."""
    if (a.kind, a.parties, a.value, a.of) != (b.kind, b.parties, b.value, b.of):
        return APART
    one, other = bounds(a.day), bounds(b.day)
    if a.kind == "anniversary" and one and other and one[0].year != other[0].year:
        return APART
    return Judgement(0.9, "the same kind, parties and value")


def compare_instruments(a: Instrument, b: Instrument) -> Judgement:
    """Whether two agreements are one."""
    from rapidfuzz import fuzz

    if a.parties != b.parties or bool(a.name) != bool(b.name):
        return APART
    both_dated = a.moment and b.moment and a.moment.dated and b.moment.dated
    if both_dated and a.moment and b.moment and not a.moment.meets(b.moment):
        return APART
    if a.name:
        return Judgement(0.9, "the same name") if fuzz.token_sort_ratio(a.name, b.name) >= NAME_ALIKE else APART
    alike = (a.kind, a.count) == (b.kind, b.count)
    if alike and a.moment and b.moment and a.moment.meets(b.moment):
        return Judgement(0.7, "the same kind, parties and days")
    return APART


def compare_events(a: Event, b: Event) -> Judgement:
    """Whether two gatherings are one: of one name, at one time, and not of other parties, places or editions.

    The first of a kind (the first one in person) may be the third of a series, so that number one tells little. A text
    that names no day means the gathering of its series that is nearest to it.
    """
    if a.key != b.key or (a.edition and b.edition and a.edition != b.edition):
        return APART
    if (a.place and b.place and a.place != b.place) or (
        a.parties and b.parties and not set(a.parties) & set(b.parties)
    ):
        return APART
    if (a.special and _is_of_series(b)) or (b.special and _is_of_series(a)):
        return APART
    one_edition = bool(a.edition and a.edition > 1 and a.edition == b.edition)
    if a.moment is None or b.moment is None:
        return Judgement(0.6, "the same name and edition") if one_edition else APART
    if not a.moment.meets(b.moment):
        return APART
    one_place = a.place is not None and a.place == b.place
    score = _by_days(a, b) + 0.1 * one_edition + 0.1 * one_place - SPECIAL * (a.special != b.special)
    return Judgement(round(score, 3), "the same name at a time that fits")


def _is_of_series(event: Event) -> bool:
    return event.regular or bool(event.edition and event.edition > 1)


def _by_days(a: Event, b: Event) -> float:
    """How likely two gatherings of one name are one by their days, from 0.3 to 0.8."""
    assert a.moment is not None and b.moment is not None
    if a.moment.dated and b.moment.dated:
        days = max(a.moment.days, b.moment.days)
        return 0.5 + 0.2 * (days <= WEEK) + 0.1 * (days <= MONTH)
    if a.moment.dated or b.moment.dated:
        dated, other = (a, b) if a.moment.dated else (b, a)
        assert dated.moment is not None
        weight = NEARNESS if dated.moment.days <= MONTH else NEARNESS / 2  # that it is of some year tells little
        return 0.5 + weight * _nearness(_days_to(other.told_on, dated.moment))
    between = _days_between(a.told_on, b.told_on)
    both_ahead = a.status == b.status == "planned"
    return 0.5 + NEARNESS / 2 * _nearness(between) if both_ahead or between <= MONTH else 0.3


def _nearness(days: int) -> float:
    """1 for the same day, 0 from SERIES_WITHIN days on."""
    return max(0.0, 1 - days / SERIES_WITHIN)


def _days_to(day: str | None, moment: Moment) -> int:
    """Days from a text's day to the nearest day of a moment."""
    told = date.fromisoformat(day).toordinal() if day else moment.low
    return max(0, moment.low - told, told - moment.high)


def compare_promises(a: Promise, b: Promise) -> Judgement:
    """Whether two commitments are one promise."""
    from rapidfuzz import fuzz

    if a.by != b.by or (a.to and b.to and not set(a.to) & set(b.to)):
        return APART
    if (a.numbers and b.numbers and a.numbers != b.numbers) or (a.names - b.names and b.names - a.names):
        return APART
    if (a.once or b.once) and _days_between(a.told_on, b.told_on) > PLANNED_WITHIN:
        return APART
    likeness = fuzz.token_set_ratio(" ".join(a.words), " ".join(b.words))
    shorter, longer = sorted((len(a.words), len(b.words)))
    if likeness < PROMISE_ALIKE or shorter * 2 < longer:
        return APART
    return Judgement(round(likeness / 100, 3), "the same promise in like words")


def _days_between(one: str | None, other: str | None) -> int:
    """0 where a day is not known."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else 0


def blocks_of(thing: Step | Instrument | Event | Promise) -> tuple[set[str], tuple[int, int]]:
    """Keys under which likes are looked for, and the days (ordinals) that it spans there."""
    if isinstance(thing, Step):
        return {"|".join((thing.kind, *thing.parties, thing.value, thing.of))}, (0, 0)
    if isinstance(thing, Event):
        return {thing.key}, (thing.moment.low, thing.moment.high) if thing.moment else (0, 0)
    if isinstance(thing, Instrument):
        if thing.name:
            return {"|".join((*thing.parties, word)) for word in thing.name.split() if len(word) > SHORT_WORD}, (0, 0)
        if thing.moment is None or (thing.moment.low, thing.moment.high) == ALWAYS:
            return set(), (0, 0)
        return {"|".join((*thing.parties, thing.kind, thing.count))}, (thing.moment.low, thing.moment.high)
    ordered = sorted(set(thing.words))
    return {"|".join((*thing.by, one, other)) for one, other in pairwise(ordered)}, (0, 0)
