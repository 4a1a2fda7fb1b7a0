"""What a text has told of dates so far: the ground that "the same day" and "a year earlier" stand on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from communique.annotate.dates.periods import Period

KINDS = ("day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century")
"""The kinds of periods, the finest first."""


class Context:
    """The dates that a text has named so far, each with how fine it is. One for each text and reference day."""

    def __init__(self) -> None:
        self._told: list[Period] = []
        self._named: list[Period] = []

    def tell(self, told: Period, named: bool) -> None:
        """Remembers a date as the last one told; named: by more than a weekday or "yesterday"."""
        self._told.append(told)
        if named:
            self._named.append(told)

    def previous(self) -> Period | None:
        """The date told last."""
        return self._told[-1] if self._told else None

    def compared(self) -> Period | None:
        """The period that "a year earlier" compares with: the last quarter, else the last date that was named."""
        quarters = (told for told in reversed(self._named[-8:]) if told.kind == "quarter")
        return next(quarters, None) or (self._named[-1] if self._named else None)

    def latest(self, kinds: Iterable[str] = KINDS, until: date | None = None) -> Period | None:
        """The last date told that is of one of these kinds and, if `until` is given, begins by that day."""
        wanted = tuple(kinds)
        told = (one for one in reversed(self._told) if until is None or one.first <= until)
        return next((one for one in told if one.kind in wanted), None)


class Contexts:
    """The contexts of the two ends of a reference that is an interval; for a day both ends are the same."""

    def __init__(self) -> None:
        self.first, self.last = Context(), Context()
