"""Gatherings that have a name (summits, forums, dialogues, ceremonies of a state), as records.

A gathering is no meeting record: the text may say no more than that it will be. What several sentences say of one
gathering is joined; `the Summit` behind a named one adds its day, place and status to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.extract.actors import ActorReader, Focus
from communique.extract.circumstances import Circumstances, circumstances
from communique.extract.days import day_of, past_day_of
from communique.extract.encounter import is_date
from communique.extract.gathering_names import GatheringNames
from communique.extract.gathering_parts import GatheringName
from communique.extract.grammar import Grammar
from communique.extract.inflection import split_particle, verb_forms
from communique.extract.status import StatusRules
from communique.shared.annotated import AnnotatedDocument
from communique.shared.edtf import bounds, contains, overlap
from communique.shared.knowledge import Knowledge
from communique.shared.records import Gathering, Meeting, Mode, Person, Place, Span, Status

_STATUSES: dict[str, Status] = {s: s for s in ("held", "planned", "proposed", "cancelled", "postponed")}
_MODES: dict[str, Mode] = {m: m for m in ("in_person", "call", "video", "message")}
_BACKGROUND_DAYS = 40  # as for meetings: what lies further back from the day of the text is background
_STATE = 3
_TOLD_TO_BE = ("gatherings/host", "gatherings/happen")
_NO_EDGE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Told:
    """What one sentence says of a gathering."""

    name: GatheringName
    words: tuple[int, int]
    status: str | None = None
    recalled: bool = False
    date: str | None = None
    place: Place | None = None
    host: str | None = None
    parties: tuple[str, ...] = ()
    event: bool = False
    rule: str = "named"
    verb: str = ""
    level: str | None = None
    is_open: bool = False  # told to be before something that is planned: it may be over or not


@dataclass(slots=True)
class _Joined:
    """What all sentences say of one gathering."""

    first: _Told
    words: list[tuple[int, int]]
    edition: int | None
    mode: str | None
    status: str | None
    recalled: bool
    date: str | None
    place: Place | None
    host: str | None
    parties: list[str]


class GatheringReader:
    """Reads gatherings by knowledge/wording/gatherings.yaml."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self._names, self._status, self._actors = GatheringNames(knowledge), status, actors
        entries: dict[str, Any] = {e["name"]: e for e in knowledge.entries("wording/gatherings.yaml")}
        self._roles: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for role in ("host", "attend", "happen"):
            for verb in entries[role]["verbs"]:
                base, particle = split_particle(verb)
                for form in verb_forms(base):
                    self._roles.setdefault(form, []).append((role, particle))
        self._groups = frozenset(entries["attend"]["groups"])
        self._host_nouns = frozenset(entries["host"]["nouns"])
        self._convening = frozenset(f for v in entries["host"]["of_a_format"] for f in verb_forms(v))
        self._meeting = frozenset(f for v in entries["happen"]["of_people"] for f in verb_forms(v))
        self._levels: dict[str, str] = entries["kind-words"]["ranks"]
        self._times = {
            when: tuple(tuple(phrase.split()) for phrase in entries["time-words"][when])
            for when in ("before", "during", "after")
        }

    def read(self, document: AnnotatedDocument) -> tuple[Gathering, ...]:
        """The gatherings of a document, in the order of the text."""
        joined: list[_Joined] = []
        for number in range(len(document.words.sentences)):
            if number in document.skipped:
                continue
            grammar = Grammar(document.trees[number]) if number in document.trees else None
            for name in self._names.find(document, number):
                told = self._told(document, grammar, name)
                if name.body and not self._is_convened(told, document.home):
                    continue
                if name.bare or not name.needs_event or told.event or name.edition or told.date:
                    _join(joined, told)
        kept = sorted(joined, key=lambda j: min(j.words))
        return tuple(_record(document, j, number) for number, j in enumerate(kept, 1))

    def hosted(
        self, document: AnnotatedDocument, gatherings: Sequence[Gathering], told: Sequence[Meeting]
    ) -> tuple[Meeting, ...]:
        """Summits of an organisation that are to be, as planned meetings of it, numbered behind those told.

        A gathering that a text only names is no meeting; one of which a verb tells that it is to be, and of which body
        and when, falls due like a meeting.
        """
        due = [g for g in gatherings if g.rule in _TOLD_TO_BE and g.status == "planned" and not g.recalled]
        known = {p.party for m in told if m.status == "planned" for p in m.participants}
        due = [g for g in due if g.date and g.parties and self._names.is_body(g.parties[0])]
        due = [g for g in due if g.parties[0] not in known]
        return tuple(_meeting(document, each, len(told) + number) for number, each in enumerate(due, 1))

    def _is_convened(self, told: _Told, home: str | None) -> bool:
        """Do those who lead a body meet, or does somebody meet them, or call a body together? Then at his level.

        home: the state whose text it is, which meets them where nobody is named.
        """
        name = told.name
        met = told.verb in self._meeting
        if told.rule == "happen" and name.kind:
            return met
        is_format = self._names.is_format(name)
        hosted = told.rule == "host" and told.verb in self._convening and not name.kind and (is_format or told.date)
        if not hosted and not (told.rule == "attend" and met and (name.kind or is_format)):
            return False
        name.kind = name.kind or told.level or ("summit" if told.host else "meeting")
        others = told.parties[len(name.parties) :] or ([home] if home else [])
        whose = name.parties[0] if hosted else self._names.with_guest(name.parties[0], others)
        name.key = f"{whose} {name.kind}"
        return True

    def _told(self, document: AnnotatedDocument, grammar: Grammar | None, name: GatheringName) -> _Told:
        told = _Told(name, (name.first, name.last), parties=name.parties, host=name.host)
        told.date = next((day_of(document, m, False) for m in name.dates if m.date is not None), None)
        when = self._when(document, name.first)
        told.event = when is not None
        if grammar is not None:
            self._by_syntax(document, grammar, told)
        if told.date is None and name.behind is not None:
            told.date = day_of(document, name.behind, False)
        if told.status is None or when == "before":
            told.status = {"before": "planned", "after": "held"}.get(when or "", told.status)
        told.recalled = told.recalled or when == "after"
        if when == "after" and told.is_open:
            told.status, told.recalled = None, False
        _by_calendar(document, told)
        if told.rule == "host" and told.status is None and told.date is not None and not told.recalled:
            told.status = "planned"  # ready to support them in hosting this year's summit: its time is not over
        return told

    def _when(self, document: AnnotatedDocument, first: int) -> str | None:
        """before, during or after, by the words that stand before the name."""
        row = document.words.words
        while first and row[first - 1].low in ("the", "a", "an", "this", "our", "his", "her", "their", "its"):
            first -= 1
        for when, phrases in self._times.items():
            for phrase in phrases:
                if tuple(w.low for w in row[max(0, first - len(phrase)) : first]) == phrase:
                    return when
        return None

    def _by_syntax(self, document: AnnotatedDocument, grammar: Grammar, told: _Told) -> None:
        """Adds status, day, place, host and parties, by the verb that the name is an argument of."""
        name = told.name
        nodes = [n.index for n in grammar.nodes if n.first < name.last and n.last > name.first]
        node = next((n.index for n in grammar.nodes if n.first <= name.head < n.last), None)
        if node is None:
            return
        while grammar.node(node).head in nodes and grammar.node(node).head != node:
            node = grammar.node(node).head  # of a name in several nodes the one on top
        above = grammar.node(grammar.node(node).head)
        if name.body and grammar.node(node).dep == "compound" and above.low in self._groups:
            node = above.index  # met with the G7 group
        verb = grammar.governing_verb(node)
        role = self._role(grammar, node, verb) if verb >= 0 else None
        if role == "attend" and grammar.node(verb).low in self._meeting and not name.body:
            role = None  # met the envoys of a forum
        told.is_open = not role and self._is_behind_a_plan(grammar, verb)
        verdict = self._status.of_verb(grammar, verb) if role else self._status.of_noun(grammar, node, None)
        days = [*name.dates, *([name.behind] if name.behind is not None else [])]
        if verdict.rule == "points-back" and days:
            told.date = past_day_of(document, days[0])
        if role or verdict.status != "held" or verdict.recalled:
            told.status, told.recalled = verdict.status, verdict.recalled
        heads = ([verb] if role else []) + [n for n in nodes if n == node or grammar.node(n).mention is None]
        around = circumstances(document, grammar, heads, frozenset(), _NO_EDGE)
        told.place = around.place or name.place
        told.date = told.date or (around.date if self._is_its_own(grammar, heads, around) else None)
        if role:
            host = role == "host" and self._is_host(grammar, node)
            told.event, told.rule, told.verb = True, role, "host" if host else grammar.node(verb).low
            self._who(document, grammar, verb, role, told)
            told.words = _joined_words(grammar, [verb, *around.nodes], told.words)

    def _is_its_own(self, grammar: Grammar, heads: list[int], around: Circumstances) -> bool:
        """Is the day not one that a clause about it gives for something else: the summit that led to a truce today?"""
        clauses = [c for h in heads for c in grammar.children(h, "relcl", "acl")]
        named = any(is_date(grammar, n) for n in around.nodes)
        return named or all(self._tells_of_it(grammar, c) for c in clauses)

    def _tells_of_it(self, grammar: Grammar, clause: int) -> bool:
        """the summit that opens on Friday, held on Friday, that she hosts on Friday"""
        node = grammar.node(clause)
        roles = {role for role, _ in self._roles.get(node.low, ())}
        acts = any(grammar.node(s).tag.startswith("W") for s in grammar.children(clause, "nsubj"))  # that led to
        return "happen" in roles or ("host" in roles and not acts)

    def _is_behind_a_plan(self, grammar: Grammar, verb: int) -> bool:
        """will travel on following it: is what hangs on `verb` told of only to say when something planned will be?"""
        if verb >= 0 and (grammar.node(verb).low,) in self._times["after"]:
            verb = grammar.governing_verb(verb)
        return verb >= 0 and self._status.of_verb(grammar, verb).status == "planned"

    def _role(self, grammar: Grammar, node: int, verb: int) -> str | None:
        """host, attend or happen: what the verb says of the gathering at `node`; None if it is about something else."""
        top = grammar.node(node)
        if self._is_host(grammar, node):
            return "host"
        while top.dep == "conj" and grammar.node(top.head).tag.startswith("N"):
            top = grammar.node(top.head)  # hosts the one and the other
        if top.dep == "appos" and grammar.node(top.head).tag == "PRP":
            top = grammar.node(top.head)  # we, the leaders of the G7, met
        for role, particle in self._roles.get(grammar.node(verb).low, ()):
            subject = top.head == verb and top.dep in ("nsubj", "nsubjpass")
            if role == "happen":
                behind = [o for o in grammar.objects(verb) if all(n.low != "," for n in grammar.nodes[verb:o])]
                with_others = behind + grammar.prepositions(verb, "with")
                fits = subject and _has(grammar, verb, particle) and (particle != () or not with_others)
            elif subject:
                fits = grammar.is_passive(verb)
            elif particle:
                preposition = grammar.node(top.head)
                fits = top.dep == "pobj" and preposition.low == particle[-1] and _has(grammar, verb, particle)
            else:
                fits = top.head == verb and top.dep in ("dobj", "attr", "conj")
            if fits:
                return role
        return None

    def _is_host(self, grammar: Grammar, node: int) -> bool:
        """Is the verb's subject called its host: will be the host of it?"""
        of = grammar.node(grammar.node(node).head)
        noun = grammar.node(of.head)
        return of.low == "of" and noun.low in self._host_nouns and noun.dep == "attr"

    def _who(self, document: AnnotatedDocument, grammar: Grammar, verb: int, role: str, told: _Told) -> None:
        if role == "happen":
            return
        passive = grammar.is_passive(verb)
        who = grammar.agents(verb) if passive else grammar.subjects(verb)
        actors = [a for node in who for a in self._actors.actors(document, grammar, node, Focus())]
        parties = tuple(dict.fromkeys(a.party for a in actors if a.party))
        told.parties = tuple(dict.fromkeys((*told.parties, *parties)))
        told.level = next((self._levels[a.level] for a in actors if a.level in self._levels), None)
        if role == "host" and len(parties) == 1 and len(parties[0]) == _STATE:
            told.host = told.host or parties[0]


