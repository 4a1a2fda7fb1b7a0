"""Days as datelines and date lines print them: "Saturday, 29 February", "12th June, 2026", "27.06.22"."""

from __future__ import annotations

import calendar
import re

from communique.annotate.layout.institutions import any_of
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

_FILE = "layouts/dates.yaml"
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})[./](\d{4}|\d{2})|(\d{4})-(\d\d)-(\d\d)")

Parts = tuple[int | None, int, int, int | None]
"""Year (None: not printed), month, day, weekday (0 is Monday; None: not printed)."""


class PrintedDays:
    """Reads a printed day. `pattern` is the source of a regular expression without groups that finds one."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(_FILE)
        self.months = _numbered(words, "months", 12, 1)
        self.weekdays = _numbered(words, "weekdays", 7, 0)
        self.century_turn = int(words.get("century_turn", 70))
        month, weekday = _any_of(self.months), _any_of(self.weekdays)
        before = rf"(?:{weekday}\.?,?[ ]+)?"
        year = r"(?:,?[ ]+\d{4}(?!\d))?"
        of = rf"(?:{any_of(words['between_day_and_month'])}[ ]+)?"
        self.pattern = (
            rf"(?:{before}{month}\.?[ ]+\d{{1,2}}(?:st|nd|rd|th)?(?!\w){year}"
            rf"|{before}\d{{1,2}}(?:st|nd|rd|th)?[ ]+{of}{month}\b\.?{year}"
            r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)|\d{4}-\d\d-\d\d(?!\d))"
        )
        self._named = re.compile(
            rf"(?:({weekday})\.?,?\s+)?(?:({month})\.?\s+(\d+)\w*|(\d+)\w*\s+{of}({month})\.?)(?:,?\s+(\d{{4}}))?",
            re.IGNORECASE,
        )

    @property
    def name_pattern(self) -> str:
        """The names of months and weekdays, the longest first, as a group without number."""
        return _any_of({**self.months, **self.weekdays})

    def parse(self, text: str) -> Parts | None:
        """The parts of a printed day; None if it is none, names no day of the calendar, or could be two days."""
        text = " ".join(text.split()).rstrip(".")
        if found := _NUMBERS.fullmatch(text):
            return self._from_numbers(found)
        named = self._named.fullmatch(text)
        if not named:
            return None
        weekday, month_a, day_a, day_b, month_b, year = named.groups()
        month = self.months[(month_a or month_b).lower()]
        day, number = int(day_a or day_b), int(year) if year else None
        week = self.weekdays[weekday.lower()] if weekday else None
        return (number, month, day, week) if _exists(number, month, day) else None

    def _from_numbers(self, found: re.Match[str]) -> Parts | None:
        first, mark, second, year, iso_year, iso_month, iso_day = found.groups()
        if iso_year:
            number, month, day = int(iso_year), int(iso_month), int(iso_day)
        else:
            number, day, month = int(year), int(first), int(second)
            if len(year) == 2:
                number += 2000 if number < self.century_turn else 1900
            if mark == "/" and month > 12:
                day, month = month, day
            elif mark == "/" and day <= 12 and day != month:
                return None  # 3/4/2025 is in March or in April
        return (number, month, day, None) if _exists(number, month, day) else None


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or year == 0:
        return False
    return 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def _any_of(names: dict[str, int]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n))) + ")"


def _numbered(words: dict[str, object], key: str, count: int, first: int) -> dict[str, int]:
    rows = words.get(key)
    if not isinstance(rows, list) or len(rows) != count or not all(isinstance(row, list) for row in rows):
        raise KnowledgeError(_FILE, None, f"{key!r} has to be a list of {count} lists of names")
    return {str(name).lower(): number for number, row in enumerate(rows, first) for name in row}
