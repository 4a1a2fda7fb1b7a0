"""Where texts on one meeting agree and where they differ, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from communique.ledger.views import Found, Merged
from communique.merge.names import Spelling, alike
from communique.shared.edtf import overlap
from communique.shared.parties import fold
from communique.shared.records import Commitment, Meeting, Person, Place


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A field and what each text (by its source) gives for it; agrees: whether all these can be right."""

    field: str
    values: dict[str, Any]
    agrees: bool


def of_meeting(merged: Merged, spelling: Spelling) -> list[Difference]:
    """The fields of a meeting that at least two texts give; recalled and planned tellings do not count."""
    told = [each for each in merged.found if isinstance(each.record, Meeting) and not each.record.recalled]
    held = [each for each in told if getattr(each.record, "status", None) == "held"]

    def people(one: tuple[Person, ...], other: tuple[Person, ...]) -> bool:
        return _same_people(one, other, spelling)

    fields: Sequence[tuple[str, Sequence[Found], Callable[[Any, Any], bool]]] = (
        ("date", held or told, overlap),
        ("place", held or told, _same_place),
        ("mode", held or told, lambda one, other: one == other),
        ("status", told, lambda one, other: one == other),
        ("level", held or told, lambda one, other: one == other),
        ("participants", held or told, people),
    )
    found = []
    for field, members, same in fields:
        values = _values(members, field)
        if len(values) > 1:
            found.append(_difference(field, values, same))
    return found


def of_promises(promises: Iterable[Merged]) -> list[Difference]:
    """Where texts give different days for one promise."""
    found = []
    for promise in promises:
        values = {
            each.carrier.source: each.record.due
            for each in promise.found
            if isinstance(each.record, Commitment) and each.record.due
        }
        if len(values) > 1:
            found.append(_difference("commitment_due", values, overlap))
    return found


def _values(members: Sequence[Found], field: str) -> dict[str, Any]:
    """What each text gives; the first record of a text counts."""
    values: dict[str, Any] = {}
    for each in members:
        value = getattr(each.record, field)
        if value not in (None, ()):
            values.setdefault(each.carrier.source, value)
    return values


def _difference(field: str, values: Mapping[str, Any], same: Callable[[Any, Any], bool]) -> Difference:
    given = list(values.values())
    agrees = all(same(one, other) for place, one in enumerate(given) for other in given[:place])
    return Difference(field=field, values=dict(values), agrees=agrees)


def _same_place(one: Place, other: Place) -> bool:
    a, b = fold(one.name or ""), fold(other.name or "")
    parties = one.party is None or other.party is None or one.party == other.party
    return parties and (not a or not b or a in b or b in a)


def _same_people(one: tuple[Person, ...], other: tuple[Person, ...], spelling: Spelling) -> bool:
    """No party is there with quite other names."""
    for party in {person.party for person in one} & {person.party for person in other}:
        names = [spelling.words(person.name) for person in one if person.party == party and person.name]
        others = [spelling.words(person.name) for person in other if person.party == party and person.name]
        if names and others and not any(alike(a, b) for a in names for b in others):
            return False
    return True
