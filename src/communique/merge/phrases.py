"""Recurring word sequences in the texts of a speaker, with their variants.

Method: sequences of words that do not cross a stop are counted by the texts that have them, longer ones only where
their parts recur (Agrawal and Srikant 1994, "Fast algorithms for mining association rules", for sequences). A sequence
that mostly stands in one longer recurring sequence is dropped for it. Sequences with the same words that matter (by
their stems) in the same order are variants of one phrase. What is only names, titles, little words or furniture of a
page is none (knowledge/wording/phrases.csv, and the little words of aligning.yaml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from communique.merge.tokens import STOP, Tokens, Words

FEWEST_TEXTS, FEWEST_DAYS = 5, 4
"""What stands in fewer texts, or on fewer days, does not recur."""

LONGEST = 8
"""Words of the longest sequence that is counted."""

CONTAINED = 0.85
"""A sequence is dropped for a longer one that stands in at least this share of its texts."""

GOES_ON = 0.7
"""A sequence with a word of content beside it in at least this share of its places is a part of something."""

NAMED = 0.7
"""A sequence with capitals in all words of content in at least this share of its places is a name or a heading."""

MOST = 4000
"""At most so many phrases are looked at, those of most texts: among too many, rare ones hide the change of others."""

Found = dict[Words, frozenset[int]]


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase. key: the stems of its words that matter; forms: the sequences, each with how many texts have it, the
    commonest first; texts: the numbers of those that have one of them."""

    key: Words
    forms: tuple[tuple[Words, int], ...]
    texts: frozenset[int]

    @property
    def words(self) -> Words:
        """The form that it is called by."""
        return self.forms[0][0]


def phrases_of(tokens: Tokens) -> list[Phrase]:
    """The phrases that recur, those of most texts first."""
    found = maximal(recurring(tokens))
    families: dict[Words, list[Words]] = defaultdict(list)
    for words in found:
        families[_key(words, tokens)].append(words)
    phrases = (_phrase(key, families[key], found) for key in sorted(families))
    return sorted(phrases, key=lambda each: -len(each.texts))[:MOST]


def _key(words: Words, tokens: Tokens) -> Words:
    """The stems of the words that matter; of a sequence with a single one, all words."""
    stems = tokens.stems(words)
    return stems if len(stems) > 1 else words


def _phrase(key: Words, members: Iterable[Words], found: Mapping[Words, frozenset[int]]) -> Phrase:
    forms = sorted(((words, len(found[words])) for words in members), key=lambda each: (-each[1], -len(each[0]), each))
    return Phrase(key=key, forms=tuple(forms), texts=frozenset().union(*(found[words] for words, _ in forms)))


def maximal(found: Found) -> Found:
    """The sequences that do not mostly stand in a longer one."""
    dropped: set[Words] = set()
    for words, texts in found.items():
        for part in _parts(words):
            if part in found and len(texts) >= CONTAINED * len(found[part]):
                dropped.add(part)
    return {words: texts for words, texts in found.items() if words not in dropped}


def _parts(words: Words) -> Iterator[Words]:
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            if end - start < len(words):
                yield words[start:end]


def recurring(tokens: Tokens) -> Found:
    """The sequences that recur and can be phrases, each with the numbers of the texts that have it."""
    import numpy as np

    owner = np.asarray(tokens.owner, dtype=np.int64)
    days = np.asarray(_numbered(text.day for text in tokens.texts), dtype=np.int64)
    single = codes = np.asarray(tokens.codes, dtype=np.int64)
    found: Found = {}
    matters = np.append(np.asarray(tokens.matters, dtype=bool), False)  # the last is that of a stop
    big = named = np.asarray(tokens.capitals, dtype=bool) | ~matters[single]
    for length in range(1, LONGEST + 1):
        if length > 1:  # a sequence recurs only if it recurs without its last and without its first word
            last = single[length - 1 :]
            recur = (codes[:-1] >= 0) & (codes[1:] >= 0) & (last[: len(codes) - 1] >= 0)
            codes = np.where(recur, codes[:-1] * len(tokens.vocabulary) + last[: len(codes) - 1], -1)
            named = named[:-1] & big[length - 1 :]
        codes, starts, owners = _frequent(codes, owner[: len(codes)], days)
        beside = (matters[np.append(STOP, single)], matters[np.append(single, STOP)][length:])
        partial = np.maximum(*(_shares(codes, each) for each in beside)) >= GOES_ON
        passed = (partial | (_shares(codes, named) >= NAMED)).tolist()
        for first, texts, without in zip(starts, owners, passed, strict=True):
            words = tuple(tokens.vocabulary[code] for code in single[first : first + length])
            if length > 1 and not without and tokens.tells(words):
                found[words] = frozenset(texts.tolist())
    return found


def _shares(codes: Any, marks: Any) -> Any:
    """For each sequence the share of its places that are marked."""
    import numpy as np

    there = np.flatnonzero(codes >= 0)
    ranks = codes[there]
    return np.bincount(ranks, weights=marks[there]) / np.bincount(ranks)


def _frequent(codes: Any, owner: Any, days: Any) -> tuple[Any, list[int], list[Any]]:
    """Codes by rank, -1 for those that do not recur; for each its first place, and the texts that have it."""
    import numpy as np

    there, step = np.flatnonzero(codes >= 0), len(days) + 1
    values, first, inverse = np.unique(codes[there], return_index=True, return_inverse=True)
    pairs = np.unique(inverse.astype(np.int64) * step + owner[there])
    ranks, texts = pairs // step, pairs % step
    counts = np.bincount(ranks, minlength=len(values))
    on_days = np.unique(ranks * step + days[texts]) // step
    kept = (counts >= FEWEST_TEXTS) & (np.bincount(on_days, minlength=len(values)) >= FEWEST_DAYS)
    ranked = np.full(len(codes), -1, dtype=np.int64)
    ranked[there] = np.where(kept, np.cumsum(kept) - 1, -1)[inverse]
    ends = np.append(0, np.cumsum(counts))
    recur = np.flatnonzero(kept)
    return (
        ranked,
        [int(there[first[rank]]) for rank in recur],
        [texts[ends[rank] : ends[rank + 1]] for rank in recur],
    )


def _numbered(values: Iterable[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]
