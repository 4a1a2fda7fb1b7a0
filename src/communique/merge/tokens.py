"""The words of a speaker's texts as sequences are counted in them: persons, their offices and stops part them.

A word is taken for a name if it has a capital nearly wherever it stands within a sentence, and for that of a person if
it mostly follows an office or a given name (knowledge/actors/).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence

import msgspec

from communique.merge.aligning import Aligner
from communique.merge.offices import OFFICES
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stems import stem

PHRASES = "wording/phrases.csv"
KINDS = ("little", "furniture")
"""Words with which no phrase begins or ends, and words of the form of a page, which say nothing."""

GIVEN_NAMES = "actors/given_names.csv"

NAME = 0.9
"""Least share of a word's places within sentences in which a name has a capital."""

PERSON = 0.5
"""Least share of a name's places in which that of a person follows an office or a given name."""

STOP = -1
"""Stands in the row of words where a sequence ends."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*|[.!?;:()\[\]\"“”…–—•*|\n]")

Words = tuple[str, ...]


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the speaker: its day (ISO), and the stretches of it that are looked at, each with its place. Carriers
    of one text are one; source, id: of the carrier that is cited."""

    id: str
    source: str
    day: str
    stretches: tuple[tuple[int, str], ...]


class Lists:
    """Which words matter, and which name persons and offices; reads its words once."""

    def __init__(self, knowledge: Knowledge, aligner: Aligner, names: PartyNames) -> None:
        rows = knowledge.table(PHRASES, ["word"], ["kind", "source", "example", "counterexample"])
        of_kind: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            of_kind[row["kind"]].add(row["word"])
        self._little, self._furniture = frozenset(of_kind["little"]), frozenset(of_kind["furniture"])
        self._aligner, self._parties = aligner, names
        self.offices: dict[str, list[Words]] = defaultdict(list)
        for row in knowledge.table(OFFICES, ["form", "party"], ["plural"]):
            for form in (row["form"], row["plural"]):
                if words := tuple(form.lower().replace("-", " ").split()):
                    self.offices[words[0]].append(words)
        self.given = frozenset(row["name"].lower() for row in knowledge.table(GIVEN_NAMES, ["name"]))

    def matters(self, word: str) -> bool:
        """True for a word of some content."""
        unlike = (self._little, self._furniture)
        return len(word) > 1 and not any(word in each for each in unlike) and not self._aligner.is_little(word)

    def tells(self, words: Words, matters: Container[str], names: Container[str]) -> bool:
        """True if a sequence can be a phrase: whole at both ends, and of more than names and little words; matters,
        names: the words of content, and those that are names."""
        if words[0] in self._little or words[-1] in self._little or any(word[0].isdigit() for word in words):
            return False
        matter = [word for word in words if word in matters]
        plain = [word for word in matter if word not in names]
        return bool(plain) and (len(set(matter)) > 1 or len(words) > 3)

    def is_party(self, word: str) -> bool:
        """True for the name or adjective of a state or organisation."""
        return bool(self._parties.named_in(word.capitalize()))


class Tokens:
    """The words of texts. codes: the number of each in the vocabulary, STOP between sequences; owner: the number of
    its text; capitals: whether it begins with one; spans: where it stands in its document."""

    def __init__(self, texts: Sequence[Spoken], lists: Lists) -> None:
        self.texts, self.lists = texts, lists
        self.codes: list[int] = []
        self.owner: list[int] = []
        self.capitals: list[bool] = []
        self.spans: list[tuple[int, int]] = []
        self._capital, self._small = Counter[str](), Counter[str]()
        self._numbers = numbers = dict[str, int]()
        for number, text in enumerate(texts):
            for start, words in text.stretches:
                self._enter(number, start, words, numbers)
        self.vocabulary = list(numbers)
        self.names = frozenset(w for w in numbers if self._capital[w] >= NAME * (self._capital[w] + self._small[w]) > 0)
        self._matters = frozenset(w for w in numbers if not w[0].isdigit() and lists.matters(w))
        self._part_offices()
        self._part_persons()

    def _enter(self, number: int, start: int, words: str, numbers: dict[str, int]) -> None:
        first = True
        for found in _TOKEN.finditer(words):
            token = found.group()
            if token[0].isalnum():
                word = token.lower().replace("’", "'")
                self.codes.append(numbers.setdefault(word, len(numbers)))
                if not first:
                    (self._capital if token[0].isupper() else self._small)[word] += 1
                first = False
            else:
                self.codes.append(STOP)
                first = True
            self.capitals.append(token[0].isupper())
            self.owner.append(number)
            self.spans.append((start + found.start(), start + found.end()))
        self.codes.append(STOP)
        self.capitals.append(False)
        self.owner.append(number)
        self.spans.append((start + len(words), start + len(words)))

    def _part_offices(self) -> None:
        """Puts stops in the place of offices."""
        numbers = self._numbers
        forms: dict[int, list[list[int]]] = {}
        for first, listed in self.lists.offices.items():
            known = [[numbers[w] for w in form] for form in listed if all(w in numbers for w in form)]
            if known:
                forms[numbers[first]] = sorted(known, key=len, reverse=True)
        self._after_office = set[int]()
        codes, place = self.codes, 0
        while place < len(codes):
            form = next((f for f in forms.get(codes[place], ()) if codes[place : place + len(f)] == f), None)
            if form:
                codes[place : place + len(form)] = [STOP] * len(form)
                place += len(form)
                self._after_office.add(place)
            else:
                place += 1

    def _part_persons(self) -> None:
        """Puts stops in the place of persons' names."""
        codes, vocabulary = self.codes, self.vocabulary
        name_codes = {code for code, word in enumerate(vocabulary) if word in self.names}
        parties = {code for code in name_codes if self.lists.is_party(vocabulary[code])}
        given = {code for code in name_codes - parties if vocabulary[code] in self.lists.given}
        told, seen = Counter[int](), Counter[int]()
        for place, code in enumerate(codes):
            if code in name_codes and code not in parties:
                seen[code] += 1
                told[code] += place in self._after_office or (place > 0 and codes[place - 1] in given)
        persons = given | {code for code in seen if told[code] >= PERSON * seen[code]}
        self.codes = [STOP if code in persons else code for code in codes]

    def place(self, forms: Iterable[Words], text: int) -> tuple[int, int] | None:
        """Where in its document a text has the first of some sequences."""
        low, high = bisect_left(self.owner, text), bisect_left(self.owner, text + 1)
        wanted = [[self._numbers[word] for word in form] for form in forms]
        for start in range(low, high):
            for form in wanted:
                if self.codes[start : start + len(form)] == form:
                    return self.spans[start][0], self.spans[start + len(form) - 1][1]
        return None

    @property
    def matters(self) -> list[bool]:
        """For each word of the vocabulary whether it matters."""
        return [word in self._matters for word in self.vocabulary]

    def stems(self, words: Iterable[str]) -> Words:
        """The stems of the words that matter."""
        return tuple(stem(bare(word).replace("-", "")) for word in words if word in self._matters)

    def tells(self, words: Words) -> bool:
        """True if a sequence can be a phrase: see Lists.tells."""
        return self.lists.tells(words, self._matters, self.names)


def bare(word: str) -> str:
    """A word without the ending of a possessive."""
    return word.removesuffix("'s").removesuffix("'")
