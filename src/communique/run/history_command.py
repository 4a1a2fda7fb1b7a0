"""The commands that show a history as it stands on a day: commitments, timeline, calendar; and rereading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.errors import SettingsError
from communique.shared.settings import default_ledger

A = Annotated[str | None, Parameter(help="Only records of this state or organisation: code, name or adjective.")]
B = Annotated[str | None, Parameter(help="Only records of both.")]
Since = Annotated[str | None, Parameter(help="From this day, month or year on, such as 2026-01.")]
Until = Annotated[str | None, Parameter(help="Up to the end of this day, month or year.")]
AsOf = Annotated[str | None, Parameter(help="The day on which all is judged; default: today.")]


@Parameter(name="*")
@dataclass(frozen=True)
class CommitmentOptions:
    """Which commitments are listed, and how."""

    ledger: Ledger = None
    form: ListFormat = "table"
    status: Annotated[
        Literal["open", "fulfilled", "overdue", "withdrawn"] | None, Parameter(help="Only those that stand so.")
    ] = None
    due_before: Annotated[str | None, Parameter(help="Only those that fall due before this day.")] = None
    as_of: AsOf = None
    since: Since = None
    until: Until = None
    with_documents: Annotated[
        bool,
        Parameter(negative="", show_default=False, help="In JSON lines, name the documents that carry each record."),
    ] = False
    as_found: Annotated[
        bool, Parameter(negative="", show_default=False, help="The records of each text, not merged with others.")
    ] = False


def commitments(a: A = None, b: B = None, /, *, options: CommitmentOptions | None = None) -> int:
    """List commitments, what became of each by a day, and the sentences that tell of its steps."""
    options = options or CommitmentOptions()
    parties = tuple(party for party in (a, b) if party)
    for option, value in (("--since", options.since), ("--until", options.until)):
        checked_date(option, value)
    if options.as_found:
        from communique.run.listing import Listing, list_records

        if options.status or options.due_before:
            raise SettingsError("--status and --due-before are about merged commitments; leave out --as-found")
        listing = Listing(
            ledger=options.ledger or default_ledger(),
            parties=parties,
            since=options.since,
            until=options.until,
            form=options.form,
            with_documents=options.with_documents,
            as_found=True,
        )
        return list_records("commitments", listing)
    from communique.run.promises import Asked, list_promises

    asked = Asked(
        ledger=options.ledger or default_ledger(),
        parties=parties,
        since=options.since,
        until=options.until,
        status=options.status,
        due_before=day_of("--due-before", options.due_before) if options.due_before else None,
        as_of=day_of("--as-of", options.as_of),
        form=options.form,
        with_documents=options.with_documents,
    )
    return list_promises(asked)


Pair = Annotated[str, Parameter(help="A state or organisation: code, name or adjective.")]


@Parameter(name="*")
@dataclass(frozen=True)
class TimelineOptions:
    """Which events are shown, and how."""

    ledger: Ledger = None
    form: Annotated[
        Literal["table", "jsonl", "markdown"], Parameter(name="--format", help="A table, JSON lines, or Markdown.")
    ] = "table"
    since: Since = None
    until: Until = None
    kind: Annotated[
        list[Literal["meetings", "visits", "agreements", "milestones", "commitments"]] | None,
        Parameter(help="Only these; repeat for several."),
    ] = None
    as_of: AsOf = None


def timeline(a: Pair, b: B = None, /, *, options: TimelineOptions | None = None) -> int:
    """Show all that is known of a party or a pair in one order of days, how each is dated, and how many tell it."""
    from communique.run.ahead import Asked, print_timeline

    options = options or TimelineOptions()
    asked = Asked(
        ledger=options.ledger or default_ledger(),
        parties=tuple(party for party in (a, b) if party),
        since=checked_date("--since", options.since),
        until=checked_date("--until", options.until),
        kinds=tuple(options.kind or ()),
        as_of=day_of("--as-of", options.as_of),
        form=options.form,
    )
    return print_timeline(asked)


def calendar(
    a: Pair,
    b: B = None,
    /,
    *,
    until: Annotated[str | None, Parameter(help="Up to this day; then every anniversary until it.")] = None,
    as_of: Annotated[str | None, Parameter(help="The day from which on; default: today.")] = None,
    ledger: Ledger = None,
    form: Annotated[
        Literal["table", "jsonl", "ics"], Parameter(name="--format", help="A table, JSON lines, or iCalendar.")
    ] = "table",
) -> int:
    """Show what lies ahead: meetings and visits that are planned, due days of open commitments, anniversaries."""
    from datetime import UTC, datetime

    from communique.run.ahead import Asked, print_calendar

    parties = tuple(party for party in (a, b) if party)
    asked = Asked(ledger=ledger or default_ledger(), parties=parties, as_of=day_of("--as-of", as_of), form=form)
    return print_calendar(asked, day_of("--until", until) if until else None, datetime.now(UTC).replace(microsecond=0))


def reread(
    *,
    ledger: Ledger = None,
    form: Annotated[Literal["text", "jsonl"], Parameter(name="--format", help="Text, or JSON lines.")] = "text",
    dry_run: Annotated[
        bool, Parameter(negative="", show_default=False, help="Only tell what would change; nothing is written.")
    ] = False,
) -> int:
    """Read all stored texts again with the rules of today, and print which records are gained, lost or changed."""
    from communique.run.rereading import reread as read_again

    return read_again(ledger or default_ledger(), form, dry_run)


def day_of(option: str, typed: str | None) -> date:
    """The day typed, today if none was. Raises SettingsError."""
    try:
        return date.fromisoformat(typed) if typed else date.today()
    except ValueError as error:
        raise SettingsError(f"{option} {typed} is no day; write it as 2026-01-28") from error


def checked_date(option: str, typed: str | None) -> str | None:
    """What was typed, if it is a date or nothing. Raises SettingsError."""
    from communique.shared.edtf import is_valid

    if typed is not None and not is_valid(typed):
        raise SettingsError(f"{option} {typed} is no date; write 2026, 2026-01 or 2026-01-28")
    return typed
