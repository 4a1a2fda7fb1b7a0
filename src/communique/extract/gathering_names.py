"""Names of gatherings in a sentence: where one stands, what kind it is of, and what tells it from others.

By knowledge/wording/gatherings.yaml and the organisations of knowledge/actors. It works on words and mentions alone,
so that it reads headings too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.extract.gathering_parts import GatheringName, Parts
from communique.shared.annotated import AnnotatedDocument, Mention, Sentence, Word
from communique.shared.knowledge import Knowledge

_STATE = 3  # letters of the code of a state
_LONGEST = 12  # words before or behind the head
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBERED = re.compile(r"([A-Z]+)(\d+)")
_IN, _ON = frozenset({"in", "at"}), frozenset({"in", "on"})
_LISTING = frozenset({"-", "–", ","})
_JOINS = frozenset({"-", "–", "/", "'", "'s"})
_NAMING = frozenset({"party", "adjective", "side", "place", "project"})


class GatheringNames:
    """Finds the names of gatherings."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries: dict[str, Any] = {e["name"]: e for e in knowledge.entries("wording/gatherings.yaml")}
        heads, plain = entries["kind-words"], entries["plain-words"]
        self._kinds = {word: kind for kind, words in heads["kinds"].items() for word in words}
        self._levels = {word: level for level, words in heads["levels"].items() for word in words}
        self._ranks: dict[str, str] = heads["ranks"]
        self._of_a_body, self._standing = frozenset(heads["of_a_body"]), frozenset(heads["standing"])
        self._single = frozenset(heads["single"])
        self._plain, self._never = frozenset(plain["words"]), frozenset(plain["never"])
        self._modes = {word: mode for mode, words in plain["modes"].items() for word in words}
        self._editions: dict[str, int] = plain["editions"]
        self._praise = frozenset(plain["praise"])
        self._special, self._regular = frozenset(plain["special"]), frozenset(plain["regular"])
        self._whose, self._subject = frozenset(entries["together"]["whose"]), frozenset(entries["together"]["subject"])
        self._not_event = frozenset(entries["not-the-event"]["words"])
        dates = knowledge.table("dates/words.csv", ["word", "class"])
        self._months = frozenset(row["word"] for row in dates if "month" in row.many("class"))
        ceremonies = entries["ceremonies"]
        self._ceremonies, self._farthest = frozenset(ceremonies["words"]), int(ceremonies["farthest"])
        self._persons = frozenset(ceremonies["persons"])
        rows = knowledge.table("actors/organisations.csv", ["id"], ["kind", "members"])
        self._bodies = {row["id"] for row in rows}
        self._formats = {row["id"] for row in rows if row["kind"] == "format"}
        self._summits = {row["id"]: row.many("members") for row in rows if row["kind"] == "summit"}
        self._members = {row["id"]: row.many("members") for row in rows if row["kind"] != "summit"}

    def is_body(self, code: str) -> bool:
        """Is it the code of an organisation or format?"""
        return code in self._bodies

    def is_format(self, name: GatheringName) -> bool:
        """Is it named by a format alone, which is nothing but meetings?"""
        return name.parties[0] in self._formats

    def with_guest(self, code: str, parties: Sequence[str]) -> str:
        """Whose the meeting of the leaders of a body with others is: of the body, and of a state that is no member."""
        members = self._members.get(code) or ()
        guests = [p for p in parties if len(p) == _STATE and members and p not in members]
        return "+".join(sorted([code, *guests])) if len(guests) == 1 else code

    def find(self, document: AnnotatedDocument, number: int) -> list[GatheringName]:
        """The names in sentence `number`, in order and without overlap."""
        sentence, row = document.words.sentences[number], document.words.words
        at = {k: m for m in document.mentions[number] for k in range(m.first, m.last)}
        nodes = document.trees[number].nodes if number in document.trees else ()
        compounds = frozenset(n.first for n in nodes if n.dep == "compound")
        found: list[GatheringName] = []
        for k in range(sentence.first, sentence.last):
            heads = k in at or row[k].low in self._kinds or row[k].low in self._ceremonies
            if not heads or (found and k < found[-1].last and not found[-1].body):
                continue
            parts = Parts(compounds, document.home)
            name = self._ceremony(document, k, sentence, at) or self._at(row, k, sentence, at, parts)
            name = name or self._body(document, k, at.get(k))
            while name is not None and found and found[-1].body and name.first < found[-1].last:
                found.pop()  # the G20, of the G20 Summit
            if name is None or (found and name.first < found[-1].last):
                continue
            several = len(parts.bodies) > 1 and row[k].low.endswith("s")  # the G7 and NATO Summits
            bodies = sorted(set(parts.bodies)) if several else []
            while row[name.first].low in self._praise and name.first < name.head:
                name.first += 1  # looks forward to a successful Harbour Summit
            found += [replace(name, key=f"{body} {name.kind}", parties=(body,)) for body in bodies] or [name]
        return found

    def _at(
        self, row: list[Word], k: int, sentence: Sentence, at: dict[int, Mention], parts: Parts
    ) -> GatheringName | None:
        """The name whose head is word k."""
        mention = at.get(k)
        within = mention is not None and mention.kind in _NAMING
        whole = within and mention is not None and k == mention.last - 1  # Summit of the Americas, COP31, NATO summit
        event = mention is not None and whole and any(code in self._summits for code in mention.parties)
        behind = row[k + 1].low if k + 1 < sentence.last else ""
        if event and (self._kinds.get(behind) or behind in self._not_event):
            return None  # the COP31 Leaders' Summit: the later head says what it is
        if row[k].low not in self._kinds and not event:
            return None
        if within and not whole:
            return None
        if not event and (self._kinds.get(behind) or (row[k].low in self._standing and behind in self._not_event)):
            return None
        first = self._leftwards(row, k, sentence, at, parts)
        last = self._rightwards(row, k + 1, sentence, at, parts)
        kind = self._kinds.get(row[k].low, "summit")
        return self._made(row, GatheringName(first, last, k, kind), parts, mention if event else None)

    def _leftwards(self, row: list[Word], k: int, sentence: Sentence, at: dict[int, Mention], parts: Parts) -> int:
        """Collects what stands before the head; the first word of the name."""
        own = at.get(k)
        whole = own is not None and own.kind in _NAMING  # COP31, in the G20 and COP31
        first = own.first if own is not None and whole else k
        if own is not None and whole:
            self._named(own, parts)
        i = first - 1
        while i >= sentence.first and first - i <= 2 and k - i <= _LONGEST:
            word, mention = row[i], at.get(i)
            if mention is not None and mention.kind in (*_NAMING, "date"):
                if mention.kind == "date":
                    parts.dates.append(mention)
                elif i + 2 < len(row) and row[i + 1].form == "-" and row[i + 2].low in ("led", "hosted"):
                    parts.host = mention.parties[0] if mention.parties else None
                else:
                    self._named(mention, parts)
                first = mention.first
            elif mention is not None or (word.low == "and" and whole) or not self._belongs(row, i, k, parts):
                break
            elif word.form not in _JOINS:
                first = i
            i = min(i, first) - 1
        while row[first].form in _JOINS or row[first].low in ("and", "the"):
            first += 1
        return first

    def _belongs(self, row: list[Word], i: int, k: int, parts: Parts) -> bool:
        """Is word i part of the name whose head is k? Notes what it adds."""
        word = row[i]
        if word.form in _JOINS:
            return True
        if word.low in self._plain or word.low in self._editions or _ORDINAL.fullmatch(word.low):
            parts.plain.append(word.low)
            return True
        if word.low in ("and", "&"):
            return row[i - 1].is_capital and row[i + 1].is_capital and i > 0
        if not word.is_word or word.low in self._never:
            return False
        if word.is_capital or word.form.isdigit():
            parts.content.append(word.low)
            return True
        if i == k - 1 and i in parts.compounds and row[k].low in self._single:  # the climate summit
            parts.content.append(word.low)
            return True
        return False

    def _named(self, mention: Mention, parts: Parts) -> None:
        codes = mention.parties if len(mention.parties) == 1 or mention.kind == "side" else ()
        if mention.kind == "project" and mention.note:
            parts.content.append(mention.note.lower())
        elif mention.kind == "place" and mention.place is not None:
            parts.places.append(mention.place)
        for code in codes if mention.kind not in ("place", "project") else ():
            body = mention.note == "organisation" or (code in self._bodies and len(code) != _STATE)
            (parts.bodies if body else parts.owners).append(code)

    def _rightwards(self, row: list[Word], i: int, sentence: Sentence, at: dict[int, Mention], parts: Parts) -> int:
        """Collects what stands behind the head: of the Quad, on Harbour Safety, between Kenya and Togo."""
        last = i
        if i in at and at[i].kind == "date" and at[i].last < sentence.last:  # a meeting today with the G7 leaders
            parts.dates.append(at[i])
            i = at[i].last
        elif row[i - 1].low in self._of_a_body:  # their meetings in Riga with the G7 leaders
            i = self._behind_place(row, i, sentence, at)
        for _ in range(2):
            if i >= sentence.last or row[i].low not in self._whose | self._subject or i in at:
                break
            inner = Parts()
            end = self._phrase(row, i, sentence, at, inner)
            parts.dates += inner.dates
            if end <= i + 1 or not (inner.content or inner.places or inner.owners or inner.bodies):
                break
            guests = inner.owners + inner.bodies if row[i].low == "with" else []
            parts.guests += guests
            parts.places += inner.places
            if not guests:
                parts.content += inner.content
                parts.owners += inner.owners
                parts.bodies += inner.bodies
            parts.plain += [w.low for w in row[i:end] if w.low in self._levels]
            last = i = end
        self._day_behind(row, last, sentence, at, parts)
        return last

    def _phrase(self, row: list[Word], i: int, sentence: Sentence, at: dict[int, Mention], inner: Parts) -> int:
        """Collects what the preposition i leads: whose the gathering is, or what it is for; the word behind it."""
        whose, end = row[i].low in self._whose, i + 1
        while end < sentence.last and end - i <= _LONGEST:
            mention, word = at.get(end), row[end]
            following = row[end + 1].low if end + 1 < sentence.last else ""
            if mention is not None and mention.kind in _NAMING:
                if not whose:
                    inner.content += [w.low for w in row[mention.first : mention.last] if w.is_word]
                elif end == i + 1 or not row[end - 1].is_capital:  # not: the Quad's Coastal NATO allies
                    self._named(mention, inner)
                end = mention.last
            elif mention is not None:
                inner.dates += [mention] if mention.kind == "date" and end == i + 1 else []  # of this year
                break
            elif not whose and word.low == "and" and not any(w.is_capital for w in row[end + 1 : end + 2]):
                break  # the Summit on Climate and the vaccines
            elif word.form == "," and following == "and" and len(inner.owners + inner.bodies) == 1:
                break  # the leaders of the G7, and Kenya will ...: no list of two has a comma
            elif word.low in ("the", "our", "and", "of", "heads", "leaders") or word.form in _LISTING:
                end += 1
            elif word.is_word and word.is_capital:
                inner.content += [word.low] if word.low not in self._plain else []
                end += 1
            else:
                break
        while row[end - 1].form in _LISTING or row[end - 1].low in ("the", "our", "and", "of", "heads"):
            end -= 1
        return end

    @staticmethod
    def _behind_place(row: list[Word], i: int, sentence: Sentence, at: dict[int, Mention]) -> int:
        """The word behind `in Riga, Latvia`; i itself where no place follows."""
        end = i + 1
        while end in at and row[i].low in _IN and at[end].kind in ("place", "party") and at[end].last < sentence.last:
            i = at[end].last
            end = i + 1 if row[i].form == "," else sentence.last
        return i

    def _day_behind(self, row: list[Word], i: int, sentence: Sentence, at: dict[int, Mention], parts: Parts) -> None:
        """Notes the day that follows a name directly, or behind its place: the Summit in Riga in December 2022."""
        i = self._behind_place(row, i, sentence, at)
        inserted = i < sentence.last and row[i].form == ","  # the Summit, in 2021, was
        i += inserted
        i += i < sentence.last and row[i].low in _ON
        is_day = i in at and at[i].kind == "date"
        if is_day and (not inserted or (at[i].last < sentence.last and row[at[i].last].form == ",")):
            parts.behind = at[i]

    def _made(self, row: list[Word], name: GatheringName, parts: Parts, event: Mention | None) -> GatheringName | None:
        """The name with its key; None if it is no gathering at all."""
        words = {w.low for w in row[name.first : name.last]} | set(parts.plain)
        content = self._own_words(parts)
        parts.owners += [parts.home or ""] if not content and self._is_guest_of(parts) else []
        parts.owners += [c for c in parts.guests if c not in self._bodies]
        parts.bodies += [c for c in parts.guests if c in self._bodies]
        if name.kind in ("meeting", "ministerial"):
            level = next((self._levels[w] for w in sorted(words, key=len, reverse=True) if w in self._levels), None)
            several = row[name.head].low.endswith("ings")  # their meetings: with two bodies at least
            if row[name.head].low in self._of_a_body and (level is None or len(set(parts.bodies)) < 1 + several):
                return None
            name.kind = level or name.kind
        name.place = next((p for p in parts.places if p.party and (parts.owners or parts.bodies)), None)
        name.special, name.regular = bool(words & self._special), bool(words & self._regular)
        states, bodies = sorted(set(parts.owners)), sorted(set(parts.bodies))
        name.edition = next((self._edition(w) for w in sorted(words) if self._edition(w)), None)
        printed = "".join(w.low if w.form == "-" else f" {w.low}" for w in row[name.first : name.last])
        name.mode = next((mode for word, mode in self._modes.items() if word in printed.replace("- ", "-")), None)
        name.parties = tuple(dict.fromkeys([c for c in bodies if c not in self._summits] + parts.owners))
        name.dates, name.behind, name.host = tuple(parts.dates), parts.behind, parts.host
        known = [c for c in (event.parties if event else bodies) if c in self._summits]
        if known and (event or not content):
            return self._event(name, known[0])
        if name.kind == "summit" and not bodies and not states and not content:
            name.bare = row[name.head].is_capital or row[name.first - 1].low in ("the", "this")
            return name if name.bare else None
        if not (bodies or content or len(states) > 1) or (  # the summit of one state alone is no name
            row[name.head].low in self._standing and not row[name.head].is_capital
        ):
            return None
        if not row[name.head].is_capital and not bodies and not states and row[name.head].low not in self._single:
            return None
        name.needs_event = row[name.head].low in self._standing
        whose = ["+".join(sorted(bodies + ([] if content else states)))] if bodies or not content else []
        name.key = " ".join([*whose, *content, name.kind])
        return name

    def _own_words(self, parts: Parts) -> list[str]:
        """The words that name it. A town beside a body or state says where it is; a region is part of the name."""
        known = parts.owners or parts.bodies or parts.guests
        towns = [] if known else [(p.name or "").lower() for p in parts.places if p.party]
        others = [*parts.content, *((p.name or "").lower() for p in parts.places if not p.party)]
        words = {c for c in (*map(_singular, others), *towns) if c and not c.isdigit()}
        return sorted(words - self._kinds.keys() - self._months)

    def _is_guest_of(self, parts: Parts) -> bool:
        """Is it with a body alone, of which the state whose text it is is no member: a summit of the two?"""
        with_one = len(set(parts.guests)) == 1 and not parts.owners + parts.bodies
        body = parts.guests[0] if with_one else None
        return bool(body and parts.home and self.with_guest(body, [parts.home]) != body)

    def _event(self, name: GatheringName, code: str) -> GatheringName:
        """A gathering that knowledge names: its code, without the number of its edition; of two parties, by these."""
        numbered = _NUMBERED.fullmatch(code)
        members = self._summits[code]
        name.key = f"{'+'.join(sorted(members))} summit" if len(members) == 2 else code
        name.parties = tuple(dict.fromkeys((*name.parties, *(members if len(members) == 2 else ()))))
        if numbered and numbered[1] in self._summits:
            name.key, name.edition = numbered[1], int(numbered[2])
        return name

    def _edition(self, word: str) -> int | None:
        number = _ORDINAL.fullmatch(word)
        return int(number[1]) if number else self._editions.get(word)

    def _body(self, document: AnnotatedDocument, k: int, mention: Mention | None) -> GatheringName | None:
        """A body (reconvened the Major Economies Forum), or those who lead it (NATO leaders, his G7 colleagues)."""
        if mention is None or k != mention.first or len(mention.parties) != 1:
            return None
        code, level = mention.parties[0], None
        if mention.kind == "side":
            level = self._levels.get((mention.note or "").rsplit(" ", 1)[-1])
        elif mention.kind == "counterpart" and mention.plural:
            ranks = [document.people[p].level for p in mention.known]
            level = next((self._ranks[r] for r in ranks if r in self._ranks), None)
        if code not in self._bodies or not (level or mention.kind == "party"):
            return None
        name = GatheringName(mention.first, mention.last, mention.last - 1, level or "", parties=(code,), body=True)
        name.key = f"{code} {level}"
        return name

    def _ceremony(
        self, document: AnnotatedDocument, k: int, sentence: Sentence, at: dict[int, Mention]
    ) -> GatheringName | None:
        """the inauguration of President A of B: of the state of the one it is for."""
        row = document.words.words
        if row[k].low not in self._ceremonies or k + 1 >= sentence.last or row[k + 1].low != "of":
            return None
        near = range(k + 2, min(k + 2 + self._farthest, sentence.last))
        begin = k + 2
        while begin < sentence.last - 1 and row[begin].low in ("his", "her", "the"):
            begin += 1
        mentions = [at[i] for i in near if i in at]
        if row[begin].low not in self._persons and not (begin in at and at[begin].kind in ("person", "people")):
            return None
        sure = [m for m in mentions if not any(document.people[p].guessed for p in m.known)]
        parties = [m.parties[0] for m in sure if m.kind in ("person", "party", "adjective") and len(m.parties) == 1]
        if not parties:
            return None
        last = next((m.last for m in mentions if m.parties[:1] == (parties[0],)), k + 2)
        return GatheringName(k, last, k, row[k].low, f"{parties[0]} {row[k].low}", parties=(parties[0],))


def _singular(word: str) -> str:
    """Islands and island name one gathering."""
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")) else word
