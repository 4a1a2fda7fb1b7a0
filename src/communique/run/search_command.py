"""The command `communique search`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.settings import default_ledger


@Parameter(name="*")
@dataclass(frozen=True)
class SearchOptions:
    """The filters and the form of a search."""

    party: Annotated[list[str] | None, Parameter(help="Only texts on this state or organisation; repeat for both.")] = (
        None
    )
    person: Annotated[str | None, Parameter(help="Only texts with a person of this name among their records.")] = None
    topic: Annotated[list[str] | None, Parameter(help="Only texts with statements or agreements on it.")] = None
    kind: Annotated[list[str] | None, Parameter(help="Only documents of this kind, such as readout; or one of.")] = None
    since: Annotated[str | None, Parameter(help="From this day, month or year on, such as 2026-01.")] = None
    until: Annotated[str | None, Parameter(help="Up to the end of this day, month or year.")] = None
    limit: Annotated[int, Parameter(help="At most so many documents.")] = 20


def search(
    words: Annotated[
        list[str],
        Parameter(
            allow_leading_hyphen=True,
            help="All must occur; 'a OR b' either, -c not, '\"a b\"' a phrase, abc* a beginning.",
        ),
    ],
    /,
    *,
    ledger: Ledger = None,
    form: ListFormat = "table",
    options: SearchOptions | None = None,
) -> int:
    """Search the full texts of a ledger, in any script, best first, with the words marked."""
    from communique.run.searching import Asked, search_and_print

    options = options or SearchOptions()
    asked = Asked(
        ledger=ledger or default_ledger(),
        typed=" ".join(words),
        parties=tuple(options.party or ()),
        person=options.person,
        topics=tuple(options.topic or ()),
        kinds=tuple(options.kind or ()),
        since=options.since,
        until=options.until,
        limit=options.limit,
    )
    return search_and_print(asked, form)
