"""Whether two spellings can be the name of one person.

Method: names are put into plain letters (anyascii), their words paired by likeness (Jaro-Winkler, rapidfuzz), so that
the order of family and given name, titles of honour and further given names do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold

SPELLINGS = "actors/spellings.csv"

WORD_ALIKE = 0.88
"""Least likeness, 0 to 1, of two words that are taken for spellings of one name."""

FAMILY_ALIKE = 0.92
"""The same for a name of which only one word is printed."""

GIVEN_ALIKE = 0.75
"""The same for given names with one first letter, beside a family name that agrees."""

MOST_SEEN = 20_000
"""At most so many names are kept in the form in which they are compared."""

Name = tuple[str, ...]


class Spelling:
    """Brings names into the form in which they are compared; reads the table of spellings once."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.table(SPELLINGS, ["written"], ["as", "kind"])
        self._letters = sorted(
            ((row["written"], row["as"]) for row in rows if row["kind"] == "letters"), key=lambda pair: -len(pair[0])
        )
        self._dropped = frozenset(row["written"] for row in rows if row["kind"] == "dropped")
        self._seen: dict[str, Name] = {}

    def words(self, name: str | None) -> Name:
        """The words of a name as they are compared; empty for none."""
        if not name:
            return ()
        if name not in self._seen:
            if len(self._seen) >= MOST_SEEN:  # so that memory stays flat, however many names come by
                self._seen.clear()
            self._seen[name] = tuple(self._words(name))
        return self._seen[name]

    def _words(self, name: str) -> Iterable[str]:
        from anyascii import anyascii

        for word in fold(anyascii(name)).split():
            if word in self._dropped or len(word) == 1:
                continue
            for written, other in self._letters:
                word = word.replace(written, other)  # noqa: PLW2901
            yield word


def alike(a: Name, b: Name) -> bool:
    """True if the two can be one person: by the only word, by two words, or by the last and a form of the first."""
    if not a or not b:
        return False
    pairs = _paired(a, b)
    if min(len(a), len(b)) == 1:
        return any(likeness >= FAMILY_ALIKE for likeness in pairs.values())
    if len(pairs) >= 2:
        return True
    from rapidfuzz.distance import JaroWinkler

    same_family = JaroWinkler.similarity(a[-1], b[-1]) >= FAMILY_ALIKE
    short_form = a[0] in b[0] or b[0] in a[0]
    wanted = GIVEN_ALIKE if a[0][0] == b[0][0] else WORD_ALIKE
    return same_family and (short_form or JaroWinkler.similarity(a[0], b[0]) >= wanted)


def _paired(a: Name, b: Name) -> Mapping[tuple[int, int], float]:
    """The likest pairs of words, each word once, that are likely enough."""
    from rapidfuzz.distance import JaroWinkler

    found = sorted(
        (-JaroWinkler.similarity(one, other), i, j)
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if one[:1] == other[:1] or abs(len(one) - len(other)) < 3
    )
    pairs: dict[tuple[int, int], float] = {}
    for distance, i, j in found:
        if -distance < WORD_ALIKE:
            break
        if all(i != x and j != y for x, y in pairs):
            pairs[i, j] = -distance
    return pairs


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds one of some words or phrases, the longest first, without regard to case."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
