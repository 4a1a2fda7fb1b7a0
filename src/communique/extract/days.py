"""The day that a date beside a verb means, where the verb looks ahead: is meeting him on Friday is the next Friday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.edtf import as_day, bounds

_WEEK = 7
_JUST_OVER = 31  # days since the end of a month that a headline still tells in the present tense
_MONTH, _ONE_YEAR = len("2026-01"), len("2026")
_YEAR = re.compile(r"\b(\d{4})(?=-\d\d)")


def day_of(document: AnnotatedDocument, mention: Mention, ahead: bool) -> str | None:
    """The EDTF value of a date; ahead: the verb stands in the present tense, so what seems to lie back is the next."""
    value = mention.date.value if mention.date is not None else None
    now = as_day(document.record.date)
    then = bounds(value)
    if not ahead or value is None or now is None or then is None or then[0] >= now:
        return value
    printed = document.printed(mention.first, mention.last)
    if not any(c.isdigit() for c in printed):
        if as_day(value) is None:
            return _nearer(value, now) if len(value) == _MONTH else value
        near_by = " " not in printed and then[0] == then[1] and now - then[0] < timedelta(days=_WEEK)
        return (then[0] + timedelta(days=_WEEK)).isoformat() if near_by else value
    return value if re.search(r"\d{4}", printed) else _nearer(value, now)


def is_to_come(mention: Mention) -> bool:
    """Is the date a month alone (in March), or all of this year: with a finite verb in the present still to come?"""
    found = mention.date
    if found is None or found.value is None:
        return False
    this_year = found.text.lower().startswith("this ") and len(found.value) == _ONE_YEAR
    return this_year or (found.text.isalpha() and len(found.value) == _MONTH)


def next_day_of(document: AnnotatedDocument, mention: Mention) -> str | None:
    """The EDTF value of a date for which is_to_come holds: hosts it in March is the next March, or that just over."""
    value = mention.date.value if mention.date is not None else None
    now, then = as_day(document.record.date), bounds(value)
    if value is None or now is None or then is None or now - then[1] < timedelta(days=_JUST_OVER):
        return value
    return _YEAR.sub(lambda m: str(int(m[1]) + 1), value)


def past_day_of(document: AnnotatedDocument, mention: Mention) -> str | None:
    """The EDTF value of a date of something that was before the text: in March is the last March."""
    value = mention.date.value if mention.date is not None else None
    now, then = as_day(document.record.date), bounds(value)
    printed = document.printed(mention.first, mention.last)
    if value is None or now is None or then is None or then[0] <= now or re.search(r"\d{4}", printed):
        return value
    return _YEAR.sub(lambda m: str(int(m[1]) - 1), value)


def _nearer(value: str, now: date) -> str:
    """A date without a year, or the same a year on, whichever is nearer to the day of the text."""
    later = _YEAR.sub(lambda m: str(int(m[1]) + 1), value)
    then, next_time = bounds(value), bounds(later)
    return later if then and next_time and next_time[0] - now < now - then[1] else value
