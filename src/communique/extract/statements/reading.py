"""Reads the statements of a document: acts, their speakers and addressees, sentence by sentence.

Comes in: an annotated document and its encounters. Goes out: Told acts in the order of the text; records.py makes
records of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.actors import Actor, ActorReader, Focus
from communique.extract.encounter import Encounter
from communique.extract.grammar import Grammar
from communique.extract.statements.acts import ActFinder, Found
from communique.extract.statements.clauses import clause_words, content_words, with_subject
from communique.extract.statements.content import ContentReader
from communique.extract.statements.frames import load_frames
from communique.extract.statements.quotations import Quotation, labelled, named_beside, quotations
from communique.extract.statements.repair import repaired
from communique.extract.statements.speakers import Scene, SpeakerReader, Voice, stage_sides
from communique.extract.statements.stance import Stance, StanceReader
from communique.extract.statements.who import WhoReader
from communique.shared.annotated import AnnotatedDocument, Tree
from communique.shared.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Told:
    """An act with its speaker. words: document words; promise: strength of the commitment it makes; by: who will act,
    if others than the speakers; teller: the party that reports it, if named; evidence: words with the subject;
    silent: a plan that is told as a meeting or visit, of which only the commitment is kept."""

    kind: str
    voice: Voice
    addressees: tuple[str, ...]
    negated: bool
    time: str
    words: tuple[int, int]
    sentence: int
    rule: str
    sure: float
    verb: int
    noun: int | None = None
    promise: str | None = None
    by: tuple[str, ...] = ()
    teller: str | None = None
    evidence: tuple[int, int] = (0, 0)
    silent: bool = False


class StatementReader:
    """Reads statements by the frames."""

    def __init__(self, knowledge: Knowledge, actors: ActorReader) -> None:
        self.frames = load_frames(knowledge)
        self._saying = frozenset(self.frames.saying)
        self._finder = ActFinder(self.frames)
        self._stances = StanceReader(self.frames)
        self._speakers = SpeakerReader(knowledge, actors, self.frames.lists)
        self._content = ContentReader(self.frames, self._speakers)
        self._who = WhoReader(self._speakers, self._content)

    def read(self, document: AnnotatedDocument, encounters: Sequence[Encounter]) -> list[Told]:
        """All acts of a document, in order."""
        main = stage_sides(document, list(encounters))
        marks, labels = quotations(document), labelled(document)
        scene = self._first_scene(document, list(encounters), main)
        told: list[Told] = []
        for number in sorted(document.trees):
            tree = repaired(document.trees[number], self.frames)
            scene.grammar, scene.sentence = Grammar(tree), number
            self._set_sides(scene, encounters, main)
            self._set_quoted(scene, marks)
            if number in labels:
                scene.quoted = self._speakers.voice_of(scene, labels[number])
            new = list(self._sentence(scene))
            told += new
            self._remember(scene, new)
        return told

    @staticmethod
    def _first_scene(document: AnnotatedDocument, encounters: list[Encounter], main: list[Actor]) -> Scene:
        sides = tuple(dict.fromkeys(a.party for a in main if a.party))
        grammar = Grammar(next(iter(document.trees.values()), Tree(0, [])))
        home = document.record.side or document.home
        scene = Scene(document, grammar, 0, Focus(list(main)), sides, main, home=home)
        for told in encounters:
            parties = [a.party for a in told.actors if a.party]
            place = told.around.place.party if told.around.place else None
            host = told.host or (place if place in parties else None)
            if host is None and told.rule in ("receive",):
                host = parties[0]
            if host and len(set(parties)) == 2:
                scene.host = host
                scene.guest = next(p for p in parties if p != host)
                break
        return scene

    @staticmethod
    def _set_sides(scene: Scene, encounters: Sequence[Encounter], main: list[Actor]) -> None:
        """The sides are those of the last encounter told that was held; before one was, of the last planned."""
        current, was_held = main, False
        for told in encounters:
            if told.sentence > scene.sentence or told.verdict.recalled or told.weak:
                continue
            counts = told.verdict.status == "held" or (told.verdict.status == "planned" and not was_held)
            if counts and len({a.party for a in told.actors if a.party}) > 1:
                current, was_held = told.actors, told.verdict.status == "held"
        if len({a.party for a in current}) < len({a.party for a in main}) and {a.party for a in current} <= {
            a.party for a in main
        }:
            current = main
        scene.main = current
        scene.focus.pair = list(current)
        scene.sides = tuple(dict.fromkeys(a.party for a in current if a.party))

    def _set_quoted(self, scene: Scene, marks: list[Quotation]) -> None:
        """Who speaks inside the quotation that this sentence stands in, if it stands in one."""
        sentence = scene.document.words.sentences[scene.sentence]
        inside = next((q for q in marks if q.first < sentence.last and sentence.first < q.last), None)
        if inside is None:
            scene.quoted = None
            return
        beside = named_beside(scene.document, inside)
        if beside is not None:
            scene.quoted = self._speakers.voice_of(scene, beside) or scene.quoted
            if scene.quoted is not None:
                scene.openers[inside.first] = scene.quoted
                return
        reporter = self._content.reporter_of(scene)
        if reporter is not None:
            scene.quoted = reporter
            return
        opener = scene.openers.get(inside.first)
        if opener is not None:
            scene.quoted = opener
        elif scene.last is not None and len(scene.last.parties) == 1:
            scene.quoted = scene.last
        if scene.quoted is not None:
            scene.openers[inside.first] = scene.quoted

    def _remember(self, scene: Scene, new: list[Told]) -> None:
        """Who spoke last; a sentence without an act leaves its subject on stage."""
        outer = self._content.reporter_of(scene)
        single = [t.voice for t in new if len(t.voice.parties) == 1]
        subject = self._root_voice(scene)
        if outer is not None and len(outer.parties) == 1:
            scene.last = outer
        elif single:
            scene.last = single[-1]
        elif subject is not None and len(subject.parties) == 1 and subject.how != "carried":
            scene.last = subject
        if scene.last is not None and scene.last.actor is not None:
            scene.focus.subject = scene.last.actor
        roots = [n.index for n in scene.grammar.nodes if n.dep == "ROOT"]
        heads = [s for r in roots for s in scene.grammar.subjects(r)]
        words = [scene.grammar.node(s) for s in heads]
        if words and not any(w.low == "it" for w in words):
            scene.last_meeting = any(w.mention is None and w.low in self.frames.lists["meetings"] for w in words)

    def _root_voice(self, scene: Scene) -> Voice | None:
        for node in scene.grammar.nodes:
            if node.dep == "ROOT":
                return self._speakers.voice(scene, scene.grammar.subjects(node.index)[:1])
        return None

    # --- one sentence -----------------------------------------------------------------------------------------------

    def _sentence(self, scene: Scene) -> Iterator[Told]:
        found = []
        acts = self._finder.find(scene.grammar)
        verbs_of_acts = frozenset(a.verb for a in acts)
        for act in acts:
            stance = self._stances.of(scene.grammar, act.verb, verbs_of_acts)
            if stance is not None:
                found.append((act, stance))
        spoken = [(a, s) for a, s in found if self._speaks(scene, a, s)]
        found = spoken + self._content.found(scene, self._stances, {a.verb for a, _ in spoken})
        found.sort(key=lambda pair: pair[0].verb)
        verbs = frozenset(a.verb for a, _ in found)
        asked = scene.asked
        scene.asked = False
        for act, stance in found:
            made = self._told(scene, act, stance, verbs, asked)
            if made is not None:
                asked = asked or made.kind == "invite"
                if made.kind == "invite" and len(made.addressees) == 1:
                    scene.invited = self._speakers.by_party(scene, made.addressees[0])
                scene.asked = asked
                yield made
                if len(made.voice.parties) == 1:
                    scene.last = made.voice

    def _speaks(self, scene: Scene, act: Found, stance: Stance) -> bool:
        """Has the act a speaker? Acts without one leave their clause to what is reported."""
        return self._who.of(scene, act, stance)[0] is not None

    def _told(self, scene: Scene, act: Found, stance: Stance, verbs: frozenset[int], asked: bool) -> Told | None:
        voice, addressees, teller = self._who.of(scene, act, stance)
        if voice is None:
            return None
        grammar = scene.grammar
        reporter = stance.reporter
        if act.rule in ("saying", "announced-future") and act.noun is None:
            words = self._content.words(scene, act, verbs, reporter)
        elif (quoted := self._content_before(grammar, act)) is not None:
            words = content_words(scene.document, grammar, quoted, verbs, act.verb)
        else:
            words = clause_words(scene.document, grammar, act, verbs, self._saying)
        before = scene.last
        scene.last = teller if teller is not None and len(teller.parties) == 1 else before
        kind, by, promise = self._content.refine(scene, act, stance, voice, asked)
        if kind == "accept_invitation" and (voice.how == "carried" or act.passive) and scene.invited is not None:
            voice = scene.invited
        scene.last = before
        denied = act.noun is not None and self._stances.is_denied(grammar, act.noun)
        if words[1] - words[0] < 2 and kind != "accept_invitation":
            return None  # a bare verb: nothing is told
        if kind == "inform" and act.passive and (denied or stance.negated) and not grammar.agents(act.verb):
            return None  # no details were given: the agency's own words
        rest = tuple(p for p in addressees if p not in voice.parties)
        sure = min(voice.sure, 0.8 if act.passive else 0.9)
        if act.rule in ("saying", "announced-future"):
            sure = min(sure, 0.75)
        party = teller.parties[0] if teller is not None and len(teller.parties) == 1 else None
        return Told(
            kind, voice, rest, stance.negated or denied, stance.time, words, scene.sentence, act.rule, sure, act.verb,
            act.noun, promise, by, party, with_subject(grammar, act.verb, words),
            act.rule in ("saying", "announced-future") and self._content.is_plan(scene, act),
        )  # fmt: skip

    @staticmethod
    def _content_before(grammar: Grammar, act: Found) -> int | None:
        """ "We impose nothing," he stressed: the verb of the clause that stands before its verb."""
        behind = any(
            c > act.verb and grammar.node(c).dep in ("dobj", "ccomp", "xcomp", "prep")
            for c in grammar.node(act.verb).children
        )
        before = [c for c in grammar.children(act.verb, "ccomp") if c < act.verb]
        return before[0] if before and not behind and act.noun is None else None
