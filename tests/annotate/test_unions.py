"""A state of a union that has the name of a country is told from it by what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Storms hit Florida, Georgia and Alabama.", "USA"),
        ("Storms hit Georgia and South Carolina.", "USA"),
        ("Storms hit North Carolina and Georgia.", "USA"),
        ("The disaster in the State of Georgia was declared.", "USA"),
        ("They met in Atlanta, Georgia.", "USA"),
        ("Ukraine, Moldova and Georgia asked for help.", "GEO"),
        ("The two ministers of Georgia and Armenia met in Riga.", "GEO"),
        ("Georgia signed the accord.", "GEO"),
    ],
)
def test_georgia(annotate: Callable[..., Any], text: str, party: str) -> None:
    document = annotate(text)
    found = {code for row in document.mentions for m in row for code in m.parties}
    assert party in found
    assert ({"USA", "GEO"} - {party}).isdisjoint(found)
