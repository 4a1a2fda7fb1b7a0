"""`communique compare`: two texts, or the accounts of a meeting, compared and printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from communique.merge.comparing import Comparer
from communique.merge.habit import against_habit
from communique.merge.tellings import Material, Teller
from communique.run.accounts import ADDRESSES, Accounts, material_of, read_one
from communique.shared.comparison import Comparison, Habit, Letter
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Meeting, Statement


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. what: files, addresses, ids or sources of documents, or with `last` two parties; meeting: the
    id of a merged meeting; ledger: its address; explicit: whether the user named it."""

    what: tuple[str, ...] = ()
    meeting: str | None = None
    last: bool = False
    ledger: str
    explicit: bool = False
    form: str = "terminal"


def pair_of(materials: Iterable[Material]) -> tuple[str, ...]:
    """The parties that accounts are about: those that meet, else those that speak."""
    found = [each.record for material in materials for each in material.found]
    meet = {
        person.party
        for record in found
        if isinstance(record, Meeting) and not record.recalled
        for person in record.participants
        if person.party
    }
    speak = {party for record in found if isinstance(record, Statement) for party in record.speakers}
    return tuple(sorted(meet or speak))


class Comparing:
    """Compares accounts; reads the knowledge once."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        self.names = PartyNames(self.knowledge)
        self._comparer = Comparer(self.knowledge)
        self._teller = Teller(self.knowledge, self.names, self._comparer.aligner)

    def compare(self, a: Material, b: Material) -> Comparison:
        """Two accounts compared."""
        pair = pair_of((a, b))
        found = self._comparer.compare(self._teller.tell(a, pair), self._teller.tell(b, pair))
        return msgspec.structs.replace(found, notes=tuple(_notes(a, b)))

    def habits(self, accounts: Sequence[Material], known: Accounts) -> tuple[Habit, ...]:
        """Each account of a side against the earlier ones that a ledger has."""
        pair = pair_of(accounts)
        letters: tuple[Letter, Letter] = ("a", "b")
        habits = []
        for letter, account in zip(letters, accounts, strict=True):
            earlier = [
                (each.account.carriers[0].day, self._teller.tell(each, pair)) for each in known.earlier(account, pair)
            ]
            habits.append(against_habit(self._teller.tell(account, pair), earlier, letter, self._comparer.aligner))
        return tuple(habits)


def _notes(a: Material, b: Material) -> Iterable[str]:
    """What hampers the comparison."""
    for material in (a, b):
        if not any(isinstance(each.record, Statement) for each in material.found):
            source = material.account.carriers[0].source
            yield f"No statements were read in {source}; only what is named and printed can be compared."


def print_comparison(asked: Asked) -> int:
    """Prints the comparison. Raises CommuniqueError."""
    from communique.publish.comparison import comparison_json, page_of

    comparing = Comparing()
    comparison, texts = compare(asked, comparing)
    if asked.form == "json":
        from communique.run.reading_in import put_json

        put_json(comparison_json(comparison, comparing.names))
        return 0
    page = page_of(comparison, texts, comparing.names)
    if asked.form == "markdown":
        from communique.publish.comparison_markdown import comparison_markdown

        sys.stdout.write(comparison_markdown(page))
    elif asked.form == "html":
        from communique.publish.comparison_html import comparison_html

        sys.stdout.write(comparison_html(page))
    else:
        from communique.publish.comparison_terminal import print_page
        from communique.publish.terminal import console_for

        print_page(page, console_for())
    return 0


def compare(asked: Asked, comparing: Comparing) -> tuple[Comparison, Mapping[str, str]]:
    """What is asked for, compared, and the texts of its documents by id."""
    from communique.ledger.store import Ledger

    wants_meeting = asked.last or asked.meeting is not None
    if len(asked.what) != (0 if asked.meeting else 2):
        raise SettingsError("compare needs two texts, two parties with --last, or --meeting and nothing else")
    if not wants_meeting and not asked.explicit and not _names_documents(asked):
        readings = [read_one(each, comparing.knowledge) for each in asked.what]
        return _compared([material_of(each) for each in readings], comparing)
    with Ledger.open(asked.ledger, create=False) as ledger:
        known = Accounts(ledger, comparing.knowledge)
        if asked.meeting is not None:
            materials = known.of_meeting(asked.meeting)
        elif asked.last:
            materials = known.of_last(comparing.names.resolve(asked.what[0]), comparing.names.resolve(asked.what[1]))
        else:
            materials = [
                known.document(each) or material_of(read_one(each, comparing.knowledge)) for each in asked.what
            ]
        comparison, texts = _compared(materials, comparing)
        return msgspec.structs.replace(comparison, habits=comparing.habits(materials[:2], known)), texts


def _names_documents(asked: Asked) -> bool:
    """True if something asked for is no file or address and there is a ledger that may hold it."""
    there = "://" in asked.ledger or Path(asked.ledger).exists()
    return there and any(not each.startswith(ADDRESSES) and not Path(each).exists() for each in asked.what)


def _compared(materials: Sequence[Material], comparing: Comparing) -> tuple[Comparison, Mapping[str, str]]:
    a, b, *rest = materials
    others = tuple(carrier.source for each in rest for carrier in each.account.carriers)
    return msgspec.structs.replace(comparing.compare(a, b), others=others), {**a.texts, **b.texts}
