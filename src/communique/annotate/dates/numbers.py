"""From what the words of an expression say to the fields of a DateMention."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import msgspec

from communique.annotate.dates.grammar import Rule
from communique.annotate.dates.model import DateMention, Tense

_NUMERIC = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})(?:T.*)?")
_LATE_CENTURY = 40  # '39 is 2039, '40 is 1940
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_NUMBERS = ("month", "day", "weekday", "quarter", "half", "week")
_WORDS = ("relation", "season", "part", "ref", "anchor", "position", "unit")
_DAYS_MONTHS = ("month", "year")


def mention(rule: Rule, fields: dict[str, Any], span: tuple[int, int, str], tense: Tense | None) -> DateMention | None:
    """The DateMention of a rule that matched, or None if its numbers make no date. `fields` are its words' values."""
    made: dict[str, Any] = {name: int(fields[name]) for name in _NUMBERS if name in fields}
    made |= {name: fields[name] for name in _WORDS if fields.get(name)}
    made["approximate"] = "approximate" in fields
    made["fiscal"] = "fiscal" in fields
    made["forward"] = bool(fields.get("forward"))
    if "numeric" in fields:
        numeric = _numeric(fields["numeric"])
        if numeric is None:
            return None
        made |= numeric
    if "day_tens" in fields:
        made["day"] = int(fields["day_tens"]) + made.get("day", 0)
    made["year"] = made.get("year") or _year(fields)
    made["year_shift"] = _year_shift(fields)
    if "told_year" in fields:
        made["anchor"] = "context"
    _count(fields, made)
    if "of_last" in fields:
        made |= {"quarter": {"quarter": 4}, "half": {"half": 2}, "week": {"week": -1}}.get(rule.form, {})
    if not _possible(made):
        return None
    start, end, text = span
    common: dict[str, Any] = {"start": start, "end": end, "text": text, "rule": rule.name, "tense": tense}
    ending = _range_end(fields, made)
    if ending is False:
        return None
    if isinstance(ending, dict):
        made["range_end"] = DateMention(form=rule.form, **common, **ending)  # type: ignore[arg-type]
        made["year"] = made["year"] or _year_of_start(made, ending)
    return DateMention(form=rule.form, **common, **made)  # type: ignore[arg-type]


def _year(fields: dict[str, Any]) -> int | None:
    if "year" in fields:
        return int(fields["year"])
    if "year_late" in fields:
        return _full_year(int(fields["year_late"]))
    if "fiscal_number" in fields:
        number = int(fields["fiscal_number"])
        return number if number > 99 else 2000 + number
    if "hundreds" in fields:
        late = int(fields.get("year_tens", 0)) + int(fields.get("year_small", 0))
        return int(fields["hundreds"]) * 100 + late
    if "year_base" in fields:
        return int(fields["year_base"]) + int(fields.get("year_of_2000", 0))
    if "decade" in fields:
        decade = int(fields["decade"])
        return decade if decade > 99 else 1900 + decade
    if "century" in fields:
        return (int(fields.get("century_tens", 0)) + int(fields["century"]) - 1) * 100
    return None


def _full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= _LATE_CENTURY else 2000)


def _year_shift(fields: dict[str, Any]) -> int | None:
    for name in ("year_relation", "told_year"):
        if name in fields:
            return _SHIFTS[fields[name]]
    return int(fields["year_shift"]) if "year_shift" in fields else None


def _count(fields: dict[str, Any], made: dict[str, Any]) -> None:
    if "count" in fields or "count_tens" in fields:
        count = int(fields.get("count_tens", 0)) + int(fields.get("count", 0))
        made["count"] = count * int(fields.get("direction", 1))
        made.setdefault("unit", "day")
    elif "direction" in fields:  # the day before
        made["count"], made["unit"] = int(fields["direction"]), "day"


