"""After an addition: the new texts and records are merged with those that the ledger holds."""

from __future__ import annotations

from collections.abc import Callable

from communique.ledger.reviewing import Reviewing
from communique.ledger.store import Ledger
from communique.merge.reviewing import Reviewer
from communique.merge.texts import TextLinker
from communique.merge.updating import Merger
from communique.shared.knowledge import Knowledge


class Merging:
    """The steps of the merging; reads their knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        merger = Merger(knowledge)
        self._steps = (TextLinker(knowledge).update, merger.update)
        self._reviewer = Reviewer(merger)

    def update(self, ledger: Ledger) -> None:
        """Takes in whatever is not merged yet, in portions that are each kept whole.

        An addition that was cut off before its merging is caught up by the next one.
        """
        while self._portion(ledger):
            pass
        self._decided(ledger)

    def reviewed(self, ledger: Ledger, document: str, again: Callable[[Reviewing], list[int]] | None = None) -> None:
        """Brings everything in line with the decisions on a document; again: further records to be merged anew."""
        with ledger.reviewing() as (reviewing, parting):
            records = {*reviewing.apply(document), *(again(reviewing) if again else ())}
            self._reviewer.take_out(parting, records)
        self.update(ledger)

    def anew(self, ledger: Ledger) -> None:
        """Forgets all that follows from the records, and makes it again: the full-text index and what was merged."""
        ledger.index_anew()
        with ledger.judging() as judging:
            judging.forget()
        self.update(ledger)

    def _decided(self, ledger: Ledger) -> None:
        with ledger.reviewing() as (reviewing, parting):
            self._reviewer.judge(reviewing, parting)

    def _portion(self, ledger: Ledger) -> bool:
        with ledger.judging() as judging:
            taken = [step(judging) for step in self._steps]
        return any(taken)
