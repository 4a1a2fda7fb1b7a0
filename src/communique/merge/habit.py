"""What an account says against the habit of its side: what it usually says and did not, what it never said before.

Method: the side's earlier texts on meetings of this pair, one for each meeting; a named thing or topic is usual if it
is in at least the share USUAL of them. What is printed in a text counts as said there, whether a record has it or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.merge.aligning import Aligner
from communique.merge.telling import Telling, Thing
from communique.shared.comparison import Habit, Letter, Usual

USUAL = 0.5
"""Least share of the earlier texts that have what is called usual."""

FEWEST = 4
"""With fewer earlier texts nothing is called a habit."""


def against_habit(
    now: Telling, earlier: Sequence[tuple[str | None, Telling]], letter: Letter, aligner: Aligner
) -> Habit:
    """The account against the earlier ones of its side, each with its day, in the order of their days."""
    if len(earlier) < FEWEST:
        return Habit(account=letter, texts=len(earlier))
    things: dict[str, Thing] = {}
    for telling in (now, *(each for _, each in earlier)):
        for thing in telling.things:
            if thing.kind == "named":
                things.setdefault(thing.key, thing)
    topics = dict.fromkeys(topic for each in (now, *(told for _, told in earlier)) for topic in _topics(each))
    missing, new = [], []
    counted = [
        *((_usual(thing, earlier, aligner), says(now, thing, aligner)) for thing in things.values()),
        *((_usual_topic(topic, earlier), topic in _topics(now)) for topic in topics),
    ]
    for usual, said in counted:
        if not said and usual.times >= USUAL * len(earlier):
            missing.append(usual)
        if said and not usual.times:
            new.append(usual)
    ranked = sorted(missing, key=lambda each: (-each.times, each.name))
    return Habit(account=letter, texts=len(earlier), missing=tuple(ranked), new=tuple(new))


def says(telling: Telling, thing: Thing, aligner: Aligner) -> bool:
    """True if an account has a thing, or prints words for it."""
    return telling.same(thing) is not None or aligner.prints(thing.printed, telling.texts)


def _topics(telling: Telling) -> list[str]:
    return [topic for said in telling.said for topic in said.topics]


def _usual(thing: Thing, earlier: Sequence[tuple[str | None, Telling]], aligner: Aligner) -> Usual:
    days = [day for day, telling in earlier if says(telling, thing, aligner)]
    ident = thing.about.id if thing.about else None
    return Usual(kind="named", name=thing.name, id=ident, times=len(days), last=days[-1] if days else None)


def _usual_topic(topic: str, earlier: Sequence[tuple[str | None, Telling]]) -> Usual:
    days = [day for day, telling in earlier if topic in _topics(telling)]
    return Usual(kind="topic", name=topic, times=len(days), last=days[-1] if days else None)
