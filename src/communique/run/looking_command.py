"""The commands that look at a ledger as a whole: who its people are, and what in it cannot be right together."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.settings import default_ledger

Since = Annotated[str | None, Parameter(help="Only as seen from this day, month or year on, such as 2026-01.")]
Until = Annotated[str | None, Parameter(help="Only as seen up to the end of this day, month or year.")]


def people(
    party: Annotated[str, Parameter(help="A state or organisation: its code, name or adjective.")],
    /,
    *,
    ledger: Ledger = None,
    office: Annotated[str | None, Parameter(help="Only those seen in this office, such as 'foreign minister'.")] = None,
    form: ListFormat = "table",
    since: Since = None,
    until: Until = None,
) -> int:
    """List the people of a party as texts name them: spellings, offices, and when each is seen in them."""
    from communique.run.listing import Listing
    from communique.run.people import list_people

    asked = Listing(ledger=ledger or default_ledger(), parties=(party,), since=since, until=until, form=form)
    return list_people(asked, office)


def contradictions(
    a: Annotated[str | None, Parameter(help="Only about this state or organisation: code, name, adjective.")] = None,
    b: Annotated[str | None, Parameter(help="Only about both.")] = None,
    /,
    *,
    ledger: Ledger = None,
    form: Annotated[
        Literal["text", "table", "jsonl"], Parameter(name="--format", help="Text for people, a table, or JSON lines.")
    ] = "text",
) -> int:
    """List what cannot be right together: two texts, or a text and the knowledge files, with both sentences."""
    from communique.run.contradictions import list_contradictions
    from communique.run.listing import Listing

    parties = tuple(party for party in (a, b) if party)
    return list_contradictions(Listing(ledger=ledger or default_ledger(), parties=parties, form=form))
