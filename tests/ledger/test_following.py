from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.ledger.followed import Followed, Version
from communique.ledger.following import Following
from communique.ledger.store import Ledger
from communique.shared.records import Reading

NOON, LATER = "2026-05-04T12:00:00Z", "2026-05-05T12:00:00Z"
SEEN = {"checked": NOON, "fetched": NOON}


@pytest.fixture
def following(ledger: Ledger) -> Following:
    return Following(ledger)


def source(url: str = "http://m.example/feed", **named: object) -> Followed:
    return Followed(**{"number": 0, "url": url, "added": NOON, **named})  # type: ignore[arg-type]


def item(feed: Followed, url: str, mark: str) -> Followed:
    return source(url, feed=feed.number, kind="page", mark=mark, pending=True)


def test_the_list_keeps_what_was_said(following: Following) -> None:
    added = following.add(source(publisher="Ministry", allow_private=True, kind="feed"))
    following.add(source("http://m.example/page"))
    assert following.sources() == [added, source("http://m.example/page", number=2)]
    assert (added.number, added.publisher, added.allow_private) == (1, "Ministry", True)


def test_adding_again_changes_what_is_given_and_keeps_the_rest(following: Following) -> None:
    added = following.add(source(publisher="Ministry", kind="feed"))
    following.note(added.number, {"etag": '"1"', "next_try": LATER, "fetched": NOON})
    again = following.add(source(allow_private=True))
    assert following.sources() == [again]
    assert (again.publisher, again.kind, again.allow_private, again.fetched) == ("Ministry", "feed", True, NOON)
    assert (again.etag, again.next_try) == (None, None)


def test_removing_keeps_history_and_can_be_undone(following: Following) -> None:
    following.add(source())
    assert following.remove("http://m.example/feed")
    assert not following.remove("http://m.example/feed")
    assert following.sources() == []
    following.add(source())
    assert [each.number for each in following.sources()] == [1]


def test_items_of_a_feed(following: Following) -> None:
    feed, other = following.add(source()), following.add(source("http://n.example/feed"))
    following.note_items(feed, {"etag": '"1"'}, [item(feed, "http://m.example/a", "1")])
    (page,) = following.pages(feed.number)
    following.note(page.number, {"pending": False})
    following.note_items(other, SEEN, [item(other, "http://m.example/a", "9"), item(other, "http://n.example/b", "1")])
    assert following.pages(feed.number)[0].pending is False
    assert [each.url for each in following.pages(other.number)] == ["http://n.example/b"]
    following.note_items(feed, {"etag": '"2"'}, [item(feed, "http://m.example/a", "2")])
    (page,) = following.pages(feed.number)
    assert (page.mark, page.pending, following.sources()[0].etag) == ("2", True, '"2"')


def test_what_a_removed_source_left_behind_goes_over_to_the_next(following: Following) -> None:
    old = following.add(source())
    page = following.add(source("http://m.example/p"))
    following.note_items(old, SEEN, [item(old, "http://m.example/a", "1")])
    following.remove(old.url)
    new = following.add(source("http://m.example/new"))
    both = [item(new, "http://m.example/a", "1"), item(new, page.url, "1"), item(new, new.url, "1")]
    following.note_items(new, SEEN, both)
    assert [each.url for each in following.pages(new.number)] == ["http://m.example/a"]
    following.remove(page.url)
    following.note_items(new, SEEN, both)
    assert [each.url for each in following.pages(new.number)] == [page.url, "http://m.example/a"]
    assert following.sources()[0].feed is None


def test_pages_that_fail_are_listed_while_their_feed_is(following: Following) -> None:
    feed = following.add(source())
    following.note_items(feed, SEEN, [item(feed, "http://m.example/a", "1"), item(feed, "http://m.example/b", "1")])
    following.note(3, {"failures": 2, "error": "answers 500", "error_kind": "server", "next_try": LATER})
    assert [(page.url, page.error) for page in following.failing_pages()] == [("http://m.example/b", "answers 500")]
    following.remove(feed.url)
    assert following.failing_pages() == []


def test_a_page_that_becomes_a_source_keeps_its_history(following: Following) -> None:
    feed = following.add(source())
    following.note_items(feed, SEEN, [item(feed, "http://m.example/a", "1")])
    following.note(2, SEEN, Version(event="removed", retrieved=NOON, status=404))
    assert following.add(source("http://m.example/a")).number == 2
    assert following.pages(feed.number) == []
    assert len(following.versions("http://m.example/a")) == 1


def test_versions_and_changes(following: Following, ledger: Ledger, meeting_text: Callable[..., Reading]) -> None:
    first, second = meeting_text("The ministers met."), meeting_text("The ministers met again.")
    ledger.add([first, second])
    page = following.add(source("http://m.example/a"))
    seen = [
        Version(
            event="new", retrieved="2026-05-01T00:00:00Z", status=200, document=first.document.id, body_hash="f00",
            final_url="http://m.example/A", headers={"etag": '"1"'},
        ),
        Version(event="edited", retrieved="2026-05-02T00:00:00Z", status=200, document=second.document.id),
        Version(event="removed", retrieved="2026-05-03T00:00:00Z", status=410),
        Version(event="returned", retrieved="2026-05-04T00:00:00Z", status=200, document=first.document.id),
    ]  # fmt: skip
    for version in seen:
        following.note(page.number, SEEN, version)
    assert following.versions("http://m.example/a") == seen
    assert following.text_id(page.number) == first.document.id
    changes = list(following.changes())
    one, two = first.document.id, second.document.id
    assert [(change.event, change.was, change.now) for change in changes] == [
        ("edited", one, two), ("removed", two, None), ("returned", two, one),
    ]  # fmt: skip
    assert changes[1].was_found == "2026-05-02T00:00:00Z"
    assert [change.event for change in following.changes("2026-05-03")] == ["removed", "returned"]
