"""Finding the expressions of dates in a text, without knowing from which day it is."""

from __future__ import annotations

import re
from typing import Any

from communique.annotate.dates import numbers
from communique.annotate.dates.grammar import Grammar, Rule
from communique.annotate.dates.model import DateMention, Tense
from communique.annotate.dates.tense import TenseReader
from communique.annotate.dates.tokens import Tokens, tokenise
from communique.shared.knowledge import Knowledge

_CONTEXT_FIELDS = {"told_relation": "relation", "told_direction": "direction"}


class DateReader:
    """Finds date expressions by the rules of knowledge/dates. Built once; reading needs no reference date."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._grammar = Grammar(knowledge)
        self._tense = TenseReader(self._grammar)

    def tense_at(self, text: str, position: int) -> Tense | None:
        """The tense of the clause at a code point of `text`, from lexical cues; None if nothing tells it."""
        return self._tense.tense_at(text, position)

    def recognise(self, text: str) -> tuple[DateMention, ...]:
        """The expressions in `text` in their order, none overlapping another; spans are code points of `text`."""
        grammar = self._grammar
        tokens = tokenise(text, grammar.lexicon)
        chars = tokens.chars
        mentions: list[DateMention] = []
        index, by_start = 0, grammar.by_start
        size = len(chars)
        while index < size:
            rules = by_start.get(chars[index])
            if rules is None:
                index += 1
                continue
            best: re.Match[str] | None = None
            chosen: Rule | None = None
            for rule in rules:
                found = rule.regex.match(chars, index)
                if found and (best is None or found.end() > best.end()):
                    best, chosen = found, rule
            mention = self._mention(tokens, chosen, best) if best and chosen else None
            if best is None or mention is None:
                index += 1
                continue
            mentions.append(mention)
            index = best.end()
        return numbers.settle(tuple(mentions), text)

    def _mention(self, tokens: Tokens, rule: Rule, found: re.Match[str]) -> DateMention | None:
        first, last = found.span()
        captured: dict[str, str] = {}
        for group, (field, name) in enumerate(zip(rule.fields, rule.classes, strict=True), 1):
            at = found.start(group)
            if at >= 0:
                captured[field] = self._grammar.lexicon.value(tokens.word(at), name)
        fields: dict[str, Any] = {**rule.constants, **captured}
        for told, field in _CONTEXT_FIELDS.items():
            if told in fields:
                fields[field] = fields.pop(told)
                fields["anchor"] = "context"
        tense = self._tense.near(tokens, first, last)
        if fields.pop("needs_future", None) and tense != "future":
            return None
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if tokens.text[end - 1] == "." and last - first > 0:
            end = tokens.ends[last - 2] if last - first > 1 else end
        return numbers.mention(rule, fields, (start, end, tokens.text[start:end]), tense)
