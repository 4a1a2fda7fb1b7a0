from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.run.coding import read_actors
from communique.shared.errors import InputError

Run = Callable[..., tuple[int, str, str]]


def test_each_line_of_jsonl_gives_a_line_with_its_id(communique: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = [{"id": "a", "text": "Peru signed a treaty with Chile."}, {"id": "b", "text": "The weather is mild."}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    status, out, _ = communique("code", path)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [line["id"] for line in lines] == ["a", "b"]
    event = lines[0]["events"][0]
    assert (event["event_type"], event["cameo"], event["source"], event["target"]) == (
        "SUPPORT",
        "057",
        ["PER"],
        ["CHL"],
    )
    assert event["time"] == "current" and event["evidence"][0] == {"start": 5, "end": 11}
    assert lines[1]["events"] == []


def test_plain_text_is_one_sentence_a_line_with_the_names_of_a_list(communique: Run, tmp_path: Path) -> None:
    path, actors = tmp_path / "in.txt", tmp_path / "actors.csv"
    path.write_text("The Blue Front attacked a town in Kenya.\n\nPeru lifted the curfew.\n", encoding="utf-8")
    actors.write_text("name,party\nBlue Front,UGA\n", encoding="utf-8")
    status, out, _ = communique("code", path, "--actors", actors)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [line["id"] for line in lines] == [f"{path}:1", f"{path}:3"]
    assert lines[0]["events"][0]["source"] == ["UGA"] and lines[0]["events"][0]["target"] == ["KEN"]


def test_a_broken_line_is_told_and_the_rest_is_coded(communique: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "Peru met Chile."}\n{"id": "b"}\n', encoding="utf-8")
    status, out, err = communique("code", path)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1 and len(lines) == 2 and lines[1]["error"]["kind"] == "bad_line" and "line 2" in err


@pytest.mark.parametrize("content", ["name\nX\n", "name,party\nX,\n"])
def test_a_list_without_name_or_party_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_actors(str(path))


def test_a_list_that_is_not_there_is_told(communique: Run, tmp_path: Path) -> None:
    status, _, err = communique("code", tmp_path / "x.txt", "--actors", tmp_path / "none.csv")
    assert status == 1 and "none.csv" in err
