"""Named things that no list holds, told by their form: a run of capitalised words that ends with a head noun.

Comes in: a stretch of text, and where parties and listed things stand in it. Goes out: names as printed, with kind and
place. The head nouns, and the words that join or only praise, are in knowledge/wording/about.yaml (`names-by-form`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\S+")
_OPENING, _CLOSING = "\"'“”‘(«[", "\"'“”’),;:»]!?"
_LONGEST_NAME = 10
"""A name by its form has at most so many words; more is a heading in capitals."""
_SHORT = 3


@dataclass(slots=True, frozen=True)
class Named:
    """A name at code points start to end of the text."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(slots=True, frozen=True)
class _Token:
    start: int
    end: int
    form: str
    opens: bool
    closes: bool

    @property
    def low(self) -> str:
        return self.form.lower()

    @property
    def is_proper(self) -> bool:
        return self.form[:1].isupper() or self.form[:1].isdigit()


class NameReader:
    """Finds names by their form; entry: `names-by-form` of wording/about.yaml."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self._heads = {head: kind for kind, heads in entry["heads"].items() for head in heads}
        self._first = frozenset(entry["titles"])
        self._joins = frozenset(entry["joins"])
        self._plain = frozenset(entry["plain"])
        self._officials = frozenset(entry["officials"])

    def names(self, text: str, parties: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]]) -> Iterator[Named]:
        """Names in the order of the text. parties: where states and persons stand; known: listed things."""
        tokens = list(_tokens(text))
        behind = 0
        for k, token in enumerate(tokens):
            kind = self._heads.get(token.form)
            if kind is None or k < behind or _meets(token, known) or self._is_inner(tokens, k):
                continue
            first, last = self._begin(tokens, k, parties, behind), k + 1
            if token.is_proper:
                last = self._end(tokens, k, parties)
            while first < k and tokens[first].low in (self._joins | self._plain):
                first += 1
            own = [t for t in tokens[first:last] if t.low not in (self._plain | self._joins) and t.form != token.form]
            if not any(self._tells(t, parties) for t in own) or last - first > _LONGEST_NAME:
                continue
            behind = last
            start, end = tokens[first].start, tokens[last - 1].end
            yield Named(start, end, text[start:end], kind)

    def _is_inner(self, tokens: Sequence[_Token], k: int) -> bool:
        """Does another head follow in the same run (Lake Fund Agreement)?"""
        if tokens[k].closes or k + 1 == len(tokens):
            return False
        return tokens[k + 1].form in self._heads

    def _begin(self, tokens: Sequence[_Token], k: int, parties: Sequence[tuple[int, int]], least: int) -> int:
        first = k
        while first > least and not tokens[first].opens:
            before = tokens[first - 1]
            if before.closes or before.low in self._officials:
                break
            if before.is_proper:
                if before.form.endswith(("'s", "’s")) and _meets(before, parties):
                    break
                first -= 1
                continue
            if not tokens[k].is_proper:
                break
            j = first - 1
            while j >= least and tokens[j].low in self._joins and not tokens[j].closes:
                j -= 1
            joins = [t.low for t in tokens[j + 1 : first]]
            if not joins or j < least or joins[:2] == ["and", "the"] or not self._goes_on(tokens[j], parties):
                break
            first = j
        return first

    def _goes_on(self, token: _Token, parties: Sequence[tuple[int, int]]) -> bool:
        """Can a name go on behind this word with `of` or `and`? Not behind a state or a person."""
        whole = token.is_proper and not token.closes and token.low not in self._officials
        return whole and token.form[0].isupper() and not _meets(token, parties)

    def _end(self, tokens: Sequence[_Token], k: int, parties: Sequence[tuple[int, int]]) -> int:
        last = k + 1
        free = tokens[k].form in self._first
        while last < len(tokens) and not tokens[last - 1].closes:
            j = last
            while j < len(tokens) and tokens[j].low in self._joins and not tokens[j].closes:
                j += 1
            joins = [t.low for t in tokens[last:j]]
            if j == len(tokens) or not tokens[j].is_proper or tokens[j].opens or ("and" in joins and last == k + 1):
                break
            number = tokens[j].form[0].isdigit()
            if _meets(tokens[j], parties) or (number and joins) or not (joins or free or number):
                break
            last, free = j + 1, True
        return last

    def _tells(self, token: _Token, parties: Sequence[tuple[int, int]]) -> bool:
        """Is the word part of a name of its own: no number, no state, no common acronym (LNG)?"""
        word = token.form[0].isupper() and not (token.form.isupper() and len(token.form) <= _SHORT)
        return word and not _meets(token, parties) and token.form not in self._heads


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        form = word.strip(_OPENING + _CLOSING)
        if not form:
            continue
        start = match.start() + word.index(form)
        closes = word[word.index(form) + len(form) :] != ""
        if form.endswith(".") and "." not in form[:-1]:
            form, closes = form[:-1], True
        yield _Token(start, start + len(form), form, start > match.start(), closes)


def _meets(token: _Token, spans: Sequence[tuple[int, int]]) -> bool:
    """Is the wordin part, within one of the spans?"""
    return any(a < token.end and token.start < b for a, b in spans)
