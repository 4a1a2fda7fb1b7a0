from __future__ import annotations

from pathlib import Path

from communique.run.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"


def test_the_page_is_what_the_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "python -m communique.run.reference > " + str(PAGE)
