"""Datelines: where, when and by which agency a report was filed, by the patterns of layouts/datelines.yaml.

Comes in: a text and the offset of a line. Goes out: a FoundDateline, or None. Only the first HEAD characters of the
line are looked at, so the length of a line does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from communique.annotate.layout.model import FoundDateline, PrintedDate
from communique.annotate.layout.printed import PrintedDays
from communique.annotate.places import Places, fold, spell
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Dateline, Place

FILE = "layouts/datelines.yaml"
HEAD = 240

_WORD = r"(?:(?:[^\W\d_]\.){2,3}|[^\W\d_]{1,3}\.(?=[ ]?[^\W\d_])|[^\W\d_][\w'’ʻ‘`\-]{0,25})"
_PLACE = rf"(?P<place>{_WORD}(?:(?:[ ]|[ ]?/[ ]?|[ ]&[ ]){_WORD}){{0,4}})"
_REGION = r"(?P<region>(?!{calendar}\b)[^\W\d_][\w'’.\-]{{0,25}}(?:[ ][^\W\d_][\w'’.\-]{{0,25}}){{0,3}})"
_DASH = r"(?:[ \t]*(?:--+|[—–―])[ \t]*|[ \t]+-[ \t]+)"
_LINE_END = r"(?=[ \t]*(?:[\r\n\u2028\u2029]|$))"
_END = re.compile(_LINE_END)
_FIXED = {
    "place": _PLACE,
    "agency": r"(?P<agency>[^()|\n/]{2,40}?(?:[ ]?/[ ]?[^()|\n/]{2,40}?)?)[ ]?",
    "known": r"(?P<agency>[^\W_][^()|\n/]{1,40}?)",
    "note": r"[^()|\n/]{2,40}",
    "dash": _DASH,
    "end": rf"(?:{_DASH}|[ \t]*(?:-(?=\s)|:)[ \t]*)",
    "stop": r"\.(?=\s|$)",
    "eol": _LINE_END,
}
_TOKENS = re.compile(r"\{(\w+)\}|([\[<])|([\]>])|(\|)|([ ]+)|([^{}\[\]<>| ]+)")
_OPENS_SENTENCE = re.compile(r"[\s\"'“”‘’«(\[]*[^\W_]?")


class _Pattern(msgspec.Struct, frozen=True):
    name: str
    regex: re.Pattern[str]
    place: str
    before_capital: bool
    known: bool
    capitals: bool


class Datelines:
    """The patterns, compiled."""

    def __init__(self, knowledge: Knowledge, places: Places, days: PrintedDays, agencies: Iterable[str]) -> None:
        self._places, self._days = places, days
        self._labels = frozenset(word.upper() for word in _listed(knowledge, "labels"))
        self._ordinary = frozenset(word.upper() for word in _listed(knowledge, "ordinary"))
        self._agencies = frozenset(fold(name) for name in agencies)
        region = _REGION.format(calendar=days.name_pattern)
        pieces = {
            **_FIXED,
            "region": region,
            "squared": rf"\[{region}\]",
            "date": f"(?P<date>{days.pattern})",
        }
        self._patterns = tuple(
            _compiled(entry, pieces) for entry in knowledge.entries(FILE) if entry.get("pattern") is not None
        )

    def find(self, text: str, start: int = 0) -> FoundDateline | None:
        """The dateline with which the line at `start` begins. `start` of the result is `start` itself."""
        head = text[start : start + HEAD]
        for pattern in self._patterns:
            found = pattern.regex.match(head)
            if found and (dateline := self._checked(pattern, found, text, start)):
                return dateline
        return None

    def _checked(self, pattern: _Pattern, found: re.Match[str], text: str, start: int) -> FoundDateline | None:
        """The dateline of a match, or None where place, day or what follows speak against it."""
        parts = found.groupdict()
        end = start + found.end()
        if pattern.before_capital and not self._opens_sentence(text[end : end + 60]):
            return None
        printed = None
        if parts.get("date"):
            day = self._days.parse(parts["date"])
            if day is None:
                return None
            year, month, number, weekday = day
            printed = PrintedDate(
                start=start + found.start("date"),
                end=start + found.end("date"),
                text=parts["date"],
                year=year,
                month=month,
                day=number,
                weekday=weekday,
            )
        agency = (parts.get("agency") or "").strip(" -–—,.") or None
        if agency and not any(c.isalpha() for c in agency):
            return None
        if pattern.known and fold(agency or "") not in self._agencies:
            return None
        dateline = None
        if pattern.place != "none":
            region = parts.get("region")
            alone = agency is None and bool(_END.match(text, end))
            if pattern.capitals and not (parts["place"].isupper() and self._towns(parts["place"])):
                return None
            if not self._is_place(
                parts["place"], region, pattern.place == "any" and bool(printed or agency) and not alone
            ):
                return None
            place = self._place(parts["place"], region)
            printed_as = text[start:end].strip(" \t\r\n-–—―:")
            dateline = Dateline(place.name, place.party, printed_as)
        return FoundDateline(start=start, end=end, dateline=dateline, printed=printed, agency=agency, rule=pattern.name)

    def _towns(self, name: str) -> bool:
        return self._places.is_town(name) or self._places.is_pair(name)

    def _is_place(self, name: str, region: str | None, unknown_too: bool) -> bool:
        if name.upper() in self._labels or name.lower() in self._days.months or name.lower() in self._days.weekdays:
            return False
        if not all(word[:1].isupper() or not word[:1].isalpha() for word in name.replace("/", " ").split()[:1]):
            return False
        if region and not self._places.is_part(name, region):
            return False
        if name.upper() in self._ordinary and not region and not unknown_too:
            return False
        town = self._towns(name) or (name.isupper() and self._places.is_known(name))
        return town or (unknown_too and (name.isupper() or bool(region)))

    def _place(self, name: str, region: str | None) -> Place:
        if self._places.is_pair(name):
            return self._places.pair(name)
        return self._places.find(name, region) or Place(spell(name), None)

    def _opens_sentence(self, rest: str) -> bool:
        """True if a sentence may begin here: a capital, a digit or a quotation mark, and not a second town."""
        opening = _OPENS_SENTENCE.match(rest)
        letter = opening.group()[-1:] if opening else ""
        if letter.isalpha() and not letter.isupper():
            return False
        word = re.match(_WORD + _DASH, rest.lstrip())
        return not (word and self._places.is_town(word.group().strip(" -–—―")))


def _listed(knowledge: Knowledge, key: str) -> list[str]:
    """The words that the entries of the knowledge file list under `key`."""
    return [str(word) for entry in knowledge.entries(FILE) for word in entry.get(key) or ()]


def _compiled(entry: dict[str, Any], pieces: dict[str, str]) -> _Pattern:
    return _Pattern(
        name=entry["name"],
        regex=_as_regex(str(entry["pattern"]), pieces, entry),
        place=str(entry.get("place", "known")),
        before_capital=bool(entry.get("before_capital", False)),
        known="{known}" in str(entry["pattern"]),
        capitals=bool(entry.get("capitals", False)),
    )


def _as_regex(pattern: str, pieces: dict[str, str], entry: dict[str, Any]) -> re.Pattern[str]:
    """The regular expression of a pattern in the notation that the knowledge file explains on top."""
    made: list[str] = []
    depth: list[str] = []
    at = 0
    for token in _TOKENS.finditer(pattern):
        if token.start() != at:
            break
        at = token.end()
        piece, opened, closed, bar, blank, literal = token.groups()
        if piece:
            if piece not in pieces:
                raise KnowledgeError(entry["path"], None, f"{entry['name']}: there is no piece {{{piece}}}")
            made.append(pieces[piece])
        elif opened:
            depth.append(opened)
            made.append("(?:")
        elif closed:
            if not depth or depth.pop() + closed not in ("[]", "<>"):
                raise KnowledgeError(entry["path"], None, f"{entry['name']}: {closed!r} closes nothing")
            made.append(")?" if closed == "]" else ")")
        elif bar:
            made.append("|" if depth else r"\|")
        else:
            made.append(r"[ \t\u00a0]+" if blank else re.escape(literal))
    if at != len(pattern) or depth:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: the pattern {pattern!r} cannot be read")
    try:
        return re.compile("".join(made), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: {error}") from error
