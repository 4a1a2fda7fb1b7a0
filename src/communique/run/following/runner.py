"""One round over the followed sources: fetch what is due, add what is new, note what changed, keep what failed.

A source that fails is noted with the reason and the time of the next try, and the others go on. The state is written
after each address, so that a run that is cut off loses nothing and the next one goes on where it ended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from communique.acquire.feeds import is_feed, parse_feed
from communique.acquire.fetching import Clock, Response
from communique.acquire.limits import DEFAULT, Limits
from communique.acquire.manners import Manners
from communique.acquire.pages import page_document
from communique.ledger.followed import Event, Followed, Version
from communique.ledger.following import Following
from communique.ledger.store import Ledger
from communique.run.following.clock import iso
from communique.shared.documents import Document
from communique.shared.errors import FetchError, InputError
from communique.shared.records import Reading

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
"""How long a source is left alone after its first failure; each further one doubles it, up to the longest."""

LONGEST_ASKED = timedelta(days=7)
_KEPT_HEADERS = ("content-language", "content-type", "date", "etag", "last-modified")


class Outcome(msgspec.Struct, kw_only=True):
    """What a round found at one source. `unchanged` counts pages; `error` is why the source could not be fetched."""

    source: Followed
    new: int = 0
    edited: int = 0
    removed: int = 0
    returned: int = 0
    unchanged: int = 0
    failed: int = 0
    error: InputError | None = None
    waits_until: str | None = None

    def count(self, event: Event | None) -> None:
        """One page more with this event."""
        name = event or "unchanged"
        setattr(self, name, getattr(self, name) + 1)


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a round works with: how to fetch and read, whom to tell, and when to stop.

    failed: called with each address that could not be fetched or read, and with notices (kind "skipped"). recheck:
    fetch the pages of feeds again too, to see edits and removals.
    """

    manners: Manners
    clock: Clock
    read: Callable[[Document], Reading]
    limits: Limits = DEFAULT
    recheck: bool = False
    failed: Callable[[InputError], None] = lambda _error: None
    stop: Callable[[], bool] = lambda: False


