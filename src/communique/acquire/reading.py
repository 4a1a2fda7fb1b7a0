"""Reads paths in order: chooses the format of each file and makes Documents of it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from communique.acquire import jsonl, mail, markdown, pdf, web, word
from communique.acquire.encoding import decode
from communique.acquire.folders import files, os_fault, shown
from communique.acquire.language import identify
from communique.acquire.limits import DEFAULT, Found, Limits, too_large
from communique.shared.documents import Document
from communique.shared.errors import InputError

Result = Document | InputError
Format = Callable[[bytes, str, Limits], Found]


def _text(data: bytes, source: str, _limits: Limits) -> Found:
    return Found(text=decode(data, source), media_type="text/plain")


def _markdown(data: bytes, source: str, _limits: Limits) -> Found:
    return markdown.parse(decode(data, source))


_FORMATS: dict[str, Format] = {
    ".txt": _text, ".text": _text, ".md": _markdown, ".markdown": _markdown,
    ".html": web.parse, ".htm": web.parse, ".xhtml": web.parse,
    ".pdf": pdf.parse, ".docx": word.parse, ".eml": mail.parse,
}  # fmt: skip
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_ABOUT = "readme"  # a file of this name in a folder is about the folder; who means it names it
# How files begin that are not text in spite of their name, and what they are.
_SIGNS = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a zip archive or an office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"\x7fELF", "a program"), (b"7z\xbc\xaf", "an archive"),
)  # fmt: skip


def read(paths: Sequence[str | Path], settings: Limits = DEFAULT) -> Iterator[Result]:
    """A Document for each text under `paths`, in order, and an InputError for each that cannot be read.

    paths: files, folders (walked in the order of names), or "-" for standard input. Nothing is read before it is
    asked for, and no more than one document is held. An InputError is yielded and not raised, so that the rest goes
    on; its kind is "skipped" where nothing is wrong, but something was left aside (a picture or a README in a folder,
    an attachment of a mail), else one of: empty, no_text, too_large, binary, broken, encrypted, bad_line, missing,
    permission, loop, unreadable.
    """
    for path in [paths] if isinstance(paths, str | Path) else paths:
        yield from read_path(path, settings)


def read_path(path: str | Path, settings: Limits = DEFAULT) -> Iterator[Result]:
    """The same for one path."""
    if str(path) == "-":
        yield from _standard_input(settings)
        return
    source = shown(Path(path)) if "\0" not in str(path) else repr(str(path))
    if str(path).startswith(("http://", "https://")):
        yield InputError(
            str(path),
            "addresses are not fetched",
            remedy="save the page and give the file, or use communique follow",
            kind="missing",
        )
        return
    try:
        is_folder = Path(path).is_dir()
    except (OSError, ValueError):  # a name that cannot be a path; opening it gives the reason
        is_folder = False
    if not is_folder:
        yield from _file(Path(path), source, settings, given=True)
        return
    count = 0
    for found in files(Path(path)):
        count += 1
        if isinstance(found, InputError):
            yield found
        elif found.stem.lower() == _ABOUT:
            yield InputError(shown(found), "tells of its folder; not read", kind="skipped")
        else:
            yield from _file(found, shown(found), settings, given=False)
    if not count:
        yield InputError(source, "is a folder without files", remedy="check the path", kind="empty")


def _file(path: Path, source: str, limits: Limits, given: bool) -> Iterator[Result]:
    """given: the user named this file; one that only lies in a folder is passed over if it is no text."""
    name = path.name.lower()
    try:
        with path.open("rb", buffering=0) as file:
            if name.endswith(_LINES):
                yield from _lines(file, source, limits, name.endswith(".gz"))
                return
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > limits.max_bytes else _all(file, limits.max_bytes + 1)
    except OSError as error:
        yield os_fault(source, error)
        return
    except ValueError as error:  # a NUL in the name
        yield InputError(source, f"is no path ({error})", remedy="check the path", kind="missing")
        return
    if size > limits.max_bytes or len(data) > limits.max_bytes:
        yield too_large(source, limits.max_bytes, "max-bytes")
        return
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        yield from _unknown(data, source, limits, given)
    else:
        yield from documents(form, data, source, limits)


def _all(file: io.RawIOBase | BinaryIO, size: int) -> bytes:
    """At most `size` bytes; a raw file may give fewer than asked for at a time."""
    parts, left = [], size
    while left and (part := file.read(min(left, 1 << 24))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _lines(file: io.FileIO, source: str, limits: Limits, packed: bool) -> Iterator[Result]:
    if os.fstat(file.fileno()).st_size == 0:
        yield InputError(source, "is empty", remedy="fetch it again", kind="empty")
        return
    try:
        with jsonl.opened(file, packed) as stream:
            yield from jsonl.rows(stream, source, limits)
    except (OSError, *jsonl.BROKEN_GZIP) as error:  # not in the rows, which tell of it with the line
        yield InputError(source, f"is no valid gzip file ({error})", remedy="fetch it again", kind="broken")


def _unknown(data: bytes, source: str, limits: Limits, given: bool) -> Iterator[Result]:
    """A file whose suffix says nothing: told by how it begins."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    form: Format = _text
    if data.startswith(b"%PDF-"):
        form = pdf.parse
    elif data.startswith(b"PK\x03\x04") and word.is_word(data):
        form = word.parse
    elif head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        form = web.parse
    elif head.startswith(b"{") and _is_row(data.split(b"\n", 1)[0]):
        yield from jsonl.rows(io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")), source, limits)
        return
    for result in documents(form, data, source, limits):
        if not given and isinstance(result, InputError) and result.kind in ("binary", "empty"):
            yield InputError(source, f"{result.reason}; not read", kind="skipped")
        else:
            yield result


def _is_row(line: bytes) -> bool:
    return isinstance(jsonl.row(line.removeprefix(b"\xef\xbb\xbf"), "-", 1), Document)


def documents(form: Format, data: bytes, source: str, limits: Limits) -> Iterator[Result]:
    """The document that a format finds in the bytes, after its notices (of kind "skipped"); or its error."""
    try:
        if not data:
            raise InputError(source, "is empty", remedy="fetch it again", kind="empty")
        if form in (_text, _markdown, web.parse):
            _refuse_signs(data, source)
        found = form(data, source, limits)
    except InputError as error:
        yield error
        return
    if not found.text or found.text.isspace():
        yield InputError(source, "has only white space", remedy="fetch it again", kind="empty")
        return
    for notice in found.notices:
        yield InputError(source, notice, kind="skipped")
    yield Document(
        source=source,
        text=found.text,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        language=identify(found.text, found.language),
        url=found.url,
        media_type=found.media_type,
    )


def _refuse_signs(data: bytes, source: str) -> None:
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise InputError(
                source,
                f"is {what}, not text",
                remedy="give the file its right suffix, or save it as text",
                kind="binary",
            )


def _standard_input(limits: Limits) -> Iterator[Result]:
    """Plain text, or JSONL if the first line is a row of it; the source is "-", and "-:3" for a line."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield InputError("-", "there is no standard input", remedy="give a file", kind="missing")
        return
    try:
        first = stream.readline(limits.max_bytes + 1)
        if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_row(first):
            yield jsonl.row(first.removeprefix(b"\xef\xbb\xbf"), "-", 1)
            if not first.endswith(b"\n"):
                return
            for number, line in jsonl.numbered(stream, "-", limits, start=2):
                if isinstance(line, InputError):
                    yield line
                elif line.strip():
                    yield jsonl.row(line, "-", number)
            return
        data = first + _all(stream, limits.max_bytes + 1 - len(first))
    except OSError as error:
        yield os_fault("-", error)
        return
    if len(data) > limits.max_bytes:
        yield too_large("-", limits.max_bytes, "max-bytes")
        return
    yield from documents(_text, data, "-", limits)
