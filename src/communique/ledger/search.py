"""Full-text search: from a query and filters to documents with the places of the words, best first.

The database finds and ranks (FTS5's bm25, PostgreSQL's ts_rank; words of the title count more); which words of a
document were meant is then looked up in its text, the same way for both. Where more than RANKED documents hold the
words, the latest of them are ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from communique.ledger import schema
from communique.ledger.rows import carrier_from, days
from communique.ledger.search_index import LONG, NUMBERS, mark, place_of
from communique.ledger.search_query import Query, Term, hits, holds
from communique.ledger.views import Carrier
from communique.ledger.words import placed_words, words
from communique.shared.records import Span

RANKED = 2000
"""At most so many documents are ranked by their words; of more, the latest."""

AT_ONCE = 50


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: the query, and filters by the records as found.

    parties: codes that must all be party to a record; topics: all must occur; person: words of a name in sequence, the
    family name first or last; kinds: of the document, one of them; since, until: EDTF, by the document's day; a
    document without a day is left out if either is given.
    """

    query: Query
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    person: str | None = None
    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 20


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was found. hits: the places in `text` of the words and phrases looked for, in order; terms: for
    each of them which term of the query it is; both are empty where only the title has the words."""

    carrier: Carrier
    sources: tuple[str, ...]
    text: str
    hits: tuple[Span, ...]
    terms: tuple[int, ...]


def find(connection: Connection, wanted: Search) -> Iterator[Hit]:
    """The documents found, best first, at most `limit`."""
    ranked = _ranked(connection, wanted)
    left = wanted.limit
    for start in range(0, len(ranked), AT_ONCE):
        for hit in _hits(connection, wanted.query, ranked[start : start + AT_ONCE]):
            if left <= 0:
                return
            left -= 1
            yield hit


def _hits(connection: Connection, query: Query, numbers: Sequence[int]) -> Iterator[Hit]:
    documents, texts = schema.documents, schema.texts
    found = connection.execute(
        select(documents, texts.c.text).join_from(documents, texts).where(documents.c.number.in_(numbers))
    ).mappings()
    rows = {row["number"]: row for row in found}
    origins: dict[int, list[str]] = {number: [] for number in numbers}
    for document, source in connection.execute(
        select(schema.sources.c.document, schema.sources.c.source)
        .where(schema.sources.c.document.in_(numbers))
        .order_by(schema.sources.c.number)
    ):
        origins[document].append(source)
    for number in numbers:
        row = rows[number]
        in_title, in_text = (hits(query, tuple(placed_words(row[name] or ""))) for name in ("title", "text"))
        if not holds(query, in_title, in_text):  # a phrase of a long text whose places PostgreSQL does not keep
            continue
        terms = [term for group in query.wanted for term in group]
        places = sorted((span, terms.index(term)) for term in terms for span in in_text[term])
        yield Hit(
            carrier=carrier_from(row),
            sources=tuple(origins[number]),
            text=row["text"],
            hits=tuple(span for span, _ in places),
            terms=tuple(term for _, term in places),
        )


def _ranked(connection: Connection, wanted: Search) -> list[int]:
    """Numbers of the documents that the index gives, best first."""
    first = days(wanted.since)[0] if wanted.since else None
    last = days(wanted.until)[1] if wanted.until else None
    bounded = bool(wanted.since or wanted.until)
    values: dict[str, Any] = {
        "low": place_of(first, 0) or (NUMBERS if bounded else 0),
        "high": place_of(last or "9999-12-31", NUMBERS - 1),
        "most": RANKED,
    }
    if connection.dialect.name == "sqlite":
        values["query"] = fts5(wanted)
        query = (
            "SELECT place FROM (SELECT rowid AS place, rank AS score FROM search WHERE search MATCH :query "
            "AND rowid >= :low AND rowid <= :high ORDER BY rowid DESC LIMIT :most) ORDER BY score, place DESC"
        )
    else:
        values["query"], values["only"] = tsquery(wanted), _tsquery_of_words(wanted.query)
        query = (
            "SELECT place FROM (SELECT place, words FROM search WHERE words @@ CAST(CAST(:query AS text) AS tsquery) "
            "AND place >= :low AND place <= :high ORDER BY place DESC LIMIT :most) AS latest "
            "ORDER BY ts_rank(words, CAST(CAST(:only AS text) AS tsquery)) DESC, place DESC"
        )
    return [int(row[0]) % NUMBERS for row in connection.execute(text(query), values)]


def _marks(wanted: Search) -> list[str]:
    return [mark("party", party) for party in wanted.parties] + [mark("topic", topic) for topic in wanted.topics]


def _name_orders(wanted: Search) -> list[list[str]]:
    """A name as typed, with its last word first, and with its first word last."""
    name = words(wanted.person or "")
    return [name, name[-1:] + name[:-1], name[1:] + name[:1]] if name else []


def fts5(wanted: Search) -> str:
    """The search in the language of FTS5; words are folded, so that they hold no sign of that language."""

    def term(each: Term) -> str:
        return f'"{" ".join(each.words)}"' + (" *" if each.prefix else "")

    def any_of(terms: Sequence[str]) -> str:
        return f"({' OR '.join(terms)})"

    groups = [any_of([term(each) for each in group]) for group in wanted.query.wanted]
    parts = [f"{{title body}} : ({' AND '.join(groups)})"]
    parts += [f'marks : "{each}"' for each in _marks(wanted)]
    if wanted.kinds:
        parts.append(f"marks : {any_of([chr(34) + mark('kind', kind) + chr(34) for kind in wanted.kinds])}")
    if orders := _name_orders(wanted):
        parts.append(f"names : {any_of([chr(34) + ' '.join(order) + chr(34) for order in orders])}")
    whole = f"({' AND '.join(parts)})"
    if wanted.query.unwanted:
        whole += f" NOT {{title body}} : {any_of([term(each) for each in wanted.query.unwanted])}"
    return whole


def tsquery(wanted: Search) -> str:
    """The search in the language of PostgreSQL's tsquery."""
    parts = [_tsquery_of_words(wanted.query)]
    parts += [f"!({_phrase(term.words, term.prefix)})" for term in wanted.query.unwanted]
    parts += [f"'{each}'" for each in _marks(wanted)]
    if wanted.kinds:
        parts.append("(" + " | ".join(f"'{mark('kind', kind)}'" for kind in wanted.kinds) + ")")
    if orders := _name_orders(wanted):
        parts.append("(" + " | ".join(_phrase([f"@{word}" for word in order], False) for order in orders) + ")")
    return " & ".join(parts)


def _tsquery_of_words(query: Query) -> str:
    def term(each: Term) -> str:
        phrase = _phrase(each.words, each.prefix)
        if len(each.words) == 1:
            return phrase
        return f"({phrase} | ('{LONG}' & {_phrase(each.words, each.prefix, ' & ')}))"

    return " & ".join("(" + " | ".join(map(term, group)) + ")" for group in query.wanted)


def _phrase(folded: Sequence[str], prefix: bool, between: str = " <-> ") -> str:
    return "(" + between.join(f"'{word}'" for word in folded) + (":*" if prefix else "") + ")"
