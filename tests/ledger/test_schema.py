from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from communique.ledger import schema
from communique.ledger.filters import Filter
from communique.ledger.record_query import FOUND, RecordQuery
from communique.ledger.store import Ledger


@pytest.mark.parametrize("module", [sqlite, postgresql])
def test_tables_are_of_both_databases(module: ModuleType) -> None:
    dialect: Dialect = module.dialect()
    for table in schema.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


def plan_of(query: RecordQuery, folder: Path) -> list[str]:
    """How SQLite goes about a question for records; without the few corrections, which are all passed over."""
    with Ledger.open(str(folder / "plan.db")) as ledger, ledger.asked() as source:
        plan = [str(row[3]) for row in source.rows(f"EXPLAIN QUERY PLAN {query.text(FOUND)}", query.values)]
    return [step for step in plan if step != "SCAN y"]


@pytest.mark.parametrize("parties", [(), ("AZE",), ("AZE", "CHN"), ("AZE", "CHN", "KAZ")])
def test_the_newest_records_are_found_without_sorting(tmp_path: Path, parties: tuple[str, ...]) -> None:
    plan = plan_of(RecordQuery("meetings", Filter(parties=parties, newest_first=True, limit=5)), tmp_path)
    assert plan[0].startswith("SEARCH ")
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]


def test_records_of_documents_and_of_clusters_are_found_by_these(tmp_path: Path) -> None:
    for query in (
        RecordQuery("statements", Filter(documents=("a", "b"))),
        RecordQuery("meetings", Filter(least=0.5), ("a", "b")),
    ):
        plan = plan_of(query, tmp_path)
        assert not [step for step in plan if step.startswith("SCAN") or "ix_records_list_day" in step]
        assert "(list=? AND cluster=?)" in plan[0] or "(id=?)" in plan[0]


def test_postgresql_keeps_the_keys_that_sqlite_has() -> None:
    for table in schema.metadata.sorted_tables:
        assert table.primary_key.columns
        for key in table.foreign_keys:
            assert key.column.primary_key
