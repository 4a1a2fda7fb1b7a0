"""Agreements: instruments that a text reports as signed, planned or in force, or that it names, as records.

By knowledge/wording/agreements.yaml. What an instrument is called: instruments.py. Signers are parties, witnesses and
hosts are not; a refusal, a wish and `no agreement` give nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from communique.extract.actors import ActorReader
from communique.extract.encounter import Encounter
from communique.extract.grammar import Grammar
from communique.extract.instruments import Instrument, InstrumentFinder
from communique.extract.sides import Parties, SideReader, focus_at
from communique.extract.status import StatusRules, Verdict
from communique.extract.steps import Numbers, Scene, Verbs, nouns_above, when
from communique.extract.topics import TopicReader
from communique.shared.annotated import AnnotatedDocument
from communique.shared.edtf import bounds, overlap
from communique.shared.knowledge import Knowledge
from communique.shared.records import Agreement, AgreementKind, AgreementStatus, Span

_KINDS: dict[str, AgreementKind] = {kind: kind for kind in get_args(AgreementKind)}
_STATUSES: dict[str, AgreementStatus] = {status: status for status in get_args(AgreementStatus)}
_CONFIDENCE = {"signed": 0.9, "planned": 0.8, "in_force": 0.85, "suspended": 0.8, "terminated": 0.8, "mentioned": 0.75}
_CONCLUDED = 0.1
_BACKGROUND_DAYS = 40
_BESIDE = 3
"""The date of an instrument that is only mentioned stands beside it: the Declaration of April 2021."""
_FAR = 25
"""Parties that stand further away, in tokens, are not part of the evidence."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words around an instrument say of it: status, by which verb or noun, and whether somebody does it."""

    status: str
    head: int | None
    rule: str
    recalled: bool = False
    participle: bool = False


@dataclass(slots=True)
class _Found:
    """An instrument as one clause tells it."""

    instrument: Instrument
    told: _Told
    parties: Parties
    date: str | None
    recalled: bool
    words: list[tuple[int, int]]
    topics: tuple[str, ...]


