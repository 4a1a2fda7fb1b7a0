"""Periods of the calendar: a day, an ISO week, a quarter and so on, each known by its kind and its first day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import msgspec

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first months, northern half; winter has the year of its December
_SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_LAST_YEAR = 9900


class Period(msgspec.Struct, frozen=True):
    """A period: kind is day, week, weekend, month, quarter, half, season, year, decade or century."""

    kind: str
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.kind == "day":
            return self.first
        if self.kind == "week":
            return self.first + timedelta(days=6)
        if self.kind == "weekend":
            return self.first + timedelta(days=1)
        return add(self.first, self.kind, 1) - timedelta(days=1)

    @property
    def edtf(self) -> str:
        """Its EDTF value (ISO 8601-2): weeks and weekends are intervals of days."""
        year, month = f"{self.first.year:04d}", self.first.month
        if self.kind == "day":
            return self.first.isoformat()
        if self.kind in ("week", "weekend"):
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        if self.kind == "month":
            return f"{year}-{month:02d}"
        if self.kind == "quarter":
            return f"{year}-{33 + (month - 1) // 3}"
        if self.kind == "half":
            return f"{year}-{40 + (month - 1) // 6}"
        if self.kind == "season":
            return f"{year}-{_SEASON_CODES[season_of(self.first)]}"
        return {"year": year, "decade": year[:3] + "X", "century": year[:2] + "XX"}[self.kind]

    @property
    def timex(self) -> str:
        """Its TIMEX3 value (ISO-TimeML)."""
        year, month = f"{self.first.year:04d}", self.first.month
        if self.kind in ("week", "weekend"):
            iso = self.first.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.kind == "weekend" else "")
        if self.kind == "quarter":
            return f"{year}-Q{(month - 1) // 3 + 1}"
        if self.kind == "half":
            return f"{year}-H{(month - 1) // 6 + 1}"
        if self.kind == "season":
            return f"{year}-{season_of(self.first)}"
        return {"decade": year[:3], "century": year[:2]}.get(self.kind) or self.edtf

    def moved(self, count: int) -> Period:
        """The period of this kind `count` later, or earlier if it is negative."""
        return period(self.kind, add(self.first, "week" if self.kind == "weekend" else self.kind, count))


def period(kind: str, day: date) -> Period:
    """The period of a kind that holds a day. The weekend of a day is that at the end of its ISO week."""
    if kind == "day":
        return Period(kind, day)
    if kind == "week":
        return Period(kind, day - timedelta(days=day.weekday()))
    if kind == "weekend":
        return Period(kind, day + timedelta(days=5 - day.weekday()))
    if kind == "season":
        start = date(day.year, _SEASONS[season_of(day)], 1)
        return Period(kind, start.replace(year=day.year - 1) if start > day else start)
    if kind in ("month", "quarter", "half"):
        length = _MONTHS[kind]
        return Period(kind, date(day.year, (day.month - 1) // length * length + 1, 1))
    length = _MONTHS[kind] // 12
    return Period(kind, date(max(1, day.year // length * length), 1, 1))


def season_of(day: date) -> str:
    """SP, SU, FA or WI of the northern half, by whole months."""
    return ("WI", "SP", "SU", "FA")[day.month % 12 // 3]


def season(code: str, year: int) -> Period:
    """The season that begins in a year."""
    return Period("season", date(year, _SEASONS[code], 1))


def add(day: date, unit: str, count: int) -> date:
    """The day `count` units later; a day that the month does not have becomes its last. ValueError or OverflowError
    beyond the calendar."""
    if unit in ("day", "week", "weekend"):
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= _LAST_YEAR:
        raise ValueError(f"the year {year} is beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
