"""The day a document is from: out of its metadata, its dateline, or by constraints out of what the text says.

A year that is spelled out is not the current one: told as past it bounds the document from below, told as to come from
above. A weekday with day and month, "last year" beside a spelled-out year, and an anniversary that falls in the year
of the text with its known beginning narrow it further. Two days still possible give an interval, none a null.

Pure functions over DateMentions; nothing looks at a clock.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

import msgspec

from communique.annotate.dates.model import DateMention
from communique.annotate.layout.institutions import any_of
from communique.annotate.layout.model import Layout, PrintedDate
from communique.annotate.year_tense import TenseWords, ending, word
from communique.shared import edtf
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import DateBasis

FILE = "layouts/document_date.yaml"
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-z])|\n\s*\n")
_MONTH_NAMES = tuple(calendar.month_name)
_SHIFTS = {"last": -1, "this": 0, "next": 1}


class DocumentDate(msgspec.Struct, frozen=True):
    """The EDTF day (or interval, or year) of a document, what it rests on, and the steps if it was inferred."""

    value: str | None
    basis: DateBasis | None
    because: tuple[str, ...] = ()


class Bound(msgspec.Struct, frozen=True):
    """The document is not before `first`, or not after `last`, or from `year`; `why` is a plain sentence.

    firm: an event that a finite verb tells says so; a date needs at least one such bound.
    """

    why: str
    first: date | None = None
    last: date | None = None
    year: int | None = None
    firm: bool = True


class DateRules:
    """The words of layouts/document_date.yaml, compiled."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(FILE)
        self.link_span, self.touching_span = int(words["link_span"]), int(words["touching_span"])
        self.founding_span, self.long_text = int(words["founding_span"]), int(words["long_text"])
        self.tenses = TenseWords(words)
        self.link_words = frozenset(str(word).lower() for word in words["link_words"])
        self.blockers = re.compile(
            rf"(?:(?<!\w){any_of(w for w in words['link_blockers'] if w[0].isalpha())}(?!\w)|[;:])", re.I
        )
        self.current_before = ending(words["current_before"])
        self.current_after = re.compile(rf"\s+{any_of(words['current_after'])}(?!\w)", re.IGNORECASE)
        self.today_before = ending(words["today"])
        self.today_after = re.compile(rf"[\s,(]+{any_of(words['today'])}(?!\w)", re.IGNORECASE)
        self.now, self.not_now = word(words["anniversary_now"]), word(words["anniversary_not_now"])
        self.founding = word(words["founding"])
        self.numbers = _ordinals(words["ordinals"])
        number = rf"(\d{{1,3}}(?:st|nd|rd|th)|{any_of(self.numbers)})"
        self.anniversary = re.compile(
            rf"(?<!\w){number}[ ]+(?:\w+[ ]+)?{any_of(words['anniversary_nouns'])}(?!\w)", re.IGNORECASE
        )
        self.celebrated = (*words["anniversary_nouns"], *words["year_nouns"])
        self.years_of = re.compile(rf"(?<!\w)(\d{{1,3}})[ ]+{any_of(words['year_nouns'])}(?!\w)", re.IGNORECASE)

    def count(self, printed: str) -> int:
        """The number that an ordinal names, in figures or in words."""
        low = " ".join(printed.lower().replace("-", " ").split())
        return self.numbers[low] if low in self.numbers else int(re.sub(r"\D", "", low))


def infer_date(document: Document, layout: Layout, mentions: Sequence[DateMention], rules: DateRules) -> DocumentDate:
    """The date of a document.

    mentions: the date expressions of `document.text`, in its order. Metadata counts first, then a day that is printed
    with its year, then what the constraints leave.
    """
    printed = layout.printed
    if document.published and edtf.is_valid(document.published):
        return DocumentDate(_completed(document.published, printed), "metadata")
    if printed and printed.year and printed.month and printed.day:
        value = date(printed.year, printed.month, printed.day).isoformat()
        if printed.place == "title":
            return DocumentDate(value, "inferred", (f"The title ends with “{printed.text}”.",))
        return DocumentDate(value, "dateline")
    mentions = [m for m in mentions if m.start >= layout.prose or not _covered(m, layout)]
    if spelled := _today(document.text, mentions, rules):
        return spelled
    return solve(printed, bounds_of(document.text, mentions, rules))


