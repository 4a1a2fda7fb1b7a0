"""Where a journey leads: the party and place of each destination in a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.extract.actors import Actor
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.records import Place

_BETWEEN = frozenset({"and", "the"})
_ABOUT = frozenset({"on", "about", "regarding", "concerning", "for"})
_STATE = 3  # letters of the code of a state


@dataclass(frozen=True, slots=True)
class Stop:
    """A destination: its node, the state, and the town if one is named."""

    node: int
    party: str
    place: Place | None


class Stops:
    """Finds destinations; `entries` are those of knowledge/wording/visits.yaml by name."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._generic = frozenset(entries["visit-noun"]["host_words"])
        self._seats = {party: frozenset(towns) for party, towns in entries["visit-noun"]["seats"].items()}

    def at(
        self, document: AnnotatedDocument, grammar: Grammar, targets: Sequence[int], visitors: Sequence[Actor]
    ) -> list[Stop]:
        """The destinations in a list of nodes and what is listed with them, in the order of the text."""
        found: list[Stop] = []
        for target in targets:
            listed = grammar.listed(target)
            listed += [n for t in listed for n in self._behind_signs(grammar, t) if n not in listed]
            for n in [*listed, *self._behind_dates(grammar, target)]:
                stop = self._stop(document, grammar, n, visitors)
                if stop is not None and all(s.node != n for s in found):
                    found.append(stop)
        found.sort(key=lambda s: s.node)
        towns = {s.party for s in found if s.place is not None and s.place.name}
        return [s for s in found if s.place is not None or s.party not in towns or len(found) == 1]

    def _stop(self, document: AnnotatedDocument, grammar: Grammar, n: int, visitors: Sequence[Actor]) -> Stop | None:
        node = grammar.node(n)
        if node.mention is not None:
            place = _destination(node.mention)
            return Stop(n, *place) if place is not None else None
        dateline = document.record.dateline
        if node.low == "here" and dateline is not None and dateline.party:
            return Stop(n, dateline.party, Place(dateline.place, dateline.party))
        inner = [t for t in grammar.prepositions(n, "in", "of", "at") if grammar.node(t).mention is not None]
        for t in inner:  # the port of Varna, a hospital in Riga
            mention = grammar.node(t).mention
            place = _destination(mention) if mention is not None and mention.kind == "place" else None
            if place is None and mention is not None and grammar.node(grammar.node(t).head).low == "in":
                place = _destination(mention)
            if place is not None:
                return Stop(t, *place)
        town = self._town_of(grammar, n)
        if town is not None:
            return town
        if node.low in self._generic and any(grammar.node(c).low == "the" for c in grammar.children(n, "det")):
            own = {a.party for a in visitors}
            others = [m.parties[0] for m in _before(grammar, n) if m.parties and m.parties[0] not in own]
            others += [
                p for m in _before(grammar, n) for k in m.known if (p := document.people[k].party) not in own and p
            ]
            states = {p for p in others if len(p) == _STATE}
            return Stop(n, states.pop(), None) if own and len(states) == 1 else None
        return None

    @staticmethod
    def _town_of(grammar: Grammar, n: int) -> Stop | None:
        """a conference to promote trade between the regions in Riga: the town behind all that is said of it."""
        for t in reversed(grammar.subtree(n)):
            mention = grammar.node(t).mention
            head = grammar.node(grammar.node(t).head)
            place = _destination(mention) if mention is not None and mention.kind == "place" else None
            if place is not None and head.low == "in":
                above = head.index
                while above != n and grammar.node(above).low not in _ABOUT:  # the war in that town is only its subject
                    above = grammar.node(above).head
                return Stop(t, *place) if above == n else None
        return None

    @staticmethod
    def _behind_signs(grammar: Grammar, target: int) -> list[int]:
        """Lome, Togo; Nairobi, Kenya; and Cotonou, Benin, or three states: Kenya, Togo and Benin.

        The parser hangs what follows such a sign anywhere.
        """
        found: list[int] = []
        nodes, n = grammar.nodes, target
        sign = ":" if nodes[target].mention is None else ";"
        while n + 2 < len(nodes) and nodes[n + 1].form == sign:
            n += 2
            while n + 1 < len(nodes) and nodes[n].low in _BETWEEN:
                n += 1
            if Stops.party_at(grammar, n) is None:
                break
            found += grammar.listed(n)
            n = max(found)
        return found

    @staticmethod
    def _behind_dates(grammar: Grammar, target: int) -> list[int]:
        """Kenya on 3 May and Uganda on 5 May: the parser lists the second state with the first date."""
        head = grammar.node(target).head
        dates = [d for p in grammar.children(head, "prep") if p > target for d in grammar.children(p, "pobj")]
        dates = [d for d in dates if (m := grammar.node(d).mention) is not None and m.kind == "date"]
        loose = [n for n in grammar.children(head, "npadvmod", "dep", "appos") if dates and n > dates[0]]
        return [n for d in dates for n in grammar.listed(d) if n != d] + loose

    @staticmethod
    def party_at(grammar: Grammar, n: int) -> str | None:
        """The state that node n names as a destination, or None."""
        mention = grammar.node(n).mention
        place = _destination(mention) if mention is not None else None
        return place[0] if place is not None else None

    def is_seat(self, party: str, place: Place | None) -> bool:
        """Does the organisation have its seat or a main office in the town?"""
        return place is not None and place.name in self._seats.get(party, ())


def _before(grammar: Grammar, n: int) -> list[Mention]:
    return [node.mention for node in grammar.nodes[:n] if node.mention is not None and node.mention.kind != "place"]


def _destination(mention: Mention) -> tuple[str, Place | None] | None:
    if len(mention.parties) != 1 or len(mention.parties[0]) != _STATE:
        return None
    if mention.kind == "place" and mention.place is not None:
        return mention.parties[0], mention.place
    if mention.kind == "party" and mention.note in ("state", "subdivision"):
        return mention.parties[0], None
    if mention.kind == "party" and mention.place is not None:
        return mention.parties[0], mention.place
    return None
