"""The tense of the clause around a place in a text, from words alone."""

from __future__ import annotations

import re

from communique.annotate.dates.grammar import Grammar
from communique.annotate.dates.lexicon import BREAK, STOP
from communique.annotate.dates.model import Tense
from communique.annotate.dates.tokens import Tokens, tokenise

_REACH = 40  # tokens to either side
_CLAUSE_PENALTY = 6  # tokens that "which" or "and" counts for, as it begins another clause
_MARK_PENALTY = 4  # tokens that a comma counts for: it may only set off a name
_FAR = 24  # cues farther away tell something only if all agree
_ATTACHED = 1  # "the accord signed on Friday" has the participle this near
_RIGHT_PENALTY = 3  # English tells the time after the verb more often than before it


class TenseReader:
    """Reads tenses by the cues of knowledge/dates/tense.yaml: the nearest cue of the sentence wins, where crossing
    into another clause counts as distance and a cue before the place is preferred to one after it."""

    def __init__(self, grammar: Grammar) -> None:
        lexicon = grammar.lexicon
        self._lexicon = lexicon
        self._cues: list[Tense] = [tense for tense, _ in grammar.tenses]
        self._regex = re.compile(
            "|".join(f"(?P<t{n}>{rule.regex.pattern})" for n, (_, rule) in enumerate(grammar.tenses))
        )
        self._stops = re.compile(f"[{lexicon.basic(STOP)}{lexicon.basic(BREAK)}]")
        self._crossing = dict.fromkeys(lexicon.alphabet.get("clause_mark", ""), _MARK_PENALTY)
        self._crossing |= dict.fromkeys(lexicon.alphabet.get("clause", ""), _CLAUSE_PENALTY)

    def tense_at(self, text: str, position: int) -> Tense | None:
        """The tense at a code point of `text`; None if nothing tells it."""
        low = max(0, position - 400)
        tokens = tokenise(text[low : position + 400], self._lexicon)
        index = tokens.at(position - low)
        return self.near(tokens, index, index + 1)

    def near(self, tokens: Tokens, first: int, last: int) -> Tense | None:
        """The tense around the tokens `first` up to and without `last`."""
        chars = tokens.chars
        low, high = max(0, first - _REACH), min(len(chars), last + _REACH)
        for found in self._stops.finditer(chars, low, first):
            low = found.end()
        stop = self._stops.search(chars, last, high)
        if stop:
            high = stop.start()
        best: tuple[int, Tense] | None = None
        planned = False
        seen: set[Tense] = set()
        for found in self._regex.finditer(chars, low, high):
            start, end = found.span()
            if start < last and end > first:
                continue
            tense = self._cues[int((found.lastgroup or "t0")[1:])]
            if end <= first:
                distance = first - end + self._crossings(chars, end, first)
                planned |= tense == "future" and distance == first - end <= _FAR
            else:
                distance = start - last + _RIGHT_PENALTY + self._crossings(chars, last, start)
            seen.add(tense)
            if distance <= _FAR and (best is None or distance < best[0]):
                best = (distance, tense)
        if best is None:
            return seen.pop() if len(seen) == 1 else None
        if planned and best[1] == "past" and best[0] > _ATTACHED:
            return "future"  # "will redeem preferred shares on Friday": a clause has one finite verb
        return best[1]

    def _crossings(self, chars: str, first: int, last: int) -> int:
        return sum(self._crossing.get(char, 0) for char in chars[first:last])