class Follower:
    """Makes rounds over the sources of a ledger. Only LedgerError is raised; all else is noted at its address."""

    def __init__(self, ledger: Ledger, parts: Parts) -> None:
        self._ledger, self._parts, self._list = ledger, parts, Following(ledger)

    def round(self, tell: Callable[[Outcome], None] = lambda _outcome: None) -> list[Outcome]:
        """Fetches each source that is due; `tell` is called after each. Ends early when asked to stop."""
        outcomes = []
        for source in self._list.sources():
            if self._parts.stop():
                break
            outcomes.append(self._source(source))
            tell(outcomes[-1])
        return outcomes

    def _source(self, source: Followed) -> Outcome:
        outcome = Outcome(source=source)
        if self._waits(source):
            outcome.waits_until = source.next_try
            return outcome
        try:
            response = self._get(source)
            if source.kind == "feed" or (source.kind is None and is_feed(response)):
                self._feed(source, response, outcome)
            else:
                outcome.count(self._page(source, response, source))
        except InputError as error:
            outcome.error = error
            self._fail(source, error)
        return outcome

    # ---- feeds

    def _feed(self, feed: Followed, response: Response, outcome: Outcome) -> None:
        """Notes the items of the feed, then fetches the pages that are new, changed, or were left from before."""
        if response.status in (404, 410):
            raise FetchError(feed.url, f"answers {response.status}: the feed is gone", kind="gone")
        state = {**self._good(response), "kind": "feed"}
        items: list[Followed] = []
        if response.status == 200:
            parsed = parse_feed(response)
            for notice in parsed.notices:
                self._parts.failed(InputError(feed.url, notice, kind="skipped"))
            known = {page.url: page.mark for page in self._list.pages(feed.number)}
            items = [
                Followed(
                    number=0,
                    url=item.url,
                    added=self._now(),
                    feed=feed.number,
                    kind="page",
                    title=item.title,
                    published=item.published,
                    mark=item.mark,
                    pending=True,
                )
                for item in parsed.items
                if item.url not in known or known[item.url] != item.mark
            ]
            state["title"] = parsed.title
        self._list.note_items(feed, state, items)
        self._pages(feed, outcome)

    def _pages(self, feed: Followed, outcome: Outcome) -> None:
        """Raises FetchError where the host asks for patience: then the whole feed waits."""
        for page in self._list.pages(feed.number):
            if self._parts.stop():
                return
            if self._waits(page) or not (page.pending or self._parts.recheck):
                continue
            # What the feed's user said holds for its pages.
            asked = msgspec.structs.replace(page, allow_private=feed.allow_private, publisher=feed.publisher)
            try:
                outcome.count(self._page(asked, self._get(asked), feed))
            except InputError as error:
                if error.kind == "busy":
                    raise
                outcome.failed += 1
                self._fail(page, error)

    # ---- pages

    def _page(self, page: Followed, response: Response, source: Followed) -> Event | None:
        """Notes what the answer says of a page, and adds its text; gives the event, None for nothing new."""
        state: dict[str, Any] = {**self._good(response), "kind": "page", "pending": False}
        before = self._list.text_id(page.number)
        if response.status in (404, 410):
            if before is None:
                raise FetchError(page.url, f"answers {response.status}: there is no such page", kind="gone")
            state |= {"gone": True, "etag": None, "last_modified": None}
            event: Event | None = None if page.gone else "removed"
            self._list.note(page.number, state, self._version(event, response, None))
            return event
        if response.status == 304 and before:
            self._list.note(page.number, state)
            return None
        document = self._document(page, response, source)
        self._add(document)
        event = "returned" if page.gone else None if before == document.id else "edited" if before else "new"
        state |= {"gone": False, "title": document.title}
        self._list.note(page.number, state, self._version(event, response, document.id))
        return event

    def _document(self, page: Followed, response: Response, source: Followed) -> Document:
        """What the user says of the publisher goes before what the page says; title and day of the feed come last."""
        document, notices = page_document(response, page.url, self._parts.limits)
        for notice in notices:
            self._parts.failed(notice)
        return msgspec.structs.replace(
            document,
            publisher=source.publisher or document.publisher,
            published=document.published or page.published,
            title=document.title or page.title,
        )

    def _add(self, document: Document) -> None:
        """A text that the ledger holds is not read again."""
        known = self._ledger.known({document.id})
        self._ledger.add([document if known else self._parts.read(document)])

    # ---- fetching and its state

    def _get(self, asked: Followed) -> Response:
        conditions = {"If-None-Match": asked.etag, "If-Modified-Since": asked.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        return self._parts.manners.get(asked.url, headers, asked.allow_private)

    def _now(self) -> str:
        return iso(self._parts.clock.now())

    def _waits(self, asked: Followed) -> bool:
        return asked.next_try is not None and asked.next_try > self._now()

    def _good(self, response: Response) -> dict[str, Any]:
        """The state after an answer: what to ask with next time, and no failure. A 304 may leave out what holds on."""
        state: dict[str, Any] = {"checked": self._now(), "fetched": self._now(), "failures": 0}
        state |= {"error_kind": None, "error": None, "next_try": None}
        if response.status == 200:
            state |= {"etag": response.headers.get("etag"), "last_modified": response.headers.get("last-modified")}
        return state

    def _fail(self, asked: Followed, error: InputError) -> None:
        self._parts.failed(error)
        failures = asked.failures + 1
        wait = min(FIRST_WAIT * 2 ** min(failures - 1, 20), LONGEST_WAIT)
        if isinstance(error, FetchError) and error.retry_after is not None:
            wait = max(wait, min(timedelta(seconds=error.retry_after), LONGEST_ASKED))
        state = {"checked": self._now(), "failures": failures, "error_kind": error.kind, "error": error.reason}
        self._list.note(asked.number, {**state, "next_try": iso(self._parts.clock.now() + wait)})

    def _version(self, event: Event | None, response: Response, document: str | None) -> Version | None:
        if event is None:
            return None
        return Version(
            event=event,
            retrieved=self._now(),
            status=response.status,
            document=document,
            body_hash=hashlib.sha256(response.body).hexdigest() if document else None,
            final_url=response.url,
            headers={name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers},
        )


def totals(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """The counts of a round."""
    names = ("new", "edited", "removed", "returned", "unchanged", "failed")
    counts = {name: sum(getattr(outcome, name) for outcome in outcomes) for name in names}
    counts["failed"] += sum(1 for outcome in outcomes if outcome.error)
    return counts
