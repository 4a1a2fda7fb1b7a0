"""PDF files: the text layer page by page, with lines and their places, made paragraphs again."""

from __future__ import annotations

from typing import Any

from communique.acquire.limits import Found, Limits, one_line, too_large
from communique.acquire.paragraphs import Line, rebuild
from communique.shared.errors import InputError

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of pdfium
_HYPHENS = str.maketrans({"\ufffe": "\x02"})  # pdfium's two marks for a hyphen at the end of a line
_MOST_PAGES = 5_000


def parse(data: bytes, source: str, limits: Limits) -> Found:
    """Text and title of a PDF; running heads, running feet and page numbers are cut off.

    The day of the file is not taken as the day of the text. pdfium serves one thread at a time. Raises InputError:
    broken, encrypted, no text layer, too large.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            if len(document) > _MOST_PAGES:
                raise InputError(source, f"has more than {_MOST_PAGES:,} pages", remedy="split it", kind="too_large")
            pages, size = [], 0
            for number in range(len(document)):
                lines = _lines(document, number)
                size += sum(len(line.text) for line in lines)
                if size > limits.max_bytes:
                    raise too_large(source, limits.max_bytes, "max-bytes", f"page {number + 1}", "the text is")
                pages.append(lines)
            title = document.get_metadata_dict().get("Title")
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise InputError(
                source, "is encrypted with a password", remedy="save a copy without the password", kind="encrypted"
            ) from error
        raise InputError(
            source, "is no valid PDF, or damaged", remedy="fetch or export it again", kind="broken"
        ) from error
    text = rebuild(pages)
    if not text.strip():
        raise InputError(
            source,
            f"has no text layer on its {len(pages)} pages; it is probably scanned",
            remedy="run text recognition first, for example ocrmypdf",
            kind="no_text",
        )
    return Found(text=text, media_type="application/pdf", title=_title(title))


def _title(value: object) -> str | None:
    """The title of the file's properties, unless a program put a file name there."""
    title = one_line(value)
    if title is None or title.lower().startswith(("microsoft word", "untitled", "document")) or " " not in title:
        return None
    return title


def _lines(document: Any, number: int) -> list[Line]:
    page = document[number]
    try:
        width = float(page.get_width()) or 1.0
        textpage = page.get_textpage()
        try:
            return _placed(textpage, width)
        finally:
            textpage.close()
    finally:
        page.close()


def _placed(textpage: Any, width: float) -> list[Line]:
    """The lines of a page with the boxes of their first and last characters."""
    lines = []
    text = textpage.get_text_range().translate(_HYPHENS)
    last_index = textpage.count_chars() - 1
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            first = min(at + len(raw) - len(raw.lstrip()), last_index)
            last = min(at + len(raw.rstrip()) - 1, last_index)
            left, low, _, high = textpage.get_charbox(first, loose=True)
            _, end_low, right, _ = textpage.get_charbox(last, loose=True)
            lines.append(Line(stripped, left / width, right / width, low, end_low, high - low))
        at += len(raw) + 1
    return lines
