from __future__ import annotations

import pytest

from communique.annotate.layout import Tools


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("January 28", (None, 1, 28, None)),
        ("Aug. 21", (None, 8, 21, None)),
        ("12th June, 2026", (2026, 6, 12, None)),
        ("Saturday, 29 February", (None, 2, 29, 5)),
        ("Tuesday, 28 March 2023", (2023, 3, 28, 1)),
        ("MAR 8", (None, 3, 8, None)),
        ("27.06.22", (2022, 6, 27, None)),
        ("03.11.98", (1998, 11, 3, None)),
        ("2024-02-29", (2024, 2, 29, None)),
        ("25/12/2023", (2023, 12, 25, None)),
        ("12/25/2023", (2023, 12, 25, None)),
        ("3/4/2025", None),
        ("30 February", None),
        ("29 February 2023", None),
        ("tomorrow", None),
    ],
)
def test_a_printed_day_gives_its_parts(tools: Tools, text: str, parts: tuple[int | None, ...] | None) -> None:
    assert tools.days.parse(text) == parts
