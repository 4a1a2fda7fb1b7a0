"""From judgements to clusters: the likest pairs are joined first, but nothing that is apart comes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Score = float


def clusters_of(
    items: Iterable[int], edges: Mapping[tuple[int, int], Score], apart: Callable[[int, int], bool]
) -> list[list[int]]:
    """Groups of items. edges: pairs taken for one thing, with their score; apart: True for two that cannot be one.

    The items' numbers only break ties; give numbers that do not depend on the order of adding.
    """
    group: dict[int, list[int]] = {item: [item] for item in sorted(items)}
    for one, other in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        mine, theirs = group[one], group[other]
        if mine is theirs or any(apart(x, y) for x in mine for y in theirs):
            continue
        mine += theirs
        for item in theirs:
            group[item] = mine
    unique = {id(members): sorted(members) for members in group.values()}
    return sorted(unique.values())
