"""`communique ledger-summary`: what a ledger holds after merging, in one object."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from communique.ledger.store import Ledger
from communique.ledger.views import Found
from communique.merge.aligning import Aligner
from communique.merge.fates import Promise
from communique.merge.history import History, Told
from communique.merge.wording import changes, sentences_of
from communique.publish.quoting import words_of
from communique.run.reading_in import put_json
from communique.shared.edtf import bounds
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

FORMAT = "communique-summary/1"


def print_summary(address: str, as_of: date, speaker: str | None = None) -> int:
    """Prints the summary as one JSON object; with a speaker also how its wording changed. Raises CommuniqueError."""
    with Ledger.open(address, create=False) as ledger:
        knowledge = Knowledge()
        found = summary(ledger, knowledge, as_of)
        if speaker:
            found["wording"] = wording(ledger, knowledge, PartyNames(knowledge).resolve(speaker))
        put_json(found)
    return 0


def summary(ledger: Ledger, knowledge: Knowledge, as_of: date) -> dict[str, Any]:
    """How many meetings, visits, carriers and accounts there are after merging; where accounts agree, differ and stand
    alone; what became of promises by `as_of`; which documents were corrected. Documents are named by their source."""
    history = History(ledger, knowledge)
    told = list(history.meetings())
    sources = {each.document.id: each.document.source for each in ledger.documents()}
    return {
        "format": FORMAT,
        "as_of": as_of.isoformat(),
        "meetings": len(told),
        "visits": len(history.things("visits")),
        "carriers": len({each.carrier.id for one in told for each in one.meeting.found}),
        "accounts": len(history.accounts([one.meeting for one in told])),
        "meeting": [_meeting(one) for one in told],
        **_differences(told),
        **_words(ledger, told),
        "commitments": _commitments(ledger, history.promises(as_of)),
        "corrected": [
            {"document": sources[other], "by": sources[one], "because": reason}
            for one, other, reason in ledger.links("corrects")
        ],
    }


def wording(ledger: Ledger, knowledge: Knowledge, speaker: str) -> list[dict[str, Any]]:
    """Every change of a clause that recurs in the texts of a side, without a test of significance."""
    series = [
        sentence
        for held in ledger.documents(with_text=True)
        if held.document.side == speaker
        for origin in held.sources  # the same words may have been published again
        if (span := bounds(origin.published or held.document.date))
        for sentence in sentences_of(origin.source, span[1].isoformat(), held.document.text)
    ]
    return [
        {
            "change": each.change,
            "was": each.was,
            "now": each.now,
            "last": each.last,
            "first": each.first,
            "documents": [each.old.source, each.new.source],
        }
        for each in changes(series, Aligner(knowledge))
    ]


def _meeting(told: Told) -> dict[str, Any]:
    fields = msgspec.structs.asdict(told.meeting.record)
    del fields["evidence"]
    documents = [{"id": c.id, "source": c.source} for account in told.accounts for c in account.carriers]
    accounts = [{"party": a.party, "documents": [c.source for c in a.carriers]} for a in told.accounts]
    return {**fields, "id": told.meeting.id, "documents": documents, "accounts": accounts}


def _differences(told: list[Told]) -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = {"agrees": [], "differs": []}
    for one in told:
        for each in one.differences:
            row = {"meeting": one.meeting.id, "field": each.field, "values": each.values}
            lists["agrees" if each.agrees else "differs"].append(row)
    return lists


def _words(ledger: Ledger, told: list[Told]) -> dict[str, list[dict[str, Any]]]:
    """The words that both sides say, and those that only one says."""
    texts = ledger.texts({c.id for one in told if len(one.accounts) > 1 for a in one.accounts for c in a.carriers})

    def quoted(found: Found) -> str:
        return words_of(texts[found.carrier.id], found.record.evidence)

    confirmed = [
        {"meeting": one.meeting.id, "quotes": [quoted(found) for found in each.found]}
        for one in told
        for each in one.confirmed
    ]
    one_sided = [
        {
            "meeting": one.meeting.id,
            "party": each.party,
            "quote": quoted(each.found),
            "document": each.found.carrier.source,
        }
        for one in told
        for each in one.one_sided
    ]
    return {"confirmed": confirmed, "one_sided": one_sided}


def _commitments(ledger: Ledger, promises: list[Promise]) -> list[dict[str, Any]]:
    texts = ledger.texts({promise.merged.best.carrier.id for promise in promises})
    rows = []
    for promise in promises:
        best, record = promise.merged.best, promise.commitment
        rows.append(
            {
                "id": promise.merged.id,
                "by": record.by,
                "to": record.to,
                "what": record.what,
                "due": record.due,
                "status": promise.status,
                "quote": words_of(texts[best.carrier.id], best.record.evidence),
                "steps": promise.steps,
            }
        )
    return rows
