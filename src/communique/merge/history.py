"""The history of parties as a ledger has it: merged things, accounts, what each side says alone, promises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property

import msgspec

from communique.ledger.asking import Asking
from communique.ledger.filters import Filter
from communique.ledger.source import VALUES_AT_ONCE
from communique.ledger.views import Carrier, Deed, Found, Held, Merged
from communique.merge.accounts import Account, accounts_of, carriers_of, groups_of
from communique.merge.aligning import Aligner
from communique.merge.differences import Difference, of_meeting, of_promises
from communique.merge.fates import Fates, Promise
from communique.merge.fulfilling import Fulfilling, Sharing
from communique.merge.life import merge, merged
from communique.merge.mentions import POINTED_WITHIN, Mentions
from communique.merge.names import Spelling
from communique.merge.outcomes import Outcomes, Tie
from communique.merge.texts import days_after
from communique.merge.visiting import as_meeting, at_gathering, by_pair, during, told_apart
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Statement


class OneSided(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that only the account of `party` has."""

    party: str
    found: Found


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of two accounts that say the same."""

    parties: tuple[str | None, str | None]
    found: tuple[Found, Found]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A merged meeting with its accounts, what they agree and differ in, and whose statements meet."""

    meeting: Merged
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]
    confirmed: tuple[Confirmed, ...]
    one_sided: tuple[OneSided, ...]


