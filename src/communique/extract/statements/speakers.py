"""Who speaks: nodes of the syntax as sides of the document, with what was said before.

Comes in: the annotated document and its encounters. Goes out: a Voice for the subject of an act: parties, the named
persons among them, and how sure that is. References are followed: the meeting, the guest, the Dane, he, his
counterpart, we.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.extract.actors import Actor, ActorReader, Focus, first_sides, known_actor
from communique.extract.encounter import Encounter
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument, Word
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person

_SURE, _JOINT, _DOUBTFUL = 0.9, 0.8, 0.6
_HE = frozenset({"he", "she", "him", "her", "himself", "herself"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. how: named, joint, meeting (a noun for all), carried (a reference); sure: 0 to 1."""

    parties: tuple[str, ...]
    persons: tuple[Person, ...] = ()
    how: str = "named"
    sure: float = _SURE
    actor: Actor | None = None


@dataclass(slots=True)
class Scene:
    """One sentence and what was told before it."""

    document: AnnotatedDocument
    grammar: Grammar
    sentence: int
    focus: Focus
    sides: tuple[str, ...]
    main: list[Actor]
    quoted: Voice | None = None
    last: Voice | None = None
    last_meeting: bool = False
    home: str | None = None
    guest: str | None = None
    host: str | None = None
    nicknames: dict[str, Voice] = field(default_factory=dict)
    openers: dict[int, Voice] = field(default_factory=dict)
    asked: bool = False
    teller: Voice | None = None
    invited: Voice | None = None


