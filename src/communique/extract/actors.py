"""Who a node of the syntax means: persons and parties, with references resolved against what was told before.

References (`the two`, `they`, `the ministers`, `he`, `his host`) are resolved by number and gender: a plural means
the persons of the same sentence if they are of two parties, else those of the encounter told last, else the first
two sides of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument, Known, Mention
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person

_HE = {"he": "m", "him": "m", "she": "f", "her": "f", "himself": "m", "herself": "f"}
_PLACE_AS_PARTY = frozenset({"nsubj", "nsubjpass", "conj", "poss", "compound", "dobj", "pobj"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant: a known person of the document (`known`), or only a party; `because` where it was concluded."""

    party: str | None
    known: int | None = None
    person: Person | None = None
    level: str | None = None
    because: str | None = None

    @property
    def key(self) -> tuple[str | None, int | None]:
        """Two actors with one key are one participant."""
        return (self.party, self.known)


@dataclass(slots=True)
class Focus:
    """What was told so far: the persons of the last encounter, and those mentioned last."""

    pair: list[Actor] = field(default_factory=list)
    subject: Actor | None = None


class ActorReader:
    """Resolves nodes to actors."""

    def __init__(self, knowledge: Knowledge) -> None:
        roles = {entry["name"]: entry for entry in knowledge.entries("wording/roles.yaml")}
        self._joint = frozenset(roles["joint"]["many"])
        self._groups = frozenset(roles["group"]["one"])
        self._side = frozenset(roles["side"]["one"]) | frozenset(roles["side"]["many"])

    def actors(self, document: AnnotatedDocument, grammar: Grammar, i: int, focus: Focus) -> list[Actor]:
        """The actors that node i and what is listed with it mean, without repetition."""
        found: list[Actor] = []
        for node in grammar.listed(i):
            for actor in self.single(document, grammar, node, focus):
                if all(actor.key != other.key for other in found):
                    found.append(actor)
        return found

    def single(self, document: AnnotatedDocument, grammar: Grammar, i: int, focus: Focus) -> list[Actor]:
        """The actors that node i alone means."""
        node = grammar.node(i)
        mention = node.mention
        if mention is not None:
            return self._mentioned(document, grammar, i, mention, focus)
        if node.low in _HE or node.low == "his":
            told_before = any(n.mention is not None and n.mention.known for n in grammar.nodes[:i])
            ahead = [] if told_before else self._cataphora(document, grammar, i, focus)
            if ahead:
                return ahead
            found = self._pronoun(document, grammar, i, _HE.get(node.low, "m"), focus)
            return found or self._cataphora(document, grammar, i, focus)
        if node.low in ("i", "me", "my") and document.home:  # a message speaks for its sender
            return [Actor(document.home, person=Person(party=document.home))]
        if node.low in ("they", "them", "their", "each", "both") or (
            node.low in self._joint and self._is_joint(grammar, i)
        ):
            return self.joint(document, grammar, i, focus)
        named = self._named_by_parties(grammar, i)
        if named:
            return named
        if node.low in self._side:
            return self._side_of(grammar, i) or self._told_before(document, grammar, i)
        return []

    def _is_joint(self, grammar: Grammar, i: int) -> bool:
        """`the sides`, `both ministers`: definite, and not somebody's by an of-phrase or an adjective."""
        if grammar.node(i).low == "two":
            return True
        for child in grammar.children(i, "prep"):
            if grammar.node(child).low in ("of", "from", "in"):
                return False
        words = {grammar.node(c).low for c in grammar.children(i, "det", "nummod", "predet", "poss", "amod")}
        return bool(words & {"the", "both", "two", "three", "these", "their", "our"})

    def _mentioned(
        self, document: AnnotatedDocument, grammar: Grammar, i: int, mention: Mention, focus: Focus
    ) -> list[Actor]:
        if mention.known:
            return [known_actor(document, k) for k in mention.known]
        if mention.kind == "role":
            return self._by_office(document, mention) or self._fitting(mention, self.joint(document, grammar, i, focus))
        if mention.kind == "side":
            return [Actor(p.party, person=p) for p in mention.persons if p.party] or [
                Actor(code, person=Person(party=code)) for code in mention.parties[:1]
            ]
        if mention.kind in ("party", "counterpart", "people"):
            return [Actor(code, person=Person(party=code)) for code in mention.parties[:1]]
        if mention.kind == "adjective" and grammar.node(i).dep in ("nsubj", "nsubjpass", "dobj"):
            return [Actor(code, person=Person(party=code)) for code in mention.parties[:1]]
        above = grammar.node(grammar.node(i).head).low
        acts = grammar.node(i).dep in ("nsubj", "nsubjpass", "conj") or above in ("between", "with")
        if acts and mention.kind == "place" and mention.note == "capital" and mention.parties:
            return [Actor(mention.parties[0], person=Person(party=mention.parties[0]))]
        return []

    @staticmethod
    def _by_office(document: AnnotatedDocument, mention: Mention) -> list[Actor]:
        """`the foreign ministers`: those of the people who hold that office, if they are of two parties or more."""
        office = mention.note or ""
        held = [k for k, known in enumerate(document.people) if known.office and office in known.office.split("; ")]
        parties = {document.people[k].party for k in held}
        return [known_actor(document, k) for k in held] if len(parties) > 1 and len(held) == len(parties) else []

    @staticmethod
    def _fitting(mention: Mention, found: list[Actor]) -> list[Actor]:
        """`the two presidents` are not the two foreign ministers told before."""
        wanted = (mention.note or "").rsplit(" ", 1)[-1]
        offices = [a.person.office for a in found if a.person and a.person.office]
        return found if not wanted or not offices or any(wanted in office for office in offices) else []

    def joint(self, document: AnnotatedDocument, grammar: Grammar, i: int, focus: Focus) -> list[Actor]:
        """Those whom a plural means."""
        before: list[Actor] = []
        for node in grammar.nodes[:i]:
            if node.mention is not None and node.mention.known:
                before += [known_actor(document, k) for k in node.mention.known]
        unique = list({actor.key: actor for actor in before}.values())
        if len({a.party for a in unique}) >= 2:
            return unique[-2:] if grammar.node(i).low in ("two", "both") else unique
        if len(focus.pair) >= 2:
            return list(focus.pair)
        return first_sides(document)

    def _pronoun(self, document: AnnotatedDocument, grammar: Grammar, i: int, gender: str, focus: Focus) -> list[Actor]:
        candidates: list[Actor] = []
        for node in grammar.nodes[:i]:
            if node.mention is not None and node.mention.known and not node.mention.plural:
                candidates.append(known_actor(document, node.mention.known[0]))
        if grammar.node(i).dep in ("dobj", "pobj", "dative"):  # him: not the subject of the same verb
            verb = grammar.governing_verb(i)
            subjects = grammar.subjects(verb) if verb >= 0 else []
            own = {a.key for s in subjects for a in self.actors(document, grammar, s, focus)}
            candidates = [a for a in candidates if a.key not in own]
            pool = candidates[::-1] + [a for a in focus.pair if a.key not in own]
        else:
            pool = ([focus.subject] if focus.subject else []) + candidates[::-1] + focus.pair
            if candidates:
                pool = candidates[:1] + pool
        exact = [a for a in pool if self._gender(document, a) == gender]
        open_ = [a for a in pool if self._gender(document, a) is None]
        return (exact or open_)[:1]

    def _cataphora(self, document: AnnotatedDocument, grammar: Grammar, i: int, focus: Focus) -> list[Actor]:
        """In his audience with the Pope, President Costa ...: the subject of the main clause, which comes later."""
        if grammar.node(i).dep != "poss":
            return []
        verb = grammar.governing_verb(i)
        return [
            actor
            for subject in (grammar.subjects(verb)[:1] if verb >= 0 else [])
            if subject > i
            for actor in self.actors(document, grammar, subject, focus)[:1]
        ]

    @staticmethod
    def _gender(document: AnnotatedDocument, actor: Actor) -> str | None:
        return document.people[actor.known].gender if actor.known is not None else None

    @staticmethod
    def _named_by_parties(grammar: Grammar, i: int) -> list[Actor]:
        """The two or more parties that a body is named by: the U.S.-EU Task Force, the Chad-Niger commission."""
        codes: list[str] = []
        waiting = grammar.children(i, "compound", "amod", "nmod", "poss")
        while waiting:
            child = waiting.pop(0)
            mention = grammar.node(child).mention
            if mention is not None and mention.kind in ("party", "adjective", "side") and len(mention.parties) == 1:
                codes.append(mention.parties[0])
            waiting += grammar.children(child, "compound", "amod", "nmod", "conj")
        unique = list(dict.fromkeys(codes))
        return [Actor(code, person=Person(party=code)) for code in unique] if len(unique) > 1 else []

    def _side_of(self, grammar: Grammar, i: int) -> list[Actor]:
        """A plain noun for a side with its party below it: a delegation of the Italian Senate."""
        for n in grammar.subtree(i):
            mention = grammar.node(n).mention
            if (
                n != i
                and mention is not None
                and mention.kind in ("adjective", "party", "side")
                and len(mention.parties) == 1
            ):
                code = mention.parties[0]
                return [Actor(code, person=Person(party=code))]
        return []

    def _told_before(self, document: AnnotatedDocument, grammar: Grammar, i: int) -> list[Actor]:
        """The delegation: the one that was told of last, by who leads it or by its party."""
        word = grammar.node(i).low
        definite = any(grammar.node(c).low == "the" for c in grammar.children(i, "det"))
        if word not in self._groups or not definite:
            return []
        here = next((k for k, tree in document.trees.items() if tree.nodes is grammar.nodes), -1)
        for number in range(here, -1, -1):
            earlier = Grammar(document.trees[number]) if number in document.trees else None
            nodes = earlier.nodes if earlier else []
            for node in reversed(nodes[: i if number == here else None]):
                if (
                    earlier
                    and node.low == word
                    and node.mention is None
                    and (led := self._led(document, earlier, node.index))
                ):
                    return led
                if node.mention is not None and node.mention.note == word and len(node.mention.parties) == 1:
                    code = node.mention.parties[0]
                    return [Actor(code, person=Person(party=code))]
        return []

    def _led(self, document: AnnotatedDocument, grammar: Grammar, i: int) -> list[Actor]:
        """A delegation led by X: X, else the party below it."""
        under = [grammar.node(n) for n in grammar.subtree(i)]
        by = [n for n in under if n.mention is not None and n.mention.known and grammar.node(n.head).low == "by"]
        return [known_actor(document, by[0].mention.known[0])] if by and by[0].mention else self._side_of(grammar, i)


def known_actor(document: AnnotatedDocument, k: int) -> Actor:
    """The actor for a known person."""
    known: Known = document.people[k]
    return Actor(known.party, k, known.person(), known.level, known.because)


def first_sides(document: AnnotatedDocument) -> list[Actor]:
    """The first two persons of different parties in the document."""
    found: list[Actor] = []
    for k, known in enumerate(document.people):
        if known.party and known.office and all(known.party != a.party for a in found):
            found.append(known_actor(document, k))
        if len(found) == 2:
            return found
    return []
