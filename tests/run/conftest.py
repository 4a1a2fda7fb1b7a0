"""A ledger with the readings of tests/golden/readings.yaml, and the command line in this process."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.ledger.store import Ledger
from communique.run.command_line import main


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """The address of a ledger that holds the readings made by hand."""
    spec = importlib.util.spec_from_file_location(
        "hand_made", Path(__file__).parent.parent / "publish" / "hand_made.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    address = str(tmp_path / "filled.db")
    with Ledger.open(address) as ledger:
        ledger.add(module.hand_made())
    return address


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def communique(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line; gives status, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run
