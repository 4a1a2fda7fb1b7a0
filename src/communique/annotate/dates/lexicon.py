"""The words of date expressions by class, and the alphabet in which a text is matched against patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from communique.shared.knowledge import Knowledge

WORDS = "dates/words.csv"
OTHER, CAPITALISED, ED, SIGN, STOP, BREAK = "other", "capitalised", "ed", "sign", "stop", "break"
"""Classes of tokens that no list has: small and capitalised words, words in -ed, signs, the end of a sentence, and
of a paragraph."""

_FIRST = 0xE000  # private use: no text means anything by these characters, and no regular expression either
_NUMBER = re.compile(r"([0-9]+)([a-z]*)")
_CODE = re.compile(r"([a-z]+)([0-9]{2,4})")


class Lexicon:
    """Which classes a token has, as one character, and the value of the token in each class.

    literals: the words that patterns name directly. Built from words.csv; a row with a class but no word, or a value
    that is no number where one is needed, is a KnowledgeError.
    """

    def __init__(self, knowledge: Knowledge, literals: Iterable[str]) -> None:
        self.values: dict[str, dict[str, str]] = {}
        self.alphabet: dict[str, str] = {}
        self._letters: dict[frozenset[str], str] = {}
        self._forms: dict[str, str] = {}
        classes: dict[str, set[str]] = {}
        for name in literals:
            for form in _spellings(name[1:]):
                classes.setdefault(form, set()).add(name)
        for row in knowledge.table(WORDS, ("word", "class"), ("value", "case", "example", "source")):
            capital = row["case"] == "capital"
            for form in _spellings(row["word"]):
                if row["case"] == "small" and form != form.lower():
                    continue
                if capital and form == form.lower() and form != form.upper():
                    continue
                for name in row.many("class"):
                    classes.setdefault(form, set()).add(name)
                    self.values.setdefault(form, {})[name] = row["value"]
        for form, found in classes.items():
            if form[-2:] == "ed":
                found.add(ED)
            self._forms[form] = self._letter(frozenset(found))
        self._basic = {name: self._letter(frozenset({name})) for name in (OTHER, CAPITALISED, ED, SIGN, STOP, BREAK)}
        self._numbers = {kinds: self._letter(frozenset(kinds)) for kinds in _NUMBER_KINDS}
        self._unit_suffixes = self.of_class("day_suffix")
        self._decade_suffixes = self.of_class("decade_suffix")
        self._year_prefixes = self.of_class("year_prefix")

    def of_class(self, name: str) -> frozenset[str]:
        """The spellings of the words of a class."""
        return frozenset(form for form, values in self.values.items() if name in values)

    def _letter(self, classes: frozenset[str]) -> str:
        letter = self._letters.get(classes)
        if letter is None:
            letter = self._letters[classes] = chr(_FIRST + len(self._letters))
            for name in sorted(classes):
                self.alphabet[name] = self.alphabet.get(name, "") + letter
        return letter

    def basic(self, name: str) -> str:
        """The character of one of the classes that no list has."""
        return self._basic[name]

    @property
    def forms(self) -> Mapping[str, str]:
        """The character of every known spelling."""
        return self._forms

    @property
    def letters(self) -> tuple[str, ...]:
        """All characters of the alphabet."""
        return tuple(self._letters.values())

    def unknown(self, word: str) -> str:
        """The character of a token that is in no list: a number, a word, or a sign."""
        first = word[0]
        if "0" <= first <= "9":
            return self._numbers[_number_kind(word, self._unit_suffixes, self._decade_suffixes)]
        if not first.isalpha():
            return self._basic[SIGN]
        if "\u00ad" in word:
            plain = word.replace("\u00ad", "")
            return self._forms.get(plain) or self.unknown(plain)
        if word[-2:] == "ed":
            return self._basic[ED]
        if first.isupper():
            found = _CODE.fullmatch(word.lower())
            if found and found[1] in self._year_prefixes:
                return self._numbers[("fiscal_year",)]
            return self._basic[CAPITALISED]
        return self._basic[OTHER]

    def value(self, word: str, name: str) -> str:
        """What a word of a class means: the value of its row; of a number its digits."""
        word = word.replace("\u00ad", "")
        if name == "numeric_date":
            return word
        values = self.values.get(word)
        if values and name in values:
            return values[name]
        found = _NUMBER.match(word) or _NUMBER.search(word)
        return found[1] if found else word.lower()


_NUMBER_KINDS: tuple[tuple[str, ...], ...] = (
    ("number", "day_number", "two_digits"), ("number", "two_digits"), ("number", "year"), ("number", "old_year"),
    ("number",), ("ordinal_digits", "day_ordinal"), ("ordinal_digits",), ("decade",), ("short_decade",),
    ("fiscal_year",), ("numeric_date",), ("clock",), ("amount",), ("code",),
)  # fmt: skip


def _number_kind(word: str, suffixes: frozenset[str], decades: frozenset[str]) -> tuple[str, ...]:
    found = _NUMBER.fullmatch(word.replace("\u00ad", "").lower())
    if not found:
        if ":" in word and "-" not in word:
            return ("clock",)
        if "," in word or word.count(".") == 1:
            return ("amount",)
        return ("numeric_date",) if word[-1].isalnum() and not word.isalnum() else ("code",)
    digits, suffix = found.groups()
    value = int(digits) if len(digits) <= 4 else -1
    if suffix in suffixes:
        return ("ordinal_digits", "day_ordinal") if 1 <= value <= 31 else ("ordinal_digits",)
    if suffix in decades and value % 10 == 0:
        return ("decade",) if 1000 <= value <= 2190 else ("short_decade",) if 10 <= value <= 90 else ("code",)
    if suffix:
        return ("code",)
    if len(digits) == 4:
        return ("number", "year") if 1900 <= value <= 2099 else _old(value)
    if 1 <= value <= 31 and len(digits) <= 2:
        return ("number", "day_number", "two_digits")
    return ("number", "two_digits") if len(digits) == 2 else ("number",)


def _old(value: int) -> tuple[str, ...]:
    return ("number", "old_year") if 1000 <= value <= 2199 else ("number",)


def _spellings(word: str) -> tuple[str, ...]:
    low = word.lower()
    return tuple(dict.fromkeys((low, low.capitalize(), low.upper())))
