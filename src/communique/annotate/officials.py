"""Office holders by name: who `President Macron` is, on a given day, when the text names no state.

From knowledge/actors/officials.csv: public facts with the years in which a holder is known to have held the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance.Levenshtein import distance

from communique.annotate.tokens import find_words, fold
from communique.shared.edtf import bounds
from communique.shared.knowledge import Knowledge

_SINGLE = ("president", "prime minister", "foreign minister", "chancellor", "king", "queen", "emir", "sultan", "pope")
_SLACK = 1
"""Years by which the known years of an office holder may be too narrow: they are those in which he was seen."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder of one office; `words` are the folded words of a spelling of the name."""

    name: str
    words: tuple[str, ...]
    office: str
    party: str
    first: int
    last: int
    is_open: bool


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name that carry it: no marks, no initials."""
    words = tuple(w.low for w in find_words(name) if w.is_word)
    return tuple(w for w in words if len(w.rstrip(".")) > 1) or words


class Officials:
    """Looks office holders up."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_word: dict[str, list[Holder]] = {}
        self._by_office: dict[tuple[str, str], list[Holder]] = {}
        for row in knowledge.table("actors/officials.csv", ["name", "office", "party", "first"]):
            first, last = bounds(row["first"]), bounds(row["last"])
            begin = first[0].year if first else 1900
            end = last[1].year if last else 2100
            for spelling in dict.fromkeys((row["name"], *row.many("names"))):
                words = name_words(spelling)
                holder = Holder(row["name"], words, row["office"], row["party"], begin, end, last is None)
                for word in dict.fromkeys(words):
                    self._by_word.setdefault(word, []).append(holder)
                self._by_office.setdefault((row["party"], row["office"]), []).append(holder)

    def party_of(self, name: str, office: str | None, year: int | None) -> str | None:
        """The party of the one state whose office holder of that name fits office and year; None if none or several."""
        parties = {holder.party for holder in self.find(name, office, year)}
        return parties.pop() if len(parties) == 1 else None

    def is_other(self, name: str, office: str, party: str, year: int | None) -> bool:
        """True if that office of that party was certainly held by somebody of another name in that year."""
        first = office.partition("; ")[0]
        if not first.endswith(_SINGLE) or first.startswith(("deputy", "assistant", "first deputy")):
            return False  # of deputies and ambassadors there are many at a time
        held = [
            holder
            for part in office.split("; ")
            for holder in self._by_office.get((party, part), [])
            if year and holder.first <= year <= holder.last and not holder.is_open
        ]
        words = set(name_words(name))
        return bool(held) and not any(words & set(holder.words) for holder in held)

    def find(self, name: str, office: str | None, year: int | None) -> list[Holder]:
        """The holders whose spelling shares every word of `name`, or whose name is wholly within it."""
        words = name_words(name)
        found = []
        for holder in self._by_word.get(words[-1], []) if words else []:
            short, long = sorted((words, holder.words), key=len)
            if not all(any(close_words(a, b) for b in long) for a in short):
                continue
            if office and not same_office(office, holder.office):
                continue
            if year and not holder.first - _SLACK <= year <= holder.last + _SLACK:
                continue
            found.append(holder)
        exact = [h for h in found if year and h.first <= year <= h.last]
        return exact or found


def close_words(a: str, b: str) -> bool:
    """One word in two spellings: the same, or at most one letter in five apart (Mehmood, Mahmood)."""
    return a == b or (min(len(a), len(b)) >= 5 and distance(a, b) <= max(len(a), len(b)) // 5)


def same_office(a: str, b: str) -> bool:
    """At least one office in common; `minister` alone is any minister, but deputies are kept apart."""
    first = {fold(part).strip() for part in a.split(";")}
    second = {fold(part).strip() for part in b.split(";")}
    return bool(first & second) or any(_specialises(x, y) or _specialises(y, x) for x in first for y in second)


def _specialises(special: str, general: str) -> bool:
    """A foreign minister is a minister, a president a head of state."""
    if general in ("minister", "deputy minister"):
        return special.endswith(" minister") and special.startswith("deputy") == general.startswith("deputy")
    if general in ("head of state", "head of government", "leader"):
        return special in ("president", "king", "queen", "emir", "sultan", "prime minister", "chancellor")
    return False
