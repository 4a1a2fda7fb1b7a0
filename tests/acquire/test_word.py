"""Word documents: every paragraph once; headers, footers, footnotes and deleted text not at all."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

from communique.acquire import Limits
from communique.acquire.word import parse
from communique.shared.documents import Document
from communique.shared.errors import InputError

Reader = Callable[..., Document]
Refusal = Callable[..., InputError]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = f"""<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
<w:r><w:t>Around the box.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>
</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
CHANGES = f"""<w:p {W}><w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve">Added </w:t></w:r></w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>deleted</w:delText></w:r></w:del>
<w:moveFrom w:id="3" w:author="x"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>
<w:r><w:t>kept text, non</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>breaking</w:t></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r></w:p>"""


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sample() -> Any:
    import docx

    document = docx.Document()
    document.core_properties.title = "A visit to the north"
    document.sections[0].header.paragraphs[0].text = "HEADER of the page"
    document.sections[0].footer.paragraphs[0].text = "FOOTER of the page"
    document.add_heading("Ministers meet", 1)
    paragraph = document.add_paragraph("The minister received ")
    paragraph.add_run("the ambassador").bold = True
    paragraph.add_run(" & they agreed on <all> of the text.")
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Merged over two"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Merged down"
    table.cell(1, 1).text, table.cell(2, 1).text = "Upper", "Lower"
    return document


def test_every_paragraph_once(read_bytes: Reader) -> None:
    document = read_bytes("a.docx", saved(sample()))
    assert document.text == (
        "Ministers meet\n\nThe minister received the ambassador & they agreed on <all> of the text.\n\n"
        "Merged over two\n\nMerged down\tUpper\n\nLower"
    )
    assert (document.title, document.language, document.published) == ("A visit to the north", "en", None)


def test_boxes_links_and_changes(read_bytes: Reader) -> None:
    from docx.oxml import parse_xml

    document = sample()
    link = (
        f'<w:p {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<w:r><w:t xml:space="preserve">See </w:t></w:r>'
        '<w:hyperlink r:id="%s"><w:r><w:t>the page</w:t></w:r></w:hyperlink></w:p>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    target = document.part.relate_to("https://example.org/?a=1&b=2", kind, is_external=True)
    for number, xml in enumerate((BOX, CHANGES, link % target)):
        document.element.body.insert(number, parse_xml(xml.replace("\n", " ")))
    text = read_bytes("a.docx", saved(document)).text
    assert text.startswith(
        "In the box.\n\nAround the box.\n\nAdded kept text, non-breaking\n\nSee the page\n\nMinisters meet"
    )
    assert text.count("In the box.") == 1


def test_word_documents_that_are_none(refuse_bytes: Refusal) -> None:
    assert refuse_bytes("a.docx", b"only words").kind == "broken"
    assert refuse_bytes("b.docx", b"PK\x03\x04 cut").kind == "broken"
    assert refuse_bytes("c.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").kind == "encrypted"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refuse_bytes("d.docx", other.getvalue()).kind == "broken"


def test_word_document_without_text(refuse_bytes: Refusal) -> None:
    import docx

    assert refuse_bytes("a.docx", saved(docx.Document())).kind == "no_text"


def test_zip_bomb_is_not_unpacked(refuse_bytes: Refusal) -> None:
    bomb = io.BytesIO(saved(sample()))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * 3_000_000)
    assert len(bomb.getvalue()) < 100_000
    error = refuse_bytes("a.docx", bomb.getvalue(), Limits(max_bytes=1_000_000))
    assert error.kind == "too_large"
    assert "unpacks" in str(error)


def damaged(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive with one or two parts missing, cut, or changed."""
    changed = dict(parts)
    for _ in range(chance.randint(1, 2)):
        name = chance.choice([name for name in changed if name.endswith((".xml", ".rels"))])
        content = bytearray(changed.pop(name))
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                continue
            case 1:
                del content[at : at + 100]
            case 2:
                content = content.replace(chance.choice([b"rId", b"w:p", b"w:t", b"val", b"Target"]), b"xx")
            case _:
                content[at] = chance.randrange(256)
        changed[name] = bytes(content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in changed.items():
            archive.writestr(name, data)
    out = bytearray(buffer.getvalue())
    if chance.random() < 0.3:
        out[chance.randrange(len(out))] ^= 0xFF
    return bytes(out)


def test_damage_of_any_kind_is_an_input_error() -> None:
    with zipfile.ZipFile(io.BytesIO(saved(sample()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(5)
    refused = 0
    for _ in range(80):
        try:
            assert parse(damaged(parts, chance), "a.docx", Limits()).text
        except InputError as error:
            refused += 1
            assert error.kind in ("broken", "no_text", "too_large")
            assert "\n" not in str(error)
    assert refused > 10


def test_document_without_properties_has_no_title() -> None:
    copied = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(sample()))) as archive, zipfile.ZipFile(copied, "w") as copy:
        for name in archive.namelist():
            if "docProps" not in name:
                copy.writestr(name, archive.read(name))
    found = parse(copied.getvalue(), "a.docx", Limits())
    assert found.title is None
    assert found.text.startswith("Ministers meet")
