"""Office phrases: `Ukrainian Foreign Minister`, `the Minister of Trade of Oman`, `former Colombian president`.

Comes in: words and a place in them. Goes out: an OfficePhrase with the normal office, its level, whose it is, and
whether it is held; or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.lexicon import Entry, Lexicon, Match
from communique.annotate.office_forms import OfficeForms
from communique.shared.annotated import Word
from communique.shared.knowledge import Knowledge

_OF = frozenset({"of", "for", "to", "at", "in"})
_SENT = frozenset({"ambassador", "ambassadors", "envoy", "representative", "consul", "delegate"})
ATTRIBUTIVE = frozenset({"adjective", "state", "organisation", "capital", "metonym", "subdivision"})


@dataclass(slots=True)
class OfficePhrase:
    """An office as found at words `first` up to and without `last`.

    parties: whose office it is, one for each of several holders ("the Jordanian and Yemeni ministers"); an ambiguous
    adjective gives a tuple of several codes. held: False for former holders. plural: more than one holder is meant.
    implied: the party is not printed but follows from the office (a Taoiseach is of Ireland).
    """

    first: int
    last: int
    office: str | None
    level: str | None
    parties: tuple[tuple[str, ...], ...]
    plural: bool
    held: bool = True
    implied: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before an office: whose it is, the effect of a modifier (kind, normal form), the next word."""

    parties: tuple[tuple[str, ...], ...]
    effect: tuple[str, str] | None
    end: int


def party_codes(matches: Sequence[Match]) -> tuple[str, ...]:
    """The parties that the matches at one place may mean, in order, without repetition."""
    return tuple(dict.fromkeys(m.entry.code for m in matches if m.entry.code))


