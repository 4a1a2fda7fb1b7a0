"""The stock phrases of a speaker: which recur, and which were adopted, dropped or replaced, and when.

Phrases are found by merge/phrases.py, and held for changed by merge/shifts.py. A phrase is adopted where hardly any
text had it before, dropped where hardly any has it after; replaced where a dropped phrase and one adopted at about that
time are variants word for word. Changes of phrases that mostly stand in the same texts are one change. A series of few
texts is compared text by text (merge/wording.py), without a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

import msgspec

from communique.merge.aligning import Aligner
from communique.merge.phrases import Phrase, phrases_of
from communique.merge.shifts import Shift, Shifts
from communique.merge.tokens import Lists, Spoken, Tokens
from communique.merge.usage import Calendar, Say, Users, followed, pattern_of, with_matter
from communique.merge.wording import Sentence, changes, sentences_of
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stock import Change, Changed, Cited, Share, Stretch, Subject, Usage, Wording

SHORT = 20
"""With fewer texts no change can be told from chance; they are compared one by one."""

STRAY, STRAYS = 0.1, 0.25
"""A phrase counts as new, or gone, with at most this part of its later, or earlier, share, and of these texts."""

WEEKS = 5
"""A phrase that is used in fewer different weeks belongs to an event, and is no habit."""

ALONG = 0.5
"""Least share of the texts of the rarer phrase that two phrases have in common to change as one."""

NEAR, APART = 60, 120
"""Days between two changes that are one; and between a phrase that goes and another that takes its place."""

VARIANT = 0.5
"""Least likeness (difflib ratio over words) of a phrase and what takes its place."""

COMMONEST = 20
"""So many of the commonest phrases are listed beside the changes."""


class Turn(msgspec.Struct, frozen=True):
    """A phrase that came in or went."""

    change: Changed
    phrase: Phrase
    shift: Shift
    day: date
    score: float


class Stock:
    """Finds the stock phrases of texts; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge, names: PartyNames) -> None:
        self._aligner = Aligner(knowledge)
        self._lists = Lists(knowledge, self._aligner, names)

    def of(self, subject: Subject, texts: Sequence[Spoken], say: Say) -> Wording:
        """What the texts show; they are in the order of their days."""
        found = _empty(subject, texts)
        if len(texts) < SHORT:
            return msgspec.structs.replace(found, series=self._one_by_one(texts))
        return _Findings(self._lists, self._aligner, texts).fill(found, say)

    def follow(self, subject: Subject, texts: Sequence[Spoken], phrase: str, say: Say) -> Wording:
        """What the texts show of one phrase and its variants."""
        numbers, usage = followed(phrase, texts, self._lists)
        found = msgspec.structs.replace(_empty(subject, texts), phrase=phrase)
        if usage is None:
            return found
        usage = with_matter(usage, usage.uses, say([each.document for each in usage.uses]))
        found = msgspec.structs.replace(found, followed=usage)
        if len(texts) < SHORT:
            return found
        one = Phrase(key=(phrase,), forms=(((phrase,), len(numbers)),), texts=numbers)
        turns, _ = turns_of([one], texts, self._aligner)
        listed = tuple(
            _change(None, turn, (None, usage), texts)
            if turn.change == "adopted"
            else _change(turn, None, (usage, None), texts)
            for turn in turns
        )
        return msgspec.structs.replace(found, changes=listed, tested=1)

    def pattern(self, phrase: str) -> re.Pattern[str]:
        """What a phrase and its variants look like."""
        return pattern_of(phrase, self._lists)

    def _one_by_one(self, texts: Sequence[Spoken]) -> tuple[Stretch, ...]:
        series = [
            msgspec.structs.replace(each, start=start + each.start)
            for text in texts
            for start, words in text.stretches
            for each in sentences_of(text.id, text.day, words)
        ]
        sources = {text.id: text.source for text in texts}

        def cited(sentence: Sentence) -> Cited:
            end = sentence.start + len(sentence.text)
            ident = sentence.source
            return Cited(document=ident, source=sources[ident], day=sentence.day, start=sentence.start, end=end)

        return tuple(
            Stretch(
                change=c.change, was=c.was, now=c.now, last=c.last, first=c.first, old=cited(c.old), new=cited(c.new)
            )
            for c in changes(series, self._aligner)
        )


