"""Sections on what the two speak of: fields of cooperation, positions, formats and projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import sqrt

from communique.ledger.views import Found
from communique.publish.brief.model import Line
from communique.publish.brief.sight import LONGEST_QUOTE, SHOWN, Sight
from communique.publish.quoting import shorten
from communique.publish.saying import NOT_STATED, say_count, say_date, say_word
from communique.shared.parties import fold
from communique.shared.records import Statement

FIELDS_SHOWN = 12
NAMED_SHOWN = 12
CITED = 3
"""The newest texts that are cited for a count."""

RECENT = timedelta(days=365)
ENOUGH = 10
"""Texts that there must be in the last year, and before it, for a trend to be told."""

SURE = 1.96
"""Difference of two shares, in standard errors, from which a trend is told: the 95 % level of a two-sided test of two
proportions."""

POSITIONS = ("emphasize", "reaffirm", "support", "oppose", "urge", "express_concern")


def _statement(found: Found) -> Statement:
    assert isinstance(found.record, Statement)
    return found.record


def _weight(found: list[Found]) -> str:
    texts = len({each.carrier.id for each in found})
    return f"{say_count(len(found), 'mentions')} in {say_count(texts, 'texts')}"


def fields(sight: Sight) -> Iterator[Line]:
    """Topics of statements and agreements, the most frequent first, with their trend where there are enough texts."""
    told = [*sight.statements(), *(each for thing in sight.things("agreements") for each in thing.found)]
    by_topic: dict[str, list[Found]] = {}
    for each in sorted(told, key=lambda found: found.carrier.day or "", reverse=True):
        for topic in getattr(each.record, "topics", ()):
            by_topic.setdefault(topic, []).append(each)
    texts = _texts(told, sight)
    for topic, found in sorted(by_topic.items(), key=lambda item: (-len(item[1]), item[0]))[:FIELDS_SHOWN]:
        trend = _trend(_texts(found, sight), texts)
        text = f"{say_word(topic)} · {_weight(found)}" + (f" · {trend}" if trend else "")
        yield sight.citing.line_of(text, _newest(found))


def _newest(found: list[Found]) -> list[Found]:
    """The first record of each of the newest texts."""
    return list({each.carrier.id: each for each in reversed(found)}.values())[::-1][:CITED]


def _texts(found: list[Found], sight: Sight) -> tuple[int, int]:
    """How many texts carry records: those of the last year, and those before it."""
    border = (sight.as_of - RECENT).isoformat()
    days = {each.carrier.id: each.carrier.day for each in found if each.carrier.day}
    now = sum(day > border for day in days.values())
    return now, len(days) - now


def _trend(found: tuple[int, int], told: tuple[int, int]) -> str | None:
    """ "rising" or "falling" with the numbers of texts; None without enough texts or a sure difference."""
    (now, before), (all_now, all_before) = found, told
    if min(all_now, all_before) < ENOUGH:
        return None
    mean = (now + before) / (all_now + all_before)
    error = sqrt(mean * (1 - mean) * (1 / all_now + 1 / all_before))
    if not error or abs(now / all_now - before / all_before) < SURE * error:
        return None
    direction = "rising" if now / all_now > before / all_before else "falling"
    return f"{direction}: {now} of {all_now} texts of the last year, {before} of {all_before} before"


def positions(sight: Sight) -> Iterator[Line]:
    """What each side stresses, supports, opposes and asks for, in the words of the texts, the newest first."""
    spoken = [
        each
        for each in sight.statements()
        if _statement(each).kind in POSITIONS and _statement(each).time in ("current", "future")
    ]
    one, other = sight.pair
    for speakers, under in (
        ({one}, sight.names.name(one)),
        ({other}, sight.names.name(other)),
        ({one, other}, "both"),
    ):
        theirs = [each for each in spoken if set(_statement(each).speakers) == speakers]
        unlike = {fold(_statement(each).text): each for each in reversed(theirs)}
        for each in list(unlike.values())[::-1][:SHOWN]:
            yield sight.citing.line_of(_say_position(each, sight), [each], under=under)


def _say_position(found: Found, sight: Sight) -> str:
    """When, which kind, the words; and whose account it is, where that is the other side's."""
    record, side = _statement(found), found.carrier.side
    kind = ("not " if record.negated else "") + say_word(record.kind)
    words = shorten(record.text, LONGEST_QUOTE)
    told_by = ""
    if record.account == "other_side":
        told_by = f" · as told by {sight.names.name(side) if side else 'the other side'}"
    day = say_date(found.carrier.date) if found.carrier.date else f"date {NOT_STATED}"
    return f"{day} · {kind}: “{words}”{told_by}"


def named(sight: Sight) -> Iterator[Line]:
    """Organisations, initiatives, routes, projects and the like that statements name, by how many texts do."""
    by_name: dict[tuple[str, str], list[Found]] = {}
    for each in sight.statements():
        for about in _statement(each).about:
            if about.kind and about.kind != "state":
                by_name.setdefault((about.name, about.kind), []).append(each)

    def rank(item: tuple[tuple[str, str], list[Found]]) -> tuple[int, int, str]:
        return -len({each.carrier.id for each in item[1]}), -len(item[1]), item[0][0]

    for (name, kind), found in sorted(by_name.items(), key=rank)[:NAMED_SHOWN]:
        last = f", last {say_date(found[0].carrier.date)}" if found[0].carrier.date else ""
        yield sight.citing.line_of(f"{name} ({say_word(kind)}) · {_weight(found)}{last}", _newest(found))
