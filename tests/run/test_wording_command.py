"""`communique wording` and `communique position` on a ledger of Norway and Finland, with invented persons."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.merge.conftest import Maker

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

Run = Callable[..., tuple[int, str, str]]

WEEKS = 60


def told(make: Maker, number: int) -> Reading:
    """A text of Norway of one week: what it says of Finland, later with another kind of act and a new phrase."""
    late = number >= WEEKS // 2
    said = (
        "Norway agreed with Finland on an open and orderly strait." if late else "Norway discussed quotas with Finland."
    )
    day = (date(2025, 1, 6) + timedelta(weeks=number)).isoformat()
    document = make.document(f"Notice {number}.\n{said}", day, source=f"n{number}", side="NOR", kind="readout")
    (statement,) = make.said(document, "", said)
    kind, topics = ("agree", ("maritime",)) if late else ("discuss", ("agriculture",))
    record = msgspec.structs.replace(
        statement, meeting=None, speakers=("NOR",), addressees=("FIN",), account="own", kind=kind, topics=topics
    )
    return Reading(document=document, statements=(record,))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A text a week."""
    address = str(tmp_path_factory.mktemp("wording") / "l.db")
    with Ledger.open(address) as opened:
        opened.add([told(Maker(), number) for number in range(WEEKS)])
        Merging(Knowledge()).update(opened)
    return address


def test_an_adopted_phrase_with_its_first_sentence(communique: Run, ledger: str) -> None:
    status, out, _ = communique("wording", "Norway", "FIN", "--ledger", ledger, "--format", "json")
    found = json.loads(out)
    assert (status, found["format"], found["texts"]) == (0, "communique-wording/1", WEEKS)
    change = next(each for each in found["changes"] if each["now"] and "orderly strait" in each["now"]["words"])
    first = change["now"]["first"]
    assert (first["day"], first["source"]) == ("2025-08-04", "n30")
    assert first["words"] in first["sentence"]
    assert first["sentence"] == "Norway agreed with Finland on an open and orderly strait."
    assert change["now"]["topics"] == ["maritime"] and change["now"]["parties"] == ["FIN"]


def test_wording_for_people(communique: Run, ledger: str) -> None:
    command = ("wording", "NOR", "--about", "Finland", "--ledger", ledger)
    _, out, _ = communique(*command)
    assert "What changed" in out and "adopted 2025-08-04" in out and "█" in out
    _, out, _ = communique(*command, "--format", "markdown")
    assert out.startswith("# The wording of Norway, on Finland\n") and "on an open and orderly strait**" in out
    _, out, _ = communique(*command, "--format", "html")
    assert "on an open and orderly strait</mark>" in out


def test_a_phrase_followed_and_drawn(communique: Run, ledger: str, tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    command = ("wording", "NOR", "--phrase", "orderly strait", "--ledger", ledger)
    status, out, _ = communique(*command, "--chart", chart)
    assert status == 0 and "2025-08-04 to 2026-02-23" in out
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    status, _, err = communique(*command, "--chart", tmp_path / "chart.gif")
    assert status == 1 and ".svg or .png" in err
    status, out, _ = communique("wording", "NOR", "--phrase", "velvet harbour", "--ledger", ledger)
    assert status == 0 and "No text has it." in out


def test_few_texts_are_compared_without_a_significance(communique: Run, ledger: str) -> None:
    command = ("wording", "NOR", "FIN", "--ledger", ledger, "--since", "2025-07-01", "--until", "2025-08-31")
    _, out, _ = communique(*command)
    assert "compared text by text, without a significance" in out
    _, out, _ = communique(*command, "--format", "json")
    assert json.loads(out)["tested"] == 0


def test_a_position_marks_what_differs(communique: Run, ledger: str) -> None:
    command = ("position", "NOR", "--to", "FIN", "--ledger", ledger, "--since", "2025-07-20", "--until", "2025-08-10")
    _, out, _ = communique(*command, "--format", "json")
    stands = json.loads(out)["stands"]
    assert [each["kind"] for each in stands] == ["discuss", "discuss", "agree"]
    _, out, _ = communique(*command)
    assert "The position of Norway" in out and "Norway agreed with Finland" in out and "n30" in out
    status, _, err = communique("position", "NOR", "--ledger", ledger)
    assert status == 1 and "--about" in err
