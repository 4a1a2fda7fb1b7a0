"""Words of a document as they are shown: on one line, without control characters, with the sentence around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from communique.shared.records import Span

LONGEST = 400
"""At most so many characters on either side of the words, so that a text without full stops stays readable."""


def one_line(text: str) -> str:
    """`text` on one line; control and invisible formatting characters (also those that steer a terminal) are gone."""
    seen = "".join(" " if c.isspace() else "" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)
    return " ".join(seen.split())


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut at a word, with "…" where something is left out."""
    if len(text) <= most:
        return text
    head, _, _ = text[: most - 1].rpartition(" ")
    return (head or text[: most - 1]) + "…"


def words_of(text: str, evidence: Sequence[Span]) -> str:
    """The exact words of the evidence on one line; stretches that lie apart are joined by " […] "."""
    return " […] ".join(one_line(text[span.start : span.end]) for span in evidence)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or sentences that hold text[start:end]: to the next full stop or line end, at most LONGEST away."""
    left = max(0, start - LONGEST)
    head = text[left:start]
    begin = max((head.rfind(mark) + len(mark) for mark in (". ", "! ", "? ", "\n") if mark in head), default=0)
    tail = text[end : end + LONGEST]
    if end > start and text[end - 1] in ".!?\n":
        return one_line(text[left + begin : end])
    stops = [tail.find(mark) + 1 for mark in (". ", "! ", "? ", ".\n", "\n") if mark in tail]
    return one_line(text[left + begin : end + min(stops, default=len(tail))])
