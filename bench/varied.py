"""An archive of any size, made by varying some readings: what bench/ledger_size.py fills a ledger with.

Each document is one of the base readings with

- other parties: its states become others, drawn so that the n-th state comes up 1/n as often as the first, as in an
  archive where a few states are in most of the news; one document in fifty (ON_PAIR) is on the pair that is measured;
- other people: whoever holds an office in a state has a name of his or her own, which changes every five years;
- another day, anywhere in thirty years, to which all its days move;
- other words: two in five become another word of the same length, so that the places of the evidence still hold and
  texts made of one base are no near-duplicates; thirty words are added out of fifty thousand rare ones.

One document in four is not new but carries one of the two hundred before it: the same things told, three words in a
hundred changed, by another publisher. One seed gives the same archive always.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import msgspec

from communique.shared.records import LISTS, Reading

ON_PAIR, CARRIERS = 0.02, 0.25
REWORDED, REWORDED_BY_CARRIER = 0.4, 0.03
RECENT = 200
DAYS = 11_000
ERA_DAYS = 5 * 365
RARE_WORDS, RARE_IN_EACH = 50_000, 30
PUBLISHERS = 60
LAST = date(2026, 11, 24)

_DAY = re.compile(r"(?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])")
_WORD = re.compile(r"[A-Za-z]{4,}")
_SYLLABLES = re.findall("..", "badefigohujakelimonuparesitovawoxiyuza")


class Made(msgspec.Struct, frozen=True):
    """How one document of the archive was made, so that another can carry the same."""

    base: int
    codes: dict[str, str]
    days: int
    words: dict[str, str]


class Archive:
    """Makes documents. base: readings; codes: of all states; pair: the one that is measured."""

    def __init__(self, base: Sequence[Reading], codes: Sequence[str], pair: tuple[str, str], seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._base = [msgspec.to_builtins(each) for each in base if any(getattr(each, name) for name in LISTS)]
        self._pair = pair
        self._codes = list(codes)
        self._chance.shuffle(self._codes)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._codes) + 1)))
        self._by_length: dict[int, list[str]] = {}
        for word in sorted({word.lower() for each in self._base for word in _WORD.findall(each["document"]["text"])}):
            self._by_length.setdefault(len(word), []).append(word)
        self._recent: deque[Made] = deque(maxlen=RECENT)

    def documents(self, count: int, first: int = 0) -> Iterator[Reading]:
        """So many documents, in the order made; first: the number of the first."""
        for number in range(first, first + count):
            if self._recent and self._chance.random() < CARRIERS:
                made, share = self._chance.choice(self._recent), REWORDED_BY_CARRIER
            else:
                made, share = self._new(), REWORDED
                self._recent.append(made)
            yield self._reading(number, made, {} if share == REWORDED else self._words(made.base, share))

    def _new(self) -> Made:
        base = self._chance.randrange(len(self._base))
        there = sorted(_counted(self._base[base]).items(), key=lambda item: (-item[1], item[0]))
        states = [code for code, _ in there if len(code) == 3]
        if self._chance.random() < ON_PAIR:
            chosen = [*self._pair, *self._drawn(len(states), self._pair)]
        else:
            chosen = self._drawn(len(states), ())
        words = self._words(base, REWORDED)
        return Made(base, dict(zip(states, chosen, strict=False)), -self._chance.randrange(DAYS), words)

    def _drawn(self, count: int, without: Sequence[str]) -> list[str]:
        found = list(without)
        while len(found) < count + len(without):
            [code] = self._chance.choices(self._codes, cum_weights=self._weights)
            if code not in found:
                found.append(code)
        return found[len(without) :]

    def _words(self, base: int, share: float) -> dict[str, str]:
        """For a share of the words of a base text other ones of their length."""
        there = sorted({word.lower() for word in _WORD.findall(self._base[base]["document"]["text"])})
        changed = [word for word in there if self._chance.random() < share]
        return {word: self._chance.choice(self._by_length[len(word)]) for word in changed}

    def _reading(self, number: int, made: Made, more: Mapping[str, str]) -> Reading:
        fields = self._base[made.base]
        ident = f"d{number:020}"
        document = fields["document"]
        newest = max((found for found in _DAY.findall(document["date"] or "")), default=LAST.isoformat())
        days = made.days + (LAST - date.fromisoformat(newest)).days
        words = {word: more.get(new, new) for word, new in made.words.items()} | {
            word: new for word, new in more.items() if word not in made.words
        }
        era = (LAST.toordinal() + made.days) // ERA_DAYS
        changed = _changed(fields, _Change(document["id"], ident, made.codes, days, words, era))
        rare = " ".join(f"w{self._chance.randrange(RARE_WORDS)}" for _ in range(RARE_IN_EACH))
        changed["document"] |= {
            "source": f"{number}.txt",
            "text": f"{changed['document']['text']}\n{rare}",
            "publisher": f"Agency {self._chance.randrange(PUBLISHERS)}",
        }
        return msgspec.convert(changed, Reading)


class _Change(msgspec.Struct, frozen=True):
    """What becomes of a reading: its id, codes of parties, days, words, and the era whose people are in office."""

    was: str
    now: str
    codes: dict[str, str]
    days: int
    words: dict[str, str]
    era: int


TEXTS = ("text", "what", "title", "occasion")
"""Fields whose words change."""


def _changed(value: Any, change: _Change, field: str = "") -> Any:
    """A value of a reading, as builtins, with the change made in it."""
    if isinstance(value, dict):
        made = {key: _changed(each, change, key) for key, each in value.items()}
        if {"name", "office", "party"} <= made.keys() and made["name"]:
            made["name"] = _holder(str(made["party"]), str(made["office"]), str(value["name"]), change.era)
        elif field == "agreements" and made.get("name"):
            made["name"] = _reworded(made["name"], change.words)
        return made
    if isinstance(value, list | tuple):
        return [_changed(each, change, field) for each in value]
    if not isinstance(value, str):
        return value
    if field in TEXTS:
        return _reworded(value, change.words)
    if value.startswith(change.was):
        return change.now + value[len(change.was) :]
    return change.codes.get(value) or _DAY.sub(_later(change.days), value)


def _reworded(text: str, words: Mapping[str, str]) -> str:
    def other(found: re.Match[str]) -> str:
        word = found.group()
        new = words.get(word.lower(), word)
        return new.capitalize() if word[0].isupper() and new != word else new

    return _WORD.sub(other, text)


def _later(days: int) -> Callable[[re.Match[str]], str]:
    return lambda day: (date.fromisoformat(day.group()) + timedelta(days=days)).isoformat()


def _holder(party: str, office: str, name: str, era: int) -> str:
    """The name of whoever holds an office in an era; of the holders of one office each has another."""
    chance = random.Random(f"{party} {office} {len(name)} {era}")
    given, family = ("".join(chance.choices(_SYLLABLES, k=length)).capitalize() for length in (2, 3))
    return f"{given} {family}"


def _counted(value: Any) -> dict[str, int]:
    """How often each party stands in a reading: any string of capitals, which names of parties are."""
    counts: dict[str, int] = {}
    ahead = [value]
    while ahead:
        each = ahead.pop()
        if isinstance(each, dict):
            ahead += each.values()
        elif isinstance(each, list | tuple):
            ahead += each
        elif isinstance(each, str) and re.fullmatch("[A-Z]{3}", each):
            counts[each] = counts.get(each, 0) + 1
    return counts
