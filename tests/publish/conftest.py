"""A ledger with readings made by hand."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Reading


def load_hand_made() -> ModuleType:
    """tests/publish/hand_made.py; the tests are no package."""
    spec = importlib.util.spec_from_file_location("hand_made", Path(__file__).parent / "hand_made.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    made: list[Reading] = load_hand_made().hand_made()
    return made


@pytest.fixture(scope="session")
def names(all_knowledge: Knowledge) -> PartyNames:
    return PartyNames(all_knowledge)


@pytest.fixture(scope="session")
def merging(all_knowledge: Knowledge) -> Merging:
    return Merging(all_knowledge)


@pytest.fixture
def ledger(tmp_path: Path, readings: list[Reading], merging: Merging) -> Iterator[Ledger]:
    """A ledger that holds the readings made by hand, merged."""
    with Ledger.open(str(tmp_path / "communique.db")) as opened:
        opened.add(readings)
        merging.update(opened)
        yield opened


@pytest.fixture
def tell(ledger: Ledger, merging: Merging) -> Callable[..., Reading]:
    """Adds one more reading, written as those of tests/golden/readings.yaml are: its text, what is known of the
    document, and lists of records."""
    module = load_hand_made()

    def told(text: str, document: dict[str, object], **lists: object) -> Reading:
        known = {"source": f"told/{ledger.count()}.txt", "kind": "readout", **document}
        reading: Reading = module.reading_of({"text": text, "document": known, **lists})
        ledger.add([reading])
        merging.update(ledger)
        return reading

    return told
