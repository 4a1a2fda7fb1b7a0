"""Merging as people decided it: their judgements go before those of the rules, and come back when all is merged anew.

"Merge" says that every record of one thing is one with every record of the other; "split" that a record is none with
the rest of its thing. Both are kept as decisions on records, from which judgements on nodes are made.
"""

from __future__ import annotations

from collections.abc import Collection

from communique.ledger.parting import Parting
from communique.ledger.reviewing import Reviewing
from communique.ledger.views import Decision
from communique.merge.updating import Merger

RELATIONS = {"merge": "same", "split": "apart"}


class Reviewer:
    """Brings clusters in line with decisions."""

    def __init__(self, merger: Merger) -> None:
        self._merger = merger

    def take_out(self, parting: Parting, records: Collection[int]) -> None:
        """Takes records out of their clusters, whose rest is clustered anew; the next merging takes them in again."""
        touched: set[int] = set()
        gone = {node for record in records if (node := parting.node_of(record)) is not None}
        for record in sorted(records):
            touched |= parting.take_out(record)
        there = parting.firsts(touched | gone)
        self._merger.regroup(parting, there.keys())

    def judge(self, reviewing: Reviewing, parting: Parting) -> None:
        """Makes the judgements of people just those that follow from the decisions that stand."""
        decided = [each for each in reviewing.decisions() if each.action in RELATIONS]
        if not decided:
            return
        wanted: dict[tuple[int, int], tuple[str, str, str]] = {}
        for decision in decided:
            if decision.undone is None:
                for pair in _pairs(decision, reviewing, parting):
                    wanted.pop(pair, None)  # the later decision goes before, also in their order
                    wanted[pair] = (RELATIONS[decision.action], decision.reason, decision.by)
        self._merger.regroup(parting, parting.people_judge(wanted))


def _pairs(decision: Decision, reviewing: Reviewing, parting: Parting) -> list[tuple[int, int]]:
    """The pairs of nodes that a decision is about, the smaller number first."""
    ones = reviewing.numbers(decision.list_name, decision.ones)
    others = reviewing.numbers(decision.list_name, decision.others)
    mine = {parting.own_node(each) if decision.action == "split" else parting.node_of(each) for each in ones}
    theirs = {parting.node_of(each) for each in others}
    return sorted(
        {
            (min(one, other), max(one, other))
            for one in mine
            for other in theirs
            if one is not None and other is not None and one != other
        }
    )
