"""JSONL: one object a line, streamed, so that a file of any size costs the memory of one line."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import msgspec

from communique.acquire.days import to_day
from communique.acquire.language import clean, identify
from communique.acquire.limits import Limits, one_line, too_large
from communique.shared.documents import Document
from communique.shared.errors import InputError

_BLANK = b" \t\r\n"
_SKIPPED_AT_MOST = 20  # times the limit: a line longer than that is no line, the file is given up
BROKEN_GZIP = (zlib.error, EOFError)  # gzip.BadGzipFile is an OSError


class Lines(Protocol):
    """What is read from: anything with a `readline` that takes the most bytes to give back."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line with its line end, or its first `size` bytes; empty at the end."""


def rows(stream: Lines, source: str, limits: Limits, start: int = 1) -> Iterator[Document | InputError]:
    """A Document for every line of `stream`, and an InputError naming the line for every line that is none.

    start: the number of the first line. Blank lines are passed over. An error of the stream itself (a broken gzip
    file) is yielded as the last thing.
    """
    count = 0
    for number, line in numbered(stream, source, limits, start):
        if isinstance(line, InputError):
            count += 1
            yield line
            continue
        if not line.strip(_BLANK):
            continue
        count += 1
        if count == 1 and (fault := _no_jsonl(line, source, number)):
            yield fault
            return
        yield row(line, source, number)
    if not count:
        yield InputError(source, "is empty", remedy="give a file with one JSON object a line", kind="empty")


def numbered(stream: Lines, source: str, limits: Limits, start: int = 1) -> Iterator[tuple[int, bytes | InputError]]:
    """The lines with their numbers; in place of a line that is too long, or where the stream breaks, an InputError."""
    number = start
    try:
        while line := stream.readline(limits.max_bytes + 1):
            if len(line) <= limits.max_bytes:
                yield number, line
            else:
                yield number, too_large(source, limits.max_bytes, "max-bytes", f"line {number}")
                if not _skip(stream, line, limits.max_bytes):
                    yield number, _given_up(source, number)
                    return
            number += 1
    except BROKEN_GZIP as error:
        yield number, _broken_gzip(source, number, str(error))
    except UnicodeDecodeError as error:
        yield number, InputError(source, f"is not valid {error.encoding}", f"line {number}", kind="binary")
    except OSError as error:
        yield number, _broken_gzip(source, number, error.strerror or str(error))


def _skip(stream: Lines, line: bytes, size: int) -> bool:
    """Reads up to the end of a long line, a mebibyte at a time; False if that end does not come."""
    passed = len(line)
    while not line.endswith(b"\n"):
        line = stream.readline(1 << 20)
        passed += len(line)
        if passed > size * _SKIPPED_AT_MOST:
            return False
        if not line:
            return True
    return True


def _given_up(source: str, number: int) -> InputError:
    return InputError(
        source, "the line does not end; the rest of the file is not read", f"line {number}", kind="broken"
    )


def _broken_gzip(source: str, number: int, reason: str) -> InputError:
    reason = " ".join(reason.split())
    return InputError(
        source, f"the file is broken from here on ({reason})", f"line {number}", "fetch it again", "broken"
    )


def _no_jsonl(line: bytes, source: str, number: int) -> InputError | None:
    """The one error of a file that is no JSONL at all, in place of one for every line."""
    if b"\0" in line:
        return InputError(source, "is binary data, not JSONL", remedy="give one JSON object a line", kind="binary")
    if line.strip(_BLANK) in (b"{", b"["):
        return InputError(
            source,
            "is JSON over several lines, not one object a line",
            f"line {number}",
            "convert it, for example with jq -c",
            "bad_line",
        )
    return None


def row(line: bytes, source: str, number: int) -> Document | InputError:
    """The Document of one line: an object with `text` and optional `id, title, url, publisher, published, language`."""
    place = f"line {number}"
    try:
        value = msgspec.json.decode(line)
    except UnicodeDecodeError:
        return InputError(source, "is not UTF-8", place, "save the file as UTF-8", "bad_line")
    except (msgspec.DecodeError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
        return InputError(source, f"is no JSON ({reason})", place, "correct or delete the line", "bad_line")
    if not isinstance(value, dict):
        return InputError(source, "is no JSON object", place, 'give {"text": ...} on each line', "bad_line")
    text = value.get("text")
    if not isinstance(text, str):
        reason = '"text" is no string' if "text" in value else 'has no "text"'
        return InputError(source, reason, place, 'give {"text": "..."} on each line', "bad_line")
    if not text or text.isspace():
        return InputError(source, 'the "text" is empty', place, "delete the line", "empty")
    return document(value, text, f"{source}:{number}")


def document(value: dict[str, Any], text: str, place: str) -> Document:
    """The Document of a decoded object; `place` is its source if it has no `id`. Metadata of a wrong type are None."""
    ident = value.get("id")
    if isinstance(ident, int | float) and not isinstance(ident, bool):
        ident = str(ident)
    declared = clean(value.get("language"))
    return Document(
        source=ident if isinstance(ident, str) and ident.strip() else place,
        text=text,
        title=one_line(value.get("title")),
        publisher=one_line(value.get("publisher")),
        published=to_day(value.get("published"), declared),
        language=identify(text, declared),
        url=one_line(value.get("url")),
        media_type="application/jsonl",
    )


@contextmanager
def opened(file: io.FileIO, packed: bool) -> Iterator[Lines]:
    """The lines of an open binary file: unpacked if `packed`, as UTF-8 without a mark, also from UTF-16 or UTF-32.

    Raises OSError or one of BROKEN_GZIP if a packed file is no gzip file. The file is closed at the end.
    """
    import gzip

    with io.BufferedReader(gzip.GzipFile(fileobj=file) if packed else file) as stream:
        head = stream.peek(4)[:4]
        if head.startswith(codecs.BOM_UTF8):
            stream.read(3)
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            yield _Recoded(stream, "utf-32")
        elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield _Recoded(stream, "utf-16")
        else:
            yield stream


class _Recoded:
    """Lines of a wider encoding as UTF-8; `size` counts characters, which are at least as many bytes."""

    def __init__(self, stream: io.BufferedReader[Any], encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")

    def readline(self, size: int = -1, /) -> bytes:
        return self._text.readline(size).encode("utf-8", "surrogatepass")
