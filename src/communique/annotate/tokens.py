"""Words and sentences of a text, with offsets into the text as it stands.

Comes in: a text in any line-end and quote style. Goes out: `Word`s in order, and `Sentence`s as ranges of words.
Nothing is changed in the text; a word's `form` is cleaned for reading (soft hyphens out, curly quotes straight,
marks composed) and its `low` is folded for look-up (case and accents gone).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from communique.shared.annotated import Sentence, Word, Words
from communique.shared.knowledge import Knowledge

# Letters with inner apostrophes, combining marks and soft hyphens; numbers with inner points; dotted acronyms; handles;
# currencies (US$ names no state).
_WORD = re.compile(
    r"(?:[A-Za-z]\.)+[A-Za-z](?!\w)\.?"
    r"|\b[A-Z]{1,3}[$£€]"
    r"|[@#]\w+"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])"
    r"|[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*|['’ʻʼ][^\W\d_]+)*"
    r"|\.{3}|…|--+"
    r"|[^\w\s]|_"
)
_BREAK = re.compile(r"(?:\r\n?|\n|\u2028|\u2029)+")
_CLEAN = str.maketrans({"\u00ad": None, "\u200c": None, "\u200d": None, "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'",
                        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‑": "-", "‐": "-"})  # fmt: skip
_FOLDED_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe",
                                 "þ": "th", "ß": "ss"})  # fmt: skip
_CLOSERS = frozenset("\"')]}")
_ENDERS = frozenset({".", "!", "?", "…", "..."})


@lru_cache(maxsize=65536)
def clean(form: str) -> str:
    """A printed form without soft hyphens, with straight quotes and composed marks."""
    if form.isascii():
        return form
    return unicodedata.normalize("NFC", form.translate(_CLEAN))


@lru_cache(maxsize=65536)
def fold(form: str) -> str:
    """A form for look-up: lower case, no accents, straight apostrophes."""
    if form.isascii():
        return form.lower()
    spread = unicodedata.normalize("NFKD", clean(form).casefold())
    return "".join(c for c in spread if not unicodedata.combining(c)).translate(_FOLDED_LETTERS)


def _split_clitic(form: str) -> list[tuple[int, int]]:
    """Cuts the possessive off a word: Iran's is Iran and 's; N'Djamena and O'Neill stay whole."""
    end = len(form)
    if form[-2] in "'’ʼ" and form[-1] in "sS" and (form[-1] == "s" or form.isupper()):
        return [(0, end - 2), (end - 2, end)]
    return [(0, end)]


@lru_cache(maxsize=65536)
def _pieces(raw: str) -> tuple[tuple[int, int, str, str, bool, bool], ...]:
    """What stands in one match of _WORD: each piece as a Word is made of it, counted from the start of the match."""
    parts = _split_clitic(raw) if raw[0].isalnum() and len(raw) > 2 else [(0, len(raw))]
    forms = [(start, end, clean(raw[start:end]), raw[start:end]) for start, end in parts]
    return tuple(
        (start, end, form, fold(piece), piece[0].isalnum(), form[0].isupper())
        for start, end, form, piece in forms
        if form  # a soft hyphen that stands alone is no word
    )


def find_words(text: str) -> list[Word]:
    """The words and marks of a text in order."""
    return [
        Word(at + start, at + end, form, low, is_word, is_capital)
        for match in _WORD.finditer(text)
        for at in (match.start(),)
        for start, end, form, low, is_word, is_capital in _pieces(match[0])
    ]


class SentenceCutter:
    """Cuts texts into sentences by the rules of knowledge/wording/sentences.yaml."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = knowledge.entries("wording/sentences.yaml")[0]
        self._inside = frozenset(rules["inside"])
        self._open = frozenset(rules["open"])
        self._starters = frozenset(rules["starters"])

    def cut(self, text: str) -> Words:
        """Words and sentences; a blank line, or a line break behind a full stop or before a list sign, ends one."""
        words = find_words(text)
        result = Words(text, words)
        first, paragraph = 0, 0
        i = 0
        while i < len(words):
            after, breaks = self._ends_here(text, words, i)
            if after:
                while i + 1 < len(words) and words[i + 1].form in _CLOSERS and words[i + 1].start == words[i].end:
                    i += 1
                result.sentences.append(Sentence(first, i + 1, paragraph))
                first = i + 1
                paragraph += breaks
            i += 1
        if first < len(words):
            result.sentences.append(Sentence(first, len(words), paragraph))
        return result

    def _ends_here(self, text: str, words: list[Word], i: int) -> tuple[bool, bool]:
        """Does the sentence end with word i, and with it the paragraph?"""
        word = words[i]
        if i + 1 == len(words):
            return True, True
        gap = text[word.end : words[i + 1].start]
        lines = gap.count("\n") + gap.count("\u2029") + (gap.count("\r") if "\n" not in gap else 0)
        if lines >= 2:
            return True, True
        following = words[i + 1]
        if lines == 1 and (word.form in _ENDERS or word.form in ":;" or word.form in _CLOSERS or not following.is_word):
            return True, True
        if lines == 1 and self._is_short_line(text, word):
            return True, True
        if word.form == "." or word.form[-1:] == ".":
            return self._full_stop_ends(words, i, bool(gap)), False
        if word.form in _ENDERS:
            return bool(gap) and (following.is_capital or not following.is_word), False
        return False, False

    @staticmethod
    def _is_short_line(text: str, word: Word) -> bool:
        """A line that was not broken because it was full: a heading or list item (under 45 columns, or very long)."""
        begin = max(text.rfind("\n", max(0, word.start - 400), word.start), -1) + 1
        length = word.end - begin
        return length < 45 or length > 130

    def _full_stop_ends(self, words: list[Word], i: int, spaced: bool) -> bool:
        following = words[i + 1]
        if following.form in _CLOSERS and not spaced:  # the full stop inside the quotation marks
            beyond = words[i + 2] if i + 2 < len(words) else None
            return beyond is None or beyond.is_capital or beyond.form in '"“('
        if not spaced:
            return False
        opening = following.form in '"([*•—–-'
        if not (following.is_capital or following.form[:1].isdigit() or opening or not following.form[:1].isascii()):
            return False
        if words[i].form != ".":  # a dotted acronym swallowed the full stop
            return words[i].form[:-1] in self._open and following.form in self._starters
        before = words[i - 1] if i else None
        if before is None or before.end != words[i].start:
            return True
        if before.form in self._inside or (len(before.form) == 1 and before.form.isupper()):
            return False
        if before.form in self._open:
            return following.form in self._starters
        return not (
            before.form.isdigit() and len(before.form) <= 2 and i - 2 >= 0 and words[i - 2].end < before.start - 1
        )
