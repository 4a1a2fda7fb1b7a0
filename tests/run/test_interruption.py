"""A run that is cut off, by kill -9 or Ctrl-C, leaves a ledger that the same command completes."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

COUNT = 400
TABLES = ("documents", "texts", "sources", "records", "record_parties", "record_pairs", "evidence", "failures")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts") / "texts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            text = f"Foreign Minister Kamran Aliyev of Azerbaijan met Foreign Minister Li Wen. Note {number % 390}."
            file.write(json.dumps({"id": f"n{number}", "text": text, "published": "2026-01-28"}) + "\n")
        file.write("not a row\n")
    return path


def start(ledger: Path, texts: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "communique.run.command_line", "add", "--ledger", str(ledger), str(texts)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> dict[str, list[tuple[object, ...]]]:
    """The content of a ledger that was made in one go."""
    path = tmp_path_factory.mktemp("whole") / "communique.db"
    status, out, _ = finish(start(path, texts))
    assert status == 1  # for the line that is no row
    assert out.startswith("390 documents added, 10 held already (10 further sources)")
    return content(path)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for which run added it."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {}
        for table in TABLES:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "run"]
            names = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
        return found


def documents_in(path: Path) -> Iterator[int]:
    """How many documents the ledger holds, again and again."""
    while not path.exists():
        yield 0
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        while not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence'").fetchall():
            yield 0
        while True:
            yield connection.execute("SELECT count(*) FROM documents").fetchone()[0]


def wait_for(process: subprocess.Popen[str], path: Path, documents: int) -> None:
    for held in documents_in(path):
        if held >= documents or process.poll() is not None:
            return


@pytest.mark.parametrize("documents", [0, 1, 100, 250])
def test_killed_and_run_again(
    tmp_path: Path, texts: Path, whole: dict[str, list[tuple[object, ...]]], documents: int
) -> None:
    path = tmp_path / "communique.db"
    process = start(path, texts)
    wait_for(process, path, documents)
    process.kill()
    finish(process)
    if path.exists() and documents:
        held = content(path)
        assert len(held["texts"]) == len(held["documents"]) >= documents
        assert {row[0] for row in held["texts"]} == {row[0] for row in held["documents"]}
    finish(start(path, texts))
    assert content(path) == whole


def test_control_c_ends_cleanly_and_can_be_gone_on_with(
    tmp_path: Path, texts: Path, whole: dict[str, list[tuple[object, ...]]]
) -> None:
    path = tmp_path / "communique.db"
    process = start(path, texts)
    wait_for(process, path, 50)
    process.send_signal(signal.SIGINT)
    status, out, err = finish(process)
    if status == 130:  # else it was done before the signal came
        assert "run the same command again to go on" in err
        assert "documents added" in out
        assert "Traceback" not in err
        assert len(content(path)["documents"]) < COUNT
    status, _, _ = finish(start(path, texts))
    assert status == 1
    assert content(path) == whole


def test_run_twice_nothing_changes(tmp_path: Path, texts: Path, whole: dict[str, list[tuple[object, ...]]]) -> None:
    path = tmp_path / "communique.db"
    finish(start(path, texts))
    status, out, _ = finish(start(path, texts))
    assert (status, out.splitlines()[0]) == (1, "0 documents added, 400 held already, 0 records; 1 could not be read")
    assert content(path) == whole
