"""The first section: the most important of the others, on one screen."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.publish.brief.ahead import next_dates
from communique.publish.brief.encounters import LEVELS, balance, say_meeting, visits_made
from communique.publish.brief.model import Line
from communique.publish.brief.promises import fate_of, promise_line, rank
from communique.publish.brief.relations import partnership, relations
from communique.publish.brief.sight import Sight
from communique.publish.saying import say_count

NEXT_SHOWN = 3


def glance(sight: Sight) -> Iterator[Line]:
    """Relations and level, the last meeting, that at the highest level, the last visit and whose turn it is, what is
    overdue or due next, the next dates."""
    for make, label in ((relations, "Relations"), (partnership, "Partnership")):
        line = next(make(sight), None)
        if line:
            yield _labelled(label, line)
    yield from _encounters(sight)
    yield from _promises(sight)
    ahead = next_dates(sight)
    for line, _ in zip(ahead, range(NEXT_SHOWN), strict=False):
        yield _labelled("Ahead", line)


def _labelled(label: str, line: Line) -> Line:
    return msgspec.structs.replace(line, text=f"{label}: {line.text}", under=None)


def _encounters(sight: Sight) -> Iterator[Line]:
    meetings = sight.held("meetings")
    if meetings:
        yield sight.citing.line(f"Last meeting: {say_meeting(meetings[0], sight)}", meetings[0])
        rank = {level: place for place, level in enumerate(LEVELS)}
        highest = min(meetings, key=lambda told: rank.get(str(getattr(told.record, "level", None)), len(LEVELS)))
        if highest is not meetings[0]:
            yield sight.citing.line(f"Last at the highest level: {say_meeting(highest, sight)}", highest)
    made = [each for way in (sight.pair, sight.pair[::-1]) for each in visits_made(sight, way)]
    if made:
        yield _labelled("Last visit", max(made, key=lambda item: item[0])[1])
    for line in balance(sight):
        yield msgspec.structs.replace(line, text=line.text[:1].upper() + line.text[1:], under=None)


def _promises(sight: Sight) -> Iterator[Line]:
    standing = sight.promises()
    for fate in ("overdue", "open"):
        here = [promise for promise in standing if fate_of(promise) == fate]
        if here:
            line = promise_line(min(here, key=lambda each: rank(each, sight)), sight, fate)
            number = f"{say_count(len(here), 'commitments')} {fate}"
            yield _labelled(number + (", the first" if len(here) > 1 else ""), line)
