"""Good manners towards hosts: robots.txt, a pause between requests, and staying away when asked to."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.acquire.addresses import Address
from communique.acquire.fetching import PRODUCT, Fetcher, Response
from communique.shared.errors import FetchError

DELAY = 2.0
"""Seconds between two requests to one host, if its robots.txt asks for no more."""

LONGEST_DELAY = 60.0
PATIENCE = 900.0
"""Seconds that a host is left alone in a run when it asks for patience without saying how long."""

_KEPT, _KEPT_FAILURE = 86_400.0, 300.0  # RFC 9309, 2.4: robots.txt is kept for at most a day
_MOST_RULES = 512_000  # RFC 9309, 2.5: at least 500 kibibytes must be read


class _Rules(msgspec.Struct, kw_only=True):
    """A robots.txt: parsed, None where all is allowed, or why it could not be had; and until when that holds."""

    until: float
    parsed: Any = None
    error: FetchError | None = None


class Manners:
    """Fetches for one program run, politely. `delay`: seconds between two requests to one host."""

    def __init__(self, fetcher: Fetcher, delay: float = DELAY) -> None:
        self._fetcher, self._clock, self._delay = fetcher, fetcher.clock, delay
        self._rules: dict[tuple[str, bool], _Rules] = {}  # by origin, and whether it may be private
        self._last: dict[str, float] = {}
        self._away: dict[str, float] = {}

    def get(self, url: str, headers: dict[str, str] | None = None, allow_private: bool = False) -> Response:
        """As Fetcher.get, after asking robots.txt and waiting for the host's turn, for every redirect too.

        Raises FetchError, also of kind "robots" where the site does not want it, and "busy" without a request to a
        host that asked for patience before.
        """
        asked: list[Address] = []

        def before(address: Address) -> None:
            rules = self._obey(address, allow_private)
            crawl_delay = float(rules.crawl_delay(PRODUCT) or 0) if rules else 0.0
            self._wait(address, crawl_delay)
            asked.append(address)

        try:
            return self._fetcher.get(url, headers, allow_private, before)
        except FetchError as error:
            if error.kind == "busy" and error.status:
                wait = PATIENCE if error.retry_after is None else error.retry_after
                self._away[asked[-1].authority] = self._clock.monotonic() + wait
            raise

    def _wait(self, address: Address, crawl_delay: float = 0.0) -> None:
        """Until it is this host's turn. The turn is noted before the request, so that a failing one counts too."""
        host = address.authority
        left = self._away.get(host, 0.0) - self._clock.monotonic()
        if left > 0:
            raise FetchError(address.url, "its host asked for patience", kind="busy", retry_after=left)
        delay = max(self._delay, min(crawl_delay, LONGEST_DELAY))
        if host in self._last:
            wait = self._last[host] + delay - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
        self._last[host] = self._clock.monotonic()

    def _obey(self, address: Address, allow_private: bool) -> Any:
        """The robots.txt of the address, parsed, None if there is none; raises FetchError if it does not allow it."""
        key = (address.origin, allow_private)
        rules = self._rules.get(key)
        if rules is None or rules.until < self._clock.monotonic():
            rules = self._rules[key] = self._ask(address, allow_private)
        if rules.error:
            error = rules.error
            raise FetchError(
                address.url,
                f"robots.txt of its site cannot be had: {error.reason}",
                error.remedy,
                error.kind,
                retry_after=error.retry_after,
            )
        if rules.parsed and not rules.parsed.can_fetch(address.url, PRODUCT):
            raise FetchError(
                address.url,
                f"robots.txt of its site asks {PRODUCT} not to fetch it",
                "ask the publisher, or stop following it",
                "robots",
            )
        return rules.parsed

    def _ask(self, address: Address, allow_private: bool) -> _Rules:
        """RFC 9309, 2.3.1: no robots.txt allows all, one that a broken server holds back allows nothing."""
        from protego import Protego

        now = self._clock.monotonic()
        try:
            response = self._fetcher.get(f"{address.origin}/robots.txt", None, allow_private, self._wait)
        except FetchError as error:
            if error.status and 400 <= error.status < 500 and error.kind != "busy":
                return _Rules(until=now + _KEPT)
            return _Rules(until=now + (error.retry_after or _KEPT_FAILURE), error=error)
        if response.status != 200:
            return _Rules(until=now + _KEPT)
        text = response.body[:_MOST_RULES].decode("utf-8", "replace")
        return _Rules(until=now + _KEPT, parsed=Protego.parse(text))
