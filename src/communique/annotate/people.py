"""Mentions of people: named, by office, in pairs and lists, and as counterparts.

Comes in: the words of a sentence. Goes out, at a word: a Mention with its persons as far as the phrase itself tells;
who they are in the document is decided on the stage (stage.py).
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from communique.annotate.lexicon import Lexicon
from communique.annotate.offices import ATTRIBUTIVE, OfficePhrase, OfficeReader, party_codes
from communique.annotate.personal_names import NameReader, spelled
from communique.annotate.phrases import Codes, GroupPhrase
from communique.annotate.tokens import fold
from communique.shared.annotated import Mention, Word
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person

_DETERMINERS = frozenset({"the", "his", "her", "their", "its", "our", "a", "an", "this"})
_NUMBERS = frozenset({"two", "three", "four", "five"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "our"})


class PeopleReader:
    """Reads a phrase about people at a word of a text."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.lexicon = lexicon
        self.offices = OfficeReader(lexicon, knowledge)
        self.names = NameReader(lexicon, knowledge)
        roles = {entry["name"]: entry for entry in knowledge.entries("wording/roles.yaml")}
        self._counterpart = {tuple(fold(w).split()): False for w in roles["counterpart"]["one"]}
        self.starters = frozenset(knowledge.entries("wording/sentences.yaml")[0]["starters"])
        self.bodies = frozenset(roles["body"]["one"])
        self._company = frozenset(roles["company"]["one"])
        self._counterpart |= {tuple(fold(w).split()): True for w in roles["counterpart"]["many"]}
        counterparts = frozenset(words[0] for words in self._counterpart)
        openers = lexicon.small | lexicon.particles | self.offices.openers() | counterparts
        self._openers = openers - {"the"}  # which may_begin looks at by itself
        self._behind = self._openers | self._company | _NUMBERS

    def may_begin(self, words: Sequence[Word], i: int, last: int) -> bool:
        """Can people be read at word i at all? No more than a look at it: most small words begin nothing known."""
        if words[i].is_capital or words[i].low in self._openers:
            return True
        if i + 1 >= last:
            return False
        after = words[i + 1]
        if words[i].low in _DETERMINERS:
            hyphened = i + 2 < last and words[i + 2].form == "-"  # the al-Saud
            opens = after.is_capital or after.low in self._behind or hyphened
            return opens or (words[i].low == "the" and bool(self.lexicon.titles.at(words, i, last)))
        return after.form == "-"  # al-Thani

    def read(self, words: Sequence[Word], i: int, last: int, text: str, taken: Container[int]) -> Mention | None:
        """The mention of people that begins at word i, determiner included, or None."""
        scene = _Scene(self, words, last, text, taken)
        start = i + 1 if words[i].low in _DETERMINERS and i + 1 < last else i
        titled = self.names.honorifics(words, i, last)
        if i < titled < last and not self.offices.parse(words, i, last) and self.offices.parse(words, titled, last):
            start = titled  # H.E. the President of X; but General Secretary is one office
        if start < last and words[start].low in _NUMBERS and start > i:
            start += 1
        if start >= last:
            return None
        owned = words[i].low if start > i and words[i].low in _POSSESSIVE else None
        if start > i and words[start].low in self._company:
            return scene.company(i, start)
        titled_name = start == i or self.names.honorifics(words, i, last) > i
        found = (
            scene.counterpart(i, start)
            or scene.office(i, start, owned)
            or scene.owned_name(i, start)
            or (scene.name(i) if titled_name else None)
        )
        if found is not None:
            titles = (t for k in range(found.first, found.last) for t in self.lexicon.titles.at(words, k, last))
            found.gender = next((t.entry.level for t in titles if t.entry.kind == "honorific" and t.entry.level), None)
        return found

    def perhaps(self, words: Sequence[Word], i: int, last: int, text: str, taken: Container[int]) -> Mention | None:
        """A capitalised word or two that may be the name of somebody known; the stage decides (note "perhaps")."""
        if not words[i].is_capital or (words[i].form.isupper() and len(words[i].form) > 1 and len(words[i].form) < 4):
            return None
        if words[i].form in self.starters:
            return None
        found = self.names.read(words, i, last, taken, titled=False)
        if found is None:
            return None
        places = (k for k in range(found[0] + 1, found[1]) if self.lexicon.names.at(words, k, last))
        end = next(places, found[1])
        name = spelled(words, found[0], end, text)
        return Mention("person", i, end, persons=(Person(name=name),), levels=(None,), note="perhaps")

    def counterpart_at(self, words: Sequence[Word], i: int, last: int) -> tuple[int, bool] | None:
        """(next word, plural) if a word for a counterpart stands at i."""
        for length in (2, 1):
            key = tuple(w.low for w in words[i : i + length])
            if i + length <= last and key in self._counterpart:
                return i + length, self._counterpart[key]
        return None


