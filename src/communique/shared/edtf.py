"""EDTF dates (ISO 8601-2, as far as the records use them): years, months, days, seasons, quarters, intervals.

A value is a string: "2026", "2026-01", "2026-01-28", "2026-21" (spring), "2026-33" (first quarter), "199X", or two
of them as an interval "2026-01-27/2026-01-28", where ".." is an open end. Nothing here reads prose.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_POINT = re.compile(r"(\d{2}[\dX]{2})(?:-(\d\d))?(?:-(\d\d))?")
_PARTS_OF_YEAR = {
    21: (3, 5), 22: (6, 8), 23: (9, 11),  # seasons of the northern half; winter is special
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


def _point(value: str) -> tuple[date, date] | None:
    if value in ("", ".."):
        return date.min, date.max
    found = _POINT.fullmatch(value)
    if not found:
        return None
    year, month, day = found.groups()
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not 1 <= first <= last <= 9998:
        return None
    if month is None:
        return date(first, 1, 1), date(last, 12, 31)
    number = int(month)
    if number == 24 and day is None:  # winter: it begins in December of its year
        return date(first, 12, 1), date(last + 1, 2, calendar.monthrange(last + 1, 2)[1])
    if number <= 12:
        start, end = number, number
    elif number in _PARTS_OF_YEAR and day is None:
        start, end = _PARTS_OF_YEAR[number]
    else:
        return None
    if not start:
        return None
    if day is None:
        return date(first, start, 1), date(last, end, calendar.monthrange(last, end)[1])
    try:
        return date(first, start, int(day)), date(last, end, int(day))
    except ValueError:
        return None


@lru_cache(maxsize=10_000)  # one history names the same days again and again
def bounds(value: str | None) -> tuple[date, date] | None:
    """First and last day of an EDTF value; date.min or date.max for an open end; None if it is none."""
    if not value:
        return None
    left, slash, right = value.partition("/")
    first, last = _point(left), _point(right if slash else left)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def is_valid(value: str) -> bool:
    """True if `value` is an EDTF date or interval of the supported forms."""
    return bounds(value) is not None


def is_day(value: str | None) -> bool:
    """True for a single day such as "2026-01-28"."""
    return bool(value and len(value) == 10 and _point(value))


def as_day(value: str | None) -> date | None:
    """The date of a single day, else None."""
    found = bounds(value)
    return found[0] if found and found[0] == found[1] else None


def interval(first: str | None, last: str | None) -> str:
    """ "first/last", or one of them if they are equal; None gives an open end."""
    if first is not None and first == last:
        return first
    return f"{first or '..'}/{last or '..'}"


def contains(outer: str | None, inner: str | None) -> bool:
    """True if every day of `inner` lies in `outer`; False where either is None or unreadable."""
    a, b = bounds(outer), bounds(inner)
    return bool(a and b and a[0] <= b[0] and b[1] <= a[1])


def overlap(a: str | None, b: str | None) -> bool:
    """True if the two values share a day; False where either is None or unreadable."""
    x, y = bounds(a), bounds(b)
    return bool(x and y and x[0] <= y[1] and y[0] <= x[1])


def year_of(value: str | None) -> int | None:
    """The year, if all days of `value` lie in one."""
    found = bounds(value)
    return found[0].year if found and found[0].year == found[1].year else None
