"""The people of a party as texts name them: one person for many spellings, and the offices that each is seen in.

Full names are compared two by two (merge/namesakes.py); rows of knowledge/actors/officials.csv count as spellings
with known terms. What is taken for one must not be an office's holder and successor. A family name alone is given to
the only person whose name has it and whose office and time fit, else it stays by itself. The outcome depends on which
records there are, not on their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from communique.merge.clusters import clusters_of
from communique.merge.judgement import SAME
from communique.merge.names import Spelling
from communique.merge.namesakes import NO_TIE, Tie, Written, compare_names, has_family, written
from communique.merge.offices import Offices, Periods
from communique.merge.sightings import Sighting
from communique.shared.edtf import bounds
from communique.shared.knowledge import Knowledge

OFFICIALS = "actors/officials.csv"

EQUAL = Tie(0.97, "the same words")
LISTED = Tie(1.0, "spellings of one official in the knowledge files")
BY_OFFICE = Tie(0.8, "the only person of this name who is seen in this office")
BY_TIME = Tie(0.7, "the only person of this name who is seen in this office at that time")
BY_NAME = Tie(0.6, "the only person of this name")
BY_RANK = Tie(0.65, "the only official of this name and office")
SUCCESSOR = Tie(0.0, "names that are only alike, one after the other in one office: a successor")
LONG_APART = Tie(0.0, "names that are only alike, many years apart in one office")

ALWAYS = (0, 10**7)
"""The ordinals of a time that is not known."""

YEARS_APART = 15
"""Years between two names in one office from which names that are only alike are those of two persons."""

ALONE_WITHIN = 8
"""Years before or after a person is seen in an office within which a family name alone is given to the person."""

MAIN = 0.2
"""The least share of a name's sightings in which an office stands that names are joined by: a rarer one is a slip."""


class NameJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """Two spellings compared: the same person's or of two persons ("apart")."""

    one: str
    other: str
    relation: str
    score: float
    reason: str


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """An office that a person is seen in: first and last day (ISO; None if no text tells a day), how often."""

    office: str
    first: str | None
    last: str | None
    times: int


class Individual(msgspec.Struct, frozen=True, kw_only=True):
    """A person of a party. name: the spelling shown; known: names in knowledge/actors/officials.csv, if there are any;
    spellings: as printed, each with how often; offices: the most often seen first."""

    party: str
    name: str
    known: tuple[str, ...]
    spellings: tuple[tuple[str, int], ...]
    offices: tuple[Holding, ...]
    sightings: tuple[Sighting, ...]
    judgements: tuple[NameJudgement, ...]


class _Node(msgspec.Struct, kw_only=True):
    """Names that are one person's by themselves: a name as compared, or all known spellings of an official."""

    names: tuple[Written, ...]
    sightings: list[Sighting]
    known: str | None = None
    terms: Periods = msgspec.field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return any(len(name.words) > 1 for name in self.names)

    @property
    def shown(self) -> str:
        return _shown_name(self.sightings) or self.known or ""


_Group = list[_Node]