class SpeakerReader:
    """Resolves speakers by knowledge/wording/speakers.yaml and the stage of the document."""

    def __init__(self, knowledge: Knowledge, actors: ActorReader, lists: dict[str, frozenset[str]]) -> None:
        entries = {e["name"]: frozenset(e["words"]) for e in knowledge.entries("wording/speakers.yaml")}
        roles = {e["name"]: e for e in knowledge.entries("wording/roles.yaml")}
        self._words = entries
        self._actors = actors
        self._meeting = lists["meetings"] | lists["own"]
        self._own_words = lists["own"]
        self._joint = frozenset(roles["joint"]["many"])

    def voice(self, scene: Scene, nodes: list[int] | tuple[int, ...]) -> Voice | None:
        """The voice of the subject nodes; None where no party can be meant."""
        parts = [v for v in (self._listed(scene, n) for n in nodes) if v is not None]
        return merge(parts)

    def _listed(self, scene: Scene, node: int) -> Voice | None:
        names = scene.grammar.listed(node)
        head = self._single(scene, names[0] if names[0] == node else node)
        if head is None:
            return None
        rest = [self._single(scene, n) for n in names if n != node]
        return merge([head, *[r for r in rest if r is not None and r.how == "named"]])

    def _single(self, scene: Scene, i: int) -> Voice | None:
        node = scene.grammar.node(i)
        mention = node.mention
        if mention is None:
            found = self._by_word(scene, i)
            if found is not None:
                return found
        if mention is not None and mention.kind == "counterpart" and not self._has_name(scene, i):
            other = self.other(scene)
            if other is not None:
                return other
        body = mention is not None and mention.kind == "party" and mention.note == "organisation"
        if body and scene.grammar.node(i).dep == "compound":
            return None
        actors = [a for a in self._actors.single(scene.document, scene.grammar, i, scene.focus) if a.party]
        if not actors:
            if mention is not None and mention.kind == "role":
                return self.joint(scene)
            if mention is not None and mention.kind == "place":  # Minister Salem, not the town
                return self._by_words(scene, [w.low for w in self._printed(scene, i)])
            return self._without_party(scene, i)
        if mention is None and self._is_some(scene.grammar, i):
            return None
        parties = tuple(dict.fromkeys(a.party for a in actors if a.party))
        joint = len(parties) > 1 and (mention is None or mention.kind == "role")
        if joint and set(parties) < set(scene.sides) and not (mention is not None and mention.known):
            return self.joint(scene)
        persons = tuple(a.person for a in actors if a.person is not None and a.person.name)
        carried = node.low in _HE
        how = "joint" if joint else "carried" if carried else "named"
        sure = _JOINT if joint else 0.75 if carried else _SURE
        return Voice(parties, persons, how, sure, actors[0] if len(actors) == 1 else None)

    def _without_party(self, scene: Scene, i: int) -> Voice | None:
        """A person whose state nothing tells is of the side of the text, if nobody else is; a party in brackets."""
        grammar, node = scene.grammar, scene.grammar.node(i)
        mention = node.mention
        if mention is not None and mention.known and mention.kind == "person":
            taken = {p.party for p in scene.document.people}
            side = scene.document.record.side or scene.home
            if side and side not in taken:
                actor = known_actor(scene.document, mention.known[0])
                person = (
                    Person(name=actor.person.name, office=actor.person.office, party=side) if actor.person else None
                )
                return Voice((side,), (person,) if person else (), "named", _DOUBTFUL, actor)
            return None
        words = scene.document.words.words
        if node.last < len(words) and words[node.last].form == "(":
            for other in scene.document.mentions[scene.sentence]:
                if other.first == node.last + 1 and other.kind == "party" and len(other.parties) == 1:
                    return Voice(other.parties, (), "named", 0.75)
        if node.tag.startswith("NNP"):  # Zambia's ambassador in Vienna, Kasonde Mwila, urged
            for before in reversed(grammar.nodes[:i]):
                near = before.mention
                if near is not None and near.kind == "person" and near.known and i - before.index <= 8:
                    known = known_actor(scene.document, near.known[0])
                    if known.person is not None and known.person.name is None and known.party:
                        return Voice((known.party,), (), "named", _DOUBTFUL, known)
        return None

    def _has_name(self, scene: Scene, i: int) -> bool:
        mention = scene.grammar.node(i).mention
        if mention is None:
            return False
        words = scene.document.words.words[mention.first : mention.last]
        return any(w.is_capital and w.low not in ("his", "her", "the", "their", "its") for w in words)

    def _by_word(self, scene: Scene, i: int) -> Voice | None:
        """A noun or pronoun that is no mention."""
        grammar, node = scene.grammar, scene.grammar.node(i)
        low = node.low
        if low in self._words["first-person"]:
            return self._first_person(scene)
        if node.tag.startswith("NNP"):
            named = self._by_name(scene, i)
            if named is not None:
                return named
        if low in self._words["guest"] and scene.guest:
            return self._party(scene, scene.guest, 0.75)
        if low in self._words["host"] and scene.host:
            return self._party(scene, scene.host, 0.75)
        if low in self._words["other"]:
            return self.other(scene)
        if low in self._meeting:
            owner = self._owner(grammar, i)
            if owner and len(owner) == 1 and low in ("statement", "message", "letter"):
                return self._party(scene, owner[0], 0.75)
            if low in self._own_words and scene.home:
                return self._party(scene, scene.home, _DOUBTFUL)
            return self.meeting(scene)
        if low == "it":
            if scene.last_meeting:
                return self.meeting(scene)
            last = scene.last
            if last is not None and len(last.parties) == 1 and (last.actor is None or last.actor.known is None):
                return Voice(last.parties, last.persons, "carried", 0.7, last.actor)
            return None
        if low in ("side", "party", "country", "minister", "leader") and self._is_each(grammar, i):
            return self.joint(scene)
        if low in ("country", "nation", "government", "side", "delegation", "state", "people"):
            possessors = {grammar.node(c).low for c in grammar.children(i, "poss")}
            if possessors & {"his", "her", "its", "my"} and scene.last is not None and len(scene.last.parties) == 1:
                return Voice(scene.last.parties, (), "carried", 0.75)
            if "our" in possessors:
                return self._first_person(scene)
        if low in self._words["own"] and low not in self._meeting:
            return self._own_voice(scene, i)
        if low in self._words["same"] and low not in _HE and scene.last is not None and self._is_definite(grammar, i):
            return Voice(scene.last.parties, scene.last.persons, "carried", _DOUBTFUL, scene.last.actor)
        if low in _HE:
            pronoun = self._pronoun(scene, i)
            if pronoun is not None:
                return pronoun
        return None

    def _pronoun(self, scene: Scene, i: int) -> Voice | None:
        """he, she: where the sentence has nobody before it, whoever spoke last, if the gender allows."""
        gender = "f" if scene.grammar.node(i).low in ("she", "her", "herself") else "m"
        if scene.teller is not None and self._may_be(scene, scene.teller, gender):
            return Voice(scene.teller.parties, scene.teller.persons, "carried", 0.8, scene.teller.actor)
        before = [n for n in scene.grammar.nodes[:i] if n.mention is not None and n.mention.known]
        if before:
            return self._of_sentence(scene, [k for n in before if n.mention for k in n.mention.known[:1]], gender)
        if scene.last is None or len(scene.last.parties) != 1:
            return None
        named = scene.last.actor is not None and scene.last.actor.known is not None
        if named and not self._may_be(scene, scene.last, gender):
            return None
        return Voice(scene.last.parties, scene.last.persons, "carried", 0.75, scene.last.actor)

    def _of_sentence(self, scene: Scene, known: list[int], gender: str) -> Voice | None:
        """Of the persons named before in the sentence the first whose gender fits, or is not known."""
        genders = [scene.document.people[k].gender for k in known]
        fitting = [k for k, g in zip(known, genders, strict=True) if g == gender]
        fitting += [k for k, g in zip(known, genders, strict=True) if g is None]
        for k in fitting:
            actor = known_actor(scene.document, k)
            if actor.party:
                persons = (actor.person,) if actor.person is not None and actor.person.name else ()
                return Voice((actor.party,), persons, "carried", 0.7, actor)
        return None

    @staticmethod
    def _is_some(grammar: Grammar, i: int) -> bool:
        """two diplomats, several officials: not the ones who meet."""
        words = {grammar.node(c).low for c in grammar.children(i, "det", "predet", "poss")}
        counted = any(c < i for c in grammar.children(i, "nummod"))
        return grammar.node(i).tag == "NNS" and counted and not words

    def is_stranger(self, scene: Scene, i: int) -> bool:
        """A common noun for somebody who speaks for no state: analysts, the gardener."""
        node = scene.grammar.node(i)
        if node.mention is not None or node.tag not in ("NN", "NNS"):
            return False
        if self._is_some(scene.grammar, i):
            return True
        known = self._meeting | self._joint
        return node.low not in known.union(*(self._words[k] for k in ("own", "same", "guest", "host", "other")))

    @staticmethod
    def _is_each(grammar: Grammar, i: int) -> bool:
        return any(grammar.node(c).low in ("each", "both", "either", "neither") for c in grammar.children(i, "det"))

    @staticmethod
    def _may_be(scene: Scene, voice: Voice, gender: str) -> bool:
        """Is the voice that of one person who can be `he` (or `she`)?"""
        if voice.actor is None or voice.actor.known is None:
            return False
        return scene.document.people[voice.actor.known].gender in (None, gender)

    @staticmethod
    def _is_definite(grammar: Grammar, i: int) -> bool:
        return any(grammar.node(c).low in ("the", "this", "that") for c in grammar.children(i, "det"))

    def _first_person(self, scene: Scene) -> Voice | None:
        if scene.quoted is not None:
            return Voice(scene.quoted.parties, scene.quoted.persons, "carried", 0.8, scene.quoted.actor)
        if scene.document.record.kind == "joint_statement" and scene.sides:
            return self.joint(scene)
        party = scene.document.record.side or scene.home
        if party is None and scene.last is not None and len(scene.last.parties) == 1:
            return Voice(scene.last.parties, scene.last.persons, "carried", _DOUBTFUL, scene.last.actor)
        if party is None and not scene.sides:
            party = next((p.party for p in scene.document.people if p.party), None)
        return self._party(scene, party, 0.8) if party else self.joint(scene)

    @staticmethod
    def _printed(scene: Scene, i: int) -> list[Word]:
        node = scene.grammar.node(i)
        return scene.document.words.words[node.first : node.last]

    def _by_name(self, scene: Scene, i: int) -> Voice | None:
        """A name that stands alone: the known person who bears it."""
        grammar = scene.grammar
        parts = [grammar.node(c).low for c in grammar.children(i, "compound") if grammar.node(c).tag == "NNP"]
        return self._by_words(scene, [*parts, grammar.node(i).low])

    def _by_words(self, scene: Scene, words: list[str]) -> Voice | None:
        for k in range(len(scene.document.people) - 1, -1, -1):
            known = scene.document.people[k]
            own = known.name.lower().split() if known.name else []
            if own and known.party and all(w in own for w in words):
                actor = known_actor(scene.document, k)
                return Voice((known.party,), (known.person(),), "named", _SURE, actor)
        return next((scene.nicknames[w] for w in words if w in scene.nicknames), None)

    def _own_voice(self, scene: Scene, i: int) -> Voice | None:
        """a foreign ministry spokesperson: of the state named with it, or of the state whose text it is."""
        grammar = scene.grammar
        owner = self._owner(grammar, i)
        party = owner[0] if len(owner) == 1 else None
        if not owner:
            again = (
                scene.last if self._is_definite(grammar, i) and scene.last and len(scene.last.parties) == 1 else None
            )
            party = scene.document.record.side or (again.parties[0] if again is not None else scene.home)
        if party is None:
            return None
        voice = self._party(scene, party, 0.75)
        for n in grammar.subtree(i):
            if grammar.node(n).tag == "NNP" and grammar.node(n).mention is None:
                scene.nicknames[grammar.node(n).low] = voice
        return voice

    @staticmethod
    def _owner(grammar: Grammar, i: int) -> list[str]:
        codes: list[str] = []
        for n in grammar.subtree(i):
            mention = grammar.node(n).mention
            if mention is not None and n != i and len(mention.parties) == 1 and mention.kind != "place":
                codes.append(mention.parties[0])
        return list(dict.fromkeys(codes))

    # --- all, the other one -----------------------------------------------------------------------------------------

    def by_party(self, scene: Scene, party: str) -> Voice:
        """The voice of a party that the document itself names as its author."""
        return self._party(scene, party, 0.8)

    @staticmethod
    def voice_of(scene: Scene, person: int) -> Voice | None:
        """The voice of a known person, if his party is known."""
        actor = known_actor(scene.document, person)
        persons = (actor.person,) if actor.person is not None and actor.person.name else ()
        return Voice((actor.party,), persons, "named", _SURE, actor) if actor.party else None

    def is_party(self, scene: Scene, i: int) -> bool:
        """Can the node be somebody who is spoken to?"""
        node = scene.grammar.node(i)
        if node.mention is not None:
            return node.mention.kind in ("person", "people", "party", "side", "counterpart", "role")
        return (node.tag.startswith("NNP") and self._by_name(scene, i) is not None) or (
            node.low in self._words["guest"] | self._words["host"] | self._words["other"]
        )

    def _party(self, scene: Scene, party: str, sure: float) -> Voice:
        persons = tuple(a.person for a in scene.main if a.party == party and a.person is not None and a.person.name)
        actor = next((a for a in scene.main if a.party == party), None)
        return Voice((party,), persons, "carried", sure, actor)

    def joint(self, scene: Scene) -> Voice | None:
        """All sides of the meeting that is told."""
        if not scene.sides:
            return None
        persons = tuple(a.person for a in scene.main if a.person is not None and a.person.name)
        return Voice(scene.sides, persons, "joint", _JOINT)

    def meeting(self, scene: Scene) -> Voice | None:
        """The meeting as a subject: all sides, unless the addressee is one of them."""
        found = self.joint(scene)
        return None if found is None else Voice(found.parties, found.persons, "meeting", _JOINT)

    def other(self, scene: Scene, than: tuple[str, ...] | None = None) -> Voice | None:
        """The other side than the one that spoke last (or than the parties given)."""
        last = than or (scene.last.parties if scene.last is not None and len(scene.last.parties) == 1 else None)
        if not last:
            return None
        rest = [p for p in scene.sides if p not in last]
        return self._party(scene, rest[0], 0.7) if len(rest) == 1 else None

    def turns(self, text: str) -> bool:
        """Does a phrase say that another side speaks now (for his part)?"""
        low = text.lower()
        return any(phrase in low for phrase in self._words["turn"])


def merge(voices: list[Voice]) -> Voice | None:
    """Several subjects as one voice."""
    if not voices:
        return None
    if len(voices) == 1:
        return voices[0]
    parties = tuple(dict.fromkeys(p for v in voices for p in v.parties))
    persons = tuple(dict.fromkeys(p for v in voices for p in v.persons))
    return Voice(parties, persons, voices[0].how, min(v.sure for v in voices))


def stage_sides(document: AnnotatedDocument, encounters: list[Encounter]) -> list[Actor]:
    """The participants of the encounter that the document reports; without one, the first two sides that it names."""
    held = [e for e in encounters if e.verdict.status == "held" and not e.verdict.recalled and not e.weak]
    for rows in (held, [e for e in encounters if e.verdict.status in ("planned", "held")]):
        for told in rows:
            if len({a.party for a in told.actors if a.party}) > 1:
                return told.actors
    people = first_sides(document)
    if len(people) > 1:
        return people
    parties = list(dict.fromkeys([a.party for a in people if a.party]))
    if document.home and document.home not in parties:
        parties.append(document.home)
    if not document.people:
        parties += [code for code in document.favoured if code not in parties]
    if len(parties) < 2:
        return []
    return [Actor(code, person=Person(party=code)) for code in parties[:2]]