class AgreementReader:
    """Reads agreements by the entries of agreements.yaml."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader, topics: TopicReader) -> None:
        self.status, self.sides, self.topics = status, SideReader(actors), topics
        entries = {e["name"]: e for e in knowledge.entries("wording/agreements.yaml")}
        self._find = InstrumentFinder(knowledge, entries["instruments"], Numbers(knowledge, {}))
        self._only_signed = frozenset(entries["instruments"]["only_signed"])
        signed, planned = entries["signed"], entries["planned"]
        self._signing, self._issuing = Verbs(signed["verbs"]), Verbs(signed["issuing"])
        self._issued_kinds = frozenset(signed["issued_kinds"])
        self._signing_nouns, self._ceremonies = frozenset(signed["nouns"]), frozenset(signed["ceremonies"])
        self._participles = frozenset(signed["participles"])
        self._ready, self._upcoming = frozenset(planned["ready"]), frozenset(planned["upcoming"])
        self._awaiting = Verbs(planned["awaiting"])
        self._entering, self._entry = Verbs(entries["in-force"]["verbs"]), frozenset(entries["in-force"]["nouns"])
        self._ending = [(s, Verbs(entries[s]["verbs"])) for s in ("suspended", "terminated")]
        self._parts = frozenset(entries["suspended"]["parts"])
        self._openers = frozenset(entries["mentioned"]["openers"])

    def read(self, document: AnnotatedDocument, told: Sequence[Encounter] = ()) -> tuple[Agreement, ...]:
        """The agreements of a document in the order of the text; told: its encounters, which say who is meant."""
        found: list[_Found] = []
        for number in sorted(document.trees):
            scene = Scene(document, Grammar(document.trees[number]), number, focus_at(told, number))
            meeting = [e for e in told if e.sentence == number]
            for node in scene.grammar.nodes:
                instrument = self._find.at(scene, node.index)
                made = self._instrument(scene, instrument, meeting) if instrument is not None else None
                if made is not None:
                    found.append(made)
        return _records(document, found)

    def _instrument(self, scene: Scene, instrument: Instrument, meeting: list[Encounter]) -> _Found | None:
        told = self._status(scene, instrument)
        if told is None:
            return None
        parties = self._parties(scene, instrument, told, meeting)
        if parties is None:
            return None
        heads = [told.head] if told.head is not None else []
        heads += [c for h in heads for c in scene.grammar.children(h, "advcl") if self._is_when(scene.grammar, c)]
        date, dated = when(scene, [*heads, instrument.noun], parties.nodes)
        if told.status == "mentioned" and dated and abs(dated[0] - instrument.words[-1]) > _BESIDE:
            date, dated = None, ()
        if dated and dated[0] > 0 and scene.grammar.node(dated[0] - 1).low == "for":
            date, dated = None, ()  # a plan for 2026-2028
        nodes = {*instrument.words, *dated}
        if self._first_of_list(scene.grammar, instrument.top) == instrument.top:
            nodes |= {*heads[:1], *(n for n in parties.nodes if abs(n - instrument.noun) < _FAR)}
        words = scene.grammar.words_of(nodes)
        matter = scene.document.printed(*scene.grammar.words_of(instrument.words))
        topics = tuple(t for t in self.topics.topics(matter) if t != "politics")
        recalled = told.recalled or _is_background(scene.document, date, told.status)
        if date is None and told.head in scene.grammar.children(instrument.noun, "acl", "relcl"):
            recalled = recalled or instrument.before.opener in self._openers  # the treaty signed between A and B
        return _Found(instrument, told, parties, date, recalled, [words], topics)

    @staticmethod
    def _is_when(grammar: Grammar, i: int) -> bool:
        return any(grammar.node(c).low == "when" for c in grammar.children(i))

    # --- status -----------------------------------------------------------------------------------------------------

    def _status(self, scene: Scene, instrument: Instrument) -> _Told | None:
        """What is told of the instrument; None where it is nothing that counts."""
        grammar = scene.grammar
        for clause in grammar.children(instrument.top, "acl", "relcl") + grammar.children(
            instrument.noun, "acl", "relcl"
        ):
            if self._signs(grammar, clause, instrument.kind):
                return self._by_verdict(self.status.of_verb(grammar, clause), clause)
            if grammar.node(clause).dep == "relcl" and (told := self._of_subject(grammar, clause)) is not None:
                return told
        behind = self._participle(grammar, instrument)
        if behind is not None:
            return _Told("signed", behind, "signed", participle=True)
        first = self._first_of_list(grammar, instrument.top)
        verb = grammar.node(first).head
        argument = grammar.node(first).dep in ("dobj", "nsubjpass", "attr")
        if argument and self._signs(grammar, verb, instrument.kind):
            if grammar.is_negated(first):
                return None
            return self._by_verdict(self.status.of_verb(grammar, verb), verb)
        by_noun = self._by_noun(scene, first)
        if by_noun is not None:
            return by_noun if by_noun.status else None
        if self._participles & set(instrument.before.modifiers) and not self._upcoming & set(
            instrument.before.modifiers
        ):
            return _Told("signed", None, "signed")
        subject = grammar.node(first).dep in ("nsubj", "nsubjpass") and grammar.node(verb).tag.startswith("V")
        if subject and (told := self._of_subject(grammar, verb)) is not None:
            return told
        part = next((n for n in nouns_above(grammar, first) if grammar.node(n).low in self._parts), None)
        if part is not None and grammar.node(part).dep in ("dobj", "nsubjpass"):  # suspended its part in the treaty
            verb, argument = grammar.node(part).head, True
        for status, verbs in self._ending:
            if (argument or subject or first in grammar.prepositions(verb, "from", "of")) and verbs.match(
                grammar, verb
            ):
                return _Told(status, verb, status) if self.status.of_verb(grammar, verb).status == "held" else None
        return self._mentioned(scene, instrument)

    def _participle(self, grammar: Grammar, instrument: Instrument) -> int | None:
        """The agreements (recently) signed between A and B, whatever the parser makes of `signed`."""
        i = instrument.words[-1] + 1
        if i < len(grammar.nodes) and grammar.node(i).tag.startswith("RB"):
            i += 1
        if i >= len(grammar.nodes) or grammar.node(i).tag not in ("VBN", "VBD"):
            return None
        if not self._signs(grammar, i, instrument.kind) or grammar.objects(i) or grammar.auxiliaries(i):
            return None
        subjects = grammar.children(i, "nsubj", "nsubjpass")
        return i if all(s in instrument.words for s in subjects) else None

    def _first_of_list(self, grammar: Grammar, i: int) -> int:
        """The head of the list that node i stands in: signed a treaty on fish, a protocol and a memorandum."""
        listed = False
        while True:
            node = grammar.node(i)
            above = grammar.node(node.head)
            beside = node.dep == "appos" and self._find.is_noun(above.low)
            if beside or (node.dep == "conj" and not above.tag.startswith("V")):
                i, listed = node.head, True
            elif listed and node.dep == "pobj" and self._find.is_noun(grammar.node(above.head).low):
                i, listed = above.head, False  # the parser lists the protocol with the fish
            else:
                return i

    def _signs(self, grammar: Grammar, verb: int, kind: str) -> bool:
        if self._signing.match(grammar, verb):
            return True
        return kind in self._issued_kinds and self._issuing.match(grammar, verb)

    @staticmethod
    def _by_verdict(verdict: Verdict, head: int) -> _Told | None:
        if verdict.status == "held":
            return _Told("signed", head, "signed", verdict.recalled)
        return _Told("planned", head, "planned", verdict.recalled) if verdict.status == "planned" else None

    def _by_noun(self, scene: Scene, first: int) -> _Told | None:
        """The signing of a treaty; its entry into force. A status of "" says that nothing counts."""
        grammar = scene.grammar
        for n in list(nouns_above(grammar, first))[:3]:
            low = grammar.node(n).low
            signing = low in self._signing_nouns or (
                low in self._ceremonies and any(grammar.node(c).low in self._signing_nouns for c in grammar.children(n))
            )
            if not signing and not (
                low in self._entry and any(grammar.node(k).low == "force" for k in grammar.subtree(n))
            ):
                continue
            words = {grammar.node(c).low for c in grammar.children(n)}
            above = grammar.governing_verb(n)
            verdict = self.status.of_noun(grammar, n, None)
            awaited = above >= 0 and self._awaiting.match(grammar, above)
            future = above >= 0 and grammar.tense(above) in ("future", "infinitive", "modal")
            if (
                words & self._upcoming
                or awaited
                or verdict.status == "planned"
                or (future and verdict.status == "held")
            ):
                return _Told("planned", n, "planned")
            if verdict.status != "held" or (above >= 0 and self.status.governs("only-wished", grammar, above)):
                return _Told("", None, "")
            return _Told("signed" if signing else "in_force", n, "signed" if signing else "in-force", verdict.recalled)
        return None

    def _of_subject(self, grammar: Grammar, verb: int) -> _Told | None:
        """It entered into force; it is ready for signing."""
        if self._entering.match(grammar, verb):
            verdict = self.status.of_verb(grammar, verb)
            if verdict.status == "planned":
                return _Told("planned", verb, "planned")
            return _Told("in_force", verb, "in-force") if verdict.status == "held" else None
        for state in [*grammar.children(verb, "acomp", "attr", "oprd"), verb]:
            if grammar.node(state).low in self._ready and not grammar.is_negated(verb):
                for aim in [*grammar.prepositions(state, "for"), *grammar.children(state, "xcomp")]:
                    if grammar.node(aim).low in self._signing_nouns or self._signing.match(grammar, aim):
                        return _Told("planned", verb, "planned")
        return None

    def _mentioned(self, scene: Scene, instrument: Instrument) -> _Told | None:
        """A certain instrument that is spoken of: it has a name, or is definite and its parties are named."""
        low = scene.grammar.node(instrument.noun).low
        if low in self._only_signed or instrument.count is not None or (instrument.plural and instrument.name is None):
            return None
        definite = instrument.before.opener in self._openers
        if instrument.before.opener in ("a", "an") or (not definite and instrument.name is None):
            return None
        above = scene.grammar.governing_verb(instrument.top)
        if instrument.name is None and above >= 0 and self.status.governs("proposed-by", scene.grammar, above):
            return None
        return _Told("mentioned", None, "mentioned", recalled=True)

    # --- parties ----------------------------------------------------------------------------------------------------

    def _parties(self, scene: Scene, instrument: Instrument, told: _Told, meeting: list[Encounter]) -> Parties | None:
        grammar, document = scene.grammar, scene.document
        named = self.sides.of_noun(document, grammar, instrument.noun, scene.focus)
        if told.head is not None and not grammar.node(told.head).tag.startswith("V") and len(named.codes) < 2:
            named = _union(named, self.sides.of_noun(document, grammar, told.head, scene.focus))
        if len(named.codes) > 1:
            return named
        if instrument.parties:
            return Parties(instrument.parties, named.nodes) if len(instrument.parties) > 1 else None
        if told.status == "mentioned":
            return named if named.codes and self._has_partner(grammar, instrument.noun) else None
        if told.participle and told.head is not None:
            for i in [*grammar.prepositions(told.head, "between", "with", "by")]:
                found = self.sides.codes(document, grammar, i, scene.focus)
                alone = not found and not self._many(grammar, i)
                named = _union(named, Parties(tuple(found), tuple(grammar.listed(i)) if found else (), blocked=alone))
        heads = [instrument.noun, *([told.head] if told.head is not None else [])]
        if len(named.codes) > 1 or (named.codes and any(self._has_partner(grammar, h) for h in heads)):
            return named
        if named.blocked:
            return None
        verb = told.head if told.head is not None else -1
        if verb >= 0 and grammar.node(verb).tag.startswith("V") and told.rule != "in-force" and not told.participle:
            doers = self.sides.of_verb(document, grammar, verb, scene.focus)
            union = _union(named, doers)
            if len(union.codes) > 1:
                return union
            alone = not grammar.is_passive(verb) and any(not self._many(grammar, s) for s in grammar.subjects(verb))
            if union.blocked or alone:
                return None  # one signer alone: a paper of its own
        present = tuple(dict.fromkeys(a.party for e in meeting for a in e.actors if a.party))
        if len(present) > 1 and set(named.codes) <= set(present):
            return Parties(present, named.nodes, named=False)
        if told.status == "planned" and verb >= 0 and not grammar.node(verb).tag.startswith("V"):
            doers = self.sides.of_verb(document, grammar, grammar.governing_verb(verb), scene.focus)
            union = _union(named, doers)
            return union if len(union.codes) == 2 else None  # what is hoped for may be of others
        done = self.sides.complete(document, named, scene.focus)
        return done if len(done.codes) > 1 else None

    @staticmethod
    def _many(grammar: Grammar, i: int) -> bool:
        node = grammar.node(i)
        return (
            node.mention.plural or node.mention.kind == "role" if node.mention is not None else node.tag.endswith("S")
        )

    @staticmethod
    def _has_partner(grammar: Grammar, noun: int) -> bool:
        """Between Israel and a movement that is no state: one party is all that can be given."""
        below = [c for i in grammar.children(noun, "prep", "acl") for c in grammar.subtree(i)]
        between = [i for i in below if grammar.node(i).low == "between"]
        return any(grammar.children(t, "conj") for i in between for t in grammar.children(i, "pobj"))


def _union(a: Parties, b: Parties) -> Parties:
    codes = tuple(dict.fromkeys((*a.codes, *b.codes)))
    return Parties(codes, (*a.nodes, *b.nodes), a.named and b.named, a.blocked or b.blocked)


def _is_background(document: AnnotatedDocument, date: str | None, status: str) -> bool:
    then, now = bounds(date), bounds(document.record.date)
    return bool(status != "planned" and then and now and (now[0] - then[1]).days > _BACKGROUND_DAYS)


def _records(document: AnnotatedDocument, found: list[_Found]) -> tuple[Agreement, ...]:
    """Clauses that tell of one instrument are one record."""
    joined: list[_Found] = []
    for one in found:
        twin = next((j for j in joined if _same(j, one)), None)
        if twin is None:
            joined.append(one)
            continue
        twin.words += one.words
        twin.date = twin.date or one.date
        if twin.told.status == "mentioned" and one.told.status != "mentioned":
            twin.told, twin.recalled = one.told, one.recalled
        if twin.instrument.name is None:
            twin.instrument = one.instrument if one.instrument.name else twin.instrument
    return tuple(_record(document, one, number) for number, one in enumerate(joined, 1))


def _same(a: _Found, b: _Found) -> bool:
    one, two = a.instrument, b.instrument
    if one.name and two.name:
        return one.name.casefold() == two.name.casefold()
    if one.kind != two.kind or set(a.parties.codes) != set(b.parties.codes) or one.count != two.count:
        return False
    if (a.date and b.date and not overlap(a.date, b.date)) or (a.topics and b.topics and a.topics != b.topics):
        return False
    statuses = {a.told.status, b.told.status}
    return len(statuses) == 1 or "mentioned" in statuses


def _record(document: AnnotatedDocument, found: _Found, number: int) -> Agreement:
    status = found.told.status
    confidence = _CONFIDENCE[status] - (0 if found.parties.named else _CONCLUDED)
    return Agreement(
        id=f"{document.record.id}-a{number}",
        evidence=tuple(Span(*document.span(*w)) for w in sorted(set(found.words))),
        confidence=round(confidence, 2),
        rule=f"agreements/{found.told.rule}",
        recalled=found.recalled,
        name=found.instrument.name,
        kind=_KINDS[found.instrument.kind],
        parties=found.parties.codes,
        status=_STATUSES[status],
        date=found.date,
        count=found.instrument.count,
        topics=found.topics,
    )
