"""What a brief wants to know, and of whom: whoever merges records provides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from communique.ledger.views import Carrier, Found, Held, Merged


class Step(Protocol):
    """A step in the life of a promise: what happened, when, and where in which document it stands."""

    @property
    def kind(self) -> str:
        """made, repeated, changed, fulfilled or withdrawn."""

    @property
    def day(self) -> str | None:
        """The day of the text, ISO."""

    @property
    def document(self) -> str:
        """The id of the document."""

    @property
    def start(self) -> int:
        """Where the words begin."""

    @property
    def end(self) -> int:
        """Where they end."""


class Promise(Protocol):
    """A commitment as it stands."""

    @property
    def merged(self) -> Merged:
        """The commitment with all records of it."""

    @property
    def status(self) -> str:
        """open, overdue, fulfilled or withdrawn."""

    @property
    def steps(self) -> Sequence[Step]:
        """Its steps in the order of their days."""


class Difference(Protocol):
    """A field of a meeting and what each text gives for it."""

    @property
    def field(self) -> str:
        """Its name."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values by source."""

    @property
    def agrees(self) -> bool:
        """Whether all can be right."""


class OneSided(Protocol):
    """A statement that only the account of one party has."""

    @property
    def party(self) -> str:
        """Whose account."""

    @property
    def found(self) -> Found:
        """The statement."""


class Account(Protocol):
    """The texts that tell one side's story."""

    @property
    def party(self) -> str | None:
        """Whose; None for that of somebody else."""

    @property
    def carriers(self) -> Sequence[Carrier]:
        """The texts."""


class Told(Protocol):
    """A meeting as its accounts tell it."""

    @property
    def meeting(self) -> Merged:
        """The meeting."""

    @property
    def accounts(self) -> Sequence[Account]:
        """The accounts."""

    @property
    def differences(self) -> Sequence[Difference]:
        """The fields that several texts give."""

    @property
    def one_sided(self) -> Sequence[OneSided]:
        """What only one account has."""


class Known(Protocol):
    """What is known of a pair, newest first."""

    def things(self, list_name: str) -> list[Merged]:
        """Merged things of a list."""

    def carriers(self, list_name: str) -> list[Carrier]:
        """The documents that carry records of a list that is not merged."""

    def statements_in(self, documents: Collection[str]) -> list[Found]:
        """The statements of documents, by whomever."""

    def promises(self, as_of: date) -> Sequence[Promise]:
        """The commitments as they stand on a day."""

    def told(self, meetings: Iterable[Merged]) -> Iterable[Told]:
        """What the accounts of meetings say."""

    def documents(self, ids: Collection[str]) -> dict[str, Held]:
        """Documents with their texts, by id."""
