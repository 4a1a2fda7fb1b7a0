"""The words of an office itself: Foreign Minister, Minister of Defence and Trade, Mines Minister.

By the table knowledge/actors/offices.csv and the patterns of office_words.yaml, in which a portfolio is put.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.lexicon import Entry, Lexicon, Match
from communique.shared.annotated import Word
from communique.shared.knowledge import Knowledge

_MINISTER = frozenset({"minister", "ministers"})


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One form of minister_patterns: words before and behind the portfolio, and what it gives."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    office: str
    level: str
    parties: tuple[str, ...]
    plural: bool


class OfficeForms:
    """Finds the words of an office."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.lexicon = lexicon
        rules = knowledge.mapping("actors/office_words.yaml")
        self._patterns: dict[str, list[_Pattern]] = {}  # by first word; "" where the portfolio comes first
        for pattern in (p for row in rules["minister_patterns"] for p in self._compile(row)):
            self._patterns.setdefault(pattern.before[0] if pattern.before else "", []).append(pattern)

    def openers(self) -> frozenset[str]:
        """The words that begin a pattern."""
        return frozenset(self._patterns)

    @staticmethod
    def _compile(row: dict[str, str]) -> list[_Pattern]:
        made = []
        for key in ("form", "plural"):
            before, _, after = row[key].replace("-", " - ").partition("{portfolio}")
            parties = tuple(row["party"].split("|")) if row.get("party") else ()
            sides = tuple(before.split()), tuple(after.split())
            made.append(_Pattern(*sides, row["office"], row["level"], parties, key == "plural"))
        return made

    def body(self, words: Sequence[Word], i: int, last: int) -> tuple[int, list[Entry]] | None:
        """The office word itself at word i: (next word, its meanings); the longest of the table and the patterns."""
        if i >= last:
            return None
        found = self.lexicon.offices.at(words, i, last)
        if found and found[0].last - i > 3:
            found = self._without_state(words, i, last, found)
        best = (found[0].last, [m.entry for m in found]) if found else None
        patterns = self._patterns.get(words[i].low, ())
        fits = [(p, fit) for p in patterns if (fit := self._fit(words, i, last, p, known=True))]
        fits += self._portfolio_first(words, i, last)
        if not fits and best is None:  # a portfolio that no table knows counts only where nothing else fits
            fits = [(p, fit) for p in patterns if (fit := self._fit(words, i, last, p, known=False))]
        longest = max((end for _, (end, _) in fits), default=0)
        if longest and (best is None or longest > best[0]):
            best = longest, [e for p, (end, normal) in fits if end == longest for e in _entries(p, normal)]
        return best or self._unknown_portfolio(words, i, last)

    def _without_state(self, words: Sequence[Word], i: int, last: int, found: list[Match]) -> list[Match]:
        """President of the Republic | of the Congo: a form that eats the beginning of a state's name is too long."""
        for k in range(i + 1, found[0].last):
            names = self.lexicon.names.at(words, k, last)
            if names and names[0].last > found[0].last and names[0].entry.kind == "state":
                return self.lexicon.offices.at(words, i, k)
        return found

    def _fit(self, words: Sequence[Word], i: int, last: int, pattern: _Pattern, known: bool) -> tuple[int, str] | None:
        """(next word, normal portfolio) if the pattern fits at word i."""
        j = i
        for wanted in pattern.before:
            if j >= last or words[j].low != wanted:
                return None
            j += 1
        if pattern.before and j < last and words[j].low == "the":
            j += 1
        if j >= last:
            return None
        found = self.lexicon.portfolios.at(words, j, last)
        if not found:
            by_name = not known and pattern.before and not pattern.after and words[i].is_capital
            return self._capital_portfolio(words, j, last) if by_name else None
        end = self._behind(words, self._more_portfolios(words, found[0].last, last), last, pattern)
        return None if end is None else (end, found[0].entry.name)

    def _portfolio_first(self, words: Sequence[Word], i: int, last: int) -> list[tuple[_Pattern, tuple[int, str]]]:
        """The patterns that begin with their portfolio and fit at word i, with what `_fit` says of each."""
        found = self.lexicon.portfolios.at(words, i, last)
        if not found:
            return []
        j = self._more_portfolios(words, found[0].last, last)
        ends = ((pattern, self._behind(words, j, last, pattern)) for pattern in self._patterns[""])
        return [(pattern, (end, found[0].entry.name)) for pattern, end in ends if end is not None]

    @staticmethod
    def _behind(words: Sequence[Word], j: int, last: int, pattern: _Pattern) -> int | None:
        """The next word, if what stands behind the portfolio in a pattern stands at word j."""
        for wanted in pattern.after:
            if j >= last or words[j].low != wanted:
                return None
            j += 1
        return j

    def _more_portfolios(self, words: Sequence[Word], j: int, last: int) -> int:
        """Skips further portfolios of one minister: Foreign Affairs *and Trade*, Economy*, Trade and Industry*."""
        while j + 1 < last:
            step = j + 1 if words[j].form in ("and", ",", "&") else j
            if words[j].form == "," and words[j + 1].low in ("and", "&"):
                step = j + 2
            end = self._unknown_second(words, step, last) if words[j].low == "and" else None
            if end is not None:
                return end
            more = self.lexicon.portfolios.at(words, step, last) if step < last and step > j else []
            if not more or not words[step].is_capital:
                break
            j = more[0].last
        return j

    def _unknown_second(self, words: Sequence[Word], j: int, last: int) -> int | None:
        """The end of a second field that no table knows, before its state: Trade and *Export Promotion* of X."""
        found = self._capital_portfolio(words, j, last)
        if found is None or found[0] + 1 >= last or words[found[0]].low != "of" or words[found[0] - 1].low in _MINISTER:
            return None
        k = found[0] + 2 if words[found[0] + 1].low == "the" else found[0] + 1
        return found[0] if any(m.entry.kind == "state" for m in self.lexicon.names.at(words, k, last)) else None

    def _capital_portfolio(self, words: Sequence[Word], j: int, last: int) -> tuple[int, str] | None:
        """`Minister of Diaspora Affairs and Heritage`: capitalised words that no table knows."""
        k = j
        while k < last and words[k].is_word and words[k].is_capital and not self.lexicon.names.at(words, k, last):
            k += 1
            if k + 1 < last and words[k].low in ("and", "of") and words[k + 1].is_capital:
                if self.lexicon.names.at(words, k + 1, last) or self.body_known(words, k + 1, last):
                    break
                k += 1
        return (k, " ".join(w.low for w in words[j:k])) if k > j else None

    def _unknown_portfolio(self, words: Sequence[Word], i: int, last: int) -> tuple[int, list[Entry]] | None:
        """`Mines Minister`: up to three capitalised words that no table knows, before Minister."""
        for k in range(i, min(i + 3, last - 1)):
            word = words[k]
            if not (word.is_word and word.is_capital) or self.lexicon.names.at(words, k, last):
                return None
            if self.lexicon.offices.at(words, k, last):  # Chair | Prime Minister: two offices
                return None
            if words[k + 1].low in _MINISTER and words[k + 1].is_capital:
                name = f"{' '.join(w.low for w in words[i : k + 1])} minister"
                plural = words[k + 1].low == "ministers"
                return k + 2, [Entry("office", name, level="minister", plural=plural)]
        return None

    def body_known(self, words: Sequence[Word], i: int, last: int) -> bool:
        """True if a known office begins at word i."""
        return bool(i < last and self.lexicon.offices.at(words, i, last))


def _entries(pattern: _Pattern, portfolio: str) -> list[Entry]:
    """What a pattern means, one entry for each party that it is an office of."""
    name = pattern.office.replace("{normal}", portfolio)
    parties = pattern.parties or (None,)
    return [Entry("office", name, code, level=pattern.level, plural=pattern.plural) for code in parties]
