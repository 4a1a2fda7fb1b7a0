"""The command line. Each command is a few lines here; what it does, and what that needs, is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from communique.run.cluster_command import batch, load
from communique.run.compare_command import compare
from communique.run.explain_command import explain
from communique.run.follow_command import follow
from communique.run.history_command import calendar, commitments, reread, timeline
from communique.run.looking_command import contradictions, people
from communique.run.options import Jobs, Ledger, LimitOptions, ListFormat, Paths, TriageOptions, limits_of, passing_of
from communique.run.review_command import review
from communique.run.search_command import search
from communique.run.triage_command import triage
from communique.run.watch_command import digest, watch
from communique.run.wording_command import position, wording
from communique.shared.errors import CommuniqueError, SettingsError
from communique.shared.settings import default_ledger
from communique.shared.settings import threshold as least_confidence

PartyA = Annotated[str, Parameter(help="A state or organisation: its code, name or adjective.")]
OneParty = Annotated[str | None, Parameter(help="Only records of this state or organisation: code, name or adjective.")]
OtherParty = Annotated[str | None, Parameter(help="Only records of both.")]


@Parameter(name="*")
@dataclass(frozen=True)
class ListOptions:
    """The options of the commands that list records."""

    ledger: Ledger = None
    form: ListFormat = "table"
    since: Annotated[str | None, Parameter(help="From this day, month or year on, such as 2026-01.")] = None
    until: Annotated[str | None, Parameter(help="Up to the end of this day, month or year.")] = None
    with_documents: Annotated[
        bool,
        Parameter(negative="", show_default=False, help="In JSON lines, name the documents that carry each record."),
    ] = False
    as_found: Annotated[
        bool, Parameter(negative="", show_default=False, help="The records of each text, not merged with others.")
    ] = False
    with_rejected: Annotated[
        bool, Parameter(negative="", show_default=False, help="Also records that a person rejected.")
    ] = False
    threshold: Annotated[
        float | None, Parameter(help="Only records of at least this confidence, 0 to 1; default: all.")
    ] = None


def version() -> str:
    """The version of the installed package."""
    from communique.shared.settings import program_version

    return program_version()


app = App(
    name="communique",
    help="Reads what states say about their dealings with each other and keeps the sourced ledger of a relationship.",
    version=version,
    help_format="plaintext",
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)


@app.command
def read(
    paths: Paths,
    /,
    *,
    form: Annotated[
        Literal["text", "jsonl"], Parameter(name="--format", help="Text for people, or one JSON line a document.")
    ] = "text",
    jobs: Jobs = None,
    passing: TriageOptions | None = None,
    limits: LimitOptions | None = None,
) -> int:
    """Read texts and print what they say, with the words it stands in."""
    from communique.run.reading_in import print_readings

    return print_readings(paths, form, limits_of(limits), jobs, passing_of(passing))


@app.command
def add(
    paths: Paths,
    /,
    *,
    ledger: Ledger = None,
    jobs: Jobs = None,
    passing: TriageOptions | None = None,
    limits: LimitOptions | None = None,
) -> int:
    """Read texts into a ledger; what it holds already is not read again, so a run that was cut off can be repeated."""
    from communique.run.reading_in import add_to_ledger

    address = ledger or default_ledger()
    return add_to_ledger(address, paths, limits=limits_of(limits), jobs=jobs, passing=passing_of(passing))


@Parameter(name="*")
@dataclass(frozen=True)
class BriefOptions:
    """The options of the brief."""

    ledger: Ledger = None
    form: Annotated[
        Literal["terminal", "markdown", "html", "docx", "json"] | None,
        Parameter(name="--format", help="The form; default: that of the name of --output, else terminal."),
    ] = None
    output: Annotated[str | None, Parameter(help="The file to write (.md, .html, .docx, .json, .txt).")] = None
    since: Annotated[str | None, Parameter(help="What happened from this day, month or year on.")] = None
    until: Annotated[str | None, Parameter(help="What happened up to the end of this day, month or year.")] = None
    as_of: Annotated[
        str | None,
        Parameter(help="As the ledger would have answered on this day: later texts do not count. Default: today."),
    ] = None
    threshold: Annotated[
        float | None,
        Parameter(help="Records below this confidence are left out. Default: COMMUNIQUE_THRESHOLD, else 0.5."),
    ] = None


@app.command
def brief(
    a: PartyA,
    b: Annotated[str | None, Parameter(help="The other one; without it, the partners of the first are ranked.")] = None,
    /,
    *,
    options: BriefOptions | None = None,
) -> int:
    """Print the brief of a pair, or of one party and its partners; each line with the words that it rests on."""
    from communique.run.briefing import Wanted, print_brief_of

    options = options or BriefOptions()
    wanted = Wanted(
        ledger=options.ledger or default_ledger(),
        parties=(a, b) if b else (a,),
        as_of=_day(options.as_of),
        known_by=options.as_of is not None,
        since=options.since,
        until=options.until,
        form=options.form,
        output=options.output,
        least=least_confidence(options.threshold),
    )
    return print_brief_of(wanted)


def _day(typed: str | None) -> date:
    try:
        return date.fromisoformat(typed) if typed else date.today()
    except ValueError as error:
        raise SettingsError(f"--as-of {typed} is no day; write it as 2026-01-28") from error


def _list(list_name: str, a: str | None, b: str | None, options: ListOptions | None) -> int:
    from communique.run.listing import Listing, list_records

    options = options or ListOptions()
    asked = Listing(
        ledger=options.ledger or default_ledger(),
        parties=tuple(party for party in (a, b) if party),
        since=options.since,
        until=options.until,
        form=options.form,
        with_documents=options.with_documents,
        as_found=options.as_found,
        rejected=options.with_rejected,
        least=least_confidence(options.threshold or 0.0),
    )
    return list_records(list_name, asked)


@app.command
def meetings(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List meetings."""
    return _list("meetings", a, b, options)


