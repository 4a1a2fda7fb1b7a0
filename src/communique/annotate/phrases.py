"""Pieces of phrases about people that all rules share, and phrases about several people at once."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol

from communique.annotate.lexicon import Lexicon
from communique.annotate.offices import OfficePhrase, OfficeReader, party_codes
from communique.annotate.personal_names import NameReader, spelled
from communique.annotate.tokens import fold
from communique.shared.annotated import Mention, Word
from communique.shared.records import Person

Codes = tuple[str, ...]


class Readers(Protocol):
    """What a phrase needs of the reader that made it."""

    lexicon: Lexicon
    offices: OfficeReader
    names: NameReader


class Phrase:
    """One place in a sentence and questions to the words from there on."""

    def __init__(self, reader: Readers, words: Sequence[Word], last: int, text: str, taken: Container[int]) -> None:
        self.reader, self.words, self.last, self.text, self.taken = reader, words, last, text, taken
        self.lexicon = reader.lexicon

    def is_(self, j: int, *forms: str) -> bool:
        """True if word j is there and is one of the forms."""
        return j < self.last and self.words[j].low in forms

    def name_at(self, j: int, titled: bool) -> tuple[str, int] | None:
        """(name, next word) of the personal name at word j."""
        if j >= self.last:
            return None
        found = self.reader.names.read(self.words, j, self.last, self.taken, titled)
        if found is None:
            return None
        return spelled(self.words, found[0], found[1], self.text), found[1]

    def owner_at(self, j: int) -> tuple[Codes, int] | None:
        """(codes, next word) of `of X`, `from X`, `(X)` at word j."""
        k = j + 1
        if self.is_(j, "of", "from"):
            if self.is_(k, "the"):
                k += 1
        elif not self.is_(j, "("):
            return None
        if k >= self.last:
            return None
        found = [
            m for m in self.lexicon.names.at(self.words, k, self.last) if m.entry.kind in ("state", "organisation")
        ]
        if not found:
            return self._owning_body(k) if self.is_(j, "of") else None
        end = found[0].last
        if self.is_(j, "("):
            if not self.is_(end, ")"):
                return None
            end += 1
        return party_codes(found), end

    def _owning_body(self, k: int) -> tuple[Codes, int] | None:
        """of the Omani Royal Office: an adjective and the capitalised body it belongs to."""
        found = [m for m in self.lexicon.names.at(self.words, k, self.last) if m.entry.kind == "adjective"]
        if not found:
            return None
        end = found[0].last
        while end < self.last and self.words[end].is_word and self.words[end].is_capital:
            end += 1
        return (party_codes(found), end) if end > found[0].last else None

    def _closes(self, j: int, name: str) -> bool:
        """Does an apposition end at word j? A comma, a bracket, the end, or a verb-like small word follows."""
        if " " not in name and not self.is_(j, ","):
            return False
        return (
            j >= self.last or not self.words[j].is_word or not self.words[j].is_capital or self.words[j].low in ("and",)
        )

    def _after_comma(self, opened: int, end: int) -> int:
        """Takes the comma that closes an apposition into the mention if one opened it."""
        if self.is_(opened, ",") and self.is_(end, ",") and not self._list_goes_on(end):
            return end + 1
        return end

    def _list_goes_on(self, comma: int) -> bool:
        """Is the comma one between items of a list: another person, or `and` with one, follows?"""
        j = comma + 1
        if self.is_(j, "and"):
            j += 1
        if self.is_(j, "the", "his", "her"):
            j += 1
        if j >= self.last:
            return False
        return self.reader.offices.parse(self.words, j, self.last) is not None

    def _is_person(self, name: str) -> bool:
        parts = name.replace("-", " ").split()
        return len(parts) > 1 and fold(parts[0]) in self.lexicon.genders


class GroupPhrase(Phrase):
    """Several people in one phrase: of A and B; of A (N1), B (N2); N1 of A and N2 of B."""

    def _people(self, i: int, phrase: OfficePhrase) -> Mention:
        """Plural offices: of A and B; of A (N1), B (N2); N1 of A and N2 of B; , N1 and N2."""
        parties, end = list(phrase.parties), phrase.last
        names: list[str | None] = []
        pairs = self._named_pairs(end)
        if pairs:
            names, found, end = pairs
            parties = found if any(found) else parties
        elif parties and self.is_(end, "("):
            names, parties, end = self._bracketed(phrase)
        elif self.is_(end, ",") or not parties:
            named = self._names(end + 1 if self.is_(end, ",") else end)
            if named and (not parties or len(named[0]) == len(parties)):
                names, close = named
                end = self._after_comma(end, close)
        count = max(len(parties), len(names))
        persons, levels = [], []
        for k in range(count):
            codes = parties[k] if k < len(parties) else ()
            name = names[k] if k < len(names) else None
            persons.append(Person(name=name, office=phrase.office, party=codes[0] if len(codes) == 1 else None))
            levels.append(phrase.level)
        flat = tuple(dict.fromkeys(c for codes in parties for c in codes))
        if not persons:
            return Mention("role", i, end, note=phrase.office, levels=(phrase.level,), plural=True)
        return Mention("people", i, end, persons=tuple(persons), parties=flat, levels=tuple(levels), plural=True)

    def _named_pairs(self, j: int) -> tuple[list[str | None], list[Codes], int] | None:
        """N1 of A and N2 of B, with two pairs at least, or N1 and N2 without states."""
        names: list[str | None] = []
        codes: list[Codes] = []
        while (named := self.name_at(j, titled=True)) is not None:
            names.append(named[0])
            j = named[1]
            owner = self.owner_at(j)
            codes.append(owner[0] if owner else ())
            end = j = owner[1] if owner else j
            if self.is_(j, ",") and self.is_(j + 1, "and"):
                j += 2
            elif self.is_(j, ",", "and"):
                j += 1
            else:
                break
        return (names, codes, end) if len(names) > 1 else None

    def _names(self, j: int) -> tuple[list[str | None], int] | None:
        """A list of two names or more at word j: N1, N2 and N3."""
        pairs = self._named_pairs(j)
        return (pairs[0], pairs[2]) if pairs and not any(pairs[1]) else None

    def _bracketed(self, phrase: OfficePhrase) -> tuple[list[str | None], list[Codes], int]:
        """of A (N1), B (N2) and C (N3): the office was read up to A."""
        names: list[str | None] = []
        parties: list[Codes] = list(phrase.parties[:-1])
        names.extend(None for _ in parties)
        codes, j = phrase.parties[-1], phrase.last
        while self.is_(j, "("):
            named = self.name_at(j + 1, titled=True)
            if named is None or not self.is_(named[1], ")"):
                break
            names.append(named[0])
            parties.append(codes)
            end = j = named[1] + 1
            if self.is_(j, ",", "and"):
                j += 2 if self.is_(j, ",") and self.is_(j + 1, "and") else 1
            if j >= self.last:
                break
            following, k = self.reader.offices.party_list(self.words, j, self.last)
            if len(following) != 1:
                break
            codes, j = following[0], k
        return (names, parties, end) if names and names[-1] else ([], list(phrase.parties), phrase.last)

    def _several_owners(self, j: int) -> tuple[tuple[Codes, ...], int] | None:
        """from (NATO Allies) A, B and C, behind a plural: (codes each, next word), if two or more are listed."""
        if not self.is_(j, "from", "of", "in"):
            return None
        k = j + 1
        found = self.lexicon.names.at(self.words, k, self.last) if k < self.last else []
        member = found and found[0].entry.kind == "organisation" and found[0].last + 1 < self.last
        if member and self.words[found[0].last].form not in (",", "and"):
            k = found[0].last + 1
        parties, end = self.reader.offices.party_list(self.words, k, self.last)
        return (parties, end) if len(parties) > 1 else None
