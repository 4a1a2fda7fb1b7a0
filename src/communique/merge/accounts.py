"""Whose account a text carries: the side that issued it, the side it names as its source, else itself.

A ministry's statement and all who relay it are one account with several carriers. Texts that name no side are one
account where they have nearly the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

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


def accounts_of(carriers: Iterable[Carrier], twins: Mapping[str, Collection[str]]) -> tuple[Account, ...]:
    """The accounts that some texts make up, in the order of their days.

    twins: for a document the ids of those with nearly the same words.
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


def _one_account(
    party: str | None, carrier: Carrier, group: Sequence[Carrier], twins: Mapping[str, Collection[str]]
) -> bool:
    parties = {party_of(other) for other in group} - {None}
    if party is not None and parties:
        return party in parties
    return any(other.id in twins.get(carrier.id, ()) for other in group)


def _account(group: Sequence[Carrier]) -> Account:
    party = next((party for carrier in group if (party := party_of(carrier))), None)
    own_first = sorted(group, key=lambda each: each.side is None)
    return Account(party=party, carriers=tuple(own_first))


def carriers_of(found: Iterable[Found]) -> tuple[Carrier, ...]:
    """The documents that carry records, each once, in the order of the records."""
    return tuple({each.carrier.id: each.carrier for each in found}.values())
