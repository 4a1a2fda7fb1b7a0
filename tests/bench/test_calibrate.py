"""The fitting of confidence, on made-up judgements."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def calibrate() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCH))
    spec = importlib.util.spec_from_file_location("calibrate", BENCH / "calibrate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["calibrate"] = module
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def rows(calibrate: ModuleType) -> list[object]:
    """Two rules, of whose records three in four and one in four are right, in sixty texts."""
    return [
        calibrate.Row(f"text {number // 4}", "visits", (("all", "records"), ("list", "visits"), ("rule", rule)), right)
        for number in range(240)
        for rule, right in (("good", number % 4 != 0), ("poor", number % 4 == 1))
    ]


def test_the_fit_finds_how_often_each_rule_is_right(calibrate: ModuleType, rows: list[object]) -> None:
    p = calibrate.held_out(rows, 1.0)
    assert p[0::2].mean() == pytest.approx(0.75, abs=0.03)
    assert p[1::2].mean() == pytest.approx(0.25, abs=0.03)
    assert calibrate.expected_error(calibrate.reliability(p, rows)) < 0.03
    assert calibrate.log_loss(p, rows) < 0.58


def test_a_strong_prior_draws_rules_together(calibrate: ModuleType, rows: list[object]) -> None:
    loose, tight = calibrate.held_out(rows, 1.0), calibrate.held_out(rows, 1000.0)
    assert abs(tight[0] - tight[1]) < 0.2 < abs(loose[0] - loose[1])


def test_the_same_data_give_the_same_file(calibrate: ModuleType, rows: list[object]) -> None:
    written = calibrate.weights_file(rows, 2.0, "made up")
    assert written == calibrate.weights_file(list(reversed(rows)), 2.0, "made up")
    assert [line.rsplit(",", 3)[0] for line in written.splitlines()[1:]] == [
        "all,records", "list,visits", "rule,good", "rule,poor",
    ]  # fmt: skip
    assert written.splitlines()[3].endswith(",240,made up")


def test_what_was_judged_twice_only_has_no_weight(calibrate: ModuleType) -> None:
    seldom = [calibrate.Row(str(n), "visits", (("all", "records"), ("rule", f"r{n // 2}")), True) for n in range(6)]
    assert list(calibrate.known_features(seldom)) == [("all", "records")]


def test_errors_of_bins_count_by_their_records(calibrate: ModuleType) -> None:
    assert calibrate.expected_error([(0.5, 1, 0.55, 0.0), (0.9, 3, 0.95, 1.0)]) == pytest.approx(0.175)
