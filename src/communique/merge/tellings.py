"""From the records of an account's texts to the form in which it is compared (telling.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from communique.ledger.views import Found
from communique.merge.accounts import Account
from communique.merge.aligning import SAME, Aligner
from communique.merge.comparing import key
from communique.merge.strength import COMPARING
from communique.merge.telling import Said, Telling, Thing, Words
from communique.merge.wording import sentences_of
from communique.shared.knowledge import Knowledge
from communique.shared.parties import STATES, PartyNames, fold
from communique.shared.records import (
    About,
    Agreement,
    Commitment,
    Meeting,
    Milestone,
    Person,
    Record,
    Span,
    Statement,
    Visit,
)

PUBLISHERS = "layouts/publishers.csv"


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What an account is made of. found: all records of its texts; texts: by document id; meetings: the ids of the
    records of the meeting that is compared, none if all that is told is."""

    account: Account
    found: tuple[Found, ...]
    texts: Mapping[str, str]
    meetings: frozenset[str] = frozenset()


class Teller:
    """Makes tellings; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge, names: PartyNames, aligner: Aligner) -> None:
        self._names, self._aligner = names, aligner
        self._facts: Mapping[str, str] = knowledge.mapping(COMPARING)["facts"]
        self._homes = {
            fold(name): row["party"]
            for row in knowledge.table(PUBLISHERS, ["name"], ["names", "party"])
            for name in (row["name"], *row.many("names"))
        }
        self._adjectives = {
            row["code"]: (row["name"], *row.many("adjectives"), *row.many("demonyms"))
            for row in knowledge.table(STATES, ["code"], ["name", "adjectives", "demonyms"])
        }

    def tell(self, material: Material, pair: Sequence[str]) -> Telling:
        """The account as it is compared; pair: the parties that it is about."""
        carriers = material.account.carriers
        first = carriers[0]
        label = first.publisher or next((each.name for each in first.sourcing), first.source)
        home = self._homes.get(fold(label)) or None
        return Telling(
            label=f"{label} ({self._names.name(home)})" if home else label,
            party=material.account.party,
            home=home,
            sources=tuple(carrier.source for carrier in carriers),
            texts=tuple(material.texts[carrier.id] for carrier in carriers),
            said=tuple(self._said(material, pair)),
            things=tuple(_each_once(self._things(material, pair))),
            obvious=tuple(self._obvious(material, pair)),
            rest=tuple(_rest(material)),
        )

    def _obvious(self, material: Material, pair: Sequence[str]) -> Iterator[str]:
        for party in pair:
            yield from self._adjectives.get(party, (self._names.name(party),))
        for found in material.found:
            for person in _people(found.record):
                yield person.name or ""

    def _said(self, material: Material, pair: Sequence[str]) -> list[Said]:
        """The statements; of further carriers those that the first does not have in other words."""
        strengths = {
            each.record.statement: each.record.strength
            for each in material.found
            if isinstance(each.record, Commitment) and each.record.statement
        }
        said: list[Said] = []
        for carrier in material.account.carriers:
            before = tuple(said)
            for found in material.found:
                if found.carrier.id != carrier.id or not _belongs(found.record, material.meetings):
                    continue
                new = self._statement(found, material, pair, strengths)
                if new and not any(self._repeats(new, old) for old in before):
                    said.append(new)
        return said

    def _repeats(self, one: Said, other: Said) -> bool:
        return self._aligner.alike(self._aligner.words(one.text), self._aligner.words(other.text)) >= SAME

    def _statement(
        self, found: Found, material: Material, pair: Sequence[str], strengths: Mapping[str, str]
    ) -> Said | None:
        record = found.record
        where = _where(found, material)
        if isinstance(record, Statement):
            return Said(
                at=where,
                text=record.text,
                act=record.kind,
                by=record.speakers,
                negated=record.negated,
                topics=record.topics,
                about=tuple(each for each in record.about if each.id not in pair),
                strength=strengths.get(record.id),
            )
        if isinstance(record, Commitment) and not record.statement:
            return Said(at=where, text=record.what, act="commit", by=record.by, strength=record.strength)
        return None

    def _things(self, material: Material, pair: Sequence[str]) -> Iterator[Thing]:
        yield from self._meeting_facts(material)
        for found in material.found:
            record, where = found.record, _where(found, material)
            match record:
                case Statement() if _belongs(record, material.meetings):
                    for each in record.about:
                        if each.id not in pair:
                            printed = tuple({each.name: 1, each.id or each.name: 1})
                            yield Thing(
                                at=where,
                                kind="named",
                                key=key(each),
                                name=_with_acronym(each),
                                printed=printed,
                                about=each,
                            )
                case Milestone() if record.stated:
                    yield _milestone(record, where)
                case Visit() if record.visitor.party:
                    yield self._visit(record, where)
                case Agreement(name=str(name)):
                    yield Thing(at=where, kind="agreement", key=fold(name), name=name, printed=(name,))

    def _visit(self, record: Visit, where: Words) -> Thing:
        visitor, host = record.visitor, self._names.name(record.host)
        who = visitor.name or f"the {visitor.office or 'delegation'} of {self._names.name(visitor.party or '')}"
        kind = f"{record.kind} visit" if record.kind else "visit"
        when = f" ({record.date})" if record.date and record.recalled else ""
        ident = f"{visitor.party}>{record.host}{' recalled' * record.recalled}"
        return Thing(at=where, kind="visit", key=ident, name=f"{kind} of {who} to {host}{when}")

    def _meeting_facts(self, material: Material) -> Iterator[Thing]:
        """Place, day and occasion of the meeting, as the first text gives them that does."""
        meetings = [each for each in material.found if isinstance(each.record, Meeting)]
        told = [each for each in meetings if each.record.id in material.meetings] or [
            each for each in meetings if getattr(each.record, "status", "") == "held"
        ]
        for found in told[:1] if not material.meetings else told:
            record = found.record
            assert isinstance(record, Meeting)
            where = _where(found, material)
            given = {
                "place": record.place.name if record.place else None,
                "date": record.date,
                "occasion": record.occasion,
            }
            for field, value in given.items():
                if value:
                    said = _say_day(value) if field == "date" else value
                    name = f"{self._facts[field]}: {said}"
                    printed = (said.split()[0] if field == "date" else said,)  # of a day its weekday
                    yield Thing(at=where, kind="fact", key=field, name=name, value=value, printed=printed)


def _rest(material: Material) -> Iterator[Said]:
    """The sentences of the account in which no statement was read, and that do not tell of the meeting itself."""
    for carrier in material.account.carriers:
        read = [
            span
            for each in material.found
            if each.carrier.id == carrier.id and isinstance(each.record, Statement | Meeting)
            for span in each.record.evidence
        ]
        for each in sentences_of(carrier.source, "", material.texts[carrier.id]):
            end = each.start + len(each.text)
            if not any(span.start < end and each.start < span.end for span in read):
                at = Words(document=carrier.id, evidence=(Span(each.start, end),), words=" ".join(each.text.split()))
                yield Said(at=at, text=each.text, act="", by=())


def _say_day(value: str) -> str:
    """A day with its weekday and month in words; an interval or month as it is."""
    return f"{date.fromisoformat(value):%A %-d %B %Y}" if len(value) == len("2026-01-28") else value


def _with_acronym(thing: About) -> str:
    """Its name, with the acronym by which it is known."""
    ident = thing.id or ""
    is_code = thing.kind in ("state", "place") or not (ident.isalpha() and ident.isupper())
    return thing.name if is_code or ident in thing.name else f"{thing.name} ({ident})"


def _milestone(record: Milestone, where: Words) -> Thing:
    when = f" ({record.date})" if record.date else ""
    if record.kind == "partnership":
        value = str(record.value or record.kind)
        return Thing(
            at=where,
            kind="milestone",
            key=f"partnership {fold(value)}",
            loose="partnership",
            name=f"{value}{when}",
            value=value,
        )
    if record.kind == "anniversary":
        name = f"{record.value}th anniversary of {record.of or 'relations'}"
        return Thing(at=where, kind="milestone", key=fold(name), name=f"{name}{when}")
    name = record.kind.replace("_", " ")
    return Thing(at=where, kind="milestone", key=name, name=f"{name}{when}")


def _people(record: Record) -> Iterator[Person]:
    if isinstance(record, Meeting):
        yield from record.participants
    if isinstance(record, Visit):
        yield record.visitor
    if isinstance(record, Statement):
        yield from record.persons


def _belongs(record: Record, meetings: frozenset[str]) -> bool:
    """True unless it is a statement made at another meeting."""
    meeting = record.meeting if isinstance(record, Statement) else None
    return not meetings or meeting is None or meeting in meetings


def _where(found: Found, material: Material) -> Words:
    evidence, text = found.record.evidence, material.texts[found.carrier.id]
    words = " […] ".join(" ".join(text[span.start : span.end].split()) for span in evidence)
    return Words(document=found.carrier.id, evidence=evidence, words=words)


def _each_once(things: Iterable[Thing]) -> Iterable[Thing]:
    """Each thing once; an agreement that a statement names is one with it."""
    found: dict[tuple[str, str], Thing] = {}
    for thing in things:
        kind = "named" if thing.kind == "agreement" else thing.kind
        found.setdefault((kind, fold(thing.name) if kind == "named" else thing.key), thing)
    return found.values()
