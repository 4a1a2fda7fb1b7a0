"""The commands `communique wording` and `communique position`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.history_command import B, Pair, Since, Until, checked_date
from communique.run.options import Ledger
from communique.shared.settings import default_ledger

About = Annotated[
    str | None, Parameter(help="Only on this: a state, an organisation, or words that stand in the text.")
]
Topic = Annotated[str | None, Parameter(help="Only on this topic of the records, such as energy.")]
Form = Annotated[Literal["terminal", "markdown", "html", "json"], Parameter(name="--format", help="How it is printed.")]


@Parameter(name="*")
@dataclass(frozen=True)
class WordingOptions:
    """Which texts are looked at, and how the findings are shown."""

    ledger: Ledger = None
    form: Form = "terminal"
    since: Since = None
    until: Until = None
    about: About = None
    topic: Topic = None
    phrase: Annotated[str | None, Parameter(help="Follow this phrase and its variants, whether or not it recurs.")] = (
        None
    )
    chart: Annotated[str | None, Parameter(help="Also draw the phrases in this file (.svg, .png).")] = None


def wording(a: Pair, b: B = None, /, *, options: WordingOptions | None = None) -> int:
    """Show the stock phrases of A, to or about B, and when each was adopted, dropped or replaced."""
    from communique.run.watching import Asked, print_wording

    options = options or WordingOptions()
    asked = Asked(
        ledger=options.ledger or default_ledger(),
        speaker=a,
        towards=b,
        about=options.about,
        topic=options.topic,
        since=checked_date("--since", options.since),
        until=checked_date("--until", options.until),
        phrase=options.phrase,
        form=options.form,
        chart=options.chart,
    )
    return print_wording(asked)


@Parameter(name="*")
@dataclass(frozen=True)
class PositionOptions:
    """What the position is on, and how it is shown."""

    ledger: Ledger = None
    form: Form = "terminal"
    since: Since = None
    until: Until = None
    about: About = None
    topic: Topic = None
    to: Annotated[str | None, Parameter(help="Only what is said to this state or organisation.")] = None


def position(a: Pair, /, *, options: PositionOptions | None = None) -> int:
    """Show what A said about something, by date, and where kind or strength differ from the statement before."""
    from communique.run.watching import Asked, print_position

    options = options or PositionOptions()
    asked = Asked(
        ledger=options.ledger or default_ledger(),
        speaker=a,
        towards=options.to,
        about=options.about,
        topic=options.topic,
        since=checked_date("--since", options.since),
        until=checked_date("--until", options.until),
        form=options.form,
    )
    return print_position(asked)
