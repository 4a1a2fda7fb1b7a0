"""Watches, and which documents came in since, on each store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from communique.ledger.store import Ledger
from communique.ledger.watching import Watching
from communique.shared.records import Reading
from communique.shared.watching import Query, Watch

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SAVED = NOON.isoformat()


class Ticking:
    """A clock that goes on by a day with each look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return NOON + timedelta(days=self.looks - 1)


@pytest.fixture
def ticking(address: str, meeting_text: Callable[..., Reading]) -> str:
    """The address of a ledger with a text of 4 May, one of 5 May and two of 6 May."""
    with Ledger.open(address, clock=Ticking()) as ledger:
        for names in (("a",), ("b",), ("c", "d")):
            ledger.add([meeting_text(text=f"Text {name}.", source=name) for name in names])
    return address


def names_of(ledger: Ledger, ids: list[str]) -> list[str]:
    sources = {each.document.id: each.document.source for each in ledger.documents()}
    return [sources[each] for each in ids]


def test_documents_are_known_by_when_they_came_in(ticking: str) -> None:
    with Ledger.open(ticking, create=False) as ledger:
        watching = Watching(ledger)
        numbers = [watching.before(time) for time in ("2026", "2026-05-05", "2026-05-05T13:00:00+00:00", "2027")]
        assert numbers == [0, 1, 2, 4] == [*numbers[:3], watching.newest()]
        assert names_of(ledger, watching.arrived(1, 3)) == ["b", "c"]
        ids = watching.arrived(0, 4)
        assert [watching.added(ids)[each][:10] for each in ids] == [f"2026-05-0{day}" for day in (4, 5, 6, 6)]


def test_the_same_text_again_is_not_new(ticking: str, meeting_text: Callable[..., Reading]) -> None:
    with Ledger.open(ticking) as ledger:
        ledger.add([meeting_text(text="Text a.", source="carried again")])
        assert Watching(ledger).newest() == 4


def test_of_texts_of_an_older_ledger_the_end_of_their_run_is_known(
    tmp_path: Path, meeting_text: Callable[..., Reading]
) -> None:
    address = str(tmp_path / "old.db")
    with Ledger.open(address, clock=Ticking()) as ledger:
        for name in ("a", "b"):
            ledger.add([meeting_text(text=f"Text {name}.", source=name)])
    engine = create_engine(f"sqlite:///{address}")
    with engine.begin() as connection:
        for change in ("DROP TABLE watches", "DROP INDEX ix_documents_added"):
            connection.execute(text(change))
        connection.execute(text("ALTER TABLE documents DROP COLUMN added"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0006_at_size'"))
    engine.dispose()
    with Ledger.open(address, create=False) as ledger:
        watching = Watching(ledger)
        times = watching.added(watching.arrived(0, 2))
        assert watching.saved() == []
        assert {each[:10] for each in times.values()} == {"2026-05-05"}


def test_watches_are_saved_changed_and_removed(ticking: str) -> None:
    query = Query(parties=("NOR", "ISL"), topics=("energy",), phrase="at sea", wanted=("due",), days=3)
    with Ledger.open(ticking, create=False) as ledger:
        watching = Watching(ledger)
        assert watching.save(Watch(name="sea", query=query, saved=SAVED))
        assert watching.save(Watch(name="all", query=Query(), saved=SAVED))
        assert watching.saved()[0] == Watch(name="sea", query=query, saved=SAVED, seen=4)
        assert not watching.save(Watch(name="sea", query=Query(days=9), saved="later"))
        assert watching.saved()[0] == Watch(name="sea", query=Query(days=9), saved=SAVED, seen=4)
        assert watching.remove("sea")
        assert not watching.remove("sea")
        assert [each.name for each in watching.saved()] == ["all"]


def test_a_mark_goes_forward_only(ticking: str) -> None:
    with Ledger.open(ticking) as ledger:
        watching = Watching(ledger)
        watching.save(Watch(name="all", query=Query(), saved=SAVED))
        for seen, expected in ((6, 6), (5, 6), (7, 7)):
            watching.mark({"all": seen, "nobody": 99}, f"2026-06-0{seen}")
            assert [(each.seen, each.told) for each in watching.saved()] == [(expected, f"2026-06-0{expected}")]
