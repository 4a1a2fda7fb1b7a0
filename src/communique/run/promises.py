"""`communique commitments`: promises with what became of them, and the steps of each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.merge.fates import Promise, Step
from communique.merge.history import History
from communique.publish.quoting import sentence_around
from communique.publish.saying import say_date, say_parties
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.edtf import bounds
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days between which a text told it, the fate,
    the day before which it falls due, the day on which it is judged, and the form."""

    ledger: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    status: str | None = None
    due_before: date | None = None
    as_of: date
    form: str = "table"
    with_documents: bool = False


def list_promises(asked: Asked) -> int:
    """Prints the merged commitments asked for, by the day they fall due. Raises CommuniqueError."""
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    wanted = Filter(parties=parties, since=asked.since, until=asked.until)
    with Ledger.open(asked.ledger, create=False) as ledger:
        promises = chosen(History(ledger, knowledge, wanted).promises(asked.as_of), asked)
        steps = [step for promise in promises for step in promise.steps]
        texts = ledger.texts({step.document for step in steps})
        if asked.form == "jsonl":
            documents = _documents(ledger, promises) if asked.with_documents else {}
            for promise in promises:
                put_json(_line(promise, texts, asked.as_of, documents if asked.with_documents else None))
        else:
            put_table(_rows(promises, texts, names))
    return 0


def chosen(promises: Iterable[Promise], asked: Asked) -> list[Promise]:
    """Those of the fate asked for that fall due before the day, by the day they fall due; without a day last."""
    found = [promise for promise in promises if asked.status in (None, promise.status)]
    if asked.due_before is not None:
        found = [promise for promise in found if due_day(promise) < asked.due_before]
    return sorted(found, key=lambda promise: (due_day(promise), promise.merged.best.day, promise.merged.id))


def due_day(promise: Promise) -> date:
    """The last day on which it falls due; the last of all days if none is stated."""
    span = bounds(promise.commitment.due)
    return span[1] if span else date.max


def _line(
    promise: Promise, texts: Mapping[str, str], as_of: date, documents: Mapping[str, Sequence[object]] | None
) -> dict[str, Any]:
    line = msgspec.structs.asdict(promise.commitment)
    line |= {"id": promise.merged.id, "status": promise.status, "as_of": as_of.isoformat()}
    line["steps"] = [{**msgspec.structs.asdict(step), "words": words_of_step(step, texts)} for step in promise.steps]
    if documents is not None:
        ids = dict.fromkeys(each.carrier.id for each in promise.merged.found)
        line["documents"] = [row for ident in ids for row in documents[ident]]
    return line


def _documents(ledger: Ledger, promises: Iterable[Promise]) -> dict[str, list[dict[str, str]]]:
    ids = {each.carrier.id for promise in promises for each in promise.merged.found}
    return {
        held.document.id: [{"id": held.document.id, "source": origin.source} for origin in held.sources]
        for held in ledger.documents(ids)
    }


def words_of_step(step: Step, texts: Mapping[str, str]) -> str:
    """The sentence in which the step is told."""
    return sentence_around(texts[step.document], step.start, step.end)


def _rows(promises: Sequence[Promise], texts: Mapping[str, str], names: PartyNames) -> Iterator[list[str]]:
    """A row for each promise, and under it one for each step."""
    columns = (
        Column("status", 10, lambda promise: promise.status),
        Column("due", 24, lambda promise: say_date(promise.commitment.due)),
        Column("strength", 10, lambda promise: promise.commitment.strength),
        Column("by", 28, lambda promise: say_parties(promise.commitment.by, names)),
        Column("what", 0, lambda promise: promise.commitment.what),
    )
    header, *rows = table_rows(columns, promises)
    yield header
    for promise, row in zip(promises, rows, strict=True):
        yield row
        for step in promise.steps:
            yield [f"    {step.kind} {say_date(step.day)}, {step.source}: “{words_of_step(step, texts)}”"]
