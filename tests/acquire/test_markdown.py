"""Markdown: front matter is metadata, the rest is text as it stands."""

from __future__ import annotations

import time

import pytest

from communique.acquire.markdown import parse


def test_front_matter_is_cut_and_read() -> None:
    found = parse(
        "---\ntitle: Ministers meet\ndate: 2026-01-28\nsource: Ministry\nurl: https://example.org/a\nlang: en-GB\n---\n"
        "\nThe *text*.\r\nMore.\n"
    )
    assert found.text == "\nThe *text*.\r\nMore.\n"
    assert (found.title, found.published, found.publisher) == ("Ministers meet", "2026-01-28", "Ministry")
    assert (found.url, found.language) == ("https://example.org/a", "en-GB")


def test_front_matter_with_carriage_returns() -> None:
    found = parse("---\r\nTitle: A visit\r\nPublished: January 28, 2026\r\n---\r\nText.")
    assert (found.text, found.title, found.published) == ("Text.", "A visit", "2026-01-28")


def test_front_matter_that_is_not_quite_yaml() -> None:
    found = parse("---\ntitle: Visit: second day\ndate: 2026-01-28\n---\nText.")
    assert (found.text, found.title, found.published) == ("Text.", "Visit: second day", "2026-01-28")


@pytest.mark.parametrize(
    "text",
    [
        "---\nNo mapping here, only words.\n---\nText.",
        "---\nnever closed: yes\nText.",
        "Text.\n---\ntitle: no\n---\n",
        "--- not a rule\na: b\n---\n",
        "---\n!!python/object/apply:os.system [ls]\n---\nText.",
        "---\n" + "[" * 50_000 + "\n---\nText.",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert parse(text).text == text


def test_first_heading_is_the_title() -> None:
    text = "\n# A visit to the north #\n\nText."
    found = parse(text)
    assert (found.title, found.text) == ("A visit to the north", text)


def test_python_tags_are_not_run() -> None:
    found = parse("---\ntitle: !!python/object/apply:os.getcwd []\ndate: 2026-13-45\n---\nText.")
    assert (found.title, found.published, found.text) == (None, None, "Text.")


def test_long_lines_take_linear_time() -> None:
    started = time.perf_counter()
    parse("---\n" + "a" * 5_000_000 + "\n" + ": " * 2_000_000 + "\n---\nText.")
    parse("# " + " #" * 2_000_000)
    assert time.perf_counter() - started < 3