class History:
    """Looks at a ledger. wanted: which records; the things that they tell of are given whole."""

    def __init__(
        self, ledger: Asking, knowledge: Knowledge, wanted: Filter | None = None, names: PartyNames | None = None
    ) -> None:
        """names: of the parties, where they are read already."""
        self._ledger, self._knowledge, self._wanted, self._given = ledger, knowledge, wanted or Filter(), names
        self._twins: dict[str, str] = {}
        self._seen: dict[str, list[Merged]] = {}

    @cached_property
    def _names(self) -> PartyNames:
        return self._given or PartyNames(self._knowledge)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._knowledge)

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self._knowledge)

    def of(self, wanted: Filter) -> History:
        """The same history, looked at for other records; its knowledge is not read again."""
        if wanted == self._wanted:
            return self
        other = copy(self)
        other._wanted, other._seen = wanted, {}
        return other

    def things(self, list_name: str) -> list[Merged]:
        """The merged things of a list that a record wanted tells of, each with all its records, in their order.

        Records that are less sure than wanted.least are not among them, so a thing is left out if all of its are.
        """
        if self._wanted == Filter():
            return merged(self._ledger.records(list_name, self._wanted))
        if list_name not in self._seen:
            self._seen[list_name] = self._whole(list_name)
        return list(self._seen[list_name])

    def carriers(self, list_name: str) -> list[Carrier]:
        """The documents that carry the records wanted of a list of records that are not merged with others."""
        return self._ledger.carriers(list_name, self._wanted)

    def _whole(self, list_name: str) -> list[Merged]:
        """The things that the records wanted tell of, with all that others tell of them."""
        found = self._ledger.told(list_name, self._wanted)
        clusters = list(dict.fromkeys(cluster or ident for ident, cluster in found))
        told: dict[str, list[Found]] = {}
        if any(cluster is None for _, cluster in found):  # an addition was cut off before its merging
            alone = (each for each in self._ledger.records(list_name, self._wanted) if each.cluster is None)
            told = {each.record.id: [each] for each in alone}
        for each in self._ledger.told_together(list_name, clusters, self._wanted):
            told.setdefault(each.cluster or "", []).append(each)
        return [merge(told[cluster]) for cluster in clusters]

    def left_out(self) -> int:
        """How many records are left out because they are less sure than wanted.least."""
        return self._ledger.count_below(self._wanted)

    def statements_in(self, documents: Collection[str]) -> list[Found]:
        """The statements of documents, by whomever, in the order of the texts."""
        found: list[Found] = []
        rest = sorted(documents)
        while rest:
            some, rest = tuple(rest[:VALUES_AT_ONCE]), rest[VALUES_AT_ONCE:]
            found += self._ledger.records(
                "statements", Filter(documents=some, as_of=self._wanted.as_of, least=self._wanted.least)
            )
        return found

    def documents(self, ids: Collection[str]) -> dict[str, Held]:
        """Documents with their texts, by id."""
        return {each.document.id: each for each in self._ledger.documents(sorted(ids), with_text=True)}

    def twins(self, ids: Collection[str]) -> Mapping[str, str]:
        """For documents, these at least, the name of the group of those with nearly the same words.

        Whoever asks for the accounts of many things one by one asks for the twins of all their texts first.
        """
        new = set(ids) - self._twins.keys()
        if new:
            groups = groups_of(self._ledger.twins(new))
            self._twins |= {each: groups.get(each, each) for each in new | groups.keys()}
        return self._twins

    def meetings_during(self, visits: Iterable[Merged]) -> dict[str, list[Merged]]:
        """The meetings that took place during visits, by the id of the visit."""
        meetings = by_pair(self.things("meetings"))
        return {visit.id: during(visit, meetings, self._spelling) for visit in visits}

    def with_gatherings(self, meetings: Sequence[Merged]) -> tuple[list[Merged], dict[str, list[Merged]]]:
        """Meetings, and gatherings as meetings of many, each thing once; and the meetings at a gathering, by its id."""
        gatherings = [shown for each in self.things("gatherings") if (shown := as_meeting(each))]
        apart, gatherings = told_apart(meetings, gatherings)
        return [*apart, *gatherings], {each.id: at_gathering(each, apart) for each in gatherings}

    def outcomes(self, things: Sequence[Merged]) -> dict[str, list[Tie]]:
        """Texts that meetings, visits or gatherings brought about, or that point at them, by the id of the thing."""
        days = sorted(each.carrier.day for thing in things for each in thing.found if each.carrier.day)
        days += [each.day for thing in things for each in thing.found if each.day]
        if not days:
            return {}
        around = (days_after(min(days), -POINTED_WITHIN), days_after(max(days), POINTED_WITHIN))
        carriers = list(self._ledger.titled(*around))
        found = Outcomes(self._knowledge, self._names, self._spelling).ties(things, carriers)
        mentions = Mentions(self._knowledge, self._names, self._spelling)
        for ident, ties in mentions.ties(things, carriers, self._ledger.texts).items():
            have = {tie.carrier.id for tie in found.setdefault(ident, [])}
            found[ident] += [tie for tie in ties if tie.carrier.id not in have]
        return found

    def accounts(self, things: Iterable[Merged]) -> tuple[Account, ...]:
        """The accounts that carry these things."""
        carriers = carriers_of(each for thing in things for each in thing.found)
        return accounts_of(carriers, self.twins([each.id for each in carriers]) if len(carriers) > 1 else {})

    def meetings(self) -> Iterator[Told]:
        """The meetings, each with what its accounts say."""
        return self.told(self.things("meetings"))

    def told(self, meetings: Iterable[Merged]) -> Iterator[Told]:
        """What the accounts of meetings say."""
        wanted = list(meetings)
        if not wanted:
            return
        statements = self._by_document(wanted)
        promises = [({each.carrier.id for each in thing.found}, thing) for thing in self.things("commitments")]
        self.twins({each.carrier.id for meeting in wanted for each in meeting.found})
        for meeting in wanted:
            accounts = self.accounts([meeting])
            said = [_said_in(account, meeting, statements) for account in accounts]
            documents = {carrier.id for account in accounts for carrier in account.carriers}
            of_it = [promise for told_in, promise in promises if told_in <= documents]
            confirmed, one_sided = self._aligned(accounts, said)
            yield Told(
                meeting=meeting,
                accounts=accounts,
                differences=(*of_meeting(meeting, self._spelling), *of_promises(of_it)),
                confirmed=confirmed,
                one_sided=one_sided,
            )

    def _by_document(self, meetings: Sequence[Merged]) -> dict[str, list[Found]]:
        """The statements in texts on the meetings, by the document that carries them."""
        by_document: dict[str, list[Found]] = {}
        for each in self.statements_in({each.carrier.id for meeting in meetings for each in meeting.found}):
            by_document.setdefault(each.carrier.id, []).append(each)
        return by_document

    def _aligned(
        self, accounts: Sequence[Account], said: Sequence[Sequence[Found]]
    ) -> tuple[tuple[Confirmed, ...], tuple[OneSided, ...]]:
        if len(accounts) < 2:
            return (), ()
        confirmed: list[Confirmed] = []
        met: set[str] = set()
        for place, mine in enumerate(said):
            for before in range(place):
                theirs = said[before]
                for pair in self._aligner.pairs([_of(each) for each in theirs], [_of(each) for each in mine]):
                    two = (theirs[pair.one], mine[pair.other])
                    met |= {each.record.id for each in two}
                    parties = (accounts[before].party, accounts[place].party)
                    confirmed.append(Confirmed(parties=parties, found=two))
        alone = [
            OneSided(party=account.party, found=each)
            for account, theirs in zip(accounts, said, strict=True)
            if account.party
            for each in theirs
            if each.record.id not in met
        ]
        return tuple(confirmed), tuple(alone)

    def promises(self, as_of: date) -> list[Promise]:
        """The commitments as they stand on a day."""
        things = [thing for thing in self.things("commitments") if _made_by(thing, as_of)]
        fulfilling = Fulfilling(self._knowledge, self._names)
        fates = Fates(self._deeds(things, fulfilling), fulfilling, as_of)
        return [fates.of(thing) for thing in things]

    def _deeds(self, things: Sequence[Merged], fulfilling: Fulfilling) -> list[Deed]:
        """The sentences that may tell what became of promises: those that have most words of what was promised."""
        objects = [fulfilling.object_of(getattr(thing.record, "what", ""), _sides(thing)) for thing in things]
        promised = {frozenset(_sides(thing)) for thing, found in zip(things, objects, strict=True) if found}
        words = self._ledger.deed_words(promised)
        sought = frozenset(word for found in objects if found for word in found.words)
        sharing = Sharing((each.stems for each in words), sought)
        places = {place for found in objects if found for place in sharing.places(found)}
        return self._ledger.deeds([words[place] for place in sorted(places)])


def _made_by(thing: Merged, as_of: date) -> bool:
    return any(not each.carrier.day or each.carrier.day <= as_of.isoformat() for each in thing.found)


def _sides(thing: Merged) -> tuple[str, ...]:
    record = thing.record
    return (*getattr(record, "by", ()), *getattr(record, "to", ()))


def _of(found: Found) -> Statement:
    assert isinstance(found.record, Statement)
    return found.record


def _said_in(account: Account, meeting: Merged, statements: dict[str, list[Found]]) -> list[Found]:
    """The statements of an account at a meeting: of several carriers, those of the side's own text first."""
    ids = {each.record.id for each in meeting.found}
    said: list[Found] = []
    for carrier in account.carriers:
        here = [each for each in statements.get(carrier.id, ()) if _of(each).meeting in ids]
        seen = {_of(each).text for each in said}
        said += [each for each in here if _of(each).text not in seen]
    return said
