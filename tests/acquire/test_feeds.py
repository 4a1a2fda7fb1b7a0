from __future__ import annotations

import pytest

from communique.acquire.feeds import is_feed, parse_feed
from communique.acquire.fetching import Response
from communique.shared.errors import FetchError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Ministry</title>
<item><title>Talks  in Almaty</title><link>/a</link><pubDate>Sun, 03 May 2026 23:30:00 -0500</pubDate></item>
<item><title>Visit</title><link>http://m.example/b</link></item>
<item><title>Visit again</title><link>http://m.example/b</link></item>
<item><title>No address</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title><updated>2026-05-03T10:00:00Z</updated>
<entry><title>Talks</title><id>urn:1</id><updated>2026-05-03T10:00:00Z</updated><link href="/a"/></entry></feed>"""


def answered(body: str | bytes, kind: str = "application/rss+xml") -> Response:
    data = body if isinstance(body, bytes) else body.encode()
    return Response(url="http://m.example/feed", status=200, headers={"content-type": kind}, body=data)


def test_items_of_rss() -> None:
    feed = parse_feed(answered(RSS))
    assert feed.title == "Ministry"
    assert [(item.url, item.title, item.published) for item in feed.items] == [
        ("http://m.example/a", "Talks in Almaty", "2026-05-03"),
        ("http://m.example/b", "Visit", None),
    ]
    assert feed.notices == ("the item 'No address' has no address; not read",)
    assert "too long an address" in parse_feed(answered(RSS.replace("/a<", f"/{'a' * 2000}<"))).notices[0]


def test_items_of_atom() -> None:
    (item,) = parse_feed(answered(ATOM, "application/atom+xml")).items
    assert (item.url, item.published) == ("http://m.example/a", "2026-05-03")


@pytest.mark.parametrize("change", [("Talks", "Talk"), ("T10:00:00Z</updated><link", "T11:00:00Z</updated><link")])
def test_the_mark_changes_with_the_item(change: tuple[str, str]) -> None:
    before, after = parse_feed(answered(ATOM)), parse_feed(answered(ATOM.replace(*change)))
    assert before.items[0].mark != after.items[0].mark
    assert before == parse_feed(answered(ATOM + "\n"))


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    feed = parse_feed(answered(RSS[: RSS.index("<item><title>Visit again")]))
    assert [item.url for item in feed.items] == ["http://m.example/a", "http://m.example/b"]
    assert "not well-formed" in feed.notices[0]


@pytest.mark.parametrize(
    "body",
    [
        "<rss",
        "",
        "<html><body>Not found</body></html>",
        "{}",
        b"\xff\xfe\x00\x80",
        "<rss>&#xD800;",
        "<rss>&#99999999999;",
    ],
)
def test_what_is_no_feed(body: str | bytes) -> None:
    with pytest.raises(FetchError) as caught:
        parse_feed(answered(body, "text/xml"))
    assert caught.value.kind == "bad_feed"


def test_characters_that_no_database_takes_are_left_out() -> None:
    item = parse_feed(answered(RSS.replace("Talks", "Ta\0lks").replace(">/a", ">/\0a"))).items[0]
    assert (item.title, item.url) == ("Talks in Almaty", "http://m.example/a")


def test_a_content_type_that_no_feed_has() -> None:
    with pytest.raises(FetchError, match="is image/png, not a feed") as caught:
        parse_feed(answered(RSS, "image/png"))
    assert caught.value.kind == "content_type"


def test_entities_that_grow_and_files_are_not_read() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    text = RSS.replace("<rss", bomb + "<rss").replace("Visit</title>", "&e9;&f;</title>")
    titles = "".join(item.title or "" for item in parse_feed(answered(text)).items)
    assert len(titles) < 1000
    assert "root:" not in titles


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (RSS, "text/html", True), (ATOM, "text/plain", True), (RSS, "application/pdf", False),
        ("<html><body><rss></body></html>", "text/html", False), ("plain text", "text/plain", False),
        ('<?xml version="1.0"?><rdf:RDF xmlns="x"/>', "text/xml", True),
    ],
)  # fmt: skip
def test_a_feed_is_known_by_its_first_element(body: str, kind: str, expected: bool) -> None:
    assert is_feed(answered(body, kind)) is expected
