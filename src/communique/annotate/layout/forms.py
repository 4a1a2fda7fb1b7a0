"""Exact, case-sensitive look-up of many names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_CAPITALISED = re.compile(r"(?<![\w-])[^\W_a-z]\w*")


class Forms(Generic[T]):
    """Names by their first word; every name begins with a capital letter or a digit, others are left out."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        found: dict[str, dict[str, T]] = {}
        for form, value in named:
            if first := _CAPITALISED.match(form):
                found.setdefault(first.group(), {}).setdefault(form, value)
        self._by_first = {
            first: tuple(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))
            for first, forms in found.items()
        }

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of the names between `start` and `end`, the longest at each place."""
        for match in _CAPITALISED.finditer(text, start, end):
            for form, value in self._by_first.get(match.group(), ()):
                at = match.start() + len(form)
                if text.startswith(form, match.start()) and not (
                    text[at : at + 1].isalnum() or text[at : at + 1] == "-"
                ):
                    yield match.start(), at, value
                    break


def _goes_on(after: str) -> bool:
    """True if the character after a name belongs to the same word."""
    return after.isalnum() or after == "-"
