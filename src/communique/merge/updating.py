"""Brings the judgements and clusters of a ledger up to date with its records.

The records that belong to no node yet are taken in the order added. A node that is new is compared with its likes;
then the clusters of everything that hangs together with it are made anew from the judgements. Since a comparison
looks at two nodes alone, and clusters at the judgements alone, the order of adding makes no difference.
"""

from __future__ import annotations

from collections.abc import Collection

from communique.ledger.judging import Judging
from communique.ledger.views import Judged, NodeView
from communique.merge.clusters import clusters_of
from communique.merge.forms import LISTS, LONGEST, REACH, Form, Means, compare_forms, form_of, place_of
from communique.merge.judgement import SAME
from communique.shared.knowledge import Knowledge

RULE = "rule:merge"
"""Who judged, where it was no person."""

AT_ONCE = 500
"""Records taken in one go."""


class Merger:
    """Judges and clusters; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._means = Means(knowledge)

    def update(self, judging: Judging) -> int:
        """Takes in up to AT_ONCE records that are not merged yet; how many it took, 0 if there are none left."""
        pending = judging.new_records(LISTS, AT_ONCE)
        if not pending:
            return 0
        forms = [form_of(each.found, self._means) for each in pending]
        places = [place_of(each.found, form) for each, form in zip(pending, forms, strict=True)]
        numbers, new = judging.nodes(places)
        ids = [each.found.record.id for each in pending]
        judging.join([(each.number, node, ident) for each, node, ident in zip(pending, numbers, ids, strict=True)])
        touched = set(numbers)
        for number, form, place in zip(numbers, forms, places, strict=True):
            if number in new and place[1]:
                new.remove(number)  # a second record of the same node says nothing more
                touched |= self._judge(judging, number, form, place)
        self._cluster(judging, touched)
        return len(pending)

    def _judge(self, judging: Judging, number: int, form: Form, place: tuple[NodeView, Collection[str]]) -> set[int]:
        """Compares a new node with its likes of smaller number, and keeps those taken for the same."""
        likes = [node for node in judging.likes(*place, REACH, LONGEST) if node < number]
        judged = []
        for node, found in sorted(dict(judging.shown(likes)).items()):
            judgement = compare_forms(form_of(found, self._means), form)
            if judgement.score >= SAME:
                judged.append(
                    Judged(
                        one=node,
                        other=number,
                        relation="same",
                        score=judgement.score,
                        reason=judgement.reason,
                        by=RULE,
                    )
                )
        judging.judge(judged)
        return {each.one for each in judged}

    def regroup(self, judging: Judging, nodes: Collection[int]) -> None:
        """Makes the clusters of these nodes anew, and of all that hang together with them."""
        self._cluster(judging, nodes)

    def _cluster(self, judging: Judging, touched: Collection[int]) -> None:
        """Makes the clusters of all nodes anew that hang together with those touched."""
        nodes, edges, forced = _hanging_together(judging, touched)
        firsts = judging.firsts(nodes)
        ordered = sorted(nodes, key=lambda node: firsts[node])
        place = {node: rank for rank, node in enumerate(ordered)}
        tied = {node for edge in edges for node in edge}
        documents = judging.documents_of(tied)
        forms = {node: form_of(found, self._means) for node, found in judging.shown(tied)}

        def apart(one: int, other: int) -> bool:
            a, b = ordered[one], ordered[other]
            verdict = forced.get((min(a, b), max(a, b)))
            if verdict is not None:
                return verdict == "apart"
            return bool(documents[a] & documents[b]) or compare_forms(forms[a], forms[b]).score == 0.0

        ranked = {(min(place[a], place[b]), max(place[a], place[b])): score for (a, b), score in edges.items()}
        names: dict[int, str] = {}
        for members in clusters_of(range(len(ordered)), ranked, apart):
            name = min(firsts[ordered[member]] for member in members)
            names |= {ordered[member]: name for member in members}
        judging.cluster(names)


def _hanging_together(
    judging: Judging, touched: Collection[int]
) -> tuple[set[int], dict[tuple[int, int], float], dict[tuple[int, int], str]]:
    """All nodes that judgements tie to those touched, the scores of the ties, and what people judged of two nodes."""
    nodes, ahead = set(touched), set(touched)
    edges: dict[tuple[int, int], float] = {}
    forced: dict[tuple[int, int], str] = {}
    while ahead:
        met: set[int] = set()
        for one, other, relation, score, by in judging.ties(ahead):
            if relation not in ("same", "apart"):
                continue
            met |= {one, other}
            key = (min(one, other), max(one, other))
            if by != RULE:
                forced[key] = relation
            if relation == "same":
                edges[key] = max(score, edges.get(key, 0.0))
        ahead = met - nodes
        nodes |= ahead
    return nodes, edges, forced
