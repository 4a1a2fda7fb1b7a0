"""All mentions of one sentence: people, parties, places, dates, projects, in reading order and without overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from communique.annotate.lexicon import Lexicon, Match
from communique.annotate.offices import party_codes
from communique.annotate.people import PeopleReader
from communique.annotate.tokens import fold
from communique.shared.annotated import Mention, Sentence, Word, Words
from communique.shared.knowledge import Knowledge
from communique.shared.records import DateExpression, Person, Place

_CLOSED = frozenset({"and", "of", "in", "to", "with", "on", "the", "for", "by", "from", "at", "as", "or", "not", "who"})
_CLOSED |= {"will", "would", "shall", "should", "may", "might", "can", "could", "must", "that", "which"}
_CLOSED |= {"is", "are", "was", "were", "be", "has", "have", "had", "do", "does", "did"}
"""Words that end a phrase: in `Togo will host the summit` Togo is no host's name."""
_DETERMINERS = frozenset({"the", "a", "an", "this", "these", "its", "his", "her", "their", "our"})
_BODIES = frozenset({"ministry", "foreign", "office", "government", "embassy", "mission", "defence", "administration"})
_WHERE = frozenset({"in", "across", "inside", "throughout", "within"})
_LISTING = frozenset({",", "and", "or"})
_PLACES = ("capital", "place", "subdivision")


