"""How persons, places and dates of records are put for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from communique.shared.parties import PartyNames
from communique.shared.records import Person, Place

NOT_STATED = "not stated"


def say_person(person: Person, names: PartyNames) -> str:
    """ "Name (office, Party)", as far as known; `not stated` if nothing is."""
    party = names.name(person.party) if person.party else None
    known = [part for part in (person.name, person.office, party) if part]
    if not known:
        return NOT_STATED
    return known[0] + (f" ({', '.join(known[1:])})" if known[1:] else "")


def say_persons(persons: Iterable[Person], names: PartyNames) -> str:
    """All persons, parted by semicolons."""
    return "; ".join(say_person(person, names) for person in persons) or NOT_STATED


def say_parties(codes: Iterable[str], names: PartyNames) -> str:
    """All parties by their names."""
    return ", ".join(names.name(code) for code in codes) or NOT_STATED


def say_place(place: Place | None, names: PartyNames) -> str:
    """ "Town, State", as far as known."""
    if place is None:
        return NOT_STATED
    return ", ".join(part for part in (place.name, place.party and names.name(place.party)) if part) or NOT_STATED


def say_date(value: str | None) -> str:
    """An EDTF value in plain words: an interval with "to", an open end with "from" or "until"."""
    if not value:
        return NOT_STATED
    first, slash, last = value.partition("/")
    if not slash:
        return value
    if first in ("", ".."):
        return f"until {last}"
    if last in ("", ".."):
        return f"from {first}"
    return f"{first} to {last}"


def say_word(value: str | None) -> str:
    """A value of an enumeration as words: "head_of_state" is "head of state"."""
    return value.replace("_", " ") if value else NOT_STATED


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def say_ago(day: date, as_of: date) -> str | None:
    """How long before `as_of` a day was, in the largest unit that tells it well; None for a day to come."""
    days = (as_of - day).days
    if days < 0 or day == date.min:
        return None
    if days < 2:
        return "yesterday" if days else "today"
    for limit, length, unit in ((14, 1, "days"), (61, 7, "weeks"), (731, 30.44, "months")):
        if days < limit:
            return f"{int(days / length)} {unit} ago"
    return f"{int(days / 365.25)} years ago"


def say_count(number: int, things: str) -> str:
    """ "3 visits", "1 visit": a number with a plural in s."""
    return f"{number} {things.removesuffix('s') if number == 1 else things}"
