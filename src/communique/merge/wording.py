"""Which stock phrase of a speaker changes from text to text: dropped, adopted, or replaced by another.

Method: the sentences of a series of texts are strung into lines: a sentence continues the line with which it shares
most words that matter. Neighbours in a line are compared word by word (difflib); a stretch that stands in one of
them only is a change if its words stand in more than one text of the line, or take the place of such words. Words
that only moved, that name who spoke, or that come once and go are none. No significance is tested: see the page on
method for why a short series cannot have one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

import msgspec

from communique.merge.aligning import Aligner, overlap
from communique.shared.parties import fold

LINE = 0.4
"""Least share of words by which a sentence continues a line."""

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s+[\"“‘'(]*[A-Z0-9]|\s*$)[^\n.!?]*)*", re.MULTILINE)


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a dated text: source and day of the text, where it stands, its words as printed."""

    source: str
    day: str
    start: int
    text: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change. was, now: the words, None where there are none; last, first: the days of the last text with the old
    wording and of the first with the new one; old, new: the two sentences."""

    change: Literal["dropped", "adopted", "replaced"]
    was: str | None
    now: str | None
    last: str
    first: str
    old: Sentence
    new: Sentence


def sentences_of(source: str, day: str, text: str) -> list[Sentence]:
    """The sentences of a text."""
    return [Sentence(source, day, found.start(), found.group().strip()) for found in _SENTENCE.finditer(text)]


def changes(sentences: Iterable[Sentence], aligner: Aligner) -> list[Change]:
    """All changes in a series, by the day they show; sentences of one text need not be apart."""
    series = list(sentences)
    texts: dict[str, Counter[str]] = {}
    for sentence in series:
        texts.setdefault(sentence.source, Counter()).update(map(fold, sentence.text.split()))
    found = [change for line in lines_of(series, aligner) for change in _of_line(line, texts, aligner)]
    return sorted(found, key=lambda change: (change.first, change.new.source, change.new.start))


def lines_of(sentences: Iterable[Sentence], aligner: Aligner) -> list[list[Sentence]]:
    """The lines of a series: of each text at most one sentence stands in a line."""
    lines: list[list[Sentence]] = []
    for sentence in sorted(sentences, key=lambda each: (each.day, each.source, each.start)):
        words = aligner.words(sentence.text)
        ranked = [
            (max(overlap(words, aligner.words(other.text)) for other in line), -place)
            for place, line in enumerate(lines)
            if line[-1].source != sentence.source
        ]
        likeness, place = max(ranked, default=(0.0, 0))
        if likeness >= LINE:
            lines[-place].append(sentence)
        else:
            lines.append([sentence])
    return lines


def _of_line(line: Sequence[Sentence], texts: Mapping[str, Counter[str]], aligner: Aligner) -> Iterator[Change]:
    counted = Counter(word for sentence in line for word in aligner.words(sentence.text))
    stock = {word for word, count in counted.items() if count > 1}
    for old, new in pairwise(line):
        gone, come = texts[old.source] - texts[new.source], texts[new.source] - texts[old.source]
        found = _between((old, gone), (new, come), aligner)
        yield from (change for change, words in found if words & stock)


def _between(
    left: tuple[Sentence, Counter[str]], right: tuple[Sentence, Counter[str]], aligner: Aligner
) -> Iterator[tuple[Change, frozenset[str]]]:
    """Where two sentences differ in words that only one of the two texts has, or has more often; and these words."""
    (old, gone), (new, come) = left, right
    was, now = old.text.split(), new.text.split()
    matcher = SequenceMatcher(None, [fold(word) for word in was], [fold(word) for word in now], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        before = _changed(was[i1:i2], gone, aligner)
        after = _changed(now[j1:j2], come, aligner)
        if not before | after:
            continue
        change: Literal["dropped", "adopted", "replaced"] = (
            "replaced" if before and after else "dropped" if before else "adopted"
        )
        found = Change(
            change=change,
            was=_shown(was[i1:i2]) if before else None,
            now=_shown(now[j1:j2]) if after else None,
            last=old.day,
            first=new.day,
            old=old,
            new=new,
        )
        yield found, before | after


def _changed(words: Sequence[str], only_here: Counter[str], aligner: Aligner) -> frozenset[str]:
    """The words that matter of a stretch that the other text does not have as often."""
    return aligner.words(" ".join(word for word in words if only_here[fold(word)]))


def _shown(words: Sequence[str]) -> str:
    return " ".join(words).strip(" ,;:")