class People:
    """Tells persons apart; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._spelling, self._offices = Spelling(knowledge), Offices(knowledge)
        self._known: dict[str, dict[str, list[tuple[str, str, int, int]]]] = {}
        for row in knowledge.table(OFFICIALS, ["name", "office", "party", "first"], ["last", "names"]):
            low, high = bounds(row["first"]), bounds(row["last"])
            first = low[0].toordinal() if low else 0
            last = high[1].toordinal() if high else ALWAYS[1]
            for spelling in (row["name"], *row.many("names")):
                term = (spelling, row["office"], first, last)
                self._known.setdefault(row["party"], {}).setdefault(row["name"], []).append(term)

    def of(self, party: str, sightings: Iterable[Sighting]) -> list[Individual]:
        """The persons of a party as its people are seen, by name."""
        nodes = self._nodes(party, sightings)
        periods = [_periods([node]) for node in nodes]
        ties = dict(self._ties(nodes, periods))
        edges = {pair: tie.score for pair, tie in ties.items() if tie.score >= SAME}

        def apart(one: int, other: int) -> bool:
            both = nodes[one].is_full and nodes[other].is_full
            return both and ties.get((min(one, other), max(one, other)), NO_TIE).score < SAME

        clusters = clusters_of(range(len(nodes)), edges, apart)
        groups = [[nodes[place] for place in cluster] for cluster in clusters]
        judged = [_judged(nodes, cluster, ties) for cluster in clusters]
        return sorted(
            self._individuals(party, groups, judged), key=lambda each: (each.name, *map(_rank, each.sightings))
        )

    # ---- names

    def _nodes(self, party: str, sightings: Iterable[Sighting]) -> list[_Node]:
        """Every name as compared with its sightings; names of one known official together. In a fixed order."""
        printed: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            printed.setdefault(sighting.name, []).append(sighting)
        named: dict[Written, list[Sighting]] = {}
        for spelling, seen in sorted(printed.items()):
            named.setdefault(written(spelling, self._spelling), []).extend(seen)
        nodes = []
        for known, terms in sorted(self._known.get(party, {}).items()):
            names = sorted({name for term in terms if len((name := written(term[0], self._spelling)).words) > 1})
            theirs = [each for name in _like_these(names, named) for each in named.pop(name)]
            spans = _joined((office, (low, high)) for _, office, low, high in terms)
            if names:
                nodes.append(_Node(names=tuple(names), sightings=theirs, known=known, terms=spans))
        nodes += [_Node(names=(name,), sightings=seen) for name, seen in named.items() if name.words]
        return sorted(nodes, key=lambda node: node.names)

    def _ties(self, nodes: Sequence[_Node], periods: Sequence[Periods]) -> Iterator[tuple[tuple[int, int], Tie]]:
        """The ties between nodes, also those that came to nothing since one holder followed the other."""
        for one, other in sorted(_candidates(nodes)):
            before, node = nodes[one], nodes[other]
            if before.known and node.known:  # a short spelling of one official can fit the full name of another
                tie = compare_names(written(before.known, self._spelling), written(node.known, self._spelling))
            else:
                tie = max((compare_names(a, b) for a in before.names for b in node.names), key=lambda tie: tie.score)
            if tie.score:
                yield (one, other), self._in_time(tie, periods[one], periods[other])

    def _in_time(self, tie: Tie, one: Periods, other: Periods) -> Tie:
        """The tie, as far as the offices and their times bear it."""
        if tie.exact:
            return tie
        gaps = self._offices.gaps(one, other)
        if any(gap > YEARS_APART * 365 for gap in gaps):
            return LONG_APART
        if (tie.weak and not gaps) or (tie.turned and not self._offices.meet(one, other)):
            return NO_TIE
        return SUCCESSOR if tie.weak and all(gap > 0 for gap in gaps) else tie

    # ---- family names alone

    def _individuals(
        self, party: str, groups: Sequence[_Group], judged: Sequence[Sequence[NameJudgement]]
    ) -> Iterator[Individual]:
        full = [place for place, group in enumerate(groups) if any(node.is_full for node in group)]
        offices = {place: _periods(groups[place]) for place in full}
        given: dict[int, list[tuple[Tie, Sighting]]] = {place: [] for place in full}
        alone: list[tuple[Written, Sighting]] = []
        for place in sorted(set(range(len(groups))) - set(full)):
            for node in groups[place]:
                fitting = {at: _known(groups[at]) for at in full if _bears(groups[at], node.names[0])}
                for sighting in node.sightings:
                    at, tie = self._owner(sighting, fitting, offices)
                    if at is None:
                        alone.append((node.names[0], sighting))
                    else:
                        given[at].append((tie, sighting))
        for place in full:
            seen = [each for node in groups[place] for each in node.sightings]
            known = _known(groups[place])
            shown = _shown_name(seen) or next(iter(known), "")
            parts = sorted(given[place], key=lambda part: part[0].score)
            best = {sighting.name: tie for tie, sighting in parts}
            said = [_judgement(name, shown, "same", tie) for name, tie in sorted(best.items())]
            seen += [sighting for _, sighting in parts]
            if seen:
                yield _individual(party, seen, known, (*judged[place], *said))
        yield from (_individual(party, seen, (), ()) for seen in self._left_alone(alone))

    def _owner(
        self, sighting: Sighting, fitting: Mapping[int, tuple[str, ...]], offices: Mapping[int, Periods]
    ) -> tuple[int | None, Tie]:
        """The person to whom a family name alone belongs, and why; None if none or several can be meant.

        fitting: the persons of that name, and as whom an official is known.
        """
        if not sighting.offices:
            return (next(iter(fitting)), BY_NAME) if len(fitting) == 1 else (None, NO_TIE)
        gaps = {place: self._offices.away(offices[place], sighting) for place in fitting}
        here = {place: gap for place, gap in gaps.items() if gap is not None and gap <= ALONE_WITHIN * 365}
        within = [place for place, gap in here.items() if not gap and sighting.span]
        known = [place for place in here if fitting[place]]
        for places, tie in ((list(here), BY_OFFICE), (within, BY_TIME), (known, BY_RANK)):
            if len(places) == 1:
                return places[0], tie
        return None, NO_TIE

    def _left_alone(self, alone: Sequence[tuple[Written, Sighting]]) -> Iterator[list[Sighting]]:
        """Family names that nobody else has: one person for each name and office."""
        kinds = sorted({(name, sighting.offices) for name, sighting in alone})
        edges = {
            (one, other): 1.0
            for other, (name, offices) in enumerate(kinds)
            for one, (before, others) in enumerate(kinds[:other])
            if has_family(name.words[0], [before]) and self._offices.meet(offices, others)
        }
        for cluster in clusters_of(range(len(kinds)), edges, lambda _one, _other: False):
            wanted = {kinds[place] for place in cluster}
            yield [sighting for name, sighting in alone if (name, sighting.offices) in wanted]


def _periods(nodes: Sequence[_Node]) -> Periods:
    """The first and last day (ordinals) by office: as seen, if often enough, and as known."""
    sightings = [each for node in nodes for each in node.sightings]
    counted = Counter(office for each in sightings for office in each.offices)
    total = sum(bool(each.offices) for each in sightings)
    main = {office for office, times in counted.items() if times >= MAIN * total}
    spans = [(office, each.span or ALWAYS) for each in sightings for office in each.offices if office in main]
    spans += [term for node in nodes for term in node.terms.items()]
    return _joined(spans)


def _joined(spans: Iterable[tuple[str, tuple[int, int]]]) -> Periods:
    """The time from the first to the last day by office; days that are not known count only where no other is."""
    periods: Periods = {}
    for office, (low, high) in sorted(spans):
        before = periods.get(office, ALWAYS)
        if before == ALWAYS:
            periods[office] = (low, high)
        elif (low, high) != ALWAYS:
            periods[office] = (min(low, before[0]), max(high, before[1]))
    return periods


def _candidates(nodes: Sequence[_Node]) -> set[tuple[int, int]]:
    """Pairs of nodes to compare: two words begin with the same two letters, or a script has no vowels."""
    places: dict[str, list[int]] = {}
    found = set()
    for place, node in enumerate(nodes):
        words = {word[:2] for name in node.names for word in (*name.words, *name.plain)}
        if any(name.consonants_only for name in node.names):
            found |= {(min(place, other), max(place, other)) for other in range(len(nodes)) if other != place}
        for word in words:
            found |= {(other, place) for other in places.get(word, ())}
            places.setdefault(word, []).append(place)
    return found


def _like_these(names: Sequence[Written], named: Mapping[Written, object]) -> list[Written]:
    """The names printed whose words are those of a known spelling."""
    words = {name.words for name in names}
    same = (name for name in named if name.words in words)
    return sorted(name for name in same if any(compare_names(name, known).exact for known in names))


def _known(group: _Group) -> tuple[str, ...]:
    """The names by which the knowledge files know the person."""
    return tuple(node.known for node in group if node.known)


def _bears(group: _Group, name: Written) -> bool:
    return has_family(name.words[0], [each for node in group for each in node.names if len(each.words) > 1])


def _judged(nodes: Sequence[_Node], cluster: Sequence[int], ties: Mapping[tuple[int, int], Tie]) -> list[NameJudgement]:
    """What was judged of two names printed of which one at least is this person's."""
    found = []
    for node in (nodes[place] for place in cluster):
        others = sorted({each.name for each in node.sightings} - {node.shown})
        found += [_judgement(node.shown, other, "same", LISTED if node.known else EQUAL) for other in others]
    for (one, other), tie in sorted(ties.items()):
        inside = {one, other} & set(cluster)
        relation = "same" if len(inside) == 2 else "apart"
        if inside and nodes[one].sightings and nodes[other].sightings and (relation == "same" or tie.score < SAME):
            found.append(_judgement(nodes[one].shown, nodes[other].shown, relation, tie))
    return found


