"""What stands around the prose: title lines, date lines, bylines, credits, captions, labels, and the dateline.

Comes in: a text and its title. Goes out: a Frame: the spans of furniture, the dateline, the printed day, and where the
prose begins. Everything stays part of the text; the spans only say what tells no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.annotate.layout.closings import Closings
from communique.annotate.layout.datelines import Datelines
from communique.annotate.layout.institutions import any_of
from communique.annotate.layout.model import FoundDateline, Furniture, FurnitureKind, PrintedDate
from communique.annotate.layout.printed import PrintedDays
from communique.annotate.places import fold
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

FILE = "layouts/credits.yaml"
_TOP = 2500
"""The furniture above the prose is looked for in this many characters."""
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONG = 170
"""A line longer than this is no heading, whatever it ends in."""
_FEW = 5
"""A line of so few words is no sentence."""
_KINDS = ("title", "date_line", "byline", "credit", "caption", "label")
_WORDS = re.compile(r"\w+")


class _Rule(msgspec.Struct, frozen=True):
    kind: FurnitureKind
    starts: tuple[str, ...]
    whole: frozenset[str]
    max_length: int
    top: bool
    not_words: re.Pattern[str] | None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The furniture of a text in the order of the text."""

    furniture: tuple[Furniture, ...]
    dateline: FoundDateline | None
    printed: PrintedDate | None
    headings: tuple[str, ...]
    credits: tuple[str, ...]
    prose: int


class FurnitureReader:
    """Tells furniture from prose by layouts/credits.yaml and by shape."""

    def __init__(self, knowledge: Knowledge, datelines: Datelines, days: PrintedDays) -> None:
        self._datelines, self._days = datelines, days
        self._closings = Closings(knowledge, datelines, days)
        self._rules = tuple(_rule(entry) for entry in knowledge.entries(FILE))
        finite = [str(form) for entry in knowledge.entries(FILE) for form in entry.get("finite", ())]
        self._finite = re.compile(rf"(?<![\w-]){any_of(finite)}(?![\w-])")
        openings = sorted({start for rule in self._rules for start in rule.starts if not rule.top})
        self._anywhere = re.compile(
            r"^[ \t]*(?:" + "|".join(re.escape(start) for start in openings) + r")[^\n]{0,400}$",
            re.IGNORECASE | re.MULTILINE,
        )
        self._bare_date = re.compile(
            rf"[(\[]?(?:[^\W\d]+:[ ])?({days.pattern})[ \t]*[)\]]?(?:[, ]+\d\d?:\d\d.{{0,20}})?", re.IGNORECASE
        )
        self._last_date = re.compile(rf"(?<!\w)({days.pattern})[ ]*[)\]]?$", re.IGNORECASE)
        self._inner_date = re.compile(days.pattern, re.IGNORECASE)

    def read(self, text: str, title: str | None) -> Frame:
        """The frame of a text; `title` from the metadata, if there is one."""
        found: list[Furniture] = []
        headings: list[str] = []
        printed: PrintedDate | None = None
        dateline: FoundDateline | None = None
        prose: int | None = None
        told: int | None = None
        """Where a first line begins that is the title, but tells of the event as a sentence of the text does."""
        lines = list(_lines(text[:_TOP]))
        for number, (start, end, line) in enumerate(lines):
            dateline = self._datelines.find(text, start)
            if dateline:
                found.append(Furniture("dateline", dateline.start, dateline.end))
                printed = dateline.printed or printed
                rest = dateline.end
                if text[rest:end].strip():
                    prose = _skip_blank(text, rest)
                    break
                continue
            kind = self._kind(line, top=True) or self._shape(line, title, [item[2] for item in lines[number + 1 :]])
            if kind == "title" and self._is_sentence(line):
                told = start if told is None else told
                continue
            if kind is None:
                prose = start
                break
            found.append(Furniture(kind, start, end))
            if kind == "date_line" and printed is None:
                printed = self._day_of(text, start, end)
            if kind == "title":
                headings.append(line)
        if dateline is None and found:
            dateline = self._earlier(text, found)
        credits = [text[f.start : f.end] for f in found if f.kind == "credit"]
        prose = prose if prose is not None else (_skip_blank(text, found[-1].end) if found else 0)
        prose = prose if told is None else told
        if printed is None or printed.year is None:
            closing = self._closings.find(text, prose)
            if closing and (printed is None or (printed.month, printed.day) == (closing.month, closing.day)):
                printed = closing
        if printed is None and title:
            printed = self._day_in_title(title)
        for item in self._below(text, prose):
            found.append(item)
            if item.kind == "credit":
                credits.append(text[item.start : item.end])
        return Frame(
            furniture=tuple(found), dateline=dateline, printed=printed, headings=tuple(headings),
            credits=tuple(credits), prose=prose,
        )  # fmt: skip

    def _earlier(self, text: str, found: list[Furniture]) -> FoundDateline | None:
        """The dateline that stood on a line of its own, before other furniture."""
        return next((self._datelines.find(text, item.start) for item in found if item.kind == "dateline"), None)

    def _kind(self, line: str, top: bool) -> FurnitureKind | None:
        """The kind of furniture that a line is by the rules."""
        low = line.lower().strip()
        for rule in self._rules:
            if len(low) > rule.max_length or (rule.top and not top):
                continue
            if low.strip("*_ .:") in rule.whole or low in rule.whole:
                return rule.kind
            if top and (found := self._inner_date.search(low)) and _without(low, found) in rule.whole:
                return "date_line"
            start = next((start for start in rule.starts if low.startswith(start)), None)
            if start and (rule.kind != "byline" or _is_byline(line[len(start) :])):
                return rule.kind
        return None

    def _shape(self, line: str, title: str | None, below: list[str]) -> FurnitureKind | None:
        """The kind of furniture by shape: a day alone, the title, or a heading above prose."""
        if self._bare_date.fullmatch(line.strip()):
            return "date_line"
        if title and _alike(line, title):
            return "title" if below else None
        closed = line.rstrip(" \t*_\"'”’)").endswith((".", "!", "?", ":", ";", ",", "…"))
        prose_below = any(len(other) >= 40 and other.rstrip(" \"'”’)").endswith((".", ":")) for other in below[:4])
        if any(rule.not_words and rule.not_words.search(line) for rule in self._rules):
            return None
        words = line.split()
        lettered = sum(word[:1].isalpha() for word in words)
        if (
            closed
            or not prose_below
            or len(line) > _LONG
            or lettered < 1
            or not line[:1].strip()
            or line[:1] in "-•*–—"
        ):
            return None
        return "title" if line[:1].isupper() or line[:1].isdigit() else None

    def _is_sentence(self, line: str) -> bool:
        """True if a line like the title is a sentence: enough words, a full stop, and a finite verb among them."""
        return line.endswith(".") and len(line.split()) > _FEW and self._finite.search(line) is not None

    def _day_in_title(self, title: str) -> PrintedDate | None:
        """The day with which a title ends ("Press Briefing, March 3, 2024"), if it is printed with its year."""
        found = self._last_date.search(title)
        parts = self._days.parse(found.group(1)) if found else None
        if not found or not parts or parts[0] is None:
            return None
        year, month, day, weekday = parts
        return PrintedDate(
            start=0, end=0, text=found.group(1), year=year, month=month, day=day, weekday=weekday, place="title"
        )

    def _day_of(self, text: str, start: int, end: int) -> PrintedDate | None:
        found = self._inner_date.search(text, start, end)
        parts = self._days.parse(found.group()) if found else None
        if not found or not parts:
            return None
        year, month, day, weekday = parts
        return PrintedDate(
            start=found.start(), end=found.end(), text=found.group(), year=year, month=month, day=day, weekday=weekday,
            place="date_line",
        )  # fmt: skip

    def _below(self, text: str, prose: int) -> Iterator[Furniture]:
        """Credits, captions and labels below the beginning of the prose."""
        for found in self._anywhere.finditer(text, prose):
            if kind := self._kind(found.group(), top=False):
                yield Furniture(kind, found.start() + len(found.group()) - len(found.group().lstrip()), found.end())
        start = len(text)
        for _ in range(4):  # closing lines such as "END" or "###"
            line = text[:start].rstrip()
            begin = line.rfind("\n") + 1
            if begin <= prose or not self._closing(line[begin:]):
                return
            yield Furniture("label", begin, len(line))
            start = begin

    def _closing(self, line: str) -> bool:
        low = line.lower().strip()
        return any(
            low in rule.whole or low.strip("*_ .:-()") in rule.whole
            for rule in self._rules
            if len(low) <= rule.max_length
        )


