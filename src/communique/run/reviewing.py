"""What the commands under `communique review` do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from communique.ledger.reviewing import RULES, Reviewing, corrected_record
from communique.ledger.store import Ledger
from communique.ledger.views import Decision, Doubt, Reference
from communique.merge.forms import LISTS as MERGED_LISTS
from communique.publish.quoting import one_line
from communique.run.merging import Merging
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS


class Deciding(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's address, who decides, and why."""

    ledger: str
    by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.by.strip() or self.by.startswith(RULES):
            raise SettingsError("--by wants the name of the person who decides")
        if not self.reason.strip():
            raise SettingsError("--reason wants a reason, for those who read the history")


def accept_or_reject(action: str, record: str, whole: bool, deciding: Deciding) -> int:
    """Keeps that a record is right or wrong; whole: all records of the thing that it tells of."""
    with Ledger.open(deciding.ledger, create=False) as ledger:
        for ident in _told_with(ledger, record) if whole else [record]:
            _decide(ledger, deciding, Decision(**_common(deciding), action=action, **_named(ledger, [ident])))
    return 0


def correct(record: str, typed: Sequence[str], deciding: Deciding) -> int:
    """Sets fields of a record, given as FIELD=VALUE; a value is JSON, or else text."""
    with Ledger.open(deciding.ledger, create=False) as ledger:
        named = _named(ledger, [record])
        with ledger.reviewing() as (reviewing, _):
            found = reviewing.record(record)
        changes = changes_of(typed, msgspec.to_builtins(found))
        corrected_record(named["list_name"], found, changes)
        _decide(ledger, deciding, Decision(**_common(deciding), action="correct", changes=changes, **named))
    return 0


def changes_of(typed: Sequence[str], found: Mapping[str, Any]) -> dict[str, Any]:
    """{field: value} of what was typed; "place.name=Sadovo" sets one part of a field, the rest stays as found."""
    changes: dict[str, Any] = {}
    for each in typed:
        field, equals, value = each.partition("=")
        if not equals or not field:
            raise SettingsError(f"{each} is no correction; write FIELD=VALUE, such as date=2026-01-28")
        whole, dot, part = field.partition(".")
        known = changes.get(whole, found.get(whole))
        if dot:
            parts = known if isinstance(known, dict) else {}
            changes[whole] = {**parts, part: _value(value, parts.get(part))}
        else:
            changes[whole] = _value(value, known)
    if not changes:
        raise SettingsError("nothing to correct; write FIELD=VALUE, such as date=2026-01-28")
    return changes


def _value(text: str, known: object) -> Any:
    """JSON, else the text itself; digits are a number where one was found before."""
    if text.isdecimal() and type(known) is int:
        return int(text)
    if text[:1] in '[{"' or text in ("null", "true", "false"):
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise SettingsError(f"{text} is not the JSON that it looks like: {error}") from error
    return text


def merge(one: str, other: str, deciding: Deciding) -> int:
    """Keeps that two records tell of one thing."""
    with Ledger.open(deciding.ledger, create=False) as ledger:
        ones, others = _told_with(ledger, one), _told_with(ledger, other)
        if set(ones) & set(others):
            raise SettingsError(f"{one} and {other} are one thing already")
        mine, theirs = _named(ledger, ones), _named(ledger, others)
        if mine["list_name"] != theirs["list_name"] or mine["list_name"] not in MERGED_LISTS:
            raise SettingsError(f"{one} is of {mine['list_name']} and {other} of {theirs['list_name']}: not one thing")
        decision = Decision(**_common(deciding), action="merge", others=theirs["ones"], **mine)
        _decide(ledger, deciding, decision)
    return 0


def split(record: str, deciding: Deciding) -> int:
    """Keeps that a record is about something else than the others that it was merged with."""
    with Ledger.open(deciding.ledger, create=False) as ledger:
        rest = [each for each in _told_with(ledger, record) if each != record]
        mine = _named(ledger, [record])
        if not rest:
            raise SettingsError(f"{record} was not merged with any other record")
        theirs = _named(ledger, rest)
        decision = Decision(**_common(deciding), action="split", others=theirs["ones"], **mine)
        _decide(ledger, deciding, decision)
    return 0


