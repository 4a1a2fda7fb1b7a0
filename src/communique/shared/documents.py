"""The document as acquired: what `acquire` hands to `annotate`."""

from __future__ import annotations

import hashlib

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text with what is known of where it is from.

    source: path or address; for a row of a JSONL file its own `id`, else "path:line". text: as kept, offsets refer to
    it. published: EDTF day from metadata. language: BCP 47, declared or identified. media_type: what the bytes were.
    """

    source: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    media_type: str | None = None

    @property
    def id(self) -> str:
        """Hash of the text: the same text from a second source is the same document."""
        return "d" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
