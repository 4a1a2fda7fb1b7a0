from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from io import BufferedIOBase
from typing import Any

import pytest

from communique.acquire.addresses import is_public
from communique.acquire.fetching import Fetcher, FetchLimits
from communique.shared.errors import FetchError, SettingsError

SMALL = FetchLimits(max_bytes=100_000, seconds=20)


@pytest.fixture
def fetcher(still_clock: Any) -> Fetcher:
    return Fetcher(still_clock, SMALL, agent="communique/test")


@pytest.fixture
def refusal(fetcher: Fetcher, site: Any) -> Callable[..., FetchError]:
    """Fetches a path of the site, which must fail in one line that names it."""

    def refuse(path: str, by: Fetcher = fetcher, **named: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            by.get(site.url + path, allow_private=True, **named)
        assert "\n" not in str(caught.value)
        assert str(caught.value).startswith(site.url)
        return caught.value

    return refuse


def test_body_headers_and_who_asks(fetcher: Fetcher, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(b"text", 'text/plain; charset="latin-1"', headers={"ETag": '"1"'})
    response = fetcher.get(f"{site.url}/a#part", allow_private=True)
    assert (response.url, response.status, response.body) == (f"{site.url}/a", 200, b"text")
    assert (response.content_type, response.charset, response.headers["etag"]) == ("text/plain", "latin-1", '"1"')
    path, headers = site.asked[0]
    assert (path, headers["user-agent"], headers["host"]) == ("/a", "communique/test", f"127.0.0.1:{site.port}")


def test_a_condition_that_holds_is_answered_without_a_body(fetcher: Fetcher, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(b"text", headers={"ETag": '"1"'})
    response = fetcher.get(f"{site.url}/a", {"If-None-Match": '"1"'}, allow_private=True)
    assert (response.status, response.body) == (304, b"")


def test_loopback_is_refused_unless_allowed(fetcher: Fetcher, site: Any) -> None:
    for url in (site.url, f"http://localhost:{site.port}", f"http://2130706433:{site.port}"):
        with pytest.raises(FetchError, match="not on the public internet"):
            fetcher.get(url)
    assert site.asked == []


def test_redirects_are_followed_and_each_is_announced(fetcher: Fetcher, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(status=301, headers={"Location": "/b?x=1"})
    site.answers["/b?x=1"] = answer(b"there")
    announced: list[str] = []
    response = fetcher.get(f"{site.url}/a", None, True, lambda address: announced.append(address.target))
    assert (response.url, response.body) == (f"{site.url}/b?x=1", b"there")
    assert announced == ["/a", "/b?x=1"]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://127.0.0.2:{port}/inner", "private_address"),
        ("//127.0.0.2:{port}/inner", "private_address"),
        ("http://[::1]:{port}/inner", "private_address"),
        ("http://[::ffff:127.0.0.2]:{port}/inner", "private_address"),
        ("http://169.254.169.254/latest", "private_address"),
        ("file:///etc/hosts", "bad_address"),
        ("gopher://127.0.0.2/", "bad_address"),
        ("http://[::1", "bad_address"),
    ],
)
def test_a_redirect_into_a_private_network_is_refused(
    still_clock: Any, site: Any, inner_site: Any, answer: Any, target: str, kind: str
) -> None:
    """The site on 127.0.0.1 stands for one on the public internet here."""
    fetcher = Fetcher(still_clock, SMALL, public=lambda ip: ip == "127.0.0.1" or is_public(ip))
    site.answers["/a"] = answer(status=302, headers={"Location": target.format(port=site.port)})
    with pytest.raises(FetchError) as caught:
        fetcher.get(f"{site.url}/a")
    assert caught.value.kind == kind
    assert (site.paths(), inner_site.asked) == (["/a"], [])


def test_a_name_that_is_bound_anew_gains_nothing(still_clock: Any, site: Any, inner_site: Any, answer: Any) -> None:
    """The name resolves to a public address when it is checked, and to a private one from then on."""
    site.answers["/a"] = answer(b"outside")
    inner_site.answers["/a"] = answer(b"inside")
    given = iter(["127.0.0.1"])
    fetcher = Fetcher(
        still_clock,
        SMALL,
        resolve=lambda _host, _port: [next(given, "127.0.0.2")],
        public=lambda ip: ip == "127.0.0.1",
    )
    assert fetcher.get(f"http://news.example:{site.port}/a").body == b"outside"
    assert site.asked[0][1]["host"] == f"news.example:{site.port}"
    with pytest.raises(FetchError, match=r"127\.0\.0\.2"):
        fetcher.get(f"http://news.example:{site.port}/a")
    assert inner_site.asked == []


def test_the_next_address_is_tried_where_one_does_not_answer(still_clock: Any, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(b"text")
    fetcher = Fetcher(still_clock, SMALL, resolve=lambda _host, _port: ["127.0.0.3", "127.0.0.1"])
    assert fetcher.get(f"http://news.example:{site.port}/a", allow_private=True).body == b"text"


def test_redirects_in_a_circle(refusal: Callable[..., FetchError], site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(status=302, headers={"Location": "/a"})
    assert refusal("/a").kind == "redirects"
    assert len(site.asked) == 6


def test_a_body_that_is_too_large(refusal: Callable[..., FetchError], site: Any, answer: Any) -> None:
    def for_ever(out: BufferedIOBase) -> None:
        while not site.hold.is_set():
            out.write(b"x" * 10_000)

    site.answers["/told"] = answer(headers={"Content-Length": "100001"}, act=lambda _out: None)
    site.answers["/untold"] = answer(act=for_ever)
    for path in ("/told", "/untold"):
        error = refusal(path)
        assert (error.kind, "--max-page-bytes" in str(error)) == ("too_large", True)


def test_a_body_that_drips_is_cut_off(
    still_clock: Any, refusal: Callable[..., FetchError], site: Any, answer: Any
) -> None:
    """A byte now and then keeps every single read in time; only the whole takes too long."""

    def drip(out: BufferedIOBase) -> None:
        while not site.hold.wait(0.02):
            out.write(b"x")
            out.flush()

    site.answers["/drips"] = answer(act=drip)
    site.answers["/silent"] = answer(act=lambda _out: site.hold.wait(20))
    for path in ("/drips", "/silent"):
        error = refusal(path, Fetcher(still_clock, FetchLimits(seconds=0.2)))
        assert (error.kind, "within 0.2 seconds" in str(error)) == ("too_slow", True)


def test_gzip_is_unpacked(fetcher: Fetcher, site: Any, answer: Any) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two" * 30_000)
    site.answers["/a"] = answer(body, headers={"Content-Encoding": "gzip"})
    assert fetcher.get(f"{site.url}/a", allow_private=True).body == b"one " + b"two" * 30_000
    assert site.asked[0][1]["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "encoding", "kind"),
    [
        (gzip.compress(bytes(50_000_000)), "gzip", "too_large"),
        (gzip.compress(bytes(20)) * 20_000, "gzip", "too_large"),
        (gzip.compress(b"text" * 99)[:-12], "gzip", "broken"),
        (b"no gzip at all", "gzip", "broken"),
        (b"text", "br", "broken"),
    ],
    ids=["bomb", "many members", "cut", "none", "other"],
)
def test_packed_bodies_are_bounded(
    refusal: Callable[..., FetchError], site: Any, answer: Any, body: bytes, encoding: str, kind: str
) -> None:
    site.answers["/a"] = answer(body, headers={"Content-Encoding": encoding})
    assert refusal("/a").kind == kind


def test_a_body_that_is_cut_off(refusal: Callable[..., FetchError], site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(b"half", headers={"Content-Length": "8"}, act=lambda _out: None)
    assert refusal("/a").kind == "broken"


@pytest.mark.parametrize("headers", [{"X": "x" * 70_000}, {f"X-{number}": "x" for number in range(200)}])
def test_heads_that_are_too_long(
    refusal: Callable[..., FetchError], site: Any, answer: Any, headers: dict[str, str]
) -> None:
    site.answers["/a"] = answer(b"text", headers=headers)
    assert refusal("/a").kind == "broken"


def test_a_redirect_in_letters_beyond_ascii(fetcher: Fetcher, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(status=302, headers={"Location": "/caf\u00c3\u00a9"})  # the bytes of UTF-8, one by one
    site.answers["/caf%C3%A9"] = answer(b"there")
    assert fetcher.get(f"{site.url}/a", allow_private=True).body == b"there"


def test_a_server_that_is_not_there(still_clock: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        Fetcher(still_clock, SMALL).get(f"http://127.0.0.1:{port}/", allow_private=True)
    assert caught.value.kind == "network"


def test_a_server_without_tls_where_it_should_be(still_clock: Any, site: Any) -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher(still_clock, SMALL).get(site.url.replace("http:", "https:"), allow_private=True)
    assert caught.value.kind == "tls"


@pytest.mark.parametrize(
    ("status", "after", "expected"),
    [
        (429, "120", ("busy", 120)),
        (503, "Mon, 04 May 2026 12:10:00 GMT", ("busy", 600)),
        (503, "Mon, 04 May 2026 11:00:00 GMT", ("busy", 0)),
        (429, "soon", ("busy", None)),
        (403, "", ("forbidden", None)),
        (500, "", ("server", None)),
        (418, "", ("server", None)),
    ],
)
def test_answers_that_are_failures(
    refusal: Callable[..., FetchError], site: Any, answer: Any, status: int, after: str, expected: tuple[str, int]
) -> None:
    site.answers["/a"] = answer(status=status, headers={"Retry-After": after} if after else {})
    error = refusal("/a")
    assert error.status == status
    assert (error.kind, error.retry_after) == expected


@pytest.mark.parametrize("bad", [{"max_bytes": 0}, {"seconds": 0}])
def test_limits_that_allow_nothing(bad: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        FetchLimits(**bad)
