"""Two accounts of one meeting against gold/pairs/: what only A, only B and both tell, with a floor that may only rise.

`python tests/gold/test_pairs.py` prints the figures and every miss. An item and a wanted thing match if they share most
of the words of the shorter one; several items may tell one thing, so that precision counts items and recall things.
Places and days of the meeting do not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from communique.run.accounts import material_of
from communique.run.comparing import Comparing
from communique.run.pipeline import Reader
from communique.shared.comparison import Item
from communique.shared.documents import Document
from communique.shared.knowledge import load_yaml
from communique.shared.stems import stems_of

GOLD = Path(__file__).resolve().parents[2] / "gold"
LISTS = ("only_a", "only_b", "both")
SHARED = 0.6
YEAR = "2026-12-31"


class Figure(NamedTuple):
    """Of a list: how many items tell a wanted thing, of how many; how many wanted things are told, of how many."""

    right: int = 0
    items: int = 0
    found: int = 0
    wanted: int = 0

    def plus(self, other: Figure) -> Figure:
        return Figure(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        p, r = self.right / max(1, self.items), self.found / max(1, self.wanted)
        return round(200 * p * r / (p + r), 1) if p + r else 0.0


def phrases(item: Item) -> list[str]:
    """What an item says: its name, its parts, what it names, its topics, its words."""
    things = [text for about in item.about for text in (about.name, about.id or "")]
    topics = [topic.replace("_", " ") for topic in item.topics]
    return [item.name or "", *item.parts, *things, *topics, *(quote.words for quote in item.quotes)]


def tells(item: Item, thing: str) -> bool:
    wanted = set(stems_of(thing))
    for phrase in phrases(item):
        words = set(stems_of(phrase))
        if words and len(words & wanted) >= SHARED * min(len(words), len(wanted)):
            return True
    return False


def compared() -> Iterator[tuple[dict[str, Any], Any]]:
    """Each pair with its comparison."""
    reader, comparing = Reader(), Comparing()
    for number, pair in enumerate(load_yaml(GOLD / "pairs" / "accounts.yaml")):
        texts = [Document(source=f"{number}{side}", text=pair[side], published=YEAR) for side in ("a", "b")]
        a, b = (material_of(reader.read(each)) for each in texts)
        yield pair, comparing.compare(a, b)


def figures(show: bool = False) -> dict[str, Figure]:
    total = dict.fromkeys(LISTS, Figure())
    for pair, comparison in compared():
        for name in LISTS:
            items, things = [each for each in getattr(comparison, name) if each.kind != "fact"], pair[name]
            extra = [item for item in items if not any(tells(item, thing) for thing in things)]
            missed = [thing for thing in things if not any(tells(item, thing) for item in items)]
            made = Figure(len(items) - len(extra), len(items), len(things) - len(missed), len(things))
            total[name] = total[name].plus(made)
            if show:
                for item in extra:
                    words = " / ".join(quote.words for quote in item.quotes)
                    print(f"{name} extra: {item.name or item.act} {'; '.join(item.parts)} | {words}")
                for thing in missed:
                    print(f"{name} missed: {thing}")
    return total


@pytest.mark.slow
def test_accounts_are_told_apart() -> None:
    floors = json.loads((GOLD / "pairs" / "floors.json").read_text(encoding="utf-8"))
    found = {name: figure.f1 for name, figure in figures().items()}
    assert sorted(floors) == sorted(LISTS)
    assert {name: found[name] for name in LISTS if found[name] < floors[name]} == {}


if __name__ == "__main__":
    print(json.dumps({name: [*figure, figure.f1] for name, figure in figures(show=True).items()}))
