"""Changes of stock phrases in a short series of texts."""

from __future__ import annotations

import pytest

from communique.merge.aligning import Aligner
from communique.merge.wording import changes, sentences_of
from communique.shared.knowledge import Knowledge

FULL = "Norway calls for the swift and lasting opening of the strait."
SHORT = "Norway calls for the swift opening of the strait."
OTHER = "Cod was caught off Tromsø in good numbers."

SERIES: dict[str, tuple[list[str], list[tuple[str, str | None, str | None]]]] = {
    "dropped": ([FULL, FULL, SHORT], [("dropped", "and lasting", None)]),
    "adopted": ([SHORT, FULL, FULL], [("adopted", None, "and lasting")]),
    "replaced": (
        ["Norway sees in Chad a good friend.", "Norway sees in Chad a good friend.", "Norway sees in Chad a rival."],
        [("replaced", "good friend", "rival")],
    ),
    "dropped and taken up again": (
        [FULL, SHORT, FULL],
        [("dropped", "and lasting", None), ("adopted", None, "and lasting")],
    ),
    "another subject between": ([FULL, OTHER, FULL], []),
    "only moved": (["To an open strait Norway is committed.", "Norway is committed to an open strait."], []),
    "said by another": ([f"The minister said: {SHORT}", f"The president said: {SHORT}", SHORT], []),
    "once and never again": ([SHORT, SHORT.replace("swift", "swift, as in May,"), SHORT], []),
}


@pytest.mark.parametrize("name", SERIES)
def test_changes_of_a_series(name: str, all_knowledge: Knowledge) -> None:
    texts, wanted = SERIES[name]
    days = [f"2026-0{place}-01" for place in range(1, len(texts) + 1)]
    series = [each for day, text in zip(days, texts, strict=True) for each in sentences_of(day, day, text)]
    found = changes(series, Aligner(all_knowledge))
    assert [(each.change, each.was, each.now) for each in found] == wanted
    assert all(each.last < each.first for each in found)
