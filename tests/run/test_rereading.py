"""`communique reread`: newer rules replace what was found, keep it, and leave the decisions of people standing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.merge.conftest import Maker

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.run.rereading import changes_between, reread, rules_now
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading, Span

Run = Callable[..., tuple[int, str, str]]
TEXT = "Lien met Saari in Oslo. They will meet again."


class Rules:
    """A ledger of two texts, and newer rules that read them otherwise: the ids of their records are new too."""

    def __init__(self, address: str) -> None:
        make = Maker()
        self.address = address
        self.texts = [make.meeting(make.document(f"{TEXT} {number}", "2026-03-02")) for number in (1, 2)]
        for place, reading in enumerate(self.texts):
            (meeting,) = reading.meetings
            meeting = msgspec.structs.replace(meeting, evidence=(Span(0, 22),))
            self.texts[place] = msgspec.structs.replace(reading, meetings=(meeting,))
        self.seen: list[str] = []
        with Ledger.open(address) as ledger:
            ledger.add(self.texts)
            Merging(Knowledge()).update(ledger)

    def read(self, document: Document) -> Reading:
        """A call where there was a meeting in a room, and before it another meeting, which takes the old id."""
        self.seen.append(document.id)
        reading = next(each for each in self.texts if each.document.id == document.id)
        (old,) = reading.meetings
        call = msgspec.structs.replace(old, id=f"{document.id}-m1", mode="call")
        more = msgspec.structs.replace(old, status="planned", evidence=(Span(24, 45),))
        return msgspec.structs.replace(reading, meetings=(more, call))


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return Rules(str(tmp_path / "l.db"))


def found(address: str) -> list[tuple[str | None, str]]:
    with Ledger.open(address, create=False) as ledger:
        records = [each.record for each in ledger.records("meetings", Filter())]
    return [(getattr(each, "mode", None), getattr(each, "status", "")) for each in records]


def test_new_records_take_the_place_of_the_old_ones_which_are_kept(
    rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reread(rules.address, read=rules.read) == 0
    out = capsys.readouterr().out
    assert "  gained meetings: They will meet again" in out
    assert 'changed meetings: Lien met Saari in Oslo; mode: "in_person" -> "call"' in out
    assert out.splitlines()[-2:] == ["meetings: 2 gained, 0 lost, 2 changed", "2 documents read again"]
    assert found(rules.address) == [("in_person", "planned"), ("call", "held")] * 2
    ident = rules.texts[0].document.id
    with Ledger.open(rules.address) as ledger, ledger.rereading() as rereading:
        assert rereading.earlier(ident) == [rules.texts[0]]
        assert rereading.rules_of(ident) == rules_now()


def test_a_dry_run_writes_nothing(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    assert reread(rules.address, form="jsonl", dry_run=True, read=rules.read) == 0
    *documents, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [len(each["changes"]) for each in documents] == [2, 2]
    assert last["records"]["meetings"] == {"gained": 2, "lost": 0, "changed": 2}
    assert found(rules.address) == [("in_person", "held")] * 2


def test_decisions_hold_for_the_same_words_under_a_new_id(rules: Rules, communique: Run) -> None:
    one, other = (reading.meetings[0].id for reading in rules.texts)
    who = ("--by", "R. Berg", "--reason", "read it", "--ledger", rules.address)
    communique("review", "correct", one, "place.name=Bergen", *who)
    communique("review", "reject", other, *who)
    reread(rules.address, read=rules.read)
    _, out, _ = communique("meetings", "--as-found", "--format", "jsonl", "--ledger", rules.address)
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(each["mode"], each["place"]) for each in lines] == [
        ("in_person", None),
        ("call", {"name": "Bergen", "party": None}),
        ("in_person", None),
    ]
    assert lines[1]["corrected"][0]["by"] == "R. Berg"


def test_a_run_that_was_cut_off_goes_on_where_it_ended(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    def fails_on_the_second(document: Document) -> Reading:
        if document.id == rules.texts[1].document.id:
            raise InputError(document.source, "cannot be read")
        return rules.read(document)

    assert reread(rules.address, read=fails_on_the_second) == 1
    assert "1 could not be read" in capsys.readouterr().out
    rules.seen.clear()
    assert reread(rules.address, read=rules.read) == 0
    assert rules.seen == [rules.texts[1].document.id]
    assert "1 were read by the rules of today already" in capsys.readouterr().out
    assert found(rules.address) == [("in_person", "planned"), ("call", "held")] * 2


def test_the_same_rules_change_nothing(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    assert reread(rules.address, read=lambda document: rules.texts[document.id == rules.texts[1].document.id]) == 0
    assert capsys.readouterr().out == "2 documents read again\n"
    with Ledger.open(rules.address) as ledger, ledger.rereading() as rereading:
        assert rereading.earlier(rules.texts[0].document.id) == []


def test_what_is_lost_and_what_changed_of_the_document() -> None:
    make = Maker()
    old = make.meeting(make.document("Lien met Saari.", "2026-03-02"))
    document = msgspec.structs.replace(old.document, date="2026-03-03")
    new = msgspec.structs.replace(old, document=document, meetings=())
    told = [(each.change, each.list_name) for each in changes_between(old, new)]
    assert told == [("changed", "document"), ("lost", "meetings")]


def test_reading_again_by_the_same_pipeline(communique: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("OSLO, March 2. Foreign Minister Olav Lien of Norway met Foreign Minister Aino Saari of Finland.\n")
    address = str(tmp_path / "p.db")
    communique("add", text, "--ledger", address)
    assert communique("reread", "--ledger", address) == (0, "1 documents read again\n", "")
