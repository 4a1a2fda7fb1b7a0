"""Whether two written names of people of one party are names of one person.

Stricter than merge/names.py, where the day and the other side of a meeting help: here a name alone must do. Words are
paired by likeness (Jaro-Winkler, rapidfuzz); names that have an unpaired word each are two names, unless one of these
is a short form of the other. Names in scripts that write consonants alone are compared by their consonants.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from communique.merge.names import FAMILY_ALIKE, GIVEN_ALIKE, WORD_ALIKE, Name, Spelling
from communique.shared.parties import fold

SHORT = 3
"""Words up to this length must be equal."""

CONSONANTS_ALIKE = 0.9
"""Least likeness, 0 to 1, of the consonants of two names."""

CONSONANT_SCRIPTS = ("ARABIC", "HEBREW")
_VOWELS = frozenset("aeiouyw")


class Written(msgspec.Struct, frozen=True, order=True):
    """A name as it is compared: its words, its initials, and whether its script writes consonants alone; plain: its
    words in plain letters with nothing else changed, to be joined."""

    words: Name
    plain: Name = ()
    initials: str = ""
    consonants_only: bool = False


class Tie(msgspec.Struct, frozen=True):
    """How two names hang together. score: 0 not at all; exact: the same words; turned: their order differs, so that
    one can be the other's son, unless the office agrees; weak: holds only for one office held at the same time;
    reason: in plain words."""

    score: float
    reason: str
    exact: bool = False
    turned: bool = False
    weak: bool = False


NO_TIE = Tie(0.0, "other names")


def written(name: str, spelling: Spelling) -> Written:
    """A name in the form in which it is compared."""
    from anyascii import anyascii

    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    parts = fold(name.replace(".", ". ")).split()
    initials = "".join(part for part in parts[1:] if len(part) == 1)
    plain = tuple(part for part in fold(anyascii(name)).split() if len(part) > 1)
    return Written(spelling.words(name), plain, initials, bool(scripts & set(CONSONANT_SCRIPTS)))


def compare_names(a: Written, b: Written) -> Tie:
    """Whether two names are one person's. A single word ties only to a name that is as long without its blanks."""
    if not a.words or not b.words or (a.initials and b.initials and a.initials != b.initials):
        return NO_TIE
    if a.consonants_only != b.consonants_only:
        return _by_consonants(a.words, b.words)
    if a.words == b.words:
        return Tie(0.97, "the same words", exact=True)
    if _joined_alike(a.plain, b.plain):
        return Tie(0.95, "the same letters, divided or ordered otherwise")
    shorter, longer = sorted((a.words, b.words), key=lambda words: (len(words), words))
    if len(shorter) == 1:
        return NO_TIE
    pairs = paired(shorter, longer)
    turned = _turned([pairs[place] for place in sorted(pairs)])
    if turned is None:
        return NO_TIE
    rest = [word for place, word in enumerate(shorter) if place not in pairs]
    others = [word for place, word in enumerate(longer) if place not in pairs.values()]
    if not rest:
        if len(longer) == len(shorter):
            return Tie(
                0.9, "the same words in another order" if turned else "spellings of the same words", turned=turned
            )
        if 0 in pairs.values():
            return Tie(0.85, "all words of the shorter name stand in the longer", turned=turned)
        return Tie(0.7, "the end of the longer name, in the same office", weak=True)
    family = pairs.get(len(shorter) - 1) == len(longer) - 1 or pairs.get(0) == 0
    if len(rest) == 1 and family and any(_short_form(rest[0], other) for other in others):
        return Tie(0.75, "the same family name with forms of one given name, in the same office", weak=True)
    return NO_TIE


def words_alike(one: str, other: str, least: float = WORD_ALIKE) -> bool:
    """True if two words are spellings of one; short ones must be equal."""
    if one == other:
        return True
    if min(len(one), len(other)) <= SHORT or abs(len(one) - len(other)) > (2 if one[0] == other[0] else 1):
        return False
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(one, other) >= least


def paired(shorter: Sequence[str], longer: Sequence[str]) -> dict[int, int]:
    """For words of the shorter name the place of a like word of the longer one: equal words first, in their order."""
    pairs: dict[int, int] = {}
    for least in (1.0, WORD_ALIKE):
        for place, word in enumerate(shorter):
            if place not in pairs:
                free = [at for at in range(len(longer)) if at not in pairs.values()]
                like = next((at for at in free if words_alike(word, longer[at], least)), None)
                pairs |= {} if like is None else {place: like}
    return pairs


def has_family(word: str, names: Sequence[Written]) -> bool:
    """True if a name printed alone is a word of one of these names."""
    return any(words_alike(word, other, FAMILY_ALIKE) for name in names for other in name.words)


def _turned(places: Sequence[int]) -> bool | None:
    """False if the places rise, True if their order begins in the middle (family name first), None if neither."""
    falls = sum(after < before for before, after in pairwise(places))
    if not falls:
        return False
    return True if falls == 1 and places[-1] < places[0] else None


def _joined_alike(a: Name, b: Name) -> bool:
    """True if the words of a name make up the other one without regard to blanks, whichever of them comes first."""
    joined = "".join(b)
    return any("".join((*a[cut:], *a[:cut])) == joined for cut in range(len(a)))


def _short_form(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    if min(len(one), len(other)) < SHORT:
        return False
    if one in other or other in one:
        return True
    return one[0] == other[0] and JaroWinkler.similarity(one, other) >= GIVEN_ALIKE


def _by_consonants(a: Name, b: Name) -> Tie:
    from rapidfuzz.distance import JaroWinkler

    one, other = consonants(a), consonants(b)
    if min(len(a), len(b)) > 1 and min(len(one), len(other)) > SHORT:
        likeness = JaroWinkler.similarity(one, other)
        if likeness >= CONSONANTS_ALIKE:
            return Tie(0.8, "the same consonants in two scripts")
    return NO_TIE


def consonants(words: Name) -> str:
    """The consonants of a name, doubled ones once. The article, which its script writes with the word, is left out."""
    found = []
    for word in words:
        bare = word[1:] if len(word) > SHORT and word[0] == "l" and word[1] not in _VOWELS else word
        letters = "".join(letter for letter in bare if letter not in _VOWELS)
        found.append("".join(c for place, c in enumerate(letters) if not place or letters[place - 1] != c))
    return "".join(found)
