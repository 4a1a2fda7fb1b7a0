"""What a speaker says in the texts of a ledger, to or about a party, about a thing or on a topic.

A text that the speaker issued counts whole, or with the lines that name what is asked for; a text on a meeting of the
two with all its lines. Texts on a party's own affairs (not_diplomatic) count only with lines that name what is asked
for. Of a text of somebody else the sentences count that a statement of the speaker rests on. One
text that several carry counts once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from communique.ledger.asking import Asking
from communique.ledger.filters import Filter
from communique.ledger.views import Found, Held
from communique.merge.accounts import groups_of
from communique.merge.history import History
from communique.merge.tokens import Spoken
from communique.shared.edtf import bounds
from communique.shared.errors import UnknownPartyError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames, fold
from communique.shared.records import Meeting, Statement
from communique.shared.stock import Subject

ONE_TEXT = 3
"""Days within which texts of nearly the same words are one text; later it is said again."""

SHORT_NAME = 3
"""Letters of a name that is looked for in capitals only."""

_UNPRINTED = str.maketrans("", "", ".'")
"""What folding a name drops (shared/parties.py)."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Naming:
    """Tells which words name a party, or a thing as it is typed."""

    def __init__(self, typed: str, names: PartyNames) -> None:
        try:
            self.party: str | None = names.resolve(typed)
        except UnknownPartyError:
            self.party = None
        self.typed = fold(typed)
        words = names.words_for(self.party) if self.party else (self.typed,)
        self._others = names.names_around(self.party) if self.party else ()
        either = "|".join(r"\W+".join(map(re.escape, each.split())) for each in (*self._others, *words))
        self._pattern = re.compile(rf"\b(?:{either})s?\b", re.IGNORECASE)
        self._longest = tuple(sorted({max(each.split(), key=len, default="") for each in words}))

    def is_in(self, text: str) -> bool:
        """True if a text names it; a party's name has a capital, and is no part of another's."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().translate(_UNPRINTED)
        lowered = plain.lower()
        if not any(each in lowered for each in self._longest):
            return False
        return any(self._holds(found.group()) for found in self._pattern.finditer(plain))

    def _holds(self, word: str) -> bool:
        if self.party is None:
            return True
        folded = fold(word)
        if folded in self._others or folded.removesuffix("s") in self._others:
            return False
        return word.isupper() if len(word) <= SHORT_NAME else word[0].isupper()

    def is_meant(self, statement: Statement) -> bool:
        """True if a statement is addressed to it or about it."""
        if self.party and self.party in statement.addressees:
            return True
        return any(each.id == self.party if each.id and self.party else fold(each.name) == self.typed
                   for each in statement.about)  # fmt: skip


class Speaking:
    """Looks for what a speaker says."""

    def __init__(self, ledger: Asking, knowledge: Knowledge, names: PartyNames) -> None:
        self._ledger, self._names = ledger, names
        self._history = History(ledger, knowledge)

    def statements(self, documents: Collection[str], speaker: str) -> list[Found]:
        """What the speaker says in documents, as far as it is read; a claim of the other side is none of it."""
        return [each for each in self._history.statements_in(documents) if _speaks(each, speaker)]

    def texts(self, subject: Subject) -> list[Spoken]:
        """The texts in the order of their days; those without a day are left out."""
        first, last = bounds(subject.since), bounds(subject.until)
        low, high = first[0].isoformat() if first else "0", last[1].isoformat() if last else "9"
        wanted = [each for each in self._documents(subject) if low <= _day(each) <= high]
        own = [each for each in wanted if each.document.side == subject.speaker]
        others = {each.document.id for each in wanted} - {each.document.id for each in own}
        said = self._said(others if subject.topic is None else {each.document.id for each in wanted}, subject.speaker)
        whole = self._together(subject) if subject.towards else frozenset()
        namings = [Naming(each, self._names) for each in (subject.towards, subject.about) if each]
        texts = []
        for held in wanted:
            told = said.get(held.document.id, ())
            lines = _lines(held, held.document.id in others, told, subject.topic)
            if held.document.id in whole:
                stretches = [line for line in lines if all(each.is_in(line[1]) for each in namings[1:])]
            elif all(each.is_in(held.document.text) for each in namings):
                stretches = [line for line in lines if all(each.is_in(line[1]) for each in namings)]
            else:
                continue
            if stretches:
                day = _day(held)
                document = held.document
                spoken = Spoken(id=document.id, source=document.source, day=day, stretches=tuple(stretches))
                texts.append((document.id in others, spoken))
        return self._each_once(texts)

    def on(self, subject: Subject) -> list[Found]:
        """The statements of the speaker on a thing, a topic, and to a party; what only looks back is none of them."""
        period = Filter(parties=(subject.speaker,), since=subject.since, until=subject.until)
        naming = Naming(subject.about, self._names) if subject.about else None
        found = []
        for each in self._ledger.records("statements", period):
            record = each.record
            if not isinstance(record, Statement) or not _speaks(each, subject.speaker) or record.time == "recalled":
                continue
            fits = subject.topic is None or subject.topic in record.topics
            fits &= subject.towards is None or subject.towards in record.addressees
            if fits and (naming is None or naming.is_meant(record) or naming.is_in(record.text)):
                found.append(each)
        return found

    def _documents(self, subject: Subject) -> Iterator[Held]:
        """The texts of the speaker, and those in which it says something; such as are about no dealings between states
        only if they are to name something."""
        named = subject.towards or subject.about
        corrected = {other for _, other, _ in self._ledger.links("corrects")}
        for held in self._ledger.documents(with_text=True, speaker=subject.speaker):
            document = held.document
            is_wanted = bool(named) or document.kind != "not_diplomatic"
            if is_wanted and document.id not in corrected and (document.language or "en").startswith("en"):
                yield held

    def _said(self, documents: Collection[str], speaker: str) -> dict[str, list[Statement]]:
        said: dict[str, list[Statement]] = {}
        for each in self.statements(documents, speaker):
            assert isinstance(each.record, Statement)
            said.setdefault(each.carrier.id, []).append(each.record)
        return said

    def _together(self, subject: Subject) -> frozenset[str]:
        """The documents that tell of a meeting of the two alone."""
        pair = (subject.speaker, subject.towards or "")
        found = self._ledger.records("meetings", Filter(parties=pair, recalled=False))
        return frozenset(e.carrier.id for e in found if isinstance(e.record, Meeting) and e.record.bilateral)

    def _each_once(self, texts: Sequence[tuple[bool, Spoken]]) -> list[Spoken]:
        days = {text.id: date.fromisoformat(text.day) for _, text in texts}
        links = [(one, other) for one, other, _ in self._ledger.links("same_text") if one in days and other in days]
        group = groups_of((a, b) for a, b in links if abs((days[a] - days[b]).days) <= ONE_TEXT)
        first: dict[str, Spoken] = {}
        for _, text in sorted(texts, key=lambda each: (each[0], each[1].day, each[1].id)):
            first.setdefault(group.get(text.id, text.id), text)
        return sorted(first.values(), key=lambda text: (text.day, text.id))


def _speaks(found: Found, speaker: str) -> bool:
    record = found.record
    return isinstance(record, Statement) and speaker in record.speakers and record.account != "other_side"


def _lines(held: Held, is_other: bool, said: Iterable[Statement], topic: str | None) -> list[tuple[int, str]]:
    """The lines of a text that count, each with its place: all of the speaker's own, of another's the sentences that
    statements rest on; with a topic those in which a statement is on it."""
    text = held.document.text
    wanted = [each for each in said if topic is None or topic in each.topics]
    spans = [span for each in wanted for span in each.evidence]
    if is_other:
        sentences = {_sentence(text, span.start, span.end) for span in spans}
        return [(start, text[start:end]) for start, end in sorted(sentences)]
    lines = [(found.start(), found.group()) for found in _LINE.finditer(text)]
    if topic is None:
        return lines
    return [(start, line) for start, line in lines if any(s.start < start + len(line) and start < s.end for s in spans)]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """From the stop or line end before a stretch to the one after it."""
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1) + 1
    stops = [place for place in (text.find("\n", end), text.find(". ", end)) if place >= 0]
    return begin, min(stops, default=len(text))


def _day(held: Held) -> str:
    """The last day that a text can be from, ISO; '' if nothing is known."""
    span = bounds(held.document.date)
    return "" if span is None or span[1] == date.max else span[1].isoformat()
