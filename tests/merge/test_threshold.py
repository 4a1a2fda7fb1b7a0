"""What is not sure enough is left out, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.merge.history import History
from communique.run.merging import Merging
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading
from communique.shared.settings import threshold

Fill = Callable[[Iterable[Reading]], Callable[..., History]]


@pytest.fixture
def look(tmp_path: Path, merging: Merging, all_knowledge: Knowledge) -> Iterator[Fill]:
    with Ledger.open(str(tmp_path / "sure.db")) as ledger:

        def fill(readings: Iterable[Reading]) -> Callable[..., History]:
            ledger.add(list(readings))
            merging.update(ledger)
            return lambda **wanted: History(ledger, all_knowledge, Filter(**wanted))

        yield fill


def sure(reading: Reading, confidence: float) -> Reading:
    """The reading with another confidence of its meeting."""
    meetings = tuple(msgspec.structs.replace(each, confidence=confidence) for each in reading.meetings)
    return msgspec.structs.replace(reading, meetings=meetings)


def test_a_thing_is_shown_by_its_surest_records_only(make: Any, look: Fill) -> None:
    weak = sure(make.meeting(make.document("Lien and Saari met.", source="weak"), date="2026-03-01"), 0.3)
    strong = sure(make.meeting(make.document("Lien met Saari in May.", source="strong")), 0.8)
    other = sure(
        make.meeting(make.document("They talked.", date="2026-08-02", source="other"), date="2026-08-01"), 0.49
    )
    history = look([weak, strong, other])
    [thing] = history(least=0.5, parties=("NOR", "FIN")).things("meetings")
    assert [each.carrier.source for each in thing.found] == ["strong"]
    assert thing.record.confidence == 0.8
    assert history(least=0.5, parties=("NOR", "FIN")).left_out() == 2
    assert history(least=0.5, parties=("NOR",)).left_out() == 2
    assert history(least=0.5, parties=("NOR", "SWE")).left_out() == 0
    assert len(history().things("meetings")) == 2
    assert history().left_out() == 0


def test_as_sure_as_the_threshold_is_sure_enough(make: Any, look: Fill) -> None:
    history = look([sure(make.meeting(make.document("Lien met Saari.")), 0.5)])
    assert len(history(least=0.5).things("meetings")) == 1
    assert history(least=0.5).left_out() == 0
    assert history(least=0.51).things("meetings") == []


def test_the_threshold_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNIQUE_THRESHOLD", raising=False)
    assert threshold() == 0.5
    monkeypatch.setenv("COMMUNIQUE_THRESHOLD", "0.7")
    assert (threshold(), threshold(0.2)) == (0.7, 0.2)
    for typed in ("high", "1.5", "nan"):
        monkeypatch.setenv("COMMUNIQUE_THRESHOLD", typed)
        with pytest.raises(SettingsError, match=f"COMMUNIQUE_THRESHOLD is {typed}; give a number from 0 to 1"):
            threshold()
    with pytest.raises(SettingsError, match="--threshold is -1"):
        threshold(-1)
