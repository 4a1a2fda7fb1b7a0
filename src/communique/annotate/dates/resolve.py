"""Putting expressions of dates on the calendar: an EDTF value with the precision that the text has, and a TIMEX3 value.

What is told relative to the document's day is counted from it; bare weekdays, months and days go by the tense of
their clause; what is told relative to a date named before ("a year earlier") is counted from that one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from communique.annotate.dates.context import KINDS, Context, Contexts
from communique.annotate.dates.model import DateMention
from communique.annotate.dates.periods import Period, add, period, season
from communique.shared.edtf import bounds, interval
from communique.shared.records import DateExpression

_SHIFTS = {"last": -1, "this": 0, "next": 1}
_NAMED = ("day", "month", "quarter", "half", "season", "year", "decade", "century")
_NEAR = 62  # days ahead that a date without a verb is taken for a coming one
_NEXT = 45  # days ahead that a day of a month is the coming one, even if the nearest verb is past
_JUST = 14  # days back that it is the one just gone, even if the nearest verb is future
_SOON = 200  # days ahead: "until 3 May", read this long before, is not of the year before
_LAG = 62  # days after its end that a quarter is still what is reported next


def resolve(mention: DateMention, reference: str | None, contexts: Contexts | None = None) -> DateExpression:
    """The EDTF and TIMEX3 values of one mention.

    reference: EDTF day, month, year or interval that the text is from, None if unknown. contexts: what was named
    before in the text; the mention is added to it. An expression that needs a reference has no value without one; if
    the reference is an interval and its ends give two values, the value is the interval of both and timex is None.
    """
    contexts = contexts or Contexts()
    days = bounds(reference)
    timex = mention.ref
    value: str | None = None
    found: list[tuple[Period, Period | None] | None]
    if days is None or days[0] == date.min or days[1] == date.max:
        found = [_found(mention, None, contexts.first)]
    elif days[0] == days[1]:
        found = [_found(mention, days[0], contexts.first)]
    else:
        found = [_found(mention, days[0], contexts.first), _found(mention, days[1], contexts.last)]
    if all(found):
        values = list(dict.fromkeys(_edtf(*one) for one in found if one))
        value = values[0] if len(values) == 1 else _hull(values[0], values[-1])
        first = found[0]
        timex = _timex(mention, *first) if len(values) == 1 and first else None
    return DateExpression(start=mention.start, end=mention.end, text=mention.text, value=value, timex=timex)


def resolve_all(mentions: Iterable[DateMention], reference: str | None) -> tuple[DateExpression, ...]:
    """The values of all mentions of a text, in their order, as `resolve` gives them; mentions that are no dates of
    ISO-TimeML (`DateMention.is_date`) are among them."""
    contexts = Contexts()
    return tuple(resolve(mention, reference, contexts) for mention in mentions)


def _hull(first: str, last: str) -> str | None:
    a, b = first.partition("/")[0], last.rpartition("/")[2]
    span = interval(a, b)
    return span if bounds(span) else None


def _edtf(first: Period, last: Period | None) -> str:
    return interval(first.edtf, last.edtf) if last else first.edtf


def _timex(mention: DateMention, first: Period, last: Period | None) -> str | None:
    if last and mention.range_end and mention.range_end.start == mention.start:
        return None  # TIMEX3 has no ranges; where the two ends are mentions of their own each has its value
    if mention.part and mention.part != "clock":
        return f"{first.timex}T{mention.part}"
    return first.timex


def _found(mention: DateMention, reference: date | None, context: Context) -> tuple[Period, Period | None] | None:
    """The period of a mention and, for a range, that of its end; None if it cannot be told. Remembers it."""
    if mention.ref or mention.ambiguous:
        return None
    try:
        first = _period(mention, reference, context)
        if first is None:
            return None
        last = _range_end(mention, first)
    except (ValueError, OverflowError):  # beyond the calendar, or the 30th of a month told before that is too short
        return None
    if not _is_comparison(mention):
        context.tell(last or first, mention.form in _NAMED and not mention.unit)
    return first, last


def _is_comparison(mention: DateMention) -> bool:
    """True for "a year earlier" and the like: a look aside, after which the text goes on about the period before."""
    return mention.year_shift == -1 or (mention.form == "shift" and mention.unit == "year" and mention.count == -1)


def _range_end(mention: DateMention, first: Period) -> Period | None:
    ending = mention.range_end
    if ending is None:
        return None
    year = ending.year or first.first.year
    if ending.month is None:
        return Period("year", date(year, 1, 1))
    if ending.year is None and ending.month < first.first.month:
        year += 1
    if ending.day is None:
        return Period("month", date(year, ending.month, 1))
    return Period("day", date(year, ending.month, ending.day))


def _period(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    form = mention.form
    if form in ("shift", "deadline"):
        return _shifted(mention, reference, context)
    if form in ("day", "day_part"):
        return _day(mention, reference, context)
    if form == "weekday":
        return _weekday(mention, reference, context)
    if form == "week":
        return _week(mention, reference, context)
    if form == "month":
        return _month(mention, reference, context)
    if form == "season":
        return _season(mention, reference, context)
    if form in ("quarter", "half"):
        return _part_of_year(mention, reference, context)
    return _plain(mention, reference, context)


def _base(mention: DateMention, reference: date | None, context: Context, kinds: Iterable[str]) -> date | None:
    """The day that a relation is counted from."""
    if mention.anchor == "context":
        told = context.latest(kinds)
        if told is not None:
            return told.first
    return reference


def _shifted(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    unit, count = mention.unit or "day", mention.count or 0
    told = None
    if mention.anchor == "context":
        told = context.compared() if unit == "year" else context.previous()
        if told is not None and KINDS.index(told.kind) > KINDS.index(unit):
            return None  # three days after a year is no day
    elif unit == "year" and count == -1:  # a year ago: the same quarter, where the text is about one
        told = context.compared()
        told = told if told and told.kind == "quarter" else None
    if told is not None:
        return period(told.kind if unit == "year" else unit, add(told.first, unit, count))
    return None if reference is None else period(unit, add(reference, unit, count))


def _day(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    if mention.weekday is not None and mention.day is None:
        return _weekday(mention, reference, context)
    if mention.day is None:
        return _relative_day(mention, reference, context)
    if mention.month is None:
        return _day_of_month(mention, reference, context)
    year = _year(mention, reference, context)
    if year is None:
        year = _year_by_tense(mention, reference)
    return None if year is None else Period("day", date(year, mention.month, mention.day))


def _day_of_month(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    """The 5th: of the month told of, of the reference's, or ("of next month") by its relation."""
    base = reference
    if mention.anchor == "context":
        told = context.latest(("day", "month"))
        base = told.first if told else reference
    if base is None or mention.day is None:
        return None
    month = period("month", base).moved(_SHIFTS[mention.relation or "this"])
    return Period("day", month.first.replace(day=mention.day))


