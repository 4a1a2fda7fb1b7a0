"""The cutting of archives into parts: every row in one part, whatever the form and the size."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.acquire import Limits, read
from communique.run.cluster.inputs import documents, parts
from communique.shared.documents import Document
from communique.shared.errors import InputError, SettingsError

ROWS = [f'{{"id": "r{k}", "text": "Peru met Laos {k} times."}}' for k in range(7)]


def told(path: str, size: int) -> list[str]:
    found = [item for part in parts(path, size) for item in documents(part, Limits())]
    return [item.source if isinstance(item, Document) else f"error: {item.place}" for item in found]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_each_row_is_in_one_part(tmp_path: Path, size: int, end: str) -> None:
    text = "\n".join([*ROWS[:3], "", "no row", *ROWS[3:]]) + end
    (tmp_path / "a.jsonl").write_text(text, "utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    wanted = ["r0", "r1", "r2", "error: line 5", "r3", "r4", "r5", "r6"]
    assert told(str(tmp_path / "a.jsonl"), size) == wanted
    assert told(str(tmp_path / "b.jsonl.gz"), size) == wanted
    assert told(str(tmp_path), size) == wanted * 2
    assert told(f"file://{tmp_path}/*.jsonl", size) == wanted


def test_rows_without_id_are_called_as_add_calls_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Peru met Laos."}\n' * 3, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert told("a.jsonl", 2) == [each.source for each in read(["a.jsonl"])] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]


@pytest.mark.parametrize("size", [1, 4, 100])
def test_rows_of_parquet(tmp_path: Path, size: int) -> None:
    texts = ["Peru met Laos.", None, " ", "Togo met Norway.", "Fiji met Chad."]
    table = pa.table({"id": ["a", "b", None, None, "e"], "text": texts, "more": [1, 2, 3, 4, 5]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    address = str(tmp_path / "a.parquet")
    assert told(address, size) == ["a", "error: row 2", "error: row 3", f"{address}:4", "e"]


def record(name: str, status: str, kind: str, body: str) -> bytes:
    """A response as a WARC file keeps it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{name}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_warc(tmp_path: Path, packed: bool) -> None:
    said = "The foreign ministers of Peru and Laos met on Monday and spoke about fisheries. " * 5
    page = f"<html><head><title>Talks</title></head><body><article><p>{said}</p></article></body></html>"
    records = [
        record("one", "200 OK", "text/html", page),
        record("gone", "404 Not Found", "text/html", page),
        record("picture", "200 OK", "image/png", "no text"),
        record("two", "200 OK", "text/plain", said),
    ]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    (part,) = parts(str(tmp_path), 1)
    one, picture, two = documents(part, Limits())
    assert isinstance(one, Document) and one.text == said.strip() and one.url == "https://example.org/one"
    assert isinstance(picture, InputError) and picture.source == "https://example.org/picture"
    assert isinstance(two, Document) and two.source == "https://example.org/two"


def test_a_broken_warc_is_told_after_what_could_be_read(tmp_path: Path) -> None:
    said = "The foreign ministers of Peru and Laos met on Monday and spoke about fisheries."
    whole = gzip.compress(record("one", "200 OK", "text/plain", said))
    (tmp_path / "a.warc.gz").write_bytes(whole + gzip.compress(b"this is no record\r\n\r\n"))
    (tmp_path / "b.warc").write_bytes(b"this is no archive of pages\r\n\r\n")
    one, error, none = (item for part in parts(str(tmp_path), 1) for item in documents(part, Limits()))
    assert isinstance(one, Document) and one.source == "https://example.org/one"
    assert isinstance(error, InputError) and error.kind == "broken" and "record 1" in str(error)
    assert isinstance(none, InputError) and none.kind == "no_text"


def test_files_that_cannot_be_read_are_failures_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(ROWS * 100).encode())[:-20])
    (tmp_path / "d.parquet").write_bytes(b"no table")
    found = {path.name: told(str(path), 3)[-1] for path in sorted(tmp_path.iterdir())}
    assert found["a.jsonl"] == found["d.parquet"] == "error: None"
    assert found["b.jsonl.gz"] == "error: line 1" and found["c.jsonl.gz"].startswith("error: line ")
    (part,) = parts(str(tmp_path / "a.jsonl"), 1)
    (tmp_path / "a.jsonl").unlink()
    (error,) = documents(part, Limits())
    assert isinstance(error, InputError) and error.kind == "missing"


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="has no files"):
        list(parts(str(tmp_path), 1))
    with pytest.raises(SettingsError, match="nosuch"):
        list(parts("nosuch://somewhere/x", 1))
