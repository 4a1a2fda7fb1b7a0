"""`communique commitments` on a ledger of merged promises."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.merge.conftest import Maker

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def promised(tmp_path: Path) -> str:
    """The address of a ledger with two promises, one of which was kept."""
    make = Maker()
    harbour = make.document("Norway pledged to open a ferry harbour in Turku by March 2026.", "2025-04-10")
    pilots = make.document("Norway pledged to train ferry pilots.", "2025-04-11")
    done = make.document("The ferry harbour of Turku was opened on Monday.", "2026-02-12", source="done.txt")
    address = str(tmp_path / "l.db")
    with Ledger.open(address) as ledger:
        first = make.promise(harbour, "open a ferry harbour in Turku", due="2026-03")
        second = make.promise(pilots, "train ferry pilots", due="2026-06-30")
        ledger.add([first, second, make.meeting(done, date="2026-02-12")])
        Merging(Knowledge()).update(ledger)
    return address


def test_fates_and_steps_with_their_sentences(communique: Run, promised: str) -> None:
    command = ("commitments", "NOR", "FIN", "--ledger", promised, "--format", "jsonl", "--with-documents")
    status, out, _ = communique(*command, "--as-of", "2026-12-31")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, [line["status"] for line in lines]) == (0, ["fulfilled", "overdue"])
    made, kept = lines[0]["steps"]
    assert (made["kind"], made["day"]) == ("made", "2025-04-10")
    assert (kept["kind"], kept["source"], kept["words"]) == (
        "fulfilled",
        "done.txt",
        "The ferry harbour of Turku was opened on Monday.",
    )
    assert len(lines[1]["documents"]) == 1
    _, out, _ = communique(*command, "--as-of", "2025-12-31")
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["open", "open"]


def test_only_those_asked_for(communique: Run, promised: str) -> None:
    command = ("commitments", "--ledger", promised, "--as-of", "2025-12-31")
    _, out, _ = communique(*command, "--status", "open", "--due-before", "2026-04-01")
    rows = out.splitlines()
    assert rows[0].startswith("STATUS")
    assert "open a ferry harbour" in rows[1]
    assert rows[2].startswith("    made 2025-04-10, ")
    assert len(rows) == 3
    _, out, _ = communique(*command, "--status", "withdrawn")
    assert len(out.splitlines()) == 1


def test_options_that_make_no_sense(communique: Run, promised: str) -> None:
    status, _, err = communique("commitments", "--ledger", promised, "--due-before", "soon")
    assert (status, err) == (1, "communique: --due-before soon is no day; write it as 2026-01-28\n")
    status, _, err = communique("commitments", "--ledger", promised, "--as-found", "--status", "open")
    assert (status, "--as-found" in err) == (1, True)
