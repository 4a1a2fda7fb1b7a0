"""How a phrase is used: its variants, first and last use, counts by month or quarter, and what it is said about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from communique.ledger.views import Found
from communique.merge.phrases import Phrase
from communique.merge.tokens import Lists, Spoken, Tokens, bare
from communique.shared.records import Statement
from communique.shared.stems import stem
from communique.shared.stock import Cited, Form, Period, Usage

MONTHS = 36
"""With a longer time than so many months a period is a quarter."""

SHOWN, OFTEN = 3, 0.2
"""At most so many topics and parties are named, each in at least this share of the statements that have the phrase."""

FIRST_QUARTER = 33
"""What stands for the first quarter in EDTF."""

_BETWEEN = r"[^\w.!?;:\n]+"


class Calendar:
    """Counts texts by period; texts in the order of their days."""

    def __init__(self, texts: Sequence[Spoken]) -> None:
        self._months = [int(text.day[:4]) * 12 + int(text.day[5:7]) - 1 for text in texts]
        first, last = (self._months[0], self._months[-1]) if texts else (0, -1)
        self._length = 1 if last - first < MONTHS else 3
        self._first = first // self._length
        self._count = last // self._length - self._first + 1

    def counts(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """How many of some texts (by number) are in each period."""
        found = Counter(self._months[number] // self._length - self._first for number in numbers)
        return tuple(found[place] for place in range(self._count))

    def periods(self) -> tuple[Period, ...]:
        """All periods from the first text to the last."""
        totals = self.counts(range(len(self._months)))
        return tuple(Period(self._name(place), total) for place, total in enumerate(totals))

    def _name(self, place: int) -> str:
        year, part = divmod((self._first + place) * self._length, 12)
        return f"{year:04}-{part + 1 if self._length == 1 else FIRST_QUARTER + part // 3:02}"


class Users:
    """Makes the usage of phrases in some texts."""

    def __init__(self, tokens: Tokens, calendar: Calendar) -> None:
        self._tokens, self._calendar = tokens, calendar

    def of(self, phrase: Phrase) -> Usage:
        """The usage of a phrase that was found."""
        numbers = sorted(phrase.texts)
        forms = [form for form, _ in phrase.forms]
        return Usage(
            words=" ".join(phrase.words),
            forms=tuple(Form(" ".join(form), count) for form, count in phrase.forms),
            texts=len(numbers),
            first=self._cited(forms, numbers[0]),
            last=self._cited(forms, numbers[-1]),
            counts=self._calendar.counts(numbers),
        )

    def cited(self, phrase: Phrase, number: int) -> Cited:
        """The first use of a phrase in a text."""
        return self._cited([form for form, _ in phrase.forms], number)

    def _cited(self, forms: Sequence[tuple[str, ...]], number: int) -> Cited:
        place = self._tokens.place(forms, number)
        assert place is not None
        return cited(self._tokens.texts[number], *place)


def cited(text: Spoken, start: int, end: int) -> Cited:
    """A stretch of a text."""
    return Cited(document=text.id, source=text.source, day=text.day, start=start, end=end)


def followed(typed: str, texts: Sequence[Spoken], lists: Lists) -> tuple[frozenset[int], Usage | None]:
    """The texts that have a phrase or a variant of it, and its usage, None if no text has it."""
    pattern = pattern_of(typed, lists)
    uses: list[tuple[int, Cited]] = []
    forms = Counter[str]()
    for number, text in enumerate(texts):
        found = [(start + each.start(), each) for start, words in text.stretches for each in pattern.finditer(words)]
        if found:
            start, first = found[0]
            uses.append((number, cited(text, start, start + len(first.group()))))
            forms.update({" ".join(each.group().lower().split()) for _, each in found})
    numbers = frozenset(number for number, _ in uses)
    if not uses:
        return numbers, None
    usage = Usage(
        words=typed,
        forms=tuple(Form(*form) for form in sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
        texts=len(uses),
        first=uses[0][1],
        last=uses[-1][1],
        counts=Calendar(texts).counts(numbers),
        uses=tuple(each for _, each in uses),
    )
    return numbers, usage


def pattern_of(typed: str, lists: Lists) -> re.Pattern[str]:
    """What a phrase and its variants look like: other forms of its words, and other words, or one, between them.

    A phrase with a single word that matters has no variants.
    """
    words = re.findall(r"[\w'’-]+", typed.lower())
    places = [place for place, word in enumerate(words) if lists.matters(word)]
    if len(places) < 2:
        return re.compile(r"\b" + _BETWEEN.join(map(re.escape, words)) + r"\b", re.IGNORECASE)
    parts = [f"{re.escape(stem(bare(words[places[0]])))}[\\w'’-]*"]
    for before, place in pairwise(places):
        parts.append(rf"(?:{_BETWEEN}[\w'’-]+){{0,{max(1, place - before - 1)}}}{_BETWEEN}")
        parts.append(f"{re.escape(stem(bare(words[place])))}[\\w'’-]*")
    head = "".join(f"(?:{re.escape(word)}{_BETWEEN})?" for word in words[: places[0]])
    tail = "".join(f"(?:{_BETWEEN}{re.escape(word)})?" for word in words[places[-1] + 1 :])
    return re.compile(rf"\b{head}{''.join(parts)}{tail}\b", re.IGNORECASE)


def with_matter(usage: Usage, uses: Iterable[Cited], said: Mapping[str, Sequence[Found]]) -> Usage:
    """The usage with the topics and parties of the statements that hold its uses; said: statements by document."""
    topics, parties, count = Counter[str](), Counter[str](), 0
    for use in uses:
        for found in said.get(use.document, ()):
            record = found.record
            if isinstance(record, Statement) and any(s.start < use.end and use.start < s.end for s in record.evidence):
                count += 1
                topics.update(record.topics)
                known = {each.id for each in record.about if each.kind in ("state", "organisation") and each.id}
                parties.update(sorted({*record.addressees, *known}))
    return msgspec.structs.replace(usage, topics=_often(topics, count), parties=_often(parties, count))


def _often(found: Counter[str], count: int) -> tuple[str, ...]:
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return tuple(value for value, times in ranked[:SHOWN] if times >= OFTEN * count)


Say = Callable[[Sequence[str]], Mapping[str, Sequence[Found]]]
"""Gives the speaker's statements in documents, by document."""
