"""Which addresses may be fetched: http and https, and hosts on the public internet.

A name is resolved once, all its addresses are checked, and the connection goes to one that was checked; a name that
resolves to something else a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

import msgspec

from communique.shared.errors import FetchError

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host name. Raises OSError if there are none."""

LONGEST = 2000
"""Characters of an address; a longer one does not fit into an index of PostgreSQL."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out as global unicast
_NEWLY_SPECIAL = tuple(  # in IANA's registries, but not known to the ipaddress module of every Python this runs on
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20"))
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An http or https address in parts. `url` is the whole without fragment, `host` is without brackets."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        return f"{self.scheme}://{self.authority}"


def parse_address(url: str) -> Address:
    """The parts of an address as typed or found. Raises FetchError: no address, not http or https, with a password."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    url = url.strip()
    if len(url) > LONGEST:
        raise FetchError(f"{url[:60]}...", f"is longer than {LONGEST:,} characters", "check the address", "bad_address")
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise FetchError(url, "is no web address", "check the address", "bad_address") from error
    if parts.scheme not in _PORTS:
        raise FetchError(
            url,
            f"is {parts.scheme}:, not http or https" if parts.scheme else "does not begin with http:// or https://",
            "give a web address; files are read with communique add",
            "bad_address",
        )
    if parts.auth:
        raise FetchError(
            f"{parts.scheme}://{parts.host}",
            "holds a name or password",
            "give it without; pages behind a password are not followed",
            "bad_address",
        )
    if not parts.host:
        raise FetchError(url, "names no host", "check the address", "bad_address")
    return Address(
        url=parts._replace(fragment=None).url,
        scheme=parts.scheme,
        host=parts.host.strip("[]"),
        port=parts.port or _PORTS[parts.scheme],
        target=parts.request_uri,
    )


def system_resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver gives, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def reachable(address: Address, allow_private: bool, resolve: Resolve, public: Callable[[str], bool]) -> Sequence[str]:
    """The IP addresses that a connection to `address` may go to. Raises FetchError: unknown host, or not public.

    One address that is not public is enough to refuse the name: a public site has none, and which of several a
    connection would take is for the other side to choose.
    """
    try:
        found = resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            address.url, f"the host {address.host} is not known ({error})", "check the name", "unknown_host"
        ) from error
    if not found:
        raise FetchError(address.url, f"the host {address.host} has no address", "check the name", "unknown_host")
    private = [] if allow_private else [each for each in found if not public(each)]
    if private:
        raise FetchError(
            address.url,
            f"its host is {private[0]}, which is not on the public internet",
            "if it is meant, follow it with --allow-private",
            "private_address",
        )
    return found


def is_address(host: str) -> bool:
    """True for a host that is an IP address and no name."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_public(text: str) -> bool:
    """True for an IP address on the public internet, IPv4 or IPv6; False for what is no address.

    Not public are the ranges of IANA's registries of special-purpose addresses that are not globally reachable,
    multicast and reserved ranges, and IPv6 addresses that stand for such an IPv4 address (mapped, NAT64, 6to4,
    Teredo).
    """
    if not is_address(text):
        return False
    address = ipaddress.ip_address(text.partition("%")[0])
    return all(_is_public(each) for each in (address, *_embedded(address)))


def _embedded(address: _Address) -> Sequence[_Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return tuple(filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))))


def _is_public(address: _Address) -> bool:
    if any(address in network for network in _NEWLY_SPECIAL):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address in _NAT64:
            return True  # what it stands for decides
        return address in _UNICAST and address.is_global
    return address.is_global and not address.is_multicast and not address.is_reserved
