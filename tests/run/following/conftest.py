"""A ledger that follows the site of the tests, with a reader that needs no model and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.acquire.fetching import Fetcher, FetchLimits
from communique.acquire.manners import Manners
from communique.ledger.followed import Followed
from communique.ledger.following import Following
from communique.ledger.store import Ledger
from communique.run.following.runner import Follower, Outcome, Parts
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import DocumentRecord, Reading

UNREADABLE = "cannot be understood"


def read(document: Document) -> Reading:
    """A reading without records; fails where the text says that it should."""
    if UNREADABLE in document.text:
        raise InputError(document.source, "is too hard", kind="unreadable")
    record = DocumentRecord(
        id=document.id, source=document.source, kind="readout", title=document.title, text=document.text,
        language="en", publisher=document.publisher, published=document.published, date=None, date_basis=None,
    )  # fmt: skip
    return Reading(document=record)


class World:
    """The parts that a test of following has in hand."""

    def __init__(self, ledger: Ledger, site: Any, clock: Any) -> None:
        self.ledger, self.list, self.site, self.clock = ledger, Following(ledger), site, clock
        self.errors: list[InputError] = []
        self.stopped = False

    def follow(self, path: str, **named: Any) -> Followed:
        """Puts a path of the site on the list."""
        url = self.site.url + path
        return self.list.add(Followed(**{"number": 0, "url": url, "added": "", "allow_private": True, **named}))

    def round(self, recheck: bool = False) -> list[Outcome]:
        """One round of a new run; `errors` and what the site was asked are of this round alone."""
        self.errors.clear()
        self.site.asked.clear()
        manners = Manners(Fetcher(self.clock, FetchLimits(seconds=20)))
        parts = Parts(
            manners=manners, clock=self.clock, read=read, recheck=recheck,
            failed=self.errors.append, stop=lambda: self.stopped,
        )  # fmt: skip
        return Follower(self.ledger, parts).round()

    def texts(self) -> list[str]:
        """All texts of the ledger."""
        return [held.document.text for held in self.ledger.documents(with_text=True)]


@pytest.fixture
def world(tmp_path: Path, site: Any, still_clock: Any) -> Iterator[World]:
    with Ledger.open(str(tmp_path / "followed.db"), clock=still_clock.now) as ledger:
        yield World(ledger, site, still_clock)
