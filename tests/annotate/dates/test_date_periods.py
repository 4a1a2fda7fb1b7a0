"""The periods of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.dates.periods import Period, add, period, season
from communique.shared.edtf import bounds

KINDS = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")


@given(st.sampled_from(KINDS), st.dates(date(1100, 1, 1), date(2900, 1, 1)))
def test_a_period_has_its_bounds_as_edtf(kind: str, day: date) -> None:
    found = period(kind, day)
    assert bounds(found.edtf) == (found.first, found.last)
    assert kind == "weekend" or found.first <= day <= found.last


@given(st.sampled_from(KINDS), st.dates(date(1300, 1, 1), date(2700, 1, 1)), st.integers(-3, 3))
def test_moving_there_and_back(kind: str, day: date, count: int) -> None:
    found = period(kind, day)
    assert found.moved(count).moved(-count) == found
    if kind not in ("weekend",):
        assert found.moved(1).first == found.last + timedelta(days=1)


def test_the_last_day_of_a_month_stays_in_the_month() -> None:
    assert add(date(2024, 1, 31), "month", 1) == date(2024, 2, 29)
    assert add(date(2024, 2, 29), "year", 1) == date(2025, 2, 28)


def test_beyond_the_calendar_is_an_error() -> None:
    with pytest.raises(ValueError, match="beyond the calendar"):
        add(date(9800, 1, 1), "century", 2)


def test_timex_spellings() -> None:
    day = date(1998, 12, 31)
    assert [period(kind, day).timex for kind in KINDS] == [
        "1998-12-31", "1998-W53", "1998-W53-WE", "1998-12", "1998-Q4", "1998-H2", "1998-WI", "1998", "199", "19",
    ]  # fmt: skip
    assert season("WI", 1994) == Period("season", date(1994, 12, 1))