def _empty(subject: Subject, texts: Sequence[Spoken]) -> Wording:
    days = len({text.day for text in texts})
    return Wording(subject=subject, texts=len(texts), days=days, periods=Calendar(texts).periods())


def turns_of(phrases: Sequence[Phrase], texts: Sequence[Spoken], aligner: Aligner) -> tuple[list[Turn], int]:
    """The phrases that came in or went, the most telling first; and how many were tested."""
    import numpy as np

    days = sorted({text.day for text in texts})
    place = {day: number for number, day in enumerate(days)}
    of_text = [place[text.day] for text in texts]
    there = np.zeros((len(phrases), len(days)), dtype=np.int32)
    for row, phrase in enumerate(phrases):
        np.add.at(there[row], [of_text[number] for number in sorted(phrase.texts)], 1)
    if not phrases:
        return [], 0
    shifts = Shifts(there, np.bincount(of_text, minlength=len(days)).tolist())
    turns = [
        Turn(change, phrase, shift, date.fromisoformat(days[shift.day]), shift.ratio * _telling(phrase, aligner))
        for row, phrase in enumerate(phrases)
        for shift in shifts.of(row)
        if (change := _kind(shift)) and _is_habit(phrase, texts, days, shift, change)
    ]
    return sorted(turns, key=lambda turn: (-turn.score, turn.phrase.key, turn.day)), len(phrases)


def _telling(phrase: Phrase, aligner: Aligner) -> float:
    """How much the words of a phrase tell, a formula of many words more than two words beside each other."""
    return aligner.weight(phrase.key) + len(phrase.words) / 2


def _kind(shift: Shift) -> Changed | None:
    if _is_stray(shift.before, shift.after):
        return "adopted"
    return "dropped" if _is_stray(shift.after, shift.before) else None


def _is_stray(few: tuple[int, int], many: tuple[int, int]) -> bool:
    return few[0] / few[1] <= STRAY * many[0] / many[1] and few[0] <= STRAYS * many[0]


def _is_habit(phrase: Phrase, texts: Sequence[Spoken], days: Sequence[str], shift: Shift, change: Changed) -> bool:
    """True if the texts of the stretch in which the phrase is used are of several weeks."""
    low, high = (shift.day, shift.until) if change == "adopted" else (shift.since, shift.day)
    used = [texts[number].day for number in phrase.texts]
    weeks = {date.fromisoformat(day).isocalendar()[:2] for day in used if days[low] <= day <= days[high - 1]}
    return len(weeks) >= WEEKS


class _Findings:
    """The phrases of some texts, and their changes."""

    def __init__(self, lists: Lists, aligner: Aligner, texts: Sequence[Spoken]) -> None:
        self._texts = texts
        tokens = Tokens(texts, lists)
        self._phrases = phrases_of(tokens)
        self._turns, self._tested = turns_of(self._phrases, texts, aligner)
        self._users = Users(tokens, Calendar(texts))

    def fill(self, found: Wording, say: Say) -> Wording:
        """The findings with the changes, the most telling first, and the commonest phrases."""
        groups = _grouped(self._turns)
        listed = _paired(groups)
        common = sorted(self._phrases, key=lambda each: (-len(each.texts) * len(each.words), each.key))[:COMMONEST]
        shown = {each.phrase.key: each.phrase for pair in listed for group in pair if group for each in group[:1]}
        shown |= {each.key: each for each in common}
        uses = {key: [self._users.cited(each, number) for number in sorted(each.texts)] for key, each in shown.items()}
        said = say(sorted({use.document for each in uses.values() for use in each}))
        usages = {key: with_matter(self._users.of(each), uses[key], said) for key, each in shown.items()}
        made = [self._change(gone, come, usages) for gone, come in listed]
        return msgspec.structs.replace(
            found, tested=self._tested, changes=tuple(made), phrases=tuple(usages[each.key] for each in common)
        )

    def _change(
        self, gone: Sequence[Turn] | None, come: Sequence[Turn] | None, usages: dict[tuple[str, ...], Usage]
    ) -> Change:
        was, now = (usages[group[0].phrase.key] if group else None for group in (gone, come))
        made = _change(gone[0] if gone else None, come[0] if come else None, (was, now), self._texts)
        along = [" ".join(turn.phrase.words) for group in (gone, come) if group for turn in group[1:]]
        return msgspec.structs.replace(made, along=tuple(dict.fromkeys(along)))


