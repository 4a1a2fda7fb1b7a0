"""The brief of a pair of parties: what the ledger knows of their relations, each line with the words it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.publish.brief.accounts import differences, unknown
from communique.publish.brief.ahead import next_dates
from communique.publish.brief.encounters import meetings, visits
from communique.publish.brief.glance import glance
from communique.publish.brief.known import Known
from communique.publish.brief.model import Brief, Line, Section
from communique.publish.brief.promises import agreements, commitments
from communique.publish.brief.relations import partnership, relations
from communique.publish.brief.sight import Asked, Sight
from communique.publish.brief.subjects import fields, named, positions
from communique.shared.parties import PartyNames

SECTIONS: tuple[tuple[str, str, Callable[[Sight], Iterator[Line]]], ...] = (
    ("glance", "At a glance", glance),
    ("relations", "Relations since", relations),
    ("partnership", "Partnership level", partnership),
    ("meetings", "Last meetings", meetings),
    ("visits", "Visits", visits),
    ("commitments", "Commitments", commitments),
    ("agreements", "Agreements", agreements),
    ("fields", "Fields of cooperation", fields),
    ("positions", "Positions", positions),
    ("named", "Formats and projects", named),
    ("next", "Next dates", next_dates),
    ("differ", "Where accounts differ", differences),
)
"""The sections of a brief in their order: name, title, what makes the lines."""

UNKNOWN = ("unknown", "What is not known")


def build_brief(known: Known, whole: Known, names: PartyNames, asked: Asked) -> Brief:
    """The brief of two parties.

    known: what is known of them in the period asked for; whole: of all time, for what does not depend on a period:
    the state of relations, what is promised, what lies ahead.
    """
    sight = Sight(known, whole, names, asked)
    sections = [Section(name=name, title=title, lines=tuple(make(sight))) for name, title, make in SECTIONS]
    told = {section.name for section in sections if section.lines}
    sections.append(Section(name=UNKNOWN[0], title=UNKNOWN[1], lines=tuple(unknown(sight, told))))
    numbered, sources = sight.citing.finished(sections, whole)
    return Brief(
        parties=asked.parties,
        names=tuple(names.name(party) for party in asked.parties),
        as_of=asked.as_of.isoformat(),
        since=asked.since,
        until=asked.until,
        sections=numbered,
        sources=sources,
    )
