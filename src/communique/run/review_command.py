"""The commands under `communique review`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.settings import default_ledger

review = App(
    name="review",
    help="Correct what was read and merged, with name and reason; the rows as found stay as they are.",
    help_format="plaintext",
    result_action="return_value",
)

Record = Annotated[str, Parameter(help="The id of a record, or of a merged thing: then its first record.")]
By = Annotated[str, Parameter(help="The name of the person who decides.")]
Reason = Annotated[str, Parameter(help="Why, for those who read the history.")]
Whole = Annotated[
    bool, Parameter(negative="", show_default=False, help="All records of the thing that it tells of, not it alone.")
]


@review.command(name="list")
def list_(
    *,
    of: Annotated[str | None, Parameter(name="--list", help="Only of this list, such as meetings.")] = None,
    limit: Annotated[int, Parameter(help="At most so many.")] = 20,
    ledger: Ledger = None,
    form: ListFormat = "table",
) -> int:
    """List what is most doubtful: records of least confidence, and pairs taken for one thing with the least score."""
    from communique.run.reviewing import print_queue

    return print_queue(ledger or default_ledger(), of, limit, form)


@review.command
def accept(record: Record, /, *, by: By, reason: Reason = "read and found right", ledger: Ledger = None) -> int:
    """Say that a record is right, so that it leaves the list of doubts; takes back an earlier rejection."""
    from communique.run.reviewing import Deciding, accept_or_reject

    deciding = Deciding(ledger=ledger or default_ledger(), by=by, reason=reason)
    return accept_or_reject("accept", record, False, deciding)


@review.command
def reject(record: Record, /, *, by: By, reason: Reason, whole: Whole = False, ledger: Ledger = None) -> int:
    """Say that a record is wrong: it leaves lists, brief and merging."""
    from communique.run.reviewing import Deciding, accept_or_reject

    deciding = Deciding(ledger=ledger or default_ledger(), by=by, reason=reason)
    return accept_or_reject("reject", record, whole, deciding)


@review.command
def correct(
    record: Record,
    /,
    *changes: Annotated[str, Parameter(help="FIELD=VALUE: date=2026-01-28, place.name=Baku, 'parties=[\"AZE\"]'.")],
    by: By,
    reason: Reason,
    ledger: Ledger = None,
) -> int:
    """Set fields of a record."""
    from communique.run.reviewing import Deciding
    from communique.run.reviewing import correct as correct_record

    return correct_record(record, changes, Deciding(ledger=ledger or default_ledger(), by=by, reason=reason))


@review.command
def merge(a: Record, b: Record, /, *, by: By, reason: Reason, ledger: Ledger = None) -> int:
    """Say that two records, and all that they were merged with, are about one thing."""
    from communique.run.reviewing import Deciding
    from communique.run.reviewing import merge as merge_records

    return merge_records(a, b, Deciding(ledger=ledger or default_ledger(), by=by, reason=reason))


@review.command
def split(record: Record, /, *, by: By, reason: Reason, ledger: Ledger = None) -> int:
    """Say that a record is about something else than those that it was merged with."""
    from communique.run.reviewing import Deciding
    from communique.run.reviewing import split as split_record

    return split_record(record, Deciding(ledger=ledger or default_ledger(), by=by, reason=reason))


@review.command
def history(
    record: Annotated[str | None, Parameter(help="Only decisions about this record.")] = None,
    /,
    *,
    ledger: Ledger = None,
    form: Annotated[ListFormat, Parameter(name="--format", help="Text, or JSON lines.")] = "table",
) -> int:
    """Show the decisions in the order made, with those that were undone."""
    from communique.run.reviewing import print_history

    return print_history(ledger or default_ledger(), record, form)


@review.command
def undo(
    number: Annotated[int, Parameter(help="The number of the decision in the history.")],
    /,
    *,
    by: By,
    reason: Reason,
    ledger: Ledger = None,
) -> int:
    """Take a decision back; it stays in the history."""
    from communique.run.reviewing import Deciding
    from communique.run.reviewing import undo as undo_decision

    return undo_decision(number, Deciding(ledger=ledger or default_ledger(), by=by, reason=reason))