class MentionFinder:
    """Finds the mentions of a sentence."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.lexicon = lexicon
        self.people = PeopleReader(lexicon, knowledge)
        roles = {entry["name"]: entry for entry in knowledge.entries("wording/roles.yaml")}
        self._side = {fold(w): False for w in roles["side"]["one"]} | {fold(w): True for w in roles["side"]["many"]}
        self._persons = frozenset(roles["side"]["persons"])
        self._own = frozenset(fold(w) for w in roles["own-body"]["before"])
        self._led = {tuple(fold(w).split()) for w in roles["led"]["before"]}
        self._capital_words = frozenset(fold(w) for w in roles["capital"]["one"])

    def find(
        self, words: Words, sentence: Sentence, dates: Mapping[int, tuple[DateExpression, int]], favoured: Sequence[str]
    ) -> list[Mention]:
        """The mentions of one sentence.

        dates: the date expressions that begin at a word, with the next word. favoured: parties that the document is
        about; of two places with one name that of a favoured party is meant.
        """
        found: list[Mention] = []
        last = sentence.last
        i = sentence.first
        taken = {k for at in range(i, last) if at in dates for k in range(at, dates[at][1])}
        while i < last:
            mention = self._at(words, i, last, dates, taken, favoured)
            if mention is None:
                i += 1
            else:
                mention.listed = mention.last < last and words.words[mention.last].low in (
                    ",",
                    "and",
                    "along",
                    "as",
                    "&",
                )
                before = mention.first - 2 if mention.first > 1 and words.words[mention.first - 1].low == "the" else -1
                is_state = mention.kind == "party" and mention.note in ("state", "subdivision")
                mention.where = is_state and any(
                    words.words[k].low in _WHERE for k in (mention.first - 1, before) if k >= sentence.first
                )
                if found and mention.kind == "person" and not mention.parties:
                    self._let_lead(words.words, found[-1], mention)
                found.append(mention)
                i = mention.last
        return found

    def _let_lead(self, row: Sequence[Word], side: Mention, leader: Mention) -> None:
        """a Peruvian delegation led by Secretary X: of Peru, though nothing else says so."""
        between = tuple(w.low for w in row[side.last : leader.first])
        if side.kind == "side" and len(side.parties) == 1 and between in self._led:
            leader.parties = side.parties
            leader.persons = tuple(msgspec.structs.replace(p, party=side.parties[0]) for p in leader.persons)

    def _at(
        self,
        words: Words,
        i: int,
        last: int,
        dates: Mapping[int, tuple[DateExpression, int]],
        taken: set[int],
        favoured: Sequence[str],
    ) -> Mention | None:
        row = words.words
        if i in dates:
            date, end = dates[i]
            return Mention("date", i, min(end, last), date=date)
        if not row[i].is_word:
            return None
        people = self.people.read(row, i, last, words.text, taken) if self.people.may_begin(row, i, last) else None
        if people is not None:
            return people
        return self._named(row, i, last, favoured) or self.people.perhaps(row, i, last, words.text, taken)

    def _named(self, row: Sequence[Word], i: int, last: int, favoured: Sequence[str]) -> Mention | None:
        """A state, organisation, place or project, or a side named by its adjective."""
        start = i + 1 if row[i].low == "the" and i + 1 < last else i
        if self._side.get(row[start].low) and start + 2 < last and row[start + 1].low in ("of", "from"):
            listed = self._side_list(row, i, start, last)
            if listed is not None:
                return listed
        found = self.lexicon.names.at(row, start, last)
        if not found:
            return None
        kinds = {m.entry.kind for m in found}
        if "organisation" in kinds and i and row[i - 1].is_capital and row[i - 1].low in self._own:
            return None  # the National Security Council
        end = found[0].last
        codes = party_codes([m for m in found if m.entry.kind != "place"])
        if kinds & {"adjective", "organisation", "state", "capital"}:
            side = self._side_after(row, i, end, last, found)
            if side is not None:
                return side
        if kinds <= {"adjective", "demonym"}:
            if (
                start > i
                and "demonym" in kinds
                and not (end < last and row[end].is_word and row[end].form.islower() and row[end].low in self._side)
            ):
                plural = any(m.entry.plural for m in found if m.entry.kind == "demonym")
                person = Person(party=codes[0] if len(codes) == 1 else None)
                return Mention("side", i, end, persons=(person,), parties=codes, plural=plural, note="demonym")
            return Mention("adjective", start, end, parties=codes)
        return self._thing(row, start, end, last, found, favoured)

    def _side_list(self, row: Sequence[Word], i: int, start: int, last: int) -> Mention | None:
        """leaders of A and B; officials from A, B and C."""
        k = start + 3 if row[start + 2].low == "the" else start + 2
        parties, end = self.people.offices.party_list(row, k, last)
        if not parties:
            return None
        persons = tuple(Person(party=codes[0] if len(codes) == 1 else None) for codes in parties)
        flat = tuple(code for codes in parties for code in codes)
        return Mention("side", i, end, persons=persons, parties=flat, plural=True, note=row[start].low)

    def _side_after(self, row: Sequence[Word], i: int, end: int, last: int, found: list[Match]) -> Mention | None:
        """the Chinese side, Israeli trade officials, Seoul's delegation, the Malian capital."""
        possessive = end < last and row[end].low == "'s"
        attributive = any(m.entry.kind in ("adjective", "organisation", "state") for m in found)
        if not possessive and not attributive:
            return None
        adjectives = [m for m in found if m.entry.kind == "adjective"] or found
        owners, j = self._owners(row, end + 1 if possessive else end, last, party_codes(adjectives))
        named = not possessive and not any(m.entry.kind in ("adjective", "organisation") for m in found)
        for k in range(j, min(j + (1 if named else 3), last)):  # Chad opened an embassy: no side of Chad
            if row[k].low in self._capital_words and owners[0] and len(owners[0]) == 1:
                code = owners[0][0]
                if code in self.lexicon.capital_of:
                    place = Place(self.lexicon.capital_of[code], code)
                    return Mention("place", i, k + 1, parties=(code,), place=place, note="place")
            if k > j and row[k].is_capital and self.people.offices.parse(row, k, last):
                return None  # Kenya met Foreign Minister X: another's office
            if named and k + 1 < last and row[k + 1].low in _DETERMINERS:
                return None  # Benin hosts the summit: a verb
            if row[k].low in self._side:
                return self._side_mention(row, i, k, last, owners)
            if not row[k].is_word or row[k].low in _CLOSED or (row[k].is_capital and row[k].low not in _BODIES):
                return None
        return None

    def _owners(
        self, row: Sequence[Word], j: int, last: int, first: tuple[str, ...]
    ) -> tuple[list[tuple[str, ...]], int]:
        """The parties before a side, one or two (Israeli and Indonesian officials), and the next word."""
        if j + 1 < last and row[j].low == "and":
            more = [m for m in self.lexicon.names.at(row, j + 1, last) if m.entry.kind == "adjective"]
            if more:
                return [first, party_codes(more)], more[0].last
        return [first], j

    def _side_mention(self, row: Sequence[Word], i: int, k: int, last: int, owners: list[tuple[str, ...]]) -> Mention:
        persons = tuple(Person(party=codes[0] if len(codes) == 1 else None) for codes in owners)
        parties = tuple(code for codes in owners for code in codes)
        end = k + 1
        while (
            end + 1 < last
            and row[end].low in ("of", "for", "and", "the")
            and (row[end + 1].is_capital or row[end + 1].low == "the")
        ):
            end += 2  # the Azerbaijani Ministry of Foreign Affairs
            while end < last and row[end].is_word and row[end].is_capital:
                end += 1
            if row[k].low not in _BODIES:
                break
        if row[k].low not in _BODIES:
            end = k + 1
            named = self.people.names.read(row, end, last, (), titled=True) if row[k].low in self._persons else None
            if named is not None and len(owners) == 1 and not self._office_behind(row, named[1], last):
                # Vietnamese leader To Quang Huy; but of the Norwegian diplomat X, the UN envoy, the office decides
                party = owners[0][0] if len(owners[0]) == 1 else None
                person = Person(name=" ".join(w.form for w in row[named[0] : named[1]]), party=party)
                return Mention("person", i, named[1], persons=(person,), parties=owners[0], levels=(None,), note="name")
        return Mention("side", i, end, persons=persons, parties=parties, plural=self._side[row[k].low], note=row[k].low)

    def _office_behind(self, row: Sequence[Word], j: int, last: int) -> bool:
        """Does an office stand behind a comma at word j?"""
        k = j + 2 if j + 2 < last and row[j + 1].low in ("the", "a") else j + 1
        return j < last and row[j].form == "," and k < last and self.people.offices.parse(row, k, last) is not None

    def _thing(
        self, row: Sequence[Word], i: int, end: int, last: int, found: list[Match], favoured: Sequence[str]
    ) -> Mention:
        kinds = {m.entry.kind: m for m in reversed(found)}
        if "place" in kinds or "capital" in kinds or "subdivision" in kinds:
            qualified = self._qualified(row, end, last, found)
            if qualified is not None:
                return Mention(
                    "place", i, qualified[1], parties=(qualified[0].party or "",), place=qualified[0], note="place"
                )
        if "state" in kinds and "subdivision" in kinds and self._in_union(row, i, end, last, kinds["subdivision"]):
            entry = kinds["subdivision"].entry
            return Mention(
                "place", i, end, parties=(entry.code or "",), place=Place(entry.name, entry.code), note="place"
            )
        for kind in ("state", "organisation", "metonym"):
            if kind in kinds and not (kind == "metonym" and "capital" in kinds):
                entry = kinds[kind].entry
                place = Place(entry.name, entry.code) if kind == "metonym" else None
                codes = party_codes([m for m in found if m.entry.kind == kind])
                note = "subdivision" if "subdivision" in kinds else kind
                alone = row[i].form if end - i == 1 and not _behind_preposition(row, i) else None
                return Mention("party", i, end, parties=codes, place=place, note=note, printed=alone)
        for kind in ("project", "treaty"):
            if kind in kinds:
                entry = kinds[kind].entry
                return Mention("project", i, end, note=entry.code, place=Place(entry.name, None))
        place = self._best_place(found, favoured)
        capital = "capital" in kinds and kinds["capital"].entry.code == place.party
        return Mention(
            "place",
            i,
            end,
            parties=(place.party,) if place.party else (),
            place=place,
            note="capital" if capital else "place",
        )

    def _in_union(self, row: Sequence[Word], i: int, end: int, last: int, own: Match) -> bool:
        """the state of Georgia; Florida, Georgia and Alabama: a state of a union by what stands beside it."""

        def is_sister(k: int, stop: int) -> bool:
            found = self.lexicon.names.at(row, k, stop)
            sisters = (m.entry for m in found if m.last == stop or k > i)
            return any(entry.kind == "subdivision" and entry.code == own.entry.code for entry in sisters)

        if i > 1 and row[i - 1].low == "of" and row[i - 2].low == "state":
            return True
        if end + 1 < last and row[end].low in _LISTING and is_sister(end + 1, last):
            return True
        before = i - 1 if i > 1 and row[i - 1].low in _LISTING else i
        before = before - 1 if before > 1 and before < i and row[before - 1].form == "," else before
        return before < i and any(is_sister(k, before) for k in range(max(0, before - 2), before))

    def _qualified(self, row: Sequence[Word], end: int, last: int, found: list[Match]) -> tuple[Place, int] | None:
        """Munich, Germany; Geneva, N.Y.: the state behind the comma decides, and belongs to the place."""
        if not (end + 1 < last and row[end].form == ","):
            return None
        behind = [m for m in self.lexicon.names.at(row, end + 1, last) if m.entry.kind in ("state", "subdivision")]
        for match in behind:
            for own in found:
                if own.entry.kind in _PLACES and own.entry.code == match.entry.code:
                    close = match.last
                    if close < last and row[close].form == ".":
                        close += 0
                    if (
                        close < last
                        and row[close].form == ","
                        and not row[close + 1 if close + 1 < last else close].is_capital
                    ):
                        close += 1
                    return Place(own.entry.name, own.entry.code), close
        return None

    @staticmethod
    def _best_place(found: list[Match], favoured: Sequence[str]) -> Place:
        """Of several places with one name: a favoured party's, then a capital, then the most people."""

        def rank(match: Match) -> tuple[bool, bool, bool, int]:
            entry = match.entry
            by_hand = entry.note is not None and entry.kind == "place" and entry.weight == 0
            return entry.code in favoured, entry.kind == "capital", by_hand, entry.weight

        places = [m for m in found if m.entry.kind in _PLACES]
        best = max(places, key=rank).entry
        return Place(best.name, best.code)


def _behind_preposition(row: Sequence[Word], i: int) -> bool:
    """Does a preposition of place stand before word i, so that a surname is not meant?"""
    return i > 0 and row[i - 1].low in ("in", "to", "from", "of", "for", "with", "between", "and")
