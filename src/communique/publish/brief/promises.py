"""Sections on what was promised and what was signed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from communique.ledger.views import Merged
from communique.publish.brief.encounters import say_when
from communique.publish.brief.known import Promise
from communique.publish.brief.model import Line
from communique.publish.brief.sight import SHOWN, Sight, last_day, told_day
from communique.publish.saying import NOT_STATED, say_date, say_parties, say_word
from communique.shared.records import Agreement, Commitment

FATES = ("overdue", "open", "fulfilled", "withdrawn")

OPEN_SHOWN, ENDED_SHOWN = 10, 3


def commitments(sight: Sight) -> Iterator[Line]:
    """Commitments by what became of them: overdue and open ones, what falls due first at the top; then the ended."""
    standing = sight.promises()
    for fate in FATES:
        here = [promise for promise in standing if promise.status == fate]
        most = OPEN_SHOWN if fate in ("overdue", "open") else ENDED_SHOWN
        under = f"{fate}: {len(here)}" + (f", the first {most} shown" if len(here) > most else "")
        for promise in sorted(here, key=urgency)[:most]:
            yield promise_line(promise, sight, under)


def promised(promise: Promise) -> Commitment:
    """The commitment."""
    assert isinstance(promise.merged.record, Commitment)
    return promise.merged.record


def urgency(promise: Promise) -> tuple[str, int]:
    """Sorts promises: what falls due first; without a day the one told last."""
    due = promised(promise).due
    told = max((last_day(step.day) for step in promise.steps), default=None)
    return (last_day(due).isoformat() if due else "9999", -(told.toordinal() if told else 0))


def promise_line(promise: Promise, sight: Sight, under: str) -> Line:
    """Who, what, when due, and the steps with their days."""
    record = promised(promise)
    to = [party for party in record.to if party not in record.by]
    who = say_parties(record.by, sight.names) + (f" to {say_parties(to, sight.names)}" if to else "")
    due = f"due {say_date(record.due)}"
    text = f"{who}: {record.what} · {say_word(record.strength)} · {due} · {_say_steps(promise)}"
    return sight.citing.line_of_steps(text, promise.merged, promise.steps, under)


def _say_steps(promise: Promise) -> str:
    said = []
    for kind, steps in groupby(promise.steps, key=lambda step: step.kind):
        days = dict.fromkeys(say_date(step.day) for step in steps)
        said.append(f"{kind} {', '.join(days)}")
    return ", ".join(said)


def agreements(sight: Sight) -> Iterator[Line]:
    """Instruments, the newest first; one without a name is shown by the words that tell of it."""
    for told in sorted(sight.things("agreements"), key=told_day, reverse=True)[: 2 * SHOWN]:
        yield sight.citing.line(say_agreement(told, sight), told)


def say_agreement(told: Merged, sight: Sight) -> str:
    """An instrument in one line: when, status, kind and number, name."""
    record = told.record
    assert isinstance(record, Agreement)
    kind = say_word(record.kind) if record.kind != "other" else "instrument"
    many = f" ({record.count})" if record.count is not None else ""
    name = record.name or f"name {NOT_STATED}: “{sight.words(told.best)}”"
    return f"{say_when(told)} · {say_word(record.status)} · {kind}{many} · {name}"


def due_from(promises: Sequence[Promise], fates: Collection[str]) -> list[Promise]:
    """The promises with these fates that have a day, the first due first."""
    return sorted((each for each in promises if each.status in fates and promised(each).due), key=urgency)
