"""A brief as a Word document: headings and lists by style, numbers that lead to the source list."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from communique.publish.brief.model import Brief, Citation, Line, marked, said_by, said_line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_NO_XML = {0xFFFE: "", 0xFFFF: "", **dict.fromkeys(range(0xD800, 0xE000), "")}
"""Characters that no XML document can hold; the control characters go with one_line."""


def brief_docx(brief: Brief) -> bytes:
    """The document as the file holds it: the same brief gives the same bytes."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.title, properties.author = _clean(f"{brief.title}: brief, {brief.subtitle}"), "communique"
    properties.created = properties.modified = datetime.fromisoformat(brief.as_of)
    document.add_heading(_clean(brief.title), 0)
    document.add_paragraph(f"Brief {brief.subtitle}. Numbers in brackets lead to the sources at the end.")
    for section in brief.told():
        document.add_heading(_clean(section.title), 1)
        for under, lines in section.groups():
            if under:
                document.add_heading(_clean(under), 2)
            for line in lines:
                _add_line(document, line)
    document.add_heading("Sources", 1)
    for citation in brief.sources:
        _add_source(document, citation)
    if not brief.sources:
        document.add_paragraph(NOT_STATED)
    return _undated(document)


def _clean(text: str) -> str:
    return one_line(text).translate(_NO_XML)


def _add_line(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(_clean(said_line(line)))
    for number in line.sources:
        paragraph.add_run(" ")
        _link(paragraph, f"[{number}]", _mark(number))
    if line.more:
        paragraph.add_run(f" and {line.more} more")


def _mark(number: int) -> str:
    return f"source_{number}"


def _link(paragraph: Paragraph, text: str, mark: str) -> None:
    """Adds words that lead to a bookmark of the document; python-docx has no call for it (ISO 29500-1, 17.16.22)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def _add_source(document: Document, citation: Citation) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(citation.number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), _mark(citation.number))
        paragraph._p.append(mark)
    paragraph.add_run(f"[{citation.number}] ").bold = True
    paragraph.add_run(_clean(said_by(citation)))
    before, words, after = marked(citation)
    quote = document.add_paragraph(style="Quote")
    quote.add_run(before.translate(_NO_XML))
    quote.add_run(f"“{words.translate(_NO_XML)}”").bold = True
    quote.add_run(after.translate(_NO_XML))


def _undated(document: Document) -> bytes:
    """The file with the same day on each of its parts, else the time of writing would stand in it."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            kept.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
