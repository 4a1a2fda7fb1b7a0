"""`communique review`: decisions of people, and what they make of lists and merging."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.merge.conftest import LIEN, Maker

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person

Run = Callable[..., tuple[int, str, str]]
WHO = ("--by", "R. Berg", "--reason", "read the text")


class Desk:
    """A ledger of three meetings of two foreign ministers, and the command line on it."""

    def __init__(self, address: str, run: Run, ids: list[str]) -> None:
        self.address, self._run, self.ids = address, run, ids

    def __call__(self, *words: str) -> str:
        status, out, err = self._run(*words, "--ledger", self.address)
        assert (status, err) == (0, "")
        return out

    def meetings(self, *more: str) -> list[dict[str, Any]]:
        out = self("meetings", "NOR", "FIN", "--format", "jsonl", "--with-documents", *more)
        return [json.loads(line) for line in out.splitlines()]

    def carriers(self) -> list[int]:
        """How many documents carry each meeting."""
        return sorted(len(each["documents"]) for each in self.meetings())


@pytest.fixture
def desk(tmp_path: Path, communique: Run) -> Desk:
    make = Maker()
    people = (LIEN, Person("Aino Saari", "foreign minister", "FIN"))
    told = [
        make.meeting(make.document(f"Text {number}: Lien met Saari in Oslo.", day), date=day, participants=people)
        for number, day in enumerate(("2026-03-02", "2026-03-02", "2026-05-09"), start=1)
    ]
    address = str(tmp_path / "l.db")
    with Ledger.open(address) as ledger:
        ledger.add(told)
        Merging(Knowledge()).update(ledger)
    return Desk(address, communique, [each.meetings[0].id for each in told])


def test_a_rejected_record_leaves_the_lists_and_comes_back_when_undone(desk: Desk) -> None:
    assert desk.carriers() == [1, 2]
    desk("review", "reject", desk.ids[0], *WHO)
    assert desk.carriers() == [1, 1]
    assert len(desk.meetings("--with-rejected")) == 3
    desk("review", "undo", "1", *WHO)
    assert desk.carriers() == [1, 2]


def test_the_whole_of_a_thing_is_rejected(desk: Desk) -> None:
    desk("review", "reject", desk.ids[0], "--whole", *WHO)
    assert desk.carriers() == [1]


def test_accepting_takes_back_a_rejection(desk: Desk) -> None:
    desk("review", "reject", desk.ids[2], *WHO)
    desk("review", "accept", desk.ids[2], "--by", "K. Dahl")
    assert desk.carriers() == [1, 2]


def test_a_correction_is_shown_with_name_and_goes_before_other_texts(desk: Desk) -> None:
    desk("review", "correct", desk.ids[0], "place.name=Bergen", "place.party=NOR", *WHO)
    merged = next(each for each in desk.meetings() if len(each["documents"]) == 2)
    assert merged["place"] == {"name": "Bergen", "party": "NOR"}
    (correction,) = merged["corrected"]
    assert (correction["field"], correction["was"], correction["by"]) == ("place", None, "R. Berg")
    assert "place corrected by R. Berg on " in desk("meetings")
    with Ledger.open(desk.address, create=False) as ledger:
        reading = ledger.reading(merged["documents"][0]["id"])
    assert reading.meetings[0].place is None


def test_a_corrected_day_and_party_count_in_merging_and_lists(desk: Desk) -> None:
    desk("review", "correct", desk.ids[0], "date=2026-05-09", *WHO)
    assert [each["date"] for each in desk.meetings()] == ["2026-03-02", "2026-05-09"]
    swedish = '[{"name": "Olav Lien", "party": "NOR"}, {"name": "Sven Ek", "party": "SWE"}]'
    desk("review", "correct", desk.ids[2], f"participants={swedish}", *WHO)
    assert desk.carriers() == [1, 1]
    assert len(desk("meetings", "NOR", "SWE", "--format", "jsonl").splitlines()) == 1


def test_merged_and_split_by_a_person(desk: Desk) -> None:
    desk("review", "merge", desk.ids[0], desk.ids[2], *WHO)
    assert desk.carriers() == [3]
    desk("review", "split", desk.ids[1], *WHO)
    assert desk.carriers() == [1, 2]
    desk("review", "undo", "2", *WHO)
    assert desk.carriers() == [3]
    desk("review", "undo", "1", *WHO)
    assert desk.carriers() == [1, 2]


def test_decisions_stand_when_all_is_merged_anew_and_when_texts_are_added(desk: Desk) -> None:
    desk("review", "split", desk.ids[0], *WHO)
    desk("review", "reject", desk.ids[2], *WHO)
    make = Maker()
    people = (LIEN, Person("Aino Saari", "foreign minister", "FIN"))
    more = make.meeting(make.document("A fourth text.", "2026-03-02"), date="2026-03-02", participants=people)
    with Ledger.open(desk.address) as ledger:
        Merging(Knowledge()).anew(ledger)
        assert desk.carriers() == [1, 1]
        ledger.add([more])
        Merging(Knowledge()).update(ledger)
    assert desk.carriers() == [1, 2]


def test_the_history_keeps_what_was_undone(desk: Desk) -> None:
    desk("review", "reject", desk.ids[0], *WHO)
    desk("review", "correct", desk.ids[2], "status=planned", *WHO)
    desk("review", "undo", "1", "--by", "K. Dahl", "--reason", "it is right after all")
    lines = desk("review", "history").splitlines()
    assert lines[0].startswith("1  ")
    assert "reject" in lines[0]
    assert lines[1].endswith("by K. Dahl: it is right after all")
    assert 'status="planned"' in lines[2]
    (about,) = [json.loads(line) for line in desk("review", "history", desk.ids[2], "--format", "jsonl").splitlines()]
    assert (about["action"], about["changes"], about["by"]) == ("correct", {"status": "planned"}, "R. Berg")


def test_the_most_doubtful_come_first_until_decided(desk: Desk) -> None:
    def queue() -> list[dict[str, Any]]:
        return [json.loads(line) for line in desk("review", "list", "--format", "jsonl").splitlines()]

    scores = [each["score"] for each in queue()]
    assert scores == sorted(scores)
    assert [desk.ids[0]] in [each["records"] for each in queue()]
    desk("review", "accept", desk.ids[0], *WHO)
    assert [desk.ids[0]] not in [each["records"] for each in queue()]
    assert "Text 2: Lien met Saari" in desk("review", "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reject", "nobody"), "the ledger holds no record nobody"),
        (("correct", "FIRST", "date"), "write FIELD=VALUE"),
        (("correct", "FIRST", "id=x"), "id of meetings cannot be corrected"),
        (("correct", "FIRST", "status=over"), "cannot be corrected so"),
        (("correct", "FIRST", "place={"), "not the JSON"),
        (("split", "LAST"), "was not merged with any other"),
        (("merge", "FIRST", "FIRST"), "are one thing already"),
        (("undo", "7"), "decision 7 is not there"),
    ],
)
def test_what_cannot_be_decided(desk: Desk, communique: Run, words: tuple[str, ...], said: str) -> None:
    names = {"FIRST": desk.ids[0], "LAST": desk.ids[2]}
    typed = [names.get(word, word) for word in words]
    status, _, err = communique("review", *typed, *WHO, "--ledger", desk.address)
    assert status == 1
    assert said in err
    assert desk("review", "history") == ""


def test_a_name_and_a_reason_are_wanted(desk: Desk, communique: Run) -> None:
    for by, reason in ((" ", "so"), ("rule:merge", "so"), ("R. Berg", " ")):
        command = ("review", "reject", desk.ids[0], "--by", by, "--reason", reason, "--ledger", desk.address)
        assert communique(*command)[0] == 1
