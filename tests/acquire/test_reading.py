"""Paths in, documents and errors out, in order; plain text as it stands."""

from __future__ import annotations

import io
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import acquire
from communique.shared.documents import Document
from communique.shared.errors import InputError, SettingsError

Reader = Callable[..., Document]
Refusal = Callable[..., InputError]

TEXT = "The minister received the ambassador of the neighbour.\r\nThey agreed to talk again.\n"


def test_plain_text_is_kept_as_it_stands(read_bytes: Reader, tmp_path: Path) -> None:
    document = read_bytes("a.txt", b"\xef\xbb\xbf" + TEXT.encode())
    assert document.text == TEXT
    assert document.source == str(tmp_path / "a.txt")
    assert (document.language, document.media_type, document.published) == ("en", "text/plain", None)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\r\t"), min_size=1
    ).filter(lambda text: not text.isspace() and not text.startswith("\ufeff"))
)
def test_any_text_of_a_file_comes_back_as_it_stands(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (document,) = acquire.read([path])
    assert isinstance(document, Document)
    assert document.text == text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(), suffix=st.sampled_from([".txt", ".md", ".html", ".docx", ".eml", ".jsonl", ".jsonl.gz", ".x", ""])
)
def test_any_bytes_give_a_document_or_an_error(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    for result in acquire.read([path]):
        assert isinstance(result, Document | InputError)
        assert "\n" not in str(result) or isinstance(result, Document)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"PK\x03\x04 zip", "binary"),
        (b"{\\rtf1 text}", "binary"),
        (random.Random(2).randbytes(3000), "binary"),
    ],
)
def test_text_files_that_are_none(refuse_bytes: Refusal, data: bytes, kind: str) -> None:
    assert refuse_bytes("a.txt", data).kind == kind


def test_missing_file_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT)
    missing, found = acquire.read([str(tmp_path / "a.txt"), tmp_path / "b.txt"])
    assert isinstance(missing, InputError)
    assert missing.kind == "missing"
    assert isinstance(found, Document)


def test_one_path_alone_is_taken_as_such(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT)
    assert list(acquire.read(str(tmp_path / "b.txt"))) == list(acquire.read_path(tmp_path / "b.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0)
    (error,) = acquire.read([tmp_path / "a.txt"])
    assert isinstance(error, InputError)
    assert error.kind == "permission"


@pytest.mark.parametrize("path", ["a\0b.txt", "x" * 5000, "x/" * 3000, "/dev/null/x.txt"])
def test_names_that_are_no_path(path: str) -> None:
    (error,) = acquire.read([path])
    assert isinstance(error, InputError)
    assert error.kind in ("missing", "unreadable")


def test_addresses_are_not_fetched() -> None:
    (error,) = acquire.read(["https://example.org/a.html"])
    assert isinstance(error, InputError)
    assert "https://example.org/a.html" in str(error)


def test_large_file_names_the_limit_and_the_option(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no room
    (error,) = acquire.read([path])
    assert isinstance(error, InputError)
    assert error.kind == "too_large"
    assert "50,000,000 bytes" in str(error)
    assert "--max-bytes" in str(error)


def test_endless_file_is_cut_off_at_the_limit() -> None:
    (error,) = acquire.read(["/dev/zero"], acquire.Limits(max_bytes=1_000_000))
    assert isinstance(error, InputError)
    assert error.kind == "too_large"


def test_limit_can_be_raised(read_bytes: Reader, refuse_bytes: Refusal) -> None:
    assert refuse_bytes("a.txt", b"x" * 101, acquire.Limits(max_bytes=100)).kind == "too_large"
    assert read_bytes("a.txt", b"x" * 101, acquire.Limits(max_bytes=101)).text == "x" * 101


def test_limit_below_one_is_refused() -> None:
    with pytest.raises(SettingsError, match="--max-bytes"):
        acquire.Limits(max_bytes=0)


def test_unknown_suffixes_are_told_by_their_beginning(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><p>" + "The sides met and they agreed on the text. " * 9 + "</p></body></html>"
    (tmp_path / "a.page").write_text(page)
    (tmp_path / "b").write_text(TEXT)
    (tmp_path / "c.json").write_text('{"id": "c", "text": "Words."}\n{"id": "d", "text": "More."}\n')
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "e.dat").write_bytes(b"")
    results = list(acquire.read([tmp_path]))
    assert [result.media_type for result in results if isinstance(result, Document)] == [
        "text/html", "text/plain", "application/jsonl", "application/jsonl",
    ]  # fmt: skip
    assert [result.kind for result in results if isinstance(result, InputError)] == ["skipped", "skipped"]
    (given_by_name,) = acquire.read([tmp_path / "d.png"])
    assert isinstance(given_by_name, InputError)
    assert given_by_name.kind == "binary"


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    results = acquire.read([tmp_path / "a.txt", tmp_path / "b.txt"])
    next(results)
    (tmp_path / "b.txt").write_text(TEXT)
    assert isinstance(next(results), Document)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), [("-", TEXT)]),
        ("Встреча в Баку прошла успешно.".encode("utf-16"), [("-", "Встреча в Баку прошла успешно.")]),
        (b'{"text": "One."}\n\n{"id": "x", "text": "Two."}', [("-:1", "One."), ("x", "Two.")]),
        (b'{"text": "One."}', [("-:1", "One.")]),
        (b"{curly} words\nof text", [("-", "{curly} words\nof text")]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[tuple[str, str]]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    results = [result for result in acquire.read(["-"]) if isinstance(result, Document)]
    assert [(result.source, result.text) for result in results] == expected


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b"", ["empty"]),
        (b"x" * 101, ["too_large"]),
        (b'{"text": "One."}\n{bad\n' + b"y" * 200, ["bad_line", "too_large"]),
    ],
)
def test_standard_input_that_is_bad(monkeypatch: pytest.MonkeyPatch, data: bytes, kinds: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    results = list(acquire.read(["-"], acquire.Limits(max_bytes=100)))
    assert [result.kind for result in results if isinstance(result, InputError)] == kinds


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (error,) = acquire.read(["-"])
    assert isinstance(error, InputError)
