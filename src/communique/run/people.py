"""`communique people`: the people of a party as the texts of a ledger name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.merge.offices import Offices
from communique.merge.people import Holding, Individual, People, seen_in
from communique.merge.sightings import sightings_of
from communique.publish.quoting import one_line
from communique.run.listing import Listing
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.edtf import bounds, is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

NAMED_IN = ("meetings", "visits", "statements")
"""The lists whose records name people."""


class _Row(NamedTuple):
    person: Individual
    holding: Holding


_COLUMNS = (
    Column("name", 32, lambda row: row.person.name),
    Column("office", 28, lambda row: row.holding.office),
    Column("first seen", 10, lambda row: row.holding.first),
    Column("last seen", 10, lambda row: row.holding.last),
    Column("times", 6, lambda row: str(row.holding.times)),
    Column("texts", 6, lambda row: str(len({each.document for each in row.person.sightings}))),
    Column("spellings", 0, lambda row: ", ".join(name for name, _ in row.person.spellings)),
)


def list_people(asked: Listing, office: str | None) -> int:
    """Prints the people of the party asked for; office: only those seen in it. Raises CommuniqueError."""
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    knowledge = Knowledge()
    party = PartyNames(knowledge).resolve(asked.parties[0])
    with Ledger.open(asked.ledger, create=False) as ledger:
        found = (each for name in NAMED_IN for each in ledger.records(name, Filter(parties=(party,))))
        sightings = (each for theirs, each in sightings_of(found) if theirs == party)
        offices = Offices(knowledge)
        seen = (_within(each, asked) for each in People(knowledge).of(party, sightings))
        people = [person for each in seen if each and (person := _in_office(each, office, offices))]
        if asked.form == "jsonl":
            for person in people:
                put_json(_line(person, ledger))
        else:
            put_table(table_rows(_COLUMNS, _rows(people)))
    return 0


def _within(person: Individual, asked: Listing) -> Individual | None:
    """The person as seen in the time asked for; None if not seen then."""
    if asked.since is None and asked.until is None:
        return person
    since, until = bounds(asked.since), bounds(asked.until)
    low = since[0].isoformat() if since else ""
    high = until[1].isoformat() if until else "9999"
    seen = [each for each in person.sightings if each.day and low <= each.day <= high]
    return seen_in(person, seen) if seen else None


def _in_office(person: Individual, asked: str | None, offices: Offices) -> Individual | None:
    """The person in the office asked for; None if never seen in it."""
    if asked is None:
        return person
    held = tuple(each for each in person.offices if offices.names(asked.casefold(), each.office))
    return msgspec.structs.replace(person, offices=held) if held else None


def _rows(people: Iterable[Individual]) -> Iterator[_Row]:
    """A row for each office of a person; a person without office has one too."""
    for person in people:
        days = sorted(each.day for each in person.sightings if each.day)
        none = Holding(
            office="", first=days[0] if days else None, last=days[-1] if days else None, times=len(person.sightings)
        )
        yield from (_Row(person, holding) for holding in person.offices or (none,))


def _line(person: Individual, ledger: Ledger) -> dict[str, Any]:
    """A person as JSON, each sighting with the words in which it stands."""
    texts = ledger.texts({each.document for each in person.sightings})
    return {
        "name": person.name,
        "party": person.party,
        "known": person.known,
        "spellings": [{"name": name, "times": times} for name, times in person.spellings],
        "offices": person.offices,
        "judgements": person.judgements,
        "sources": [
            {**msgspec.structs.asdict(each), "words": one_line(texts[each.document][each.start : each.end])}
            for each in person.sightings
        ],
    }
