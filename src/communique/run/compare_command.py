"""The command `communique compare`."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.options import Ledger
from communique.shared.settings import default_ledger


def compare(
    a: Annotated[
        str | None, Parameter(help="A file, an address, or the id or source of a document of the ledger; or a party.")
    ] = None,
    b: Annotated[str | None, Parameter(help="The other one.")] = None,
    /,
    *,
    meeting: Annotated[str | None, Parameter(help="Compare the accounts of this meeting of the ledger.")] = None,
    last: Annotated[
        bool,
        Parameter(negative="", show_default=False, help="A and B are parties: their last meeting with two accounts."),
    ] = False,
    ledger: Ledger = None,
    form: Annotated[
        Literal["terminal", "markdown", "html", "json"], Parameter(name="--format", help="How it is printed.")
    ] = "terminal",
) -> int:
    """Compare two accounts: what is in both, what in one only, what is claimed of the other, what goes further."""
    from communique.run.comparing import Asked, print_comparison

    what = tuple(each for each in (a, b) if each)
    address = ledger or default_ledger()
    return print_comparison(
        Asked(what=what, meeting=meeting, last=last, ledger=address, explicit=ledger is not None, form=form)
    )