def _has(grammar: Grammar, verb: int, particle: tuple[str, ...]) -> bool:
    """Do the words of the particle stand near the verb?"""
    near = {n.low for n in grammar.nodes[verb + 1 : verb + 1 + 6]}
    near |= {grammar.node(c).low for c in grammar.children(verb)}
    return all(word in near for word in particle)


def _joined_words(grammar: Grammar, nodes: list[int], words: tuple[int, int]) -> tuple[int, int]:
    first, last = grammar.words_of(nodes)
    return min(first, words[0]), max(last, words[1])


def _by_calendar(document: AnnotatedDocument, told: _Told) -> None:
    """A day before or behind that of the text decides whether the gathering was."""
    then, now = bounds(told.date), bounds(document.record.date)
    if then is None or now is None or told.status in ("cancelled", "postponed"):
        return
    if told.rule == "host" and told.status is None and then[1] < now[0]:
        told.date = None  # wished them success in hosting it in July: the July to come, whose year is not told
    elif then[0] > now[1]:
        told.status = "planned"
    elif then[1] < now[0]:
        told.status = "held"
        told.recalled = told.recalled or (now[0] - then[1]).days > _BACKGROUND_DAYS


def _join(joined: list[_Joined], told: _Told) -> None:
    same = [j for j in joined if _same(j, told)]
    if not same:
        if not told.name.bare:
            joined.append(
                _Joined(
                    told,
                    [told.words],
                    told.name.edition,
                    told.name.mode,
                    told.status,
                    told.recalled,
                    told.date,
                    told.place,
                    told.host,
                    list(told.parties),
                )
            )
        return
    host = same[-1]
    more = (told.status, told.date, told.place, told.host)
    adds = any(new and not old for new, old in zip(more, (host.status, host.date, host.place, host.host), strict=True))
    host.edition, host.mode = host.edition or told.name.edition, host.mode or told.name.mode
    if host.date is None or (told.date and host.date != told.date and contains(host.date, told.date)):
        host.date, host.status = told.date or host.date, told.status or host.status
    host.status, host.place, host.host = host.status or told.status, host.place or told.place, host.host or told.host
    of_then = told.recalled or told.status is None or (host.date is not None and told.date is None)
    host.recalled = host.recalled and of_then
    fresh = [party for party in told.parties if party not in host.parties]
    host.parties += fresh
    if adds or fresh:
        host.words.append(told.words)