def solve(printed: PrintedDate | None, bounds: Sequence[Bound]) -> DocumentDate:
    """The days that the bounds leave of a printed day and month, or the year if no day is printed.

    Null where nothing bounds the years on both sides, or where the bounds contradict each other.
    """
    years = {bound.year for bound in bounds if bound.year is not None}
    lower = max((b for b in bounds if b.first), key=lambda b: b.first or date.min, default=None)
    upper = min((b for b in bounds if b.last), key=lambda b: b.last or date.max, default=None)
    fixed = next((b for b in bounds if b.year is not None), None)
    if len(years) > 1 or (fixed and _contradicts(fixed, lower, upper)):
        return DocumentDate(None, None)
    if printed is None or printed.month is None or printed.day is None:
        return DocumentDate(f"{fixed.year:04d}", "inferred", (fixed.why,)) if fixed else DocumentDate(None, None)
    if fixed is None and not (lower and upper and (lower.firm or upper.firm)):
        return DocumentDate(None, None)
    first = (lower.first if lower else None) or date.min
    last = (upper.last if upper else None) or date.max
    span = [fixed.year] if fixed and fixed.year else range(first.year, last.year + 1)
    days = [d for year in span if (d := _day(year, printed)) and (fixed or first <= d <= last)]
    if not days:
        return DocumentDate(None, None)
    used = [fixed] if fixed else [bound for bound in (lower, upper) if bound]
    steps = (_printed_step(printed), *(bound.why for bound in used), _last_step(printed, days))
    return DocumentDate(edtf.interval(days[0].isoformat(), days[-1].isoformat()), "inferred", steps)


def _contradicts(fixed: Bound, lower: Bound | None, upper: Bound | None) -> bool:
    """True if the year that one sign gives lies outside the bounds that others give."""
    year = fixed.year or 0
    before = lower is not None and lower.first is not None and lower.first.year > year
    return before or (upper is not None and upper.last is not None and upper.last.year < year)


def bounds_of(text: str, mentions: Sequence[DateMention], rules: DateRules) -> list[Bound]:
    """Everything that the date expressions and anniversaries of a text say about the years it can be from."""
    found: list[Bound] = []
    linked: set[int] = set()
    this_year = len(text) <= rules.long_text and any(_shift(mention) == 0 for mention in mentions)
    for mention in mentions:
        if mention.year is None or mention.fiscal or mention.day or mention.form in ("decade", "century"):
            continue
        if bound := _linked(text, mention, mentions, rules) or _current(text, mention, rules, this_year):
            found.append(bound)
            linked.add(mention.start)
    for mention in mentions:
        if mention.year is not None and mention.start not in linked and (bound := _by_tense(text, mention, rules)):
            found.append(bound)
    return found + _anniversaries(text, mentions, rules)


def _by_tense(text: str, mention: DateMention, rules: DateRules) -> Bound | None:
    """What a spelled-out year, month or day says by its tense.

    Only an event in a short text excludes the year itself: long texts spell out their own year, and a bare "in 2022"
    may be this year's.
    """
    if mention.fiscal or mention.form in ("decade", "century") or not 1 < (mention.year or 0) < 9998:
        return None
    told = rules.tenses.tense(text, mention, sentence_around(text, mention.start))
    value = _value(mention)
    days = edtf.bounds(value)
    if told is None or days is None or value is None:
        return None
    whole_year = len(value) == 4
    other = whole_year and told.event and len(text) <= rules.long_text
    if not told.firm and not whole_year:
        return None
    shown = f"“{_shown(mention)}” is {'told as past' if told.side == 'past' else 'still to come'}"
    rule = f"{shown}, and a year that is spelled out is not the current one" if other else shown
    if told.side == "past":
        first = date(days[0].year + 1, 1, 1) if other else days[0]
        return Bound(f"{rule}: the text is from {_when(first, whole_year)} or later.", first=first, firm=told.firm)
    last = date(days[0].year - 1, 12, 31) if other else days[1]
    return Bound(f"{rule}: the text is from {_when(last, whole_year)} or earlier.", last=last, firm=told.firm)


def _linked(text: str, mention: DateMention, mentions: Sequence[DateMention], rules: DateRules) -> Bound | None:
    """ "last year's summit, in December 2018": the shifted and the spelled-out year are one."""
    for other in mentions:
        shift = _shift(other)
        if shift is None or other.year is not None or _shown(other).lower() not in rules.link_words:
            continue
        low, high = sorted((other, mention), key=lambda m: m.start)
        between = text[low.end : high.start]
        reach = rules.link_span if shift else rules.touching_span
        if len(between) > reach or _SENTENCE_END.search(between) or rules.blockers.search(between):
            continue
        year = (mention.year or 0) - shift
        return Bound(f"“{_shown(other)}” is “{_shown(mention)}”: the text is from {year}.", year=year)
    return None


def _shift(mention: DateMention) -> int | None:
    """How many years an expression lies from the year of the text, if it says so."""
    if mention.anchor != "document":
        return None
    if mention.year_shift is not None:
        return mention.year_shift
    if mention.unit == "year" and mention.count is not None:
        return mention.count
    return _SHIFTS.get(mention.relation or "") if mention.form == "year" else None


def _current(text: str, mention: DateMention, rules: DateRules, this_year: bool) -> Bound | None:
    """ "since the start of 2026": people say so of the year they live in, in a text that speaks of "this year"."""
    if not this_year or mention.month is not None or mention.year is None:
        return None
    before = text[max(0, mention.start - 40) : mention.start]
    inside = rules.current_before.search(text[max(0, mention.start - 40) : mention.end - len(str(mention.year))])
    if rules.current_before.search(before) or inside or rules.current_after.match(text, mention.end):
        words = " ".join(text[max(0, mention.start - 20) : mention.end].split()[-5:])
        return Bound(f"“{words}” is said of the current year: the text is from {mention.year}.", year=mention.year)
    return None


