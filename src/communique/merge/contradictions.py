"""What texts say of one thing that cannot be right together: milestones, agreements, promises, levels of partnership.

A vaguer value that the other fits into is no contradiction, nor is what changed from one day to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from communique.ledger.views import Found, Merged
from communique.merge.claims import Claim, Contradiction, Value, cite, claim, opposed
from communique.merge.offices import CONTRADICTING
from communique.merge.things import SHORT_WORD
from communique.shared.edtf import bounds, overlap, year_of
from communique.shared.knowledge import Knowledge, Row
from communique.shared.parties import fold
from communique.shared.records import Agreement, Commitment, Milestone

TREATIES = "projects/treaties.csv"

TOLD_TOGETHER = 7
"""Days between two texts within which another due day is no change of the promise, but another account of it."""

ONCE = ("diplomatic_relations", "partnership", "accession", "embassy", "recognition")
"""Milestones that a pair has once for each value."""


def of_milestones(things: Iterable[Merged]) -> Iterator[Contradiction]:
    """Two dates of one milestone, as stated or as inferred from an anniversary; two ages of what is celebrated."""
    dated: list[Found] = []
    celebrated: list[Found] = []
    for thing in things:
        for each in thing.found:
            assert isinstance(each.record, Milestone)
            if each.record.date is None or len(set(each.record.parties)) < 2:
                continue
            if each.record.kind == "anniversary":
                celebrated.append(each)
            elif not _is_ahead(each):
                dated.append(each)
    for (kind, parties, value, _), found in _by_step(dated).items():
        if kind in ONCE:
            what = f"{kind.replace('_', ' ')}{f' ({value})' if value else ''}"
            for claims in opposed(((_own(each), each) for each in found), _apart):
                yield _contradiction("date of a milestone", parties, what, claims, "it happened once")
    inferred = {(each.carrier.id, _sides(each), year_of(_own(each))) for each in dated if not each.record.stated}
    for (_, parties, _, of), found in _by_step(celebrated).items():
        founded = [
            (f"founded in {year}", each)
            for each in found
            if (year := _founded(each)) and of and (each.carrier.id, parties, year) not in inferred
        ]
        for claims in opposed(founded, lambda _one, _other: True):
            yield _contradiction("value of an anniversary", parties, of, claims, "they count from two years")


def _is_ahead(found: Found) -> bool:
    """True if a text tells of what is to come: that can still be put off."""
    span = bounds(_own(found))
    return bool(span and found.carrier.day and span[0].isoformat() > found.carrier.day)


def _by_step(found: Iterable[Found]) -> dict[tuple[str, tuple[str, ...], str, str], list[Found]]:
    groups: dict[tuple[str, tuple[str, ...], str, str], list[Found]] = {}
    for each in found:
        record = each.record
        assert isinstance(record, Milestone)
        anniversary = record.kind == "anniversary"
        value = "" if anniversary else fold(str(record.value or ""))
        key = (record.kind, _sides(each), value, fold(record.of or "") if anniversary else "")
        groups.setdefault(key, []).append(each)
    return groups


def _own(found: Found) -> str:
    return str(getattr(found.record, "date", None) or "")


def _sides(found: Found) -> tuple[str, ...]:
    return tuple(sorted(set(getattr(found.record, "parties", ()))))


def _apart(one: tuple[str, Found], other: tuple[str, Found]) -> bool:
    return not overlap(one[0], other[0])


def _founded(found: Found) -> int | None:
    record = found.record
    assert isinstance(record, Milestone)
    year = year_of(record.date)
    return year - record.value if year and isinstance(record.value, int) else None


def of_levels(things: Iterable[Merged]) -> Iterator[Contradiction]:
    """Two levels of partnership of one pair at one time, of which neither is a shorter name of the other.

    Texts that give one level before and another after some day tell of a change; they contradict each other only if
    both are given on one day, or one again after the other.
    """
    pairs: dict[tuple[str, ...], dict[str, list[Found]]] = {}
    for thing in things:
        for each in thing.found:
            record = each.record
            assert isinstance(record, Milestone)
            if record.kind == "partnership" and record.date is None and len(_sides(each)) == 2 and each.carrier.day:
                pairs.setdefault(_sides(each), {}).setdefault(fold(str(record.value or "")), []).append(each)
    for parties, levels in sorted(pairs.items()):
        given = [(level, each) for level, found in levels.items() for each in found]
        given = _of_single(given)
        for one, other in opposed(given, lambda a, b: not _shorter_name(a[0], b[0])):
            crossing = _crossing(one, other)
            if crossing:
                yield _contradiction("level of partnership", parties, "partnership", crossing, "two levels at one time")


def _shorter_name(one: str, other: str) -> bool:
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def _crossing(one: Claim, other: Claim) -> tuple[Claim, Claim] | None:
    """The two claims, if their times overlap."""
    days = [[each.day or "" for each in side.cited] for side in (one, other)]
    return (one, other) if max(min(each) for each in days) <= min(max(each) for each in days) else None


def of_promises(things: Iterable[Merged]) -> Iterator[Contradiction]:
    """Two due days of one promise in texts of about the same day."""

    def clash(one: tuple[str, Found], other: tuple[str, Found]) -> bool:
        return _apart(one, other) and _told_together(one[1], other[1]) and _same_words(one[1], other[1])

    for thing in things:
        assert isinstance(thing.record, Commitment)
        given = [
            (each.record.due, each) for each in thing.found if isinstance(each.record, Commitment) and each.record.due
        ]
        for claims in opposed(given, clash):
            parties = tuple(dict.fromkeys((*thing.record.by, *thing.record.to)))
            yield _contradiction("due day of a promise", parties, thing.record.what, claims, "it is due once")


def _same_words(one: Found, other: Found) -> bool:
    """True if the words that matter of one promise all stand in the other."""
    a, b = _words(one), _words(other)
    return a <= b or b <= a


def _words(found: Found) -> frozenset[str]:
    assert isinstance(found.record, Commitment)
    return frozenset(word for word in fold(found.record.what).split() if len(word) > SHORT_WORD and not word.isdigit())


def _told_together(one: Found, other: Found) -> bool:
    if not one.carrier.day or not other.carrier.day:
        return False
    return abs(date.fromisoformat(one.carrier.day) - date.fromisoformat(other.carrier.day)) <= timedelta(TOLD_TOGETHER)


class Agreements:
    """Contradictions about agreements; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(CONTRADICTING)
        before, numbers = "|".join(words["vague_before"]), "|".join(words["number_words"])
        self._vague = re.compile(rf"\b(?:{before})\s+(?:\d|(?:{numbers})\b)", re.IGNORECASE)
        self._treaties: dict[str, Row] = {}
        for row in knowledge.table(TREATIES, ["id"], ["name", "names", "year", "parties"]):
            for name in (row["name"], *row.many("names")):
                self._treaties.setdefault(fold(name), row)

    def is_vague(self, words: str) -> bool:
        """True if a number in these words is a bound, a guess, or comes on top of another."""
        return bool(self._vague.search(words))

    def of_numbers(self, things: Iterable[Merged], words: Mapping[str, str]) -> Iterator[Contradiction]:
        """Two numbers of what one pair signed on one day. words: those of each record, by its id."""
        groups: dict[tuple[tuple[str, ...], str, str], list[tuple[int, Found]]] = {}
        for each in (found for thing in things for found in thing.found):
            record = each.record
            assert isinstance(record, Agreement)
            day = record.date or (None if record.recalled else each.carrier.day)
            counts = isinstance(record.count, int) and record.status == "signed" and record.name is None
            span = bounds(day)
            if counts and span and span[0] == span[1] and not self.is_vague(words.get(record.id, "")):
                key = (_sides(each), record.kind, span[0].isoformat())
                groups.setdefault(key, []).append((int(record.count or 0), each))
        for (parties, kind, day), given in sorted(groups.items(), key=lambda item: item[0]):
            for claims in opposed(_of_single(given), lambda one, other: _same_field(one[1], other[1])):
                what = "documents" if kind == "other" else f"documents of the kind {kind.replace('_', ' ')}"
                about = f"{what} signed on {day}"
                yield _contradiction("number of documents", parties, about, claims, "one day has one number")

    def of_years(self, things: Iterable[Merged]) -> Iterator[Contradiction]:
        """A past year of signing that is not the one of knowledge/projects/treaties.csv.

        Of a signing that a text reports as news the name may be that of an older treaty which is only touched by it.
        """
        for thing in things:
            wrong: dict[str, list[Found]] = {}
            row = self._treaties.get(fold(getattr(thing.record, "name", None) or ""))
            if row is None or not row["year"]:
                continue
            for each in thing.found:
                record = each.record
                assert isinstance(record, Agreement)
                known = set(row.many("parties"))
                same = not known or set(record.parties) <= known
                past = record.date and each.carrier.date and not overlap(str(year_of(record.date)), each.carrier.date)
                if same and record.status == "signed" and past and not overlap(record.date, row["year"]):
                    wrong.setdefault(record.date or "", []).append(each)
            for value, found in sorted(wrong.items()):
                known_claim = Claim(value=row["year"], known=f"{TREATIES}: {row['name']}, {row['year']}")
                claims = (claim(value, map(cite, found)), known_claim)
                parties = _sides(found[0])
                yield _contradiction("year of a treaty", parties, row["name"], claims, "signed once")


def _of_single(given: Iterable[tuple[Value, Found]]) -> list[tuple[Value, Found]]:
    """Without the documents that give several values: they tell of a change, or of parts of a whole."""
    listed = list(given)
    seen: dict[str, set[Value]] = {}
    for value, each in listed:
        seen.setdefault(each.carrier.id, set()).add(value)
    return [(value, each) for value, each in listed if len(seen[each.carrier.id]) == 1]


def _same_field(one: Found, other: Found) -> bool:
    a, b = (set(getattr(each.record, "topics", ())) for each in (one, other))
    return not a or not b or a == b


def _contradiction(
    kind: str, parties: Sequence[str], about: str, claims: tuple[Claim, Claim], reason: str
) -> Contradiction:
    return Contradiction(kind=kind, parties=tuple(parties), about=about, claims=claims, reason=reason)
