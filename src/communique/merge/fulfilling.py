"""Whether a sentence that tells of a deed is about a promise.

Method: a promise that can be kept by one deed has a verb of doing (knowledge/wording/fulfilling.yaml) and an object.
A sentence tells of it as kept if it has a word for that kind of deed, and near it, close together, most words of the
object, leaving aside those that say nothing of it; given up, if it has a word for that near the object. A sentence
that names a third party, looks back on years before the promise, or is itself the promise, is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile
from math import ceil

import msgspec

from communique.ledger.views import Deed
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames, fold
from communique.shared.stems import stem

FULFILLING = "wording/fulfilling.yaml"

OBJECT_SHARED = 0.75
"""Least share of the words of the object that a sentence has, close together."""

LEAST_SHARED = 2
"""Least number of them."""

NEAR = 12
"""Words at most between the word for the deed and those of the object."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Object(msgspec.Struct, frozen=True):
    """What is promised: the kinds of deed that keep it, and the stems of the words that name its object."""

    kinds: frozenset[str]
    words: frozenset[str]

    @property
    def needed(self) -> int:
        """How many of the words must be there."""
        return max(LEAST_SHARED, ceil(OBJECT_SHARED * len(self.words)))

    def shared(self, there: Collection[str]) -> bool:
        """True if most of the words are there."""
        return len(self.words & frozenset(there)) >= self.needed

    def places(self, stems: Sequence[str]) -> list[tuple[int, int]]:
        """From where to where most of the words stand together: not further apart than twice their number."""
        width = 2 * len(self.words) + 1
        starts = [place for place, word in enumerate(stems) if word in self.words]
        return [(start, start + width) for start in starts if self.shared(stems[start : start + width])]


class Fulfilling:
    """Compares promises and sentences; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge, names: PartyNames) -> None:
        table = knowledge.mapping(FULFILLING)
        self._names = names
        self._promised: dict[str, set[str]] = {}
        self._done: dict[str, set[str]] = {}
        for kind in table["kinds"]:
            for verb in fold(kind["promised"]).split():
                for form in _forms(verb):
                    self._promised.setdefault(form, set()).add(kind["name"])
            for word in fold(kind["done"]).split():
                self._done.setdefault(word, set()).add(kind["name"])
        self._given_up, self._not_done, self._modal, self._before, self._after = (
            frozenset(fold(table[key]).split()) for key in ("given_up", "not_done", "modal", "before", "after")
        )
        months = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
        self._generic = frozenset(fold(" ".join((table["generic"], *months))).split())

    def object_of(self, what: str, parties: Iterable[str]) -> Object | None:
        """What a promise is about, from its words; None if one deed cannot keep it. parties: codes."""
        tokens = fold(what).split()
        verb = self._verb(tokens)
        if verb is None:
            return None
        own = {word for party in parties for word in fold(self._names.name(party)).split()}
        after = list(takewhile(lambda word: word not in self._after, tokens[verb + 1 :]))
        begin = max((place for place in range(verb) if tokens[place] not in self._before), default=-1) + 1
        passive = tokens[verb] in self._done or not after
        words = frozenset(
            stem(word) for word in (tokens[:begin] if passive else after) if self._matters(word) and word not in own
        )
        kinds = self._done[tokens[verb]] if tokens[verb] in self._done else self._promised[tokens[verb]]
        return Object(frozenset(kinds), words) if len(words) >= LEAST_SHARED else None

    def _verb(self, tokens: Sequence[str]) -> int | None:
        """The place of the verb of doing: the first verb after "will", "to" and the like, or the first word of all."""
        modal = next((place for place, word in enumerate(tokens) if word in self._modal), None)
        place = (
            next((place for place, word in enumerate(tokens) if word in self._before), 0) if modal is None else modal
        )
        while place < len(tokens) and tokens[place] in self._before:
            place += 1
        if place == len(tokens):
            return None
        passive = place > 0 and tokens[place - 1] in ("be", "been") and tokens[place] in self._done
        if passive or tokens[place] in self._promised:
            return place
        return 0 if tokens[0] in self._promised else None

    def sentence(self, deed: Deed) -> Sentence:
        """A sentence on a deed, ready to be compared."""
        return Sentence(deed, self)

    def tells(self, deed: Sentence, promised: Object) -> bool:
        """True if the sentence tells that the promise was kept, or given up."""
        kept = deed.deed.outcome == "fulfilled"
        telling = [
            place
            for place, word in enumerate(takewhile(lambda word: word not in self._not_done or not kept, deed.tokens))
            if (promised.kinds & self._done.get(word, set()) if kept else word in self._given_up)
        ]
        there = promised.places(deed.stems) if telling else []
        return any(start - NEAR <= place <= end + NEAR for start, end in there for place in telling)

    def named(self, text: str) -> frozenset[str]:
        """The parties that a sentence names."""
        return self._names.named_in(text)

    def _matters(self, word: str) -> bool:
        return len(word) > 3 and not word.isdigit() and word not in self._generic


class Sentence:
    """A sentence on a deed with its words; computed once, however many promises it is held against."""

    def __init__(self, deed: Deed, fulfilling: Fulfilling) -> None:
        self.deed, self._fulfilling = deed, fulfilling
        self.tokens = fold(deed.words).split()
        self.stems = [stem(word) for word in self.tokens]

    @cached_property
    def named(self) -> frozenset[str]:
        """The parties that it names."""
        return self._fulfilling.named(self.deed.words)

    @cached_property
    def latest_year(self) -> int | None:
        """The latest year that it names."""
        return max((int(found) for found in _YEAR.findall(self.deed.words)), default=None)


class Sharing:
    """Which of some sentences, given as sets of stems, have most words of an object. sought: the words of all objects
    that will be asked for; None for any."""

    def __init__(self, sentences: Iterable[Collection[str]], sought: frozenset[str] | None = None) -> None:
        self._sentences = [frozenset(each) if sought is None else sought.intersection(each) for each in sentences]
        self._with: dict[str, list[int]] = {}
        for place, there in enumerate(self._sentences):
            for word in there:
                self._with.setdefault(word, []).append(place)

    def places(self, promised: Object) -> list[int]:
        """The places of those in the order given."""
        # Whoever has so many of the words has one at least of the rarest of them: only these are looked at.
        rarest = sorted((len(self._with.get(word, ())), word) for word in promised.words)
        looked_at = rarest[: max(0, len(rarest) - promised.needed + 1)]
        places = {place for _, word in looked_at for place in self._with.get(word, ())}
        return sorted(place for place in places if promised.shared(self._sentences[place]))


class Deeds:
    """All sentences on deeds of some texts, found by their words."""

    def __init__(self, deeds: Iterable[Deed], fulfilling: Fulfilling) -> None:
        ordered = sorted(deeds, key=lambda each: (each.day or "", each.document, each.start))
        self._sentences = [fulfilling.sentence(deed) for deed in ordered]
        self._sharing = Sharing(each.stems for each in self._sentences)

    def sharing(self, promised: Object) -> list[Sentence]:
        """Those with most words of an object, the earliest first."""
        return [self._sentences[place] for place in self._sharing.places(promised)]


def _forms(verb: str) -> frozenset[str]:
    """The forms in which what is promised is put: open, opens, opening."""
    return frozenset((verb, f"{verb}s", f"{verb.removesuffix('e')}ing", f"{verb}{verb[-1]}ing"))
