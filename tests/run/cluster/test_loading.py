"""What a batch wrote, put into a ledger, is what `add` makes of the same texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, text

from communique.ledger.connect import url_of

Run = Callable[..., tuple[int, str, str]]
TIMES = ("run", "made", "added")


def content(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all tables but that of the runs, without the run and time at which each was made."""
    engine = create_engine(url_of(address))
    found: dict[str, list[tuple[Any, ...]]] = {}
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if name in ("runs", "alembic_version") or name.startswith("search"):
                continue
            columns = [c["name"] for c in inspect(connection).get_columns(name) if c["name"] not in TIMES]
            names = ", ".join(f'"{column}"' for column in columns)
            found[name] = sorted(
                (tuple(row) for row in connection.execute(text(f'SELECT {names} FROM "{name}"'))), key=repr
            )
    engine.dispose()
    return found


def test_the_ledger_is_that_of_add(communique: Run, archive: Path, output: str, tmp_path: Path) -> None:
    loaded, added = str(tmp_path / "loaded.db"), str(tmp_path / "added.db")
    status, out, _ = communique("load", output, "--ledger", loaded)
    assert status == 1 and out.startswith("25 documents added, 1 held already (1 further sources)")
    communique("add", "--ledger", added, "--jobs", 1, archive)
    assert content(loaded) == content(added)
    assert len(content(loaded)["records"]) > 50
    status, out, _ = communique("load", output, "--ledger", loaded)
    assert out.startswith("0 documents added, 26 held already")


def test_what_is_no_output_is_told(communique: Run, tmp_path: Path) -> None:
    status, _, err = communique("load", tmp_path, "--ledger", tmp_path / "l.db")
    assert status == 1 and "is no output of communique batch" in err
