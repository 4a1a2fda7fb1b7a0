"""Encounters as single clauses tell them; meetings.py makes records of them.

Comes in: an annotated document. Goes out: one Encounter for each clause that tells a meeting, call or talks, in
order, by the frames of knowledge/wording/meetings.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from communique.extract.actors import Actor, ActorReader, Focus, known_actor
from communique.extract.circumstances import Circumstances, circumstances
from communique.extract.grammar import Grammar
from communique.extract.inflection import third_person, verb_forms
from communique.extract.status import StatusRules, Verdict
from communique.shared.annotated import AnnotatedDocument, Tree
from communique.shared.knowledge import Knowledge

_NAMED_BY = ("compound", "nmod", "poss", "amod")


@dataclass(slots=True)
class Encounter:
    """A meeting as one clause tells it; `words` is the range of document words that say so."""

    actors: list[Actor]
    mode: str | None
    verdict: Verdict
    around: Circumstances
    words: tuple[int, int]
    sentence: int
    rule: str
    weak: bool = False
    host: str | None = None
    definite: bool = False
    nominal: bool = False
    is_open: bool = False
    soft_mode: bool = False
    roster: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A verb of meetings.yaml: its particle words and the entry."""

    particle: tuple[str, ...]
    entry: dict[str, Any]


@dataclass(slots=True)
class _Scene:
    """One sentence being read."""

    document: AnnotatedDocument
    grammar: Grammar
    tree: Tree
    focus: Focus
    used: set[int] = field(default_factory=set)


