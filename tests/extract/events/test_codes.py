"""Event codes of statements and meetings."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from communique.extract.events.codes import RecordCodes
from communique.extract.events.lexicon import load_lexicon
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Meeting, Person, Plover, Span
from communique.shared.settings import knowledge_folders


@pytest.fixture(scope="module")
def codes() -> RecordCodes:
    return RecordCodes(Knowledge())


@pytest.mark.parametrize(
    ("kind", "topics", "negated", "time", "event_type"),
    [
        ("discuss", (), False, "current", "CONSULT"),
        ("discuss", (), True, "current", "REJECT"),
        ("discuss", (), False, "future", "AGREE"),
        ("sign", ("trade",), False, "current", "SUPPORT"),
        ("sign", (), False, "future", "AGREE"),
        ("commit", ("humanitarian",), False, "current", "AGREE"),
        ("oppose", (), False, "current", "REJECT"),
        ("urge", ("conflict",), False, "current", "REQUEST"),
        ("condemn", (), False, "current", "ACCUSE"),
        ("coordinate", (), False, "current", "COOPERATE"),
    ],
)
def test_statements(
    codes: RecordCodes, kind: str, topics: tuple[str, ...], negated: bool, time: str, event_type: str
) -> None:
    found = codes.plover_of(kind, topics, negated, time)
    assert found is not None and found.event_type == event_type


@pytest.mark.parametrize("kind", ["announce", "note", "inform", "emphasize", "no such kind"])
def test_what_only_tells_is_no_event(codes: RecordCodes, kind: str) -> None:
    assert codes.plover_of(kind) is None


def test_topics_and_time_are_contexts(codes: RecordCodes) -> None:
    found = codes.plover_of("agree", ("trade", "health"), time="recalled")
    assert found == Plover("AGREE", None, ("economic", "health", "historical"))


MEETING = Meeting(
    id="m", evidence=(Span(0, 1),), confidence=1.0, rule="test", recalled=False, mode="in_person", status="held",
    date=None, reported=None, place=None, occasion=None, level=None, bilateral=True,
    participants=(Person(party="PER"), Person(party="CHL")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "event_type", "mode"),
    [
        ({}, "CONSULT", None),
        ({"mode": "call"}, "CONSULT", "phone"),
        ({"participants": tuple(Person(party=p) for p in ("PER", "CHL", "BOL"))}, "CONSULT", "multilateral"),
        ({"status": "planned"}, "AGREE", None),
        ({"status": "cancelled"}, "SANCTION", "withdraw"),
    ],
)
def test_meetings(codes: RecordCodes, change: dict[str, object], event_type: str, mode: str | None) -> None:
    found = codes.plover_of_meeting(msgspec.structs.replace(MEETING, **change))
    assert found is not None and (found.event_type, found.mode) == (event_type, mode)


def test_a_postponed_meeting_is_no_event(codes: RecordCodes) -> None:
    assert codes.plover_of_meeting(msgspec.structs.replace(MEETING, status="postponed")) is None


def test_every_code_of_the_compositions_is_known() -> None:
    lexicon = load_lexicon(Knowledge())
    assert lexicon.compose("reject", "04") == "125"
    assert lexicon.compose("stop", "03") == "160"
    assert lexicon.compose("not", "190") is None
    assert {code.event_type for code in lexicon.codes.values()} >= {"AGREE", "CONSULT", "AID", "RETREAT", "COERCE"}


def test_an_unknown_code_is_told_with_its_entry(tmp_path: Path) -> None:
    folder = tmp_path / "events"
    folder.mkdir()
    (folder / "verbs.yaml").write_text('- {name: wink, code: "999", source: test, verbs: [wink]}\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="wink"):
        load_lexicon(Knowledge([*knowledge_folders(), tmp_path]))
