"""Sections on what was promised and what was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from communique.ledger.views import Merged
from communique.publish.brief.encounters import say_when
from communique.publish.brief.known import Promise
from communique.publish.brief.model import Line
from communique.publish.brief.sight import LONGEST_QUOTE, SHOWN, Sight, last_day, told_day
from communique.publish.quoting import shorten
from communique.publish.saying import NOT_STATED, say_count, say_date, say_parties, say_word
from communique.shared.records import Agreement, Commitment

FATES = ("overdue", "open", "fulfilled", "withdrawn")

OPEN_SHOWN, ENDED_SHOWN, PARTIES_NAMED = 10, 3, 4


def commitments(sight: Sight) -> Iterator[Line]:
    """Commitments by what became of them: overdue and open ones, what falls due first at the top; then the ended."""
    standing = sight.promises()
    for fate in FATES:
        here = sorted((each for each in standing if fate_of(each) == fate), key=lambda each: rank(each, sight))
        most = OPEN_SHOWN if fate in ("overdue", "open") else ENDED_SHOWN
        under = f"{fate}: {len(here)}" + (f", the first {most} shown" if len(here) > most else "")
        for promise in here[:most]:
            yield promise_line(promise, sight, under)


def promised(promise: Promise) -> Commitment:
    """The commitment."""
    assert isinstance(promise.merged.record, Commitment)
    return promise.merged.record


def due_of(promise: Promise) -> str | None:
    """When it falls due; a day before the promise was made is something else that its words name."""
    due = promised(promise).due
    made = min((step.day for step in promise.steps if step.day), default="")
    return due if due and last_day(due).isoformat() >= made else None


def fate_of(promise: Promise) -> str:
    """What became of it; without a day on which it falls due it cannot be overdue."""
    return "open" if promise.status == "overdue" and not due_of(promise) else promise.status


def rank(promise: Promise, sight: Sight) -> tuple[bool, str, int]:
    """Sorts promises: those between the two alone first, then what falls due first; without a day the last told."""
    record, due = promised(promise), due_of(promise)
    told = max((last_day(step.day) for step in promise.steps), default=None)
    wider = not {*record.by, *record.to} <= set(sight.pair)
    return wider, last_day(due).isoformat() if due else "9999", -(told.toordinal() if told else 0)


def say_promise(promise: Promise, sight: Sight) -> str:
    """Who to whom, and what."""
    record = promised(promise)
    to = [party for party in record.to if party not in record.by]
    who = _say_sides(record.by, sight) + (f" to {_say_sides(to, sight)}" if to else "")
    return f"{who}: {shorten(record.what, LONGEST_QUOTE)}"


def _say_sides(parties: Sequence[str], sight: Sight) -> str:
    """All of a few parties; of many those of the pair, and how many others there are."""
    if len(parties) <= PARTIES_NAMED:
        return say_parties(parties, sight.names)
    theirs = [party for party in parties if party in sight.pair]
    others = say_count(len(parties) - len(theirs), "others")
    return f"{say_parties(theirs, sight.names)} and {others}" if theirs else others


def promise_line(promise: Promise, sight: Sight, under: str) -> Line:
    """Who, what, when due, and the steps with their days."""
    strength, due = say_word(promised(promise).strength), f"due {say_date(due_of(promise))}"
    text = f"{say_promise(promise, sight)} · {strength} · {due} · {_say_steps(promise)}"
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
