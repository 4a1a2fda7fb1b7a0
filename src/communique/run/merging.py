"""After an addition: the new texts and records are merged with those that the ledger holds."""

from __future__ import annotations

from communique.ledger.store import Ledger
from communique.merge.texts import TextLinker
from communique.merge.updating import Merger
from communique.shared.knowledge import Knowledge


class Merging:
    """The steps of the merging; reads their knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._steps = (TextLinker(knowledge).update, Merger(knowledge).update)

    def update(self, ledger: Ledger) -> None:
        """Takes in whatever is not merged yet, in portions that are each kept whole.

        An addition that was cut off before its merging is caught up by the next one.
        """
        while self._portion(ledger):
            pass

    def _portion(self, ledger: Ledger) -> bool:
        with ledger.judging() as judging:
            taken = [step(judging) for step in self._steps]
        return any(taken)
