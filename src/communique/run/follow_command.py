"""The commands under `communique follow`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import App, Parameter

from communique.run.options import Ledger, ListFormat
from communique.shared.settings import default_ledger

follow = App(
    name="follow",
    help="Follow feeds and pages: fetch what is new, and notice what was edited or removed.",
    help_format="plaintext",
    result_action="return_value",
)

Address = Annotated[str, Parameter(help="The address of a feed or page, http or https.")]


@Parameter(name="*")
@dataclass(frozen=True)
class RunOptions:
    """How sources are fetched."""

    every: Annotated[
        float | None, Parameter(help="Go on with a round every so many minutes until ended with Ctrl-C.")
    ] = None
    recheck: Annotated[
        bool,
        Parameter(
            negative="", show_default=False, help="Fetch the pages of feeds again too, to see edits and removals."
        ),
    ] = False
    delay: Annotated[float, Parameter(help="Seconds between two requests to one host, at least.")] = 2.0
    time_limit: Annotated[float, Parameter(help="The most seconds that one fetch may take.")] = 30.0
    max_page_bytes: Annotated[int, Parameter(help="The most bytes of one page or feed.")] = 5_000_000


@follow.command(name="add")
def add(
    url: Address,
    /,
    *,
    kind: Annotated[
        Literal["feed", "page"] | None, Parameter(help="What it is; default: told by what is fetched.")
    ] = None,
    publisher: Annotated[str | None, Parameter(help="Who publishes it; default: what the page says.")] = None,
    allow_private: Annotated[
        bool,
        Parameter(
            negative="",
            show_default=False,
            help="It and its pages may lie in a private network or on this machine.",
        ),
    ] = False,
    ledger: Ledger = None,
) -> int:
    """Put a feed or page on the list; again, to change what was said of it."""
    from communique.run.following.sources import add_source

    return add_source(ledger or default_ledger(), url, kind, publisher, allow_private)


@follow.command(name="list")
def list_(*, ledger: Ledger = None, form: ListFormat = "table") -> int:
    """List the feeds and pages, and the items of feeds that could not be fetched, with reason and next try."""
    from communique.run.following.sources import list_sources

    return list_sources(ledger or default_ledger(), form)


@follow.command
def remove(url: Address, /, *, ledger: Ledger = None) -> int:
    """Take a feed or page off the list; its texts and their history stay."""
    from communique.run.following.sources import remove_source

    return remove_source(ledger or default_ledger(), url)


@follow.command
def run(*, ledger: Ledger = None, options: RunOptions | None = None) -> int:
    """Fetch every feed and page that is due, once, and add what is new to the ledger."""
    from communique.run.following.sources import Running, run_sources

    options = options or RunOptions()
    how = Running(
        every=options.every,
        recheck=options.recheck,
        delay=options.delay,
        seconds=options.time_limit,
        max_page_bytes=options.max_page_bytes,
    )
    return run_sources(ledger or default_ledger(), how)


@follow.command
def changes(
    *,
    since: Annotated[str | None, Parameter(help="From this day, month or year on, such as 2026-01.")] = None,
    ledger: Ledger = None,
    form: Annotated[Literal["text", "jsonl"], Parameter(name="--format", help="Text, or JSON lines.")] = "text",
) -> int:
    """Show which pages were edited or removed, with the lines that differ."""
    from communique.run.following.changes import print_changes

    return print_changes(ledger or default_ledger(), since, form)
