"""`communique follow add`, `list`, `remove` and `run`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from communique.ledger.followed import Followed, FollowedKind
from communique.run.following.clock import SystemClock, iso
from communique.run.progress import complain
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge

if TYPE_CHECKING:
    from communique.acquire.fetching import Clock
    from communique.ledger.store import Ledger
    from communique.run.following.runner import Follower, Outcome
    from communique.shared.documents import Document
    from communique.shared.records import Reading

_COLUMNS = (
    Column("kind", 6, lambda each: "item" if each.feed else each.kind or "?"),
    Column("last good", 20, lambda each: each.fetched or "never"),
    Column("next try", 20, lambda each: each.next_try or "next run"),
    Column("address", 0, lambda each: each.url + _fault(each)),
)


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """How `follow run` runs. every: minutes between rounds, None for one round; delay: seconds between two requests
    to one host; seconds, max_page_bytes: bounds of one fetch; recheck: fetch the pages of feeds again too."""

    every: float | None = None
    recheck: bool = False
    delay: float = 2.0
    seconds: float = 30.0
    max_page_bytes: int = 5_000_000


def add_source(address: str, url: str, kind: FollowedKind | None, publisher: str | None, allow_private: bool) -> int:
    """Puts an address on the list. Raises InputError for one that may not be fetched, and LedgerError."""
    from communique.acquire.addresses import is_address, is_public, parse_address, reachable
    from communique.ledger.following import Following
    from communique.ledger.store import Ledger

    parsed = parse_address(url)
    if is_address(parsed.host):  # a name is looked up when it is fetched
        reachable(parsed, allow_private, lambda host, _port: [host], is_public)
    source = Followed(
        number=0, url=parsed.url, added=iso(SystemClock().now()), kind=kind, publisher=publisher,
        allow_private=allow_private,
    )  # fmt: skip
    with Ledger.open(address) as ledger:
        Following(ledger).add(source)
    print(f"following {parsed.url}; fetch it with: communique follow run")
    return 0


def remove_source(address: str, url: str) -> int:
    """Takes an address off the list; what came from it stays. Raises SettingsError if it is not there."""
    from communique.acquire.addresses import parse_address
    from communique.ledger.following import Following
    from communique.ledger.store import Ledger

    with Ledger.open(address, create=False) as ledger:
        following = Following(ledger)
        if not following.remove(parse_address(url).url):
            raise SettingsError(f"{url} is not followed; see communique follow list")
    print(f"no longer following {url}; its texts stay in the ledger")
    return 0


def list_sources(address: str, form: str) -> int:
    """Prints the sources, and the pages of their feeds whose last fetch failed."""
    from communique.ledger.following import Following
    from communique.ledger.store import Ledger

    with Ledger.open(address, create=False) as ledger:
        following = Following(ledger)
        rows: Iterable[Followed] = [*following.sources(), *following.failing_pages()]
    if form == "jsonl":
        for row in rows:
            put_json(row)
    else:
        put_table(table_rows(_COLUMNS, rows))
    return 0


def _fault(each: Followed) -> str:
    if each.error:
        return f" ({each.error_kind}, {each.failures} times: {each.error})"
    return " (gone)" if each.gone else ""


def run_sources(
    address: str,
    how: Running,
    reading: Callable[[Document], Reading] | None = None,
    clock: Callable[[Callable[[], bool]], Clock] = SystemClock,
) -> int:
    """Fetches all sources that are due, once or every so many minutes until the user ends it.

    Gives 0, 1 if something failed in the last round, 130 if the user ended one before its end. reading: makes the
    reading of a new text, by default the pipeline does. clock: makes the clock from a function that says when to stop.
    """
    from communique.ledger.store import Ledger
    from communique.run.following.runner import totals
    from communique.run.interrupts import interruptible
    from communique.run.merging import Merging

    if how.every is not None and how.every <= 0:
        raise SettingsError(f"--every is {how.every:g}; give minutes, such as 60")
    with Ledger.open(address, create=False) as ledger, interruptible() as stop:
        time = clock(stop)
        merging = Merging(Knowledge())
        follower = _follower(ledger, how, reading or _pipeline(), time, stop)
        while True:
            outcomes = follower.round(_tell)
            merging.update(ledger)
            counts, cut_off = totals(outcomes), stop()
            print(f"{iso(time.now())}  " + ", ".join(f"{count:,} {name}" for name, count in counts.items()), flush=True)
            if cut_off:
                print("communique: ended by the user; what was fetched is kept", file=sys.stderr)
                return 130
            if how.every is None:
                return 1 if counts["failed"] else 0
            time.sleep(how.every * 60)
            if stop():  # between two rounds: nothing was cut off
                return 1 if counts["failed"] else 0


def _follower(
    ledger: Ledger, how: Running, reading: Callable[[Document], Reading], clock: Clock, stop: Callable[[], bool]
) -> Follower:
    from communique.acquire.fetching import PRODUCT, Fetcher, FetchLimits
    from communique.acquire.limits import Limits
    from communique.acquire.manners import Manners
    from communique.run.following.runner import Follower, Parts
    from communique.shared.settings import program_version

    limits = FetchLimits(max_bytes=how.max_page_bytes, seconds=how.seconds)
    fetcher = Fetcher(clock, limits, agent=f"{PRODUCT}/{program_version()}")
    parts = Parts(
        manners=Manners(fetcher, how.delay),
        clock=clock,
        read=reading,
        limits=Limits(max_page_bytes=how.max_page_bytes),
        recheck=how.recheck,
        failed=complain,
        stop=stop,
    )
    return Follower(ledger, parts)


def _pipeline() -> Callable[[Document], Reading]:
    """Reads with the pipeline, which takes seconds to load and is not needed where nothing is new."""
    loaded: list[Callable[[Document], Reading]] = []

    def read(document: Document) -> Reading:
        if not loaded:
            from communique.run.pipeline import Reader

            loaded.append(Reader().read)
        return loaded[0](document)

    return read


def _tell(outcome: Outcome) -> None:
    if outcome.waits_until:
        said = f"left alone until {outcome.waits_until}"
    else:
        names = ("new", "edited", "removed", "returned", "failed")
        counts = [f"{count} {name}" for name in names if (count := getattr(outcome, name))]
        said = ", ".join(counts) or ("not fetched" if outcome.error else "nothing new")
    print(f"{outcome.source.url}: {said}", flush=True)
