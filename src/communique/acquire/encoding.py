"""From bytes to text: byte order mark, UTF-8, the declared encoding, and then detection by chardet."""

from __future__ import annotations

import codecs
import re

from communique.shared.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What is declared as the narrower one is in practice the wider one (WHATWG Encoding Standard, labels).
_WIDER = {
    "ascii": "cp1252", "iso8859_1": "cp1252", "iso8859_9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis_620": "cp874", "big5": "cp950",
}  # fmt: skip
# Codecs of Python that are text codecs by name but no encoding of documents.
_REFUSED = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf_7", "mbcs", "oem"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000
_BROKEN_SHARE = 0.02


def decode(data: bytes, source: str, declared: str | None = None) -> str:
    """The text of `data` without a byte order mark; line ends stay as they are.

    declared: an encoding that the document names for itself; bytes that are valid UTF-8 beyond ASCII overrule it, for
    they hardly ever are by chance. A few broken sequences (at most one in fifty characters beyond ASCII, and one in
    any text: a file cut in the middle of a character) become U+FFFD. What is no text raises an InputError of kind
    "binary".
    """
    text = _decode(data, declared)
    if text is None or _is_binary(text):
        raise InputError(
            source, "is binary data or in an unknown encoding, not text", remedy="save it as UTF-8 text", kind="binary"
        )
    return text


def _decode(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    escapes = b"\x1b$" in data or b"\x1b(" in data  # ISO-2022: seven bits that look like ASCII
    plain = data.isascii()
    if plain and b"\0" not in data and not escapes:
        return data.decode("ascii")
    if not plain and b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            text = _lenient(data, "utf-8")
            if text is not None:
                return text
    named = _codec(declared)
    if named and (text := _lenient(data, named)) is not None:
        return text
    return _detected(data)


def _codec(name: str | None) -> str | None:
    """The Python codec for a declared name, made wider where usage is; None for what is no text encoding."""
    if not name or len(name) > 40:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
        "".encode(found.name)  # a codec that is not for text (rot13, zip) is a LookupError here
    except (LookupError, ValueError, UnicodeError):
        return None
    codec = found.name.replace("-", "_")
    return None if codec in _REFUSED else _WIDER.get(codec, found.name)


def _lenient(data: bytes, encoding: str) -> str | None:
    """Decoded; a few broken sequences become U+FFFD; None if more are broken than damage explains."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken <= max(beyond * _BROKEN_SHARE, 1 if beyond >= 5 else 0) else None


def _detected(data: bytes) -> str | None:
    import chardet

    name = chardet.detect(_telling(data))["encoding"]
    codec = _codec(name)
    if codec is None:
        return None
    text = _lenient(data, codec)
    if text is None and codec == "cp1252":  # five bytes have no meaning there, but in Latin-1
        return data.decode("latin-1")
    return text


def _telling(data: bytes) -> bytes:
    """The bytes beyond ASCII with some around them: a few letters in a long plain text would not weigh enough."""
    if data.isascii() or b"\0" in data[:_SAMPLE]:
        return data[:_SAMPLE]
    parts: list[bytes] = []
    done = size = 0
    for found in re.finditer(rb"[\x80-\xff]+", data):
        start, end = max(done, found.start() - 60), max(done, found.end() + 30)
        if start > done:
            parts.append(b"\n")
        parts.append(data[start:end])
        size += end - start
        done = end
        if size > _SAMPLE:
            break
    return b"".join(parts)[:_SAMPLE]


def _is_binary(text: str) -> bool:
    if "\0" in text:
        return True
    head = text[:_SAMPLE]
    return len(_CONTROLS.findall(head)) > len(head) // 100
