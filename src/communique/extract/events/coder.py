"""The events of one sentence: from its main clause inwards.

A verb or noun of a family is an event; an operator (agree, demand, refuse, stop, will, must, not) makes another event
of the one in its complement, as CAMEO builds its codes: refusing aid, demanding a ceasefire, threatening an attack.
Who does it to whom is read off voice and frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.extract.events.completing import Completer
from communique.extract.events.found import Found
from communique.extract.events.lexicon import EventLexicon, Family
from communique.extract.events.matching import Matcher
from communique.extract.events.modality import Modality
from communique.extract.events.parties import Countries
from communique.extract.events.roles import Roles
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument

_PURPOSE = ("xcomp", "advcl", "ccomp")
_TO_WHOM = ("to", "against", "with", "on", "upon", "at", "for", "over", "into", "from", "of", "in", "by", "between")
_ERRANDS = ("04", "07", "09")
_OTHERS_DO = frozenset({"request", "reject", "accept", "allow", "must", "invite"})
_DEEPEST = 7


class Coder:
    """Codes one tree."""

    def __init__(
        self, lexicon: EventLexicon, document: AnnotatedDocument, grammar: Grammar, countries: Countries
    ) -> None:
        self._lexicon, self._grammar, self._countries = lexicon, grammar, countries
        self._matcher = Matcher(lexicon, grammar, document)
        self._roles = Roles(grammar, countries)
        self._modality = Modality(lexicon, grammar, countries)
        self._completer = Completer(lexicon, grammar, countries)

    def events(self) -> list[Found]:
        """The main event, then one of a coordinated verb if it is of another type; empty if there is none."""
        order = list(self._reading_order())
        main = [n for n in order if self._grammar.node(n).dep in ("ROOT", "ccomp")]
        for nodes in (main, order):
            for node in nodes:
                event = self._clause(node, 0, ())
                if event is not None:
                    return [self._completer.completed(event, node), *self._second(node, event)]
            for node in nodes:
                event = self._by_form(node)
                if event is not None:
                    return [self._completer.completed(event, node)]
        for row in self._grammar.nodes:
            event = self._noun(row.index, 0, ())
            if event is not None:
                verb = self._grammar.governing_verb(row.index)
                acting = self._countries.of(self._grammar.subjects(verb)) if verb >= 0 else ()
                return [self._completer.completed(replace(event, score=0.2, source=event.source or acting), row.index)]
        return []

    def _reading_order(self) -> Iterator[int]:
        """The verbs of the tree: the root, then those next to it, level by level."""
        waiting = [n.index for n in self._grammar.nodes if n.head == n.index]
        while waiting:
            node = waiting.pop(0)
            row = self._grammar.node(node)
            if (row.tag[:1] in ("V", "M") and row.dep not in ("amod", "compound")) or row.dep == "ROOT":
                yield node
            waiting += self._grammar.children(node)

    def _by_form(self, i: int) -> Found | None:
        """What a verb says by its form alone; what two countries do together is cooperation."""
        if not self._grammar.node(i).tag.startswith("V"):
            return None
        family = self._matcher.alone(i)
        if family is not None:
            assert family.code is not None
            event = Found(family.code, 0.3, (i,), *self._roles.of_family(i, family, ()))
            return self._modality.applied(i, event, 0, ())
        source, target = self._roles.of_verb(i, ())
        abroad = bool(source and set(target) - set(source))
        if abroad and self._grammar.tense(i) == "future" and not self._modality.negated(i):
            return Found("030", 0.2, (i,), source, target, "future")
        if len(source) > 1 and not self._grammar.is_passive(i) and self._grammar.children(i, "dobj"):
            return self._modality.applied(i, Found("060", 0.2, (i,), source), 0, ())
        return None

    def _second(self, root: int, first: Found) -> list[Found]:
        for verb in [root, *self._grammar.children(root, "ccomp")]:
            for other in self._grammar.children(verb, "conj"):
                if not self._grammar.node(other).tag.startswith("V") or other in first.nodes:
                    continue
                event = self._clause(other, 0, ())
                if event is not None and event.score >= 2.5 and self._type(event) != self._type(first):
                    return [self._completer.completed(event, other)]
        return []

    def _type(self, event: Found) -> str:
        return self._lexicon.codes[event.code].event_type

    # ---- clauses ----

    def _clause(self, i: int, depth: int, sayer: tuple[int, ...]) -> Found | None:
        """The event of the clause of verb i, with its own negation and tense; `sayer`: whom pronouns mean."""
        event = self._verb(i, depth, sayer)
        return self._modality.applied(i, event, depth, sayer) if event is not None else self._modality.alone(i, sayer)

    def _verb(self, i: int, depth: int, sayer: tuple[int, ...]) -> Found | None:
        if depth > _DEEPEST:
            return None
        best: Found | None = None
        for score, family, shown in self._matcher.verb(i):
            event = self._by_family(i, family, (score, tuple(shown)), depth, sayer)
            if event is not None and (best is None or event.score > best.score):
                best = event
        if best is not None and best.score > 0:
            return best
        adjective = self._adjective(i, depth, sayer)
        if adjective is not None:
            return adjective
        event = self._through(i, depth, sayer) or best
        alone = self._matcher.alone(i) if event is None and depth > 0 else None
        if alone is None or alone.code is None:
            return event
        return Found(alone.code, 0.3, (i,), *self._roles.of_family(i, alone, sayer))

    def _by_family(
        self, i: int, family: Family, fit: tuple[float, tuple[int, ...]], depth: int, sayer: tuple[int, ...]
    ) -> Found | None:
        score, shown = fit
        if family.code is not None:
            return Found(family.code, score, shown, *self._roles.of_family(i, family, sayer))
        return self._operated(i, family, fit, depth, sayer)

    def _operated(
        self, i: int, family: Family, fit: tuple[float, tuple[int, ...]], depth: int, sayer: tuple[int, ...]
    ) -> Found | None:
        """What operator `family` at verb i makes of its complement."""
        assert family.does is not None
        score, shown = fit
        passive = self._grammar.is_passive(i)
        acting = self._grammar.agents(i) if passive else self._grammar.subjects(i)
        if passive and not acting and self._grammar.children(i, "xcomp"):
            acting = self._grammar.subjects(i)  # is expected to sign: signs
        acting = self._resolved(acting, sayer)
        inner = self._complement(i, family.does, depth, tuple(acting))
        if family.does == "say":
            return self._said(inner, tuple(acting), score)
        if inner is None and family.needs_event:
            return None
        code = self._lexicon.compose(family.does, inner.code if inner else None)
        if code is None:
            return None
        own_source, own_target = self._roles.of_verb(i, sayer)
        source = own_source or (inner.source if inner and (passive or family.does == "pass") else ())
        if inner is None:
            asked = [s for c in self._grammar.children(i, "ccomp", "xcomp") for s in self._grammar.children(c, "nsubj")]
            reached = self._countries.of(asked, acting) if family.does in _OTHERS_DO else ()
            return Found(code, score - 1.0, shown, source, reached or own_target)
        if family.does == "purpose" and not inner.code.startswith(_ERRANDS):
            return None
        target = self._target_through(i, family.does, source, inner, own_target)
        third = tuple(c for c in inner.target if c not in own_target)
        if family.does == "request" and inner.code.startswith("05") and third and self._urges(i, inner):
            code, target = "053", third  # urging one state to support another is rallying support, no request
        gain = {"pass": 0.6, "purpose": 4.0}.get(family.does, 1.6)
        nodes = (*shown, *inner.nodes)
        return Found(code, score + gain, nodes, source, target, inner.time if family.does == "pass" else "current")

    def _urges(self, i: int, inner: Found) -> bool:
        """Is somebody asked to do just that?"""
        to = [
            c for c in self._grammar.children(i, "prep", "dative") if self._grammar.node(c).low in ("to", "on", "upon")
        ]
        return (
            inner.score >= 1.5
            and inner.nodes[0] in self._grammar.children(i, "xcomp", "ccomp")
            and bool(to or self._grammar.children(i, "dobj", "ccomp"))
        )

    def _target_through(
        self, i: int, does: str, source: tuple[str, ...], inner: Found, own: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Whom the operator's event is about: those asked, else those who would act, else those acted on."""
        others = tuple(c for c in inner.source if c not in source)
        addressed = self._countries.of(self._grammar.children(i, "dobj", "dative")) if does in _OTHERS_DO else ()
        choices: tuple[tuple[str, ...], ...]
        if does in _OTHERS_DO:
            choices = (addressed, others, inner.target, own, inner.source)
        else:
            choices = (inner.target, own, others)
        return next((c for c in choices if c), ())

    def _said(self, inner: Found | None, acting: tuple[int, ...], score: float) -> Found | None:
        if inner is None:
            return None
        source = inner.source or self._countries.of(acting)
        return replace(inner, source=source, score=max(score, inner.score) + 0.1)

    def _resolved(self, nodes: list[int], sayer: tuple[int, ...]) -> list[int]:
        """The nodes with pronouns replaced by whom they mean."""
        pronouns = ("it", "they", "he", "she", "we", "i")
        found: list[int] = []
        for n in nodes:
            node = self._grammar.node(n)
            found += list(sayer) if sayer and node.mention is None and node.low in pronouns else [n]
        return found

    def _complement(self, i: int, does: str, depth: int, acting: tuple[int, ...]) -> Found | None:
        """The event in the complement of verb i."""
        if does == "say":
            return self._first(self._grammar.children(i, "ccomp"), depth, acting)
        if does == "purpose":
            return self._first(self._purposes(i), depth, acting)
        verbs = self._grammar.children(i, "xcomp", "ccomp")
        event = self._first(verbs, depth, acting)
        if event is not None:
            return event
        nouns = self._grammar.children(i, "dobj", "attr", "oprd", "nsubjpass")
        for noun in nouns:
            event = self._noun(noun, depth + 1, acting, True)
            if event is not None:
                return event
        for child in self._grammar.children(i, "prep", "agent", "prt", "dative"):
            if self._grammar.node(child).low in ("by", "during", "after", "before", "since", "until", "following"):
                continue
            event = self._below_preposition(child, depth, acting)
            if event is not None:
                return event
        return self._first(self._purposes(i), depth, acting)

    def _purposes(self, i: int) -> list[int]:
        """The infinitives of purpose at verb i: `to help him`, `for the army to go`."""
        found = []
        for child in self._grammar.children(i, *_PURPOSE):
            low = {self._grammar.node(c).low for c in self._grammar.children(child, "aux", "mark")}
            if self._grammar.node(child).tag in ("VB", "VBP") and low & {"to", "for"}:
                found.append(child)
        return found

    def _first(self, verbs: list[int], depth: int, acting: tuple[int, ...]) -> Found | None:
        for verb in verbs:
            event = self._clause(verb, depth + 1, acting)
            if event is not None:
                return event
        return None

    def _below_preposition(self, i: int, depth: int, acting: tuple[int, ...]) -> Found | None:
        event = self._first(self._grammar.children(i, "pcomp"), depth, acting)
        if event is not None:
            return event
        for noun in self._grammar.children(i, "pobj"):
            event = self._noun(noun, depth + 1, acting, True)
            if event is not None:
                return event
        for below in self._grammar.children(i, "prep"):  # out of
            return self._below_preposition(below, depth + 1, acting)
        return None

    def _adjective(self, i: int, depth: int, sayer: tuple[int, ...]) -> Found | None:
        """is ready to, is opposed to."""
        for child in [i, *self._grammar.children(i, "acomp", "oprd", "attr", "prep")]:
            family = self._lexicon.adjectives.get(self._grammar.node(child).low)
            if family is None or family.does is None:
                continue
            acting = self._resolved(self._grammar.subjects(i), sayer)
            if self._grammar.node(child).dep == "prep":
                inner = self._below_preposition(child, depth, tuple(acting))
            else:
                inner = self._complement(child, family.does, depth, tuple(acting))
            code = self._lexicon.compose(family.does, inner.code if inner else None)
            source = self._countries.of(acting, sayer)
            if inner is None and code is not None and self._grammar.children(child, "xcomp"):
                return Found(code, 0.6, (child,), source)
            if code is None or inner is None:
                continue
            target = self._target_through(i, family.does, source, inner, ())
            return Found(code, 2.5, (child, *inner.nodes), source, target)
        return None

    def _through(self, i: int, depth: int, sayer: tuple[int, ...]) -> Found | None:
        """The event of a verb that says nothing itself: in its object, its subject, its infinitive, its purpose."""
        acting = tuple(self._resolved(self._grammar.subjects(i), sayer))
        passive = self._grammar.is_passive(i)
        for noun in self._grammar.children(i, "dobj", "attr", "oprd", "nsubjpass", "nsubj"):
            event = self._noun(noun, depth + 1, acting)
            if event is None:
                continue
            own = self._grammar.node(noun).dep in ("nsubj", "nsubjpass")
            doing = self._grammar.agents(i) if passive else list(acting)
            source = self._countries.of(doing, sayer) if (passive or not own) else ()
            target = event.target or self._roles.after(i, _TO_WHOM)
            between = self._roles.after(i, ("between",))
            if len(between) > 1:
                source, target = between, ()
            return replace(event, score=1.0, source=source or event.source, target=target, nodes=(i, *event.nodes))
        for verb in self._grammar.children(i, "xcomp", "ccomp"):
            event = self._clause(verb, depth + 1, acting)
            if event is not None:
                return replace(event, score=min(event.score, 1.0))
        for child in self._grammar.children(i, "prep"):
            if self._grammar.node(child).low in ("under", "into", "to", "on", "as"):
                event = self._below_preposition(child, depth, acting)
                if event is not None:
                    source, target = self._roles.of_verb(i, sayer)
                    return replace(event, score=0.8, source=source or event.source, target=target or event.target)
        if any(self._grammar.node(c).low in ("jointly", "together") for c in self._grammar.children(i, "advmod")):
            return Found("060", 1.0, (i,), *self._roles.of_verb(i, sayer))
        for verb in self._grammar.children(i, "advcl"):
            if self._grammar.node(verb).tag in ("VB", "VBG"):
                event = self._clause(verb, depth + 1, acting)
                if event is not None:
                    return replace(event, score=0.5)
        return None

    # ---- nouns ----

    def _noun(self, i: int, depth: int, acting: tuple[int, ...], complement: bool = False) -> Found | None:
        """The event that noun i carries, or what it is a part, series or attempt of."""
        if depth > _DEEPEST:
            return None
        for n in self._grammar.listed(i):
            family = self._matcher.noun(n, complement)
            if family is None:
                event = self._contained(n, depth, acting, complement)
            elif family.code is not None:
                event = self._noun_event(n, family.code)
            else:
                event = self._noun_operator(n, family, depth, acting)
            if event is not None:
                return event
        return None

    def _noun_event(self, n: int, code: str) -> Found:
        source, target = self._roles.of_noun(n)
        return Found(code, 1.0, (n,), source, target)

    def _noun_operator(self, n: int, family: Family, depth: int, acting: tuple[int, ...]) -> Found | None:
        assert family.does is not None
        source, target = self._roles.of_noun(n)
        to = [
            t
            for c in self._grammar.children(n, "prep")
            if self._grammar.node(c).low in ("to", "on")
            for t in self._grammar.children(c, "pobj")
        ]
        addressed = self._countries.of(to)
        others_do = family.does in (*_OTHERS_DO, "threaten")
        inner = self._inside(n, depth, tuple(to) if others_do and addressed else acting)
        if inner is None and family.needs_event:
            return None
        code = self._lexicon.compose(family.does, inner.code if inner else None)
        if code is None:
            return None
        if inner is None:
            return Found(code, 1.0, (n,), source, target)
        if others_do:
            reached = addressed or tuple(c for c in inner.source if c not in source) or inner.target or target
        else:
            reached = inner.target or inner.source or target
        return Found(code, 1.0, (n, *inner.nodes), source, reached)

    def _inside(self, n: int, depth: int, acting: tuple[int, ...]) -> Found | None:
        """The event that a noun is about: `an attempt to kill`, `the end of the siege`, `a ceasefire offer`."""
        event = self._first(self._grammar.children(n, "acl", "relcl", "ccomp", "xcomp"), depth, acting)
        if event is not None:
            return event
        for child in self._grammar.children(n, "prep"):
            if self._grammar.node(child).low in ("of", "for", "to", "on", "against", "in", "at", "from"):
                event = self._below_preposition(child, depth, acting)
                if event is not None:
                    return event
        for child in self._grammar.children(n, "compound", "nmod", "amod"):
            family = self._matcher.noun(child)
            if family is not None and family.code is not None:
                return self._noun_event(child, family.code)
        return None

    def _contained(self, n: int, depth: int, acting: tuple[int, ...], complement: bool) -> Found | None:
        if self._grammar.node(n).low not in self._lexicon.kinds["container"].words:
            return None
        for child in self._grammar.children(n, "prep"):
            if self._grammar.node(child).low == "of":
                for target in self._grammar.children(child, "pobj"):
                    event = self._noun(target, depth + 1, acting, complement)
                    if event is not None:
                        return event
        return None