def _anniversaries(text: str, mentions: Sequence[DateMention], rules: DateRules) -> list[Bound]:
    """Anniversaries that fall in the year of the text and count from a year that the text gives."""
    found: list[Bound] = []
    low = text.lower()
    if not any(noun in low for noun in rules.celebrated):  # the patterns are slow: they begin with any number
        return found
    for pattern in (rules.anniversary, rules.years_of):
        for match in pattern.finditer(text):
            start, end = sentence_around(text, match.start())
            sentence = text[start:end]
            if not rules.now.search(sentence) or rules.not_now.search(sentence):
                continue
            base = _beginning(text, mentions, rules, (start, end))
            if base is not None:
                count = rules.count(match.group(1))
                year = base + count
                why = (
                    f"“{match.group()}” falls in the year of the text and counts from {base}: the text is from {year}."
                )
                found.append(Bound(why, year=year))
    return found


def _beginning(text: str, mentions: Sequence[DateMention], rules: DateRules, sentence: tuple[int, int]) -> int | None:
    """The one year in which what is celebrated began: in the same sentence, else anywhere."""
    years: dict[bool, set[int]] = {True: set(), False: set()}
    for mention in mentions:
        if mention.year is None:
            continue
        low = sentence_around(text, mention.start)[0]
        if rules.founding.search(text, max(low, mention.start - rules.founding_span), mention.start):
            years[sentence[0] <= mention.start < sentence[1]].add(mention.year)
    chosen = years[True] or years[False]
    return next(iter(chosen)) if len(chosen) == 1 else None


def _today(text: str, mentions: Sequence[DateMention], rules: DateRules) -> DocumentDate | None:
    """A day that is spelled out in full beside "today"."""
    for mention in mentions:
        value = _value(mention)
        if not edtf.is_day(value) or mention.range_end is not None:
            continue
        before = text[max(0, mention.start - 30) : mention.start].rstrip(" ,(")
        if rules.today_before.search(before) or rules.today_after.match(text, mention.end):
            return DocumentDate(value, "inferred", (f"The text calls “{_shown(mention)}” today.",))
    return None


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence in which the code point `at` lies, by stops and paragraphs, within 600 each way."""
    low = max(0, at - 600)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, at + 1) if found.end() <= at]
    after = _SENTENCE_END.search(text, at, min(len(text), at + 600))
    return (ends[-1] if ends else low), (after.end() if after else min(len(text), at + 600))


def _value(mention: DateMention) -> str | None:
    if mention.year is None:
        return None
    parts = [f"{mention.year:04d}"]
    if mention.month is not None:
        parts.append(f"{mention.month:02d}")
        if mention.day is not None:
            parts.append(f"{mention.day:02d}")
    return "-".join(parts)


def _day(year: int | None, printed: PrintedDate) -> date | None:
    """The printed day in `year`, if the calendar has it and the weekday fits."""
    if year is None or printed.month is None or printed.day is None or not 1 <= year <= 9998:
        return None
    if printed.day > calendar.monthrange(year, printed.month)[1]:
        return None
    day = date(year, printed.month, printed.day)
    return day if printed.weekday is None or day.weekday() == printed.weekday else None


def _completed(published: str, printed: PrintedDate | None) -> str:
    """Metadata that give a year only, with the day that the dateline prints."""
    if len(published) == 4 and published.isdigit() and printed and (day := _day(int(published), printed)):
        return day.isoformat()
    return published


def _covered(mention: DateMention, layout: Layout) -> bool:
    return any(item.start <= mention.start < item.end for item in layout.furniture if item.kind != "title")


def _shown(mention: DateMention) -> str:
    return " ".join(mention.text.split())


def _when(day: date, whole_year: bool) -> str:
    return str(day.year) if whole_year else f"{day.day} {_MONTH_NAMES[day.month]} {day.year}"


def _printed_step(printed: PrintedDate) -> str:
    where = "dateline" if printed.place == "dateline" else "date line"
    return f"The {where} prints “{' '.join(printed.text.split())}” without a year."


def _last_step(printed: PrintedDate, days: Sequence[date]) -> str:
    which = f"{printed.day} {_MONTH_NAMES[printed.month or 1]}"
    if printed.weekday is not None:
        which = f"{calendar.day_name[printed.weekday]}, {which}"
    if len(days) == 1:
        return f"The only {which} left is that of {days[0].year}."
    return f"The {which} of {', '.join(str(day.year) for day in days[:-1])} and {days[-1].year} are left."


def _ordinals(words: dict[str, list[str]]) -> dict[str, int]:
    """Ordinals in words with their numbers, hyphens as blanks and as they stand ("twenty-fifth", "twenty fifth")."""
    made = {unit: number for number, unit in enumerate(words["units"], 1)}
    made.update({ten: 10 * number for number, ten in enumerate(words["tens"], 2)})
    for tens, before in enumerate(words["tens_before"], 2):
        for unit, name in enumerate(words["units"][:9], 1):
            made[f"{before} {name}"] = made[f"{before}-{name}"] = 10 * tens + unit
    return made
