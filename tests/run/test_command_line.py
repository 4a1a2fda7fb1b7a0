from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.run.command_line import app
from communique.shared.records import FORMAT

Run = Callable[..., tuple[int, str, str]]

TEXT = "BAKU, January 28. Foreign Minister Kamran Aliyev of Azerbaijan met Foreign Minister Li Wen of China.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_for_people(communique: Run, text: Path) -> None:
    status, out, err = communique("read", text)
    assert (status, err) == (0, "")
    assert out.startswith(str(text))
    assert "kind" in out


def test_read_as_json_lines(communique: Run, text: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    status, out, err = communique("read", "--format", "jsonl", text, empty, tmp_path / "none.txt", text)
    assert status == 1
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 4
    whole = lines[0]
    assert list(whole) == [
        "format", "document", "meetings", "visits", "statements", "commitments", "agreements", "milestones",
        "gatherings", "dates",
    ]  # fmt: skip
    assert whole["document"]["text"] == TEXT
    assert lines[3] == whole
    assert lines[1]["format"] == FORMAT
    assert lines[1]["document"] == {"source": str(empty)}
    assert lines[1]["error"]["kind"] == "empty"
    assert lines[2]["error"]["kind"] == "missing"
    assert len(err.splitlines()) == 2
    assert str(empty) in err.splitlines()[0]


def test_a_failed_document_is_not_read_for_people(communique: Run, tmp_path: Path) -> None:
    status, out, err = communique("read", tmp_path / "none.txt")
    assert (status, out) == (1, "")
    assert "none.txt" in err


def test_add_tells_counts_time_and_memory(communique: Run, text: Path, tmp_path: Path) -> None:
    status, out, err = communique("add", "--ledger", tmp_path / "l.db", text)
    first, second = out.splitlines()
    assert (status, err) == (0, "")
    assert first.startswith("1 documents added, ")
    assert " s, peak memory " in second
    status, out, _ = communique("add", "--ledger", tmp_path / "l.db", text)
    assert (status, out.splitlines()[0]) == (0, "0 documents added, 1 held already, 0 records")


def test_limits_of_one_document_are_options(communique: Run, text: Path, tmp_path: Path) -> None:
    status, _, err = communique("read", text, "--max-bytes", 5)
    assert (status, "larger than the limit of 5 bytes" in err) == (1, True)
    status, _, err = communique("add", "--ledger", tmp_path / "l.db", text, "--max-page-bytes", 0)
    assert (status, err) == (1, "communique: --max-page-bytes is 0; give at least 1\n")


def test_the_ledger_of_the_environment(
    communique: Run, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_LEDGER", str(tmp_path / "own.db"))
    communique("add", text)
    assert (tmp_path / "own.db").exists()
    status, out, _ = communique("documents", "--format", "jsonl")
    [line] = out.splitlines()
    assert status == 0
    assert json.loads(line)["sources"][0]["source"] == str(text)
    assert "text" not in json.loads(line)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("brief", "Azerbijan", "China"), "did you mean Azerbaijan"),
        (("brief", "China", "CHN"), "the same party"),
        (("brief", "Azerbaijan", "China", "--as-of", "tomorrow"), "--as-of tomorrow is no day"),
        (("brief", "Azerbaijan", "--since", "lately"), "--since lately is no date"),
        (("brief", "Azerbaijan", "--format", "docx"), "name a file with --output"),
        (("brief", "Azerbaijan", "--output", "brief.odt"), "no form ends in '.odt'"),
        (("brief", "Azerbaijan", "--output", "/no/such/folder/brief.md"), "cannot be written"),
        (("meetings", "Chnia"), "China"),
        (("meetings", "--since", "lately"), "--since lately is no date"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    communique: Run, filled: str, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = communique(*arguments, "--ledger", filled)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert message in err


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("read",), ("brief",), ("meetings", "--format", "xml"), ("read", "--colour", "x")]
)
def test_a_command_that_is_not_understood(communique: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = communique(*arguments)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "communique --help" in err


def test_a_ledger_that_is_not_there(communique: Run, tmp_path: Path) -> None:
    for command in (("meetings",), ("documents",), ("failures",), ("brief", "AZE", "CHN")):
        status, _, err = communique(*command, "--ledger", tmp_path / "none.db")
        assert status == 1
        assert err.startswith("communique: there is no ledger at")


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("meetings", 4),
        ("visits", 2),
        ("statements", 1),
        ("commitments", 0),
        ("agreements", 1),
        ("milestones", 4),
        ("gatherings", 0),
    ],
)
def test_lists_as_json_lines_and_tables(communique: Run, filled: str, command: str, count: int) -> None:
    status, out, _ = communique(command, "--ledger", filled, "--format", "jsonl", "--with-documents")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, len(lines)) == (0, count)
    for line in lines:
        assert [set(document) for document in line["documents"]] == [{"id", "source"}]
        assert line["evidence"]
    _, out, _ = communique(command, "--ledger", filled, "--format", "jsonl")
    assert all("documents" not in json.loads(line) for line in out.splitlines())
    _, out, _ = communique(command, "--ledger", filled)
    assert len(out.splitlines()) == count + 1