Group = list[Turn]


def _grouped(turns: Iterable[Turn]) -> list[Group]:
    """Turns of phrases that stand in the same texts, at about one time; the most telling of a group first."""
    groups: list[Group] = []
    for turn in turns:
        for group in groups:
            if group[0].change == turn.change and _are_one(group[0], turn):
                group.append(turn)
                break
        else:
            groups.append([turn])
    return groups


def _are_one(one: Turn, other: Turn) -> bool:
    both = len(one.phrase.texts & other.phrase.texts)
    fewer = min(len(one.phrase.texts), len(other.phrase.texts))
    return both >= ALONG * fewer and abs((one.day - other.day).days) <= NEAR


def _paired(groups: Sequence[Group]) -> list[tuple[Group | None, Group | None]]:
    """Each group that went with one that took its place, if there is one; in the order of the groups."""
    taken: dict[int, Group] = {}
    for group in groups:
        if group[0].change == "dropped":
            near = [
                (place, other)
                for place, other in enumerate(groups)
                if other[0].change == "adopted" and place not in taken and _replaces(group[0], other[0])
            ]
            if near:
                taken[near[0][0]] = group
    replaced = {id(group) for group in taken.values()}
    pairs: list[tuple[Group | None, Group | None]] = []
    for place, group in enumerate(groups):
        if group[0].change == "adopted":
            pairs.append((taken.get(place), group))
        elif id(group) not in replaced:
            pairs.append((group, None))
    return pairs


def _replaces(gone: Turn, come: Turn) -> bool:
    """True if two phrases are variants: most words are the same, one that matters among them, and not one in the
    other."""
    if abs((gone.day - come.day).days) > APART or not set(gone.phrase.key) & set(come.phrase.key):
        return False
    was, now = gone.phrase.words, come.phrase.words
    nested = set(was) <= set(now) or set(now) <= set(was)
    return not nested and SequenceMatcher(None, was, now, autojunk=False).ratio() >= VARIANT


def _change(
    gone: Turn | None, come: Turn | None, usages: tuple[Usage | None, Usage | None], texts: Sequence[Spoken]
) -> Change:
    turn = come or gone
    assert turn is not None
    last_turn, first_turn = gone or turn, come or turn
    having = {text.day for number, text in enumerate(texts) if number in last_turn.phrase.texts}
    before = [text.day for text in texts if text.day < last_turn.day.isoformat()]
    after = [text.day for text in texts if text.day >= first_turn.day.isoformat()]
    come_in = {texts[number].day for number in come.phrase.texts} if come else set()
    p = max(each.shift.p for each in (gone, come) if each)
    return Change(
        change="replaced" if gone and come else turn.change,
        was=usages[0] if gone else None,
        now=usages[1] if come else None,
        last=max((day for day in before if not gone or day in having), default=before[-1]),
        first=min((day for day in after if not come or day in come_in), default=after[0]),
        before=Share(*turn.shift.before),
        after=Share(*turn.shift.after),
        p=p,
    )