class OfficeReader(OfficeForms):
    """Finds office phrases by knowledge/actors/offices.csv and office_words.yaml."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        super().__init__(lexicon, knowledge)
        roles = {entry["name"]: entry for entry in knowledge.entries("wording/roles.yaml")}
        self._bodies = frozenset(roles["body"]["one"])
        self._subnational = frozenset(roles["subnational"]["one"])

    def parse(self, words: Sequence[Word], i: int, last: int) -> OfficePhrase | None:
        """The office phrase that begins at word i, without determiner, or None."""
        lead = self._lead(words, i, last)
        body = self.body(words, lead.end, last)
        if body is None:
            return None
        end, meanings = body
        if end == lead.end + 1 < last and words[end].low in ("bin", "ibn", "bint"):
            return None  # Sheikh Sultan bin X: a name
        end, effect = self._modifier_behind(words, end, last)
        effect = effect or lead.effect
        plural = meanings[0].plural
        end, owners = self._complements(words, end, last, words[lead.end : end])
        parties = owners if owners and (not lead.parties or plural) else lead.parties
        entry = self._meaning(meanings, parties) or Entry(
            "office", " ".join(w.low for w in words[lead.end : body[0]]), level="other", plural=plural
        )  # a form that means an office in other states only: kept as printed
        implied = not parties and entry.code is not None and len({m.code for m in meanings}) == 1
        if implied and entry.code:
            parties = ((entry.code,),)
        office, held = self._modified(entry.name, effect)
        level = entry.level if held and effect is None else "other" if not held else entry.level
        return OfficePhrase(i, end, office, level, parties, plural, held, implied)

    @staticmethod
    def _modified(office: str, effect: tuple[str, str] | None) -> tuple[str | None, bool]:
        """The office after a modifier: (deputy foreign minister, held), (None, no longer held)."""
        if effect is None:
            return office, True
        kind, normal = effect
        if kind == "not_held":
            return None, False
        if kind == "none" or (kind == "rank" and office.startswith(normal.split()[0])):
            return office, True
        return normal.replace("{office}", office), True

    @staticmethod
    def _meaning(meanings: Sequence[Entry], parties: Sequence[Sequence[str]]) -> Entry | None:
        """Of the meanings of one form that of the party; else the general one; with no party known, the first."""
        codes = {code for party in parties for code in party}
        own = [m for m in meanings if m.code in codes]
        general = [m for m in meanings if m.code is None]
        if own or general:
            return (own or general)[0]
        return meanings[0] if not codes else None

    def _lead(self, words: Sequence[Word], i: int, last: int) -> _Lead:
        """Adjectives, possessives and modifiers before an office."""
        parties: list[tuple[str, ...]] = []
        effect, j = None, i
        while j < last:
            modifier = self._modifier(words, j, last, "before")
            longer = self.lexicon.names.at(words, j, last)
            if longer and longer[0].last > j + 1:
                modifier = None  # New Mexico is no new Mexico
            if modifier is not None and not self._office_at(words, j, last):
                j, found = modifier
                effect = found if effect is None or found[0] == "not_held" else effect
                continue
            styled = [m for m in self.lexicon.titles.at(words, j, last) if m.entry.note in ("style", "royal")]
            if styled and j > i - 1 and styled[0].last < last and words[styled[0].last].form != ",":
                j = styled[0].last  # the Honourable Minister of ...
                continue
            attribute = self._attribute(words, j, last)
            if attribute is None or (parties and not self._coordinated(words, j)):
                break
            parties.append(party_codes(attribute))
            j = self._after_bracket(words, attribute[0].last, last)
            j = self._after_possessive(words, j, last)
            j = self._next_attribute(words, j, last, attribute[0].entry.kind)
        return _Lead(tuple(parties), effect, j)

    @staticmethod
    def _after_bracket(words: Sequence[Word], j: int, last: int) -> int:
        """Skips the abbreviation behind a name: Republic of Korea *(ROK)* President."""
        if j + 2 < last and words[j].form == "(" and words[j + 2].form == ")":
            return j + 3
        return j

    @staticmethod
    def _coordinated(words: Sequence[Word], j: int) -> bool:
        return words[j - 1].low in ("and", ",", "-", "/")

    def _next_attribute(self, words: Sequence[Word], j: int, last: int, before: str) -> int:
        """Skips the sign between two attributes: Jordanian *and* Yemeni, China*-*Japan*,* ..."""
        for signs in ((",", "and"), ("and",), (",",), ("-",), ("/",)):
            k = j + len(signs)
            if k < last and tuple(w.low for w in words[j:k]) == signs:
                attribute = self._attribute(words, k, last)
                plain = "," not in signs or (attribute and attribute[0].entry.kind == before == "adjective")
                if attribute and plain:  # in Germany, | French President: a comma joins adjectives only
                    return k
        return j

    def _modifier(self, words: Sequence[Word], j: int, last: int, where: str) -> tuple[int, tuple[str, str]] | None:
        """(next word, (effect, normal form)) of the modifier at word j."""
        found = [m for m in self.lexicon.titles.at(words, j, last) if m.entry.kind == "modifier"]
        for match in found:
            effect, place, normal = (match.entry.note or "").split("/")
            if place == where:
                end = match.last
                if where == "before" and end < last and words[end].form == "-":
                    end += 1
                return end, (effect, normal)
        return None

    def _modifier_behind(self, words: Sequence[Word], j: int, last: int) -> tuple[int, tuple[str, str] | None]:
        k = j + 1 if j + 1 < last and words[j].form == "-" else j
        found = self._modifier(words, k, last, "after") if k < last else None
        return found if found else (j, None)

    def _office_at(self, words: Sequence[Word], j: int, last: int) -> bool:
        """Does an office that begins with the modifier itself stand here: acting president, vice president?"""
        return bool(self.lexicon.offices.at(words, j, last))

    def _attribute(self, words: Sequence[Word], j: int, last: int) -> list[Match] | None:
        found = [m for m in self.lexicon.names.at(words, j, last) if m.entry.kind in ATTRIBUTIVE]
        if not found:
            return None
        adjectives = [m for m in found if m.entry.kind == "adjective"]
        return adjectives or found

    @staticmethod
    def _after_possessive(words: Sequence[Word], j: int, last: int) -> int:
        if j < last and words[j].low == "'s":
            return j + 1
        if j < last and words[j].form == "'" and words[j].start == words[j - 1].end:
            return j + 1
        return j

    def _complements(
        self, words: Sequence[Word], j: int, last: int, office: Sequence[Word]
    ) -> tuple[int, tuple[tuple[str, ...], ...]]:
        """What follows an office: of the Republic of X, at the Ministry of Y, to Z. Returns (next word, parties)."""
        parties: tuple[tuple[str, ...], ...] = ()
        while j + 1 < last and words[j].low in _OF:
            preposition, k = words[j].low, j + 1
            if words[k].low in ("the", "an", "a"):
                k += 1
            if k >= last:
                break
            owned = self._owned_unit(words, k, last) if preposition in ("of", "at", "to") and not parties else None
            if owned is not None:
                j, parties = owned
                continue
            found = [m for m in self.lexicon.names.at(words, k, last) if m.entry.code and m.entry.kind != "adjective"]
            if found and preposition == "for":
                j = found[0].last  # the envoy for Yemen is not Yemen's
                while j + 1 < last and words[j].low == "and" and (more := self.lexicon.names.at(words, j + 1, last)):
                    j = more[0].last  # for the Middle East and North Africa
                continue
            if found and preposition == "of":
                if parties:
                    break
                part = [m for m in found if m.entry.kind == "subdivision"]
                if part and any(w.low in self._subnational for w in office):
                    parties, j = (party_codes(part),), part[0].last
                    continue
                named, j = self.party_list(words, k, last)
                parties = named
                continue
            if found and preposition == "to" and any(w.low in _SENT for w in office):
                j = found[0].last
                continue
            if preposition == "to" and not parties:  # National Security Advisor to the Prime Minister of X
                served = self.parse(words, k, last)
                if served is not None and not served.plural:
                    j, parties = served.last, served.parties
                    continue
            unit = self._unit(words, k, last)
            if preposition == "at" and unit is not None and not any(w.low in self._bodies for w in words[k:unit]):
                break  # the minister at the Great Hall: a place
            if unit is None or preposition in ("in", "to") or (parties and preposition != "at"):
                break
            j = unit
        return j, parties

    def _owned_unit(self, words: Sequence[Word], k: int, last: int) -> tuple[int, tuple[tuple[str, ...], ...]] | None:
        """of *Japan's Security Secretariat*, at *the Danish Prime Minister's Office*: the body and its state."""
        attribute = self._attribute(words, k, last)
        if attribute is None:
            return None
        j = self._after_bracket(words, attribute[0].last, last)
        end = self._after_possessive(words, j, last)
        is_state = any(m.entry.kind == "state" for m in self.lexicon.names.at(words, k, last))
        if end == j and (is_state or attribute[0].entry.kind not in ("adjective", "organisation")):
            return None  # President of Ukraine | Mykola X: no body of Ukraine
        unit = self._unit(words, end, last)
        if unit is None:
            return None
        if unit + 1 < last and words[unit].low == "'s" and words[unit + 1].is_capital:
            unit = self._unit(words, unit + 1, last) or unit  # the Danish Prime Minister's Office
        return unit, (party_codes(attribute),)

    def _unit(self, words: Sequence[Word], k: int, last: int) -> int | None:
        """The end of a capitalised body: Ministry of Foreign Affairs, Office of the President, Joint Chiefs of Staff.

        Where a name follows without a comma (the Foreign Affairs Commission | Yang Ruo), the word for a body ends it.
        """
        j, capitals, body = k, 0, None
        while j < last:
            if words[j].is_word and words[j].is_capital:
                if any(m.entry.kind == "state" for m in self.lexicon.names.at(words, j, last)):
                    break
                if capitals and any(m.entry.kind == "honorific" for m in self.lexicon.titles.at(words, j, last)):
                    break
                if capitals and words[j].low in self.lexicon.genders and j + 1 < last and words[j + 1].is_capital:
                    break  # Special Envoy for the Horn of Africa | Jeffrey X
                capitals += 1
                j += 1
                body = j if self._ends_body(words, j - 1) else body
            elif words[j].low == "'s" and capitals and j + 1 < last and words[j + 1].is_capital:
                j += 1  # the National People's Congress
            elif words[j].low in ("of", "for", "and", "the", "on") and capitals and j + 1 < last:
                after = j + 2 if words[j + 1].low == "the" and j + 2 < last else j + 1
                if not words[after].is_capital or self.lexicon.names.at(words, after, last):
                    break
                j, body = after, None
            else:
                break
        if not capitals:
            return None
        return body if body is not None and j - body >= 2 else j

    def _ends_body(self, words: Sequence[Word], j: int) -> bool:
        """Is word j one that the name of an institution or field ends with: Commission, Economics, Africa?"""
        known = words[j].low in self._bodies or bool(self.lexicon.portfolios.at(words, j, j + 1))
        return known or bool(self.lexicon.names.at(words, j, j + 1))

    def party_list(self, words: Sequence[Word], k: int, last: int) -> tuple[tuple[tuple[str, ...], ...], int]:
        """A list of parties from word k: A, B and C. Returns (codes each, next word)."""
        parties: list[tuple[str, ...]] = []
        end = k
        while k < last:
            if words[k].low == "the":
                k += 1
            found = [m for m in self.lexicon.names.at(words, k, last) if m.entry.code] if k < last else []
            strong = [m for m in found if m.entry.kind in ("state", "organisation")] or found
            if not strong or strong[0].entry.kind in ("adjective", "demonym"):
                break
            parties.append(
                party_codes(
                    strong[:1] if strong[0].entry.kind != "state" else [m for m in strong if m.entry.kind == "state"]
                )
            )
            end = k = self._after_bracket(words, strong[0].last, last)
            if k < last and words[k].form == "," and k + 1 < last:
                if words[k + 1].low == "and" and len(parties) == 1:
                    break  # the leaders of A, and B will act: no list of two has a comma
                k += 2 if words[k + 1].low == "and" else 1
            elif k < last and words[k].low in ("and", "&"):
                k += 1
            else:
                break
        return tuple(parties), end
