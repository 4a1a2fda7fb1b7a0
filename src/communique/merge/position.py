"""What a speaker says about something over time, and where kind or strength changed.

Method: a statement is held against the latest earlier ones that say nearly the same, and whose kind can be put in order
with its own (knowledge/wording/positions.yaml) or is one with it (aligning.yaml); a word counts by
how rare it is among all that is compared (inverse document frequency, Sparck Jones 1972). They are compared by kind, by
the words that make a stance stronger or softer, and by the strength of what they promise. It has changed only if it
goes further than all of these, or less far than all: formulas that come and go from text to text are no change. That a
thing was talked of is no position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import log

import msgspec

from communique.ledger.views import Found
from communique.merge.aligning import Aligner
from communique.merge.names import any_of
from communique.merge.strength import Ladders
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold
from communique.shared.position import Against, Direction, Stand
from communique.shared.records import Statement
from communique.shared.stock import Cited

POSITIONS = "wording/positions.yaml"

LIKE = 0.6
"""Least share of words (by weight, halfway between the shares in each) by which a statement takes up an earlier one."""

FEWEST_WORDS = 3
"""What has fewer words that matter is like too much."""

LATEST = 3
"""So many of the latest statements that are like it a statement is held against."""


class Placed(msgspec.Struct, frozen=True):
    """A statement with its words, and with what it names and whom it addresses."""

    stand: Stand
    words: frozenset[str]
    matter: frozenset[str]

    def takes_up(self, other: Placed, rarity: Rarity) -> bool:
        """True if it says nearly the same as an earlier one, of the same matter as far as both name one."""
        if self.matter and other.matter and self.matter.isdisjoint(other.matter):
            return False
        few = min(len(self.words), len(other.words)) < FEWEST_WORDS
        return not few and rarity.alike(other.words, self.words) >= LIKE


class Rarity:
    """Weighs words by how rare they are in some texts."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self._count = Counter(word for words in texts for word in words)
        self._texts = len(texts)

    def weight(self, words: Iterable[str]) -> float:
        """What some words weigh together; one that stands in all texts weighs 1."""
        return sum(1 + log(self._texts / self._count[word]) for word in sorted(words))

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what two sets weigh that both have, halfway between the shares in each."""
        both = self.weight(one & other)
        return 0.5 * both / self.weight(one) + 0.5 * both / self.weight(other) if both else 0.0


class Positions:
    """Puts statements in a line; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(POSITIONS)
        self._ladders = Ladders(knowledge, POSITIONS)
        self._marks = {
            frozenset(kinds.split()): tuple(_beside(words[key], stances) for key in ("emphasis", "softening"))
            for kinds, stances in words["stances"].items()
        }
        self._phrases = tuple(any_of(words[key]) for key in ("emphatic", "softened"))
        self._talk = frozenset(words["talk"].split())
        self._aligner = Aligner(knowledge)

    def degree(self, text: str, kind: str) -> int:
        """Words that make the stance of a statement of some kind stronger, less those that soften it."""
        patterns = [self._phrases, *(marks for kinds, marks in self._marks.items() if kind in kinds)]
        more, less = ({found.span() for each in patterns for found in each[place].finditer(text)} for place in (0, 1))
        return len(more) - len(less)

    def of(self, found: Iterable[Found], strengths: Mapping[str, str]) -> tuple[Stand, ...]:
        """Statements in the order of days, each against those before; strengths: of promises, by id of statement.
        One sentence of one day is listed once."""
        ordered = sorted(
            (each for each in found if each.carrier.day),
            key=lambda each: (each.carrier.day or "", each.carrier.id, each.record.evidence[0]),
        )
        placed: dict[tuple[str, str, str], Placed] = {}
        for each in ordered:
            record = each.record
            assert isinstance(record, Statement)
            same = (each.carrier.day or "", record.kind, " ".join(record.text.split()))
            if same not in placed:
                stand = self._stand(each, record, strengths.get(record.id))
                named = {thing.id or fold(thing.name) for thing in record.about}
                matter = frozenset({*named, *record.addressees} - set(record.speakers))
                placed[same] = Placed(stand, self._aligner.words(record.text), matter)
        line = list(placed.values())
        rarity = Rarity([each.words for each in line])
        return tuple(
            msgspec.structs.replace(now.stand, change=self._change(now, line[:place], rarity))
            for place, now in enumerate(line)
        )

    def _stand(self, found: Found, record: Statement, strength: str | None) -> Stand:
        carrier, spans = found.carrier, record.evidence
        return Stand(
            kind=record.kind,
            negated=record.negated,
            degree=self.degree(record.text, record.kind),
            strength=strength,
            time=record.time,
            topics=record.topics,
            to=record.addressees,
            cited=Cited(
                document=carrier.id,
                source=carrier.source,
                day=carrier.day or "",
                start=spans[0].start,
                end=spans[-1].end,
            ),
        )

    def _change(self, now: Placed, before: Sequence[Placed], rarity: Rarity) -> Against | None:
        """How a statement stands to the latest ones that are like it, if it stands to all of them in the same way."""
        earlier = (each for each in reversed(before) if each.stand.cited.day < now.stand.cited.day)
        comparable = (each for each in earlier if self._comparable(each.stand, now.stand))
        like = [each.stand for each in islice((e for e in comparable if now.takes_up(e, rarity)), LATEST)]
        directions = {self.direction(each, now.stand) for each in like}
        direction = directions.pop() if len(directions) == 1 else None
        if direction is None:
            return None
        return Against(was=said(like[0]), now=said(now.stand), direction=direction, before=like[0].cited)

    def _comparable(self, one: Stand, other: Stand) -> bool:
        """True if both are positions, and of kinds that can be held against each other."""
        if self._talk & {one.kind, other.kind}:
            return False
        if one.negated != other.negated:
            return one.kind == other.kind
        return (
            self._aligner.of_one_kind(one.kind, other.kind) or self._ladders.of_acts(one.kind, other.kind) is not None
        )

    def direction(self, before: Stand, now: Stand) -> Direction | None:
        """How a later statement stands to an earlier one; None if they go equally far, or cannot be compared."""
        if before.negated != now.negated:
            return "other"
        if further := self._ladders.of_acts(before.kind, now.kind):
            return "stronger" if further == "b" else "weaker"
        promised = None
        if before.strength and now.strength:
            promised = self._ladders.of_acts(before.strength, now.strength)
        if promised:
            return "stronger" if promised == "b" else "weaker"
        if (before.degree > 0) == (now.degree > 0) and (before.degree < 0) == (now.degree < 0):
            return None
        return "stronger" if now.degree > before.degree else "weaker"


def said(stand: Stand) -> str:
    """The kind of a statement with a sign for its degree, and the strength of its promise."""
    sign = "+" if stand.degree > 0 else "-" if stand.degree < 0 else ""
    promise = f" ({stand.strength})" if stand.strength else ""
    return f"{'not ' if stand.negated else ''}{stand.kind}{sign}{promise}"


def _beside(words: Sequence[str], stances: Iterable[str]) -> re.Pattern[str]:
    """What finds words at a stance: before it, with at most two words between; an adverb behind it; what it is said to
    be."""
    marks, beginnings = ("|".join(map(re.escape, each)) for each in (words, stances))
    adverbs = "|".join(re.escape(each) for each in words if each.endswith("ly"))
    before = rf"(?:{marks})(?:\W+\w+){{0,2}}?\W+(?:{beginnings})\w*"
    said = rf"(?:{beginnings})\w*(?:\W+\w+){{0,12}}?\W+(?:is|are|remains?)\W+(?:{marks})"
    return re.compile(rf"\b(?:{before}|(?:{beginnings})\w*\W+(?:{adverbs})|{said})\b", re.IGNORECASE)
