"""The digest: what is new for each watch, with the sentence, its document and address; for people and as JSON."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from communique.ledger.views import Held
from communique.publish.quoting import one_line, sentence_around
from communique.publish.report import Entry, Quotation, Report, Section, in_sentence
from communique.publish.saying import say_count, say_date, say_parties, say_word
from communique.publish.timeline import saying
from communique.shared.edtf import bounds
from communique.shared.parties import PartyNames
from communique.shared.records import Commitment
from communique.shared.watching import FORMAT, News, Place, Query

GROUPS = {
    "Due, overdue, kept and given up": ("overdue", "due", "fulfilled", "withdrawn"),
    "Changed and called off": ("status",),
    "Contradictions": ("contradiction",),
    "Other accounts of meetings": ("account",),
    "Meetings and visits": ("meeting", "visit", "gathering"),
    "Agreements and milestones": ("agreement", "milestone"),
    "Promises": ("commitment",),
    "Wording": ("phrase_first_used", "phrase_adopted", "phrase_dropped", "phrase_replaced", "phrase_used"),
    "Texts": ("document",),
}
"""Sections of the digest, and the kinds of news in each, the most pressing first."""

SHOWN = 3
"""So many sentences of one item are shown to people; JSON has all."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document. label: what they are an example of; source, title, publisher, date, url: of the document;
    added: when it came into the ledger; start, end: code points of its text."""

    label: str
    document: str
    source: str
    title: str | None
    publisher: str | None
    date: str | None
    url: str | None
    added: str
    start: int
    end: int
    words: str
    sentence: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something new. id: the same in every digest; day: of what is told (EDTF); when: when it became news (UTC, ISO
    8601); record: the id of the record that it is about."""

    id: str
    kind: str
    title: str
    day: str | None
    when: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    details: dict[str, str]
    record: str | None
    evidence: tuple[Evidence, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The news of one watch. since: the time after which it came; seen: the number of the newest document looked at."""

    name: str
    query: Query
    since: str
    seen: int
    items: tuple[Item, ...]


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """All of them. made: when (UTC, ISO 8601); as_of: the day on which promises are judged."""

    made: str
    as_of: str
    watches: tuple[Told, ...]


class Items:
    """Makes items. held: the documents cited, with texts; added: when each came in; made: the time of the digest."""

    def __init__(self, held: Mapping[str, Held], added: Mapping[str, str], made: str, names: PartyNames) -> None:
        self._held, self._added, self._made, self._names = held, added, made, names

    def of(self, found: list[News], query: Query) -> tuple[Item, ...]:
        """The items of a watch, the most pressing kinds first, in each by day, the latest first; what falls due, the
        earliest first."""
        order = {kind: place for place, kind in enumerate(kind for kinds in GROUPS.values() for kind in kinds)}
        days = sorted(found, key=lambda news: (news.day or "", news.key))
        latest = [
            *(each for each in days if each.kind == "due"),
            *(each for each in reversed(days) if each.kind != "due"),
        ]
        return tuple(self._item(news, query) for news in sorted(latest, key=lambda news: order[news.kind]))

    def _item(self, news: News, query: Query) -> Item:
        cited = map(self._evidence, news.cited)
        evidence = tuple({(each.document, each.sentence, each.label): each for each in cited}.values())
        ident = hashlib.sha256("\x00".join((news.kind, *news.key)).encode()).hexdigest()[:20]
        return Item(
            id=f"{news.kind}-{ident}",
            kind=news.kind,
            title=one_line(title_of(news, self._names)),
            day=news.day,
            when=max((*_comes(news, query), *(each.added for each in evidence)), default=self._made),
            parties=news.parties,
            topics=news.topics,
            details=news.details,
            record=news.record.id if news.record else None,
            evidence=evidence,
        )

    def _evidence(self, place: Place) -> Evidence:
        held = self._held[place.document]
        document = held.document
        links = (document.url, *(origin.url for origin in held.sources), document.source)
        return Evidence(
            label=place.label,
            document=document.id,
            source=document.source,
            title=document.title,
            publisher=document.publisher,
            date=document.date,
            url=next((link for link in links if link and _ADDRESS.fullmatch(link)), None),
            added=self._added[document.id],
            start=place.start,
            end=place.end,
            words=one_line(document.text[place.start : place.end]),
            sentence=sentence_around(document.text, place.start, place.end),
        )


def _comes(news: News, query: Query) -> Iterator[str]:
    """When a due day comes up: so many days before it, or the day after it."""
    span = bounds(news.record.due) if isinstance(news.record, Commitment) else None
    if span and news.kind in ("due", "overdue"):
        day = span[1] - timedelta(query.days) if news.kind == "due" else span[1] + timedelta(1)
        yield datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat(timespec="seconds")


def title_of(news: News, names: PartyNames) -> str:
    """What is new, in one line."""
    details = news.details
    who = say_parties(news.parties[:1], names) if news.parties else "somebody"
    what = saying(news.record, names) if news.record else ""
    day = f", {say_date(news.day)}" if news.day else ""
    match news.kind:
        case "document":
            return f"{say_word(details['kind']).capitalize()}: {details['title']}"
        case "commitment":
            due = f" (due {say_date(news.day)})" if getattr(news.record, "due", None) else ""
            return f"New promise: {what}{due}"
        case "account":
            by = names.name(details["by"]) if details["by"] else details["publisher"]
            return f"Another account, by {by}: {what}{day}"
        case "status":
            return f"Now {say_word(details['now'])}, was {say_word(details['was'])}: {what}{day}"
        case "due" | "overdue":
            return f"{'Falls due' if news.kind == 'due' else 'Overdue since'} {say_date(news.day)}: {what}"
        case "fulfilled" | "withdrawn":
            return f"{'Fulfilled' if news.kind == 'fulfilled' else 'Given up'}: {what}"
        case "contradiction":
            return f"Contradiction, {details['of']}: {details['one']} or {details['other']} ({details['about']})"
        case "phrase_first_used":
            return f"First use of “{details['phrase']}”, {who}{day}"
        case "phrase_used":
            return f"“{details['phrase']}” used, {who}{day}"
        case "phrase_replaced":
            return f"Wording of {who}: “{details['was']}” became “{details['now']}”{day}"
        case "phrase_adopted" | "phrase_dropped":
            return f"Wording of {who}: “{details['now'] or details['was']}” {news.kind.removeprefix('phrase_')}{day}"
        case _:
            return f"New {news.kind}: {what}{day}"


def digest_json(digest: Digest) -> dict[str, Any]:
    """The digest as one object (docs/watching.md says what each key has)."""
    count = sum(len(told.items) for told in digest.watches)
    return {"format": FORMAT, "count": count, **msgspec.to_builtins(digest)}


def report_of(digest: Digest, names: PartyNames) -> Report:
    """The digest for people."""
    return Report(
        title=f"New in the ledger, {_minute(digest.made)}",
        notes=(*(_note(told, names) for told in digest.watches), f"Promises are judged as of {digest.as_of}."),
        sections=tuple(section for told in digest.watches for section in _sections(told)),
    )


def _note(told: Told, names: PartyNames) -> str:
    new = say_count(len(told.items), "items") if told.items else "nothing new"
    return f"{told.name} ({saying_query(told.query, names)}): {new} since {_minute(told.since)}."


def _minute(time: str) -> str:
    """A time in UTC for people; a day as it is."""
    return f"{time[:10]} {time[11:16]} UTC" if "T" in time else time


def _sections(told: Told) -> Iterator[Section]:
    for title, kinds in GROUPS.items():
        items = [item for item in told.items if item.kind in kinds]
        if items:
            yield Section(title=f"{told.name}: {title} ({len(items)})", entries=tuple(map(_entry, items)))


def _entry(item: Item) -> Entry:
    more = len(item.evidence) - SHOWN
    lines = [item.details["reason"]] if item.kind == "contradiction" else []
    lines += [f"knowledge: {item.details['known']}"] if item.details.get("known") else []
    lines += [f"and {say_count(more, 'more sentences')}"] if more > 0 else []
    return Entry(head=item.title, lines=tuple(lines), quotations=tuple(map(quoted, item.evidence[:SHOWN])))


def quoted(evidence: Evidence) -> Quotation:
    """A sentence as a report shows it, with its day, publisher and address, or source."""
    place = [say_date(evidence.date), *([evidence.publisher] if evidence.publisher else [])]
    place += [] if evidence.url else [evidence.source]
    return Quotation(evidence.label, *in_sentence(evidence.words, evidence.sentence), ", ".join(place), evidence.url)


def saying_query(query: Query, names: PartyNames) -> str:
    """What a watch asks for, in words."""
    parts = [" and ".join(names.name(party) for party in query.parties)] if query.parties else []
    parts += [f"on {' or '.join(map(say_word, query.topics))}"] if query.topics else []
    parts += [f"“{query.phrase}”"] if query.phrase else []
    return ", ".join(parts) or "everything"
