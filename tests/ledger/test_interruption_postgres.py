"""On PostgreSQL too a run that is killed leaves whole documents; run again, it gives the ledger of a run in one go."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text

from communique.ledger.connect import url_of

COUNT = 240
LIGHT = [sys.executable, str(Path(__file__).parent.parent / "run" / "light_add.py")]  # without the syntax model
TIMES = ("run", "made", "added")

Content = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts") / "texts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            words = f"Foreign Minister Kamran Aliyev of Azerbaijan met Li Wen of China. Note {number}, and no more."
            file.write(json.dumps({"id": f"n{number}", "text": words, "published": "2026-01-28"}) + "\n")
    return path


def start(address: str, texts: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*LIGHT, address, str(texts)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def add(address: str, texts: Path) -> None:
    assert start(address, texts).wait(timeout=300) == 0


def content(address: str) -> Content:
    """The rows of all tables but that of the runs, without the run and time at which each was made."""
    engine = create_engine(url_of(address))
    found: Content = {}
    with engine.connect() as connection:
        inspector = inspect(connection)
        for name in inspector.get_table_names():
            if name in ("runs", "alembic_version") or name.startswith("search"):
                continue
            columns = [column["name"] for column in inspector.get_columns(name) if column["name"] not in TIMES]
            names = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(text(f'SELECT {names} FROM "{name}"'))
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    engine.dispose()
    return found


def wait_for(process: subprocess.Popen[bytes], address: str, documents: int) -> None:
    """Until the ledger holds so many, or the run is over."""
    engine = create_engine(url_of(address))
    held = 0
    while held < documents and process.poll() is None:
        with engine.connect() as connection:
            if inspect(connection).has_table("documents"):
                held = int(connection.execute(text("SELECT count(*) FROM documents")).scalar_one())
    engine.dispose()


@pytest.mark.parametrize("documents", [1, 150])
def test_killed_on_postgresql_and_run_again(new_postgres: Callable[[], str], texts: Path, documents: int) -> None:
    cut, whole = new_postgres(), new_postgres()
    process = start(cut, texts)
    wait_for(process, cut, documents)
    process.kill()
    process.wait()
    held = content(cut)
    assert len(held["documents"]) >= documents
    assert {row[0] for row in held["texts"]} == {row[0] for row in held["documents"]}
    for address in (cut, whole):
        add(address, texts)
    assert content(cut) == content(whole)
