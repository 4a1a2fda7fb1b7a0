"""Mail: the plain part before the HTML part; headers are metadata; attachments are told of."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from communique import acquire
from communique.acquire.mail import parse
from communique.shared.documents import Document
from communique.shared.errors import InputError

Reader = Callable[..., Document]
Refusal = Callable[..., InputError]

TEXT = "The minister received the ambassador – they agreed on the text.\n"
HTML = "<html><body><p>The minister received the ambassador and they agreed on the text of it.</p></body></html>"


def message(plain: str | None = TEXT, html: str | None = None, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = headers.get("subject", "Besuch in Köln – Gespräche")
    mail["From"] = headers.get("sender", "Press Office <press@example.org>")
    mail["Date"] = headers.get("date", "Wed, 28 Jan 2026 23:10:00 -0500")
    if plain is not None:
        mail.set_content(plain)
    if html is not None and plain is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    return mail


def test_headers_and_plain_part(read_bytes: Reader) -> None:
    document = read_bytes("a.eml", message(html=HTML).as_bytes())
    assert document.text == TEXT
    assert document.title == "Besuch in Köln – Gespräche"
    assert (document.publisher, document.published) == ("Press Office", "2026-01-28")
    assert (document.language, document.media_type) == ("en", "message/rfc822")


def test_html_part_alone(read_bytes: Reader) -> None:
    document = read_bytes("a.eml", message(None, HTML, sender="press@example.org").as_bytes())
    assert document.text == "The minister received the ambassador and they agreed on the text of it."
    assert document.publisher == "press@example.org"


def test_empty_plain_part_gives_way_to_html(read_bytes: Reader) -> None:
    assert "received the ambassador" in read_bytes("a.eml", message("  \n", HTML).as_bytes()).text


def test_attachments_are_reported(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Erklärung.pdf")
    mail.add_attachment("Words", filename="notes.txt")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    first, second, document = acquire.read([tmp_path / "a.eml"])
    assert isinstance(first, InputError)
    assert isinstance(second, InputError)
    assert (first.kind, second.kind) == ("skipped", "skipped")
    assert "Erklärung.pdf" in str(first)
    assert "notes.txt" in str(second)
    assert isinstance(document, Document)
    assert document.text == TEXT


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8"])
def test_charset_of_the_part(read_bytes: Reader, charset: str) -> None:
    body = "Министр принял посла.\n"
    data = f"Content-Type: text/plain; charset={charset}\nSubject: x\n\n".encode() + body.encode(charset)
    assert read_bytes("a.eml", data).text == body


def test_flowed_lines_are_joined(read_bytes: Reader) -> None:
    lines = b"The minister received \nthe ambassador.\n Yes.\n> quoted \n-- \nPress"
    document = read_bytes("a.eml", b"Content-Type: text/plain; format=flowed\n\n" + lines)
    assert document.text == "The minister received the ambassador.\nYes.\n> quoted \n-- \nPress"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?b?!!!?=",
        b"Subject: =?no-such-code?q?x?=",
        b"From: <<<>>>",
        b"Date: not a date",
        b"Content-Type: ;;;",
        b"Subject: \xff\xfe",
        b"Content-Type: text/plain; charset=no-such-code",
        b"Content-Transfer-Encoding: base64",
    ],
)
def test_broken_headers_do_no_harm(header: bytes) -> None:
    body = b"VGhlIG1pbmlzdGVyIHNwb2tlLg==" if b"base64" in header else b"The minister spoke."
    found = parse(header + b"\n\n" + body, "a.eml", acquire.Limits())
    assert found.text == "The minister spoke."
    assert found.published is None


@pytest.mark.parametrize("data", [b"Subject: x\n\n", b"Subject: x\n\n  \n", b"Content-Type: image/png\n\nxyz"])
def test_mail_without_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    results = list(acquire.read([tmp_path / "a.eml"]))
    assert [result.kind for result in results if isinstance(result, InputError)] == ["no_text"]


def test_binary_part(refuse_bytes: Refusal) -> None:
    assert refuse_bytes("a.eml", b"Subject: x\n\n" + bytes(range(256)) * 5).kind == "binary"
