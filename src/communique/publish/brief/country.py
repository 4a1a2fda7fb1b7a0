"""The brief of one party: its partners ranked by the weight of their dealings, and how things stand with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from communique.ledger.views import Dealings
from communique.publish.brief.ahead import next_dates
from communique.publish.brief.citing import Citing
from communique.publish.brief.encounters import say_meeting
from communique.publish.brief.known import Known
from communique.publish.brief.model import Brief, Line, Section
from communique.publish.brief.promises import promised
from communique.publish.brief.relations import partnership
from communique.publish.brief.sight import Asked, Sight
from communique.publish.saying import NOT_STATED, say_count
from communique.shared.parties import PartyNames

PARTNERS_SHOWN = 15

COUNTED = ("meetings", "visits", "agreements", "commitments")


def build_country_brief(
    partners: Sequence[Dealings], whole: Known, known: Callable[[str], Known], names: PartyNames, asked: Asked
) -> Brief:
    """The brief of one party.

    partners: the parties that it deals with, by weight; whole: what is known of it; known: of it and one of them.
    """
    citing, promises, sections = Citing(), whole.promises(asked.as_of), []
    for place, dealings in enumerate(partners[:PARTNERS_SHOWN], start=1):
        pair = Asked(parties=(asked.parties[0], dealings.party), as_of=asked.as_of)
        theirs = [each for each in promises if dealings.party in (*promised(each).by, *promised(each).to)]
        sight = Sight.beside(citing, known(dealings.party), names, pair, theirs)
        title = f"{place}. {names.name(dealings.party)}"
        sections.append(Section(name=dealings.party, title=title, lines=tuple(_partner(sight, dealings))))
    numbered, sources = citing.finished(sections, whole)
    return Brief(
        parties=asked.parties,
        names=(names.name(asked.parties[0]),),
        as_of=asked.as_of.isoformat(),
        since=asked.since,
        until=asked.until,
        sections=numbered,
        sources=sources,
    )


def _partner(sight: Sight, dealings: Dealings) -> Iterator[Line]:
    """The weight, the level of partnership, the last meeting, what comes next."""
    counts = [say_count(dealings.counts[name], name) for name in COUNTED if dealings.counts.get(name)]
    newest = [thing.best for name in COUNTED for thing in sight.things(name)[:1]]
    yield sight.citing.line_of(f"dealings: {', '.join(counts)}; weight {dealings.weight:.1f}", newest)
    level = next(partnership(sight), None)
    yield _labelled("partnership", level)
    meetings = sight.held("meetings")
    last = sight.citing.line(say_meeting(meetings[0], sight), meetings[0]) if meetings else None
    yield _labelled("last meeting", last)
    yield _labelled("next", next(next_dates(sight), None))


def _labelled(label: str, line: Line | None) -> Line:
    if line is None:
        return Line(text=f"{label}: {NOT_STATED}")
    return msgspec.structs.replace(line, text=f"{label}: {line.text}", under=None)
