"""What only the title of a text says: a meeting or a gathering that the text takes for known.

The title is no part of the text that records point into. Such a record is inferred, says so, and its evidence are the
words by which the text first names those who take part. Nothing is made of a title where the text tells it itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.extract.gathering_names import GatheringNames
from communique.extract.gathering_parts import GatheringName
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.edtf import overlap
from communique.shared.knowledge import Knowledge
from communique.shared.records import Gathering, Meeting, Mode, Person, Span, Status

_STATE = 3  # letters of the code of a state
_MODES: dict[str, Mode] = {m: m for m in ("in_person", "call", "video", "message")}
_NAMED = ("person", "people", "party", "adjective", "side", "counterpart")


class TitleReader:
    """Reads titles by knowledge/wording/titles.yaml."""

    def __init__(self, knowledge: Knowledge) -> None:
        entry: dict[str, Any] = {e["name"]: e for e in knowledge.entries("wording/titles.yaml")}["encounter-title"]
        self._nouns: dict[str, str | None] = entry["nouns"]
        self._modes: dict[str, str] = entry["modes"]
        self._not_before, self._not_of = frozenset(entry["not_before"]), frozenset(entry["not_of"])
        self._issuers, self._about = frozenset(entry["issuers"]), frozenset(entry["about"])
        self._speakers, self._ahead = frozenset(entry["speakers"]), frozenset(entry["ahead"])
        self._kinds_ahead = frozenset(entry["text_kinds_ahead"])
        self._names = GatheringNames(knowledge)

    def meeting(self, document: AnnotatedDocument, told: Sequence[Meeting]) -> tuple[Meeting, ...]:
        """The meeting that the title names, if none in `told` is one of the same sides."""
        title = document.title
        if title is None:
            return ()
        noun = self._noun(title)
        if noun is None or self._gathering_names(title):
            return ()
        persons = self._sides(title, self._begin(title))
        parties = tuple(dict.fromkeys(p.party for p in persons if p.party))
        if len(parties) != 2 or any(set(parties) <= {p.party for p in m.participants} for m in told):
            return ()
        evidence = _first_named(document, parties)
        if len(evidence) < 2:
            return ()
        words = {w.low for w in title.words.words}
        mode = next((self._modes[w] for w in sorted(words) if w in self._modes), None) or self._nouns[noun]
        meeting = Meeting(
            id=f"{document.record.id}-m{len(told) + 1}",
            evidence=evidence,
            stated=False,
            because=f"The title says what the text is about: {document.record.title}",
            confidence=0.7,
            rule="titles/encounter-title",
            recalled=False,
            mode=_MODES.get(mode or ""),
            status=self._status(document, title),
            date=None,
            reported=document.record.date,
            place=None,
            occasion=None,
            level=None,
            participants=persons,
            bilateral=True,
        )
        return (meeting,)

    def gatherings(self, document: AnnotatedDocument, told: Sequence[Gathering]) -> tuple[Gathering, ...]:
        """The gatherings that the title names and the text does not."""
        title = document.title
        if title is None:
            return ()
        new = [n for n in self._gathering_names(title) if not any(_is_told(n, g) for g in told)]
        made = (self._gathering(document, title, name, len(told) + k) for k, name in enumerate(new, 1))
        return tuple(gathering for gathering in made if gathering is not None)

    def _gathering_names(self, title: AnnotatedDocument) -> list[GatheringName]:
        names = [n for k in range(len(title.words.sentences)) for n in self._names.find(title, k)]
        return [n for n in names if not (n.bare or n.body)]

    def _gathering(
        self, document: AnnotatedDocument, title: AnnotatedDocument, name: GatheringName, number: int
    ) -> Gathering | None:
        evidence = _first_named(document, name.parties) or _first_word(document, title.words.words[name.head].low)
        if not evidence:
            return None
        ahead = self._status(document, title) == "planned"
        return Gathering(
            id=f"{document.record.id}-g{number}",
            evidence=evidence,
            stated=False,
            because=f"The title says what the text is about: {document.record.title}",
            confidence=0.7,
            rule="titles/gathering",
            recalled=False,
            name=title.printed(name.first, name.last),
            key=name.key,
            edition=name.edition,
            mode=_MODES.get(name.mode or ""),
            status="planned" if ahead else None,
            date=next((m.date.value for m in name.dates if m.date is not None), None),
            place=None,
            host=name.host,
            parties=name.parties,
        )

    def _noun(self, title: AnnotatedDocument) -> str | None:
        """The word for a meeting or call."""
        row = title.words.words
        for i, word in enumerate(row):
            before = row[i - 1].low if i else ""
            behind = {w.low for w in row[i + 1 : i + 8]}
            if word.low in self._nouns and before not in self._not_before and not behind & self._not_of:
                return word.low
        return None

    def _begin(self, title: AnnotatedDocument) -> int:
        """The word where the matter begins: behind who issues the text, unless those who speak are who met."""
        row = title.words.words
        if row and row[0].low in self._speakers:
            return 0
        issued = next((i for i, w in enumerate(row) if w.low in self._issuers), None)
        if issued is None:
            return 0
        return next((i for i, w in enumerate(row) if i > issued and w.low in self._about), len(row))

    def _sides(self, title: AnnotatedDocument, begin: int) -> tuple[Person, ...]:
        """Who the title names as those that meet; of an office without a state the side whose text it is."""
        found: list[Person] = []
        mentions = [m for row in title.mentions for m in row if m.first >= begin and m.kind in _NAMED]
        for mention in mentions:
            for person in _persons(title, mention):
                party = person.party or title.home
                if party and all(party != other.party for other in found):
                    found.append(Person(name=person.name, office=person.office, party=party))
        possessive = any(w.low == "'s" for w in title.words.words[begin:])
        if len(found) == 1 and possessive and title.home and len(title.home) == _STATE:
            found += [Person(party=title.home)] if found[0].party != title.home else []
        return tuple(found)

    def _status(self, document: AnnotatedDocument, title: AnnotatedDocument) -> Status:
        words = {w.low for w in title.words.words}
        return "planned" if words & self._ahead - {"to"} or document.record.kind in self._kinds_ahead else "held"


def _is_told(name: GatheringName, told: Gathering) -> bool:
    """Is the gathering of the title one of those told? Of one name, and neither background nor another one of it."""
    days = [m.date.value for m in name.dates if m.date is not None]
    apart = bool(told.date and days and not overlap(told.date, days[0] or told.date))
    other = bool(name.edition and told.edition and name.edition != told.edition)
    return name.key == told.key and not (told.recalled or apart or other)


def _persons(title: AnnotatedDocument, mention: Mention) -> list[Person]:
    if mention.known:
        return [title.people[k].person() for k in mention.known]
    return [Person(party=code) for code in mention.parties[:1]]


def _first_named(document: AnnotatedDocument, parties: Sequence[str]) -> tuple[Span, ...]:
    """Where the text first names each of the parties, by itself or by a person; () if it does not name all."""
    spans = []
    for party in parties:
        mention = next((m for row in document.mentions for m in row if party in _parties(document, m)), None)
        if mention is None:
            return ()
        spans.append(Span(*document.span(mention.first, mention.last)))
    return tuple(dict.fromkeys(sorted(spans)))


def _parties(document: AnnotatedDocument, mention: Mention) -> set[str | None]:
    if mention.kind not in _NAMED:
        return set()
    named = [document.people[k] for k in mention.known if document.people[k].name]
    return {known.party for known in named} if mention.known else set(mention.parties)


def _first_word(document: AnnotatedDocument, word: str) -> tuple[Span, ...]:
    row = document.words.words
    found = next((i for i, w in enumerate(row) if w.low == word), None)
    return (Span(*document.span(found, found + 1)),) if found is not None else ()