def _relative_day(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    if mention.anchor == "context":
        told = context.latest(("day",))
        count = mention.count if mention.count is not None else _SHIFTS[mention.relation or "this"]
        base = told.first if told else reference
        return None if base is None else Period("day", base + timedelta(days=count))
    return None if reference is None else Period("day", reference + timedelta(days=mention.count or 0))


def _year(mention: DateMention, reference: date | None, context: Context) -> int | None:
    """The year as far as the words name it, spelled out or as last year and the like."""
    if mention.year is not None:
        return mention.year
    if mention.year_shift is None:
        return None
    base = _base(mention, reference, context, KINDS)
    return None if base is None else base.year + mention.year_shift


def _year_by_tense(mention: DateMention, reference: date | None) -> int | None:
    """The year of a month or a day without one: the past looks back, the future forward, else the nearest."""
    if reference is None or mention.month is None:
        return None
    day = mention.day or 1
    here = (reference.month, reference.day if mention.day else 1)
    later, earlier = (mention.month, day) > here, (mention.month, day) < here
    distance = (mention.month - reference.month) * 30 + day - here[1]
    ahead, back = distance % 365, -distance % 365
    reach = _SOON if mention.forward else _NEXT if mention.day else 0
    if mention.tense == "past" and not 0 < ahead < reach:
        year = reference.year - later
    elif mention.tense in ("past", "future") and not (mention.day and 0 < back < _JUST):
        year = reference.year + earlier
    else:  # no verb near: news looks back, but not over most of a year
        year = reference.year - later + (distance != 0 and ahead < (_SOON if mention.forward else _NEAR))
    weekday = mention.weekday
    if weekday is not None:  # Friday, 13 May: the year must have it on that weekday
        years = sorted(range(year - 3, year + 4), key=lambda y: (abs(y - year), y))
        fits = [y for y in years if _weekday_of(y, mention.month, day) == weekday]
        year = fits[0] if fits and _weekday_of(year, mention.month, day) != weekday else year
    return year


def _weekday_of(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _weekday(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    if mention.month is not None:
        return _day(mention, reference, context)
    base = _base(mention, reference, context, ("day",))
    if base is None or mention.weekday is None:
        return None
    if mention.count is not None and mention.part:
        return Period("day", base + timedelta(days=mention.count))
    monday = base - timedelta(days=base.weekday())
    relation = mention.relation
    if mention.unit == "week" and relation:
        return Period("day", monday + timedelta(days=7 * _SHIFTS[relation] + mention.weekday))
    back, forward = (base.weekday() - mention.weekday) % 7, (mention.weekday - base.weekday()) % 7
    if relation == "last":
        return Period("day", base - timedelta(days=back or 7))
    if relation == "next":
        return Period("day", monday + timedelta(days=7 + mention.weekday))
    if relation == "this":
        if mention.anchor == "context":
            return Period("day", base + timedelta(days=forward))
        return Period("day", base - timedelta(days=back) if mention.tense == "past" else base + timedelta(days=forward))
    if mention.tense == "future":
        return Period("day", base + timedelta(days=forward))
    return Period("day", base - timedelta(days=back))


def _week(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    if mention.month is None and mention.week is None:
        return _plain(mention, reference, context)
    if mention.day is not None:
        day = _day(mention, reference, context)
        return day and period("week", day.first)
    if mention.month is not None:
        month = _month(mention, reference, context)
    else:  # of next month
        month = period("month", reference).moved(_SHIFTS[mention.relation or "this"]) if reference else None
    if month is None or mention.week is None:
        return None
    if mention.week < 0:
        return period("week", month.last)
    return period("week", month.first + timedelta(days=7 * (mention.week - 1) + 3))


def _month(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    if mention.month is None:
        return _plain(mention, reference, context)
    year = _year(mention, reference, context)
    if year is None and mention.relation:
        base = _base(mention, reference, context, ("day", "month"))
        if base is None:
            return None
        if mention.relation == "last":
            year = base.year - (mention.month >= base.month)
        elif mention.relation == "next":
            year = base.year + (mention.month <= base.month)
        else:
            year = base.year
    elif year is None:
        year = _year_by_tense(mention, reference)
    return None if year is None else Period("month", date(year, mention.month, 1))


def _season(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    code = mention.season
    if code is None:
        return None
    year = _year(mention, reference, context)
    if year is not None:
        return season(code, year)
    base = _base(mention, reference, context, KINDS)
    if base is None:
        return None
    near = [season(code, base.year + shift) for shift in (-2, -1, 0, 1)]
    if mention.relation == "last":
        return [one for one in near if one.last < base][-1]
    if mention.relation == "next" or mention.tense == "future":
        return next(one for one in near if (one.first > base if mention.relation == "next" else one.last >= base))
    if mention.relation == "this":
        return next((one for one in near if one.first <= base <= one.last), season(code, base.year))
    return [one for one in near if one.first <= base][-1]


def _part_of_year(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    kind = mention.form
    length = 3 if kind == "quarter" else 6
    number = mention.quarter if kind == "quarter" else mention.half
    year = _year(mention, reference, context)
    if number is None:
        if mention.anchor != "document" and kind == "quarter" and mention.relation in (None, "this"):
            return _told_quarter(mention, reference, context)
        return _plain(mention, reference, context)
    if year is not None and mention.anchor == "context" and mention.year is None:
        told = context.latest()
        year = (told.first.year if told else year - (mention.year_shift or 0)) + (mention.year_shift or 0)
    if year is None:
        if reference is None:
            return None
        start = date(reference.year, (number - 1) * length + 1, 1)
        if mention.tense == "future":
            year = reference.year + (add(start, "month", length) + timedelta(days=_LAG) <= reference)
        else:
            year = reference.year - (start > reference)
    return Period(kind, date(year, (number - 1) * length + 1, 1))


def _told_quarter(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    """The quarter that the text tells of: the last one named, or the last full one before the reference."""
    told = context.latest(("quarter",), reference)
    if told is None or mention.anchor == "reported":
        if reference is None:
            return None
        told = period("quarter", reference).moved(-1)
    if mention.year is not None:
        return Period("quarter", told.first.replace(year=mention.year))
    years = mention.year_shift or 0
    return Period("quarter", add(told.first, "year", years))


def _plain(mention: DateMention, reference: date | None, context: Context) -> Period | None:
    """A week, month, year ... by its number or by last, this and next."""
    kind = mention.form
    if mention.year is not None:
        return period(kind, date(mention.year, 1, 1))
    base = _base(mention, reference, context, KINDS[: KINDS.index(kind) + 1])
    if mention.anchor == "just_told":
        told = context.previous()
        base = told.first if told and told.kind == "year" else reference
    if base is None:
        return None
    if kind == "weekend" and mention.relation is None:
        here = period(kind, base)
        return here if mention.tense == "future" or here.first <= base else here.moved(-1)
    found = period(kind, base).moved(_SHIFTS[mention.relation or "this"])
    return period(kind, add(found.first, "year", mention.year_shift)) if mention.year_shift else found
