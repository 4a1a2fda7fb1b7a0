"""Milestones: the steps in the relations of two parties that a text tells, as records.

By knowledge/milestones: degrees of partnership, anniversaries, relations opened and severed, embassies, accessions,
recognition. What is only hoped for, planned or denied is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from communique.extract.actors import ActorReader
from communique.extract.anniversaries import AnniversaryReader
from communique.extract.encounter import Encounter
from communique.extract.grammar import Grammar
from communique.extract.partnerships import PartnershipReader
from communique.extract.sides import Parties, SideReader, focus_at, phrase
from communique.extract.status import StatusRules, Verdict
from communique.extract.steps import Numbers, Scene, Step, Verbs, when
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge
from communique.shared.records import Milestone, MilestoneKind, Span

_KINDS: dict[str, MilestoneKind] = {kind: kind for kind in get_args(MilestoneKind)}
_COUNTING = frozenset({"anniversary", "jubilee", "years"})
_AGAIN = {"diplomatic_relations": "restored"}


class MilestoneReader:
    """Reads milestones by the entries of knowledge/milestones."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self.status, self.sides = status, SideReader(actors)
        events = {e["name"]: e for e in knowledge.entries("milestones/events.yaml")}
        ladders = {e["name"]: e for e in knowledge.entries("milestones/ladders.yaml")}
        anniversary = knowledge.entries("milestones/anniversaries.yaml")[0]
        self._partnerships = PartnershipReader(ladders, events, status, self.sides)
        self._anniversaries = AnniversaryReader(anniversary, Numbers(knowledge, anniversary["named"]), self.sides)
        self._deeds = [_Deed(e) for e in events.values() if e.get("things") and e.get("kind") != "recognition"]
        self._accession, self._recognition = events["accession"], events["recognition"]
        self._becoming = Verbs(self._accession["becoming"])
        self._joining, self._recognising = Verbs(self._accession["verbs"]), Verbs(self._recognition["verbs"])

    def read(self, document: AnnotatedDocument, told: Sequence[Encounter] = ()) -> tuple[Milestone, ...]:
        """The milestones of a document in the order of the text; told: its encounters, which say who is meant."""
        steps: list[Step] = []
        for number in sorted(document.trees):
            scene = Scene(document, Grammar(document.trees[number]), number, focus_at(told, number))
            steps += self._partnerships.read(scene)
            steps += self._anniversaries.read(scene)
            steps += self._sentence(scene)
        return _records(document, steps)

    def _sentence(self, scene: Scene) -> Iterator[Step]:
        for node in scene.grammar.nodes:
            low = node.low
            if node.mention is not None:
                low = node.mention.note or "" if node.mention.kind == "side" else ""  # Chad's embassy
            for deed in self._deeds:
                step = self._deed(scene, node.index, deed) if low in deed.things else None
                if step is not None:
                    yield step
            if node.mention is not None:
                continue
            if self._joining.match(scene.grammar, node.index) or self._becoming.match(scene.grammar, node.index):
                yield from self._joined(scene, node.index)
            if self._recognising.match(scene.grammar, node.index):
                yield from self._recognised(scene, node.index)

    def _deed(self, scene: Scene, thing: int, deed: _Deed) -> Step | None:
        """Something that is opened, restored or severed: relations, an embassy."""
        grammar = scene.grammar
        modifiers = phrase(grammar, thing).modifiers
        bare = not modifiers and deed.kind == "severance"  # broke off relations
        if deed.marking and not deed.marking & set(modifiers) and not bare:
            return None
        act = deed.act(grammar, thing)
        if act is None:
            return None
        head, again = act
        is_verb = grammar.node(head).tag.startswith("V") and grammar.node(head).dep not in ("pobj", "pcomp")
        verdict = self.status.of_verb(grammar, head) if is_verb else self.status.of_noun(grammar, head, None)
        if grammar.node(head).dep == "pcomp" and grammar.node(grammar.node(head).head).low in ("since", "after"):
            verdict = Verdict("held", True)
        if verdict.status != "held" and not (verdict.status == "planned" and verdict.rule in deed.planned):
            return None
        if self._of_anniversary(grammar, head):
            return None
        if deed.kind == "embassy":
            return self._embassy(scene, thing, head, again)
        parties = self._parties(scene, thing, head)
        if len(parties.codes) != 2 or (bare and not (parties.named and all(len(c) == 3 for c in parties.codes))):
            return None
        date, dated = when(scene, [head, thing], parties.nodes)
        nodes = {*range(phrase(grammar, thing).start, thing + 1), head, *parties.nodes, *dated}
        value = _AGAIN.get(deed.kind) if again else None
        confidence = 0.9 if parties.named else 0.75
        return Step(deed.kind, parties.codes, value, None, date, grammar.words_of(nodes), deed.rule, confidence)

    @staticmethod
    def _of_anniversary(grammar: Grammar, head: int) -> bool:
        """The establishment that an anniversary counts is told by the anniversary."""
        i = head
        while grammar.node(i).head != i:
            i = grammar.node(i).head
            before = grammar.node(i - 1).low if i > 0 else ""
            if grammar.node(i).low in _COUNTING or (grammar.node(i).low == "since" and before in _COUNTING):
                return True
            if grammar.node(i).tag.startswith("V") and grammar.node(i).dep not in ("pcomp", "acl"):
                return False
        return False

    def _parties(self, scene: Scene, thing: int, head: int) -> Parties:
        grammar, document = scene.grammar, scene.document
        found = Parties(())
        for i in dict.fromkeys((thing, head)):
            more = self.sides.of_noun(document, grammar, i, scene.focus)
            found = _union(found, more)
        if len(found.codes) < 2 and not found.blocked:
            for verb in list(grammar.verb_chain(head))[:1]:
                doers = self.sides.of_verb(document, grammar, verb, scene.focus)
                found = _union(found, doers)
        return found if len(found.codes) > 1 else self.sides.complete(document, found, scene.focus)

    def _embassy(self, scene: Scene, thing: int, head: int, again: bool) -> Step | None:
        grammar, document = scene.grammar, scene.document
        host, place_node = self._host(grammar, thing, head)
        own = grammar.node(thing).mention
        named = own.parties if own is not None else self.sides.of_noun(document, grammar, thing, scene.focus).codes
        sender = [c for c in named if c != host]
        nodes: tuple[int, ...] = ()
        if not sender:
            doers = self.sides.of_verb(document, grammar, head, scene.focus)
            sender, nodes = [c for c in doers.codes if c != host], doers.nodes
        if host is None or len(sender) != 1:
            return None
        date, dated = when(scene, [head, thing])
        mention = grammar.node(place_node).mention
        where = mention.place.name if mention is not None and mention.place is not None else None
        value = f"{'re' if again else ''}opening in {where}" if where else f"{'re' if again else ''}opening"
        words = grammar.words_of({*range(phrase(grammar, thing).start, thing + 1), head, place_node, *nodes, *dated})
        return Step("embassy", (sender[0], host), value, None, date, words, "milestones/embassy", 0.85)

    @staticmethod
    def _host(grammar: Grammar, thing: int, head: int) -> tuple[str | None, int]:
        for i in (thing, head):
            for target in grammar.prepositions(i, "in", "to", "at"):
                mention = grammar.node(target).mention
                if mention is not None and mention.kind in ("place", "party") and len(mention.parties) == 1:
                    return mention.parties[0], target
        return None, thing

    def _joined(self, scene: Scene, verb: int) -> Iterator[Step]:
        """A state joined an organisation."""
        grammar = scene.grammar
        if self.status.of_verb(grammar, verb).status != "held" or grammar.is_passive(verb):
            return
        if grammar.tense(verb) not in ("past", "perfect", "pluperfect"):
            return  # spoke of Sweden joining NATO
        for prep in grammar.children(verb, "prep"):
            if grammar.node(prep).low in ("in", "with", "on") and not self._dated(grammar, prep):
                return
        targets = [*grammar.objects(verb), *grammar.prepositions(verb, "to")]
        if self._becoming.match(grammar, verb):
            members = [t for t in targets if grammar.node(t).low in self._accession["members"]]
            targets = [t for member in members for t in grammar.prepositions(member, "of", "to")]
        for target in targets:
            mention = grammar.node(target).mention
            if mention is None or mention.kind != "party" or mention.note != "organisation":
                continue
            if grammar.children(target, "conj", "prep", "acl", "relcl"):
                continue
            subjects = [s for s in grammar.subjects(verb) for s in grammar.listed(s)]
            states = [(s, grammar.node(s).mention) for s in subjects]
            date, dated = when(scene, [verb], [target, *subjects])
            for s, state in states:
                if state is not None and state.kind == "party" and state.note == "state" and state.parties:
                    words = grammar.words_of({verb, target, s, *dated})
                    codes = (state.parties[0], mention.parties[0])
                    yield Step("accession", codes, None, None, date, words, "milestones/accession", 0.8)

    @staticmethod
    def _dated(grammar: Grammar, prep: int) -> bool:
        mentions = [grammar.node(c).mention for c in grammar.children(prep, "pobj")]
        return any(m is not None and m.kind == "date" for m in mentions)

    def _recognised(self, scene: Scene, verb: int) -> Iterator[Step]:
        """A state recognised another, or its independence."""
        grammar = scene.grammar
        if self.status.of_verb(grammar, verb).status != "held" or grammar.prepositions(verb, "for"):
            return
        if grammar.tense(verb) == "gerund":
            return
        wanted = frozenset(self._recognition["as"])
        as_what = {grammar.node(t).low for t in grammar.prepositions(verb, "as")}
        if as_what and not as_what & wanted:
            return
        passive = grammar.is_passive(verb)
        targets = grammar.subjects(verb) if passive else grammar.objects(verb)
        for target in targets:
            if grammar.node(target).low in self._recognition["things"]:
                targets = [*grammar.prepositions(target, "of"), *grammar.children(target, "poss")]
        doers = grammar.agents(verb) if passive else grammar.subjects(verb)
        states = [(d, _state(grammar, d)) for doer in doers for d in grammar.listed(doer)]
        date, dated = when(scene, [verb], [*targets, *doers])
        for target in targets:
            code = _state(grammar, target)
            if code is None or grammar.children(target, "conj"):
                continue
            for doer, other in states:
                if other is not None and other != code:
                    words = grammar.words_of({verb, target, doer, *dated})
                    yield Step("recognition", (other, code), None, None, date, words, "milestones/recognition", 0.8)


