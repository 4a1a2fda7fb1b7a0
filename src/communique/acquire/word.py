"""Word documents (docx): the body's paragraphs and tables; headers, footers, footnotes and pictures are cut off."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from communique.acquire.limits import Found, Limits, one_line, too_large
from communique.shared.errors import InputError

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# A text box stands twice in the file (for old and new programs), moved text at both its places, deleted text once more.
_REPEATED = (_FALLBACK, f"{_WORD}moveFrom", f"{_WORD}del")
_LINK = re.compile(r'<a href="[^"]{0,4000}">(.*)</a>', re.DOTALL)
_MARKER = re.compile(r"----[^\n]{1,300}----")  # docx2python's marks for footnotes and pictures
_BULLET = re.compile(r"--\t")
_HYPHEN = re.compile(rb"<w:noBreakHyphen\s{0,9}/>")
_BODY = "word/document.xml"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
# What docx2python raises on broken files, found by damaging 600 of them: a part is missing (KeyError), is no XML
# (lxml's XMLSyntaxError is a SyntaxError), is damaged, or has values that are none.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, SyntaxError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def parse(data: bytes, source: str, limits: Limits) -> Found:
    """Text and title of a docx: paragraphs are parted by an empty line, the cells of a table row by tabs.

    Raises InputError: no zip archive, encrypted, broken, too large when unpacked, no text.
    """
    if data.startswith(_OLD_WORD):
        raise InputError(
            source, "is encrypted, or an old .doc", remedy="save it as .docx without a password", kind="encrypted"
        )
    _check_size(data, source, limits)
    try:
        text, title = _read(data)
    except _BROKEN as error:
        raise _broken(source, f"{type(error).__name__}: {error}") from error
    if not text.strip():
        raise InputError(
            source, "has no text", remedy="pictures of text must go through text recognition", kind="no_text"
        )
    return Found(
        text=text,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=one_line(title),
    )


def is_word(data: bytes) -> bool:
    """True if `data` is a zip archive with the main part of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BODY in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _broken(source: str, reason: str) -> InputError:
    reason = " ".join(reason.split())[:200]
    return InputError(source, f"is no valid docx ({reason})", remedy="open it in Word and save it again", kind="broken")


def _has_words(name: str) -> bool:
    """True for the parts that are read; pictures, which may be large, are not."""
    return name.lower().endswith((".xml", ".rels"))


def _check_size(data: bytes, source: str, limits: Limits) -> None:
    """Adds up what the parts with text say they unpack to; zipfile never unpacks a part beyond that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist() if _has_words(part.filename))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _broken(source, str(error)) from error
    if size > limits.max_bytes:
        raise too_large(source, limits.max_bytes, "max-bytes", what="unpacks to something")


def _read(data: bytes) -> tuple[str, str | None]:
    from docx2python import docx2python

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of parts that are not needed here
        with docx2python(io.BytesIO(_with_hyphens(data)), duplicate_merged_cells=False) as content:
            root = content.docx_reader.file_of_type("officeDocument").root_element
            for tag in _REPEATED:
                for element in list(root.iter(tag)):
                    element.getparent().remove(element)
            paragraphs = [text for table in content.body_pars for text in _blocks(table)]
            title = _title(content)
    return "\n\n".join(paragraphs), title


def _with_hyphens(data: bytes) -> bytes:
    """The archive with hyphens in place of Word's own mark for one that does not break, which docx2python drops."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _BODY not in archive.namelist():
            return data
        body = archive.read(_BODY)
        changed = _HYPHEN.sub(b"<w:t>-</w:t>", body)
        if changed == body:
            return data
        copied = io.BytesIO()
        with zipfile.ZipFile(copied, "w") as copy:
            for name in filter(_has_words, dict.fromkeys(archive.namelist())):
                copy.writestr(name, changed if name == _BODY else archive.read(name))
    return copied.getvalue()


def _title(content: Any) -> str | None:
    """The title of the file's properties, if that part is there and readable."""
    try:
        return content.core_properties.get("title")  # type: ignore[no-any-return]
    except (LookupError, SyntaxError, zipfile.BadZipFile):
        return None


def _blocks(table: Any) -> Iterator[str]:
    """Paragraphs of a part of the body; a table row of one-paragraph cells is one block."""
    for row in table:
        cells = [[text for par in cell if (text := _paragraph(par))] for cell in row]
        if all(len(cell) <= 1 for cell in cells):
            line = "\t".join(cell[0] for cell in cells if cell)
            if line:
                yield line
        else:
            for cell in cells:
                yield from cell


def _paragraph(par: Any) -> str:
    parts = []
    for run in par.run_strings:
        if _MARKER.fullmatch(run):
            continue
        link = _LINK.fullmatch(run)
        parts.append(link[1] if link else "- " if _BULLET.fullmatch(run.lstrip("\t")) else run)
    return "".join(parts).strip()
