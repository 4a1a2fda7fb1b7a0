"""Web pages: main text, title, day and publisher; menus and footers are cut off."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.acquire.days import to_day
from communique.acquire.encoding import decode
from communique.acquire.language import clean
from communique.acquire.limits import Found, Limits, one_line, too_large
from communique.shared.errors import InputError

_CHARSET = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})|^<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""")
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_CUT = ("//nav", "//footer")
_NO_TEXT = frozenset({"nav", "footer", "head", "script", "style", "noscript", "template", "button", "select"})
# No search in the words of the page: a wrong day of publication is worse than none. The bounds are fixed, because
# htmldate would take today as the last possible day, and the same page must give the same day tomorrow.
_DATES: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1945-01-01",
    "max_date": "2199-12-31",
}


def parse(data: bytes, source: str, limits: Limits, charset: str | None = None) -> Found:
    """Main text and metadata of a page. `charset` is what a carrier (a mail) declares.

    Raises InputError: too large, binary, or no text. The publisher is the site name, or the publisher that the page's
    structured data name.
    """
    if len(data) > limits.max_page_bytes:
        raise too_large(source, limits.max_page_bytes, "max-page-bytes")
    declared = _CHARSET.search(data[:4096])
    name = next(filter(None, declared.groups()), b"").decode("ascii", "ignore") if declared else None
    page = decode(data, source, charset or name)
    if not _TAG.search(page):
        return Found(text=page, media_type="text/html")
    found = _extract(page)
    if found is None or not found.text.strip():
        raise InputError(
            source,
            "has no main text (only menus, scripts or pictures)",
            remedy="save the page with its text, or as .txt",
            kind="no_text",
        )
    return found


def _extract(page: str) -> Found | None:
    import trafilatura

    _quiet("trafilatura", "htmldate", "courlan")
    if not _ROOT.search(page[:100_000]):
        page = f"<html><body>{page}</body></html>"
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    facts = _metadata(tree)
    if not _has_text(tree):
        return None
    try:
        result: Any = trafilatura.bare_extraction(
            page,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            prune_xpath=list(_CUT),
            date_extraction_params=dict(_DATES),
        )
    except RecursionError:  # a page nested thousands deep
        return None
    if result is None:
        return None
    return Found(
        text=(result.text or "").rstrip(),
        media_type="text/html",
        title=one_line(result.title),
        publisher=facts["publisher"] or one_line(result.sitename),
        published=_published(tree, facts["url"]),
        language=clean(facts["language"]),
        url=facts["url"],
    )


def _has_text(tree: Any) -> bool:
    """True if a word stands outside menus, footers and scripts; for those alone the extraction may still give some."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        texts = [element.text] if element.tag not in _NO_TEXT else []
        texts += [child.tail for child in element] if element.tag not in _NO_TEXT else []
        if any(text and not text.isspace() for text in texts) and not _inside_cut(element):
            return True
    return False


def _inside_cut(element: Any) -> bool:
    return any(parent.tag in _NO_TEXT for parent in element.iterancestors())


def _published(tree: Any, url: str | None) -> str | None:
    """The day that the page's head, its structured data or its first marked time in the article give.

    The rest of the body is taken away first, because htmldate would also take a year of copyright.
    """
    import htmldate

    body = tree.find("body")
    if body is not None:
        times = [time for time in body.iter("time") if any(a.tag in ("article", "main") for a in time.iterancestors())]
        kept = [script for script in body.iter("script") if _is_linked_data(script)] + times[:1]
        for child in list(body):
            body.remove(child)
        body.text = None
        for element in kept:
            element.tail = None
            body.append(element)
    found = htmldate.find_date(tree, url=url, **_DATES)
    return to_day(found)


def _metadata(tree: Any) -> dict[str, str | None]:
    """Publisher, language and address as the page's head gives them."""
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        named.setdefault(key, meta.get("content") or "")
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    site = next((name for key in _PUBLISHERS if (name := one_line(named.get(key)))), None)
    return {
        "publisher": site or next(_linked_publishers(tree), None),
        "language": tree.get("lang") or named.get("content-language") or named.get("og:locale"),
        "url": one_line(next(filter(None, [*links, named.get("og:url")]), None)),
    }


def _is_linked_data(script: Any) -> bool:
    return (script.get("type") or "").lower() == "application/ld+json"


def _linked_publishers(tree: Any) -> Iterator[str]:
    """Names of publishers in the page's JSON-LD (schema.org), outermost first."""
    for script in tree.iter("script"):
        if not _is_linked_data(script):
            continue
        try:
            waiting = [msgspec.json.decode((script.text or "").encode())]
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue  # scripts of others are often broken; the page's text is not
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                publisher = value.get("publisher")
                publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
                name = one_line(publisher.get("name") if isinstance(publisher, dict) else publisher)
                if name:
                    yield name
                waiting.extend(part for part in value.values() if isinstance(part, list | dict))


def _quiet(*names: str) -> None:
    """Keeps the libraries' own warnings off the user's screen unless the program sets up logging."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
