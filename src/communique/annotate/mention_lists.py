"""What the mentions of a whole text or of one sentence are together: scenes, order, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.shared.annotated import Mention


def only_scenes(rows: Iterable[Sequence[Mention]]) -> frozenset[str]:
    """The states that a text names only as where something is (calm in Mali), never as somebody who acts."""
    places: set[str] = set()
    others: set[str] = set()
    for mention in (m for row in rows for m in row if m.kind in ("party", "adjective", "side", "person", "place")):
        (places if mention.where else others).update(mention.parties)
    return frozenset(places - others)


def in_order(rows: list[list[Mention]]) -> list[str]:
    """The states that the text names, also by their cities, in the order of their first mention."""
    found = [
        code
        for mentions in rows
        for mention in mentions
        if mention.kind in ("party", "place", "adjective", "side")
        for code in mention.parties[:1]
        if len(code) == 3 and code.isalpha()
    ]
    return list(dict.fromkeys(found))


def runs(mentions: list[Mention]) -> list[list[Mention]]:
    """The lists in a sentence: people and sides with at most a comma and small words (and, other) between."""
    found: list[list[Mention]] = []
    for mention in mentions:
        if mention.kind not in ("person", "people", "side", "counterpart"):
            continue
        if (
            found
            and mention.kind != "counterpart"  # A and his counterpart are of two sides
            and 0 <= mention.first - found[-1][-1].last <= 4
            and (found[-1][-1].listed or mention.first - found[-1][-1].last == 0)
        ):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [run for run in found if len(run) > 1]
