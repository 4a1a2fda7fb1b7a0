"""The names and words that the reading knows, found in a text by longest match over whole words.

Built once from knowledge/actors, knowledge/projects and knowledge/layouts. Look-up is by folded words (case and
accents gone), then the printed case is checked: `turkey` is no state, `us` is not the United States.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.annotate.tokens import find_words, fold
from communique.shared.annotated import Word
from communique.shared.knowledge import Knowledge, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase.

    kind: state, adjective, demonym, capital, metonym, place, subdivision, organisation, office, honorific, modifier,
    portfolio, project, treaty. code: party. name: canonical name, or the normal form of an office. level: of an
    office. note: what else the kind needs. weight: population of a place. plural: of an office or demonym.
    """

    kind: str
    name: str
    code: str | None = None
    level: str | None = None
    note: str | None = None
    weight: int = 0
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found at words `first` up to and without `last`."""

    first: int
    last: int
    entry: Entry


class PhraseTable:
    """Phrases of one or more words with their meanings; the longest match wins.

    small: the first words, folded, of the phrases that may begin without a capital.
    """

    def __init__(self) -> None:
        self.small: set[str] = set()
        self._by_first: dict[str, dict[tuple[str, ...], list[tuple[str | None, bool, Entry]]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}  # of the phrases that begin with a word, the longest first
        self._seconds: dict[str, set[str]] = {}  # the words that go on behind a first word

    def add(self, phrase: str, entry: Entry, any_case: bool = False) -> None:
        """Adds a phrase. any_case: it may be printed in lower case though the table has a capital, and vice versa."""
        words = find_words(phrase)
        if not words:
            return
        key = tuple(w.low for w in words)
        exact = phrase if len(words) == 1 and len(phrase) <= 5 and phrase.isupper() and phrase.isalpha() else None
        capital = words[0].is_capital and not any_case
        bucket = self._by_first.setdefault(key[0], {})
        meanings = bucket.setdefault(key, [])
        known = next((k for k, (_, _, e) in enumerate(meanings) if e == entry), None)
        if known is None:
            meanings.append((exact, capital, entry))
        elif _strictness(exact, capital) < _strictness(*meanings[known][:2]):  # QUAD and Quad: either may be printed
            meanings[known] = (exact, capital, entry)
        if exact is None and not capital:
            self.small.add(key[0])
        if len(key) > 1:
            self._seconds.setdefault(key[0], set()).add(key[1])
        lengths = {len(key), *self._lengths.get(key[0], ())}
        self._lengths[key[0]] = tuple(sorted(lengths, reverse=True))

    def at(self, words: Sequence[Word], i: int, last: int) -> list[Match]:
        """The meanings of the longest phrase that begins at word i and ends before `last`; empty if none does."""
        low = words[i].low
        bucket = self._by_first.get(low)
        if bucket is None or not (words[i].is_capital or low in self.small):
            return []
        goes_on = i + 1 < last and words[i + 1].low in self._seconds.get(low, ())
        for length in self._lengths[low] if goes_on else (1,):
            if length > last - i:
                continue
            meanings = bucket.get(tuple([w.low for w in words[i : i + length]]) if length > 1 else (low,))
            if meanings:
                found = [
                    Match(i, i + length, entry)
                    for exact, capital, entry in meanings
                    if (exact is None or words[i].form == exact) and (not capital or words[i].is_capital)
                ]
                if found:
                    return found
        return []


def _strictness(exact: str | None, capital: bool) -> int:
    """How much of the printed case must agree: all of it, the first letter, nothing."""
    return 2 if exact is not None else int(capital)


class Lexicon:
    """Everything that is known by name: states, organisations, places, offices, titles."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.names = PhraseTable()
        self.offices = PhraseTable()
        self.titles = PhraseTable()
        self.capital_of: dict[str, str] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self.state_codes: set[str] = set()
        self._add_states(knowledge.table("actors/states.csv", ["code"]))
        self._add_places(knowledge)
        self._add_organisations(knowledge.table("actors/organisations.csv", ["id"]))
        self._add_projects(knowledge)
        self._add_offices(knowledge)
        given = knowledge.table("actors/given_names.csv", ["name"])
        self.genders = {fold(row["name"]): row["gender"] for row in given}

    def _add_states(self, rows: Iterable[Row]) -> None:
        for row in rows:
            code = row["code"]
            self.state_codes.add(code)
            for name in dict.fromkeys((row["name"], row["official_name"], *row.many("names"))):
                bare = name[4:] if name.lower().startswith("the ") else name
                for form in dict.fromkeys((bare, bare.replace(" and ", " & "))):
                    self.names.add(form, Entry("state", row["name"], code))
            for adjective in row.many("adjectives"):
                self.names.add(adjective.rstrip("-"), Entry("adjective", row["name"], code))
            for number, demonym in enumerate(row.many("demonyms")):
                self.names.add(demonym, Entry("demonym", row["name"], code, plural=number % 2 == 1))
            self.capital_of[code] = row["capital"]
            for capital in dict.fromkeys((row["capital"], *row.many("capital_names"))):
                canonical = row["capital"] if capital not in row.many("capital_names")[1:] else capital
                self.names.add(capital, Entry("capital", canonical, code))
            for metonym in row.many("metonyms"):
                bare = metonym[4:] if metonym.lower().startswith("the ") else metonym
                self.names.add(bare, Entry("metonym", metonym, code))

    def _add_places(self, knowledge: Knowledge) -> None:
        for row in knowledge.table("actors/subdivisions.csv", ["name", "party"]):
            for name in (row["name"], *row.many("abbreviations")):
                self.names.add(name, Entry("subdivision", row["name"], row["party"] or None, note=row["kind"]))
        for row in knowledge.table("actors/places.csv", ["name", "party"]):
            people = int(row["population"] or 0)
            for name in (row["name"], *row.many("names")):
                self.names.add(name, Entry("place", row["name"], row["party"] or None, note=row["kind"], weight=people))

    def _add_organisations(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.members[row["id"]] = row.many("members")
            for name in dict.fromkeys((row["id"], row["name"], *row.many("names"))):
                bare = name[4:] if name.lower().startswith("the ") else name
                self.names.add(bare, Entry("organisation", row["name"], row["id"], note=row["kind"]))

    def _add_projects(self, knowledge: Knowledge) -> None:
        for file, kind in (("projects/projects.csv", "project"), ("projects/treaties.csv", "treaty")):
            for row in knowledge.table(file, ["id"]):
                for name in (row["name"], *row.many("names")):
                    bare = name[4:] if name.lower().startswith("the ") else name
                    self.names.add(bare, Entry(kind, row["name"], row["id"], note=row["kind"]))

    def _add_offices(self, knowledge: Knowledge) -> None:
        for row in knowledge.table("actors/offices.csv", ["form", "party"]):
            entry = Entry("office", row["office"], row["party"] or None, level=row["level"])
            self.offices.add(row["form"], entry, any_case=True)
            for plural in row.many("plural"):
                many = Entry("office", row["office"], row["party"] or None, level=row["level"], plural=True)
                self.offices.add(plural, many, any_case=True)
        rules = knowledge.mapping("actors/office_words.yaml")
        self.portfolios = PhraseTable()
        for wording, normal in rules["portfolios"].items():
            for form in wording.split("|"):
                self.portfolios.add(form.strip(), Entry("portfolio", normal), any_case=True)
        self._add_titles(rules)
        self.small = self.names.small | self.offices.small | self.titles.small | self.portfolios.small
        self.particles = frozenset(word for word in rules["name_particles"])
        self.suffixes = frozenset(word.rstrip(".") for word in rules["name_suffixes"])

    def _add_titles(self, rules: dict[str, object]) -> None:
        """Honorifics and modifiers; each entry of the file is a mapping with `word` (or `words`) and its kind."""
        for kind, key in (("honorific", "honorifics"), ("modifier", "modifiers")):
            listed = rules[key]
            assert isinstance(listed, list)
            for item in listed:
                effect = (
                    f"{item['effect']}/{item['where']}/{item['normal'] or ''}" if kind == "modifier" else item["kind"]
                )
                for form in str(item["word"]).split("|"):
                    entry = Entry(kind, form.strip(), level=item.get("gender"), note=effect)
                    self.titles.add(form.strip(" -"), entry, any_case=kind == "modifier")
