"""A contradiction: two values of which at most one can be right, and the texts, or the knowledge, that give each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import TypeVar

import msgspec

from communique.ledger.views import Found
from communique.merge.sightings import Sighting
from communique.shared.records import Span

Value = TypeVar("Value")


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text says it: document and record by id, the day of the text, the place of the words."""

    document: str
    record: str
    day: str | None
    evidence: tuple[Span, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What is claimed, and by which texts, the earliest first; known: what a knowledge file says of it, and where."""

    value: str
    cited: tuple[Cited, ...] = ()
    known: str | None = None


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """kind: what is contradicted ("date of a meeting"); about: what it is about, in words; parties: codes; reason: why
    both cannot be right."""

    kind: str
    parties: tuple[str, ...]
    about: str
    claims: tuple[Claim, Claim]
    reason: str


def cite(found: Found) -> Cited:
    """The place of a record."""
    evidence = found.record.evidence
    return Cited(document=found.carrier.id, record=found.record.id, day=found.carrier.day, evidence=evidence)


def cite_sighting(seen: Sighting) -> Cited:
    """The place where a person is seen."""
    return Cited(document=seen.document, record=seen.record, day=seen.day, evidence=(Span(seen.start, seen.end),))


def claim(value: str, cited: Iterable[Cited]) -> Claim:
    """A claim of texts, each named once."""
    ordered = sorted(cited, key=lambda each: (each.day or "9999", each.document, each.record))
    unique = {each.document: each for each in reversed(ordered)}
    return Claim(value=value, cited=tuple(unique[key] for key in dict.fromkeys(each.document for each in ordered)))


def opposed(
    given: Iterable[tuple[Value, Found]], clash: Callable[[tuple[Value, Found], tuple[Value, Found]], bool]
) -> Iterator[tuple[Claim, Claim]]:
    """The values of one thing that clash, two by two, each with all texts that give it.

    Two values clash if they do so in two texts; clash: whether a value in one text and a value in another do.
    """
    by_value: dict[Value, list[Found]] = {}
    for value, found in given:
        by_value.setdefault(value, []).append(found)
    for one, other in combinations(sorted(by_value, key=str), 2):
        pairs = [
            (a, b)
            for a in by_value[one]
            for b in by_value[other]
            if a.carrier.id != b.carrier.id and clash((one, a), (other, b))
        ]
        if pairs:
            yield claim(str(one), map(cite, [a for a, _ in pairs])), claim(str(other), map(cite, [b for _, b in pairs]))
