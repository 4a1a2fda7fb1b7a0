"""When the share of texts that have a phrase changes, with a significance that holds for all phrases together.

Method: for each phrase the texts are split at every step of time, and the likelihood of two shares, before and after,
is held against that of one (log likelihood ratio, Wilks 1938; the greatest over all splits, as in Hawkins 1977). How
likely a ratio is by chance is counted in shuffles of the days, over all phrases, so that having looked at all splits is
allowed for; and of all phrases those are called changed among which at most ALPHA are expected to be chance (Benjamini
and Hochberg 1995). Days are shuffled whole, so that texts of one day are no independent evidence; shares are of texts,
so that a change in how many texts there are is none. The texts before and after a change are split again by the same
measure (binary segmentation, Scott and Knott 1974).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

ALPHA = 0.05
"""The share of what is called changed that may be chance; where nothing changed, the chance that anything is."""

SHUFFLES, FEWEST_SHUFFLES, SEED = 299, 30, 20261125
SAMPLE = 200_000
"""The days are shuffled until there are so many ratios by chance, over all phrases; of many phrases fewer times."""

STEPS = 64
"""At most so many steps of time are tried, of about as many texts each; the day is then looked for around the best."""

EDGE, FEWEST = 0.05, 5
"""On either side of a change are at least this share of the texts, and so many: what happens among fewer is too easily
chance (trimming, Andrews 1993)."""


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """A change of share. day: number of the first day after it; before, after: texts with the phrase, and all, in the
    stretches of one share on either side; since, until: the days (numbers) from which and up to which these reach;
    ratio: twice the log likelihood ratio, less as the texts crowd on some days; p: the share of chance among all that
    are as great, at most."""

    day: int
    before: tuple[int, int]
    after: tuple[int, int]
    since: int
    until: int
    ratio: float
    p: float


class Shifts:
    """Looks for shifts. there: a row for each phrase, a column for each day, how many texts of it have the phrase;
    sizes: how many texts there are of each day."""

    def __init__(self, there: Any, sizes: Sequence[int]) -> None:
        import numpy as np

        self._there = np.asarray(there, dtype=np.int32).reshape(-1, len(sizes))
        self._sizes = np.asarray(sizes, dtype=np.int64)
        numbers = np.arange(1, self._sizes.sum() + 1)
        self._plogp = np.append(0.0, numbers * np.log(numbers))
        self._spread = self._spreads()
        self._chance = self._shuffled()
        found = self._steps(self._there, self._sizes, np.arange(len(self._sizes)))[0] / self._spread[:, None]
        self._found = np.sort(found.max(axis=1, initial=0.0))
        self._shares = np.minimum.accumulate([self._raw(ratio) for ratio in self._found.tolist()])
        self.least = min(self._found[self._shares <= ALPHA].tolist(), default=float("inf"))

    def p(self, ratio: float) -> float:
        """The share of chance, at most, among the phrases whose greatest ratio is so great or greater."""
        import numpy as np

        less = int(np.searchsorted(self._found, ratio, side="right"))
        return min([self._raw(ratio), *map(float, self._shares[max(0, less - 1) : less])])

    def _raw(self, ratio: float) -> float:
        """The phrases that chance is expected to give so great a ratio, over those that have it."""
        import numpy as np

        by_chance = (len(self._chance) - np.searchsorted(self._chance, ratio) + 1) / (len(self._chance) + 1)
        as_great = max(1, len(self._found) - int(np.searchsorted(self._found, ratio)))
        return min(1.0, float(by_chance) * len(self._found) / as_great)

    def of(self, row: int) -> list[Shift]:
        """The significant shifts of a phrase, in the order of time."""
        cuts = [0, *sorted(self._cuts(row, 0, len(self._sizes))), len(self._sizes)]
        shifts = []
        for since, (day, until) in zip(cuts, pairwise(cuts[1:]), strict=False):
            before, after = self._share(row, since, day), self._share(row, day, until)
            ratio = float(self._ratio(before[0], before[1], before[0] + after[0], before[1] + after[1]))
            ratio /= float(self._spread[row])
            if ratio >= self.least:
                shifts.append(
                    Shift(day=day, before=before, after=after, since=since, until=until, ratio=ratio, p=self.p(ratio))
                )
        return shifts

    def _share(self, row: int, since: int, until: int) -> tuple[int, int]:
        return int(self._there[row, since:until].sum()), int(self._sizes[since:until].sum())

    def _cuts(self, row: int, since: int, until: int) -> Iterator[int]:
        """The days at which a stretch falls apart."""
        import numpy as np

        there, sizes = self._there[row : row + 1, since:until], self._sizes[since:until]
        ratios, steps = self._steps(there, sizes, np.arange(len(sizes)))
        if ratios.max(initial=0.0) < self.least * self._spread[row]:
            return
        best = int(ratios[0].argmax())
        near = np.arange(steps[max(0, best - 1)], steps[min(len(steps) - 1, best + 1)] + 1)
        inside, texts = there[0].cumsum(), sizes.cumsum()
        day = since + int(near[self._ratio(inside[near - 1], texts[near - 1], inside[-1], texts[-1]).argmax()])
        yield day
        yield from self._cuts(row, since, day)
        yield from self._cuts(row, day, until)

    def _ratio(self, inside: Any, texts: Any, total: Any, all_texts: Any) -> Any:
        """Twice the log likelihood ratio of two shares against one; inside, texts: with the phrase, and all, of the
        first part; total, all_texts: of both."""
        f, rest, others = self._plogp, total - inside, all_texts - texts
        apart = f[inside] + f[texts - inside] - f[texts] + f[rest] + f[others - rest] - f[others]
        return 2 * (apart - f[total] - f[all_texts - total] + f[all_texts])

    def _steps(self, there: Any, sizes: Any, order: Any) -> tuple[Any, Any]:
        """The ratio of each phrase at each step of time, with the days in this order, and the steps: numbers of the
        first days after each."""
        import numpy as np

        texts = sizes[order].cumsum()
        edge = max(FEWEST, EDGE * texts[-1])
        steps = np.unique(np.searchsorted(texts, np.linspace(edge, max(texts[-1] - edge, edge), STEPS)) + 1)
        steps = steps[(steps < len(sizes)) & (texts[-1] - texts[np.minimum(steps, len(sizes)) - 1] >= edge)]
        inside = there[:, order].cumsum(axis=1)[:, steps - 1]
        return self._ratio(inside, texts[steps - 1], there.sum(axis=1)[:, None], texts[-1]), steps

    def _shuffled(self) -> Any:
        """The greatest ratio of each phrase in each shuffle of the days, the smallest first."""
        import numpy as np

        random = np.random.default_rng(SEED)
        times = min(SHUFFLES, max(FEWEST_SHUFFLES, SAMPLE // max(1, len(self._there))))
        orders = (random.permutation(len(self._sizes)) for _ in range(times))
        ratios = [self._steps(self._there, self._sizes, order)[0].max(axis=1, initial=0.0) for order in orders]
        return np.sort(np.concatenate([each / self._spread for each in ratios]))

    def _spreads(self) -> Any:
        """How much more the texts with a phrase crowd on some days than chance has it, at least 1 (the dispersion of
        quasi-likelihood, McCullagh and Nelder 1989). It is the same in every order of the days."""
        import numpy as np

        share = self._there.sum(axis=1)[:, None] / self._sizes.sum()
        apart = (self._there - share * self._sizes) ** 2 / np.maximum(self._sizes * share * (1 - share), 1e-9)
        return np.maximum(1.0, apart.sum(axis=1) / max(1, len(self._sizes) - 1))
