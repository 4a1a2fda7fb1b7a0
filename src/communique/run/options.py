"""Options that several modules of commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from communique.acquire.limits import Limits
    from communique.run.passing import Passing

Ledger = Annotated[
    str | None,
    Parameter(
        name="--ledger",
        help="Path of the ledger, or a database address. Default: COMMUNIQUE_LEDGER, else communique.db here.",
    ),
]
ListFormat = Annotated[Literal["table", "jsonl"], Parameter(name="--format", help="A table, or JSON lines.")]
Jobs = Annotated[int | None, Parameter(help="Processes to read with; default: one for each core.")]
Paths = Annotated[
    list[str], Parameter(help="Files or folders: txt, md, html, pdf, docx, eml, jsonl, jsonl.gz; - for standard input.")
]


@Parameter(name="*")
@dataclass(frozen=True)
class LimitOptions:
    """The options that bound one document."""

    max_bytes: Annotated[int, Parameter(help="The most bytes of one file, or of one line of a JSONL file.")] = (
        50_000_000
    )
    max_page_bytes: Annotated[int, Parameter(help="The most bytes of one web page.")] = 5_000_000


@Parameter(name="*")
@dataclass(frozen=True)
class TriageOptions:
    """The options that say what is passed over."""

    triage: Annotated[
        bool,
        Parameter(help="Pass over, before they are read, texts that are not about dealings between states."),
    ] = True
    passed_over: Annotated[
        str | None,
        Parameter(help="A file to list the texts in that are not about dealings, with the reason, as JSON lines."),
    ] = None


def limits_of(options: LimitOptions | None) -> Limits:
    """The bounds that the options set."""
    from communique.acquire.limits import Limits

    return Limits(max_bytes=options.max_bytes, max_page_bytes=options.max_page_bytes) if options else Limits()


def passing_of(options: TriageOptions | None) -> Passing:
    """What the options say of passing over."""
    from communique.run.passing import Passing

    return Passing(options.triage, options.passed_over) if options else Passing()