def _is_byline(name: str) -> bool:
    """What follows "by" is a name: every word but the small ones begins with a capital; no sentence, no number."""
    words = _WORDS.findall(name)
    if not words or len(words) > 9 or any(word[0].isdigit() for word in words) or name.rstrip().endswith("."):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or len(word) <= 3 for word in words)


def _without(line: str, found: re.Match[str]) -> str:
    """A line without its day and the marks around it."""
    return (line[: found.start()] + line[found.end() :]).strip("*_ .:,–—-|")


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and content of every line that is not blank, without the blanks around it."""
    for found in _LINE.finditer(text):
        line = found.group()
        content = line.strip()
        if content:
            start = found.start() + line.index(content)
            yield start, start + len(content), content


def _alike(line: str, title: str) -> bool:
    """True if a line is the title, or nearly (four in five of the words of each)."""
    if len(line) > 3 * len(title) + 40:
        return False
    a, b = set(_WORDS.findall(fold(line))), set(_WORDS.findall(fold(title)))
    shared = len(a & b)
    return bool(a) and shared >= 0.8 * len(a) and shared >= 0.8 * len(b)


def _skip_blank(text: str, at: int) -> int:
    found = re.compile(r"\s*").match(text, at)
    return found.end() if found else at


def _rule(entry: dict[str, Any]) -> _Rule:
    if entry["name"] not in _KINDS:
        raise KnowledgeError(entry["path"], None, f"{entry['name']!r} is none of {', '.join(_KINDS)}")
    return _Rule(
        kind=entry["name"],
        starts=tuple(str(start).lower() for start in entry.get("starts", ())),
        whole=frozenset(str(whole).lower() for whole in entry.get("whole", ())),
        max_length=int(entry.get("max_length", 120)),
        top=bool(entry.get("top", False)),
        not_words=re.compile(rf"(?<!\w){any_of(entry['not_words'])}(?!\w)", re.I) if entry.get("not_words") else None,
    )
