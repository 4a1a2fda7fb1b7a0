"""Names that follow the offices of their bearers: The President and his colleague spoke. A and B discussed ...

Comes in: the people of a document as found so far and the mentions by sentence. The unnamed holders and the names
without office are put together where their number and order leave no choice; what was concluded says how.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from communique.annotate.officials import name_words
from communique.shared.annotated import Known, Mention


def give_late_names(people: list[Known], rows: Sequence[Sequence[Mention]], home: str | None) -> None:
    """Gives office and party of the unnamed holders to those who are named behind, in the order of mention."""
    taken = {(k.office, k.party) for k in people if k.name}
    holders = [
        k
        for k in people
        if k.name is None and k.office and k.party and not {(k.office, k.party), (k.office, None)} & taken
    ]
    if len(holders) == 2 and holders[0].party != holders[1].party:
        for holder, mention in zip(holders, _first_pair(rows), strict=False):
            _give(holder, _bearer(people, mention), "The names stand in the order of the offices.")
    own = [k for k in holders if k.party == home]
    bare = [k for k in people if k.name and not k.office and not k.party]
    if len(own) == 1 and len(bare) == 1 and any(bare[0] in _known(people, row[0]) for row in rows if row):
        _give(own[0], bare[0], f"The only one without an office, in a text of {home}.")


def _known(people: list[Known], mention: Mention) -> list[Known]:
    return [people[k] for k in mention.known]


def _first_pair(rows: Sequence[Sequence[Mention]]) -> tuple[Mention, ...]:
    """The first two full names that `and` joins, with no office: Kemal X and Bambang Y."""
    for mentions in rows:
        for one, other in pairwise(mentions):
            joined = one.listed and other.first - one.last == 1
            if joined and _is_bare(one) and _is_bare(other):
                return one, other
    return ()


def _is_bare(mention: Mention) -> bool:
    """A full name without office or state?"""
    if mention.kind != "person" or mention.note not in ("name", "perhaps") or mention.parties:
        return False
    return len(name_words(mention.persons[0].name or "")) > 1


def _bearer(people: list[Known], mention: Mention) -> Known:
    """The person of a mention; one who was not sure to be a person is one now."""
    if not mention.known:
        people.append(Known(mention.persons[0].name, None, None, None, None))
        mention.known, mention.note = (len(people) - 1,), "name"
    return people[mention.known[0]]


def _give(holder: Known, bearer: Known, because: str) -> None:
    bearer.office, bearer.party, bearer.level, bearer.because = holder.office, holder.party, holder.level, because