def test_lists_of_a_party_of_a_pair_and_of_a_time(communique: Run, filled: str) -> None:
    def count(*arguments: str) -> int:
        return len(communique("meetings", *arguments, "--ledger", filled, "--format", "jsonl")[1].splitlines())

    assert count("Azerbaijan") == 4
    assert count("Azerbaijan", "Georgia") == 1
    assert count("China", "Georgia") == 0
    assert count("--since", "2026") == 3
    assert count("China", "--until", "2025") == 1


def test_both_sources_of_a_text_are_named(communique: Run, text: Path, tmp_path: Path) -> None:
    twin = tmp_path / "b.txt"
    twin.write_text(TEXT, encoding="utf-8")
    communique("add", "--ledger", tmp_path / "l.db", text, twin)
    _, out, _ = communique("documents", "--ledger", tmp_path / "l.db")
    assert f"{text} = {twin}" in out.splitlines()[1]


def test_failures(communique: Run, tmp_path: Path) -> None:
    status, out, err = communique("add", "--ledger", tmp_path / "l.db", tmp_path / "none.txt")
    assert status == 1
    assert "1 could not be read" in out
    assert "none.txt" in err
    _, out, _ = communique("failures", "--ledger", tmp_path / "l.db", "--format", "jsonl")
    assert json.loads(out)["kind"] == "missing"
    _, out, _ = communique("failures", "--ledger", tmp_path / "l.db")
    assert "none.txt" in out.splitlines()[1]


@pytest.mark.parametrize("command", [("meetings",), ("meetings", "--format", "jsonl"), ("brief", "AZE", "CHN")])
def test_whoever_reads_the_output_has_seen_enough(filled: str, command: tuple[str, ...]) -> None:
    program = [sys.executable, "-m", "communique.run.command_line", *command, "--ledger", filled]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf8_whatever_the_surroundings_say(filled: str) -> None:
    program = [sys.executable, "-m", "communique.run.command_line", "brief", "AZE", "CHN", "--ledger", filled]
    done = subprocess.run(program, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert "Azerbaijan – China" in done.stdout.decode("utf-8")


def test_version(communique: Run) -> None:
    status, out, _ = communique("--version")
    assert status == 0
    assert out.strip().count(".") == 2


def test_the_overview_names_every_command(communique: Run) -> None:
    status, out, _ = communique("--help")
    assert status == 0
    named = {line[2:17].strip() for line in out.splitlines() if line.startswith("  ")}
    assert named - {""} == {name for name in app if not name.startswith("-")}
    assert communique()[1] == communique("-h")[1] == out


def test_the_overview_needs_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "alembic", "rich", "spacy", "numpy", "trafilatura", "rapidfuzz", "yaml")
    code = "import sys; from communique.run.command_line import main; main(['--help']); "
    code += f"print(set({heavy}) & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_what_is_not_sure_enough_is_left_out_and_counted(communique: Run, filled: str) -> None:
    ask = ("brief", "AZE", "CHN", "--ledger", filled, "--as-of", "2026-11-25", "--format", "json")
    whole = json.loads(communique(*ask)[1])
    assert (whole["threshold"], whole["left_out"]) == (0.5, 0)
    status, out, _ = communique(*ask, "--threshold", "0.95")
    unsure = json.loads(out)
    assert (status, unsure["threshold"], unsure["sources"]) == (0, 0.95, [])
    assert unsure["left_out"] > 5
    told = f"{unsure['left_out']} records with a confidence below 0.95 left out"
    assert told in communique(*ask[:-1], "markdown", "--threshold", "0.95")[1]
    assert told in communique(*ask[:-1], "terminal", "--threshold", "0.95")[1]
    assert communique("meetings", "--ledger", filled, "--format", "jsonl", "--threshold", "0.95")[1] == ""
    assert communique("meetings", "--ledger", filled, "--threshold", "2")[0] == 1
