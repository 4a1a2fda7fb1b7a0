"""What a user types to search, understood the same for every store; raw text never reaches a database.

words next to each other     all must be in the document
"Middle Corridor"            a phrase: the words one after the other
gas OR oil                   either (OR in capitals; binds closer than standing side by side)
-gas  -"Middle Corridor"     must not be in the document
corrid*                      every word that begins so
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from communique.ledger.words import words
from communique.shared.errors import SettingsError
from communique.shared.records import Span

_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
_PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class Term(msgspec.Struct, frozen=True):
    """Folded words that stand one after the other; prefix: the last one is only the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


class Query(msgspec.Struct, frozen=True):
    """Of each group of `wanted` one term must be there, of `unwanted` none."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


def parse(typed: str) -> Query:
    """The query that `typed` says. Raises SettingsError where it makes no sense."""
    plain = typed.translate(_QUOTES)
    if plain.count('"') % 2:
        raise SettingsError(f"the search {typed} has a quotation mark without its other half; close the phrase")
    groups: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    joining = False
    for piece in _PIECE.finditer(plain):
        minus, word = bool(piece["minus"]), piece["word"]
        if word == "OR" and not minus:
            if joining or not groups or unwanted:
                raise SettingsError(f"the search {typed} has an OR that does not stand between two words or phrases")
            joining = True
            continue
        term = _term(piece["phrase"] if word is None else word)
        if term is None:
            continue  # punctuation alone, which texts are not searched for
        if minus and joining:
            raise SettingsError(f"the search {typed} has a minus after OR; write the words to leave out at the end")
        if minus:
            unwanted.append(term)
        elif joining:
            groups[-1] = (*groups[-1], term)
            joining = False
        else:
            groups.append((term,))
    if joining:
        raise SettingsError(f"the search {typed} ends with OR; give the other word or phrase")
    if not groups:
        raise SettingsError(f"the search {typed or 'is empty and'} names no word to look for; give at least one")
    return Query(tuple(groups), tuple(unwanted))


def _term(text: str) -> Term | None:
    found = words(text)
    return Term(tuple(found), text.rstrip(",.;:").endswith("*")) if found else None


def hits(query: Query, placed: Sequence[tuple[str, Span]]) -> dict[Term, list[Span]]:
    """Where each term of the query, wanted or not, stands in a text given as its words with their places."""
    terms = [term for group in query.wanted for term in group] + list(query.unwanted)
    places: dict[str, list[int]] = {}
    for position, (word, _) in enumerate(placed):
        places.setdefault(word, []).append(position)
    return {term: [_span(placed, start, len(term.words)) for start in _starts(term, placed, places)] for term in terms}


def _span(placed: Sequence[tuple[str, Span]], start: int, count: int) -> Span:
    return Span(placed[start][1].start, placed[start + count - 1][1].end)


def _starts(term: Term, placed: Sequence[tuple[str, Span]], places: dict[str, list[int]]) -> list[int]:
    first, *rest = term.words
    if term.prefix and not rest:
        return sorted(place for word, found in places.items() if word.startswith(first) for place in found)
    return [start for start in places.get(first, []) if _goes_on(term, placed, start)]


def _goes_on(term: Term, placed: Sequence[tuple[str, Span]], start: int) -> bool:
    count = len(term.words)
    if start + count > len(placed):
        return False
    there = [word for word, _ in placed[start : start + count]]
    if term.prefix:
        return tuple(there[:-1]) == term.words[:-1] and there[-1].startswith(term.words[-1])
    return tuple(there) == term.words


def holds(query: Query, title: dict[Term, list[Span]], text: dict[Term, list[Span]]) -> bool:
    """True if a document with these hits in title and text is what the query asks for."""

    def there(term: Term) -> bool:
        return bool(title[term] or text[term])

    return all(any(there(term) for term in group) for group in query.wanted) and not any(map(there, query.unwanted))