def _possible(made: dict[str, Any]) -> bool:
    """False for the 31st of April, a 13th month, a day 0, a count beyond all calendars."""
    year: int | None = made.get("year")
    month: int | None = made.get("month")
    day: int | None = made.get("day")
    if year is not None and not 1 <= year <= 9900:
        return False
    if abs(made.get("count") or 0) > 3000:
        return False
    if day is None:
        return True
    return 1 <= day <= (_days(year or 2000, month) if month else 31)


def _days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _range_end(fields: dict[str, Any], made: dict[str, Any]) -> dict[str, Any] | bool | None:
    """The fields of the last day, month or year; None if the expression is no range, False if it runs backwards."""
    ending = {name: int(fields[f"end_{name}"]) for name in ("day", "month", "year") if f"end_{name}" in fields}
    if "end_year_late" in fields:
        ending["year"] = made["year"] // 100 * 100 + int(fields["end_year_late"])
    if not ending:
        return None
    ending.setdefault("year", made["year"]) if made["year"] and "month" not in ending else None
    if "day" in ending and "month" not in ending:
        ending["month"] = made["month"]
    if not _possible(ending):
        return False
    if set(ending) == {"year"} and ending["year"] <= made["year"]:
        return False
    if set(ending) == {"month"} and ending["month"] == made["month"]:
        return False
    if "end_month" not in fields and "end_day" in fields and ending["day"] <= made["day"]:
        return False
    if "end_month" in fields and "year" not in ending and made["year"]:
        ending["year"] = made["year"] + (ending["month"] < made["month"])
    return ending


def _year_of_start(made: dict[str, Any], ending: dict[str, Any]) -> int | None:
    year: int | None = ending.get("year")
    if year is None or made.get("month") is None:
        return year
    return year - int(made["month"] > ending.get("month", 12))


def _numeric(text: str) -> dict[str, Any] | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    a, sign, b, c = found.groups()
    if len(a) == 4 and len(c) <= 2:
        return _checked(int(a), int(b), int(c))
    if len(a) > 2 or len(c) not in (2, 4) or (len(c) == 2 and sign == "-"):
        return None
    year = int(c) if len(c) == 4 else _full_year(int(c))
    first, second = int(a), int(b)
    if sign == ".":
        return _checked(year, second, first) if len(c) == 4 else None
    day_first, month_first = _checked(year, second, first), _checked(year, first, second)
    if day_first and month_first and day_first != month_first:
        return {**day_first, "ambiguous": True}
    return day_first or month_first


def _checked(year: int, month: int, day: int) -> dict[str, Any] | None:
    if not (1000 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= _days(year, month)):
        return None
    return {"year": year, "month": month, "day": day}


def settle(mentions: tuple[DateMention, ...], text: str, links: Collection[str]) -> tuple[DateMention, ...]:
    """What the mentions of a text tell about each other: the order of day and month in 3/4/2026, where another date
    written this way shows it, and the year of "January and February 2026". links: words and marks that join two."""
    made = list(mentions)
    order = _order(made)
    for index, one in enumerate(made):
        if one.ambiguous and order:
            month, day = (one.day, one.month) if order == "month" else (one.month, one.day)
            made[index] = msgspec.structs.replace(one, month=month, day=day, ambiguous=False)
    for index in range(len(made) - 2, -1, -1):
        one, following = made[index], made[index + 1]
        if one.year is None and following.year and following.form == one.form and one.form in ("month", "day"):
            plain = one.year_shift is None and one.relation is None and one.month and following.month
            if plain and following.end - one.end < 60 and text[one.end : following.start].strip() in links:
                year = following.year - (one.month > following.month)  # type: ignore[operator]
                made[index] = msgspec.structs.replace(one, year=year)
    return tuple(made)


def _order(mentions: Iterable[DateMention]) -> str | None:
    orders = set()
    for one in mentions:
        if "/" in one.text and one.day and one.month and not one.ambiguous and one.text[:1].isdigit():
            first = int(one.text.split("/")[0])
            if one.day != one.month and first in (one.day, one.month):
                orders.add("day" if first == one.day else "month")
    return orders.pop() if len(orders) == 1 else None
