"""Stock phrases that come, go and are replaced: invented texts of an invented speaker's year."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.merge.shifts import Shifts
from communique.merge.stock import Stock
from communique.merge.tokens import Spoken
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stock import Subject, Wording

BENCH = Path(__file__).resolve().parents[2] / "bench"
SUBJECT = Subject(speaker="NOR")
FILLING = (
    "the ferry lines carry grain", "young fishers learn navigation", "old harbours need dredging",
    "our foresters plant birches", "painters restore wooden churches", "miners dig copper slowly",
    "engineers measure glacier melt", "nurses train across borders", "singers rehearse winter songs",
)  # fmt: skip


@pytest.fixture(scope="module")
def stock(all_knowledge: Knowledge) -> Stock:
    return Stock(all_knowledge, PartyNames(all_knowledge))


def series(say: Callable[[int], str], count: int = 120, step: int = 3) -> list[Spoken]:
    """Texts, one every few days, each with a sentence of filling and what is said in it."""
    made = []
    for number in range(count):
        day = date(2025, 1, 6) + timedelta(days=step * number)
        words = f"Here {FILLING[number % 9]}, and {FILLING[number * 5 % 8]}. {say(number)}"
        made.append(Spoken(id=f"d{number:03}", source=f"s{number}", day=day.isoformat(), stretches=((0, words),)))
    return made


def looked_at(stock: Stock, texts: Sequence[Spoken]) -> Wording:
    return stock.of(SUBJECT, texts, lambda _: {})


def test_many_texts_of_one_day_are_no_change(stock: Stock) -> None:
    texts = series(lambda _: "")
    same = [
        Spoken(id=f"e{n}", source="e", day=texts[80].day, stretches=((0, "We toast the brave lighthouse keepers."),))
        for n in range(12)
    ]
    assert looked_at(stock, sorted([*texts, *same], key=lambda text: (text.day, text.id))).changes == ()


def test_an_often_used_phrase_has_its_counts_by_month(stock: Stock) -> None:
    found = looked_at(stock, series(lambda n: "We keep an unshakable promise to the island." if n % 2 else ""))
    usage = next(each for each in found.phrases if "unshakable promise" in each.words)
    assert sum(usage.counts) == usage.texts == 60
    assert len(usage.counts) == len(found.periods) == 12
    assert (found.periods[0].value, found.periods[-1].value) == ("2025-01", "2025-12")
    assert found.changes == ()


def test_quarters_count_a_longer_time(stock: Stock) -> None:
    found = looked_at(stock, series(lambda _: "", 130, 9))
    assert [period.value for period in found.periods[:5]] == ["2025-33", "2025-34", "2025-35", "2025-36", "2026-33"]


def test_one_phrase_is_followed_with_its_variants(stock: Stock) -> None:
    forms = {5: "an unshakable promise", 9: "unshakable promises", 12: "an unshakable old promise", 20: "promise"}
    texts = series(lambda n: f"We keep {forms[n]} to the island." if n in forms else "")
    found = stock.follow(SUBJECT, texts, "an unshakable promise", lambda _: {})
    assert found.followed is not None
    assert [use.day for use in found.followed.uses] == [texts[n].day for n in (5, 9, 12)]
    assert found.tested == 1


def test_a_shift_is_found_where_the_share_changes() -> None:
    shifts = Shifts([[0] * 30 + [1] * 30, [0, 1] * 30], [2] * 60)
    (shift,) = shifts.of(0)
    assert (shift.day, shift.before, shift.after) == (30, (0, 60), (30, 60))
    assert shifts.of(1) == []


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wording_shuffle", BENCH / "wording_shuffle.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wording_shuffle"] = module
    spec.loader.exec_module(module)
    return module


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_days_that_mean_nothing_rarely_show_a_change(stock: Stock, bench: ModuleType, start: int) -> None:
    """The rate is that of the phrases of six shuffles together."""
    texts = series(lambda n: "We keep an unshakable promise to the island." if n >= 60 else "We mourn lost sailors.")
    mixed = bench.shuffled(texts, start)
    figures = bench.false_alarms(stock, SUBJECT, mixed, 6)
    assert figures["tested"] > 60
    assert figures["with_any"] <= 2
