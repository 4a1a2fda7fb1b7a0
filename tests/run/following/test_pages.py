from __future__ import annotations

import hashlib
from typing import Any

import pytest

from communique.run.following.changes import unified
from communique.run.following.runner import FIRST_WAIT, LONGEST_WAIT


def page(words: str) -> bytes:
    text = f"Foreign Minister Dana Omarova met Foreign Minister Li Wen and discussed {words} between both countries."
    return f"<html><head><title>Talks</title></head><body><article><p>{text}</p></article></body></html>".encode()


def counts(outcome: Any) -> dict[str, int]:
    names = ("new", "edited", "removed", "returned", "unchanged", "failed")
    return {name: value for name in names if (value := getattr(outcome, name))}


def test_a_page_is_stored_with_its_origin(world: Any, answer: Any) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 04 May 2026 08:00:00 GMT", "Set-Cookie": "a=b"}
    world.site.answers["/old"] = answer(status=301, headers={"Location": "/a"})
    world.site.answers["/a"] = answer(page("trade"), headers=headers)
    source = world.follow("/old", publisher="Ministry of Foreign Affairs")
    (outcome,) = world.round()
    assert (counts(outcome), world.errors) == ({"new": 1}, [])
    (held,) = world.ledger.documents(with_text=True)
    assert "discussed trade" in held.document.text
    assert (held.document.source, held.document.publisher) == (source.url, "Ministry of Foreign Affairs")
    (version,) = world.list.versions(source.url)
    assert (version.event, version.status, version.document) == ("new", 200, held.document.id)
    assert version.retrieved == "2026-05-04T12:00:04Z"
    assert version.body_hash == hashlib.sha256(page("trade")).hexdigest()
    assert version.final_url == f"{world.site.url}/a"
    assert version.headers.items() >= {"etag": '"1"', "last-modified": headers["Last-Modified"]}.items()
    assert "set-cookie" not in version.headers


def test_the_next_time_it_is_asked_whether_it_changed(world: Any, answer: Any) -> None:
    world.site.answers["/a"] = answer(page("trade"), headers={"ETag": '"1"', "Last-Modified": "then"})
    world.follow("/a")
    world.round()
    (outcome,) = world.round()
    assert counts(outcome) == {"unchanged": 1}
    asked = dict(world.site.asked)["/a"]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "then")
    assert len(world.list.versions(f"{world.site.url}/a")) == 1


def test_the_same_text_in_other_bytes_is_no_edit(world: Any, answer: Any) -> None:
    world.follow("/a")
    for number in (1, 2):
        world.site.answers["/a"] = answer(page("trade").replace(b"<head>", b"<head><!-- %d -->" % number))
        (outcome,) = world.round()
    assert counts(outcome) == {"unchanged": 1}


def test_edit_removal_and_return_keep_every_version(world: Any, answer: Any) -> None:
    world.follow("/a")
    seen = []
    for answered in (
        answer(page("trade")), answer(page("energy")), answer(status=404), answer(status=410), answer(page("energy")),
    ):  # fmt: skip
        world.site.answers["/a"] = answered
        world.clock.passed += 3600
        (outcome,) = world.round()
        seen.append(counts(outcome))
    assert seen == [{"new": 1}, {"edited": 1}, {"removed": 1}, {"unchanged": 1}, {"returned": 1}]
    edit, removal, back = world.list.changes()
    texts = world.ledger.texts([edit.was, edit.now])
    diff = list(unified(edit, texts))
    assert [line[0] for line in diff if not line.startswith(("---", "+++", "@@", " "))] == ["-", "+"]
    assert "trade" in next(line for line in diff if line.startswith("-F"))
    assert "energy" in next(line for line in diff if line.startswith("+F"))
    assert (removal.was, removal.now, removal.status) == (edit.now, None, 404)
    assert (back.was, back.now) == (edit.now, edit.now)
    assert len(world.texts()) == 2


@pytest.mark.parametrize(
    ("answered", "kind"),
    [
        ({"status": 404}, "gone"),
        ({"status": 500}, "server"),
        ({"body": b"\x89PNG", "kind": "image/png"}, "content_type"),
        ({"body": b"text", "kind": None}, "content_type"),
        ({"body": b"<html><body><nav>menu</nav></body></html>"}, "no_text"),
        ({"body": b"this cannot be understood", "kind": "text/plain"}, "unreadable"),
        ({"body": b"%PDF-1.4 broken", "kind": "application/pdf"}, "broken"),
    ],
)
def test_a_page_that_fails_is_tried_later_and_stops_nothing(
    world: Any, answer: Any, answered: dict[str, Any], kind: str
) -> None:
    world.site.answers |= {"/bad": answer(**answered), "/good": answer(b"The ministers met.", "text/plain")}
    world.follow("/bad")
    world.follow("/good")
    bad, good = world.round()
    assert (bad.error.kind, counts(good)) == (kind, {"new": 1})
    assert [error.kind for error in world.errors] == [kind]
    (failing, _) = world.list.sources()
    assert (failing.failures, failing.error_kind, failing.error) == (1, kind, bad.error.reason)
    assert world.texts() == ["The ministers met."]
    bad, good = world.round()
    assert (bad.waits_until, counts(good)) == (failing.next_try, {"unchanged": 1})
    assert world.site.paths() == ["/good"]


def test_the_waits_grow_and_end_with_success(world: Any, answer: Any) -> None:
    world.site.answers["/a"] = answer(status=500)
    world.follow("/a")
    waits = []
    for _ in range(9):
        world.round()
        (source,) = world.list.sources()
        left = [seconds for seconds in range(0, 90_000, 60) if _still_waits(world, source.next_try, seconds)]
        waits.append((left[-1] + 60) // 60)
        world.clock.passed += 90_000
    first, longest = FIRST_WAIT.seconds // 60, LONGEST_WAIT.total_seconds() // 60
    assert waits == [first, first * 2, first * 4, first * 8, first * 16, first * 32, first * 64, longest, longest]
    world.site.answers["/a"] = answer(page("trade"))
    world.round()
    (source,) = world.list.sources()
    assert (source.failures, source.error, source.next_try) == (0, None, None)


def _still_waits(world: Any, next_try: str, seconds: int) -> bool:
    from datetime import timedelta

    from communique.run.following.clock import iso

    return bool(iso(world.clock.now() + timedelta(seconds=seconds)) < next_try)


def test_a_host_that_asks_for_patience_gets_it(world: Any, answer: Any) -> None:
    world.site.answers |= {"/a": answer(status=429, headers={"Retry-After": "7200"}), "/b": answer(page("trade"))}
    world.follow("/a")
    world.follow("/b")
    assert [outcome.error.kind for outcome in world.round()] == ["busy", "busy"]
    assert world.site.paths() == ["/a"]
    assert {source.next_try for source in world.list.sources()} == {"2026-05-04T14:00:02Z"}


def test_robots_and_private_addresses_are_reasons(world: Any, answer: Any) -> None:
    world.site.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /a", "text/plain")
    world.follow("/a")
    world.follow("/b", allow_private=False)
    closed, private = world.round()
    assert (closed.error.kind, private.error.kind) == ("robots", "private_address")
    assert world.site.paths() == []


def test_asked_to_stop_it_stops(world: Any, answer: Any) -> None:
    world.site.answers["/a"] = answer(page("trade"))
    world.follow("/a")
    world.stopped = True
    assert (world.round(), world.site.asked) == ([], [])
