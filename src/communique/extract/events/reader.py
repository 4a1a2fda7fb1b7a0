"""Codes sentences: an AnnotatedDocument comes in, the coded events of its sentences go out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from communique.extract.events.coder import Coder
from communique.extract.events.found import Found
from communique.extract.events.lexicon import EventLexicon, load_lexicon
from communique.extract.events.parties import Countries, Names
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument, Tree
from communique.shared.knowledge import Knowledge
from communique.shared.records import Span


class EventActor(msgspec.Struct, frozen=True, kw_only=True):
    """Where the text names an actor of an event. role: source or target."""

    role: str
    code: str
    start: int
    end: int


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One coded event: PLOVER type, mode and contexts, the CAMEO code, the actors' codes, when, and where it stands.

    time: current, historical, future, hypothetical or negated. evidence: code points of the text.
    """

    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    time: str
    evidence: tuple[Span, ...]
    actors: tuple[EventActor, ...]


class EventReader:
    """Codes annotated texts; `own`: the analyst's further names of actors with their parties."""

    def __init__(self, knowledge: Knowledge, own: Mapping[str, str] | None = None) -> None:
        self.lexicon: EventLexicon = load_lexicon(knowledge)
        self._names = Names(knowledge, own)

    def read(self, document: AnnotatedDocument) -> tuple[Event, ...]:
        """The events of all sentences in their order; in a sentence the main event first."""
        return tuple(
            event for number in sorted(document.trees) for event in self._sentence(document, document.trees[number])
        )

    def _sentence(self, document: AnnotatedDocument, tree: Tree) -> list[Event]:
        grammar = Grammar(tree)
        countries = Countries(document, grammar, self._names)
        found = Coder(self.lexicon, document, grammar, countries).events()
        words = {n.low for n in tree.nodes} | {
            f"{a.low} {b.low}" for a, b in zip(tree.nodes, tree.nodes[1:], strict=False)
        }
        return [self._event(document, countries, event, words) for event in found]

    def _event(self, document: AnnotatedDocument, countries: Countries, found: Found, words: set[str]) -> Event:
        code = self.lexicon.codes[found.code]
        more = [name for name, listed in self.lexicon.contexts if listed & words]
        rows = sorted(countries.words(n) for n in set(found.nodes))
        spans = [document.span(first, last) for first, last in rows if last > first]
        actors = []
        for role, codes in (("source", found.source), ("target", found.target)):
            for each in codes:
                first, last = countries.naming(each, role == "target")
                if last > first:
                    start, end = document.span(first, last)
                    actors.append(EventActor(role=role, code=each, start=start, end=end))
        return Event(
            event_type=code.event_type,
            mode=code.mode,
            contexts=tuple(dict.fromkeys((*code.contexts, *more))),
            cameo=code.cameo,
            source=found.source,
            target=found.target,
            time=found.time,
            evidence=tuple(Span(start, end) for start, end in spans),
            actors=tuple(actors),
        )
