"""The accounts that are compared: of files and addresses, of documents of a ledger, of its meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.ledger.views import Carrier, Found, Merged
from communique.merge.accounts import Account, party_of
from communique.merge.history import History
from communique.merge.life import merge
from communique.merge.tellings import Material
from communique.run.progress import complain
from communique.shared.documents import Document
from communique.shared.edtf import bounds
from communique.shared.errors import InputError, LedgerError, SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS, DocumentRecord, Meeting, Reading

if TYPE_CHECKING:
    from communique.ledger.store import Ledger

ADDRESSES = ("http://", "https://")

LOOKED_BACK = 60
"""The latest earlier texts of a side that its habit is taken from."""


def material_of(reading: Reading) -> Material:
    """A text on its own as an account."""
    carrier = carrier_of(reading.document)
    account = Account(party=party_of(carrier), carriers=(carrier,))
    return Material(account=account, found=_found(reading, carrier), texts={carrier.id: reading.document.text})


def _found(reading: Reading, carrier: Carrier) -> tuple[Found, ...]:
    return tuple(
        Found(list_name=name, record=record, carrier=carrier, day=carrier.day or "")
        for name in LISTS
        for record in getattr(reading, name)
    )


def carrier_of(document: DocumentRecord) -> Carrier:
    """The document as what carries records."""
    span = bounds(document.date)
    return Carrier(
        id=document.id,
        source=document.source,
        kind=document.kind,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        date=document.date,
        side=document.side,
        day=span[1].isoformat() if span else None,
        sourcing=document.sourcing,
    )


def read_one(path: str, knowledge: Knowledge) -> Reading:
    """The reading of the one text that a file or address holds. Raises InputError; SettingsError for several texts."""
    from communique.acquire import read
    from communique.run.pipeline import Reader

    if path.startswith(ADDRESSES):
        return Reader(knowledge).read(_fetched(path))
    arrivals = list(read([path]))
    found = [each for each in arrivals if isinstance(each, Document)]
    for each in arrivals:
        if isinstance(each, InputError):
            if each.kind != "skipped" and not found:
                raise each
            complain(each)
    if len(found) != 1:
        raise SettingsError(f"{path} holds {len(found)} texts; add them to a ledger and compare two by their ids")
    return Reader(knowledge).read(found[0])


def _fetched(url: str) -> Document:
    from communique.acquire.fetching import Fetcher
    from communique.acquire.pages import page_document
    from communique.run.following.clock import SystemClock

    document, notices = page_document(Fetcher(SystemClock()).get(url), url)
    for notice in notices:
        complain(notice)
    return document


class Accounts:
    """Finds accounts in a ledger."""

    def __init__(self, ledger: Ledger, knowledge: Knowledge) -> None:
        self._ledger, self._knowledge = ledger, knowledge
        self._history = History(ledger, knowledge)

    def document(self, name: str) -> Material | None:
        """The document of this id or source; None if the ledger has none."""
        for held in self._ledger.documents():
            if name == held.document.id or any(name == origin.source for origin in held.sources):
                return material_of(self._ledger.reading(held.document.id))
        return None

    def of_meeting(self, ident: str) -> list[Material]:
        """The accounts of a merged meeting, those of its sides first. Raises LedgerError if there are not two."""
        from communique.ledger.filters import Filter

        found = list(self._ledger.told_together("meetings", [ident], Filter()))
        if not found:
            raise LedgerError(
                f"the ledger {self._ledger.label} holds no meeting {ident}; communique meetings lists them"
            )
        materials = self._accounts(merge(found))
        if len(materials) < 2:
            raise LedgerError(f"the ledger {self._ledger.label} holds one account of the meeting {ident} only")
        return materials

    def of_last(self, a: str, b: str) -> list[Material]:
        """The accounts of the last meeting of two parties that two accounts tell of. Raises LedgerError if none."""
        from communique.ledger.filters import Filter

        history = History(self._ledger, self._knowledge, Filter(parties=(a, b), recalled=False, status="held"))
        meetings = sorted(history.things("meetings"), key=lambda each: (each.best.day, each.id), reverse=True)
        for meeting in meetings:
            materials = self._accounts(meeting, (a, b))
            if len(materials) > 1:
                return materials
        raise LedgerError(f"the ledger {self._ledger.label} holds no meeting of {a} and {b} with two accounts")

    def _accounts(self, meeting: Merged, order: Sequence[str] = ()) -> list[Material]:
        """The accounts of those who tell of the meeting itself, its sides first: plans and recollections are none."""
        told = [each for each in meeting.found if _tells(each)]
        if not told:
            return []
        accounts = self._history.accounts([merge(told)])
        people = [person for each in told if isinstance(each.record, Meeting) for person in each.record.participants]
        sides = (*order, *sorted({person.party for person in people if person.party}))
        ordered = sorted(accounts, key=lambda each: sides.index(each.party) if each.party in sides else len(sides))
        ids = frozenset(each.record.id for each in told)
        return [self._material(account, ids) for account in ordered]

    def _material(self, account: Account, meetings: frozenset[str]) -> Material:
        readings = [self._ledger.reading(carrier.id) for carrier in account.carriers]
        found = [
            each
            for reading, carrier in zip(readings, account.carriers, strict=True)
            for each in _found(reading, carrier)
        ]
        texts = {reading.document.id: reading.document.text for reading in readings}
        return Material(account=account, found=tuple(found), texts=texts, meetings=meetings)

    def earlier(self, account: Material, pair: Sequence[str]) -> list[Material]:
        """A side's earlier texts on meetings of a pair, one for each meeting, by day; none for nobody's account."""
        from communique.ledger.filters import Filter

        first = account.account.carriers[0]
        if account.account.party is None or first.day is None or len(pair) != 2:
            return []
        texts: dict[str, Found] = {}
        wanted = Filter(parties=tuple(pair), recalled=False, status="held")
        for each in self._ledger.records("meetings", wanted):
            if party_of(each.carrier) == account.account.party and each.carrier.day and each.carrier.day < first.day:
                texts.setdefault(each.cluster or each.record.id, each)
        carriers = {each.carrier.id: each.carrier for each in texts.values() if each.carrier.id not in account.texts}
        latest = sorted(carriers.values(), key=lambda each: (each.day or "", each.id))[-LOOKED_BACK:]
        return [material_of(self._ledger.reading(carrier.id)) for carrier in latest]


def _tells(found: Found) -> bool:
    record = found.record
    return isinstance(record, Meeting) and record.status == "held" and not record.recalled
