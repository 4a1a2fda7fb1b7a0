"""The day that a text prints at its end: "Done at Lima on 3 May 2024", or a last line of place and day.

Comes in: a text and where its prose begins. Goes out: the printed day, or None. The words are in layouts/closings.yaml.
"""

from __future__ import annotations

import re

from communique.annotate.layout.datelines import Datelines
from communique.annotate.layout.institutions import any_of
from communique.annotate.layout.model import PrintedDate
from communique.annotate.layout.printed import PrintedDays
from communique.shared.knowledge import Knowledge

FILE = "layouts/closings.yaml"
_LONGEST_LINE = 120


class Closings:
    """The forms of layouts/closings.yaml, compiled."""

    def __init__(self, knowledge: Knowledge, datelines: Datelines, days: PrintedDays) -> None:
        words = knowledge.mapping(FILE)
        self._datelines, self._days = datelines, days
        self._reach = int(words["reach"])
        verbs = any_of([form for verb in words["verbs"] for form in (verb.capitalize(), verb.upper())])
        copies, places, before_day = (any_of(words[key]) for key in ("copies", "before_place", "before_day"))
        self._done = re.compile(
            rf"(?:^|(?<=[.;:] ))[ \t]*{verbs}(?:[ ](?i:{copies}))?[ ](?i:{places})[ ]"
            rf"[^\n\d;]{{2,60}}?[, ]+(?:(?i:{before_day})[ ])?(?P<date>(?i:{days.pattern}))(?!\w)",
            re.MULTILINE,
        )
        self._alone = re.compile(rf"[ \t(]*(?P<date>{days.pattern})[ \t.)]*", re.IGNORECASE)

    def find(self, text: str, prose: int) -> PrintedDate | None:
        """The day, with its year, with which the text closes; the last one counts."""
        start = max(prose, len(text) - self._reach)
        for found in reversed(list(self._done.finditer(text, start))):
            if printed := self._printed(found):
                return printed
        end = len(text.rstrip())
        line = text.rfind("\n", start, end) + 1
        if line <= start or end - line > _LONGEST_LINE:
            return None
        if alone := self._alone.fullmatch(text, line, end):
            return self._printed(alone)
        dateline = self._datelines.find(text, line)
        if dateline and dateline.printed and dateline.printed.year and not text[dateline.end : end].strip(" ."):
            day = dateline.printed
            return PrintedDate(
                start=day.start, end=day.end, text=day.text, year=day.year, month=day.month, day=day.day,
                weekday=day.weekday, place="date_line",
            )  # fmt: skip
        return None

    def _printed(self, found: re.Match[str]) -> PrintedDate | None:
        parts = self._days.parse(found["date"])
        if parts is None or parts[0] is None:
            return None
        year, month, day, weekday = parts
        start, end = found.span("date")
        return PrintedDate(
            start=start, end=end, text=found["date"], year=year, month=month, day=day, weekday=weekday,
            place="date_line",
        )  # fmt: skip
