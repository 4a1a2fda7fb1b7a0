"""From judgements to clusters: the likest pairs are joined first, but nothing that is apart comes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Score = float


def clusters_of(
    items: Iterable[int], edges: Mapping[tuple[int, int], Score], apart: Callable[[int, int], bool]
) -> list[list[int]]:
    """Groups of items. edges: pairs taken for one thing, with their score; apart: True for two that cannot be one.

    The items' numbers only break ties; give numbers that do not depend on the order of adding. Groups that were found
    apart stay so as they grow, so that of the many pairs between two groups one is looked at.
    """
    members = {item: [item] for item in sorted(items)}
    group = {item: item for item in members}
    kept_from: dict[int, set[int]] = {item: set() for item in members}
    for pair in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        one, other = group[pair[0]], group[pair[1]]
        if one == other or other in kept_from[one]:
            continue
        if any(apart(x, y) for x in members[one] for y in members[other]):
            kept_from[one].add(other)
            kept_from[other].add(one)
            continue
        joined = members.pop(other)
        members[one] += joined
        group |= dict.fromkeys(joined, one)
        for third in kept_from.pop(other):
            kept_from[third].remove(other)
            kept_from[third].add(one)
            kept_from[one].add(third)
    return sorted(sorted(each) for each in members.values())
