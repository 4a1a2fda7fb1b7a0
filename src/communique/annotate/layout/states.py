"""The forms by which a state is named, for looking up a few words at a time."""

from __future__ import annotations

from communique.annotate.layout.forms import Forms
from communique.annotate.places import fold
from communique.shared.knowledge import Knowledge

_COLUMNS = ("name", "official_name", "names", "adjectives", "demonyms", "capital", "capital_names", "metonyms")


class StateForms:
    """Folded names, adjectives, demonyms, capitals and metonyms of states, each with its code.

    A form that two states share ("congolese") names none. The adjective and the name of a state count before the
    capital of another, and a state of today before one of the past.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._codes: dict[str, str | None] = {}
        self.names: dict[str, str] = {}
        rows = knowledge.table("actors/states.csv", ["code"], _COLUMNS)
        for row in rows:
            self.names[row["code"]] = row["name"]
        today = [row for row in rows if row.get("kind") != "historical"]
        gone = [row for row in rows if row.get("kind") == "historical"]
        for columns, chosen in ((_COLUMNS[:5], today), (_COLUMNS[:5], gone), (_COLUMNS[5:], today)):
            found: dict[str, str | None] = {}
            for row in chosen:
                for form in (form for column in columns for form in row.many(column)):
                    key = _plain(form)
                    found[key] = row["code"] if found.get(key, row["code"]) == row["code"] else None
            self._codes = {**found, **self._codes}
        self._printed = Forms(
            (form, row["code"])
            for row in today
            for column in ("name", "official_name", "names", "adjectives")
            for form in row.many(column)
        )
        self.longest = max((key.count(" ") + 1 for key in self._codes), default=1)

    def code(self, words: str) -> str | None:
        """The state that exactly these words name ("the Republic of Azerbaijan", "Seoul's", "Kazakh"), or None."""
        return self._codes.get(_plain(words))

    def named_in(self, text: str, start: int, end: int) -> frozenset[str]:
        """The states that a stretch of text names by name or adjective."""
        return frozenset(code for _, _, code in self._printed.find(text, start, end))

    def at_end(self, words: list[str]) -> tuple[str, int] | None:
        """The state that the last words name, with the number of words; the longest form counts."""
        for count in range(min(self.longest + 1, len(words)), 0, -1):
            if (code := self.code(" ".join(words[-count:]))) is not None:
                return code, count
        return None

    def at_start(self, words: list[str]) -> tuple[str, int] | None:
        """The state that the first words name, with the number of words; the longest form counts."""
        for count in range(min(self.longest + 1, len(words)), 0, -1):
            if (code := self.code(" ".join(words[:count]))) is not None:
                return code, count
        return None


def _plain(words: str) -> str:
    key = fold(words)
    key = key.removeprefix("the ")
    return key.removesuffix("'s").removesuffix("'")
