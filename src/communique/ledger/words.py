"""The words of a text as the search compares them, the same on every store.

A word is a run of letters and digits. Case, accents and the forms of a letter do not count: each character is folded
by Unicode's compatibility decomposition (UAX #15) without its marks, Latin letters further to plain ones (anyascii).
Scripts that are written without spaces, and Korean, whose particles cling to the word, give one word a character, so
that any stretch of them is found as a phrase. Arabic letters are unified, and article and conjunctions cut off, as in
Lucene's ArabicNormalizer and ArabicStemmer (prefixes only).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from communique.shared.records import Span

LONGEST_WORD = 64
"""Of a longer word only so many characters are compared."""

_ALONE = (
    (0x0E00, 0x109F),  # from the blocks of South-East Asia to that of Tibet
    (0x1100, 0x11FF),  # Korean, as single letters
    (0x1780, 0x17FF),
    (0x2E80, 0x9FFF),  # Chinese and Japanese
    (0xAC00, 0xD7AF),  # Korean, as syllables
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x20000, 0x3FFFF),
)
"""Blocks of Unicode whose characters are a word each."""

_ARABIC_FORMS = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل", "و")
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is met first: '' for a mark, a blank between words."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


@cache
def _folding() -> _Folding:
    return _Folding()


def _fold(character: str) -> str:
    if character in _ARABIC_FORMS:
        return _ARABIC_FORMS[character]
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    if category[0] not in "LN":
        return " "
    plain = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if unicodedata.name(character, "").startswith("LATIN"):
        from anyascii import anyascii

        plain = anyascii(plain).lower()
    plain = "".join(str(unicodedata.digit(c, c)) for c in unicodedata.normalize("NFC", plain))
    plain = "".join(_ARABIC_FORMS.get(c, c) for c in plain if c.isalnum())
    alone = any(first <= ord(character) <= last for first, last in _ALONE)
    return f" {plain} " if alone and plain else plain


def words(text: str) -> list[str]:
    """The words of `text`, folded, in their order."""
    return [_bare(word) for word in text.translate(_folding()).split()]


def placed_words(text: str) -> Iterator[tuple[str, Span]]:
    """The words of `text`, as `words` gives them, each with where it stands."""
    folding = _folding()
    word, start = "", 0
    for place, character in enumerate(text):
        folded = folding[ord(character)]
        if not folded.startswith(" "):
            if not word:
                start = place
            word += folded
            continue
        if word:
            yield _bare(word), Span(start, place)
            word = ""
        for alone in folded.split():
            yield _bare(alone), Span(place, place + 1)
    if word:
        yield _bare(word), Span(start, len(text))


def _bare(word: str) -> str:
    """An Arabic word without its article and conjunction; of the others at most LONGEST_WORD characters."""
    if _ARABIC_WORD.fullmatch(word):
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and len(word) >= len(prefix) + (3 if prefix == "و" else 2):
                return word[len(prefix) :]
    return word[:LONGEST_WORD]
