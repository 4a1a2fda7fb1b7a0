"""The digest as an RSS 2.0 feed (RSS Advisory Board, version 2.0.11), which readers of feeds take."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree

from communique.publish.digest import SHOWN, Digest, Evidence, Item

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not know (its production 2, Char)."""


def digest_rss(digest: Digest, title: str, link: str) -> str:
    """The feed, with a final newline. An item of several watches comes once, with the names of all as categories.

    title, link: of the channel. The guid of an item stays the same, so that a reader shows it once however often it is
    in the feed.
    """
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    _put(channel, "title", title)
    _put(channel, "link", link)
    watches = ", ".join(told.name for told in digest.watches)
    _put(channel, "description", f"What is new in the ledger: {watches}")
    _put(channel, "lastBuildDate", _rfc822(digest.made))
    _put(channel, "generator", "communique")
    of_watches: dict[str, list[str]] = {}
    items: dict[str, Item] = {}
    for told in digest.watches:
        for item in told.items:
            items.setdefault(item.id, item)
            of_watches.setdefault(item.id, []).append(told.name)
    for item in sorted(items.values(), key=lambda each: (each.when, each.id), reverse=True):
        _item(channel, item, of_watches[item.id])
    ElementTree.indent(rss)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(rss, encoding="unicode") + "\n"


def _item(channel: ElementTree.Element, item: Item, watches: list[str]) -> None:
    node = ElementTree.SubElement(channel, "item")
    _put(node, "title", item.title)
    link = next((each.url for each in item.evidence if each.url), None)
    if link:
        _put(node, "link", link)
    _put(node, "description", "".join(map(_quoted, item.evidence[:SHOWN])) or escape(item.title))
    for name in (*watches, item.kind.replace("_", " ")):
        _put(node, "category", name)
    _put(node, "guid", item.id).set("isPermaLink", "false")
    _put(node, "pubDate", _rfc822(item.when))


def _quoted(evidence: Evidence) -> str:
    """A sentence as HTML, which is what readers take a description for."""
    place = ", ".join(part for part in (evidence.date, evidence.publisher, evidence.title or evidence.source) if part)
    where = f'<a href="{escape(evidence.url)}">{escape(place)}</a>' if evidence.url else escape(place)
    return f"<p>{escape(evidence.label)}: “{escape(evidence.sentence)}” ({where})</p>"


def _put(node: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(node, name)
    child.text = _NOT_XML.sub("", text)
    return child


def _rfc822(time: str) -> str:
    """An ISO 8601 time as RSS has it; one without an offset is UTC."""
    moment = datetime.fromisoformat(time)
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
