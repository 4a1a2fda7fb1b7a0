"""`communique compare` from files and from a ledger; the persons are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.run.conftest import Run

NORWAY = (
    "OSLO, March 2. Foreign Minister of Norway Olav Lien met Foreign Minister of Finland Aino Saari in Oslo on Monday, "
    "the Norwegian Ministry of Foreign Affairs says.\n\n"
    "The ministers agreed to resume the ferry line to Turku. They discussed cooperation in energy and fisheries.\n\n"
    "Saari said that Finland supports the Arctic Council."
)
FINLAND = (
    "HELSINKI, March 2. Foreign Minister of Finland Aino Saari held talks with Foreign Minister of Norway Olav Lien in "
    "Oslo, the Ministry for Foreign Affairs of Finland says.\n\n"
    "The ministers discussed the resumption of the ferry line to Turku. They discussed cooperation in energy and "
    "tourism. Saari raised the situation in Moldova."
)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    paths = (tmp_path / "norway.jsonl", tmp_path / "finland.jsonl")
    for path, text, publisher in zip(paths, (NORWAY, FINLAND), ("Daily Fjord", "Daily Lake"), strict=True):
        row = {"id": path.stem, "text": text, "published": "2026-03-02", "publisher": publisher, "language": "en"}
        path.write_text(json.dumps(row), encoding="utf-8")
    return paths


def test_json_of_two_files(communique: Run, two: tuple[Path, Path]) -> None:
    status, out, _ = communique("compare", *two, "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert [found["a"]["party"], found["b"]["party"]] == ["NOR", "FIN"]
    assert len(found["headline"]) == 3
    assert [each["name"] for each in found["only_b"] if each["kind"] == "named"] == ["Moldova"]
    assert any("ferry" in quote["words"] for item in found["both"] for quote in item["quotes"])
    (stronger,) = found["stronger"]
    assert (stronger["a"], stronger["b"], stronger["stronger"]) == ("agree", "discuss", "a")
    (claim,) = found["claims"]
    assert (claim["account"], claim["party"]) == ("a", "FIN")
    for item in found["only_a"]:
        for quote in item["quotes"]:
            assert [NORWAY[span["start"] : span["end"]] for span in quote["evidence"]] == quote["words"].split(" […] ")


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_forms_for_people(communique: Run, two: tuple[Path, Path], form: str) -> None:
    status, out, _ = communique("compare", *two, "--format", form)
    assert status == 0
    for words in ("Only Norway", "Only Finland", "Norway says of Finland", "Moldova", "ferry line to Turku"):
        assert words in " ".join(out.split())
    assert form != "html" or ("<mark>" in out and "http" not in out)


def test_accounts_of_the_last_meeting(communique: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    ledger = tmp_path / "two.db"
    communique("add", "--ledger", ledger, *two)
    _, from_files, _ = communique("compare", *two, "--format", "json")
    _, last, _ = communique("compare", "Norway", "FIN", "--last", "--ledger", ledger, "--format", "json")
    _, meetings, _ = communique("meetings", "--ledger", ledger, "--format", "jsonl")
    _, meeting, _ = communique(
        "compare", "--meeting", json.loads(meetings)["id"], "--ledger", ledger, "--format", "json"
    )
    _, named, _ = communique("compare", "norway", "finland", "--ledger", ledger, "--format", "json")
    files = json.loads(from_files)
    assert [json.loads(meeting)[side]["party"] for side in "ab"] == ["FIN", "NOR"]
    for out in (last, named):
        found = json.loads(out)
        assert [each["texts"] for each in found["habits"]] == [0, 0]
        assert {key: found[key] for key in ("only_a", "only_b", "both")} == {
            key: files[key] for key in ("only_a", "only_b", "both")
        }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("one.txt",), "needs two texts"),
        (("missing.txt", "other.txt"), "missing.txt"),
        (("--meeting", "m0"), "no meeting m0"),
        (("NOR", "FIN", "--last"), "no meeting of NOR and FIN with two accounts"),
    ],
)
def test_what_cannot_be_compared(communique: Run, filled: str, arguments: tuple[str, ...], words: str) -> None:
    ledger = ("--ledger", filled) if "--meeting" in arguments or "--last" in arguments else ()
    status, _, error = communique("compare", *arguments, *ledger)
    assert status != 0
    assert words in error
