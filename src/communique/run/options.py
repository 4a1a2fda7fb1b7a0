"""Options that several modules of commands share."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

Ledger = Annotated[
    str | None,
    Parameter(
        name="--ledger",
        help="Path of the ledger, or a database address. Default: COMMUNIQUE_LEDGER, else communique.db here.",
    ),
]
ListFormat = Annotated[Literal["table", "jsonl"], Parameter(name="--format", help="A table, or JSON lines.")]
