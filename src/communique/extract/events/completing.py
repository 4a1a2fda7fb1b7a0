"""Actors that the clause of an event does not name: where it happens, who else is named."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.events.found import Found
from communique.extract.events.lexicon import EventLexicon
from communique.extract.events.parties import Countries
from communique.extract.grammar import Grammar

_OWN_COUNTRY = ("PROTEST", "CONCEDE", "COERCE", "ASSAULT")  # happen at home, if nothing else is said
_ABROAD = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "SANCTION")  # never with oneself
_MUTUAL = ("03", "04", "05", "06")


class Completer:
    """Completes the events of one tree."""

    def __init__(self, lexicon: EventLexicon, grammar: Grammar, countries: Countries) -> None:
        self._lexicon, self._grammar, self._countries = lexicon, grammar, countries

    def completed(self, event: Found, node: int) -> Found:
        """With a source where none was read: the place of the clause, the other side, the first country named."""
        source, target, kind = event.source, event.target, self._lexicon.codes[event.code].event_type
        if not source:
            places = [self._countries.at(n) for n in (*event.nodes, node)]
            source = next((p for p in places if p), ())
            source = source or self._countries.anywhere(target if kind in _ABROAD else ())
        if not target and kind in ("PROTEST", "MOBILIZE", "THREATEN", "ACCUSE", "SANCTION"):
            acting = {m for s in self._grammar.subjects(event.nodes[0]) for m in self._grammar.subtree(s)}
            clause = [n for n in self._grammar.subtree(event.nodes[0]) if n not in acting]
            target = self._countries.below(clause, source)
        if not target and (kind in _OWN_COUNTRY or event.code.startswith("132")):
            target = next((p for n in event.nodes if (p := self._countries.at(n))), ()) or source
        if len(source) > 1 and event.code.startswith(_MUTUAL):
            target = ()
        return replace(event, source=source, target=target)
