"""Sections on what is not sure: where accounts differ, and what is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from communique.ledger.views import Found, Merged
from communique.publish.brief.encounters import LEVELS, met_there, say_meeting, say_visit, say_when
from communique.publish.brief.known import Difference, Told
from communique.publish.brief.model import Line
from communique.publish.brief.sight import LONGEST_QUOTE, SHOWN, Sight, last_day, milestone
from communique.publish.quoting import shorten
from communique.publish.saying import NOT_STATED, say_date, say_persons, say_place, say_word
from communique.publish.telling import told_date
from communique.shared.edtf import overlap
from communique.shared.records import Person, Place, Statement, Visit

COMPARED = 10
"""The newest meetings with several texts whose accounts are compared."""

LIFE = {"proposed", "planned", "held"}
"""Steps in the life of a meeting: texts that tell of different ones do not contradict each other."""

CLAIMS_SHOWN = 3
"""Claims of one account that are shown of a meeting."""


def differences(sight: Sight) -> Iterator[Line]:
    """Fields of meetings that texts tell differently, what only one side says that the other said, and milestones that
    texts date differently."""
    several = [told for told in sight.held("meetings") if len({each.carrier.id for each in told.found}) > 1]
    for told in sight.told(several[:COMPARED]):
        when = f"meeting {say_when(told.meeting)}"
        for difference in told.differences:
            if not difference.agrees and not set(map(str, difference.values.values())) <= LIFE:
                yield _difference_line(when, difference, told, sight)
        yield from _claims(when, told, sight)
    for thing in sight.things("milestones", whole=True):
        record = milestone(thing)
        dated = [each for each in thing.found if getattr(each.record, "date", None)]
        other = [each for each in dated if not overlap(getattr(each.record, "date", None), record.date)]
        if other:
            dates = dict.fromkeys(say_date(getattr(each.record, "date", None)) for each in dated)
            text = f"{say_word(record.kind)} {record.value or ''}".strip() + f": {' or '.join(dates)}"
            yield sight.citing.line_of(text, [*other[:1], *dated])


def _difference_line(when: str, difference: Difference, told: Told, sight: Sight) -> Line:
    texts = {each.carrier.source: each for each in reversed(told.meeting.found)}
    texts |= {
        each.carrier.source: each
        for thing in (sight.things("commitments") if difference.field == "commitment_due" else ())
        for each in thing.found
        if each.carrier.source in difference.values
    }
    said = [
        f"{_say(value, sight)} ({_publisher(texts.get(source), source)})" for source, value in difference.values.items()
    ]
    text = f"{when} · {say_word(difference.field)}: {'; '.join(said)}"
    return sight.citing.line_of(text, [texts[source] for source in difference.values if source in texts])


def _publisher(found: Found | None, source: str) -> str:
    return (found.carrier.publisher if found else None) or source


def _say(value: Any, sight: Sight) -> str:
    match value:
        case Place():
            return say_place(value, sight.names)
        case tuple() | list():
            return say_persons([each for each in value if isinstance(each, Person)], sight.names)
        case _:
            return say_word(str(value)) if value else NOT_STATED


def _claims(when: str, told: Told, sight: Sight) -> Iterator[Line]:
    """What only one side's text says that the other side said."""
    if len({account.party for account in told.accounts if account.party in sight.pair}) < 2:
        return
    claims = [
        each
        for each in told.one_sided
        if isinstance(each.found.record, Statement) and each.found.record.account == "other_side"
    ]
    for each in claims[:CLAIMS_SHOWN]:
        record = each.found.record
        assert isinstance(record, Statement)
        speakers = ", ".join(sight.names.name(party) for party in record.speakers)
        words = shorten(record.text, LONGEST_QUOTE)
        text = f"{when} · only the account of {sight.names.name(each.party)} has of {speakers}: “{words}”"
        yield sight.citing.line_of(text, [each.found])


MISSED = {
    "relations": "since when there are diplomatic relations",
    "partnership": "the level of a partnership",
    "meetings": "meetings",
    "visits": "visits",
    "commitments": "commitments",
    "agreements": "agreements",
    "fields": "fields of cooperation",
    "positions": "positions",
    "named": "formats and projects",
    "next": "next dates",
}
"""What a section without lines leaves unknown."""


def unknown(sight: Sight, told: Collection[str]) -> Iterator[Line]:
    """What the texts do not say; told: the names of the sections that have lines."""
    for name, what in MISSED.items():
        if name not in told:
            yield Line(text=f"{what}: {NOT_STATED}")
    if "relations" in told and not sight.milestones("diplomatic_relations"):
        yield Line(text=f"{MISSED['relations']}: {NOT_STATED}")
    undated = [told_of for told_of in sight.milestones("partnership")[:1] if not milestone(told_of).date]
    for step in undated:
        yield sight.citing.line(f"since when the {milestone(step).value or 'partnership'} holds: {NOT_STATED}", step)
    if "meetings" in told:
        levels = {getattr(each.record, "level", None) for each in sight.held("meetings")}
        missing = [say_word(level) for level in LEVELS[:3] if level not in levels]
        if missing:
            yield Line(text=f"meetings at the level of {', '.join(missing)}: {NOT_STATED}")
    if "visits" in told:
        for guest, host in (sight.pair, sight.pair[::-1]):
            if not any(getattr(each.record, "host", None) == host for each in sight.things("visits")):
                text = f"visits of {sight.names.name(guest)} to {sight.names.name(host)}: {NOT_STATED}"
                yield Line(text=text)
    yield from _plans_unheard_of(sight)


def _plans_unheard_of(sight: Sight) -> Iterator[Line]:
    """Plans of the last year of whose end no text tells."""
    oldest = sight.as_of - timedelta(days=365)
    for name, say in (("meetings", say_meeting), ("visits", say_visit)):
        passed = [
            plan
            for status in ("planned", "proposed")
            for plan in sight.things(name, status)
            if oldest <= last_day(getattr(plan.record, "date", None)) < sight.as_of and not _came(plan, sight)
        ]
        for plan in passed[:SHOWN]:
            yield sight.citing.line(f"whether it took place: {say(plan, sight)}", plan)


def _came(plan: Merged, sight: Sight) -> bool:
    """True if something of the kind was held on those days."""
    date = getattr(plan.record, "date", None)
    if any(overlap(told_date(held), date) for held in sight.held(plan.list_name)):
        return True
    return isinstance(plan.record, Visit) and met_there(sight, plan) is not None
