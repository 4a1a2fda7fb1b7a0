"""A ledger opened to be asked alone says what the ledger itself says, and refuses what that refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.ledger.asking import Asking
from communique.ledger.connect import lists_as_values
from communique.ledger.filters import Filter
from communique.ledger.opening import Opened, open_to_ask
from communique.ledger.rows import RECORD_TYPES
from communique.ledger.source import HEAD
from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.errors import LedgerError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

Maker = Callable[..., Reading]
WANTED = (
    *(Filter(), Filter(newest_first=True, limit=2), Filter(parties=("AZE",), limit=2), Filter(by_cluster=True)),
    *(Filter(parties=("CHN", "AZE")), Filter(parties=("AZE", "CHN", "KAZ")), Filter(as_of="2026-01-28", least=0.5)),
    *(Filter(since="2026-01-20", until="2026"), Filter(status="held", kind="in_person", recalled=False)),
)


@pytest.fixture
def filled(ledger: Ledger, meeting_text: Maker) -> Ledger:
    parties = (("AZE", "CHN"), ("AZE", "CHN", "KAZ"), ("KAZ", "CHN"), ("AZE", "CHN"))
    days = ("2026-01-28", "2026-01-28", "2026-01-10", "2026-02-01")
    ledger.add(
        [
            meeting_text(f"They met. {place}", f"{place}.txt", parties=some, document_date=day)
            for place, (some, day) in enumerate(zip(parties, days, strict=True))
        ]
    )
    Merging(Knowledge()).update(ledger)
    with ledger.judging() as judging:
        judging.link(4, 1, "corrects", (1.0, "it says so", "test"))
        judging.link(1, 2, "same_text", (1.0, "they are alike", "test"))
    return ledger


def all_of(ledger: Asking) -> list[object]:
    """All that is asked of a ledger that is not written to."""
    ids = [held.document.id for held in ledger.documents()]
    clusters = [cluster for _, cluster in ledger.told("meetings", Filter()) if cluster]
    several = [
        (list(ledger.records(name, wanted)), ledger.told(name, wanted), ledger.carriers(name, wanted))
        for name in RECORD_TYPES
        for wanted in WANTED
    ]
    counted = [ledger.count_below(Filter(parties=wanted.parties, least=0.95)) for wanted in WANTED]
    partners = [ledger.partners("CHN", ("meetings",), wanted) for wanted in WANTED]
    return [
        *(ledger.count(), ids, clusters, several, counted, partners, ledger.known([*ids, "none"]), ledger.texts(ids)),
        *(list(ledger.documents(ids[:2], with_text=True)), list(ledger.titled("2026-01-01", "2026-12-31"))),
        *(list(ledger.told_together("meetings", clusters, Filter())), list(ledger.beginning(ids[0][:3]))),
        *(ledger.twins(ids), ledger.links("corrects"), [ledger.judgements_of(each) for each in clusters]),
        *(list(ledger.failures()), ledger.history(), ledger.deed_words([frozenset(("AZE", "CHN"))])),
    ]


def test_it_says_what_the_ledger_says(filled: Ledger, address: str) -> None:
    with open_to_ask(address) as asked:
        assert isinstance(asked, Opened)
        found = all_of(asked)
    assert found == all_of(filled)
    assert found[0] == 4


def test_it_stays_as_it_was(filled: Ledger, address: str, meeting_text: Maker) -> None:
    with open_to_ask(address) as asked:
        assert asked.count() == 4
        filled.add([meeting_text("A fifth text.")])
        assert (asked.count(), filled.count()) == (4, 5)
    with open_to_ask(address) as asked:
        assert asked.count() == 5


def refusal(open_it: Callable[[str], Asking], path: Path) -> str:
    with pytest.raises(LedgerError) as caught, open_it(str(path)):
        pass
    return str(caught.value)


def test_what_is_no_ledger_is_refused_with_the_same_words(tmp_path: Path) -> None:
    notes, other, newer = (tmp_path / name for name in ("notes.txt", "other.db", "newer.db"))
    notes.write_text("These are notes, and not a database. " * 100, encoding="utf-8")
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE cats (name)")
    database.close()
    Ledger.open(str(newer)).close()
    with sqlite3.connect(newer) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_newer'")
    database.close()
    for path in (tmp_path, tmp_path / "none.db", notes, other, newer):
        assert refusal(open_to_ask, path) == refusal(lambda address: Ledger.open(address, create=False), path)


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, meeting_text: Maker) -> None:
    path = tmp_path / "old.db"
    with Ledger.open(str(path)) as ledger:
        ledger.add([meeting_text()])
    with sqlite3.connect(path) as database:
        database.execute("DROP INDEX ix_documents_publisher_day")
        database.execute("DROP TABLE deed_parties")
        database.execute("DROP TABLE watches")
        database.execute("DROP INDEX ix_documents_added")
        database.execute("ALTER TABLE documents DROP COLUMN added")
        database.execute("ALTER TABLE deeds DROP COLUMN stems")
        database.execute("UPDATE alembic_version SET version_num = '0005_review'")
    database.close()
    with open_to_ask(str(path)) as asked:
        assert asked.count() == 1
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    database.close()


def test_what_the_driver_refuses_is_told_in_plain_words(filled: Ledger, address: str) -> None:
    with open_to_ask(address) as asked, pytest.raises(LedgerError, match="cannot be used"), asked.asked() as source:
        list(source.rows("SELECT nothing FROM nowhere"))
    assert filled.count() == 4


def test_lists_of_values_are_one_value_for_postgresql() -> None:
    query, values = lists_as_values("a IN (?, ?) AND b = ? AND c IN (?) LIMIT 5", (1, 2, "b", "c"))
    assert query == "a = ANY(%s) AND b = %s AND c = ANY(%s) LIMIT 5"
    assert values == ([1, 2], "b", ["c"])
