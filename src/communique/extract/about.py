"""What is named in a clause: organisations, groups, initiatives, routes, projects, treaties, seas and regions, states.

Listed things have the identifier of their row; others are told by their form and kept as printed. The states that
speak are left out where they only speak; they count where they are what is spoken of: the relations between them,
and in words of both sides the one of which both speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from communique.extract.names import NameReader
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.knowledge import Knowledge
from communique.shared.records import About

if TYPE_CHECKING:
    from communique.extract.statements.reading import Told

_PROJECTS = ("projects/projects.csv", "projects/treaties.csv")
_GROUPS = "projects/named.csv"
_AREAS = frozenset({"region", "water", "island"})
_STATES = ("party", "adjective")
_NAMED = (*_STATES, "side", "person", "people", "counterpart")
_RESOLUTION = re.compile(r"\s+[Rr]esolutions?\b(?:\s+\d{2,4}\b)?")
_RESOLUTION_OF = re.compile(r"\b([Rr]esolutions?)\s+of\s+(?:the\s+)?$")
_LINK = re.compile(r"\s*(?:[-–]|and)\s*(?:the\s+)?")


class AboutReader:
    """Names what a clause names, by the tables of knowledge/actors and knowledge/projects and by form."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, About] = {}
        self._bodies: dict[str, About] = {}
        for row in knowledge.table("actors/states.csv", ["code"], ["name"]):
            self._names[row["code"]] = About(row["name"], row["code"], "state")
        for row in knowledge.table("actors/organisations.csv", ["id"], ["name", "kind"]):
            kind = row["kind"] or "organisation"
            self._bodies[row["id"]] = About(row["name"], row["id"], kind)
        self._projects: dict[str, About] = {}
        self._bound: dict[About, tuple[str, ...]] = {}
        for path in _PROJECTS:
            for row in knowledge.table(path, ["id"], ["name", "kind"]):
                entry = About(row["name"], row.get("wikidata") or row["id"], row["kind"] or None)
                self._projects.setdefault(row["id"], entry)
                if row["kind"] == "principle":
                    self._bound[entry] = row.many("states")
        self._groups: dict[str, About] = {}
        for row in knowledge.table(_GROUPS, ["id"], ["name", "names", "kind", "wikidata"]):
            entry = About(row["name"], row["wikidata"] or row["id"], row["kind"])
            self._groups.update(dict.fromkeys((row["name"], *row.many("names")), entry))
        longest = sorted(self._groups, key=lambda name: (-len(name), name))
        self._group = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        entries = {e["name"]: e for e in knowledge.entries("wording/about.yaml")}
        self._things = frozenset(entries["things-only-called-so"]["words"])
        self._territories: dict[str, str] = entries["territories-of-a-party"]["territories"]
        self._areas = frozenset(_areas(knowledge))
        self._near = frozenset(entries["towns-spoken-of"]["words"])
        self._forms = NameReader(entries["names-by-form"])

    def about(self, document: AnnotatedDocument, told: Told) -> tuple[About, ...]:
        """What the clause of an act names, in the order of the text."""
        inside = [m for m in document.mentions[told.sentence] if _within(document, m, told.words)]
        start, end = document.span(*told.words)
        text = document.words.text[start:end]
        places = [(a - start, b - start) for a, b in (document.span(m.first, m.last) for m in inside)]
        parties = [p for m, p in zip(inside, places, strict=True) if _is_party(m)]
        listed = [p for m, p in zip(inside, places, strict=True) if m.kind == "project" or m.note == "organisation"]
        formed = list(self._forms.names(text, parties, [*listed, *parties]))
        found: list[tuple[int, About]] = [(n.start, About(n.name, None, n.kind)) for n in formed]
        covered = [(n.start, n.end) for n in formed]
        shorts = [n.end + 2 for n in formed if text[n.end : n.end + 2] == " ("]  # the Lake Harvest Fund (LHF)
        for group in self._group.finditer(text):
            found.append((group.start(), self._groups[group.group()]))
            covered.append(group.span())
        for mention, (first, last) in zip(inside, places, strict=True):
            hidden = mention.kind in ("project", "place") and any(a <= first and last <= b for a, b in covered)
            if not hidden and first not in shorts:
                found += [(first, entry) for entry in self._named(document, mention, told)]
                found += [(first, entry) for entry in _resolutions(mention, text, first, last)]
        found.sort(key=lambda each: each[0])
        return tuple(dict.fromkeys(entry for _, entry in found))

    def _named(self, document: AnnotatedDocument, mention: Mention, told: Told) -> Iterator[About]:
        if mention.kind == "project":
            entry = self._projects.get(mention.note or "")
            yield entry or About(document.printed(mention.first, mention.last), mention.note, None)
            for code in self._bound.get(entry, ()) if entry else ():  # two-state solution: the two states
                if code not in told.voice.parties and code in self._names:
                    yield self._names[code]
        elif mention.kind == "place":
            yield from self._area(document, mention)
        elif mention.kind in _NAMED and (mention.kind != "adjective" or self._qualifies(document, mention)):
            several = mention.kind in ("people", "side")
            for code in mention.parties if len(mention.parties) == 1 or several else ():
                if code not in told.voice.parties or _is_spoken_of(document, mention, told):
                    first, second = self._names, self._bodies
                    if mention.note == "organisation":
                        first, second = second, first
                    yield first.get(code) or second.get(code) or About(code, code, None)

    def _area(self, document: AnnotatedDocument, mention: Mention) -> Iterable[About]:
        """A sea, region or island; a territory that stands for a party. A town is mostly where
        something is, not what: it counts behind a word that says otherwise (the crash near it)."""
        printed = document.printed(mention.first, mention.last).removeprefix("the ")
        code = self._territories.get(printed.lower())
        name = mention.place.name if mention.place is not None else None
        before = document.words.words[mention.first - 1].low if mention.first else ""
        town = mention.note == "place" and name is not None and before in self._near
        if code is not None or name in self._areas or town:
            yield About(printed, code, "place")

    def _qualifies(self, document: AnnotatedDocument, mention: Mention) -> bool:
        """An adjective that means the state: not a thing that is only called so (Turkish coffee)."""
        words = document.words.words
        behind = words[mention.last].low if mention.last < len(words) else ""
        return behind not in self._things


