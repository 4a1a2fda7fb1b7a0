"""What kind of document a text is, and whose account: by publisher, title, first words and tense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast, get_args

import msgspec

from communique.annotate.layout.institutions import any_of
from communique.annotate.layout.model import Publisher
from communique.annotate.layout.sourcing import Told
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Kind

FILE = "layouts/kinds.yaml"
_OPENING = 400
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-z])|\n\s*\n")
_LINES_READ = 6000


class _ByWords(msgspec.Struct, frozen=True):
    kind: Kind
    title: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    within: int
    not_title: re.Pattern[str] | None
    not_opening: re.Pattern[str] | None


class Kinds:
    """The rules of layouts/kinds.yaml, compiled."""

    def __init__(self, knowledge: Knowledge, outlets: Iterable[str]) -> None:
        """outlets: names of agencies and papers; a line "Name: ...?" is a question of theirs."""
        words = knowledge.mapping(FILE)
        self._asked = re.compile(rf"^[ \t*]*{any_of(outlets)}[ \t*]*:[^\n]{{1,1500}}\?", re.MULTILINE)
        self._by_words = tuple(_by_words(entry) for entry in words["by_words"])
        announcement = words["announcement"]
        self._look_at = int(announcement["look_at"])
        self._to_come, self._not_to_come = _word(announcement["title"]), _word(announcement["not_title"])
        self._ahead, self._done = _word(announcement["ahead"]), _word(announcement["done"])
        self._not_ahead = _word(announcement["not_heading"])
        self._recalled = _word(announcement["recalled"])
        self._question = re.compile(rf"^[ \t*]*{any_of(words['question_lines'])}", re.IGNORECASE | re.MULTILINE)
        self._answer = re.compile(rf"^[ \t*]*{any_of(words['answer_lines'])}", re.IGNORECASE | re.MULTILINE)
        self._sports = _word(words["sports"])
        self._not_sports = _word(words["not_sports"])
        self._sports_needed = int(words["sports_needed"])

    def kind(self, text: str, prose: int, headings: tuple[str, ...], publisher: Publisher | None) -> tuple[Kind, str]:
        """The kind, and what decided. headings: the title and the title lines of the text."""
        opening = text[prose : prose + _OPENING]
        head = text[:_LINES_READ]
        if any(_fits(rule, h) for rule in self._by_words if rule.kind == "briefing" for h in headings):
            return "briefing", f"title: {headings[0][:80]}"
        if (self._question.search(head) and self._answer.search(head)) or self._asked.search(head):
            return "other", "questions and answers"
        handed_on = publisher is not None and publisher.kind is not None and not publisher.issuer
        for rule in self._by_words:
            if rule.kind == "readout" and handed_on:
                continue  # an agency's report about a readout
            if heading := next((h for h in headings if _fits(rule, h)), None):
                return rule.kind, f"title: {heading[:80]}"
            if rule.opening and rule.opening.match(opening[: rule.within]):
                if rule.not_opening and rule.not_opening.search(opening):
                    continue
                return rule.kind, f"first words: {opening[:60]}"
        if self.sports(text):
            return "not_diplomatic", "words of sport"
        if why := self._announcement(text, prose, headings):
            return "announcement", why
        if publisher and publisher.issuer:
            return "readout", f"published by {publisher.name}"
        return "news_report", f"published by {publisher.name}" if publisher else "nobody names a party as its publisher"

    def sports(self, text: str) -> bool:
        """True if a text is about a contest of teams: enough different words of sport, and none of dealings."""
        head = text[:_LINES_READ]
        if self._not_sports.search(head):
            return False
        return len({found.group().lower() for found in self._sports.finditer(head)}) >= self._sports_needed

    def _announcement(self, text: str, prose: int, headings: tuple[str, ...]) -> str | None:
        """Why a text tells of nothing but what is to come, or None. Lists of facts are no announcements."""
        if any(self._not_ahead.search(heading) for heading in headings[:1]):
            return None
        sentences = _sentences(text, prose, self._look_at)
        if not sentences or self._done.search(sentences[0]):
            return None
        if any(self._done.search(later) and not self._recalled.search(later) for later in sentences[1:]):
            return None
        if heading := next(
            (h for h in headings[:1] if self._to_come.search(h) and not self._not_to_come.search(h)), None
        ):
            return f"title: {heading[:80]}"
        return f"it looks ahead: {sentences[0][:60]}" if self._ahead.search(sentences[0]) else None


def looks_undiplomatic(parties_found: int, cues_found: int, sports: bool = False) -> bool:
    """True if a text is not about dealings between states.

    parties_found: different states and organisations that the text names; cues_found: words of dealings in it (met,
    called, agreed ...); sports: what `Kinds.sports` says. One party alone deals with nobody; no cue tells of nothing.
    """
    return parties_found < 2 or cues_found == 0 or sports


def side_of(kind: Kind, told: list[Told], publisher: Publisher | None, opening: int) -> tuple[str | None, str | None]:
    """The party whose account a text is, and what decided; (None, None) for a joint or a third party's text.

    opening: where the first sentences end; a report passes on an account only if it says so there.
    """
    if kind in ("joint_statement", "agreement_text"):
        return None, None
    if publisher and publisher.issuer:
        return publisher.party, f"published by {publisher.name}" if publisher.party else None
    parties = {item.party for item in told if item.party}
    if len(parties) != 1:
        return None, None
    first = next(item for item in told if item.party)
    if first.start >= opening:
        return None, None
    return first.party, f"it passes on what {first.name} told"


def _fits(rule: _ByWords, heading: str) -> bool:
    fits = rule.title is not None and rule.title.match(heading)
    return bool(fits) and not (rule.not_title and rule.not_title.search(heading))


def _by_words(entry: dict[str, Any]) -> _ByWords:
    kind = entry.get("name")
    if kind not in get_args(Kind):
        raise KnowledgeError(FILE, None, f"by_words: {kind!r} is no kind of document")
    return _ByWords(
        kind=cast(Kind, kind),
        title=_globs(entry.get("title")),
        opening=_globs(entry.get("opening"), whole=False),
        within=int(entry.get("opening_within", 120)),
        not_title=_word(entry["not_title"]) if entry.get("not_title") else None,
        not_opening=_word(entry["not_opening"]) if entry.get("not_opening") else None,
    )


def _globs(patterns: list[str] | None, whole: bool = True) -> re.Pattern[str] | None:
    """ "*" as any words; `whole`: the pattern has to reach to the end."""
    if not patterns:
        return None
    parts = ["[^\\n]*?".join(re.escape(piece) for piece in pattern.split("*")) for pattern in patterns]
    return re.compile("(?:" + "|".join(parts) + ")" + (r"\s*$" if whole else ""), re.IGNORECASE)


def _sentences(text: str, start: int, count: int) -> list[str]:
    """The first sentences from `start` on, by stops and paragraphs, at most 600 characters each."""
    found: list[str] = []
    at = start
    while len(found) < count and at < len(text):
        end = _SENTENCE_END.search(text, at, min(len(text), at + 1200))
        stop = end.end() if end else min(len(text), at + 600)
        if sentence := text[at:stop].strip():
            found.append(sentence)
        at = stop
    return found


def _word(forms: Any) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(forms)}(?!\w)", re.IGNORECASE)
