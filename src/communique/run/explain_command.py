"""`communique explain`: what is behind a record."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.options import Ledger
from communique.shared.settings import default_ledger


def explain(
    record: Annotated[str, Parameter(help="The id of a record or merged thing, or a beginning of it that is clear.")],
    /,
    *,
    ledger: Ledger = None,
    files: Annotated[
        list[str] | None,
        Parameter(name="--in", consume_multiple=True, negative="", help="Read these files instead of a ledger."),
    ] = None,
    form: Annotated[Literal["text", "json"], Parameter(name="--format", help="Text for people, or one JSON line.")] = (
        "text"
    ),
) -> int:
    """Explain a record: its words, the rule and the knowledge behind it, the steps, and how sure it is and why."""
    from communique.run.explained import print_explained

    return print_explained(record, ledger or default_ledger(), files or [], form)
