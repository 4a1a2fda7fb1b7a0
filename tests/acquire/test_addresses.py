from __future__ import annotations

import pytest

from communique.acquire.addresses import Resolve, is_public, parse_address, reachable
from communique.shared.errors import FetchError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://ministry.example", ("http://ministry.example", "ministry.example", 80, "/")),
        (" https://Ministry.EXAMPLE:8443/a b?q=1#top ", ("https://ministry.example:8443/a%20b?q=1", None, 8443, None)),
        ("http://[2606:4700::1]/x", ("http://[2606:4700::1]/x", "2606:4700::1", 80, "/x")),
        ("https://büro.example/", ("https://xn--bro-hoa.example/", "xn--bro-hoa.example", 443, "/")),
    ],
)
def test_parts_of_an_address(url: str, expected: tuple[str, str | None, int, str | None]) -> None:
    address = parse_address(url)
    found = (address.url, address.host, address.port, address.target)
    assert [mine for mine, theirs in zip(found, expected, strict=True) if theirs not in (None, mine)] == []


def test_the_port_is_named_where_it_is_not_the_usual_one() -> None:
    assert parse_address("https://a.example:443/x").origin == "https://a.example"
    assert parse_address("http://[2606:4700::1]:81/x").origin == "http://[2606:4700::1]:81"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/hosts", "is file:, not http or https"),
        ("ftp://a.example/x", "is ftp:"),
        ("a.example/x", "does not begin with http://"),
        ("javascript:alert(1)", "http"),
        ("http://", "names no host"),
        ("http://[::1", "is no web address"),
        ("http://a.example/" + "x" * 2000, "is longer than 2,000 characters"),
        ("http://a.example:99999/", "is no web address"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_address(url)
    assert caught.value.kind == "bad_address"
    assert reason in str(caught.value)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        parse_address("https://user:secret@a.example/x")
    assert "secret" not in str(caught.value)
    assert "a.example" in str(caught.value)


@pytest.mark.parametrize("ip", ["8.8.8.8", "193.0.6.139", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "3fff::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1",
        "ff02::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:c0a8:101::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "5f00::1", "no address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::1"]])
def test_one_private_address_refuses_the_name(found: list[str]) -> None:
    address = parse_address("http://a.example/")
    with pytest.raises(FetchError, match="not on the public internet") as caught:
        reachable(address, False, lambda _host, _port: found, is_public)
    assert caught.value.kind == "private_address"
    assert reachable(address, True, lambda _host, _port: found, is_public) == found


def test_a_host_that_is_not_known() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    resolvers: tuple[Resolve, ...] = (nobody, lambda _host, _port: [])
    for resolve in resolvers:
        with pytest.raises(FetchError) as caught:
            reachable(parse_address("http://a.example/"), False, resolve, is_public)
        assert caught.value.kind == "unknown_host"
