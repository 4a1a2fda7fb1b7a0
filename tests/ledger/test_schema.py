from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from communique.ledger import schema
from communique.ledger.connect import connect
from communique.ledger.filters import Filter
from communique.ledger.store import _records_query


@pytest.mark.parametrize("module", [sqlite, postgresql])
def test_tables_and_queries_are_of_both_databases(module: ModuleType) -> None:
    dialect: Dialect = module.dialect()
    for table in schema.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))
    for parties in ((), ("AZE",), ("AZE", "CHN"), ("AZE", "CHN", "KAZ")):
        query = _records_query("meetings", Filter(parties=parties, since="2025", until="2026", newest_first=True))
        assert "ORDER BY" in str(query.compile(dialect=dialect))


@pytest.mark.parametrize("parties", [(), ("AZE",), ("AZE", "CHN")])
def test_the_newest_records_are_found_without_sorting(tmp_path: Path, parties: tuple[str, ...]) -> None:
    query = _records_query("meetings", Filter(parties=parties, newest_first=True))
    sql = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    engine = connect(str(tmp_path / "plan.db"), create=True)
    with engine.connect() as connection:
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    engine.dispose()
    assert plan[0].startswith("SEARCH ")
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]


def test_postgresql_keeps_the_keys_that_sqlite_has() -> None:
    for table in schema.metadata.sorted_tables:
        assert table.primary_key.columns
        for key in table.foreign_keys:
            assert key.column.primary_key
