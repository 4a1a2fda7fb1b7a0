"""The archive that the measurement of a large ledger fills in."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from communique.shared.records import LISTS, Reading

PAIR = ("AZE", "CHN")
TEXT = (
    "Foreign Minister Arman Petrosyan of Kazakhstan met Foreign Minister Lena Brandt of Germany in Astana on "
    "3 May 2026. They discussed trade. Germany will open a consulate in Almaty in 2027."
)


@pytest.fixture(scope="module")
def varied() -> ModuleType:
    spec = importlib.util.spec_from_file_location("varied", Path(__file__).resolve().parents[2] / "bench" / "varied.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["varied"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(varied: ModuleType, read_text: Callable[..., Reading]) -> list[Reading]:
    archive = varied.Archive([read_text(TEXT)], [*PAIR, "FRA", "JPN", "BRA", "EGY"], PAIR)
    return list(archive.documents(120))


def test_words_of_an_archive_stand_where_the_records_say(made: list[Reading]) -> None:
    for reading in made:
        text = reading.document.text
        spans = [span for name in LISTS for each in getattr(reading, name) for span in each.evidence]
        assert spans
        assert all(span.end <= len(TEXT) for span in spans)
        edges = [text[place - 1 : place + 1] for span in spans for place in (span.start, span.end) if place]
        assert not any(edge.isalnum() for edge in edges)


def test_an_archive_is_the_same_every_time(
    varied: ModuleType, made: list[Reading], read_text: Callable[..., Reading]
) -> None:
    again = varied.Archive([read_text(TEXT)], [*PAIR, "FRA", "JPN", "BRA", "EGY"], PAIR)
    assert list(again.documents(120)) == made


def test_an_archive_has_carriers_and_other_matters(made: list[Reading]) -> None:
    told = [(meeting.date, meeting.participants) for reading in made for meeting in reading.meetings]
    assert len({reading.document.id for reading in made}) == len(made)
    assert 0.5 * len(told) < len(set(told)) < len(told)
