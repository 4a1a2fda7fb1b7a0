"""What an expression of a date says by itself, before anyone knows from which day it is said."""

from __future__ import annotations

from typing import Literal

import msgspec

Tense = Literal["past", "future", "present"]
Relation = Literal["last", "this", "next"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Form = Literal[
    "day", "weekday", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century",
    "shift", "vague", "day_part", "deadline",
]  # fmt: skip
NOT_DATES = ("day_part", "deadline")
"""Forms that ISO-TimeML counts as TIME or DURATION: they are read, as they date events, but are no DATE."""


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of a date as the text has it.

    start, end: code points of the text; text: the stretch between them. form: what kind of period it names.
    year: four digits (first year of a decade or century). month 1-12, day 1-31, weekday 0-6 (0 = Monday),
    season (SP, SU, FA, WI), quarter 1-4, half 1-2, week (the how many-eth of its month), as far as given.
    relation: last, this or next such period. year_shift: years from the reference's year ("April last year" = -1).
    unit and count: a shift ("three days ago" = day, -3). anchor: what relation and shift start from: the document's
    day, the date told of before (context; just_told: if it comes right before), or the last full period (reported).
    ref: PAST_REF, PRESENT_REF or FUTURE_REF of a vague expression. part: the part of a day (MO, AF, EV, NI, MI, or
    "clock"). position: START, MID or END of the period. approximate: "about". fiscal: counted in somebody's own year.
    ambiguous: 3/4/2026 with nothing to tell which. forward: it stands after "by", "until" or "through".
    tense: of the clause it stands in, from the words near it. range_end: the last day, month or year of a range.
    rule: the entry of knowledge/dates that read it.
    """

    start: int
    end: int
    text: str
    form: Form
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    relation: Relation | None = None
    year_shift: int | None = None
    unit: Unit | None = None
    count: int | None = None
    anchor: Literal["document", "context", "just_told", "reported"] = "document"
    ref: str | None = None
    part: str | None = None
    position: Literal["START", "MID", "END"] | None = None
    approximate: bool = False
    fiscal: bool = False
    ambiguous: bool = False
    forward: bool = False
    tense: Tense | None = None
    range_end: DateMention | None = None

    @property
    def is_date(self) -> bool:
        """True for a DATE of ISO-TimeML; False for parts of a day and deadlines, which other stages may still use."""
        return self.form not in NOT_DATES

    @property
    def is_explicit(self) -> bool:
        """True if the year is spelled out: the expression means the same whenever it is read."""
        return self.year is not None
