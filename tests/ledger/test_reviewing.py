"""Decisions on records, in the ledger alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import Decision, Reference
from communique.shared.errors import LedgerError
from communique.shared.records import Reading


def rejection(reading: Reading) -> Decision:
    place = Reference(record="of-older-rules", document=reading.document.id, start=2, end=len(reading.document.text))
    return Decision(
        number=0, made="", action="reject", list_name="meetings", ones=(place,), by="R. Berg", reason="read it"
    )


def test_a_decision_finds_its_record_by_the_words(ledger: Ledger, meeting_text: Callable[..., Reading]) -> None:
    reading = meeting_text()
    ledger.add([reading, meeting_text(text="Another text of another day.", source="b.txt")])
    with ledger.reviewing() as (reviewing, _):
        assert reviewing.decide(rejection(reading)) == 1
        assert len(reviewing.apply(reading.document.id)) == 1
        assert reviewing.apply(reading.document.id) == []
    assert [each.carrier.source for each in ledger.records("meetings")] == ["b.txt"]
    assert len(list(ledger.records("meetings", Filter(rejected=True)))) == 2
    assert len(ledger.reading(reading.document.id).meetings) == 1


def test_what_was_undone_stays_in_the_history(ledger: Ledger, meeting_text: Callable[..., Reading]) -> None:
    reading = meeting_text()
    ledger.add([reading])
    with ledger.reviewing() as (reviewing, _):
        reviewing.decide(rejection(reading))
        reviewing.undo(1, "K. Dahl", "it is right")
        assert [each.undone_by for each in reviewing.decisions()] == ["K. Dahl"]
        assert reviewing.decisions(standing=True) == []
        with pytest.raises(LedgerError, match="was undone already"):
            reviewing.undo(1, "K. Dahl", "again")


def test_a_ledger_of_the_version_before_gets_the_tables(tmp_path: Path, meeting_text: Callable[..., Reading]) -> None:
    address = str(tmp_path / "old.db")
    with Ledger.open(address) as ledger:
        ledger.add([meeting_text()])
    engine = create_engine(f"sqlite:///{address}")
    with engine.begin() as connection:
        for table in ("old_readings", "document_rules", "record_reviews", "decisions", "deed_parties", "watches"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DROP INDEX ix_documents_publisher_day"))
        connection.execute(text("DROP INDEX ix_documents_added"))
        connection.execute(text("ALTER TABLE documents DROP COLUMN added"))
        connection.execute(text("ALTER TABLE deeds DROP COLUMN stems"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004_following'"))
    engine.dispose()
    with Ledger.open(address) as ledger:
        assert len(list(ledger.records("meetings"))) == 1
        with ledger.reviewing() as (reviewing, _):
            assert reviewing.decisions() == []
