from __future__ import annotations

from typing import Any

import pytest

from communique.acquire.fetching import Fetcher, FetchLimits
from communique.acquire.manners import PATIENCE, Manners
from communique.shared.errors import FetchError


@pytest.fixture
def manners(still_clock: Any) -> Manners:
    return Manners(Fetcher(still_clock, FetchLimits(seconds=20)), delay=2)


def kind_of(manners: Manners, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        manners.get(url, allow_private=True)
    return caught.value.kind


ROBOTS = b"""User-agent: *
Disallow: /

User-agent: communique
Disallow: /private
Disallow: /*?print=
Allow: /private/open
Crawl-delay: 7
"""


def test_robots_is_obeyed(manners: Manners, site: Any, answer: Any, still_clock: Any) -> None:
    site.answers |= {"/robots.txt": answer(ROBOTS, "text/plain"), "/a": answer(b"a"), "/private/open": answer(b"o")}
    assert manners.get(f"{site.url}/a", allow_private=True).body == b"a"
    assert manners.get(f"{site.url}/private/open", allow_private=True).body == b"o"
    assert kind_of(manners, f"{site.url}/private/x") == "robots"
    assert kind_of(manners, f"{site.url}/a?print=1") == "robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/private/open"]
    assert still_clock.slept == [7, 7]


def test_a_redirect_is_no_way_around_robots(manners: Manners, site: Any, answer: Any) -> None:
    site.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /b", "text/plain")
    site.answers |= {"/a": answer(status=302, headers={"Location": "/b"}), "/b": answer(b"b")}
    assert kind_of(manners, f"{site.url}/a") == "robots"
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("status", [404, 403, 410])
def test_without_robots_all_is_allowed(manners: Manners, site: Any, answer: Any, status: int) -> None:
    site.answers |= {"/robots.txt": answer(status=status), "/a": answer(b"a")}
    assert manners.get(f"{site.url}/a", allow_private=True).body == b"a"


def test_robots_that_a_broken_server_holds_back_allows_nothing(
    manners: Manners, site: Any, answer: Any, still_clock: Any
) -> None:
    site.answers |= {"/robots.txt": answer(status=500), "/a": answer(b"a")}
    assert kind_of(manners, f"{site.url}/a") == kind_of(manners, f"{site.url}/a") == "server"
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    del site.answers["/robots.txt"]
    still_clock.passed += 301
    assert manners.get(f"{site.url}/a", allow_private=True).body == b"a"


def test_a_refusal_without_permission_is_none_with_it(manners: Manners, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(b"a")
    with pytest.raises(FetchError, match="not on the public internet"):
        manners.get(f"{site.url}/a")
    assert manners.get(f"{site.url}/a", allow_private=True).body == b"a"


def test_a_host_gets_a_pause_between_requests(manners: Manners, site: Any, answer: Any, still_clock: Any) -> None:
    site.answers["/a"] = answer(b"a")
    manners.get(f"{site.url}/a", allow_private=True)
    still_clock.passed += 0.5
    manners.get(f"{site.url}/a", allow_private=True)
    assert still_clock.slept == [2, 1.5]


@pytest.mark.parametrize(("headers", "wait"), [({"Retry-After": "100"}, 100.0), ({}, PATIENCE)])
def test_a_host_that_asks_for_patience_is_left_alone(
    manners: Manners, site: Any, answer: Any, still_clock: Any, headers: dict[str, str], wait: float
) -> None:
    site.answers |= {"/a": answer(status=429, headers=headers), "/b": answer(b"b")}
    assert kind_of(manners, f"{site.url}/a") == kind_of(manners, f"{site.url}/b") == "busy"
    assert site.paths() == ["/a"]
    still_clock.passed += wait
    assert manners.get(f"{site.url}/b", allow_private=True).body == b"b"
