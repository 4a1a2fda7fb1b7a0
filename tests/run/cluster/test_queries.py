"""Every query of docs/queries.md runs on the tables of a batch as it stands there, and finds something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

PAGE = Path(__file__).resolve().parents[3] / "docs" / "queries.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def asked(query: str, output: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        return database.execute(query.replace("'tables/", f"'{output}/")).fetchall()


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("number", range(10))
def test_a_query_finds_something(number: int, output: str) -> None:
    assert asked(QUERIES[number], output)


def test_the_first_counts_what_was_held(output: str) -> None:
    assert sorted(asked(QUERIES[0], output)) == [(["LAO", "PER"], 12), (["NOR", "TGO"], 12)]


def test_the_words_of_a_meeting_are_those_of_its_text(output: str) -> None:
    rows = asked(QUERIES[1], output)
    assert len(rows) == 12 and all("met Foreign Minister Liv Berg" in str(row[-1]) for row in rows)
