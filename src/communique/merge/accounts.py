"""Whose account a text carries: the side that issued it, the side it names as its source, else itself.

A ministry's statement and all who relay it are one account with several carriers. Texts that name no side are one
account where they have nearly the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from communique.ledger.views import Carrier, Found


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One account. party: whose it is, None for that of somebody else; carriers: its texts, the side's own first."""

    party: str | None
    carriers: tuple[Carrier, ...]


def party_of(carrier: Carrier) -> str | None:
    """The side whose account it is; else the party of the source that the text names first."""
    if carrier.side:
        return carrier.side
    return next((source.party for source in carrier.sourcing if source.party), None)


def accounts_of(carriers: Iterable[Carrier], twins: Mapping[str, str]) -> tuple[Account, ...]:
    """The accounts that some texts make up, in the order of their days.

    twins: for a document with nearly the words of others the name of their group.
    """
    unique = {carrier.id: carrier for carrier in carriers}
    ordered = sorted(unique.values(), key=lambda each: (each.day or "9999", each.side is None, each.id))
    groups: list[list[Carrier]] = []
    for carrier in ordered:
        party = party_of(carrier)
        group = next((group for group in groups if _one_account(party, carrier, group, twins)), None)
        if group is None:
            groups.append([carrier])
        else:
            group.append(carrier)
    return tuple(_account(group) for group in groups)


def _one_account(party: str | None, carrier: Carrier, group: Sequence[Carrier], twins: Mapping[str, str]) -> bool:
    parties = {party_of(other) for other in group} - {None}
    if party is not None and parties:
        return party in parties
    twin = twins.get(carrier.id)
    return twin is not None and any(twins.get(other.id) == twin for other in group)


def _account(group: Sequence[Carrier]) -> Account:
    party = next((party for carrier in group if (party := party_of(carrier))), None)
    own_first = sorted(group, key=lambda each: each.side is None)
    return Account(party=party, carriers=tuple(own_first))


def carriers_of(found: Iterable[Found]) -> tuple[Carrier, ...]:
    """The documents that carry records, each once, in the order of the records."""
    return tuple({each.carrier.id: each.carrier for each in found}.values())


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each member of a pair the smallest name among all that hang together with it."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {name: top(name) for name in list(above)}
