"""Finding the expressions of dates in a text, without knowing from which day it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.annotate.dates import numbers
from communique.annotate.dates.grammar import Grammar, Rule
from communique.annotate.dates.model import DateMention, Tense
from communique.annotate.dates.tense import TenseReader
from communique.annotate.dates.tokens import Tokens, tokenise
from communique.shared.knowledge import Knowledge

_CONTEXT_FIELDS = {"told_relation": "relation", "told_direction": "direction"}


_MARKS = frozenset("-–—,")
_PIECE = 200_000  # code points read at a time, so that memory stays flat on long texts


class DateReader:
    """Finds date expressions by the rules of knowledge/dates. Built once; reading needs no reference date."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._grammar = Grammar(knowledge)
        self._tense = TenseReader(self._grammar)
        self._links = frozenset(self._grammar.lexicon.of_class("link")) | _MARKS
        self._forward = frozenset(self._grammar.lexicon.alphabet.get("forward", ""))

    def tense_at(self, text: str, position: int) -> Tense | None:
        """The tense of the clause at a code point of `text`, from lexical cues; None if nothing tells it."""
        return self._tense.tense_at(text, position)

    def recognise(self, text: str) -> tuple[DateMention, ...]:
        """The expressions in `text` in their order, none overlapping another; spans are code points of `text`."""
        mentions: list[DateMention] = []
        for start, end in _pieces(text):
            found = self._read(text[start:end])
            mentions += [_moved(mention, start) for mention in found] if start else found
        return numbers.settle(tuple(mentions), text, self._links)

    def _read(self, text: str) -> list[DateMention]:
        grammar = self._grammar
        tokens = tokenise(text, grammar.lexicon)
        chars = tokens.chars
        mentions: list[DateMention] = []
        beginning = grammar.beginning
        index, size = 0, len(chars)
        while index < size:
            rules = beginning(chars, index)
            if not rules:
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
            if mention.range_end and chosen and "split" in chosen.constants:
                mentions += self._split(tokens, chosen, best, mention)
            else:
                mentions.append(mention)
            index = best.end()
        return mentions

    def _split(self, tokens: Tokens, rule: Rule, found: re.Match[str], whole: DateMention) -> list[DateMention]:
        """The two days of "28 January to 2 February", each with its own words; the first keeps the range."""
        groups = [(found.start(n), field) for n, field in enumerate(rule.fields, 1) if found.start(n) >= 0]
        spans = []
        for wanted in (False, True):
            places = [at for at, field in groups if field.startswith("end_") is wanted]
            start, end = tokens.start(min(places)), tokens.end(max(places))
            spans.append({"start": start, "end": end, "text": tokens.text[start:end]})
        replace = msgspec.structs.replace
        ending = replace(whole.range_end or whole, **spans[1])
        return [replace(whole, range_end=ending, **spans[0]), ending]

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
        fields["forward"] = first > 0 and tokens.chars[first - 1] in self._forward
        start, end = tokens.start(first), tokens.end(last - 1)
        if tokens.text[end - 1] == "." and last - first > 0:
            end = tokens.end(last - 2) if last - first > 1 else end
        return numbers.mention(rule, fields, (start, end, tokens.text[start:end]), tense)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches of at most _PIECE code points, cut after a line where there is one."""
    start = 0
    while len(text) - start > _PIECE:
        end = text.rfind("\n", start + 1, start + _PIECE) + 1 or text.rfind(" ", start + 1, start + _PIECE) + 1
        end = end or start + _PIECE
        yield start, end
        start = end
    yield start, len(text)


def _moved(mention: DateMention, by: int) -> DateMention:
    ending = mention.range_end and _moved(mention.range_end, by)
    return msgspec.structs.replace(mention, start=mention.start + by, end=mention.end + by, range_end=ending)
