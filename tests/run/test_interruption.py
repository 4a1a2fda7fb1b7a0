"""A run that is cut off, by kill -9 or Ctrl-C, leaves a ledger that the same command completes."""

from __future__ import annotations

import contextlib
import json
import os
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
LIGHT = [sys.executable, str(Path(__file__).parent / "light_add.py")]  # `communique add` without the syntax model
REAL = [sys.executable, "-m", "communique.run.command_line", "add", "--ledger"]

Content = dict[str, list[tuple[object, ...]]]


def write_texts(path: Path, count: int) -> Path:
    """Rows of which the last ten repeat the first ones' texts, and a line that is no row."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"Foreign Minister Kamran Aliyev of Azerbaijan met Li Wen of China. Note {number % (count - 10)}."
            file.write(json.dumps({"id": f"n{number}", "text": text, "published": "2026-01-28"}) + "\n")
        file.write("not a row\n")
    return path


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts") / "texts.jsonl", COUNT)


def start(ledger: Path, texts: Path, program: list[str] = LIGHT) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*program, str(ledger), str(texts)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Content:
    """The content of a ledger that was made in one go."""
    path = tmp_path_factory.mktemp("whole") / "communique.db"
    status, out, _ = finish(start(path, texts))
    assert status == 1  # for the line that is no row
    assert out.startswith("390 documents added, 10 held already (10 further sources)")
    return content(path)


def content(path: Path) -> Content:
    """Every row of every table, but for which run added it and when."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {}
        for table in TABLES:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            columns = [column for column in columns if column not in ("run", "added")]
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
    """Until the ledger holds so many, or the run is over."""
    for held in documents_in(path):
        if held >= documents or process.poll() is not None:
            return


def kill_at(documents: int, path: Path, texts: Path, program: list[str] = LIGHT) -> None:
    """Kills a run when the ledger holds so many; what it holds are whole documents."""
    process = start(path, texts, program)
    wait_for(process, path, documents)
    process.kill()
    _, _, err = finish(process)
    assert "Traceback" not in err
    if path.exists() and documents:
        held = content(path)
        assert len(held["texts"]) == len(held["documents"]) >= documents
        assert {row[0] for row in held["texts"]} == {row[0] for row in held["documents"]}


@pytest.mark.parametrize("documents", [0, 1, 100, 250])
def test_killed_and_run_again(tmp_path: Path, texts: Path, whole: Content, documents: int) -> None:
    path = tmp_path / "communique.db"
    kill_at(documents, path, texts)
    finish(start(path, texts))
    assert content(path) == whole


@pytest.mark.slow
def test_the_real_command_killed_and_run_again(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "texts.jsonl", 120)
    path, whole = tmp_path / "cut.db", tmp_path / "whole.db"
    kill_at(50, path, texts, REAL)
    for ledger in (path, whole):
        status, _, err = finish(start(ledger, texts, REAL))
        assert (status, len(err.splitlines())) == (1, 1)  # one line, for the line that is no row
    assert content(path) == content(whole)


def test_control_c_ends_cleanly_and_can_be_gone_on_with(tmp_path: Path, texts: Path, whole: Content) -> None:
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


def test_run_twice_nothing_changes(tmp_path: Path, texts: Path, whole: Content) -> None:
    path = tmp_path / "communique.db"
    finish(start(path, texts))
    status, out, _ = finish(start(path, texts))
    assert (status, out.splitlines()[0]) == (1, "0 documents added, 400 held already, 0 records; 1 could not be read")
    assert content(path) == whole


def test_two_runs_at_once_share_a_ledger(tmp_path: Path, texts: Path, whole: Content) -> None:
    path = tmp_path / "communique.db"
    for process in [start(path, texts), start(path, texts)]:
        status, _, err = finish(process)
        assert (status, len(err.splitlines())) == (1, 1)
    held = content(path)
    assert {row[1] for row in held["documents"]} == {row[1] for row in whole["documents"]}
    assert [len(held[table]) for table in TABLES] == [len(whole[table]) for table in TABLES]


def test_a_bar_on_a_terminal(tmp_path: Path, texts: Path) -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    main, other = pty.openpty()
    with subprocess.Popen([*LIGHT, str(tmp_path / "l.db"), str(texts)], stdout=subprocess.PIPE, stderr=other):
        os.close(other)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other end was closed
            while part := os.read(main, 65536):
                shown += part
        os.close(main)
    assert b"401/401" in shown
    assert b"is no JSON" in shown
