"""Words of a document as they are shown: on one line, without control characters, with the sentence around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

from communique.shared.records import Span

LONGEST = 400
"""At most so many characters on either side of the words, so that a text without full stops stays readable."""


def one_line(text: str) -> str:
    """`text` on one line; control and invisible formatting characters (also those that steer a terminal) are gone."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
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
    left, right = max(0, start - LONGEST), min(len(text), end + LONGEST)
    begin = next(filter(partial(_is_break, text), range(start, left, -1)), left)
    stop = next(filter(partial(_is_break, text), range(end, right)), right)
    return one_line(text[begin:stop])


def _is_break(text: str, place: int) -> bool:
    """True if a sentence ends before text[place]: a line end, or a stop before a blank and a capital.

    A full stop after one to three letters of which the first is a capital is taken for that of an
    abbreviation ("Nov.", "St.", "K.").
    """
    here = text[place : place + 1]
    if here == "\n" or text[place - 1] == "\n":
        return True
    if not here.isspace():
        return False
    ahead = text[place : place + 3].lstrip().lstrip("\"“‘'(")
    if not ahead[:1].isupper():
        return False
    before = text[max(0, place - 6) : place].rstrip("\"”’')")
    if before.endswith(("!", "?")):
        return True
    word = before.removesuffix(".").rpartition(" ")[2]
    return before.endswith(".") and not (len(word) <= 3 and word.isalpha() and word[0].isupper())
