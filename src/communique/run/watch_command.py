"""The commands under `communique watch`, and `communique digest`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import App, Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.settings import default_ledger
from communique.shared.settings import threshold as least_confidence

watch = App(
    name="watch",
    help="Save questions that are asked again; communique digest tells what is new for each.",
    help_format="plaintext",
    result_action="return_value",
)

Name = Annotated[str, Parameter(help="What the watch is called.")]
Party = Annotated[str | None, Parameter(help="A state or organisation: its code, name or adjective.")]
Wanted = Literal["documents", "records", "accounts", "status", "due", "contradictions", "phrase", "wording"]


@Parameter(name="*")
@dataclass(frozen=True)
class WatchOptions:
    """What a watch asks for."""

    topic: Annotated[
        list[str] | None,
        Parameter(help="Only on this topic of the records, such as energy; repeat for several."),
    ] = None
    phrase: Annotated[
        str | None, Parameter(help="Follow this phrase and its variants, in texts of A (to or about B), or of anybody.")
    ] = None
    wanted: Annotated[
        list[Wanted] | None,
        Parameter(
            name="--for",
            help="Only this news; repeat for several. Default: the phrase if one is given, else all but wording.",
        ),
    ] = None
    days: Annotated[int, Parameter(help="A promise is told so many days before it falls due.")] = 14
    ledger: Ledger = None


@watch.command(name="add")
def add(name: Name, a: Party = None, b: Party = None, /, *, options: WatchOptions | None = None) -> int:
    """Save a watch on A, on A and B, or on all of the ledger; of the same name, to change it."""
    from communique.run.watching.saving import Typed, add_watch

    options = options or WatchOptions()
    typed = Typed(
        name=name,
        parties=tuple(party for party in (a, b) if party),
        topics=tuple(options.topic or ()),
        phrase=options.phrase,
        wanted=tuple(options.wanted or ()),
        days=options.days,
    )
    return add_watch(options.ledger or default_ledger(), typed)


@watch.command(name="list")
def list_(*, ledger: Ledger = None, form: ListFormat = "table") -> int:
    """List the watches, and when the news of each was last marked as told."""
    from communique.run.watching.saving import list_watches

    return list_watches(ledger or default_ledger(), form)


@watch.command
def remove(name: Name, /, *, ledger: Ledger = None) -> int:
    """Forget a watch; the ledger keeps all else."""
    from communique.run.watching.saving import remove_watch

    return remove_watch(ledger or default_ledger(), name)


@watch.command
def mark(
    file: Annotated[str, Parameter(help="A digest in JSON that was delivered; - for standard input.")],
    /,
    *,
    ledger: Ledger = None,
) -> int:
    """Note that a digest was told, so that --since last goes on after it."""
    from communique.run.watching.saving import mark_told

    return mark_told(ledger or default_ledger(), file)


@Parameter(name="*")
@dataclass(frozen=True)
class DigestOptions:
    """What is told, and how."""

    since: Annotated[
        str,
        Parameter(
            help="What came into the ledger from this day, month, year or time (UTC) on; last: after what was marked "
            "as told, or after the watch was saved."
        ),
    ] = "last"
    watch: Annotated[list[str] | None, Parameter(help="Only this watch; repeat for several. Default: all.")] = None
    mark: Annotated[
        bool, Parameter(negative="", show_default=False, help="Note that it was told, for --since last.")
    ] = False
    form: Annotated[
        Literal["terminal", "markdown", "html", "rss", "json"], Parameter(name="--format", help="How it is printed.")
    ] = "terminal"
    as_of: Annotated[str | None, Parameter(help="The day on which promises are judged; default: today.")] = None
    threshold: Annotated[
        float | None,
        Parameter(help="Records below this confidence are left out. Default: COMMUNIQUE_THRESHOLD, else 0.5."),
    ] = None
    title: Annotated[str, Parameter(help="The title of the RSS feed.")] = "communique"
    link: Annotated[str, Parameter(help="The address of the page that the RSS feed belongs to.")] = "http://localhost/"
    ledger: Ledger = None


def digest(*, options: DigestOptions | None = None) -> int:
    """Print what is new for each watch, or in all of the ledger if none is saved: each with sentence and source."""
    from communique.run.history_command import day_of
    from communique.run.watching.digest import Asked, print_digest

    options = options or DigestOptions()
    asked = Asked(
        ledger=options.ledger or default_ledger(),
        since=options.since,
        watches=tuple(options.watch or ()),
        mark=options.mark,
        as_of=day_of("--as-of", options.as_of),
        form=options.form,
        least=least_confidence(options.threshold),
        title=options.title,
        link=options.link,
    )
    return print_digest(asked)
