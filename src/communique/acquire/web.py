"""Web pages: main text, title, day and publisher; menus and footers are cut off."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import msgspec

from communique.acquire.days import to_day
from communique.acquire.encoding import decode
from communique.acquire.language import clean
from communique.acquire.limits import Found, Limits, one_line, too_large
from communique.shared.errors import InputError

_CHARSET = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})|^<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""")
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")
_TAG = re.compile(r"<[a-zA-Z!/?]")
_PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)
_CUT = frozenset({"nav", "footer", "aside", "script", "style", "noscript", "template", "button", "select"})
_CUT_ROLES = frozenset({"navigation", "contentinfo", "search", "complementary"})
_CUT_CLASSES = frozenset({
    "menu", "nav", "navbar", "navigation", "footer", "site-header", "site-footer", "breadcrumb", "breadcrumbs",
    "share", "social", "sidebar", "topbar", "cookie", "cookies", "skip-link",
})  # fmt: skip
_INLINE = frozenset({"b", "strong", "em", "i", "u", "span", "font", "small", "mark", "sup", "sub"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "ul", "ol", "table"})
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_MOST_ORDERED, _MOST_LINES = 300_000, 2_000  # characters and lines; ordering searches each line in the page
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
    tree, again = trafilatura.load_html(page), trafilatura.load_html(page)
    if tree is None or again is None:
        return None
    facts = _metadata(tree)
    _tidy(tree)
    words = "".join("".join(body.itertext()) for body in tree.iter("body"))
    if not words.strip():
        return None  # for menus alone the extraction may still give some
    try:
        result: Any = trafilatura.bare_extraction(
            tree, favor_recall=True, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except RecursionError:  # a page nested thousands deep
        return None
    if result is None:
        return None
    return Found(
        text=_in_order(result.text or "", words),
        media_type="text/html",
        title=one_line(result.title),
        publisher=facts["publisher"] or one_line(result.sitename),
        published=_published(again, facts["url"]),
        language=clean(facts["language"]),
        url=facts["url"],
    )


def _tidy(tree: Any) -> None:
    """Takes from the page what is surely no main text, and makes it simpler for the extraction.

    Menus and footers go. Tags within a line go, their text stays: in loose text the extraction would break the line
    at each. Tables that hold paragraphs are layout and become plain blocks.
    """
    body = tree.find("body")
    for element in list(tree.iter()):
        if element.tag in _INLINE:
            element.drop_tag()
        elif _is_cut(element, body) and element.getparent() is not None:
            element.drop_tree()
    for table in list(tree.iter("table")):
        if any(cell.tag in _BLOCKS for cell in table.iterdescendants()):
            for part in table.iter(*_TABLE):
                part.tag = "div"


def _is_cut(element: Any, body: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main"):
        return False
    if element.tag in _CUT or (element.get("role") or "").lower() in _CUT_ROLES:
        return True
    words = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    if not _CUT_CLASSES.isdisjoint(words):
        return True
    return element.getparent() is body and (element.tag == "header" or "header" in words) and not _holds_text(element)


def _holds_text(header: Any) -> bool:
    """True for a header at the top of the page that holds the text itself, as some templates have it."""
    return any(header.iterdescendants("article", "main", "p"))


def _in_order(text: str, words: str) -> str:
    """The lines of the extracted text in the order of the page, none more often than there.

    The extraction appends what it recovers outside the main block, also a date or a heading that stands above it.
    A line that the page has several times, or in another form (a table), stays behind the line before it.
    """
    lines = [" ".join(_SPACES.split(line.strip())) for line in text.strip().split("\n")]
    if len(words) > _MOST_ORDERED or len(lines) > _MOST_LINES:
        return "\n".join(lines)
    page = "".join(words.split())
    placed: list[tuple[int, str]] = []
    given: Counter[str] = Counter()
    at = 0
    for line in lines:
        key = "".join(line.removeprefix("- ").split())
        count = page.count(key) if key else 0
        if count and given[key] >= count:
            continue
        given[key] += 1
        if count == 1:
            at = page.index(key)
        placed.append((at, line))
    return "\n".join(line for _, line in sorted(placed, key=itemgetter(0)))


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
