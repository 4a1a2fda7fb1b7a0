"""What a digest tells of the wording of a speaker, on the invented texts of tests/run/test_over_time.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.run.conftest import Run
from tests.run.test_over_time import readings

from communique.ledger.store import Ledger

PHRASE = "for as long as the storm lasts"


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (("--for", "wording"), {"phrase_adopted", "phrase_dropped"}),
        (("--phrase", PHRASE), {"phrase_adopted", "phrase_used"}),
    ],
)
def test_a_phrase_that_was_adopted_is_told_once(
    communique: Run, tmp_path: Path, asked: tuple[str, str], kinds: set[str]
) -> None:
    address, (*texts, _) = str(tmp_path / "words.db"), readings()
    with Ledger.open(address) as ledger:
        ledger.add(texts[:34])
    communique("watch", "add", "storm", "Norway", "Iceland", *asked, "--ledger", address)
    with Ledger.open(address) as ledger:
        ledger.add(texts[34:56])
    asking = ("digest", "--ledger", address, "--format", "json", "--mark")
    items = json.loads(communique(*asking)[1])["watches"][0]["items"]
    assert {each["kind"] for each in items} == kinds
    adopted = next(each for each in items if each["kind"] == "phrase_adopted")
    assert "storm lasts" in adopted["details"]["now"]
    assert adopted["details"]["before"] == "0 of 30"
    assert PHRASE in adopted["evidence"][0]["sentence"]
    with Ledger.open(address) as ledger:
        ledger.add(texts[56:])
    later = json.loads(communique(*asking)[1])["watches"][0]["items"]
    assert {each["kind"] for each in later} == kinds & {"phrase_used"}
