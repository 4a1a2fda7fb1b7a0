"""A ledger with readings made by hand."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from communique.ledger.store import Ledger
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
def names() -> PartyNames:
    return PartyNames(Knowledge())


@pytest.fixture
def ledger(tmp_path: Path, readings: list[Reading]) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "communique.db")) as opened:
        opened.add(readings)
        yield opened