def _areas(knowledge: Knowledge) -> Iterator[str]:
    """Names of seas, regions, islands and parts of states that are no towns too."""
    towns = set()
    for row in knowledge.table("actors/places.csv", ["name", "party"], ["kind"]):
        if row["kind"] in _AREAS:
            yield row["name"]
        elif row["kind"] == "city":
            towns.add(row["name"])
    for row in knowledge.table("actors/subdivisions.csv", ["name", "party"]):
        if row["name"] not in towns:
            yield row["name"]


def _within(document: AnnotatedDocument, mention: Mention, words: tuple[int, int]) -> bool:
    """Inside the words; the bracket that closes a name may lie behind them."""
    last = mention.last - 1 if document.words.words[mention.last - 1].form == ")" else mention.last
    return mention.first >= words[0] and last <= words[1]


def _is_party(mention: Mention) -> bool:
    """A state, a person or a day: ends a name that is told by its form, and is no name alone."""
    return mention.kind == "date" or (mention.kind in _NAMED and mention.note not in ("organisation", "metonym"))


def _resolutions(mention: Mention, text: str, first: int, last: int) -> Iterator[About]:
    """resolutions of an organisation: UN resolutions, Security Council resolution 1, a resolution of the UN."""
    if mention.note != "organisation":
        return
    name = text[first:last].removeprefix("the ")
    behind, before = _RESOLUTION.match(text, last), _RESOLUTION_OF.search(text, 0, first)
    if behind is not None:
        yield About(name + text[last : behind.end()], None, "resolution")
    elif before is not None:
        yield About(f"{name} {before.group(1)}", None, "resolution")


def _is_spoken_of(document: AnnotatedDocument, mention: Mention, told: Told) -> bool:
    """Is a side that speaks also what is spoken of? One of a pair (Peru-Chad trade, ties between Peru and Chad), one
    with which the other does something, or one side in words that both say."""
    if mention.kind not in _STATES:
        return False
    words = document.words.words
    before = words[mention.first - 1].low if mention.first else ""
    if before == "the" and mention.first > 1:
        before = words[mention.first - 2].low
    if before == "between" or _is_joined(document, mention, told.sentence, "-–"):
        return True
    tree = document.trees[told.sentence]
    if mention.first < tree.nodes[told.verb].first:
        return False
    return before == "with" or len(told.voice.parties) > 1 or _is_joined(document, mention, told.sentence, "and")


def _is_joined(document: AnnotatedDocument, mention: Mention, sentence: int, by: str) -> bool:
    """Does another state stand next to it, joined by a hyphen or by `and`?"""
    start, end = document.span(mention.first, mention.last)
    for other in document.mentions[sentence]:
        if other.kind not in _STATES or other is mention:
            continue
        first, last = document.span(other.first, other.last)
        gap = document.words.text[last:start] if last <= start else document.words.text[end:first]
        link = _LINK.fullmatch(gap)
        if link is not None and (("and" in gap) if by == "and" else (gap.strip()[:1] in by)):
            return True
    return False
