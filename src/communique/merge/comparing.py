"""Two accounts compared: what is in both, what in one only, what is claimed of the other, what goes further.

Method: a statement is cut into the parts of its lists; a part is in the other account if one of the other's
statements, or a part or sentence of it, has enough of its words (aligning.py); only in its own account is what has
words that the other text has nowhere. A statement can so be in both with some of its parts and in one with others.
A sentence of the other account in which no statement was read (Telling.rest) can have a part too. Named things go by
their ids, else by their names; what is not among the other's records, but printed in its text, is in both. Milestones,
visits and agreements go by what they are. Nothing vague is listed: words that stand in every
text of this kind do not make a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from communique.merge.aligning import SAME, Aligner
from communique.merge.strength import Ladders
from communique.merge.telling import Said, Telling, Thing
from communique.shared.comparison import Claim, Comparison, Differing, Item, Letter, Quote, Side, Stronger, TopicLists
from communique.shared.edtf import overlap
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold
from communique.shared.records import About

PART = 0.5
"""Least likeness of two parts that are taken to be about the same."""

WITHIN = 0.7
"""Least share of a part that stands in one statement of the other account for it to be taken as said there."""

NEW = 0.5
"""Share of a part that the other text has nowhere, above which a part is in one account only."""

TELLING, SHARED, ALONE = 1.0, 0.6, 1.25
"""How much words must tell (a rare one tells 1): of statements that say the same, of parts, of what one account has."""


class Pairing(msgspec.Struct, frozen=True):
    """A statement of one account and one of the other (their places), and the parts of the first that meet."""

    one: int
    other: int
    parts: tuple[str, ...]


class Comparer:
    """Compares accounts; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.aligner, self._ladders = Aligner(knowledge), Ladders(knowledge)

    def compare(self, a: Telling, b: Telling) -> Comparison:
        """What two accounts have in common and what not."""
        return _Compared(self.aligner, self._ladders, a, b).result()


