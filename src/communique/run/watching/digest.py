"""`communique digest`: what is new for each watch, gathered and printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger, utc_now
from communique.ledger.views import Found
from communique.ledger.watching import Watching
from communique.merge.claims import Contradiction
from communique.merge.fates import Promise
from communique.merge.history import History
from communique.merge.news import Arrivals, Times, on_topic, topics_of
from communique.merge.phrase_news import Words, used_by_anyone
from communique.merge.speaking import Speaking
from communique.merge.stock import Stock
from communique.publish.digest import Digest, Items, Told, digest_json, report_of
from communique.run.contradictions import find_contradictions
from communique.run.watching.saving import THINGS, no_watch
from communique.shared.edtf import bounds, is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stock import Subject
from communique.shared.watching import News, Query, Watch

LAST = "last"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. since: "last", or a date or time as typed; watches: names, all if none; mark: note that it was
    told; least: the confidence below which records do not count; title, link: of the feed."""

    ledger: str
    since: str
    watches: tuple[str, ...] = ()
    mark: bool = False
    as_of: date
    form: str = "terminal"
    least: float = 0.0
    title: str
    link: str


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """From when on there is news. after: the number of the last document that is not new; since: in words (ISO 8601);
    told: whether the news before was told."""

    after: int
    since: str
    told: bool = False


def print_digest(asked: Asked) -> int:
    """Prints the digest, and then notes that it was told if that is asked for. Raises CommuniqueError."""
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    made = utc_now().isoformat(timespec="seconds")
    with Ledger.open(asked.ledger, create=False) as ledger:
        watching = Watching(ledger)
        watches, saved = _watches(asked, watching)
        seen = watching.newest()
        newsroom = Newsroom(ledger, knowledge, names, asked, seen)
        found = []
        for watch in watches:
            start = start_of(asked.since, watch, watching)
            found.append((watch, start, list(newsroom.of(watch.query, start))))
        ids = {place.document for _, _, news in found for each in news for place in each.cited}
        held = {each.document.id: each for each in ledger.documents(ids, with_text=True)}
        items = Items(held, watching.added(ids), made, names)
        told = tuple(
            Told(name=watch.name, query=watch.query, since=start.since, seen=seen, items=items.of(news, watch.query))
            for watch, start, news in found
        )
        _put(Digest(made=made, as_of=asked.as_of.isoformat(), watches=told), asked, names)
        if asked.mark:
            sys.stdout.flush()  # what could not be written was not told
            watching.mark({watch.name: seen for watch in saved}, made)
    return 0


def _watches(asked: Asked, watching: Watching) -> tuple[list[Watch], list[Watch]]:
    """The watches that are asked for, or one for everything if none is saved; and those of them that are saved."""
    saved = watching.saved()
    for name in asked.watches:
        if all(each.name != name for each in saved):
            raise no_watch(name, saved)
    if saved:
        chosen = [each for each in saved if not asked.watches or each.name in asked.watches]
        return chosen, chosen
    if asked.since == LAST or asked.mark:
        raise SettingsError(
            "no watch is saved, so nothing is remembered: give --since a day, or save one (communique watch add)"
        )
    everything = Query(wanted=(*THINGS, "contradictions"))
    return [Watch(name="ledger", query=everything, saved="")], []


def start_of(since: str, watch: Watch, watching: Watching) -> Start:
    """From when on there is news for a watch. Raises SettingsError."""
    if since == LAST:
        return Start(after=watch.seen, since=watch.told or watch.saved, told=watch.told is not None)
    span = bounds(since) if is_valid(since) else None
    if span:
        time = span[0].isoformat()
    else:
        try:
            moment = datetime.fromisoformat(since)
        except ValueError as error:
            said = f"--since {since} is no date; write last, 2026-01-28, or a time (UTC) such as 2026-01-28T06:00"
            raise SettingsError(said) from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        time = moment.astimezone(UTC).isoformat(timespec="seconds")
    return Start(after=watching.before(time), since=time)


