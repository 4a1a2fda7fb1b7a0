"""The commands `communique wording` and `communique position`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from msgspec.structs import replace

from communique.run.history_command import B, Pair, Since, Until, checked_date
from communique.run.options import Ledger
from communique.shared.settings import default_ledger

if TYPE_CHECKING:
    from communique.run.over_time import Asked

About = Annotated[
    str | None, Parameter(help="Only on this: a state, an organisation, or words that stand in the text.")
]
Topic = Annotated[str | None, Parameter(help="Only on this topic of the records, such as energy.")]
Form = Annotated[Literal["terminal", "markdown", "html", "json"], Parameter(name="--format", help="How it is printed.")]


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """What is looked at, and how it is shown."""

    ledger: Ledger = None
    form: Form = "terminal"
    since: Since = None
    until: Until = None
    about: About = None
    topic: Topic = None

    def asked(self, speaker: str, towards: str | None) -> Asked:
        """What both commands ask for."""
        from communique.run.over_time import Asked

        return Asked(
            ledger=self.ledger or default_ledger(),
            speaker=speaker,
            towards=towards,
            about=self.about,
            topic=self.topic,
            since=checked_date("--since", self.since),
            until=checked_date("--until", self.until),
            form=self.form,
        )


@Parameter(name="*")
@dataclass(frozen=True)
class WordingOptions(Options):
    """Which texts are looked at, and how the findings are shown."""

    phrase: Annotated[str | None, Parameter(help="Follow this phrase and its variants, whether or not it recurs.")] = (
        None
    )
    chart: Annotated[str | None, Parameter(help="Also draw the phrases in this file (.svg, .png).")] = None


def wording(a: Pair, b: B = None, /, *, options: WordingOptions | None = None) -> int:
    """Show the stock phrases of A, to or about B, and when each was adopted, dropped or replaced."""
    from communique.run.over_time import print_wording

    options = options or WordingOptions()
    return print_wording(replace(options.asked(a, b), phrase=options.phrase, chart=options.chart))


@Parameter(name="*")
@dataclass(frozen=True)
class PositionOptions(Options):
    """What the position is on, and how it is shown."""

    to: Annotated[str | None, Parameter(help="Only what is said to this state or organisation.")] = None


def position(a: Pair, /, *, options: PositionOptions | None = None) -> int:
    """Show what A said about something, by date, and where kind or strength differ from the statement before."""
    from communique.run.over_time import print_position

    options = options or PositionOptions()
    return print_position(options.asked(a, options.to))