def _same(joined: _Joined, told: _Told) -> bool:
    """Can the sentence tell of the gathering?"""
    own, name = joined.first.name, told.name
    if name.bare and (own.kind != name.kind or name.edition not in (None, joined.edition)):
        return False
    if not name.bare and own.key != name.key:
        return False
    if joined.edition and name.edition and joined.edition != name.edition:
        return False
    if not name.bare and own.special != name.special:
        regular = (told.date, name.edition, name.regular) if own.special else (joined.date, joined.edition, own.regular)
        if any(regular):  # the special summit, and the annual one or last year's
            return False
    if joined.date and told.date and not overlap(joined.date, told.date):
        return False
    apart = {joined.status, told.status} == {"held", "planned"}
    return not (apart and (not told.event or joined.recalled or told.recalled))


def _record(document: AnnotatedDocument, joined: _Joined, number: int) -> Gathering:
    name = joined.first.name
    return Gathering(
        id=f"{document.record.id}-g{number}",
        evidence=tuple(Span(*document.span(*words)) for words in dict.fromkeys(joined.words)),
        confidence=0.9,
        rule=f"gatherings/{joined.first.rule}",
        recalled=joined.recalled,
        name=document.printed(name.first, name.last),
        key=name.key,
        edition=joined.edition,
        mode=_MODES.get(joined.mode or ""),
        status=_STATUSES.get(joined.status or ""),
        date=joined.date,
        place=joined.place,
        host=joined.host,
        parties=tuple(joined.parties),
    )


def _meeting(document: AnnotatedDocument, gathering: Gathering, number: int) -> Meeting:
    return Meeting(
        id=f"{document.record.id}-m{number}",
        evidence=gathering.evidence,
        confidence=gathering.confidence,
        rule="meetings/host-summit",
        recalled=False,
        mode=gathering.mode or "in_person",
        status="planned",
        date=gathering.date,
        reported=document.record.date,
        place=gathering.place,
        occasion=gathering.name,
        level=None,
        participants=(Person(name=None, office=None, party=gathering.parties[0]),),
        bilateral=False,
    )
