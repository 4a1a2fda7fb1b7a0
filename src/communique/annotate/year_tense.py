"""Whether a spelled-out year, month or day is told as past or as still to come, and how surely.

Pure functions over the text around a date. A tense is firm where a finite verb of the same clause tells an event ("the
road opened in 2015", "will open in 2017"). "Has signed ... in 2022" is no past, and "will be signed in 2022" no
"signed". Nouns, infinitives and words farther off give a tense that is not firm.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from communique.annotate.dates.model import DateMention
from communique.annotate.layout.institutions import any_of

Side = Literal["past", "future"]
_BEFORE = 30
"""So many code points before a verb its auxiliaries are looked for."""


class Told(msgspec.Struct, frozen=True):
    """The tense in which a date is told; firm: by a finite verb of its clause; event: by that or a noun of doing."""

    side: Side
    firm: bool
    event: bool = False


class TenseWords:
    """The words of layouts/document_date.yaml that tell past from future, compiled."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.near_span = int(words["near_span"])
        self.year_after = ending(words["year_after"])
        self.right_before = ending(words["future_right_before"])
        self._kinds: tuple[tuple[Told, re.Pattern[str]], ...] = (
            (Told("future", True, True), word(words["future"])),
            (Told("future", False), word(words["future_weak"])),
            (Told("past", True, True), word(words["past"])),
            (Told("past", False, True), word(words["past_nouns"])),
            (Told("past", False), word(words["past_weak"])),
        )
        adverb = r"(?:\s+\w+)?"
        self._ahead = re.compile(rf"(?<!\w){any_of(words['future_before_verb'])}{adverb}\s+$", re.IGNORECASE)
        self._open = re.compile(rf"(?<!\w){any_of(words['no_tense_before_verb'])}{adverb}\s+$", re.IGNORECASE)
        self._clause = re.compile(rf"[,;:–—(]|(?<!\w){any_of(words['clause_words'])}(?!\w)", re.IGNORECASE)

    def tense(self, text: str, mention: DateMention, sentence: tuple[int, int]) -> Told | None:
        """How `mention` is told inside its sentence; the order of the signs is explained in the knowledge file."""
        start, end = sentence
        before = text[start : mention.start]
        if mention.month is None and not self.year_after.search(before):
            return None
        near = self._telling(text, (max(start, mention.start - self.near_span), mention.start), mention.start)
        if self.right_before.search(before):
            return near[-1] if near and near[-1].side == "future" else Told("future", False)
        if near:
            return near[-1]
        far = self._telling(text, (start, mention.start), mention.start)
        if mention.tense in ("past", "future"):
            side: Side = "past" if mention.tense == "past" else "future"
            return Told(side, False, bool(far) and far[-1].event) if not far or far[-1].side == side else None
        if far:
            return Told(far[-1].side, False, far[-1].event) if len({told.side for told in far}) == 1 else None
        after = self._telling(text, (mention.end, min(end, mention.end + self.near_span)), mention.end)
        return after[0] if after else None

    def _telling(self, text: str, span: tuple[int, int], date: int) -> list[Told]:
        """The tenses of the telling words in a stretch, in its order; `date`: the edge of the date that lies nearer."""
        found: dict[int, Told] = {}
        for kind, words in self._kinds:
            for match in words.finditer(text, *span):
                between = text[min(match.end(), date) : max(match.start(), date)]
                told = self._with_auxiliaries(text, match, kind)
                if told and self._clause.search(between):
                    told = Told(told.side, False)
                if told and not (match.start() in found and found[match.start()].firm):
                    found[match.start()] = told
        return [found[at] for at in sorted(found)]

    def _with_auxiliaries(self, text: str, match: re.Match[str], kind: Told) -> Told | None:
        """The tense of a word with its auxiliaries: "will be signed" is to come, "has signed" is open."""
        if kind.side == "future":
            return kind
        auxiliaries = text[max(0, match.start() - _BEFORE) : match.start()]
        if self._ahead.search(auxiliaries):
            return Told("future", kind.firm, kind.event)
        return None if self._open.search(auxiliaries) else kind


def word(forms: Any) -> re.Pattern[str]:
    """A pattern that finds any of the forms as whole words."""
    return re.compile(rf"(?<!\w){any_of(forms)}(?!\w)", re.IGNORECASE)


def ending(forms: Any) -> re.Pattern[str]:
    """A pattern that finds any of the forms at the end of a stretch."""
    return re.compile(rf"(?<!\w){any_of(forms)}\s*$", re.IGNORECASE)