class EncounterReader:
    """Reads encounters by the frames."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self.status, self.actors = status, actors
        entries = {entry["name"]: entry for entry in knowledge.entries("wording/meetings.yaml")}
        self._verbs: dict[str, list[_Frame]] = {}
        for entry in entries.values():
            for verb in entry.get("verbs", ()):
                base, particle = split_particle(verb)
                for form in verb_forms(base):
                    self._verbs.setdefault(form, []).append(_Frame(particle, entry))
        self._nouns: dict[tuple[str, ...], str | None] = {}
        for mode, nouns in entries["encounters"]["nouns"].items():
            for noun in nouns:
                key = tuple(noun.replace("-", " - ").split())
                kept = None if mode == "open" else mode
                self._nouns[key] = kept
                self._nouns[(*key[:-1], third_person(key[-1]))] = kept
        self._means = {w: mode for mode, words in entries["by-means"]["means"].items() for w in words}
        self._roster = frozenset(entries["roster"]["words"])
        self._edge = frozenset(entries["occasions"]["at_the_edge"])

    def read(self, document: AnnotatedDocument) -> list[Encounter]:
        """All encounters of a document, in order."""
        found: list[Encounter] = []
        focus = Focus()
        for number in sorted(document.trees):
            tree = document.trees[number]
            scene = _Scene(document, Grammar(tree), tree, focus)
            for encounter in self._sentence(scene):
                found.append(encounter)
                told = encounter.verdict.status == "held" and not encounter.weak and not encounter.verdict.recalled
                several = len({a.party for a in encounter.actors}) > 1
                if told and several and not (encounter.nominal and focus.pair):
                    focus.pair = encounter.actors
            self._call_the_roll(scene, found)
            self._note_subject(scene)
        return [e for e in found if not e.is_open]

    def _call_the_roll(self, scene: _Scene, found: list[Encounter]) -> None:
        """Participants in the call included A, B and C: those who took part in an encounter that named nobody."""
        waiting = next((e for e in reversed(found) if e.is_open or e.rule == "roster"), None)
        if waiting is None:
            return
        people = [n.index for n in scene.grammar.nodes if n.mention is not None and n.mention.known]
        words = {n.low for n in scene.tree.nodes}
        alone = len(people) == 1 and all(n.mention is not None or not n.form.isalnum() for n in scene.tree.nodes)
        if not people or not (alone or words & self._roster):
            return
        actors = [known_actor(scene.document, k) for p in people for k in scene.tree.nodes[p].mention.known]  # type: ignore[union-attr]
        waiting.actors += [a for a in actors if all(a.key != b.key for b in waiting.actors)]
        waiting.is_open, waiting.rule = False, "roster"
        waiting.roster.append(scene.grammar.words_of(people))

    def _note_subject(self, scene: _Scene) -> None:
        for node in scene.tree.nodes:
            if node.dep == "ROOT":
                for subject in scene.grammar.subjects(node.index)[:1]:
                    actors = self.actors.actors(scene.document, scene.grammar, subject, scene.focus)
                    if len(actors) == 1:
                        scene.focus.subject = actors[0]

    def _sentence(self, scene: _Scene) -> Iterator[Encounter]:
        for node in scene.tree.nodes:
            if node.tag.startswith("V") and node.mention is None:
                yield from self._verb(scene, node.index)
        for node in scene.tree.nodes:
            if (
                node.index not in scene.used
                and node.mention is None
                and (node.tag.startswith("N") or node.low == "meeting")
            ):
                yield from self._noun(scene, node.index)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, scene: _Scene, verb: int) -> Iterator[Encounter]:
        for frame in self._verbs.get(scene.grammar.node(verb).low, ()):
            if not self._has_particle(scene.grammar, verb, frame.particle):
                continue
            made = self._by_frame(scene, verb, frame.entry)
            if made is not None:
                yield made
                return

    @staticmethod
    def _has_particle(grammar: Grammar, verb: int, particle: tuple[str, ...]) -> bool:
        """Do the words of the particle follow the verb or hang on it?"""
        if not particle:
            return True
        following = tuple(n.low for n in grammar.nodes[verb + 1 : verb + 1 + len(particle)])
        if following == particle:
            return True
        return len(particle) == 1 and any(
            grammar.node(c).low == particle[0] for c in grammar.children(verb, "prt", "prep")
        )

    def _by_frame(self, scene: _Scene, verb: int, entry: dict[str, Any]) -> Encounter | None:
        grammar = scene.grammar
        noun: int | None = None
        if entry.get("noun_object"):
            noun = self._held_noun(grammar, verb)
            if noun is None:
                return None
        if entry.get("noun_subject"):
            noun = next((s for s in grammar.subjects(verb) if self._noun_mode(grammar, s) is not None), None)
            if noun is None:
                return None
        if entry.get("body"):
            noun = self._body(grammar, verb)
            if noun is None:
                return None
        if entry.get("only_kinds") and scene.document.record.kind not in entry["only_kinds"]:
            return None
        if entry.get("no_clause") and grammar.children(verb, "xcomp", "ccomp"):
            return None
        arguments = self._arguments(scene, verb, noun, entry)
        if entry.get("object_needed") and not self._has_partner(scene, verb):
            return None
        actors = self._resolve(scene, arguments, bool(entry.get("persons_only")), bool(entry.get("known_only")))
        around = circumstances(
            scene.document,
            grammar,
            [verb, *([noun] if noun is not None else [])],
            frozenset(arguments),
            self._edge,
            verb if entry.get("host") else None,
        )
        if len({a.party for a in actors}) < 2:
            more = self._loose_partners(grammar, verb)
            arguments += [n for n in more if n not in arguments]
            actors = self._resolve(scene, arguments, bool(entry.get("persons_only")))
        actors = self._stateless(scene, actors)
        actors, host = self._host(scene, entry, verb, actors, around)
        actors = self._once_more(scene, verb, actors)
        parties = {a.party for a in actors}
        is_open = len(parties) == 1 and self._vague_partner(grammar, verb, noun)
        if len(parties) < 2 and not is_open:
            return None
        if (
            entry.get("weak")
            and grammar.node(verb).low in {f for w in entry["weak"] for f in verb_forms(w)}
            and not (around.place or around.date)
        ):
            return None
        verdict = self.status.of_noun(grammar, noun, verb) if noun is not None else self.status.of_verb(grammar, verb)
        if noun is not None:
            scene.used.add(noun)
            scene.used.update(grammar.listed(noun))
        mode = self._mode(grammar, verb, noun, entry, around)
        made = self._encounter(scene, verb, noun, (actors, mode, verdict, around, host), entry, arguments)
        made.is_open = is_open
        made.soft_mode = bool(entry.get("mode_with_place")) and not grammar.prepositions(verb, "with", "to")
        made.definite = noun is None and all(self._refers(grammar, n) for n in arguments)
        if made.definite:  # the two talked: of what was told before, and how is not said
            made.mode = None if entry.get("mode_with_place") else made.mode
        return made

    def _encounter(
        self,
        scene: _Scene,
        verb: int | None,
        noun: int | None,
        told: tuple[list[Actor], str | None, Verdict, Circumstances, str | None],
        entry: dict[str, Any],
        arguments: list[int],
    ) -> Encounter:
        actors, mode, verdict, around, host = told
        grammar = scene.grammar
        heads = [n for n in (verb, noun) if n is not None]
        arguments = [n for a in arguments for n in grammar.listed(a)]
        nodes = {*heads, *arguments, *around.nodes}
        nodes |= {p for a in arguments for p in self._path(grammar, a, heads)}
        words = grammar.words_of(nodes)
        return Encounter(
            actors, mode, verdict, around, words, scene.tree.sentence, entry["name"], bool(entry.get("joint")), host
        )

    @staticmethod
    def _path(grammar: Grammar, node: int, heads: list[int]) -> list[int]:
        """The nodes between an argument and its head, prepositions mostly."""
        path: list[int] = []
        while node not in heads and grammar.node(node).head != node:
            node = grammar.node(node).head
            path.append(node)
        return path if node in heads else []

    def _held_noun(self, grammar: Grammar, verb: int) -> int | None:
        """The encounter that a light verb holds: held talks, took part in a meeting, came for consultations."""
        candidates = grammar.objects(verb) + grammar.prepositions(verb, "in", "for", "at", "to", "into")
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb) + candidates
        for candidate in candidates:
            for noun in grammar.listed(candidate):
                if self._noun_mode(grammar, noun) is not None:
                    return noun
        return None

    def _body(self, grammar: Grammar, verb: int) -> int | None:
        """The organisation, or its summit, that somebody attends, joins or convenes."""
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb)
        else:
            candidates = grammar.objects(verb) + grammar.prepositions(verb, "in", "at")
        for candidate in candidates:
            for part in (candidate, *grammar.prepositions(candidate, "of", "with")):
                if any(self._is_body(grammar, n) for n in self._naming(grammar, part)):
                    return candidate
        return None

    @staticmethod
    def _naming(grammar: Grammar, i: int) -> list[int]:
        """Node i and the nodes that name it: the *APEC* Leaders' Retreat."""
        found = [i]
        for n in found:
            found += grammar.children(n, *_NAMED_BY)
        return found

    @staticmethod
    def _is_body(grammar: Grammar, i: int) -> bool:
        mention = grammar.node(i).mention
        if mention is None or len(mention.parties) != 1 or mention.kind not in ("party", "side"):
            return False
        return mention.note == "organisation" or (mention.kind == "side" and not _is_state(mention.parties[0]))

    def _noun_mode(self, grammar: Grammar, noun: int) -> tuple[str | None] | None:
        """(mode,) if the node is an encounter; None if it is none. `telephone talks` is read with its modifiers."""
        node = grammar.node(noun)
        if node.mention is not None:
            return None
        start = noun
        while (
            start > 0
            and grammar.node(start - 1).head == noun
            and grammar.node(start - 1).dep in ("compound", "amod", "punct", "nmod")
        ):
            start -= 1
        row = tuple(grammar.node(k).low for k in range(start, noun + 1))
        for length in range(min(3, len(row)), 0, -1):
            if row[-length:] in self._nouns:
                mode = self._nouns[row[-length:]]
                for word in row[:-length]:
                    mode = (
                        self._means.get(word, mode)
                        if mode in (None, "in_person") or self._means.get(word) == "video"
                        else mode
                    )
                return (mode,)
        return None

    def _arguments(self, scene: _Scene, verb: int, noun: int | None, entry: dict[str, Any]) -> list[int]:
        """The nodes of those who take part."""
        grammar = scene.grammar
        who = entry["who"]
        passive = grammar.is_passive(verb)
        found: list[int] = []
        if "subject" in who:
            found += grammar.agents(verb) if passive else grammar.subjects(verb)
        if "object" in who or (passive and noun is None):
            found += grammar.subjects(verb) if passive else grammar.objects(verb)
        words = tuple(w for w in who if w not in ("subject", "object"))
        found += grammar.prepositions(verb, *words)
        if noun is not None and entry.get("body"):
            found += [n for n in grammar.subtree(noun) if self._is_body(grammar, n)][:1]
        elif noun is not None:
            found += self._noun_arguments(grammar, noun)
            found += grammar.prepositions(noun, *words)
            if grammar.node(noun).low.startswith("call") or grammar.node(noun).low.startswith("visit"):
                found += grammar.prepositions(noun, "on", "to", "from") + grammar.prepositions(verb, "on", "to", "from")
            found = [n for n in found if n != noun or entry.get("body")]
        return list(dict.fromkeys(found))

    @staticmethod
    def _noun_arguments(grammar: Grammar, noun: int) -> list[int]:
        """Who takes part in an encounter by its own words: of A with B, between A and B, A's meeting, A-B talks."""
        found = grammar.prepositions(noun, "of", "between", "with", "among", "by")
        for child in grammar.children(noun, "poss", "compound", "nmod", "amod"):
            mention = grammar.node(child).mention
            if mention is not None and (mention.kind == "date" or mention.note == "organisation"):
                continue  # the NATO summit: its name, not who takes part
            if mention is not None or grammar.node(child).dep == "poss":
                found.append(child)
        return found

    @staticmethod
    def _loose_partners(grammar: Grammar, verb: int) -> list[int]:
        """Persons behind `with` anywhere in the clause: spoke on the margins of the summit with X."""
        found: list[int] = []
        for i in grammar.clause_nodes(verb):
            node = grammar.node(i)
            if node.dep == "prep" and node.low == "with":
                found += [c for c in grammar.children(i, "pobj") if grammar.node(c).mention is not None]
        return found

    @staticmethod
    def _stateless(scene: _Scene, actors: list[Actor]) -> list[Actor]:
        """A named person whose state nothing tells, beside one whose state is known: the state the text names most."""
        taken = {a.party for a in actors if a.party}
        near_by = _states_near(scene, taken)
        rest = near_by or [code for code in scene.document.favoured if code not in taken and len(code) == 3]
        done = []
        for actor in actors:
            if actor.party is None and actor.known is not None and taken and rest:
                known = scene.document.people[actor.known]
                if known.name:
                    known.party = rest[0]
                    known.because = f"{rest[0]} is the party besides that the text is about."
                    actor = known_actor(scene.document, actor.known)
            done.append(actor)
        return done

    def _resolve(
        self, scene: _Scene, arguments: list[int], persons_only: bool, known_only: bool = False
    ) -> list[Actor]:
        actors: list[Actor] = []
        for argument in arguments:
            for actor in self.actors.actors(scene.document, scene.grammar, argument, scene.focus):
                person_like = actor.known is not None or (not known_only and self._speaks(scene.grammar, argument))
                if persons_only and not person_like:
                    continue
                if all(actor.key != other.key for other in actors):
                    actors.append(actor)
        named = {a.party for a in actors if a.known is not None}
        return [a for a in actors if a.known is not None or a.party not in named]

    def _has_partner(self, scene: _Scene, verb: int) -> bool:
        """Is the object (or the subject of a passive) somebody: received a guest, not a loan?"""
        grammar = scene.grammar
        passive = grammar.is_passive(verb)
        partners = (
            grammar.subjects(verb) if passive else grammar.objects(verb) + grammar.prepositions(verb, "on", "upon")
        )
        return any(self.actors.actors(scene.document, grammar, n, scene.focus) for n in partners)

    @staticmethod
    def _refers(grammar: Grammar, i: int) -> bool:
        """A reference (they, the two ministers), not a person named here."""
        mention = grammar.node(i).mention
        return mention is None or mention.kind == "role"

    @staticmethod
    def _speaks(grammar: Grammar, i: int) -> bool:
        mention = grammar.node(i).mention
        return (
            mention is None
            or mention.kind in ("side", "counterpart", "role")
            or (mention.kind == "party" and mention.note == "metonym")
        )

    @staticmethod
    def _once_more(scene: _Scene, verb: int, actors: list[Actor]) -> list[Actor]:
        """agreed to meet again, with one side named: the sides of the encounter told before."""
        again = any(scene.grammar.node(c).low == "again" for c in scene.grammar.children(verb, "advmod"))
        known = {a.party for a in scene.focus.pair}
        if again and len(actors) == 1 and actors[0].party in known:
            return list(scene.focus.pair)
        return actors

    @staticmethod
    def _vague_partner(grammar: Grammar, verb: int, noun: int | None) -> bool:
        """with European leaders, with allies and partners: a plural that names nobody; a roster may follow."""
        heads = [verb] if noun is None else [verb, noun]
        partners = [n for h in heads for n in grammar.prepositions(h, "with", "to")]
        return any(grammar.node(n).tag in ("NNS", "NNPS") and grammar.node(n).mention is None for n in partners)

    def _host(
        self, scene: _Scene, entry: dict[str, Any], verb: int, actors: list[Actor], around: Circumstances
    ) -> tuple[list[Actor], str | None]:
        """Parties that only the place tells: was received in Riyadh; will host X in Dublin."""
        place = around.place
        host = None
        if entry.get("host") and place is not None and place.party:
            without = [a for a in actors if a.party is None]
            guests = {a.party for a in actors if a.party}
            if len(without) == 1 and place.party not in guests:
                known = without[0]
                because = f"The meeting was in {place.name or place.party}, where the host is at home."
                if known.known is not None:
                    scene.document.people[known.known].party = place.party
                actors = [Actor(place.party, a.known, a.person, a.level, because) if a is known else a for a in actors]
            elif len(guests) == 1 and not without and scene.grammar.is_passive(verb) and place.party not in guests:
                because = f"Nobody is named as the host in {place.name or place.party}."
                actors = [*actors, Actor(place.party, None, None, None, because)]
                host = place.party
        return [a for a in actors if a.party], host

    def _mode(
        self, grammar: Grammar, verb: int, noun: int | None, entry: dict[str, Any], around: Circumstances
    ) -> str | None:
        """in_person, call, video: by words for the means, else by the noun, else by the verb."""
        for head in (noun, verb):
            if head is None or (head == verb and entry.get("noun_subject")):
                continue
            for child in grammar.children(head, "advmod", "prep", "amod", "compound", "npadvmod", "agent"):
                row = [grammar.node(child).low]
                row += [
                    grammar.node(n).low
                    for n in grammar.subtree(child)
                    if n - child < 6 and grammar.node(n).mention is None
                ]
                for k in range(len(row)):
                    for length in (3, 2, 1):
                        mode = self._means.get(" ".join(row[k : k + length]).replace(" - ", "-"))
                        if mode and (
                            grammar.node(child).dep != "prep"
                            or grammar.node(child).low in ("by", "over", "via", "on", "through", "in", "per")
                        ):
                            return mode
        if noun is not None:
            found = self._noun_mode(grammar, noun)
            if found and found[0]:
                return found[0]
        mode = entry.get("mode")
        if around.place is not None and entry.get("mode_with_place"):
            return str(entry["mode_with_place"])
        if mode is None and noun is not None and around.place is not None:
            return "in_person"
        return str(mode) if mode else None

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _noun(self, scene: _Scene, noun: int) -> Iterator[Encounter]:
        """The meeting of A with B, their talks in Riga: an encounter that no light verb holds."""
        grammar = scene.grammar
        found = self._noun_mode(grammar, noun)
        if found is None or self._at_the_edge(grammar, noun):
            return
        arguments = self._noun_arguments(grammar, noun) or self._those_at(grammar, noun)
        actors = [a for a in self._resolve(scene, arguments, False) if a.party]
        if len({a.party for a in actors}) < 2:
            return
        set_for = [v for v in grammar.subtree(noun) if grammar.node(v).dep == "relcl" and grammar.node(v).tag == "VBN"]
        around = circumstances(scene.document, grammar, [noun, *set_for], frozenset(arguments), self._edge)
        if around.date is None or around.place is None:  # in his audience with the Pope today, he thanked ...
            around = self._around_verb(scene, noun, around)
        entry = {"name": "encounters", "mode": found[0]}
        verdict = self.status.of_noun(grammar, noun, None)
        mode = self._mode(grammar, noun, noun, entry, around)
        made = self._encounter(scene, None, noun, (actors, mode, verdict, around, None), entry, arguments)
        made.definite = made.nominal = True
        made.weak = all(a.known is None for a in actors)
        yield made

    @staticmethod
    def _those_at(grammar: Grammar, noun: int) -> list[int]:
        """After lunch in Oslo the ministers recalled: the subject of the verb, where the noun is when it spoke."""
        node = grammar.node(noun)
        behind = node.dep == "pobj" and grammar.node(node.head).low in (
            "at",
            "after",
            "during",
            "in",
            "following",
            "over",
        )
        verb = grammar.node(node.head).head if behind else -1
        if verb < 0 or not grammar.node(verb).tag.startswith("V"):
            return []
        return grammar.subjects(verb)

    def _around_verb(self, scene: _Scene, noun: int, around: Circumstances) -> Circumstances:
        """Day and place beside the verb at which the encounter is mentioned: at their meeting today; after lunch in Oslo."""
        grammar = scene.grammar
        node = grammar.node(noun)
        if node.dep == "pobj" and grammar.node(node.head).low == "of":  # at the end of the meeting
            node = grammar.node(grammar.node(node.head).head)
        verb = grammar.governing_verb(noun) if node.dep == "pobj" else -1
        if verb < 0 or grammar.node(node.head).low not in ("in", "at", "during", "after"):
            return around
        outer = circumstances(scene.document, grammar, [verb], frozenset(), self._edge)
        date = around.date or outer.date
        return Circumstances(date, around.place or outer.place, around.occasion, around.nodes)

    def _at_the_edge(self, grammar: Grammar, noun: int) -> bool:
        """Is the noun the larger event on whose margins something else was?"""
        head = grammar.node(grammar.node(noun).head)
        return head.dep == "prep" and grammar.node(head.head).low in self._edge


def _states_near(scene: _Scene, taken: set[str]) -> list[str]:
    """The states that the sentence names besides those taken, in reading order."""
    mentions = scene.document.mentions[scene.tree.sentence]
    found = [m.parties[0] for m in mentions if m.kind in ("party", "adjective", "side") and len(m.parties) == 1]
    return [code for code in dict.fromkeys(found) if code not in taken and _is_state(code)]


def _is_state(code: str) -> bool:
    """ISO 3166 codes have three capitals; so have some acronyms, which the finder marks as organisations."""
    return len(code) == 3 and code.isalpha() and code.isupper()


def split_particle(verb: str) -> tuple[str, tuple[str, ...]]:
    """The forms of a verb and its particle words.

    >>> split_particle("take|took|taken part in")
    ('take|took|taken', ('part', 'in'))
    """
    *earlier, last = verb.split("|")
    form, *particle = last.split()
    return "|".join([*earlier, form]), tuple(particle)
