"""Clusters are those of the plain method: the likest pairs first, each pair of two groups looked at."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from communique.merge.clusters import clusters_of

ITEMS = 9
PAIRS = st.tuples(st.integers(0, ITEMS - 1), st.integers(0, ITEMS - 1)).filter(lambda pair: pair[0] < pair[1])


def plainly(edges: Mapping[tuple[int, int], float], kept_apart: frozenset[tuple[int, int]]) -> list[list[int]]:
    groups = [[item] for item in range(ITEMS)]
    for one, other in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        mine = next(each for each in groups if one in each)
        theirs = next(each for each in groups if other in each)
        if mine is not theirs and not any((min(x, y), max(x, y)) in kept_apart for x in mine for y in theirs):
            mine += theirs
            groups.remove(theirs)
    return sorted(sorted(each) for each in groups)


@given(
    edges=st.dictionaries(PAIRS, st.sampled_from([0.3, 0.5, 0.8, 0.9]), max_size=30),
    kept_apart=st.frozensets(PAIRS, max_size=8),
)
def test_clusters_are_those_of_the_plain_method(
    edges: dict[tuple[int, int], float], kept_apart: frozenset[tuple[int, int]]
) -> None:
    found = clusters_of(range(ITEMS), edges, lambda one, other: (min(one, other), max(one, other)) in kept_apart)
    assert found == plainly(edges, kept_apart)
