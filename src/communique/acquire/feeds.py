"""Feeds: RSS and Atom to items, by feedparser."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import msgspec

from communique.acquire.addresses import LONGEST
from communique.acquire.days import to_day
from communique.acquire.fetching import Response
from communique.acquire.limits import one_line
from communique.shared.errors import FetchError

_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml", "text/plain",
    "text/html", "",
})  # fmt: skip
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|html)\b", re.IGNORECASE)
_TELLING = ("title", "link", "updated", "published", "summary")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a feed. `mark` changes when the item does; `published` is a day as the feed writes it."""

    url: str
    mark: str
    title: str | None
    published: str | None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as read; `notices` tell what of it could not be used."""

    title: str | None
    items: tuple[Item, ...]
    notices: tuple[str, ...] = ()


def is_feed(response: Response) -> bool:
    """True if the answer is a feed by its first element; servers give feeds every kind of Content-Type."""
    found = _ROOT.search(response.body[:4096])
    return response.content_type in _TYPES and found is not None and found[1].lower() != b"html"


def parse_feed(response: Response) -> Feed:
    """The items of a feed, in its order, each address once. Raises FetchError if it is no feed.

    A feed that is not well-formed is read as far as it goes, and a notice says so.
    """
    import feedparser

    if response.content_type not in _TYPES:
        raise FetchError(
            response.url,
            f"is {response.content_type}, not a feed",
            "give the address of an RSS or Atom feed, or follow it as a page",
            "content_type",
        )
    headers = {"content-location": response.url}
    if response.headers.get("content-type"):
        headers["content-type"] = response.headers["content-type"]
    try:  # a stream, because bytes could also be taken for a path or an address
        parsed: Any = feedparser.parse(io.BytesIO(response.body), response_headers=headers)
    except (ValueError, OverflowError, LookupError) as error:  # on numbers of no character, names of no encoding
        raise _no_feed(response, str(error)) from error
    fault = _fault(parsed)
    if not parsed.entries and (fault or not parsed.get("version")):
        raise _no_feed(response, fault)
    items: dict[str, Item] = {}
    notices = [f"is not well-formed ({fault}); read as far as it goes"] if fault else []
    for entry in map(dict, parsed.entries):  # as written: feedparser's own access fills one date in from another
        title = one_line(_clean(entry.get("title")))
        url = _clean(entry.get("link")).strip()
        if not 0 < len(url) <= LONGEST:
            notices.append(
                f"the item {title or 'without title'!r} has {'too long an' if url else 'no'} address; not read"
            )
            continue
        written = entry.get("published") or entry.get("updated")
        items.setdefault(url, Item(url=url, mark=_mark(entry), title=title, published=to_day(written)))
    return Feed(title=one_line(_clean(parsed.feed.get("title"))), items=tuple(items.values()), notices=tuple(notices))


def _clean(value: Any) -> str:
    """Without NUL, which is no character of XML, but passes the parser of broken feeds, and no database takes it."""
    return str(value or "").replace("\0", "")


def _no_feed(response: Response, fault: str) -> FetchError:
    reason = f"is no RSS or Atom feed{fault and f' ({fault})'}"
    return FetchError(response.url, reason, "check that the address is that of the feed", "bad_feed")


def _fault(parsed: Any) -> str:
    """What is wrong with the XML; '' for nothing, and for a wrong label, which feedparser sets right."""
    from feedparser.exceptions import CharacterEncodingOverride, NonXMLContentType

    error = parsed.get("bozo_exception")
    if error is None or isinstance(error, CharacterEncodingOverride | NonXMLContentType):
        return ""
    return " ".join(str(error).split())[:120]


def _mark(entry: dict[str, Any]) -> str:
    parts = [str(entry.get(name) or "") for name in _TELLING]
    parts += [str(content.get("value") or "") for content in entry.get("content", ())]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
