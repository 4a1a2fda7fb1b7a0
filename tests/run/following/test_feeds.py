from __future__ import annotations

from typing import Any

import pytest


def rss(*items: str) -> bytes:
    parts = (f"<item><title>{name}</title><link>/{name}</link></item>" for name in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(parts)}</channel></rss>'.encode()
    )


def atom(*items: str) -> bytes:
    day = "<updated>2026-05-03T10:00:00Z</updated>"
    parts = (f"<entry><title>{n}</title><id>{n}</id>{day}<link href='/{n}'/></entry>" for n in items)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{day}{"".join(parts)}</feed>'.encode()


KINDS = [(rss, "application/rss+xml"), (atom, "application/atom+xml")]


def text(answer: Any, name: str) -> Any:
    return answer(f"The ministers met, says {name}.".encode(), "text/plain")


@pytest.fixture
def world_of_items(world: Any, answer: Any) -> Any:
    """A world whose site has the pages /a to /e."""
    world.site.answers |= {f"/{name}": text(answer, name) for name in "abcde"}
    return world


@pytest.mark.parametrize(("make", "kind"), KINDS, ids=["RSS", "Atom"])
def test_only_what_is_new_is_fetched(world_of_items: Any, answer: Any, make: Any, kind: str) -> None:
    world = world_of_items
    world.site.answers["/feed"] = answer(make("a", "b"), kind, headers={"ETag": '"1"'})
    world.follow("/feed")
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (2, ["/feed", "/a", "/b"])
    assert world.list.sources()[0].kind == "feed"
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (0, ["/feed"])
    world.site.answers["/feed"] = answer(make("c", "b"), kind, headers={"ETag": '"2"'})
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (1, ["/feed", "/c"])
    assert len(world.texts()) == 3
    (held,) = (held for held in world.ledger.documents() if held.document.source.endswith("/c"))
    assert (held.document.title, held.document.published) == ("c", "2026-05-03" if make is atom else None)


def test_an_item_that_changed_is_fetched_again(world_of_items: Any, answer: Any) -> None:
    world = world_of_items
    world.site.answers["/feed"] = answer(rss("a", "b"), "text/xml")
    world.follow("/feed", kind="feed", publisher="Ministry")
    world.round()
    world.site.answers["/feed"] = answer(rss("a", "b").replace(b"<title>a", b"<title>a, corrected"), "text/xml")
    world.site.answers["/a"] = text(answer, "a, corrected")
    (outcome,) = world.round()
    assert (outcome.edited, world.site.paths()) == (1, ["/feed", "/a"])
    assert [change.event for change in world.list.changes()] == ["edited"]
    assert {held.document.publisher for held in world.ledger.documents()} == {"Ministry"}


def test_a_feed_that_did_not_change_still_gets_what_was_left(world_of_items: Any, answer: Any) -> None:
    world = world_of_items
    world.site.answers |= {"/feed": answer(rss("a", "b"), "text/xml", headers={"ETag": '"1"'})}
    world.site.answers["/a"] = answer(status=500)
    world.follow("/feed")
    (outcome,) = world.round()
    assert (outcome.new, outcome.failed) == (1, 1)
    assert [page.url for page in world.list.failing_pages()] == [f"{world.site.url}/a"]
    world.site.answers["/a"] = text(answer, "a")
    (outcome,) = world.round()
    assert world.site.paths() == ["/feed"]
    world.clock.passed += 3600
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (1, ["/feed", "/a"])
    assert world.list.failing_pages() == []


def test_pages_of_feeds_are_looked_at_again_when_asked(world_of_items: Any, answer: Any) -> None:
    world = world_of_items
    world.site.answers["/feed"] = answer(rss("a", "b", "c"), "text/xml")
    world.follow("/feed")
    world.round()
    world.site.answers["/a"] = text(answer, "a, edited")
    del world.site.answers["/b"]
    (outcome,) = world.round(recheck=True)
    assert (outcome.edited, outcome.removed, outcome.unchanged) == (1, 1, 1)
    assert len(world.texts()) == 4


def test_patience_asked_for_by_one_page_holds_for_the_feed(world_of_items: Any, answer: Any) -> None:
    world = world_of_items
    world.site.answers |= {"/feed": answer(rss("a", "b", "c"), "text/xml"), "/b": answer(status=429)}
    world.follow("/feed")
    (outcome,) = world.round()
    assert (outcome.new, outcome.error.kind, world.site.paths()) == (1, "busy", ["/feed", "/a", "/b"])
    world.site.answers["/b"] = text(answer, "b")
    world.clock.passed += 901
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (2, ["/feed", "/b", "/c"])


def test_stopped_between_two_items_the_next_run_goes_on(world_of_items: Any, answer: Any) -> None:
    world = world_of_items
    world.site.answers["/feed"] = answer(rss("a", "b", "c"), "text/xml", headers={"ETag": '"1"'})
    world.follow("/feed")
    real = world.clock.sleep

    def sleep(seconds: float) -> None:
        real(seconds)
        world.stopped = world.stopped or "/a" in world.site.paths()

    world.clock.sleep = sleep
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (2, ["/feed", "/a", "/b"])
    world.clock.sleep, world.stopped = real, False
    (outcome,) = world.round()
    assert (outcome.new, world.site.paths()) == (1, ["/feed", "/c"])


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"<rss><broken", "application/rss+xml", "bad_feed"), (b"<html></html>", "text/html", "bad_feed"),
        (b"\x89PNG", "image/png", "content_type"),
    ],
)  # fmt: skip
def test_a_feed_that_is_none(world_of_items: Any, answer: Any, body: bytes, kind: str, error: str) -> None:
    world = world_of_items
    world.site.answers |= {"/feed": answer(body, kind), "/good": answer(rss("a"), "text/xml")}
    world.follow("/feed", kind="feed")
    world.follow("/good")
    bad, good = world.round()
    assert (bad.error.kind, good.new) == (error, 1)


def test_a_public_feed_cannot_lead_into_a_private_network(world_of_items: Any, answer: Any) -> None:
    """The permission is that of the feed; here it is taken away after the feed was read."""
    world = world_of_items
    world.site.answers["/feed"] = answer(rss("a"), "text/xml")
    world.site.answers["/a"] = answer(status=500)
    feed = world.follow("/feed")
    world.round()
    world.clock.passed += 3600
    world.follow("/feed", allow_private=False)
    (outcome,) = world.round()
    assert (outcome.error.kind, world.site.asked) == ("private_address", [])
    assert world.list.pages(feed.number)[0].allow_private is False
