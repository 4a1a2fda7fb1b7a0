"""Personal names: where one begins and ends, without a list of persons.

`Luiz Eduardo de Almeida e Souza Pimentel`, `HAYASHI Yoshimasa`, `Khaled al-Warfalli`, `Yoon Suk-yeol`, `Joseph R.
Biden, Jr.` are one name each; titles before them are no part of it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from communique.annotate.lexicon import Lexicon, Match
from communique.shared.annotated import Word
from communique.shared.knowledge import Knowledge

_ACTORS = frozenset(
    {"state", "adjective", "demonym", "organisation", "capital", "place", "subdivision", "metonym", "project"}
)
"""Words that begin no name, though they stand with a capital at the beginning of a sentence."""
_LONGEST_NAME = 16
_TOWN = 300_000
"""A place of fewer people is not meant where a title stands before its name (President Bush)."""


class NameReader:
    """Reads a personal name at a word."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.lexicon = lexicon
        rules = knowledge.entries("wording/sentences.yaml")[0]
        self._no_names, self._bodies = frozenset(rules["no_names"]), frozenset(rules["no_name_ends"])

    def honorifics(self, words: Sequence[Word], i: int, last: int) -> int:
        """The first word after titles of honour, ranks and brackets around them: Her Excellency Dr. (Mrs.)."""
        while i < last:
            found = [m for m in self.lexicon.titles.at(words, i, last) if m.entry.kind == "honorific"]
            if found:
                i = found[0].last
                if i < last and words[i].form == "." and words[i].start == words[i - 1].end:
                    i += 1
                if found[0].entry.note in ("royal", "style") and i + 1 < last and words[i].form == ",":
                    i += 1  # His Royal Highness, Crown Prince X
            elif words[i].form == "(" and i + 1 < last and self.honorifics(words, i + 1, last) > i + 1:
                inner = self.honorifics(words, i + 1, last)
                if inner < last and words[inner].form == ")":
                    i = inner + 1
                else:
                    break
            else:
                break
        return i

    def read(
        self, words: Sequence[Word], i: int, last: int, taken: Container[int], titled: bool
    ) -> tuple[int, int] | None:
        """First word and end of the name at word i, titles skipped; None if there is none.

        taken: words that belong to a date. titled: an office or title stands right before, so that a word which is
        also a state or a city can begin the name (Ambassador Chad Ellerbee).
        """
        first = self.honorifics(words, i, last)
        titled = titled or first > i
        j = first
        while j < last and j - first < _LONGEST_NAME:
            step = self._part(words, j, first, last, titled) if j not in taken else 0
            if not step:
                break
            j += step
        while j > first and words[j - 1].low in self.lexicon.particles and not words[j - 1].is_capital:
            j -= 1
        if j == first or not any(w.is_word and w.is_capital for w in words[first:j]):
            return None
        if words[j - 1].form in self._bodies:
            return None
        return first, self._suffix(words, j, last)

    def _part(self, words: Sequence[Word], j: int, first: int, last: int, titled: bool) -> int:
        """How many words from word j on belong to a name that began at `first`; 0 if it ends before."""
        word = words[j]
        if not word.is_word:
            return self._nickname(words, j, first, last) or self._mark(words, j, first, last)
        if j == first and word.form in self._no_names:
            return 0
        if word.is_capital and word.form[0].isalpha():
            if self._joined(words, j, first):
                return 1
            return 0 if self._is_other(words, j, first, last, titled) else 1
        after = j + 1
        if (
            after + 1 < last
            and words[after].form == "-"
            and words[after].start == word.end
            and words[after + 1].is_capital
        ):
            return 1 if len(word.form) <= 3 else self._joined(words, j, first)  # as-Sisi, al-Thani
        if word.low in self.lexicon.particles and after < last:
            follows = words[after]
            if follows.form in "-'’" and after + 1 < last and follows.start == word.end:
                follows = words[after + 1]
            if (follows.is_capital or follows.low in self.lexicon.particles) and follows.is_word:
                if word.low in ("e", "y", "de", "of") and j == first:
                    return 0
                return 1
        return self._joined(words, j, first)

    @staticmethod
    def _nickname(words: Sequence[Word], j: int, first: int, last: int) -> int:
        """A call name in quotation marks inside a name: Ada "Addie" Sossa; its three words."""
        inside = j > first and j + 3 < last and words[j].form == '"' and words[j + 2].form == '"'
        return 3 if inside and words[j + 1].is_capital and words[j + 3].is_capital and words[j + 3].is_word else 0

    @staticmethod
    def _joined(words: Sequence[Word], j: int, first: int) -> int:
        """The small second half of a hyphenated name: Suk-yeol."""
        hyphen = j > first and words[j - 1].form == "-" and words[j - 1].end == words[j].start
        return 1 if hyphen and words[j].form.isalpha() else 0

    def _mark(self, words: Sequence[Word], j: int, first: int, last: int) -> int:
        """A hyphen or apostrophe inside a name, or the full stop of an initial or abbreviation."""
        if j == first or j + 1 >= last or words[j].start != words[j - 1].end:
            return 0
        if words[j].form == "'" and words[j + 1].is_word and words[j + 1].start > words[j].end:  # Shia' al-Sudani
            return 1 if words[j + 1].low in self.lexicon.particles else 0
        if words[j].form in ("-", "'") and words[j + 1].start == words[j].end and words[j + 1].is_word:
            return 1
        initial = words[j].form == "." and len(words[j - 1].form) <= 2 and words[j - 1].is_capital
        return 1 if initial and words[j + 1].is_capital else 0

    def _is_other(self, words: Sequence[Word], j: int, first: int, last: int, titled: bool) -> bool:
        """Is the capitalised word j no part of a name: an office, a state, an organisation, a title?"""
        patronymic = j + 1 < last and words[j + 1].low in ("bin", "ibn", "bint")
        if self.lexicon.offices.at(words, j, last) and not self._roman(words[j].form) and not patronymic:
            return True
        if j > first and [m for m in self.lexicon.titles.at(words, j, last) if m.entry.kind == "honorific"]:
            return False  # Hassan Sheikh Mohamud, Hun Sen: inside a name it is a name
        found = [m for m in self.lexicon.names.at(words, j, last) if m.entry.kind in _ACTORS]
        if not found or self._given(words[j]):
            return False
        return not self._name_like(words, found, j, first, last, titled)

    def _name_like(
        self, words: Sequence[Word], found: list[Match], j: int, first: int, last: int, titled: bool
    ) -> bool:
        """May a word that names a state or place be a part of a name here? Elias Jordan, Ambassador Chad Ellerbee."""
        if titled and j == first and found[0].last == j + 1 and all(m.entry.kind == "place" for m in found):
            return max(m.entry.weight for m in found) < _TOWN
        if found[0].last > j + 1 or any(m.entry.kind in ("adjective", "organisation") for m in found):
            return False
        follows = words[j + 1] if j + 1 < last else None
        if j > first:  # a surname: the name ends with it
            return not (follows and (follows.low == "'s" or follows.form == "-"))
        if not titled or follows is None:
            return False
        return follows.is_capital and follows.is_word and not self.lexicon.names.at(words, j + 1, last)

    def _given(self, word: Word) -> bool:
        return word.low in self.lexicon.genders and word.form[0].isupper() and not word.form.isupper()

    @staticmethod
    def _roman(form: str) -> bool:
        return bool(form) and all(c in "IVX" for c in form)

    def _suffix(self, words: Sequence[Word], j: int, last: int) -> int:
        """Takes ", Jr." and the like into the name."""
        if words[j - 1].form in self.lexicon.suffixes and j + 1 < last and words[j].form == ".":
            return j + 1 if words[j].start == words[j - 1].end else j
        k = j + 1 if j < last and words[j].form == "," else j
        if k < last and words[k].form.rstrip(".") in self.lexicon.suffixes and words[k].is_capital:
            k += 1
            if (
                k < last
                and words[k].form == "."
                and words[k].start == words[k - 1].end
                and k + 1 < last
                and words[k + 1].form != '"'
            ):
                k += 1
            return k
        return j


def spelled(words: Sequence[Word], first: int, last: int, text: str) -> str:
    """The name as printed, with single plain spaces and without soft hyphens."""
    raw = text[words[first].start : words[last - 1].end]
    return " ".join(raw.replace("\u00ad", "").split())
