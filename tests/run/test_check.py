from __future__ import annotations

from pathlib import Path

import pytest

from communique.run import check
from communique.run.command_line import main
from communique.shared.knowledge import Knowledge


def test_the_knowledge_files_have_their_form() -> None:
    assert check.run_checks(Knowledge(), quick=True).faults == ()


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.csv", "name,source\nx,own\n,own\n", None, None),
        ("actors/states.csv", "code,source\nAZE,own\nCHN,own,more\n", 3, "3 cells"),
        ("actors/states.csv", "code,source\nAZE,own\nCHN,own\nAZE,own\n", 4, "stands already in line 2"),
        ("actors/states.csv", "code,source\nAZE,\n", 2, "the column source is empty"),
        ("actors/states.csv", "code,source\nAZE ,own\n", 2, "begins or ends with a blank"),
        ("actors/states.csv", "code\nAZE\n", 1, "the column source is missing"),
        ("a.csv", "name,source\nx,own\nx,own\n", 3, "stands already in line 2"),
        ("a.yaml", "- name: one\n  words: [a, b\n", 3, "expected"),
        ("a.yaml", "- words: [a]\n", None, "entry 1 has no 'name'"),
        ("a.yaml", "- name: one\n- name: one\n", 1, "two entries have this name"),
        ("a.yaml", "just words\n", 1, "a mapping is wanted"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, name: str, content: str, line: int | None, reason: str | None
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    faults = check.run_checks(Knowledge([tmp_path])).faults
    if reason is None:
        assert faults == ()
        return
    [fault] = faults
    assert (fault.path, fault.line) == (str(path), line)
    assert reason in fault.reason


def test_what_is_not_utf8(tmp_path: Path) -> None:
    for name in ("a.csv", "b.yaml"):
        (tmp_path / name).write_bytes(b"name,source\n\xff\xfe,own\n")
    assert len(check.run_checks(Knowledge([tmp_path])).faults) == 2


def test_examples_are_read_when_the_form_holds_and_not_in_a_hurry(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- name: one\n  examples: [a letter]\n", encoding="utf-8")
    [fault] = check.run_checks(Knowledge([tmp_path])).faults
    assert (fault.path, "nothing reads" in fault.reason) == (str(tmp_path / "a.yaml"), True)
    assert check.run_checks(Knowledge([tmp_path]), quick=True).faults == ()
    (tmp_path / "b.csv").write_text("name\nx\n", encoding="utf-8")
    [fault] = check.run_checks(Knowledge([tmp_path])).faults
    assert fault.path == str(tmp_path / "b.csv")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.csv").write_text("name,source\nx\n", encoding="utf-8")
    monkeypatch.setenv("COMMUNIQUE_KNOWLEDGE", str(tmp_path))
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith(f"communique: {tmp_path / 'own.csv'}, line 2: ")
