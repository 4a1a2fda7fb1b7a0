"""`communique contradictions`: what in a ledger cannot be right together, with the sentences that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import Found, Held, Merged
from communique.merge.claims import Cited, Claim, Contradiction
from communique.merge.contradictions import Agreements, of_levels, of_milestones, of_promises
from communique.merge.crossing import Between, within
from communique.merge.history import History
from communique.merge.holders import Holders
from communique.merge.names import Spelling
from communique.merge.people import People
from communique.merge.sightings import Sighting, sightings_of
from communique.publish.contradictions import Opposition, Side, Witness, opposition_lines
from communique.publish.quoting import LONGEST, one_line, sentence_around, words_of
from communique.publish.saying import say_parties
from communique.run.listing import Listing
from communique.run.people import NAMED_IN
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.edtf import is_day
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Span

BEFORE = 25
"""Characters before a number in which a word can make it vague."""


def list_contradictions(asked: Listing) -> int:
    """Prints the contradictions about the parties asked for, all if none. Raises CommuniqueError."""
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    with Ledger.open(asked.ledger, create=False) as ledger:
        found = sorted(find_contradictions(ledger, knowledge, parties), key=_rank)
        shown = _shown(ledger, found)
    if asked.form == "jsonl":
        for each in shown:
            put_json(each)
    elif asked.form == "table":
        put_table(table_rows(_columns(names), shown))
    else:
        for line in opposition_lines(shown, names):
            print(line)
    return 0


def find_contradictions(ledger: Ledger, knowledge: Knowledge, parties: Sequence[str] = ()) -> Iterator[Contradiction]:
    """All contradictions in a ledger, or those about one or two parties; of two, also about the offices of each."""
    history = History(ledger, knowledge, Filter(parties=tuple(parties)))
    milestones = history.things("milestones")
    yield from of_milestones(milestones)
    yield from of_levels(milestones)
    signed = history.things("agreements")
    agreements = Agreements(knowledge)
    yield from agreements.of_numbers(signed, _words_before(ledger, signed))
    yield from agreements.of_years(signed)
    yield from of_promises(history.things("commitments"))
    for name in ("meetings", "visits"):
        things = history.things(name)
        between = Between(
            Spelling(knowledge), history.twins({each.carrier.id for thing in things for each in thing.found})
        )
        for thing in things:
            yield from within(_with_days(ledger, thing))
        yield from between.of(things)
    people, holders = People(knowledge), Holders(knowledge)
    for party, sightings in sorted(_seen(ledger, parties).items()):
        yield from holders.of(party, people.of(party, sightings))


def _rank(each: Contradiction) -> tuple[bool, str, tuple[str, ...], str, str, str]:
    """Sorts those of two texts before those with the knowledge files, then by what they are about."""
    one, other = each.claims
    return bool(one.known or other.known), each.kind, each.parties, each.about, one.value, other.value


def _seen(ledger: Ledger, parties: Sequence[str]) -> dict[str, list[Sighting]]:
    """The sightings of people by party: of all, or of those given."""
    seen: dict[str, list[Sighting]] = {}
    for wanted in [Filter(parties=(party,)) for party in parties] or [Filter()]:
        found = (each for name in NAMED_IN for each in ledger.records(name, wanted))
        for party, sighting in sightings_of(found):
            if wanted.parties in ((), (party,)):
                seen.setdefault(party, []).append(sighting)
    return seen


def _words_before(ledger: Ledger, things: Iterable[Merged]) -> dict[str, str]:
    """The words of the records that count, from a little before the number on."""
    counting = [each for thing in things for each in thing.found if getattr(each.record, "count", None) is not None]
    texts = ledger.texts({each.carrier.id for each in counting})
    return {each.record.id: _stretch(texts[each.carrier.id], each.record.evidence, BEFORE) for each in counting}


def _stretch(text: str, evidence: Sequence[Span], before: int) -> str:
    return text[max(0, evidence[0].start - before) : evidence[-1].end]


def _with_days(ledger: Ledger, thing: Merged) -> Merged:
    """The thing; where a text calls it off without a day of its own, the only day in that sentence is taken."""
    found = tuple(_with_day(ledger, each) if _has_no_day(each) else each for each in thing.found)
    return msgspec.structs.replace(thing, found=found)


def _has_no_day(found: Found) -> bool:
    return getattr(found.record, "status", None) == "cancelled" and getattr(found.record, "date", None) is None


def _with_day(ledger: Ledger, found: Found) -> Found:
    reading = ledger.reading(found.carrier.id)
    first, last = found.record.evidence[0].start, found.record.evidence[-1].end
    sentence = sentence_around(reading.document.text, first, last)
    near = [each for each in reading.dates if first - LONGEST <= each.start <= last + LONGEST]
    days = {each.value for each in near if is_day(each.value) and one_line(each.text) in sentence}
    if len(days) != 1:
        return found
    record = msgspec.structs.replace(found.record, date=days.pop())
    return msgspec.structs.replace(found, record=record)


def _shown(ledger: Ledger, found: Sequence[Contradiction]) -> list[Opposition]:
    ids = {cited.document for each in found for side in each.claims for cited in side.cited}
    held = {each.document.id: each for each in ledger.documents(ids, with_text=True)}
    return [
        Opposition(
            kind=each.kind,
            parties=each.parties,
            about=each.about,
            sides=(_side(each.claims[0], held), _side(each.claims[1], held)),
            reason=each.reason,
        )
        for each in found
    ]


def _side(claimed: Claim, held: Mapping[str, Held]) -> Side:
    witnesses = tuple(_witness(cited, held[cited.document]) for cited in claimed.cited)
    return Side(value=one_line(claimed.value), witnesses=witnesses, known=claimed.known)


def _witness(cited: Cited, held: Held) -> Witness:
    document, evidence = held.document, cited.evidence
    return Witness(
        document=document.id,
        source=document.source,
        publisher=document.publisher,
        date=document.date,
        record=cited.record,
        words=words_of(document.text, evidence),
        sentence=sentence_around(document.text, evidence[0].start, evidence[-1].end),
    )


def _columns(names: PartyNames) -> tuple[Column, ...]:
    def of(side: Side) -> str:
        return side.known or ", ".join(each.source for each in side.witnesses)

    return (
        Column("kind", 26, lambda shown: shown.kind),
        Column("parties", 24, lambda shown: say_parties(shown.parties, names)),
        Column("about", 40, lambda shown: shown.about),
        Column("values", 50, lambda shown: " or ".join(side.value for side in shown.sides)),
        Column("sources", 0, lambda shown: " against ".join(of(side) for side in shown.sides)),
    )
