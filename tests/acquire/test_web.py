"""Web pages: the main text and what the page says of itself; menus and footers are not in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.acquire import Limits
from communique.shared.documents import Document
from communique.shared.errors import InputError

Reader = Callable[..., Document]
Refusal = Callable[..., InputError]

BODY = """<nav><ul><li><a href="/">Home page</a></li><li><a href="/n">All the news</a></li></ul></nav>
<main><article><h1>Ministers meet in the north</h1><p>On Wednesday the minister received the envoy – in the capital.</p>
<div>The sides discussed <b>trade</b> and <a href="/x">transport</a>.<br>They will meet again in the spring.</div>
</article></main>
<footer><p>All rights reserved. Contact us. Follow us.</p></footer>"""
HEAD = """<title>Ministers meet in the north | Example News</title><link rel="canonical" href="https://example.org/n/1">
<meta property="article:published_time" content="2026-01-28T23:00:00+04:00">
<meta property="article:modified_time" content="2026-02-03T23:00:00+04:00">"""
SITE = '<meta property="og:site_name" content="Example &amp; News">'
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"publisher": {"@type": "Organization", "name": "Example Agency"}}]}</script>"""


def page(head: str = HEAD, body: str = BODY, lang: str = "en-GB") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def test_main_text_and_metadata(read_bytes: Reader) -> None:
    document = read_bytes("a.html", page(HEAD + SITE + LINKED).encode())
    assert "received the envoy – in the capital." in document.text
    assert "The sides discussed trade and transport." in document.text
    for cut in ("Home page", "All the news", "Contact us", "rights reserved", "<"):
        assert cut not in document.text
    assert document.title == "Ministers meet in the north"
    assert document.published == "2026-01-28"
    assert document.publisher == "Example & News"
    assert document.url == "https://example.org/n/1"
    assert (document.language, document.media_type) == ("en-GB", "text/html")


def test_no_sentence_stands_twice(read_bytes: Reader) -> None:
    text = read_bytes("a.html", page().encode()).text
    for sentence in ("On Wednesday the minister", "The sides discussed", "meet again in the spring"):
        assert text.count(sentence) == 1


MENU = """<div class="header"><div>Example Ministry</div><ul class="menu"><li><a href="/a">The Ministry</a></li>
<li><a href="/b">For the press</a></li></ul></div>"""
FOOT = '<div class="footer"><p>Address: 1 Long Street</p><p>Copyright 2024 of the Ministry</p></div>'


def test_page_of_divisions_and_line_breaks(read_bytes: Reader) -> None:
    body = """<div class="content"><div class="date">28 January 2026</div><div class="title">On the meeting</div><div>
    <span>On Wednesday the minister received the envoy.</span><br><br>
    They agreed to meet in <strong>spring</strong>.</div></div>"""
    document = read_bytes("a.html", page("<title>On the meeting</title>", MENU + body + FOOT).encode())
    assert document.text.split("\n") == [
        "28 January 2026", "On the meeting",
        "On Wednesday the minister received the envoy.", "They agreed to meet in spring.",
    ]  # fmt: skip


def test_menus_do_not_outweigh_a_short_text(read_bytes: Reader) -> None:
    body = MENU * 4 + '<div id="main"><p>The two ministers will meet in May.</p></div>' + FOOT * 3
    assert read_bytes("a.html", page(body=body).encode()).text == "The two ministers will meet in May."


def test_layout_tables_are_paragraphs(read_bytes: Reader) -> None:
    cell = "<h2>On the meeting</h2><p>The minister met the envoy on Tuesday and spoke of trade.</p>"
    html = page("<title>x</title>", f"<table><tr><td>{cell}</td></tr></table>")
    text = read_bytes("a.html", html.encode()).text
    assert text == "On the meeting\nThe minister met the envoy on Tuesday and spoke of trade."


def test_publisher_of_the_structured_data(read_bytes: Reader) -> None:
    broken = '<script type="application/ld+json">{broken</script>'
    assert read_bytes("a.htm", page(HEAD + broken + LINKED).encode()).publisher == "Example Agency"


def test_day_is_not_guessed_from_the_words(read_bytes: Reader) -> None:
    body = BODY.replace("On Wednesday", "On 3 March 2019").replace("All rights", "© 2026-01-01 All rights")
    document = read_bytes("a.html", page("<title>A page of news</title>", body).encode())
    assert document.published is None


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_declared_charset(read_bytes: Reader, encoding: str) -> None:
    body = "<p>Министр принял посла. Стороны обсудили торговлю и транспорт, а также планы на весну.</p>"
    html = page(
        f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"><title>Приём</title>', body, "ru"
    )
    document = read_bytes("a.html", html.encode(encoding))
    assert "Министр принял посла. Стороны" in document.text
    assert (document.title, document.language) == ("Приём", "ru")


def test_wrong_language_of_a_template_is_overruled(read_bytes: Reader) -> None:
    sentence = "Министр иностранных дел принял посла, и стороны обсудили торговлю и транспорт. "
    document = read_bytes("a.html", page(HEAD, f"<article><p>{sentence * 6}</p></article>", "en").encode())
    assert document.language == "ru"


@pytest.mark.parametrize("text", ["<p>Short.</p>", "<div>Bare words in a part of a page.</div>", "No tags at all."])
def test_fragments(read_bytes: Reader, text: str) -> None:
    assert (
        read_bytes("a.html", text.encode()).text == text.split(">")[-2 if "<" in text else 0].split("<", maxsplit=1)[0]
    )


@pytest.mark.parametrize(
    "html",
    [
        page(body="<script>var text = 'words';</script>"),
        page(body=""),
        page(body="<img src='a.png'>"),
        page(body="<nav><a href='/'>Home</a></nav><footer>Contact</footer>"),
        "<html>",
        "<!-- only a comment -->",
    ],
)
def test_page_without_text(refuse_bytes: Refusal, html: str) -> None:
    assert refuse_bytes("a.html", html.encode()).kind == "no_text"


def test_page_over_its_own_limit(refuse_bytes: Refusal) -> None:
    error = refuse_bytes("a.html", page().encode(), Limits(max_page_bytes=100))
    assert error.kind == "too_large"
    assert "--max-page-bytes" in str(error)


@pytest.mark.parametrize("depth", [300, 3_000, 60_000])
def test_nesting_does_not_break_anything(refuse_bytes: Refusal, depth: int) -> None:
    html = page(body="<div>" * depth + "Words." + "</div>" * depth)
    assert refuse_bytes("a.html", html.encode()).kind == "no_text"


def test_binary_page(refuse_bytes: Refusal) -> None:
    assert refuse_bytes("a.html", bytes(range(256)) * 10).kind == "binary"