def undo(number: int, deciding: Deciding) -> int:
    """Takes a decision back."""
    with Ledger.open(deciding.ledger, create=False) as ledger:
        with ledger.reviewing() as (reviewing, _):
            decision = reviewing.undo(number, deciding.by, deciding.reason)

        def again(reviewing: Reviewing) -> list[int]:
            numbers = reviewing.numbers(decision.list_name, decision.ones) if decision.action == "split" else []
            reviewing.touch(numbers)
            return numbers

        Merging(Knowledge()).reviewed(ledger, decision.ones[0].document, again)
    print(f"decision {number} undone")
    return 0


def _decide(ledger: Ledger, deciding: Deciding, decision: Decision) -> None:
    with ledger.reviewing() as (reviewing, _):
        number = reviewing.decide(decision)
    Merging(Knowledge()).reviewed(ledger, decision.ones[0].document)
    print(f"decision {number}: {decision.action} {decision.ones[0].record}, by {deciding.by}")


def _common(deciding: Deciding) -> dict[str, Any]:
    """The fields of a decision that the ledger gives, and who decides why."""
    return {"number": 0, "made": "", "by": deciding.by, "reason": deciding.reason}


def _named(ledger: Ledger, records: Sequence[str]) -> dict[str, Any]:
    with ledger.reviewing() as (reviewing, _):
        found = [reviewing.reference(record) for record in records]
    return {"list_name": found[0][0], "ones": tuple(reference for _, reference in found)}


def _told_with(ledger: Ledger, record: str) -> list[str]:
    with ledger.reviewing() as (reviewing, _):
        return reviewing.told_with(record)


# ---- looking


def print_queue(address: str, list_name: str | None, most: int, form: str) -> int:
    """Prints what is most doubtful: records of least confidence, and pairs merged with the least score."""
    if list_name is not None and list_name not in LISTS:
        raise SettingsError(f"--list {list_name} is no list; the lists are {', '.join(LISTS)}")
    lists = (list_name,) if list_name else LISTS
    with Ledger.open(address, create=False) as ledger:
        with ledger.reviewing() as (reviewing, _):
            records = reviewing.doubtful_records(lists, most)
            pairs = reviewing.doubtful_judgements(lists, most)
        doubts = sorted([*records, *pairs], key=lambda each: (each.score, each.records))[:most]
        words = dict(_words(ledger, doubts))
    if form == "jsonl":
        for each in doubts:
            put_json({**msgspec.structs.asdict(each), "words": [words[record] for record in each.records]})
    else:
        columns = (
            Column("doubt", 5, lambda each: f"{each.score:.2f}"),
            Column("list", 11, lambda each: each.list_name),
            Column("records", 26, lambda each: each.records[0]),
            Column("why", 40, lambda each: each.reason),
            Column("words", 0, lambda each: words[each.records[0]]),
        )
        rows = table_rows(columns, doubts)
        put_table([next(rows)])
        for each, row in zip(doubts, rows, strict=True):
            put_table([row, *([f"       = {record}: {words[record]}"] for record in each.records[1:])])
    return 0


def _words(ledger: Ledger, doubts: Sequence[Doubt]) -> Iterator[tuple[str, str]]:
    """Records and the words in which they stand."""
    with ledger.reviewing() as (reviewing, _):
        references = [reviewing.reference(record)[1] for each in doubts for record in each.records]
    texts = ledger.texts({each.document for each in references})
    for each in references:
        yield each.record, one_line(texts[each.document][each.start : each.end])


def print_history(address: str, record: str | None, form: str) -> int:
    """Prints the decisions in the order made, all or those about a record."""
    with Ledger.open(address, create=False) as ledger, ledger.reviewing() as (reviewing, _):
        decisions = reviewing.decisions()
        if record is not None:
            list_name, place = reviewing.reference(record)
            decisions = [each for each in decisions if each.list_name == list_name and _is_about(each, place)]
    for each in decisions:
        if form == "jsonl":
            put_json(each)
            continue
        what = "".join(f" {field}={msgspec.json.encode(value).decode()}" for field, value in each.changes.items())
        others = f" and {', '.join(other.record for other in each.others)}" if each.others else ""
        ones = ", ".join(one.record for one in each.ones)
        print(f"{each.number}  {each.made}  {each.action} {ones}{others}{what}, by {each.by}: {each.reason}")
        if each.undone:
            print(f"   undone {each.undone} by {each.undone_by}: {each.undone_reason}")
    return 0


def _is_about(decision: Decision, place: Reference) -> bool:
    return any(
        each.document == place.document and min(each.end, place.end) > max(each.start, place.start)
        for each in (*decision.ones, *decision.others)
    )
