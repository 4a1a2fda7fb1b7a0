"""Fetched pages to documents, by the Content-Type that the server gives."""

from __future__ import annotations

from functools import partial

import msgspec

from communique.acquire import pdf, web, word
from communique.acquire.encoding import decode
from communique.acquire.fetching import Response
from communique.acquire.limits import DEFAULT, Found, Limits
from communique.acquire.reading import Format, documents
from communique.shared.documents import Document
from communique.shared.errors import FetchError, InputError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMATS: dict[str, Format] = {"application/pdf": pdf.parse, _WORD: word.parse}


def page_document(response: Response, source: str, limits: Limits = DEFAULT) -> tuple[Document, list[InputError]]:
    """The document of a fetched page, with notices of what was left aside. `source`: the address it is known by.

    Raises FetchError for a Content-Type that is no text, and InputError as reading a file does.
    """
    form = _format(response)
    if form is None:
        raise FetchError(
            source,
            f"is {response.content_type or 'of no declared type'}, which is not read",
            "follow the page that holds the text",
            "content_type",
        )
    found = list(documents(form, response.body, source, limits))
    notices = [each for each in found if isinstance(each, InputError)]
    for each in found:
        if isinstance(each, Document):
            return msgspec.structs.replace(each, url=each.url or response.url), notices
    raise notices[-1]


def _format(response: Response) -> Format | None:
    if response.content_type in ("text/html", "application/xhtml+xml"):
        return partial(web.parse, charset=response.charset)
    if response.content_type == "text/plain":
        return partial(_plain, charset=response.charset)
    return _FORMATS.get(response.content_type)


def _plain(data: bytes, source: str, _limits: Limits, charset: str | None) -> Found:
    return Found(text=decode(data, source, charset), media_type="text/plain")