def _judgement(one: str, other: str, relation: str, tie: Tie) -> NameJudgement:
    return NameJudgement(one=one, other=other, relation=relation, score=tie.score, reason=tie.reason)


def _shown_name(sightings: Iterable[Sighting]) -> str | None:
    """The spelling most often printed, of those with most words to speak of."""
    counted = Counter(each.name for each in sightings)
    ranked = sorted(counted, key=lambda name: (" " not in name, -counted[name], name))
    return ranked[0] if ranked else None


def _individual(
    party: str, seen: Sequence[Sighting], known: tuple[str, ...], judged: Sequence[NameJudgement]
) -> Individual:
    shown = _shown_name(seen) or ""
    person = Individual(
        party=party,
        name=known[0] if known and " " not in shown else shown,
        known=known,
        spellings=(),
        offices=(),
        sightings=(),
        judgements=tuple(judged),
    )
    return seen_in(person, seen)


def seen_in(person: Individual, seen: Iterable[Sighting]) -> Individual:
    """The person as some sightings show it."""
    ordered = sorted(seen, key=_rank)
    spellings = Counter(each.name for each in ordered)
    return msgspec.structs.replace(
        person,
        spellings=tuple(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))),
        offices=_holdings(ordered),
        sightings=tuple(ordered),
    )


def _holdings(seen: Iterable[Sighting]) -> tuple[Holding, ...]:
    """The offices of sightings, the most often seen first."""
    by_office: dict[str, list[Sighting]] = {}
    for each in seen:
        for office in each.offices:
            by_office.setdefault(office, []).append(each)
    found = []
    for office, theirs in by_office.items():
        days = sorted(each.day for each in theirs if each.day)
        first, last = (days[0], days[-1]) if days else (None, None)
        found.append(Holding(office=office, first=first, last=last, times=len(theirs)))
    return tuple(sorted(found, key=lambda each: (-each.times, each.office)))


def _rank(seen: Sighting) -> tuple[str | int | tuple[str, ...], ...]:
    return seen.day or "9999", seen.document, seen.start, seen.name, seen.record, seen.offices
