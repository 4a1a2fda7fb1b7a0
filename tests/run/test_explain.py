"""`communique explain`: every record can be explained, from a ledger and from files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.acquire import read
from communique.extract.confidence import Confidence
from communique.ledger.store import Ledger
from communique.run.explaining import Explainer, begins
from communique.run.merging import Merging
from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS

Run = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIRST = "Foreign Minister Aino Saari of Finland met Foreign Minister Olav Lien of Norway in Oslo on 4 May 2026.\n"
SECOND = "OSLO, May 4, 2026. Norway's Foreign Minister Olav Lien met his Finnish counterpart, Aino Saari, today.\n"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("texts")
    paths = [folder / "first.txt", folder / "second.txt"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def held(two: list[Path], all_knowledge: Knowledge) -> Iterator[str]:
    """The address of a ledger with two texts on one meeting."""
    address = str(two[0].parent / "l.db")
    reader = Reader(all_knowledge)
    with Ledger.open(address) as ledger:
        ledger.add([reader.read(each) for each in read(two) if isinstance(each, Document)])
        Merging(all_knowledge).update(ledger)
    yield address


def test_every_rule_of_the_examples_is_explained(all_knowledge: Knowledge) -> None:
    """A rule is an entry of a knowledge file, which is found with its line, or code that is described."""
    reader, explainer = Reader(all_knowledge), Explainer(all_knowledge)
    rules = {
        record.rule
        for document in read([EXAMPLES])
        if isinstance(document, Document)
        for reading in [reader.read(document)]
        for name in LISTS
        for record in getattr(reading, name)
    }
    assert len(rules) > 30
    for rule in sorted(rules):
        meaning, entries = explainer.rule(rule)
        assert entries, rule
        for entry in entries:
            assert entry.line, (rule, entry.file)
            line = Path(entry.file).read_text(encoding="utf-8").splitlines()[entry.line - 1]
            assert entry.row["name"] in line, rule
            assert meaning or entry.row["name"] == rule.partition("/")[2]
            assert entry.row["source"]


def test_a_record_of_a_file(communique: Run, two: list[Path]) -> None:
    ident = Document(source="x", text=FIRST).id
    status, out, err = communique("explain", f"{ident}-m1", "--in", two[0], two[1], "--format", "json")
    told = json.loads(out)
    assert (status, err, told["id"], told["list_name"]) == (0, "", f"{ident}-m1", "meetings")
    [words] = told["words"]
    assert FIRST[words["start"] : words["end"]] == words["text"]
    assert {each["meant"] for each in told["stood"]} >= {"2026-05-04", "Oslo, NOR"}
    assert told["entries"][0]["row"]["name"] == told["rule"].partition("/")[2]
    assert told["fitted"] == told["confidence"] == told["record"]["confidence"]
    assert told["estimate"] != told["fitted"]
    assert told["thing"] is None


def test_the_weights_are_those_of_the_confidence(communique: Run, two: list[Path], all_knowledge: Knowledge) -> None:
    ident = Document(source="x", text=FIRST).id
    told = json.loads(communique("explain", f"{ident}-m1", "--in", two[0], "--format", "json")[1])
    [document] = [each for each in read([two[0]]) if isinstance(each, Document)]
    reading = Reader(all_knowledge, calibrated=False).read(document)
    parts = Confidence(all_knowledge).parts("meetings", reading.meetings[0], reading.document)
    assert [(w["feature"], w["weight"]) for w in told["weights"]] == [(p.feature, p.weight) for p in parts]
    assert all(w["line"] and w["records"] for w in told["weights"] if w["weight"])


def test_a_merged_thing(communique: Run, held: str) -> None:
    ids = {f"{Document(source='x', text=text).id}-m1" for text in (FIRST, SECOND)}
    status, out, _ = communique("explain", min(ids), "--ledger", held, "--format", "json")
    thing = json.loads(out)["thing"]
    assert status == 0
    assert {member["id"] for member in thing["members"]} == ids
    assert thing["record"]["date"] == "2026-05-04"
    text = " ".join(communique("explain", min(ids), "--ledger", held)[1].split())
    assert f"merged with others as {thing['id']}" in text
    for each in thing["judgements"]:
        assert f"same, {each['score']:.2f}, {each['reason']}" in text


def test_for_people(communique: Run, two: list[Path], held: str) -> None:
    ident = f"{Document(source='x', text=FIRST).id}-m1"
    status, out, _ = communique("explain", ident, "--ledger", held)
    assert status == 0
    heads = [line.split()[0] for line in out.splitlines() if not line.startswith(" ")]
    assert heads == ["meetings", "words", "document", "rule", "steps", "confidence", "merged"]
    assert str(two[0]) in out.replace("\n    ", "")


def test_the_beginning_of_an_id(communique: Run, held: str) -> None:
    first = Document(source="x", text=FIRST).id
    for typed in (f"{first}-m1", f"{first[:9]}-m1"):
        status, out, _ = communique("explain", typed, "--ledger", held, "--format", "json")
        assert (status, json.loads(out)["id"]) == (0, f"{first}-m1")
    status, out, err = communique("explain", "d", "--ledger", held)
    assert (status, out) == (1, "")
    assert "d is the beginning of several ids, write more of it: " in err
    assert f"{first}-m1 (meetings: “" in err


def test_an_id_that_nobody_has(communique: Run, two: list[Path], held: str) -> None:
    for source in (("--ledger", held), ("--in", two[0])):
        status, out, err = communique("explain", "d00zz-m1", *source)
        assert (status, out) == (1, "")
        assert err.startswith("communique: no record has the id d00zz-m1 or one that begins so")


def test_what_an_id_begins_with() -> None:
    assert begins("d12-m1", "d1") and begins("d12-m1", "d12-m1") and begins("d12-m1", "d1-m1")
    assert not begins("d12-m1", "d12-s1") and not begins("d12-m11", "d1-m1") and not begins("d12-m1", "12")
