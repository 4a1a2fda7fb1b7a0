"""What is passed over: the triage before texts are read, and the list of what is not about dealings between states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import msgspec

from communique.acquire.limits import DEFAULT, Limits
from communique.shared.documents import Document
from communique.shared.errors import InputError, SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

if TYPE_CHECKING:
    from communique.annotate.triage import Triage

Some = TypeVar("Some")


class Passing(msgspec.Struct, frozen=True):
    """What the user wants. triage: pass texts over before they are read; listing: a file for what is not about dealings
    between states, passed over or read."""

    triage: bool = True
    listing: str | None = None


class PassedOver:
    """Passes texts over, and counts and lists what is not about dealings between states.

    triage: decides before a text is read, None: all are read; listing: where each has its line of JSON. counted: how
    many there were so far.
    """

    def __init__(self, knowledge: Knowledge, triage: Triage | None, listing: TextIO | None) -> None:
        self.knowledge, self._triage, self._listing = knowledge, triage, listing
        self.counted = 0

    def sifted(self, items: Iterable[Document | Some]) -> Iterator[Document | Reading | Some]:
        """The items; in the place of a document that is passed over stands its reading."""
        for item in items:
            if self._triage is None or not isinstance(item, Document):
                yield item
            else:
                yield self._triage.passed_over(item) or item

    def noted(self, outcomes: Iterable[Some]) -> Iterator[Some]:
        """The outcomes as they are."""
        for outcome in outcomes:
            if isinstance(outcome, Reading) and outcome.document.kind == "not_diplomatic":
                self.counted += 1
                if self._listing is not None:
                    told = outcome.document
                    line = {"source": told.source, "title": told.title, "reason": told.notice}
                    self._listing.write(msgspec.json.encode(line).decode() + "\n")
            yield outcome


@contextmanager
def passing_over(wanted: Passing, knowledge: Knowledge) -> Iterator[PassedOver]:
    """What passes texts over as wanted. Raises SettingsError if the list cannot be written."""
    triage = None
    if wanted.triage:
        from communique.annotate.triage import Triage

        triage = Triage(knowledge)
    if wanted.listing is None:
        yield PassedOver(knowledge, triage, None)
        return
    with ExitStack() as stack:
        try:
            listing = stack.enter_context(Path(wanted.listing).open("w", encoding="utf-8"))
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(f"--passed-over {wanted.listing} cannot be written: {reason}") from error
        yield PassedOver(knowledge, triage, listing)


def print_triage(paths: Sequence[str], form: str, limits: Limits = DEFAULT) -> int:
    """Prints which texts would be passed over, and why; 1 if one could not be read in.

    form: "jsonl" has a line for each text, with the reason or null; "text" tells of those that are passed over only.
    """
    from communique.acquire import read
    from communique.annotate.triage import Triage
    from communique.run.progress import complain
    from communique.run.reading_in import put_json

    triage = Triage(Knowledge())
    status = seen = passed = 0
    for found in read(paths, limits):
        if isinstance(found, InputError):
            complain(found)
            status = status if found.kind == "skipped" else 1
            continue
        why = triage.reason(found)
        seen, passed = seen + 1, passed + (why is not None)
        if form == "jsonl":
            put_json({"source": found.source, "title": found.title, "passed_over": why})
        elif why is not None:
            print(f"{found.source}: {why}")
    if form == "text":
        print(f"{passed:,} of {seen:,} texts are passed over")
    return status
