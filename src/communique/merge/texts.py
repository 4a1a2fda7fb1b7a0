"""Texts compared with texts: nearly the same words, and corrections of an earlier text.

Method: a text is sketched by MinHash over runs of three words (rensa; 64 permutations, kept as 16 bands of 4, so
that texts with half of their runs in common meet in a band nearly always); texts that meet are compared by all their
runs. A correction is told by its title or first words (knowledge/layouts/corrections.yaml) and corrects the likest
text of its publisher within a week.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.ledger.views import TextView
from communique.merge.deeds import DeedFinder
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold

if TYPE_CHECKING:
    from communique.ledger.judging import Judging

CORRECTIONS = "layouts/corrections.yaml"

NEARLY_THE_SAME = 0.5
"""Least share of runs of words that two texts of one account have in common (of the shorter text's)."""

COMPARED = 10
"""The most texts that a new text is compared with, those first that share most bands; of the rest, twins of these are
its twins too."""

CORRECTED_WITHIN = 7
"""Days within which a text is corrected."""

CORRECTED_ALIKE = 55.0
"""Least likeness, 0 to 100 (rapidfuzz token_set_ratio), of a correction and what it corrects."""

PERMUTATIONS, BANDS, SEED = 64, 16, 20261125

HEAD = 300
"""Characters of a text in which it says that it corrects another."""

RULE = "rule:texts"

_WORD = re.compile(r"\w+")

AT_ONCE = 200
"""Texts taken in one go."""


class TextLinker:
    """Finds texts of nearly the same words, corrections, and the sentences on deeds; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(CORRECTIONS)
        self._title = _any_of(words["title"])
        self._head = _any_of(words["head"])
        self._deeds = DeedFinder(knowledge)

    def update(self, judging: Judging) -> int:
        """Takes in up to AT_ONCE documents; how many it took, 0 if there are none left."""
        texts = judging.new_documents(AT_ONCE)
        self._deeds.update(judging, texts)
        for text in texts:
            runs = runs_of(text.text)
            for other in judging.sketch(text.number, bands_of(runs), COMPARED):
                share = shared(runs, runs_of(other.text))
                if share >= NEARLY_THE_SAME:
                    one, two = sorted((text.number, other.number))
                    judging.link(one, two, "same_text", (share, f"{share:.0%} of the runs of words", RULE))
            self._correct(judging, text)
        return len(texts)

    def corrects(self, text: TextView) -> bool:
        """True if a text says that it corrects another."""
        return bool((text.title and self._title.search(text.title)) or self._head.search(text.text[:HEAD]))

    def _correct(self, judging: Judging, text: TextView) -> None:
        """A new text may be a correction, or what a correction that was added before it corrects."""
        if not text.publisher or not text.day:
            return
        if self.corrects(text):
            judging.mark_correction(text)
            self._resolve(judging, text)
            return
        for correction in judging.corrections(text.publisher, text.day, days_after(text.day, CORRECTED_WITHIN)):
            self._resolve(judging, correction)

    def _resolve(self, judging: Judging, correction: TextView) -> None:
        from rapidfuzz import fuzz

        since = days_after(correction.day or "", -CORRECTED_WITHIN)
        others = judging.texts_of(correction.publisher or "", since, correction.day or "")
        words = fold(correction.text)
        ranked = [
            (fuzz.token_set_ratio(words, fold(other.text)), other.id, other.number)
            for other in others
            if not self.corrects(other)
        ]
        score, _, best = max(ranked, default=(0.0, "", 0))
        judging.unlink(correction.number, "corrects")
        if score >= CORRECTED_ALIKE:
            judged = (score / 100, "it says that it corrects a text of this publisher, and is the likest", RULE)
            judging.link(correction.number, best, "corrects", judged)


def days_after(day: str, days: int) -> str:
    """The day so many days later (ISO)."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.IGNORECASE)


def runs_of(text: str) -> frozenset[str]:
    """The runs of three words of a text; of a shorter one its words."""
    words = _WORD.findall(text.casefold())
    if len(words) < 3:
        return frozenset(words)
    return frozenset(" ".join(run) for run in zip(words, words[1:], words[2:], strict=False))


def bands_of(runs: Iterable[str]) -> tuple[str, ...]:
    """The keys under which texts with many of the same runs meet."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(runs))
    digest = sketch.digest()
    bounds = range(0, PERMUTATIONS + 1, PERMUTATIONS // BANDS)
    return tuple(
        f"{place}:" + ".".join(f"{value:x}" for value in digest[low:high])
        for place, (low, high) in enumerate(pairwise(bounds))
    )


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the runs of the shorter text that stand in the longer one too; 0 for an empty text."""
    shorter = min(len(one), len(other))
    return round(len(one & other) / shorter, 3) if shorter else 0.0
