"""Texts that point at a meeting, call or visit of which others tell: the upcoming visit, their call in May.

Comes in: merged things, titled texts and their words. Goes out: which texts point at which thing, and their words.
Method: a sentence has a noun of the thing's kind, beside it its day, its month or a word that says that it is near
(wording/mentions.yaml), and names who took part: by family name, there or in the title, or the text's own side by
office, or a body by its name. Of several that fit, the nearest is meant; a month means the only one in it. No record is
made: the tie is shown with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from communique.ledger.views import Carrier, Merged
from communique.merge.moments import moment_of, months
from communique.merge.names import Spelling, any_of
from communique.merge.outcomes import LONGEST, Tie
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames, fold
from communique.shared.records import Meeting, Person, Visit

MENTIONS = "wording/mentions.yaml"

NEAR = 45
"""Days within which an upcoming or a recent thing lies."""

BESIDE = 70
"""Characters between the noun and what says when."""

POINTED_WITHIN = 400
"""Days by which a text that points at a thing may come before or after it."""

YEARS = (-1, 0, 1)
"""Years from the text's own in which a month without a year can lie."""

_OWNER = re.compile(r"[’']s?\b")

STAYS = {"visit": "stay"}
"""A visit that is known by a meeting alone."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


AT_ONCE = 100
"""Texts that are fetched by one query."""


class Pointer(msgspec.Struct, frozen=True):
    """What a sentence points at: the kind of thing, and the days (ordinals) it lies in; only: no other may lie there.

    around, behind: the words around the noun and those behind it.
    """

    kind: str
    low: int
    high: int
    only: bool
    around: str = ""
    behind: str = ""


class _Side(msgspec.Struct, frozen=True):
    """A side of a thing. families: last words of names; firsts: first words, the family's in some languages;
    body: an organisation of which nobody is named."""

    party: str
    families: frozenset[str]
    firsts: frozenset[str]
    offices: frozenset[str]
    body: bool


class _Target(msgspec.Struct, frozen=True):
    """A thing as sentences are held against it. host: of a visit, or of what may be told as one."""

    thing: Merged
    kind: str
    low: int
    high: int
    sides: tuple[_Side, ...]
    host: str | None = None


class Mentions:
    """Finds what texts point at; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge, names: PartyNames, spelling: Spelling) -> None:
        words = knowledge.mapping(MENTIONS)
        self._nouns = {kind: any_of(forms) for kind, forms in sorted(words["nouns"].items())}
        self._ahead, self._back = any_of(words["ahead"]), any_of(words["back"])
        self._dated = re.compile(rf"\b({'|'.join(months())})\b(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s+(\d{{4}}))?")
        self._months = {name: number for number, name in enumerate(months(), 1)}
        self._names, self._spelling = names, spelling

    def ties(
        self, things: Iterable[Merged], carriers: Iterable[Carrier], texts: Callable[[Sequence[str]], Mapping[str, str]]
    ) -> dict[str, list[Tie]]:
        """The texts that point at things, by the id of the thing. texts: gives the words of documents."""
        by_name: dict[str, list[_Target]] = {}
        for target in (target for thing in things for target in self._targets(thing)):
            for name in sorted(
                {name for side in target.sides for name in (side.families | side.firsts) or {side.party}}
            ):
                by_name.setdefault(name, []).append(target)
        found: dict[str, list[Tie]] = {}
        for carrier, text in _with_text([each for each in carriers if each.day], texts):
            seen: set[str] = set()
            for target, sentence in self._in_text(carrier, text, by_name):
                if target.thing.id not in seen and all(each.carrier.id != carrier.id for each in target.thing.found):
                    seen.add(target.thing.id)
                    found.setdefault(target.thing.id, []).append(Tie(carrier=carrier, because=f"It says: {sentence}"))
        return found

    def _in_text(
        self, carrier: Carrier, text: str, by_name: Mapping[str, Sequence[_Target]]
    ) -> Iterator[tuple[_Target, str]]:
        day = date.fromisoformat(carrier.day or "").toordinal()
        title = self._words(carrier.title or "")
        for sentence in _SENTENCE.split(text):
            pointers = list(self.pointers(sentence, day))
            if not pointers:
                continue
            words = self._words(sentence)
            parties = self._names.named_in(sentence)
            names = sorted(words | title | parties)
            near = {(t.thing.id, t.kind): t for name in names for t in by_name.get(name, ())}
            named = [t for t in near.values() if _names(t, carrier, (words, title, parties), fold(sentence))]
            for pointer in pointers:
                fit = [target for target in named if self._fits(target, pointer, parties)]
                for kind in (pointer.kind, STAYS.get(pointer.kind)):
                    meant = _meant(pointer, [target for target in fit if target.kind == kind], day)
                    if meant is not None:
                        yield meant, sentence.strip()

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(self._spelling.words(_OWNER.sub("", text)))

    def _fits(self, target: _Target, pointer: Pointer, parties: frozenset[str]) -> bool:
        """No other body may stand beside the noun, or else in the sentence, and no other state behind a visit."""
        bodies = {side.party for side in target.sides if side.body}
        if bodies:
            beside = {party for party in self._names.named_in(pointer.around) if not self._names.is_state(party)}
            return bodies == (beside or {party for party in parties if not self._names.is_state(party)})
        if target.host:
            visitors = {side.party for side in target.sides} - {target.host}
            others = self._names.named_in(pointer.behind) - visitors
            return not others or target.host in others
        return True

    def pointers(self, sentence: str, day: int) -> Iterator[Pointer]:
        """What a sentence of a text of this day points at."""
        for kind, form in self._nouns.items():
            for noun in form.finditer(sentence):
                low = max(0, noun.start() - BESIDE)
                beside = sentence[low : noun.end() + BESIDE]
                dated = list(self._dated.finditer(beside))
                behind = sentence[noun.end() : noun.end() + BESIDE].split(",", maxsplit=1)[0]
                around = sentence[max(0, noun.start() - BESIDE // 2) : noun.end()] + behind
                for span in (self._days(match, day) for match in dated):
                    if span:
                        yield Pointer(kind, *span, span[0] != span[1], around, behind)
                if not dated and self._ahead.search(beside):
                    yield Pointer(kind, day, day + NEAR, False, around, behind)
                elif not dated and self._back.search(beside):
                    yield Pointer(kind, day - NEAR, day, False, around, behind)

    def _days(self, match: re.Match[str], day: int) -> tuple[int, int] | None:
        """The days of an expression; of those of several years the nearest to the text."""
        month, number, year = self._months[match[1]], match[2], match[3]
        told = date.fromordinal(day)
        spans = []
        for each in [int(year)] if year else [told.year + more for more in YEARS]:
            first = date(each, month, 1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            if number and not 1 <= int(number) <= last.day:
                return None
            one = first.replace(day=int(number)) if number else first
            spans.append((one.toordinal(), one.toordinal() if number else last.toordinal()))
        return min(spans, key=lambda span: max(0, span[0] - day, day - span[1]))

    def _targets(self, thing: Merged) -> Iterator[_Target]:
        """The thing as it may be pointed at; a meeting in the state of one side also as the visit of the other."""
        target = self._target(thing)
        if target is None:
            return
        yield target
        place = getattr(thing.record, "place", None)
        if target.kind == "meeting" and place and any(side.party == place.party for side in target.sides):
            host = _Side(place.party, frozenset(), frozenset(), frozenset(), False)
            yield msgspec.structs.replace(
                target,
                kind="stay",
                host=place.party,
                sides=(host, *(side for side in target.sides if side.party != place.party)),
            )

    def _target(self, thing: Merged) -> _Target | None:
        record = thing.record
        moments = [moment for each in thing.found if (moment := moment_of(each)) and moment.dated]
        best = min(moments, key=lambda moment: (moment.days, moment.low), default=None)
        if best is None or best.days > LONGEST or getattr(record, "status", None) not in ("held", "planned"):
            return None
        people: tuple[Person, ...]
        if isinstance(record, Visit):
            people, kind = (record.visitor, Person(party=record.host)), "visit"
        elif isinstance(record, Meeting) and record.mode != "message":
            people, kind = record.participants, "call" if record.mode == "call" else "meeting"
        else:
            return None
        sides = tuple(self._side(party, people) for party in sorted({p.party for p in people if p.party}))
        host = record.host if isinstance(record, Visit) else None
        return _Target(thing, kind, best.low, best.high, sides, host) if len(sides) > 1 else None

    def _side(self, party: str, people: Sequence[Person]) -> _Side:
        theirs = [person for person in people if person.party == party]
        names = [words for person in theirs if (words := self._spelling.words(person.name))]
        families, firsts = frozenset(words[-1] for words in names), frozenset(words[0] for words in names)
        offices = frozenset(office for person in theirs for office in (person.office or "").split("; ") if office)
        body = not families and not self._names.is_state(party)
        return _Side(party, families, firsts, offices, body)


def _with_text(
    carriers: Sequence[Carrier], texts: Callable[[Sequence[str]], Mapping[str, str]]
) -> Iterator[tuple[Carrier, str]]:
    for start in range(0, len(carriers), AT_ONCE):
        some = carriers[start : start + AT_ONCE]
        words = texts([each.id for each in some])
        yield from ((each, words.get(each.id, "")) for each in some)


def _names(
    target: _Target, carrier: Carrier, named: tuple[frozenset[str], frozenset[str], frozenset[str]], sentence: str
) -> bool:
    """True if a sentence names who took part. named: words of the sentence and of the title, parties in the sentence.

    Who made a visit is named in the sentence itself.
    """
    words, title, parties = named
    if any(side.body for side in target.sides):
        return all(side.party in parties for side in target.sides if side.body)
    if not target.host and all(side.families & title for side in target.sides):
        return True  # the two leaders' conversation
    if all(side.party == carrier.side or not _by_name(side, words, parties) for side in target.sides):
        return False
    there = words if target.host else words | title
    return all(_is_named(side, carrier, there, (parties, sentence)) for side in target.sides)


def _by_name(side: _Side, words: frozenset[str], parties: frozenset[str]) -> bool:
    if not side.families:
        return side.party in parties
    return bool(side.families & words) or (side.party in parties and bool(side.firsts & words))


def _is_named(side: _Side, carrier: Carrier, words: frozenset[str], told: tuple[frozenset[str], str]) -> bool:
    parties, sentence = told
    own = side.party == carrier.side
    by_office = own and (not side.families or any(f"the {office}" in sentence for office in side.offices))
    return by_office or _by_name(side, words, parties)


def _meant(pointer: Pointer, targets: Sequence[_Target], day: int) -> _Target | None:
    """Of things that are named the one pointed at; None if there is none, or more than one in a month."""
    fit = [target for target in targets if target.low <= pointer.high and pointer.low <= target.high]
    if pointer.only and len(fit) > 1:
        return None
    return min(fit, key=lambda t: (max(0, t.low - day, day - t.high), t.thing.id), default=None)
