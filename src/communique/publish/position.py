"""Positions over time for people and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from communique.publish.report import Entry, Report, Section, quotation
from communique.publish.saying import say_parties, say_word
from communique.publish.stock import filled, title_of
from communique.shared.parties import PartyNames
from communique.shared.position import FORMAT, Position, Stand

MARKS = {"stronger": "▲", "weaker": "▼", "other": "◆"}


def position_json(position: Position, texts: Mapping[str, str]) -> dict[str, Any]:
    """All that was found as one object; each citation with its words and sentence."""
    return {"format": FORMAT, **filled(position, texts)}


def report_of(position: Position, texts: Mapping[str, str], names: PartyNames) -> Report:
    """The report; texts: of the documents cited, by id."""
    changed = sum(1 for each in position.stands if each.change)
    notes = (
        f"{len(position.stands)} statements; of these {changed} differ from the latest ones that say nearly the same: "
        "▲ further, ▼ less far, ◆ otherwise.",
    )
    turned = tuple(_turn(stand, texts, names) for stand in position.stands if stand.change)
    years: dict[str, list[Stand]] = {}
    for stand in position.stands:
        years.setdefault(stand.cited.day[:4], []).append(stand)
    return Report(
        title=title_of(position.subject, names, "The position"),
        notes=notes if position.stands else ("No statement of the speaker is about it.",),
        sections=(
            *((Section(title="What changed", entries=turned),) if turned else ()),
            *(
                Section(title=year, entries=tuple(_entry(stand, texts, names) for stand in stands))
                for year, stands in years.items()
            ),
        ),
    )


def _entry(stand: Stand, texts: Mapping[str, str], names: PartyNames) -> Entry:
    head = [stand.cited.day, _kind(stand)]
    head += [f"to {say_parties(stand.to, names)}"] if stand.to else []
    head += [", ".join(map(say_word, stand.topics))] if stand.topics else []
    head += [stand.time] if stand.time != "current" else []
    change, lines = stand.change, tuple[str, ...]()
    if change:
        was, now = say_word(change.was), say_word(change.now)
        lines = (f"{MARKS[change.direction]} {was} → {now} (before: {change.before.day}, {change.before.source})",)
    return Entry(head=" · ".join(head), lines=lines, quotations=(quotation("said", stand.cited, texts),))


def _turn(stand: Stand, texts: Mapping[str, str], names: PartyNames) -> Entry:
    """The entry of a statement that differs, with the one before."""
    entry = _entry(stand, texts, names)
    before = (quotation("before", stand.change.before, texts),) if stand.change else ()
    return msgspec.structs.replace(entry, quotations=(*before, *entry.quotations))


def _kind(stand: Stand) -> str:
    emphasis = " (with emphasis)" if stand.degree > 0 else " (softened)" if stand.degree < 0 else ""
    promise = f" ({stand.strength})" if stand.strength else ""
    return f"{'not: ' if stand.negated else ''}{say_word(stand.kind)}{emphasis}{promise}"