class _View:
    """One account as it is seen from the other."""

    def __init__(self, aligner: Aligner, mine: Telling, theirs: Telling) -> None:
        self._aligner, self.mine, self.theirs = aligner, mine, theirs
        self._left_out = aligner.words(" ".join((*mine.obvious, *theirs.obvious)))
        named = [words for thing in theirs.things for words in thing.printed]
        self._there = self.words(" ".join((*theirs.texts, *named)))

    def words(self, text: str) -> frozenset[str]:
        return self._aligner.words(text) - self._left_out

    def parts(self, said: Said) -> list[str]:
        return [part for part in self._aligner.parts(said.text) if self.words(part)]

    def weight(self, words: frozenset[str]) -> float:
        return self._aligner.weight(words)

    def is_new(self, text: str) -> bool:
        """True if the other text has most of it nowhere."""
        words = self.words(text)
        return bool(words) and self.weight(words - self._there) > NEW * self.weight(words)

    def meets(self, said: Said, part: str, other: Said) -> bool:
        """True if a statement of the other account says a part; one word must also be on the same topic or thing."""
        words, whole = self.words(part), self.words(other.text)
        shared = words & whole
        if not shared or self.is_new(part):
            return False
        if len(shared) == 1 and not self._aligner.are_phrases(shared) and not _related(said, other):
            return False
        if self.weight(shared) >= WITHIN * self.weight(words) and (len(words) == 1 or len(shared) > 1):
            return True
        return any(self._like(words, self.words(each)) >= PART for each in self.parts(other))

    def _like(self, part: frozenset[str], other: frozenset[str]) -> float:
        """How like two parts are: the mean (geometric) of the shares that each has of the other."""
        shared = self.weight(part & other)
        return float(shared / (self.weight(part) * self.weight(other)) ** 0.5)

    @cached_property
    def pairings(self) -> list[Pairing]:
        """Each statement with those of the other account that say it, or that say one of its parts best."""
        found: dict[tuple[int, int], list[str]] = {}
        for i, one in enumerate(self.mine.said):
            for j, other in enumerate(self.theirs.told):
                if self.alike(one, other):
                    found.setdefault((i, j), [])
            for part in self.parts(one):
                best = self._best(one, part)
                if best is not None:
                    found.setdefault((i, best), []).append(part)
        return [Pairing(i, j, tuple(parts)) for (i, j), parts in found.items() if self._tells(i, j, parts)]

    def _best(self, said: Said, part: str) -> int | None:
        """The statement of the other account that says a part of one: of several the one that is likest as a whole."""
        words = self.words(said.text)
        likest = [
            (self._aligner.alike(words, self.words(other.text)), -place)
            for place, other in enumerate(self.theirs.told)
            if self.meets(said, part, other)
        ]
        return -max(likest)[1] if likest else None

    def _tells(self, i: int, j: int, parts: Sequence[str]) -> bool:
        """True if what two statements share is more than the names of things, and not vague."""
        one, other = self.mine.said[i], self.theirs.told[j]
        if self.alike(one, other):
            return True
        named = self.words(" ".join(thing.name for thing in one.about))
        shared = self.words(" ".join(parts)) & self.words(other.text)
        return self._aligner.tells(shared - named) >= SHARED

    def alike(self, one: Said, other: Said) -> bool:
        """True if two statements say the same as a whole; two promises may be vague."""
        words, others = self.words(one.text), self.words(other.text)
        named = {key(each) for each in one.about} & {key(each) for each in other.about}
        vague = self._aligner.tells(words & others) < TELLING and not (one.strength and other.strength)
        return not vague and self._aligner.alike(words, others) + 0.1 * bool(named) >= SAME

    def alone(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The statements that only this account has, or those of their parts that only it has."""
        met: dict[int, set[str]] = {}
        for pair in self.pairings:
            met.setdefault(pair.one, set()).update(pair.parts)
        topics = {topic for said in self.theirs.said for topic in said.topics}
        for place, said in enumerate(self.mine.said):
            left = [part for part in self.parts(said) if part not in met.get(place, ()) and self.is_new(part)]
            new = self._aligner.tells(self.words(" ".join(left)) - self._there)
            if new >= ALONE or (left and set(said.topics) - topics):
                yield place, tuple(left)


class _Compared:
    """Two accounts on the way to their comparison."""

    def __init__(self, aligner: Aligner, ladders: Ladders, a: Telling, b: Telling) -> None:
        self._aligner, self._ladders = aligner, ladders
        self._a, self._b = a, b
        self._from_a, self._from_b = _View(aligner, a, b), _View(aligner, b, a)

    def result(self) -> Comparison:
        a, b = self._a, self._b
        things = _Things(self._aligner, a, b)
        pairs = self._pairs()
        return Comparison(
            a=_side(a),
            b=_side(b),
            same_side=a.party is not None and a.party == b.party,
            only_a=(*things.only("a"), *self._only(self._from_a, "a")),
            only_b=(*things.only("b"), *self._only(self._from_b, "b")),
            both=(*things.both(), *(self._both(one, other, parts) for one, other, parts in pairs)),
            stronger=tuple(self._stronger((one, other) for one, other, _ in pairs)),
            differing=tuple(things.differing()),
            claims=(*self._claims(self._from_a, "a"), *self._claims(self._from_b, "b")),
            topics=_topics(a, b),
        )

    def _pairs(self) -> list[tuple[Said, Said, tuple[str, ...]]]:
        """The pairs of statements that meet from either side, in the order of the first account."""
        parts: dict[tuple[int, int], list[str]] = {}
        for pair in self._from_a.pairings:
            parts.setdefault((pair.one, pair.other), []).extend(pair.parts)
        for pair in self._from_b.pairings:
            parts.setdefault((pair.other, pair.one), []).extend(pair.parts)
        told_a, told_b = self._a.told, self._b.told
        return [(told_a[i], told_b[j], tuple(dict.fromkeys(found))) for (i, j), found in sorted(parts.items())]

    def _both(self, one: Said, other: Said, parts: tuple[str, ...]) -> Item:
        topics = tuple(topic for topic in one.topics if topic in other.topics)
        return Item(
            kind="statement",
            parts=parts,
            act=one.act or None if one.act == other.act else None,
            topics=topics,
            about=shared_things(one.about, other.about),
            quotes=(one.at.quote("a"), other.at.quote("b")),
        )

    def _only(self, view: _View, letter: Letter) -> Iterator[Item]:
        for place, parts in view.alone():
            said = view.mine.said[place]
            whole = len(parts) == len(view.parts(said))
            yield _item(said, letter, () if whole else parts)

    def _stronger(self, pairs: Iterable[tuple[Said, Said]]) -> Iterator[Stronger]:
        """Pairs that say the same as a whole, and one of which goes further."""
        for one, other in pairs:
            further = self._ladders.further(one, other) if self._from_a.alike(one, other) else None
            if further:
                acts = (one.act, other.act)
                if one.act == other.act and one.strength and other.strength:
                    acts = (one.strength, other.strength)
                yield Stronger(
                    a=acts[0],
                    b=acts[1],
                    stronger=further,
                    topics=tuple(topic for topic in one.topics if topic in other.topics),
                    about=shared_things(one.about, other.about),
                    quotes=(one.at.quote("a"), other.at.quote("b")),
                )

    def _claims(self, view: _View, letter: Letter) -> Iterator[Claim]:
        """What an account says that the other party alone said, and that the other's own account does not say."""
        party = view.theirs.party
        if party is None or party in (view.mine.party, view.mine.home):
            return
        met = {pair.one for pair in view.pairings}
        for place, said in enumerate(view.mine.said):
            if said.by == (party,) and place not in met and view.is_new(said.text):
                yield Claim(account=letter, party=party, item=_item(said, letter))


class _Things:
    """Named things, milestones, visits, agreements and facts of two accounts."""

    def __init__(self, aligner: Aligner, a: Telling, b: Telling) -> None:
        self._aligner = aligner
        self._tellings: dict[Letter, Telling] = {"a": a, "b": b}

    def _prints(self, letter: Letter, thing: Thing) -> bool:
        """True if words for a thing stand in the texts of an account."""
        return self._aligner.prints(thing.printed, self._tellings[letter].texts)

    def only(self, letter: Letter) -> Iterator[Item]:
        away: Letter = "b" if letter == "a" else "a"
        for thing in self._tellings[letter].things:
            if self._tellings[away].same(thing) is None and not self._prints(away, thing):
                yield _of(thing, (thing.at.quote(letter),))

    def differing(self) -> Iterator[Differing]:
        """Facts and levels that both give, each differently."""
        for thing in self._tellings["a"].things:
            same = self._tellings["b"].same(thing)
            if same is not None and thing.value and same.value and not _agree(thing, same):
                yield Differing(field=thing.loose or thing.key, a=thing.value, b=same.value)

    def both(self) -> Iterator[Item]:
        a, b = self._tellings["a"], self._tellings["b"]
        for thing in a.things:
            same = b.same(thing)
            if same is not None:
                name = thing.name if same.name == thing.name or same.key == thing.key else f"{thing.name} / {same.name}"
                yield _of(thing, (thing.at.quote("a"), same.at.quote("b")), name)
            elif self._prints("b", thing):
                yield _of(thing, (thing.at.quote("a"),))
        for thing in b.things:
            if a.same(thing) is None and self._prints("a", thing):
                yield _of(thing, (thing.at.quote("b"),))


def _agree(one: Thing, other: Thing) -> bool:
    """True if what two accounts give for one thing can both be right."""
    if one.key == "date":
        return overlap(one.value, other.value)
    a, b = fold(one.value or ""), fold(other.value or "")
    return a in b or b in a if one.kind == "fact" else a == b


def _related(one: Said, other: Said) -> bool:
    """True if two statements have a topic or a thing in common."""
    return any(topic in other.topics for topic in one.topics) or bool(shared_things(one.about, other.about))


def _of(thing: Thing, quotes: tuple[Quote, ...], name: str | None = None) -> Item:
    about = (thing.about,) if thing.about else ()
    return Item(kind=thing.kind, name=name or thing.name, about=about, quotes=quotes)


def _item(said: Said, letter: Letter, parts: tuple[str, ...] = ()) -> Item:
    return Item(
        kind="statement",
        parts=parts,
        act=said.act,
        by=said.by,
        topics=said.topics,
        about=said.about,
        strength=said.strength,
        quotes=(said.at.quote(letter),),
    )


def _side(telling: Telling) -> Side:
    return Side(party=telling.party, label=telling.label, sources=telling.sources)


def key(thing: About) -> str:
    """What names a thing: its id, else its folded name."""
    return thing.id or fold(thing.name)


def shared_things(one: Sequence[About], other: Sequence[About]) -> tuple[About, ...]:
    """The things that both name, as the first does."""
    keys = {key(each) for each in other}
    return tuple(each for each in one if key(each) in keys)


def _topics(a: Telling, b: Telling) -> TopicLists:
    mine = list(dict.fromkeys(topic for said in a.said for topic in said.topics))
    theirs = list(dict.fromkeys(topic for said in b.said for topic in said.topics))
    return TopicLists(
        only_a=tuple(topic for topic in mine if topic not in theirs),
        only_b=tuple(topic for topic in theirs if topic not in mine),
        both=tuple(topic for topic in mine if topic in theirs),
    )