class Newsroom:
    """Finds what is new; what several watches need is looked up once."""

    def __init__(self, ledger: Ledger, knowledge: Knowledge, names: PartyNames, asked: Asked, seen: int) -> None:
        self._ledger, self._knowledge, self._names = ledger, knowledge, names
        self._asked, self._seen = asked, seen
        self._history = History(ledger, knowledge, Filter(least=asked.least), names)
        self._new: dict[int, list[str]] = {}
        self._arrivals: dict[int, Arrivals] = {}

    @cached_property
    def _stock(self) -> Stock:
        return Stock(self._knowledge, self._names)

    @cached_property
    def _speaking(self) -> Speaking:
        return Speaking(self._ledger, self._knowledge, self._names)

    def of(self, query: Query, start: Start) -> Iterator[News]:
        """What is new for a watch."""
        if start.after not in self._new:
            new = self._new[start.after] = Watching(self._ledger).arrived(start.after, self._seen)
            self._arrivals[start.after] = Arrivals(self._ledger, self._history, new, self._asked.least)
        new, arrivals = self._new[start.after], self._arrivals[start.after]
        if "due" in query.wanted:
            since = date.fromisoformat(start.since[:10])
            times = Times(as_of=self._asked.as_of, since=since, told=since if start.told else None)
            yield from arrivals.promises(self._promises(query), query, times)
        if not new:
            return
        yield from arrivals.things(query)
        if "documents" in query.wanted:
            yield from arrivals.documents(query)
        if "contradictions" in query.wanted:
            yield from arrivals.contradictions(self._contradictions(query))
        if {"phrase", "wording"} & set(query.wanted):
            yield from self._words(query, new)

    def _promises(self, query: Query) -> list[Promise]:
        wanted = Filter(parties=query.parties, least=self._asked.least)
        promises = self._history.of(wanted).promises(self._asked.as_of)
        if not query.topics:
            return promises
        topics = topics_of(self._statements(promises))
        return [each for each in promises if any(on_topic(found.record, query, topics) for found in each.merged.found)]

    def _statements(self, promises: Sequence[Promise]) -> list[Found]:
        return self._history.statements_in({found.carrier.id for each in promises for found in each.merged.found})

    def _contradictions(self, query: Query) -> Iterator[Contradiction]:
        return find_contradictions(self._ledger, self._knowledge, query.parties)

    def _words(self, query: Query, new: Sequence[str]) -> Iterator[News]:
        """News of a phrase, and of the wording of a speaker."""
        if not query.parties:
            pattern = self._stock.pattern(query.phrase or "")
            newest = self._ledger.documents(new, with_text=True)
            older = (each for each in self._ledger.documents(with_text=True) if each.document.id not in set(new))
            yield from used_by_anyone(pattern, query.phrase or "", newest, older)
            return
        speaker, *others = query.parties
        subject = Subject(
            speaker=speaker,
            towards=others[0] if others else None,
            topic=query.topics[0] if query.topics else None,
        )
        words = Words(self._stock, subject, self._speaking.texts(subject), new)
        if "phrase" in query.wanted:
            yield from words.of_phrase(query)
        if "wording" in query.wanted:
            yield from words.of_wording()


def _put(digest: Digest, asked: Asked, names: PartyNames) -> None:
    from communique.publish import report as reports

    match asked.form:
        case "json":
            from communique.run.reading_in import put_json

            put_json(digest_json(digest))
        case "rss":
            from communique.publish.digest_feed import digest_rss

            sys.stdout.write(digest_rss(digest, asked.title, asked.link))
        case "markdown":
            sys.stdout.write(reports.report_markdown(report_of(digest, names)))
        case "html":
            sys.stdout.write(reports.report_html(report_of(digest, names)))
        case _:
            from communique.publish.terminal import console_for

            reports.print_report(report_of(digest, names), console_for())
