"""Direct quotations: where they stand and who speaks in them.

Comes in: an annotated document. Goes out: the stretches inside quotation marks that hold a whole sentence, also over
several paragraphs (each opens a mark, only the last closes one).
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.shared.annotated import AnnotatedDocument

_OPEN = frozenset({"“", "«", "„", "``"})
_CLOSE = frozenset({"”", "»", "''"})
_PLAIN = frozenset({'"'})
_LEAST_WORDS = 4
_LONGEST_LEAD = 3
_LINKS = frozenset({":", "—", "–", "-", "--"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words `first` up to and without `last` (inside the marks)."""

    first: int
    last: int

    def holds(self, first: int, last: int) -> bool:
        """Do the words stand inside?"""
        return self.first <= first and last <= self.last


def quotations(document: AnnotatedDocument) -> list[Quotation]:
    """All quotations of four words or more, in order."""
    words = document.words.words
    paragraph = {k: s.paragraph for s in document.words.sentences for k in range(s.first, s.last)}
    found: list[Quotation] = []
    start: int | None = None
    text = document.words.text
    for k, word in enumerate(words):
        mark = text[word.start : word.end]
        opens = mark in _OPEN or (mark in _PLAIN and start is None)
        closes = mark in _CLOSE or (mark in _PLAIN and start is not None)
        if opens and start is not None and paragraph.get(k) == paragraph.get(start):
            continue
        if opens and start is None:
            start = k + 1
        elif closes and not opens and start is not None:
            if k - start >= _LEAST_WORDS:
                found.append(Quotation(start, k))
            start = None
        elif opens and start is not None and paragraph.get(k, 0) - paragraph.get(start, 0) > 1:
            continue
    return found


def named_beside(document: AnnotatedDocument, quotation: Quotation) -> int | None:
    """The number (among people) of whoever is named right before a colon or behind a dash at the quotation."""
    words = document.words.words
    before = quotation.first - 2
    if before >= 0 and words[before].form in _LINKS:
        for sentence, mentions in zip(document.words.sentences, document.mentions, strict=True):
            for mention in mentions:
                begins = mention.first - sentence.first <= _LONGEST_LEAD  # not: spoke after talks with X:
                if begins and mention.known and mention.last in (before, before - 1) and not mention.plural:
                    return mention.known[0]
    behind = quotation.last + 1
    if behind < len(words) and words[behind].form in _LINKS:
        for mentions in document.mentions:
            for mention in mentions:
                if mention.known and mention.first in (behind + 1, behind + 2) and not mention.plural:
                    return mention.known[0]
    return None


def labelled(document: AnnotatedDocument) -> dict[int, int]:
    """Who speaks in a transcript: {number of the sentence: number among people}, by labels as PRESIDENT COSTA:.

    A label opens a paragraph and holds for those behind it until the next one, also where nobody known is named.
    """
    words = document.words.words
    found: dict[int, int] = {}
    speaker: int | None = None
    paragraph: int | None = None
    for number, (sentence, mentions) in enumerate(zip(document.words.sentences, document.mentions, strict=True)):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            end = sentence.first
            while end < sentence.last and (words[end].form.isupper() or words[end].form == "."):
                end += 1
            if sentence.first < end < sentence.last and words[end].form == ":":
                speaker = next((m.known[0] for m in mentions if m.known and m.last == end), None)
        if speaker is not None:
            found[number] = speaker
    return found
