"""Places: which state a printed place name lies in, and how the name is spelled in running text.

Out of `actors/states.csv` (capitals), `actors/subdivisions.csv` (states and provinces, with their abbreviations) and
`actors/places.csv` (other towns). Nothing here looks for places in prose: a name comes in, a Place goes out.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from communique.shared.knowledge import Knowledge, Row
from communique.shared.records import Place

NOT_TOWNS = frozenset(("region", "water"))
"""Kinds of places.csv in which nobody files a report."""
CLEARLY = 5
"""How many times larger the largest town of a name must be than the next one in another state, to be meant."""

_PAIR = re.compile(r"\s*(?:/|&| and | AND )\s*")
_SMALL = frozenset(
    ("of", "and", "the", "de", "del", "la", "las", "los", "da", "do", "dos", "di", "du", "des", "al", "el")
)
_ODD_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th"}
)
_MARKS = str.maketrans({"’": "'", "ʻ": "'", "ʼ": "'", "`": "'", "‘": "'", ".": None, "-": " ", "‐": " ", "–": " "})


def fold(name: str) -> str:
    """The form by which names are compared: small letters, no accents, no full stops, hyphens as spaces."""
    if name.isascii():
        return " ".join(name.casefold().translate(_MARKS).split())
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_ODD_LETTERS))
    plain = "".join(c for c in letters if not unicodedata.combining(c)).translate(_MARKS)
    return " ".join(plain.split())


def spell(name: str) -> str:
    """A name printed in capitals as it is written in a sentence ("ABU DHABI" -> "Abu Dhabi"); others unchanged."""
    if not name.isupper():
        return name
    words = re.split(r"([ -])", name)
    return "".join(w.lower() if i and w.lower() in _SMALL else _capitalised(w) for i, w in enumerate(words))


def _capitalised(word: str) -> str:
    """ "N'DJAMENA" -> "N'Djamena", "JOHN'S" -> "John's", "WASHINGTON" -> "Washington"."""
    parts = word.lower().split("'")
    if len(parts) == 2 and 0 < len(parts[0]) <= 2:
        return "'".join(part.capitalize() for part in parts)
    return "'".join([parts[0].capitalize(), *parts[1:]])


class _Entry(msgspec.Struct, frozen=True):
    name: str
    party: str
    population: int
    capital: bool
    town: bool = True


class Places:
    """Finds the state of a town, helped by the state or province that is printed after it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._towns: dict[str, list[_Entry]] = {}
        self._regions: dict[str, set[str]] = {}
        self._states: dict[str, Place] = {}
        for row in knowledge.table("actors/states.csv", ["code"], ["name", "names", "capital", "capital_names"]):
            self._add_state(row)
        for row in knowledge.table("actors/subdivisions.csv", ["name", "party"], ["abbreviations"]):
            for form in (row["name"], *row.many("abbreviations")):
                self._regions.setdefault(fold(form), set()).add(row["party"])
        for row in knowledge.table("actors/places.csv", ["name", "party"], ["kind", "names", "population"]):
            digits = row["population"].strip() or "0"
            if not digits.isdigit():
                raise row.error(f"the population {digits!r} is no whole number")
            for form in (row["name"], *row.many("names")):
                self._add(_Entry(form, row["party"], int(digits), False, row["kind"] not in NOT_TOWNS))

    def _add_state(self, row: Row) -> None:
        for form in (row["name"], row.get("official_name", ""), *row.many("names")):
            if form:
                self._regions.setdefault(fold(form), set()).add(row["code"])
                self._states.setdefault(fold(form), Place(form, row["code"]))
        if row.get("kind") == "historical":  # its capital is that of a state of today
            return
        for form in (*row.many("capital"), *row.many("capital_names")):
            self._add(_Entry(form, row["code"], 0, True))

    def _add(self, entry: _Entry) -> None:
        entries = self._towns.setdefault(fold(entry.name), [])
        if all(known.party != entry.party for known in entries):
            entries.append(entry)

    def find(self, name: str, qualifier: str | None = None) -> Place | None:
        """The place that `name` means, spelled as in running text.

        qualifier: the state, province or abbreviation printed after the name ("N.Y.", "Azerbaijan"); it decides.
        Returns None for a name that nobody knows and no qualifier places, and for two towns ("ROME/TUNIS"); a Place
        without party where towns of this name lie in several states and none is clearly meant.
        """
        if self.is_pair(name):
            return None
        towns = self._towns.get(fold(name), [])
        if qualifier:
            states = self._regions.get(fold(qualifier), set()) | {t.party for t in self._joined(name, qualifier)}
            inside = [town for town in towns if town.party in states]
            if inside:
                return Place(inside[0].name, inside[0].party if len({t.party for t in inside}) == 1 else None)
            if states:
                return Place(towns[0].name if towns else spell(name), next(iter(states)) if len(states) == 1 else None)
        if towns:
            return _clearest(towns)
        return self._states.get(fold(name))

    def is_town(self, name: str) -> bool:
        """True if a town of this name is known, or a palace, island or base; a sea or a region is none."""
        return any(entry.town for entry in self._towns.get(fold(name), ()))

    def is_region(self, name: str) -> bool:
        """True if `name` is a state, a province or the abbreviation of one."""
        return fold(name) in self._regions

    def is_part(self, name: str, qualifier: str) -> bool:
        """True if `qualifier` is a state or a province, or belongs to the name of the town ("Bogotá, D.C.")."""
        return self.is_region(qualifier) or bool(self._joined(name, qualifier))

    def _joined(self, name: str, qualifier: str) -> list[_Entry]:
        return self._towns.get(fold(f"{name}, {qualifier}"), [])

    def is_known(self, name: str) -> bool:
        """True if `name` is a town, a state, or several towns in one dateline."""
        return self.is_town(name) or fold(name) in self._states or self.is_pair(name)

    def is_pair(self, name: str) -> bool:
        """True for two towns in one ("ROME/TUNIS")."""
        parts = _parts(name)
        return len(parts) > 1 and fold(name) not in self._towns and all(self.is_town(part) for part in parts)

    def pair(self, name: str) -> Place:
        """Several towns as one place ("Rome/Tunis"); with a party where all lie in one state.

        Raises ValueError if `name` is no pair.
        """
        if not self.is_pair(name):
            raise ValueError(f"{name!r} names no two towns")
        towns = [self.find(part) or Place(spell(part), None) for part in _parts(name)]
        parties = {town.party for town in towns}
        return Place("/".join(town.name or "" for town in towns), parties.pop() if len(parties) == 1 else None)


def _parts(name: str) -> list[str]:
    return [part for part in _PAIR.split(name) if part]


def _clearest(towns: list[_Entry]) -> Place:
    """Capitals first; else the largest, if it is CLEARLY times the next; else no party."""
    capitals = [town for town in towns if town.capital]
    ranked = sorted(capitals or towns, key=lambda town: (-town.population, town.party))
    if len(ranked) == 1 or ranked[0].population >= CLEARLY * max(1, ranked[1].population):
        return Place(ranked[0].name, ranked[0].party)
    return Place(ranked[0].name, None)
