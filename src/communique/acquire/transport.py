"""A connection to an address that was checked, and the deadline that ends it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from communique.acquire.addresses import Address

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection


class Deadline:
    """Ends a connection when its time is over, however slowly bytes still drip in.

    The time limit of a socket counts anew with each byte; this one does not. Use as a context manager: the time runs
    from its beginning.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._held: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()

    def hold(self, held: socket.socket) -> None:
        """The socket that is ended when the time is over; at once, if it is over already."""
        with self._lock:
            self._held = held
            if self.passed:
                self._shut()

    def release(self) -> None:
        """From here on the socket may be closed by its owner."""
        with self._lock:
            self._held = None

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        if self._held is not None:
            with suppress(OSError):  # the other side has ended it already
                # Not the method of an SSLSocket, which would take the TLS state from under a read in another thread.
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)


def connected(address: Address, addresses: Sequence[str], seconds: float, deadline: Deadline) -> HTTPConnection:
    """An open connection to the first of the IP `addresses` that answers; TLS is checked against the name.

    Raises urllib3's HTTPError or OSError of the last that was tried.
    """
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

    for position, ip in enumerate(addresses, 1):
        connection = (
            HTTPConnection(ip, address.port, timeout=seconds)
            if address.scheme == "http"
            else HTTPSConnection(
                ip,
                address.port,
                timeout=seconds,
                server_hostname=address.host,
                ssl_context=_certificates(),
            )
        )
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            unreached = isinstance(error, NewConnectionError | ConnectTimeoutError)
            if not unreached or position == len(addresses) or deadline.passed:
                raise
            continue
        deadline.hold(connection.sock)
        return connection
    raise OSError("no address to connect to")


def _certificates() -> ssl.SSLContext:
    """Those that the system trusts and those that Mozilla does: many systems in containers have none of their own."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
