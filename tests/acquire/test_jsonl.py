"""JSONL: every good line is a document with its text as it stands; every bad line is one error that names it."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.acquire import Limits, read
from communique.acquire.jsonl import row, rows
from communique.shared.documents import Document
from communique.shared.errors import InputError

TEXT = "The minister received the ambassador.\r\nThey agreed.  \n"


def write(path: Path, *values: object) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8", newline="\n") as file:
        for value in values:
            file.write(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            file.write("\n")
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_fields_of_a_row(tmp_path: Path, name: str) -> None:
    full = {
        "id": "r/1", "text": TEXT, "title": "A  visit", "url": "https://example.org/1", "publisher": "Ministry",
        "published": "January 28, 2026", "language": "EN",
    }  # fmt: skip
    path = write(tmp_path / name, full, "", {"text": "Bare."}, {"id": 7, "text": "Numbered.", "title": 3})
    first, second, third = read([path])
    assert isinstance(first, Document)
    assert (first.source, first.text, first.title, first.publisher) == ("r/1", TEXT, "A visit", "Ministry")
    assert (first.url, first.published, first.language) == ("https://example.org/1", "2026-01-28", "en")
    assert isinstance(second, Document)
    assert second.source == f"{path}:3"
    assert isinstance(third, Document)
    assert (third.source, third.title) == ("7", None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut', "no JSON"),
        (b"words", "no JSON"),
        (b"[1, 2]", "no JSON object"),
        (b'{"title": "x"}', 'has no "text"'),
        (b'{"text": 5}', "no string"),
        (b'{"text": null}', "no string"),
        (b'{"text": " \\n "}', "empty"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "\\ud800"}', "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_line_is_one_error_and_the_others_are_read(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One."}\n' + line + b'\n{"text": "Three."}')
    first, error, last = read([path])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.text, last.text) == ("One.", "Three.")
    assert isinstance(error, InputError)
    assert error.place == "line 2"
    assert reason in error.reason
    assert str(error).startswith(f"{path}, line 2: ")
    assert "\n" not in str(error)


def test_json_over_several_lines_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps([{"text": "x"}] * 50, indent=1))
    (error,) = read([path])
    assert isinstance(error, InputError)
    assert "several lines" in error.reason


def test_binary_renamed_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\0\1\2\n" * 100)
    (error,) = read([path])
    assert isinstance(error, InputError)
    assert error.kind == "binary"


@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", b""), ("b.jsonl", b"\n \n"), ("c.jsonl.gz", gzip.compress(b""))]
)
def test_file_without_rows_is_an_error(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = read([tmp_path / name])
    assert isinstance(error, InputError)
    assert error.kind == "empty"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Встреча в Баку"}\n{"text": "Zwei\\n"}\n'.encode(encoding))
    assert [result.text for result in read([path]) if isinstance(result, Document)] == ["Встреча в Баку", "Zwei\n"]


def test_utf16_cut_short_is_an_error_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "One."}\n{"text": "Two'.encode("utf-16")[:-1])
    results = list(read([path]))
    assert any(isinstance(result, InputError) for result in results)


def test_gzip_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b'{"text": "not packed"}\n')
    (error,) = read([path])
    assert isinstance(error, InputError)
    assert error.kind == "broken"


def test_gzip_of_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"")
    (error,) = read([path])
    assert isinstance(error, InputError)
    assert error.kind == "empty"


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_gzip_broken_in_the_middle_gives_what_comes_before(tmp_path: Path, damage: str) -> None:
    import random

    noise = random.Random(3)
    lines = b"".join(b'{"id": "%x", "text": "Words."}\n' % noise.getrandbits(2000) for _ in range(4_000))
    data = bytearray(gzip.compress(lines))
    half = len(data) // 2
    if damage == "cut":
        del data[half:]
    else:
        data[half : half + 50] = b"\xff" * 50
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(bytes(data))
    results = list(read([path]))
    assert sum(isinstance(result, Document) for result in results) > 1000
    last = results[-1]
    assert isinstance(last, InputError)
    assert last.kind == "broken"
    assert last.place
    assert last.place.startswith("line ")


def test_line_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "One."}, {"text": "x" * 5000}, {"text": "Three."})
    first, error, last = read([path], Limits(max_bytes=1000))
    assert isinstance(error, InputError)
    assert (error.kind, error.place) == ("too_large", "line 2")
    assert "1,000 bytes" in str(error)
    assert "--max-bytes" in str(error)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.source.endswith(":3")


def test_gzip_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(60):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    results = list(read([path], Limits(max_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [result.kind for result in results if isinstance(result, InputError)] == ["too_large", "broken"]
    assert peak < 20_000_000


def test_reading_is_lazy_and_flat() -> None:
    class Endless:
        def readline(self, size: int = -1, /) -> bytes:
            return b'{"text": "Again and again the same words."}\n'[:size]

    stream = rows(Endless(), "endless", Limits())
    next(stream)
    tracemalloc.start()
    for _ in range(5000):
        next(stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_any_text_of_a_row_comes_back_as_it_stands(text: str) -> None:
    for escape in (True, False):
        line = json.dumps({"text": text}, ensure_ascii=escape).encode("utf-8")
        result = row(line, "a.jsonl", 1)
        assert isinstance(result, Document)
        assert result.text == text


@settings(max_examples=300, deadline=None)
@given(st.binary())
def test_any_bytes_give_documents_or_errors(data: bytes) -> None:
    for result in rows(io.BytesIO(data), "a.jsonl", Limits(max_bytes=50)):
        assert isinstance(result, Document | InputError)
