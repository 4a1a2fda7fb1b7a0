"""Makers of input for the tests of acquire: everything is written by the test itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from communique import acquire
from communique.shared.documents import Document
from communique.shared.errors import InputError

Place = tuple[int, int, str]
PdfMaker = Callable[[Sequence[Sequence[Place]]], bytes]
Reader = Callable[..., Document]
Refusal = Callable[..., InputError]


def _pdf(pages: Sequence[Sequence[Place]]) -> bytes:
    """A PDF with lines of Helvetica 12 at (x, y) in points."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for index, lines in enumerate(pages):
        number = 4 + 2 * index
        drawn = b"".join(
            b"1 0 0 1 %d %d Tm (%s) Tj\n"
            % (x, y, text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252"))
            for x, y, text in lines
        )
        stream = b"BT /F1 12 Tf\n" + drawn + b"ET"
        objects[number] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        objects[number + 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % number
        )
        kids.append(b"%d 0 R" % (number + 1))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


@pytest.fixture
def make_pdf() -> PdfMaker:
    return _pdf


@pytest.fixture
def read_bytes(tmp_path: Path) -> Reader:
    """Writes bytes to a file and reads its one document."""

    def read(name: str, data: bytes, limits: acquire.Limits | None = None) -> Document:
        (tmp_path / name).write_bytes(data)
        results = list(acquire.read([tmp_path / name], limits or acquire.Limits()))
        assert len(results) == 1, results
        assert isinstance(results[0], Document), results
        return results[0]

    return read


@pytest.fixture
def refuse_bytes(tmp_path: Path) -> Refusal:
    """Writes bytes to a file and reads its one error, which must be one line that names the file."""

    def read(name: str, data: bytes, limits: acquire.Limits | None = None) -> InputError:
        (tmp_path / name).write_bytes(data)
        results = list(acquire.read([tmp_path / name], limits or acquire.Limits()))
        assert len(results) == 1, results
        assert isinstance(results[0], InputError), results
        assert "\n" not in str(results[0])
        assert str(results[0]).startswith(str(tmp_path / name))
        assert results[0].remedy
        return results[0]

    return read
