"""What is new about the words of a speaker: uses of a phrase in new texts, and changes that the older texts alone do
not show (merge/stock.py)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from communique.ledger.views import Found, Held
from communique.merge.stock import Stock
from communique.merge.texts import days_after
from communique.merge.tokens import Spoken
from communique.shared.stock import Change, Changed, Cited, Stretch, Subject, Usage
from communique.shared.watching import Kind, News, Place, Query

KINDS: dict[Changed, Kind] = {"adopted": "phrase_adopted", "dropped": "phrase_dropped", "replaced": "phrase_replaced"}

RECENT = 180
"""Days before the first new text within which a change is news: an older one may only now pass the test."""


class Words:
    """Looks at the texts of a speaker. texts: in the order of their days; new: the ids of the new ones."""

    def __init__(self, stock: Stock, subject: Subject, texts: Sequence[Spoken], new: Collection[str]) -> None:
        self._stock, self._subject, self._texts, self._new = stock, subject, texts, frozenset(new)
        self._older = [text for text in texts if text.id not in self._new]

    def of_phrase(self, query: Query) -> Iterator[News]:
        """New uses of the phrase asked for; its first one, and its being adopted or dropped, say so."""
        phrase = query.phrase or ""
        now = self._stock.follow(self._subject, self._texts, phrase, _nothing)
        if now.followed is None or len(self._older) == len(self._texts):
            return
        uses = now.followed.uses
        first = uses[0] if all(use.document in self._new for use in uses) else None
        for use in uses:
            if use.document in self._new:
                kind: Kind = "phrase_first_used" if use is first else "phrase_used"
                yield self._news(kind, (phrase, use.document), use.day, {"phrase": phrase}, [("used", use)])
        then = self._stock.follow(self._subject, self._older, phrase, _nothing)
        for change in ("adopted", "dropped"):
            known = sum(each.change == change for each in then.changes)
            for place, each in enumerate(each for each in now.changes if each.change == change):
                if place >= known:
                    yield self._change(each, (phrase, change, str(place)))

    def of_wording(self) -> Iterator[News]:
        """Changes of the stock phrases."""
        if len(self._older) == len(self._texts):
            return
        now = self._stock.of(self._subject, self._texts, _nothing)
        then = self._stock.of(self._subject, self._older, _nothing)
        known = {(each.change, words) for each in then.changes for words in _words(each)}
        recent = days_after(min(text.day for text in self._texts if text.id in self._new), -RECENT)
        for each in now.changes:
            if each.first >= recent and known.isdisjoint((each.change, words) for words in _words(each)):
                yield self._change(each, (each.change, *_main(each)))
        for stretch in now.series:
            if stretch.new.document in self._new:
                yield self._stretch(stretch)

    def _change(self, change: Change, key: tuple[str, ...]) -> News:
        details = {
            "was": change.was.words if change.was else "",
            "now": change.now.words if change.now else "",
            "before": f"{change.before.having} of {change.before.texts}",
            "after": f"{change.after.having} of {change.after.texts}",
            "p": f"{change.p:.2g}",
        }
        cited = [("last", change.was.last)] if change.was else []
        cited += [("first", change.now.first)] if change.now else []
        return self._news(KINDS[change.change], key, change.first, details, cited)

    def _stretch(self, stretch: Stretch) -> News:
        details = {"was": stretch.was or "", "now": stretch.now or ""}
        cited = [("before", stretch.old), ("after", stretch.new)]
        return self._news(KINDS[stretch.change], (stretch.change, *details.values()), stretch.first, details, cited)

    def _news(
        self, kind: Kind, key: tuple[str, ...], day: str, details: dict[str, str], cited: Sequence[tuple[str, Cited]]
    ) -> News:
        parties = (self._subject.speaker, *((self._subject.towards,) if self._subject.towards else ()))
        places = tuple(Place(label, each.document, each.start, each.end) for label, each in cited)
        return News(kind=kind, key=(*parties, *key), day=day, parties=parties, details=details, cited=places)


def used_by_anyone(pattern: re.Pattern[str], phrase: str, new: Iterable[Held], older: Iterable[Held]) -> Iterator[News]:
    """New texts, of whomever, that have a phrase or a variant of it; without an older one the earliest is the first.

    pattern: of the phrase (merge/usage.py); older: looked at only if there is a use.
    """
    uses = [(held.document, match) for held in new if (match := pattern.search(held.document.text))]
    uses.sort(key=lambda use: (use[0].date or "9", use[0].id))
    is_known = bool(uses) and any(pattern.search(held.document.text) for held in older)
    for place, (document, match) in enumerate(uses):
        yield News(
            kind="phrase_used" if is_known or place else "phrase_first_used",
            key=(phrase, document.id),
            day=document.date,
            parties=(document.side,) if document.side else (),
            details={"phrase": phrase},
            cited=(Place("used", document.id, *match.span()),),
        )


def _main(change: Change) -> tuple[str, ...]:
    usages: tuple[Usage | None, ...] = (change.was, change.now)
    return tuple(each.words for each in usages if each)


def _words(change: Change) -> tuple[str, ...]:
    return (*_main(change), *change.along)


def _nothing(_documents: Sequence[str]) -> dict[str, list[Found]]:
    """What the statements of documents are on is not shown here."""
    return {}