@app.command
def visits(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List visits."""
    return _list("visits", a, b, options)


@app.command
def agreements(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List agreements."""
    return _list("agreements", a, b, options)


@app.command
def milestones(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List milestones: partnerships, diplomatic relations, anniversaries, embassies."""
    return _list("milestones", a, b, options)


@app.command
def gatherings(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List gatherings that have a name: summits, forums, dialogues, ceremonies."""
    return _list("gatherings", a, b, options)


@app.command
def statements(a: OneParty = None, b: OtherParty = None, /, *, options: ListOptions | None = None) -> int:
    """List statements."""
    return _list("statements", a, b, options)


@app.command(name="ledger-summary")
def ledger_summary(
    *,
    ledger: Ledger = None,
    form: Annotated[Literal["json"], Parameter(name="--format", help="One JSON object.")] = "json",
    as_of: Annotated[str | None, Parameter(help="The day that promises are judged on; default: today.")] = None,
    speaker: Annotated[str | None, Parameter(help="The party whose wording is compared.")] = None,
) -> int:
    """Print what a ledger holds after merging: how many meetings and accounts, where they differ, fates of promises."""
    from communique.run.summary import print_summary

    assert form == "json"
    return print_summary(ledger or default_ledger(), _day(as_of), speaker)


@app.command
def documents(*, ledger: Ledger = None, form: ListFormat = "table") -> int:
    """List the documents of a ledger with their sources."""
    from communique.run.listing import list_documents

    return list_documents(ledger or default_ledger(), form)


@app.command
def failures(*, ledger: Ledger = None, form: ListFormat = "table") -> int:
    """List the sources that could not be read."""
    from communique.run.listing import list_failures

    return list_failures(ledger or default_ledger(), form)


@app.command
def code(
    file: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,
            help="JSON lines with text and id, or text with one sentence a line; - for standard input.",
        ),
    ],
    /,
    *,
    actors: Annotated[
        str | None, Parameter(help="A CSV table with the columns name,party: names that go before the known ones.")
    ] = None,
) -> int:
    """Code sentences as PLOVER events: type, mode, contexts, CAMEO code, source, target; one JSON line a sentence."""
    from communique.run.coding import code_and_print

    return code_and_print(file, actors)


@app.command
def check(
    *, quick: Annotated[bool, Parameter(negative="", show_default=False, help="The form of the files only.")] = False
) -> int:
    """Check the knowledge files: structure, sources, and their examples."""
    from communique.run.check import check_and_print

    return check_and_print(quick)


app.command(triage)
app.command(batch)
app.command(load)
app.command(people)
app.command(search)
app.command(contradictions)
app.command(compare)
app.command(wording)
app.command(position)
app.command(follow)
app.command(watch)
app.command(digest)
app.command(explain)
app.command(commitments)
app.command(timeline)
app.command(calendar)
app.command(review)
app.command(reread)

COMMANDS: tuple[App | Callable[..., int], ...] = (
    *(read, triage, add, batch, load, follow, brief, meetings, visits, agreements, milestones, gatherings),
    *(statements, commitments, people, contradictions, compare, wording, position, timeline, calendar, search),
    *(watch, digest, explain, review, reread, ledger_summary, documents, failures, code, check),
)
"""The commands in the order of the overview."""


def overview() -> str:
    """What `communique --help` prints: plain and without the machinery for it, which takes longer than all the rest."""
    lines = [f"Usage: communique COMMAND [OPTIONS] ...\n\n{_filled(str(app.help), '')}\n\nCommands:"]
    lines += [_filled(said, f"  {name:<15}") for name, said in map(described, COMMANDS)]
    lines += ["\ncommunique COMMAND --help tells more; communique --version gives the version."]
    return "\n".join(lines)


def described(command: App | Callable[..., int]) -> tuple[str, str]:
    """The name of a command, or of a group of commands, and what it is for."""
    if isinstance(command, App):
        return command.name[0], str(command.help)
    return command.__name__.replace("_", "-"), str(command.__doc__)


def _filled(text: str, head: str) -> str:
    return textwrap.fill(text, 80, initial_indent=head, subsequent_indent=" " * len(head))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit status.

    0: done; 1: something could not be done, told in one line on standard error; 2: the command was not understood;
    130: ended by the user.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # JSON lines are UTF-8 wherever they go
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if given in ([], ["--help"], ["-h"]):
            print(overview())
            return 0
        status = app(given, exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except CycloptsError as error:
        print(f"communique: {' '.join(str(error).split())} See communique --help.", file=sys.stderr)
        return 2
    except CommuniqueError as error:
        print(f"communique: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("communique: ended by the user", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read the output has seen enough, as in `communique read ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
