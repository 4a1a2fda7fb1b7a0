"""Markdown: YAML front matter as metadata, the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from communique.acquire.days import to_day
from communique.acquire.language import clean
from communique.acquire.limits import Found, one_line

_MOST = 100_000
_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_-]{2,20})[ \t]*:[ \t]+(\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"\s{0,100}#[ \t]+([^\n\r]{1,1000})")
_KEYS = {
    "title": ("title",),
    "published": ("published", "date"),
    "publisher": ("publisher", "source"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # safe, and every value stays the string that was typed


def parse(text: str) -> Found:
    """The text after the front matter, exactly as it stands, with title, date, publisher, address and language.

    A block between `---` lines that is no mapping is part of the text. Front matter that is not quite YAML (a colon in
    a title) is read line by line. Without a title, the first heading of level one is taken if the text begins with it.
    """
    fields, start = _front_matter(text)
    known = {
        name: next((fields[key] for key in keys if isinstance(fields.get(key), str) and fields[key]), None)
        for name, keys in _KEYS.items()
    }
    body = text[start:]
    heading = _HEADING.match(body)
    declared = clean(known["language"])
    return Found(
        text=body,
        media_type="text/markdown",
        title=one_line(known["title"]) or (one_line(heading[1].rstrip("# \t")) if heading else None),
        publisher=one_line(known["publisher"]),
        published=to_day(known["published"], declared),
        language=declared,
        url=one_line(known["url"]),
    )


def _front_matter(text: str) -> tuple[Mapping[str, object], int]:
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), opening.end() + _MOST) if opening else None
    if not opening or not closing:
        return {}, 0
    block = text[opening.end() : closing.start()]
    if not block.strip():
        return {}, closing.end()
    try:
        loaded = yaml.load(block, Loader=_Loader)
    except (yaml.YAMLError, RecursionError):
        loaded = dict(_FIELD.findall(block.replace("\r\n", "\n")))
    if not isinstance(loaded, dict) or not loaded:
        return {}, 0
    return {str(key).lower(): value for key, value in loaded.items()}, closing.end()
