"""Office phrases: `Ukrainian Foreign Minister`, `the Minister of State for Trade of Oman`, `former Colombian president`.

Comes in: words and a place in them. Goes out: an OfficePhrase with the normal office, its level, whose it is, and
whether it is held; or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.lexicon import Entry, Lexicon, Match
from communique.shared.annotated import Word
from communique.shared.knowledge import Knowledge

_OF = frozenset({"of", "for", "to", "at", "in"})
_MINISTER = frozenset({"minister", "ministers"})
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
class _Pattern:
    """One form of minister_patterns: words before and behind the portfolio, and what it gives."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    office: str
    level: str
    parties: tuple[str, ...]
    plural: bool


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before an office: whose it is, the effect of a modifier (kind, normal form), the next word."""

    parties: tuple[tuple[str, ...], ...]
    effect: tuple[str, str] | None
    end: int


def party_codes(matches: Sequence[Match]) -> tuple[str, ...]:
    """The parties that the matches at one place may mean, in order, without repetition."""
    return tuple(dict.fromkeys(m.entry.code for m in matches if m.entry.code))


class OfficeReader:
    """Finds office phrases by knowledge/actors/offices.csv and office_words.yaml."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.lexicon = lexicon
        rules = knowledge.mapping("actors/office_words.yaml")
        roles = {entry["name"]: entry for entry in knowledge.entries("wording/roles.yaml")}
        self._bodies = frozenset(roles["body"]["one"])
        self._subnational = frozenset(roles["subnational"]["one"])
        self._patterns: dict[str, list[_Pattern]] = {}  # by first word; "" where the portfolio comes first
        for pattern in (p for row in rules["minister_patterns"] for p in self._compile(row)):
            self._patterns.setdefault(pattern.before[0] if pattern.before else "", []).append(pattern)

    @staticmethod
    def _compile(row: dict[str, str]) -> list[_Pattern]:
        made = []
        for key in ("form", "plural"):
            before, _, after = row[key].replace("-", " - ").partition("{portfolio}")
            parties = tuple(row["party"].split("|")) if row.get("party") else ()
            sides = tuple(before.split()), tuple(after.split())
            made.append(_Pattern(*sides, row["office"], row["level"], parties, key == "plural"))
        return made

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
            if styled and j > i - 1 and styled[0].last < last and not words[styled[0].last].form == ",":
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

    def body(self, words: Sequence[Word], i: int, last: int) -> tuple[int, list[Entry]] | None:
        """The office word itself at word i: (next word, its meanings); the longest of the table and the patterns."""
        if i >= last:
            return None
        found = self.lexicon.offices.at(words, i, last)
        if found and found[0].last - i > 3:
            found = self._without_state(words, i, last, found)
        best = (found[0].last, [m.entry for m in found]) if found else None
        patterns = self._patterns.get(words[i].low, [])
        if self.lexicon.portfolios.at(words, i, last):
            patterns = [*patterns, *self._patterns[""]]
        for known in (True, False):  # a portfolio that no table knows counts only where nothing else fits
            if not patterns or (best is not None and not known):
                break
            made: dict[int, list[Entry]] = {}
            for pattern in patterns:
                fit = self._fit(words, i, last, pattern, known)
                if fit:
                    name = pattern.office.replace("{normal}", fit[1])
                    for code in pattern.parties or (None,):
                        entry = Entry("office", name, code, level=pattern.level, plural=pattern.plural)
                        made.setdefault(fit[0], []).append(entry)
            longest = max(made, default=0)
            if made and (best is None or longest > best[0]):
                best = longest, made[longest]
        return best or self._unknown_portfolio(words, i, last)

    def _without_state(self, words: Sequence[Word], i: int, last: int, found: list[Match]) -> list[Match]:
        """President of the Republic | of the Congo: a form that eats the beginning of a state's name is too long."""
        for k in range(i + 1, found[0].last):
            names = self.lexicon.names.at(words, k, last)
            if names and names[0].last > found[0].last and names[0].entry.kind == "state":
                return self.lexicon.offices.at(words, i, k)
        return found

    def _fit(self, words: Sequence[Word], i: int, last: int, pattern: _Pattern, known: bool) -> tuple[int, str] | None:
        """(next word, normal portfolio) if the pattern fits at word i."""
        j = i
        for wanted in pattern.before:
            if j >= last or words[j].low != wanted:
                return None
            j += 1
        if pattern.before and j < last and words[j].low == "the":
            j += 1
        if j >= last:
            return None
        found = self.lexicon.portfolios.at(words, j, last)
        if not found:
            by_name = not known and pattern.before and not pattern.after and words[i].is_capital
            return self._capital_portfolio(words, j, last) if by_name else None
        normal = found[0].entry.name
        j = self._more_portfolios(words, found[0].last, last)
        for wanted in pattern.after:
            if j >= last or words[j].low != wanted:
                return None
            j += 1
        return j, normal

    def _more_portfolios(self, words: Sequence[Word], j: int, last: int) -> int:
        """Skips further portfolios of one minister: Foreign Affairs *and Trade*, Economy*, Trade and Industry*."""
        while j + 1 < last:
            step = j + 1 if words[j].form in ("and", ",", "&") else j
            if words[j].form == "," and words[j + 1].low in ("and", "&"):
                step = j + 2
            more = self.lexicon.portfolios.at(words, step, last) if step < last and step > j else []
            if not more or not words[step].is_capital:
                break
            j = more[0].last
        return j

    def _capital_portfolio(self, words: Sequence[Word], j: int, last: int) -> tuple[int, str] | None:
        """`Minister of Diaspora Affairs and Heritage`: capitalised words that no table knows."""
        k = j
        while k < last and words[k].is_word and words[k].is_capital and not self.lexicon.names.at(words, k, last):
            k += 1
            if k + 1 < last and words[k].low in ("and", "of") and words[k + 1].is_capital:
                if self.lexicon.names.at(words, k + 1, last) or self.body_known(words, k + 1, last):
                    break
                k += 1
        return (k, " ".join(w.low for w in words[j:k])) if k > j else None

    def body_known(self, words: Sequence[Word], i: int, last: int) -> bool:
        """True if a known office begins at word i."""
        return bool(i < last and self.lexicon.offices.at(words, i, last))

    def _unknown_portfolio(self, words: Sequence[Word], i: int, last: int) -> tuple[int, list[Entry]] | None:
        """`Mines Minister`: up to three capitalised words that no table knows, before Minister."""
        for k in range(i, min(i + 3, last - 1)):
            word = words[k]
            if not (word.is_word and word.is_capital) or self.lexicon.names.at(words, k, last):
                return None
            if self.lexicon.offices.at(words, k, last):  # Chair | Prime Minister: two offices
                return None
            if words[k + 1].low in _MINISTER and words[k + 1].is_capital:
                name = f"{' '.join(w.low for w in words[i : k + 1])} minister"
                plural = words[k + 1].low == "ministers"
                return k + 2, [Entry("office", name, level="minister", plural=plural)]
        return None

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
        """of *Japan's National Security Secretariat*, at *the Danish Prime Minister's Office*: the body and its state."""
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
                body = j if self._ends_body(words, j - 1, last) else body
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

    def _ends_body(self, words: Sequence[Word], j: int, last: int) -> bool:
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
                k += 2 if words[k + 1].low == "and" else 1
            elif k < last and words[k].low in ("and", "&"):
                k += 1
            else:
                break
        return tuple(parties), end
