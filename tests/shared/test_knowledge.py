from __future__ import annotations

from pathlib import Path

from communique.shared.knowledge import load_yaml


def test_words_stay_words(tmp_path: Path) -> None:
    """`On` begins a sentence, `no` is a language; only true and false are truth values, and a day is no date object."""
    path = tmp_path / "a.yaml"
    path.write_text("on: [On, no, yes, y, true, false, 2020-01-01, 7, null]\n", encoding="utf-8")
    assert load_yaml(path) == {"on": ["On", "no", "yes", "y", True, False, "2020-01-01", 7, None]}
