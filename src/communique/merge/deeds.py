"""Sentences that tell that something was done, or given up: what promises are held against.

A sentence counts by its words alone (knowledge/wording/deeds.yaml); whether it is about a promise is judged later, by
the words that both have (merge/fulfilling.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from communique.ledger.views import DeedView, TextView
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

if TYPE_CHECKING:
    from communique.ledger.judging import Judging

DEEDS = "wording/deeds.yaml"

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’')]*(?=\s+[\"“‘'(]*[A-Z0-9])|$|(?=\n))", re.MULTILINE)


class DeedFinder:
    """Finds such sentences; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rules = [_Rule(entry) for entry in knowledge.entries(DEEDS)]
        self._names = PartyNames(knowledge)

    def update(self, judging: Judging, texts: list[TextView]) -> None:
        """Keeps the sentences of new documents."""
        for text in texts:
            found = list(self.find(text.text))
            named = {party for each in found for party in self._names.named_in(text.text[each.start : each.end])}
            judging.keep_deeds(text, found, named)

    def find(self, text: str) -> Iterator[DeedView]:
        """The sentences of a text that tell of a deed, in their order."""
        for sentence in _SENTENCE.finditer(text):
            words = sentence.group()
            rule = next((rule for rule in self._rules if rule.fits(words)), None)
            if rule is not None:
                start = sentence.start() + len(words) - len(words.lstrip())
                yield DeedView(start=start, end=sentence.end(), outcome=rule.outcome, rule=rule.name)


class _Rule:
    """An entry: `words` must be there, none of `unless`."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.name = str(entry["name"])
        self.outcome = str(entry["outcome"])
        self._words = re.compile("|".join(entry["words"]), re.IGNORECASE)
        self._unless = re.compile("|".join(entry["unless"]), re.IGNORECASE)

    def fits(self, sentence: str) -> bool:
        return bool(self._words.search(sentence)) and not self._unless.search(sentence)
