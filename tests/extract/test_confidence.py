"""The confidence of records: from the weights, and backing off where a value was never judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from communique.extract.confidence import WEIGHTS, Confidence, probability
from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS, Reading

TEXT = "Foreign Minister Aino Saari of Finland met Foreign Minister Olav Lien of Norway in Oslo. They discussed trade."

ReadText = Callable[..., Reading]


def weights(folder: Path, *rows: str) -> Knowledge:
    path = folder / WEIGHTS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["feature,value,weight,records,source", *rows, ""]), encoding="utf-8")
    return Knowledge([folder])


def test_weights_add_up(tmp_path: Path, read_text: ReadText) -> None:
    reading = read_text(TEXT)
    [meeting], [statement] = reading.meetings, reading.statements
    knowledge = weights(
        tmp_path, "all,records,1,9,made up", "list,meetings,0.5,5,made up", f"rule,{meeting.rule},-3,4,made up"
    )
    fitted = Confidence(knowledge)
    assert fitted.of("meetings", meeting, reading.document) == probability(-1.5) == 0.182
    assert fitted.of("statements", statement, reading.document) == probability(1) == 0.731


def test_a_rule_that_was_never_judged_has_the_value_of_its_list(all_knowledge: Knowledge, read_text: ReadText) -> None:
    reading = read_text(TEXT)
    fitted, [known] = Confidence(all_knowledge), reading.meetings
    unknown = msgspec.structs.replace(known, rule="meetings/of-tomorrow")
    parts = {part.feature: part for part in fitted.parts("meetings", unknown, reading.document)}
    assert (parts["rule"].row, parts["rule"].weight) == (None, 0)
    assert parts["list"].row is not None
    without_rule = sum(
        part.weight for part in fitted.parts("meetings", known, reading.document) if part.feature != "rule"
    )
    assert fitted.of("meetings", unknown, reading.document) == probability(without_rule)


def test_only_the_confidence_of_records_changes(all_knowledge: Knowledge) -> None:
    document = Document(source="test", text=TEXT, language="en")
    fitted, estimated = Reader(all_knowledge).read(document), Reader(all_knowledge, calibrated=False).read(document)
    assert fitted != estimated

    def without(reading: Reading) -> Reading:
        lists = {
            name: tuple(msgspec.structs.replace(record, confidence=0.0) for record in getattr(reading, name))
            for name in LISTS
        }
        return msgspec.structs.replace(reading, **lists)

    assert without(fitted) == without(estimated)


def test_nothing_is_certain() -> None:
    assert (probability(99), probability(-99), probability(0)) == (0.999, 0.001, 0.5)


def test_a_weight_that_is_no_number_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"weights\.csv, line 2: the weight much is no number"):
        Confidence(weights(tmp_path, "all,records,much,9,made up"))
