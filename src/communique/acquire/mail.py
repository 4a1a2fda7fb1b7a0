"""Mail messages: the plain part, or else the HTML part; subject, date and sender as metadata."""

from __future__ import annotations

import binascii
import email
import email.errors
import email.header
import email.message
import email.policy
import email.utils

from communique.acquire import web
from communique.acquire.days import to_day
from communique.acquire.encoding import decode
from communique.acquire.language import clean
from communique.acquire.limits import Found, Limits, one_line
from communique.shared.errors import InputError


def parse(data: bytes, source: str, limits: Limits) -> Found:
    """Text and metadata of a message: Subject is the title, Date the day published, From the publisher.

    The plain part is kept as it stands, but lines broken by the sending program (format=flowed, RFC 3676) are joined.
    Attachments are not read; a notice names them. Raises InputError: no text, binary.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    plain: list[str] = []
    pages: list[Found] = []
    attached: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            attached.append(_header(part.get_filename(), source) or kind)
        elif kind == "text/plain":
            text = _plain(part, source)
            plain.extend([text] if text.strip() else [])
        elif not plain and (page := _page(part, source, limits)):
            pages.append(page)
    if not plain and not pages:
        raise InputError(
            source,
            "has no text (neither a plain nor an HTML part)",
            remedy="save its attachments as files",
            kind="no_text",
        )
    name, address = email.utils.parseaddr(_header(message["From"], source) or "")
    language = clean(message["Content-Language"]) or (pages[0].language if pages and not plain else None)
    return Found(
        text="\n".join(plain) if plain else "\n".join(page.text for page in pages),
        media_type="message/rfc822",
        title=_header(message["Subject"], source),
        publisher=one_line(name) or one_line(address),
        published=to_day(_header(message["Date"], source)),
        language=language,
        notices=tuple(f"the attachment {name} was not read" for name in attached),
    )


def _header(value: object, source: str) -> str | None:
    """A header with its encoded words (RFC 2047) decoded; one that is broken stays as it is written."""
    if value is None:
        return None
    try:
        parts = email.header.decode_header(str(value))
    except (email.errors.HeaderParseError, binascii.Error, ValueError):
        return one_line(str(value))
    read = []
    for part, charset in parts:
        if isinstance(part, str):
            read.append(part)
            continue
        try:
            read.append(decode(part, source, charset))
        except InputError:
            read.append(part.decode("ascii", "replace"))
    return one_line("".join(read))


def _body(part: email.message.Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _plain(part: email.message.Message, source: str) -> str:
    text = decode(_body(part), source, part.get_content_charset())
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return _unflow(text, str(part.get_param("delsp", "")).lower() == "yes")


def _page(part: email.message.Message, source: str, limits: Limits) -> Found | None:
    try:
        return web.parse(_body(part), source, limits, part.get_content_charset())
    except InputError as error:
        if error.kind == "no_text":
            return None  # another part may have it; if none has, the message has no text
        raise


def _unflow(text: str, delete_space: bool) -> str:
    """Lines that end in a space go on in the next line (RFC 3676, section 4); quoted lines stay as they are."""
    out: list[list[str]] = []
    open_line = False
    for line in text.replace("\r\n", "\n").split("\n"):
        body = line[1:] if line.startswith(" ") else line
        flows = body.endswith(" ") and body != "-- " and not body.startswith(">")
        kept = body[:-1] if flows and delete_space else body
        if open_line and body != "-- ":
            out[-1].append(kept)
        else:
            out.append([kept])
        open_line = flows
    return "\n".join("".join(parts) for parts in out)
