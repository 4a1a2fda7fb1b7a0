"""Dates of metadata become days, and what is no day stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from communique.acquire.days import to_day


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-28",
        "2026-01-28T23:30:00-05:00",
        "2026-01-28 10:00",
        "20260128",
        "20260128T101500Z",
        "2026/1/28",
        "Wed, 28 Jan 2026 23:10:00 -0500",
        "28 Jan 26 10:00:00 GMT",
        "January 28, 2026",
        "Jan. 28, 2026",
        "Wednesday, 28 January 2026, 14:30",
        "28.01.2026",
        "28-01-2026",
        "28/01/2026",
        "01/28/2026",
        "2026年1月28日",
        "Published: 2026-01-28",
        date(2026, 1, 28),
        datetime(2026, 1, 28, 12, tzinfo=UTC),
        20260128,
    ],
)
def test_forms_of_one_day(value: object) -> None:
    assert to_day(value) == "2026-01-28"


@pytest.mark.parametrize(
    ("value", "language", "day"),
    [
        ("28 января 2026 г.", "ru", "2026-01-28"),
        ("28 janvier 2026", "fr-FR", "2026-01-28"),
        ("3. März 2026", "de", "2026-03-03"),
        ("28 yanvar 2026", "az", "2026-01-28"),
        ("Sept 3, 2025", None, "2025-09-03"),
        ("28 января 2026", None, None),
        ("28 janvier 2026", "no such language", None),
    ],
)
def test_month_names_of_a_language(value: str, language: str | None, day: str | None) -> None:
    assert to_day(value, language) == day


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        "2026",
        "2026-01",
        "2026-02-30",
        "03/04/2026",
        "January 2026",
        True,
        3.5,
        [],
        {},
        "99999999999",
        7,
    ],
)
def test_what_is_no_single_day_is_none(value: object) -> None:
    assert to_day(value) is None


def test_long_value_is_cut() -> None:
    assert to_day("1" * 10_000_000) is None
