"""The stem of an English word: all before its ending, so that the forms of a word are equal."""

from __future__ import annotations

from communique.shared.parties import fold

_ENDINGS = (
    "ational", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "ly", "al", "s", "e", "y"
)  # fmt: skip
_STEM = 3


def stem(word: str) -> str:
    """A word without its ending, so that its forms are equal."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def stems_of(text: str) -> list[str]:
    """The stems of the words of a text, in their order."""
    return [stem(word) for word in fold(text).split()]