class _Scene(GroupPhrase):
    """One phrase in its sentence: the rules in order."""

    reader: PeopleReader

    def counterpart(self, i: int, start: int) -> Mention | None:
        """his Chinese counterpart Wang Yi; her colleague from Benin, Ada Sossa; Canadian counterparts."""
        j = start
        codes: Codes = ()
        while j < self.last:
            found = [m for m in self.lexicon.names.at(self.words, j, self.last)
                     if m.entry.kind in ("adjective", "organisation", "state")]  # fmt: skip
            titles = [m for m in self.lexicon.titles.at(self.words, j, self.last) if m.entry.kind == "modifier"]
            if found and not codes:
                adjectives = [m for m in found if m.entry.kind == "adjective"] or found
                codes, j = party_codes(adjectives), adjectives[0].last
                j += 1 if self.is_(j, "'s") else 0
            elif titles:
                j = titles[0].last
            else:
                break
        noun = self.reader.counterpart_at(self.words, j, self.last) if j < self.last else None
        if noun is None or (i == start and not codes and self.words[j].low not in ("counterpart", "counterparts")):
            return None
        j, plural = noun
        several = self._several_owners(j) if plural else None
        if several:
            persons = tuple(Person(party=c[0] if len(c) == 1 else None) for c in several[0])
            flat = tuple(code for c in several[0] for code in c)
            return Mention("counterpart", i, several[1], persons=persons, parties=flat, plural=True)
        owner = self.owner_at(j)
        if owner and (not codes or plural):
            codes, j = owner
        named = self.name_at(j + 1 if self.is_(j, ",") else j, titled=True)
        if named and self.is_(j, ",") and not self._closes(named[1], named[0]):
            named = None
        name, end = named if named else (None, j)
        end = self._after_comma(j, end) if named else end
        owner = self.owner_at(end) if named and not codes else None
        if owner:
            codes, end = owner
        person = Person(name=name, office=None, party=codes[0] if len(codes) == 1 else None)
        return Mention("counterpart", i, end, persons=(person,), parties=codes, levels=(None,), plural=plural)

    def owned_name(self, i: int, start: int) -> Mention | None:
        """Norway's Sigrid Aasland: a state's person without an office."""
        found = [m for m in self.lexicon.names.at(self.words, start, self.last) if m.entry.kind == "state"]
        if not found or not self.is_(found[0].last, "'s"):
            return None
        named = self.name_at(found[0].last + 1, titled=False)
        if named is None or " " not in named[0] or not self._is_person(named[0]):
            return None
        codes = party_codes(found)
        person = Person(name=named[0], party=codes[0] if len(codes) == 1 else None)
        return Mention("person", i, named[1], persons=(person,), parties=codes, levels=(None,), note="name")

    def company(self, i: int, start: int) -> Mention:
        """her husband, Paul Finch; his predecessor: somebody who takes no part."""
        end = start + 1
        named = self.name_at(end + 1 if self.is_(end, ",") else end, titled=True)
        if named is not None and (not self.is_(end, ",") or self._closes(named[1], named[0])):
            end = self._after_comma(end, named[1])
        return Mention("company", i, end)

    def office(self, i: int, start: int, owned: str | None) -> Mention | None:
        """An office with or without its holder's name, or several offices and holders."""
        if self._is_where(start):  # while in Brussels | President X
            return None
        phrase = self.reader.offices.parse(self.words, start, self.last) or self._unit_office(start)
        if phrase is None:
            return None
        if phrase.plural:
            return self._people(i, phrase)
        offices, levels, end = [phrase.office], [phrase.level], phrase.last
        parties = phrase.parties
        joined = self._second_office(end, parties)
        if joined and {phrase.level, joined.level} == {"head_of_state", "head_of_government"} and not parties:
            joined = None  # the President and Prime Minister X: two persons
        while joined and self.name_at(joined.last, titled=True):
            offices.append(joined.office)
            levels.append(joined.level)
            parties, end = parties or joined.parties, joined.last
            joined = self._second_office(end, parties)
        name = None
        named = self.name_at(end, titled=True)
        if named:
            name, end = named
        else:
            end, name = self._name_in_apposition(end, bool(parties) or i < start)
        codes = parties[0] if parties else ()
        loose = codes and (codes[0] in self.lexicon.members or phrase.implied)
        if loose and name and self.owner_at(end):
            codes = ()  # ASEAN Chair Prime Minister X of Cambodia: the state is his
        if name and not codes:
            owner = self.owner_at(end)
            if owner:
                codes, end = owner
        return self._one(i, end, name, (offices, levels), codes, owned)

    def _is_where(self, start: int) -> bool:
        """A city or state behind in, to, from, at, with an office right behind it: a place, not whose office it is."""
        if start == 0 or self.words[start - 1].low not in ("in", "to", "from", "at", "near"):
            return False
        found = self.lexicon.names.at(self.words, start, self.last)
        places = {m.entry.kind for m in found}
        if not places & {"state", "capital", "place"} or "adjective" in places:
            return False
        return not self.is_(found[0].last, "'s", "'")

    def _unit_office(self, start: int) -> OfficePhrase | None:
        """An office of a body that no table knows, before a name: High Council for Reconciliation Chairman X."""
        j = start
        while j < min(start + 8, self.last) and self.words[j].is_word:
            small = self.words[j].low in ("of", "for", "and", "the", "on")
            if not self.words[j].is_capital and not (small and j > start):
                return None
            bodies = any(w.low in self.reader.bodies for w in self.words[start:j])
            if j > start and not small and bodies:
                phrase = self.reader.offices.parse(self.words, j, self.last)
                joined = phrase and self._second_office(phrase.last, phrase.parties)
                named = phrase and (self.name_at(phrase.last, titled=True) or joined)
                if phrase is not None and not phrase.plural and named:
                    known = self.lexicon.names.at(self.words, start, self.last)
                    codes = (party_codes(known),) if known and known[0].entry.kind in ATTRIBUTIVE else ()
                    phrase.first, phrase.parties = start, phrase.parties or codes
                    return phrase
                if phrase is not None:
                    return None
            j += 1
        return None

    def _second_office(self, end: int, parties: tuple[Codes, ...]) -> OfficePhrase | None:
        """A further office of the same person: Deputy Prime Minister *and Foreign Minister*."""
        j = end
        if self.is_(j, "and", "&", "/", ",", "-", "–", "—"):
            j += 2 if self.is_(j, ",") and self.is_(j + 1, "and") else 1
        elif not self.is_(j, "cum"):
            j = end
        if j >= self.last or (j == end and not self.words[j].is_capital):
            return None
        second = self.reader.offices.parse(self.words, j, self.last)
        if second is None or second.plural:
            return None
        if second.parties and parties and second.parties != parties and j > end:
            return None
        return second

    def _name_in_apposition(self, end: int, definite: bool) -> tuple[int, str | None]:
        """, Tangeni Shikongo, or (Daniyar Ospanbek) after an office; (end, None) if there is none."""
        if self.is_(end, ",", "("):
            named = self.name_at(end + 1, titled=False)
            if named and self.is_(end, "("):
                return (named[1] + 1, named[0]) if self.is_(named[1], ")") else (end, None)
            if named and definite and self._closes(named[1], named[0]):
                return self._after_comma(end, named[1]), named[0]
        return end, None

    def _one(
        self,
        i: int,
        end: int,
        name: str | None,
        held: tuple[list[str | None], list[str | None]],
        codes: Codes,
        owned: str | None,
    ) -> Mention:
        offices = [o for o in dict.fromkeys(held[0]) if o]
        office = "; ".join(offices) or None
        person = Person(name=name, office=office, party=codes[0] if len(codes) == 1 else None)
        levels = [level for level in held[1] if level]
        return Mention("person", i, end, persons=(person,), parties=codes, levels=(levels[0] if levels else None,),
                       note=owned)  # fmt: skip

    def name(self, i: int) -> Mention | None:
        """A name with a title before it or an office behind it: Sheikh Saif ..., Deputy Prime Minister; X of Y."""
        if self.words[i].form in self.reader.starters:
            return None
        known = self.lexicon.names.at(self.words, i, self.last)
        if known and known[0].last > i + 1 and known[0].entry.kind != "honorific":
            return None  # the Major Economies Forum is no Major, Hong Kong no Mr Kong
        after = self.reader.names.honorifics(self.words, i, self.last)
        named = self.name_at(i, titled=after > i)
        if named is None:
            return None
        name, end = named
        codes: Codes = ()
        if after == i and not self._is_person(name) and not self._told_aside(i, end, name):
            return None
        owner = self.owner_at(end)
        if owner and self.words[end].low != "from":
            codes, end = owner
        if self.is_(end, "(") and end + 1 < self.last and not self.words[end + 1].form.isascii():
            close = next((k for k in range(end, min(end + 8, self.last)) if self.is_(k, ")")), None)
            end = close + 1 if close else end
        aside = self._counterpart_aside(i, end, name)
        if aside is not None:
            return aside
        found = self._apposed(end)
        if found is not None and (" " in name or self._is_closed(found, codes)):
            phrase, more, close = found
            if self.is_(end + 1, "also") and " " not in name:  # Luo, also a member of the council: known before
                return Mention("person", i, close, persons=(Person(name=name),), levels=(None,), note="perhaps")
            offices = [phrase.office, *(m.office for m in more)]
            levels = [phrase.level, *(m.level for m in more)]
            parties = next((p.parties for p in (phrase, *more) if p.parties), ())
            return self._one(i, close, name, (offices, levels), codes or (parties[0] if parties else ()), None)
        if after == i and not self._is_person(name):
            return None
        return Mention("person", i, end, persons=(Person(name=name, party=codes[0] if len(codes) == 1 else None),),
                       parties=codes, levels=(None,), note="name")  # fmt: skip

    def _is_closed(self, found: tuple[OfficePhrase, list[OfficePhrase], int], codes: Codes) -> bool:
        """Is one word before an office a name? Barka, the president, said; but Besides, the President spoke."""
        phrase, more, close = found
        told = codes or any(each.parties for each in (phrase, *more))
        return bool(told) or self.is_(close - 1, ",", ")") or self.is_(close, ",", ".", ";")

    def _told_aside(self, i: int, end: int, name: str) -> bool:
        """Does an office or `counterpart` stand behind the name, so that it is a person's?"""
        return self._apposed(end) is not None or self._counterpart_aside(i, end, name) is not None

    def _counterpart_aside(self, i: int, end: int, name: str) -> Mention | None:
        """Taro Kono, his Japanese counterpart,: the name stands before."""
        if not self.is_(end, ",") or not self.is_(end + 1, "his", "her", "the"):
            return None
        found = self.counterpart(end + 1, end + 2) if end + 2 < self.last else None
        if found is None or found.plural or found.persons[0].name:
            return None
        person = Person(name=name, office=None, party=found.persons[0].party)
        close = self._after_comma(end, found.last)
        return Mention("counterpart", i, close, persons=(person,), parties=found.parties, levels=(None,))

    def _apposed(self, end: int) -> tuple[OfficePhrase, list[OfficePhrase], int] | None:
        """An office behind a name and a comma or in brackets: (office, further offices, next word)."""
        if not self.is_(end, ",", "("):
            return None
        j = end + 2 if self.is_(end + 1, "also") else end + 1
        if self.is_(j, "the", "a", "an", "its", "his", "her"):
            j += 1
        if j >= self.last:
            return None
        phrase = self.reader.offices.parse(self.words, j, self.last)
        if phrase is None or phrase.plural:
            return None
        close, more = phrase.last, []
        joined = self._second_office(close, phrase.parties)
        while joined and not self.name_at(joined.last, titled=True):
            more.append(joined)
            close = joined.last
            joined = self._second_office(close, phrase.parties)
        if self.name_at(close, titled=True):  # the office belongs to the next name of a list
            return None
        if self.is_(end, "("):
            return (phrase, more, close + 1) if self.is_(close, ")") else None
        return phrase, more, self._after_comma(end, close)

    # --- several people ---------------------------------------------------------------------------------------------
