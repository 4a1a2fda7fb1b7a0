"""Names of parties: what a user types to a code, and a code to the name that is shown.

Comes in: knowledge/actors/states.csv and organisations.csv. A name is folded before it is compared: case, accents,
full stops and hyphens do not matter. Where a state and an organisation share a code, the code shows the state's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from communique.shared.errors import UnknownPartyError
from communique.shared.knowledge import Knowledge, Row

STATES = "actors/states.csv"
ORGANISATIONS = "actors/organisations.csv"

_NEAR = 70.0
"""Least likeness, 0 to 100 (rapidfuzz ratio), of a name that is offered for a misspelt one."""


def fold(name: str) -> str:
    """`name` as it is compared: small letters without accents, words parted by one space."""
    if name.isascii():
        return " ".join(name.lower().translate(_ASCII).split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c in "&+" else "" if c in _DROPPED else " " for c in plain).split())


_DROPPED = ".'’"
_ASCII = {
    code: "" if chr(code) in _DROPPED else " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "&+")
}
"""What becomes of the characters of plain text; letters and digits stay."""


_LONGEST_NAME = 5
"""Words of a name that is looked for in a text."""


class PartyNames:
    """Names of all states and organisations; reads the two tables once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, str] = {}
        self._ranks: list[dict[str, set[str]]] = [{} for _ in range(4)]
        for row in knowledge.table(STATES, ["code"], ["name", "official_name", "names", "adjectives", "demonyms"]):
            self._enter(row["code"], row["name"], _state_names(row))
        self._states = frozenset(self._names)
        for row in knowledge.table(ORGANISATIONS, ["id"], ["name", "names"]):
            self._enter(row["id"], row["name"], ((1, name) for name in (row["name"], *row.many("names"))))

    def _enter(self, code: str, name: str, names: Iterator[tuple[int, str]]) -> None:
        self._names.setdefault(code, name)  # NAM is Namibia, whose name stands before the movement's: docs/decisions
        self._ranks[0].setdefault(fold(code), set()).add(code)
        for rank, each in names:
            if key := fold(each):
                self._ranks[rank].setdefault(key, set()).add(code)

    def resolve(self, text: str) -> str:
        """The code of the party that `text` names: a code, a name, an adjective or demonym, a capital, in this order.

        Raises UnknownPartyError with the nearest names; where `text` may mean two parties, with both and their codes.
        """
        key = fold(text)
        for rank in self._ranks:
            codes = rank.get(key)
            if codes and len(codes) == 1:
                return next(iter(codes))
            if codes:
                raise UnknownPartyError(text, tuple(f"{self.name(code)} ({code})" for code in sorted(codes)))
        raise UnknownPartyError(text, self._nearest(key))

    def name(self, code: str) -> str:
        """The name that is shown for a code; the code itself if nobody knows it."""
        return self._names.get(code, code)

    def is_state(self, code: str) -> bool:
        """True for the code of a state, False for that of an organisation."""
        return code in self._states

    def named_in(self, text: str) -> frozenset[str]:
        """The parties that capitalised words of a text name, by name or adjective; capitals are towns here."""
        words = [(fold(word), word[:1].isupper()) for word in re.findall(r"[\w.’'&]+", text)]
        found: set[str] = set()
        for start, (_, capital) in enumerate(words):
            for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1) if capital else ():
                key = " ".join(word for word, _ in words[start:end]).removesuffix("s" if end > start else "")
                found |= self._meant(key) | self._meant(f"{key}s")
        return frozenset(found)

    def _meant(self, key: str) -> set[str]:
        return {code for rank in self._ranks[1:3] for code in rank.get(key, ())}

    def words_for(self, code: str) -> tuple[str, ...]:
        """The names, adjectives and demonyms of a party, folded, the longest first; capitals are towns here."""
        found = {key for rank in self._ranks[1:3] for key, codes in rank.items() if code in codes}
        return tuple(sorted(found, key=lambda key: (-len(key), key)))

    def names_around(self, code: str) -> tuple[str, ...]:
        """The names of others, folded, that hold a name of a party, the longest first."""
        own = [f" {each} " for each in self.words_for(code)]
        names = [key for rank in self._ranks[1:3] for key, codes in rank.items() if code not in codes]
        found = {key for key in names if any(each in f" {key} " for each in own)}
        return tuple(sorted(found, key=lambda key: (-len(key), key)))

    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the tables."""
        return tuple(self._names)

    def _nearest(self, key: str) -> tuple[str, ...]:
        """Up to three names, the likest first."""
        from rapidfuzz import fuzz, process

        choices = {word: codes for rank in self._ranks[1:] for word, codes in rank.items()}
        found = process.extract(key, sorted(choices), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=10)
        names = [self.name(code) for word, _, _ in found for code in sorted(choices[word])]
        return tuple(dict.fromkeys(names))[:3]


def _state_names(row: Row) -> Iterator[tuple[int, str]]:
    """(rank, name) pairs: a lower rank goes first where a word means two parties."""
    yield from ((1, name) for name in (row["name"], row["official_name"], *row.many("names")))
    yield from ((2, name) for name in (*row.many("adjectives"), *row.many("demonyms")))
    yield from ((3, name) for name in (*row.many("capital"), *row.many("capital_names")))
