"""Dates of metadata as EDTF days. Nothing here reads prose."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate

from communique.shared import edtf

_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:[T\s]\d|\s*$)")
_YEAR_FIRST = re.compile(r"\D{0,20}?(\d{4})(?:\D{1,3}?)(\d{1,2})(?:\D{1,3}?)(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"\D{0,20}?(\d{1,2})\s{0,2}([./-])\s{0,2}(\d{1,2})\s{0,2}[./-]\s{0,2}(\d{4})(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def to_day(value: object, language: str | None = None) -> str | None:
    """The day of a date or date-time in metadata, such as "2026-01-28"; None if no single day can be read.

    value: a date, or a string: ISO 8601, RFC 2822, "January 28, 2026", "28 Jan 2026", "28.01.2026", "2026/1/28",
    and month names of `language` (BCP 47, by the Unicode CLDR). The day is the one written, in the zone it is written
    in. "03/04/2026" is two days in two countries: None.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    value = value[:100]
    found = _COMPACT.match(value) or _YEAR_FIRST.match(value)
    if found:
        return _day(*map(int, found.groups()))
    found = _YEAR_LAST.match(value)
    if found:
        first, mark, second, year = found.groups()
        return _year_last(int(first), int(second), int(year), mark)
    return _with_month_name(value, language)


def _day(year: int, month: int, day: int) -> str | None:
    written = f"{year:04}-{month:02}-{day:02}"
    return written if edtf.is_day(written) else None


def _year_last(first: int, second: int, year: int, mark: str) -> str | None:
    """Dots and hyphens put the day first; a slash does in one country and not in the other."""
    if mark != "/" or first == second or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _with_month_name(value: str, language: str | None) -> str | None:
    """A day, a year and the name of a month, in any order; other words (weekday, "at", zone) do not matter."""
    words = _WORDS.findall(value)
    numbers = [int(word) for word in words if word.isdecimal()]
    year = next(
        (number for number, word in zip(numbers, filter(str.isdecimal, words), strict=True) if len(word) == 4), None
    )
    if year is None:
        sent = parsedate(value)  # RFC 2822 with its old years of two digits
        return _day(sent[0], sent[1], sent[2]) if sent else None
    day = next((number for number in numbers if 1 <= number <= 31), None)
    if day is None:
        return None
    for word in words:
        month = None if word.isdecimal() else _month(word.lower(), language)
        if month:
            return _day(year, month, day)
    return None


def _month(word: str, language: str | None) -> int | None:
    for name in (word, word[:3] if word[:3] + "t" == word else ""):  # "Sept" is the usual longer abbreviation
        read = parsedate(f"1 {name} 2000 00:00:00") if name else None
        if read:
            return read[1]
    return _names(language).get(word) if language else None


def _names(language: str) -> dict[str, int]:
    """Names of the months in lower case, wide and abbreviated, as they stand in dates and alone."""
    from babel.core import Locale, UnknownLocaleError

    try:
        months = Locale.parse(language.replace("-", "_")).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        months[context][width][number].lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for number in range(1, 13)
    }
