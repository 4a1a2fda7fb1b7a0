"""What came into a ledger with its newest documents: texts, things, other accounts, another status, fates of promises.

A thing is new if no earlier document tells of it. What it was before follows from the records of the earlier documents
alone, merged in the same way as all of them; so nothing has to be kept but which documents are new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from communique.ledger.filters import Filter
from communique.ledger.rows import parties
from communique.ledger.source import portions
from communique.ledger.store import Ledger
from communique.ledger.views import AnyRecord, Found, Merged
from communique.merge.accounts import Account
from communique.merge.claims import Claim, Contradiction
from communique.merge.fates import Promise
from communique.merge.history import History
from communique.merge.life import merge
from communique.shared.edtf import bounds
from communique.shared.records import LISTS, Commitment, Statement
from communique.shared.watching import Kind, News, Place, Query

KINDS: Mapping[str, Kind] = {
    "meetings": "meeting",
    "visits": "visit",
    "agreements": "agreement",
    "milestones": "milestone",
    "commitments": "commitment",
    "gatherings": "gathering",
}
"""What a thing of each list is called; statements are told with their documents."""

MENTIONED = "mentioned"
"""The status of an agreement of which nothing is known."""

WIDEST = 400
"""Evidence that lies further apart is cited by its first words."""


class Times(Struct, frozen=True, kw_only=True):
    """as_of: the day on which promises are judged; since: the day from which on there is news; told: the day of the
    last digest, None if there was none."""

    as_of: date
    since: date
    told: date | None = None


class Arrivals:
    """What came in with some documents. new: their ids; least: records that are less sure do not count."""

    def __init__(self, ledger: Ledger, history: History, new: Collection[str], least: float) -> None:
        self._ledger, self._history, self._new, self._least = ledger, history, frozenset(new), least

    @cached_property
    def _found(self) -> dict[str, list[Found]]:
        """The records of the new documents by list."""
        found: dict[str, list[Found]] = {name: [] for name in LISTS}
        for ids in portions(self._new):
            some = Filter(documents=tuple(ids), least=self._least)
            for name in LISTS:
                found[name] += self._ledger.records(name, some)
        return found

    @cached_property
    def _topics(self) -> dict[str, set[str]]:
        return topics_of(self._found["statements"])

    @cached_property
    def _met(self) -> dict[str, frozenset[str]]:
        """Who took part in meetings, by id: what is said there is said between these."""
        return {
            each.record.id: frozenset(party for party, _ in parties(each.record)) for each in self._found["meetings"]
        }

    def _fits(self, found: Found, query: Query) -> bool:
        there = {party for party, _ in parties(found.record)}
        if isinstance(found.record, Statement):
            there |= self._met.get(found.record.meeting or "", frozenset())
        return there.issuperset(query.parties) and on_topic(found.record, query, self._topics)

    def documents(self, query: Query) -> Iterator[News]:
        """The new texts in which what is asked for is told; with nothing asked for, all on dealings between states."""
        told: dict[str, list[Found]] = {}
        for name in LISTS:
            for each in self._found[name]:
                if self._fits(each, query):
                    told.setdefault(each.carrier.id, []).append(each)
        for ident, records in told.items():
            carrier = records[0].carrier
            said = [each for each in records if isinstance(each.record, Statement)] or records
            yield News(
                kind="document",
                key=(ident,),
                day=carrier.date,
                parties=tuple(sorted({party for each in records for party, _ in parties(each.record)})),
                topics=tuple(sorted({topic for each in said for topic in getattr(each.record, "topics", ())})),
                details={"title": carrier.title or carrier.source, "kind": carrier.kind},
                cited=tuple(place_of(each.record, each.carrier.id, _act(each)) for each in said),
            )

    def things(self, query: Query) -> Iterator[News]:
        """New things, other accounts of meetings, and what has another status than before."""
        for name in KINDS:
            for thing in self._touched(name, query):
                before = [each for each in thing.found if each.carrier.id not in self._new]
                if before:
                    if "accounts" in query.wanted and name == "meetings":
                        yield from self._accounts(thing)
                    if "status" in query.wanted:
                        yield from self._status(thing, merge(before).record)
                elif "records" in query.wanted and any(not _is_background(each) for each in thing.found):
                    yield self._thing(thing)

    def _touched(self, name: str, query: Query) -> list[Merged]:
        """The things that a new record which fits tells of, each with all that is told of it."""
        touching = [each for each in self._found[name] if self._fits(each, query)]
        clusters = list(dict.fromkeys(each.cluster for each in touching if each.cluster))
        told: dict[str, list[Found]] = {cluster: [] for cluster in clusters}
        for each in self._ledger.told_together(name, clusters, Filter(least=self._least)):
            told[each.cluster or ""].append(each)
        alone = [[each] for each in touching if not each.cluster]
        return [merge(members) for members in (*told.values(), *alone)]

    def _thing(self, thing: Merged) -> News:
        reported = [each for each in thing.found if not _is_background(each)]
        return self._news(KINDS[thing.list_name], thing, reported, {})

    def _accounts(self, thing: Merged) -> Iterator[News]:
        """The accounts of a meeting that was held, where an earlier document has another one."""
        held = [each for each in thing.found if getattr(each.record, "status", "") == "held"]
        reported = [each for each in held if not _is_background(each)]
        accounts = self._history.accounts([replace(thing, found=tuple(reported))]) if reported else ()
        fresh = [each for each in accounts if all(carrier.id in self._new for carrier in each.carriers)]
        for account in fresh if len(fresh) < len(accounts) else ():
            ids = {carrier.id for carrier in account.carriers}
            told = [each for each in reported if each.carrier.id in ids]
            details = {"by": account.party or "", "publisher": _publisher(account)}
            yield self._news("account", thing, told, details, *sorted(ids)[:1])

    def _status(self, thing: Merged, before: AnyRecord) -> Iterator[News]:
        was, now = (getattr(record, "status", None) for record in (before, thing.record))
        if was and now and was != now and MENTIONED not in (was, now):
            fresh = [each for each in thing.found if each.carrier.id in self._new]
            telling = [each for each in fresh if getattr(each.record, "status", None) == now] or fresh
            details = {"list": thing.list_name, "was": was, "now": now}
            yield self._news("status", thing, telling, details, was, now)

    def _news(self, kind: Kind, thing: Merged, told: Iterable[Found], details: dict[str, str], *more: str) -> News:
        record = thing.record
        first = {each.carrier.id: each for each in reversed(list(told))}
        return News(
            kind=kind,
            key=(first_id(thing), *more),
            day=getattr(record, "due" if isinstance(record, Commitment) else "date", None) or thing.best.day or None,
            parties=tuple(dict.fromkeys(party for party, _ in parties(record))),
            topics=tuple(sorted({*self._topics.get(record.id, ()), *getattr(record, "topics", ())})),
            details=details,
            record=record,
            cited=tuple(place_of(each.record, each.carrier.id, "told") for each in reversed(list(first.values()))),
        )

    # ---- promises and contradictions

    def promises(self, promises: Iterable[Promise], query: Query, times: Times) -> Iterator[News]:
        """What became of promises, and which fall due."""
        for promise in promises:
            record, best = promise.commitment, promise.merged.best
            cited = [place_of(best.record, best.carrier.id, "promised")]
            kind: Kind | None = self._falls_due(promise, query, times)
            step = next((each for each in promise.steps if each.kind in ("fulfilled", "withdrawn")), None)
            if step is not None and step.document in self._new:
                kind = "fulfilled" if step.kind == "fulfilled" else "withdrawn"
                cited.insert(0, Place(step.kind, step.document, step.start, step.end))
            if kind is not None:
                details = {"what": record.what, "strength": record.strength}
                news = self._news(kind, promise.merged, (), details, record.due or "")
                yield replace(news, cited=tuple(cited))

    def _falls_due(self, promise: Promise, query: Query, times: Times) -> Kind | None:
        span = bounds(promise.commitment.due)
        if span is None:
            return None
        due, ahead = span[1], timedelta(query.days)
        if promise.status == "overdue":
            return "overdue" if times.since <= due else None
        if promise.status != "open" or not times.as_of <= due <= times.as_of + ahead:
            return None
        is_new = all(each.carrier.id in self._new for each in promise.merged.found)
        was_told = times.told is not None and due <= times.told + ahead and not is_new
        return None if was_told else "due"

    def contradictions(self, found: Iterable[Contradiction]) -> Iterator[News]:
        """Those of which one side stands in new documents alone."""
        for each in found:
            if any(side.cited and all(cited.document in self._new for cited in side.cited) for side in each.claims):
                one, other = each.claims
                values = sorted((one.value, other.value))
                yield News(
                    kind="contradiction",
                    key=(each.kind, *each.parties, each.about, *values),
                    parties=each.parties,
                    details={
                        "of": each.kind,
                        "about": each.about,
                        "reason": each.reason,
                        "one": one.value,
                        "other": other.value,
                        "known": one.known or other.known or "",
                    },
                    cited=tuple(place for side in each.claims for place in _claimed(side)),
                )


def topics_of(statements: Iterable[Found]) -> dict[str, set[str]]:
    """Topics by the ids of statements, and of the meetings at which they were made."""
    topics: dict[str, set[str]] = {}
    for each in statements:
        record = each.record
        assert isinstance(record, Statement)
        for ident in (record.id, record.meeting):
            if ident:
                topics.setdefault(ident, set()).update(record.topics)
    return topics


def on_topic(record: AnyRecord, query: Query, topics: Mapping[str, Collection[str]]) -> bool:
    """True if a record is on a topic asked for: by itself, by its statement, or by what was said at a meeting."""
    told_in = record.statement if isinstance(record, Commitment) else record.id
    of_it = {*getattr(record, "topics", ()), *topics.get(told_in or "", ())}
    return not query.topics or not of_it.isdisjoint(query.topics)


def first_id(thing: Merged) -> str:
    """The id of the earliest record that tells of a thing: it mostly stays the same when others come."""
    return min(thing.found, key=_age).record.id


def _age(found: Found) -> tuple[str, str]:
    return found.carrier.day or "9999", found.record.id


def place_of(record: AnyRecord, document: str, label: str) -> Place:
    """Where a record stands."""
    first, last = record.evidence[0], record.evidence[-1]
    return Place(label, document, first.start, last.end if last.end - first.start <= WIDEST else first.end)


def _is_background(found: Found) -> bool:
    return bool(getattr(found.record, "recalled", False))


def _act(found: Found) -> str:
    return found.record.kind.replace("_", " ") if isinstance(found.record, Statement) else "told"


def _publisher(account: Account) -> str:
    first = account.carriers[0]
    return first.publisher or first.source


def _claimed(side: Claim) -> Iterator[Place]:
    for cited in side.cited:
        yield Place(side.value, cited.document, cited.evidence[0].start, cited.evidence[-1].end)
