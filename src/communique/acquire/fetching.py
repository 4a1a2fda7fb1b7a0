"""One address fetched: bounded in time, size and redirects, and only from where the connection may go."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

import msgspec

from communique.acquire.addresses import Address, Resolve, is_public, parse_address, reachable, system_resolve
from communique.acquire.transport import Deadline, connected
from communique.shared.errors import FetchError, SettingsError

if TYPE_CHECKING:
    from datetime import datetime

    from urllib3.response import HTTPResponse

PRODUCT = "communique"
"""The name by which robots.txt files may address this program."""

REDIRECTS = 5
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHUNK = 65_536
_GZIP = 31  # zlib's sign for: a gzip header, and nothing else
_SECONDS = re.compile(r"\s*(\d{1,9})\s*")


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """The time of day, with its zone."""

    def monotonic(self) -> float:
        """Seconds that only grow."""

    def sleep(self, seconds: float) -> None:
        """Waits; may return earlier when the user wants to end."""


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one request: bytes of the body as sent and as unpacked, and seconds up to its last byte.

    A redirect is a request of its own. Less than one byte, or no time, is a SettingsError.
    """

    max_bytes: int = 5_000_000
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if self.max_bytes < 1 or self.seconds <= 0:
            raise SettingsError("a fetch needs at least one byte and some time; raise --max-page-bytes or --time-limit")


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered. `url` is where the redirects ended; names of headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; '' if the server gave none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the Content-Type names."""
        found = re.search(r"charset\s*=\s*\"?([\w.:-]{2,40})", self.headers.get("content-type", ""), re.IGNORECASE)
        return found[1] if found else None


class Fetcher:
    """Fetches addresses, each over a connection of its own. Proxies of the environment are not used: behind one, the
    address that is connected to could not be checked."""

    def __init__(
        self,
        clock: Clock,
        limits: FetchLimits | None = None,
        agent: str = PRODUCT,
        resolve: Resolve = system_resolve,
        public: Callable[[str], bool] = is_public,
    ) -> None:
        """agent: the User-Agent. resolve, public: how names are looked up, and which IP addresses are public."""
        self.clock, self._limits, self._agent = clock, limits or FetchLimits(), agent
        self._resolve, self._public = resolve, public

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        allow_private: bool = False,
        before: Callable[[Address], None] = lambda _address: None,
    ) -> Response:
        """The answer to a GET, redirects followed: of status 200, 304, 404, 410, or another that is no error below.

        headers: conditions such as If-None-Match. before: called with every address before it is asked. Raises
        FetchError: bad_address, private_address, unknown_host, network, tls, too_slow, too_large, redirects, broken,
        busy (429, 503), forbidden (401, 403, 451), server (other 4xx and 5xx).
        """
        asked = url
        for _ in range(REDIRECTS + 1):
            address = parse_address(asked)
            before(address)
            response = self._ask(address, headers or {}, allow_private)
            target = response.headers.get("location") if response.status in _REDIRECTED else None
            if target is None:
                _refuse_status(response, url, self.clock)
                return response
            asked = _joined(address, target)
        raise FetchError(url, f"leads on and on (more than {REDIRECTS} redirects)", "check the address", "redirects")

    def _ask(self, address: Address, headers: Mapping[str, str], allow_private: bool) -> Response:
        from urllib3.exceptions import HTTPError

        addresses = reachable(address, allow_private, self._resolve, self._public)
        with Deadline(self._limits.seconds) as deadline:
            try:
                response = self._exchange(address, addresses, headers, deadline)
            except (HTTPError, HTTPException, OSError) as error:
                raise self._fault(address, error, deadline) from error
            if deadline.passed:  # the end that the deadline made looks like the end of a body without a length
                raise self._too_slow(address)
        return response

    def _exchange(
        self, address: Address, addresses: Sequence[str], headers: Mapping[str, str], deadline: Deadline
    ) -> Response:
        sent = {"Host": address.authority, "User-Agent": self._agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
        connection = connected(address, addresses, self._limits.seconds, deadline)
        try:
            connection.request("GET", address.target, headers={**sent, **headers}, preload_content=False)
            answer = connection.getresponse()
            try:
                return self._received(address, answer)
            finally:
                answer.close()
        finally:
            deadline.release()
            connection.close()

    def _fault(self, address: Address, error: Exception, deadline: Deadline) -> FetchError:
        from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError, SSLError

        unreached = isinstance(error, NewConnectionError)  # a kind of ConnectTimeoutError, for urllib3's own reasons
        said = " ".join(str((unreached and error.__cause__) or error).split())[:200]
        slow = isinstance(error, TimeoutError | ConnectTimeoutError | ReadTimeoutError) and not unreached
        if deadline.passed or slow:
            return self._too_slow(address)
        if isinstance(error, ssl.SSLError | SSLError):
            return FetchError(address.url, f"cannot be reached safely ({said})", "check the address", "tls")
        if unreached or isinstance(error, ConnectionError):
            return FetchError(address.url, f"cannot be reached ({said})", "it is tried again later")
        return FetchError(address.url, f"broke off ({said})", "it is tried again later", "broken")

    def _too_slow(self, address: Address) -> FetchError:
        reason = f"did not answer in whole within {self._limits.seconds:g} seconds"
        return FetchError(address.url, reason, "it is tried again later", "too_slow")

    def _received(self, address: Address, answer: HTTPResponse) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        size = headers.get("content-length", "")
        if size.isdecimal() and int(size) > self._limits.max_bytes:
            raise self._too_large(address)
        body = bytearray()
        for part in self._unpacked(address, answer, headers.get("content-encoding", "identity")):
            body += part
            if len(body) > self._limits.max_bytes:
                raise self._too_large(address)
        return Response(url=address.url, status=answer.status, headers=headers, body=bytes(body))

    def _unpacked(self, address: Address, answer: HTTPResponse, encoding: str) -> Iterator[bytes]:
        """The body in small parts; of a gzip body never more is unpacked than the limit allows."""
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError(address.url, f"is sent as {encoding}, which was not asked for", kind="broken")
        packed = encoding in ("gzip", "x-gzip")
        parts = answer.stream(_CHUNK, decode_content=False)
        if not packed:
            yield from parts
            return
        unpacker, received = zlib.decompressobj(_GZIP), 0
        try:
            for part in parts:
                received += len(part)
                if received > self._limits.max_bytes:
                    raise self._too_large(address)
                waiting = part
                while waiting:
                    if unpacker.eof:  # a gzip file may be several, one after the other (RFC 1952)
                        unpacker = zlib.decompressobj(_GZIP)
                    yield unpacker.decompress(waiting, _CHUNK)
                    waiting = unpacker.unconsumed_tail or unpacker.unused_data
        except zlib.error as error:
            raise FetchError(address.url, f"is no valid gzip ({error})", kind="broken") from error
        if received and not unpacker.eof:
            raise FetchError(address.url, "broke off in the middle of its gzip data", kind="broken")

    def _too_large(self, address: Address) -> FetchError:
        return FetchError(
            address.url,
            f"is larger than the limit of {self._limits.max_bytes:,} bytes",
            "raise the limit with --max-page-bytes",
            "too_large",
        )


def _joined(address: Address, target: str) -> str:
    """Where a Location header leads. Its bytes are UTF-8 in practice, and were taken for Latin-1."""
    target = target.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(address.url, target)
    except ValueError as error:
        raise FetchError(address.url, f"leads to what is no address ({error})", kind="bad_address") from error


def _refuse_status(response: Response, url: str, clock: Clock) -> None:
    status = response.status
    if status in (200, 304, 404, 410):
        return
    if status in _BUSY:
        wait = _retry_after(response.headers.get("retry-after", ""), clock)
        raise FetchError(url, f"answers {status}: it asks for patience", kind="busy", status=status, retry_after=wait)
    if status in (401, 403, 451):
        remedy = "open it in a browser, and stop following it if it is not for the public"
        raise FetchError(url, f"answers {status}: it is not open to this program", remedy, "forbidden", status=status)
    raise FetchError(url, f"answers {status}", "it is tried again later", "server", status=status)


def _retry_after(value: str, clock: Clock) -> float | None:
    """Seconds from a Retry-After header, which is a number of seconds or a date (RFC 9110, 10.2.3); None if neither."""
    found = _SECONDS.fullmatch(value)
    if found:
        return float(found[1])
    try:
        return max(0.0, (parsedate_to_datetime(value) - clock.now()).total_seconds())
    except (ValueError, TypeError, OverflowError):  # no date, or one without a zone
        return None