def _state(grammar: Grammar, i: int) -> str | None:
    mention = grammar.node(i).mention
    if mention is None or mention.kind != "party" or mention.note != "state" or len(mention.parties) != 1:
        return None
    return mention.parties[0]


class _Deed:
    """An entry of events.yaml for things that are opened, restored or severed."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.kind, self.rule = entry["kind"], f"milestones/{entry['name']}"
        self.things, self.marking = frozenset(entry["things"]), frozenset(entry.get("marking", ()))
        self.planned = frozenset(entry.get("planned", ()))
        self._verbs, self._again = Verbs(entry["verbs"]), Verbs(entry.get("again", ()))
        self._nouns, self._again_nouns = frozenset(entry["nouns"]), frozenset(entry.get("again_nouns", ()))

    def act(self, grammar: Grammar, thing: int) -> tuple[int, bool] | None:
        """(the verb or noun that does it to the thing, whether it does it again)."""
        node = grammar.node(thing)
        head = node.head
        if node.dep in ("dobj", "nsubjpass", "conj", "nsubj") and head != thing:
            for verbs, again in ((self._verbs, False), (self._again, True)):
                itself = node.dep == "nsubj" and not grammar.objects(head)  # the embassy opened in May
                if verbs.match(grammar, head) and (node.dep != "nsubj" or grammar.is_passive(head) or itself):
                    return head, again
        for verb in grammar.children(thing, "acl", "relcl"):
            for verbs, again in ((self._verbs, False), (self._again, True)):
                if verbs.match(grammar, verb) and grammar.is_passive(verb):
                    return verb, again
        if node.dep == "pobj" and grammar.node(head).low == "of":
            noun = grammar.node(head).head
            if grammar.node(noun).low in self._nouns:
                return noun, False
            if grammar.node(noun).low in self._again_nouns:
                return noun, True
        return None


def _union(a: Parties, b: Parties) -> Parties:
    codes = tuple(dict.fromkeys((*a.codes, *b.codes)))
    return Parties(codes, (*a.nodes, *b.nodes), a.named and b.named, a.blocked or b.blocked)


def _records(document: AnnotatedDocument, steps: list[Step]) -> tuple[Milestone, ...]:
    """Steps that tell the same are one record with several pieces of evidence."""
    joined: list[tuple[Step, list[tuple[int, int]]]] = []
    for step in sorted(steps, key=lambda s: (-len(str(s.value or "")) if s.kind == "partnership" else 0, s.words)):
        for host, words in joined:
            if _same(host, step):
                host.date = host.date or step.date
                host.because = host.because if step.because else None
                host.confidence = max(host.confidence, step.confidence)
                words.append(step.words)
                break
        else:
            joined.append((step, [step.words]))
    joined.sort(key=lambda pair: (min(pair[1]), pair[0].kind))
    return tuple(_record(document, step, words, n) for n, (step, words) in enumerate(joined, 1))


def _same(a: Step, b: Step) -> bool:
    if a.kind != b.kind or set(a.parties) != set(b.parties):
        return False
    if a.kind == "partnership" and a.value != b.value:
        if b.value == "strategic relations" and not b.date:
            return True
        within = set(str(b.value).split()) <= set(str(a.value).split())
        return within and (b.date is None or b.date == a.date)
    if a.kind in ("anniversary", "embassy") and a.value != b.value:
        return False
    return not (a.date and b.date) or a.date[:4] == b.date[:4]


def _record(document: AnnotatedDocument, step: Step, words: list[tuple[int, int]], number: int) -> Milestone:
    return Milestone(
        id=f"{document.record.id}-r{number}",
        evidence=tuple(Span(*document.span(*w)) for w in sorted(set(words))),
        stated=step.because is None,
        because=step.because,
        confidence=round(step.confidence, 2),
        rule=step.rule,
        kind=_KINDS[step.kind],
        parties=step.parties,
        value=step.value,
        of=step.of,
        date=step.date,
    )
