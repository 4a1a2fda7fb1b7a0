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
    holders = [k for k in people if k.name is None and k.office and k.party]
    if len(holders) == 2 and holders[0].party != holders[1].party and not any(k.name and k.office for k in people):
        pair = _first_pair(rows)
        for holder, mention in zip(holders, pair, strict=False):
            _give(holder, _bearer(people, mention), "The names stand in the order of the offices.")
    elif len(holders) == 1 and holders[0].party == home:
        first = next((row[0] for row in rows if row), None)
        bare = [k for k in people if k.name and not k.office]
        alone = [k for k in bare if not k.party and first is not None and bare == [k] and k in _known(people, first)]
        for known in alone:
            _give(holders[0], known, f"The only one without an office, in a text of {home}.")


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
