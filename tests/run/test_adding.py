from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import pytest

from communique.ledger.store import Ledger
from communique.ledger.views import Added
from communique.run import adding
from communique.run.adding import Item, Outcome, ReadAll, Watcher, add_all, one_by_one
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import DocumentRecord, Reading


@pytest.fixture
def asked() -> list[str]:
    """The sources of the documents that were read."""
    return []


@pytest.fixture
def read(asked: list[str]) -> ReadAll:
    def make(document: Document) -> Reading:
        asked.append(document.source)
        if not document.text:
            raise InputError(document.source, "has no words", kind="no_text")
        return Reading(
            document=DocumentRecord(
                id=document.id, source=document.source, kind="other", title=None, text=document.text, language=None,
                publisher=None, published=None, date=None, date_basis=None,
            )
        )  # fmt: skip

    return one_by_one(make)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "communique.db")) as opened:
        yield opened


def texts(count: int) -> list[Document]:
    return [Document(source=f"{number}.txt", text=f"Text {number}.") for number in range(count)]


def test_known_texts_are_not_read_again(ledger: Ledger, read: ReadAll, asked: list[str]) -> None:
    assert add_all(ledger, texts(7), read, batch=3) == Added(documents=7, sources=7)
    asked.clear()
    assert add_all(ledger, texts(8), read, batch=3) == Added(documents=1, sources=1, known=7)
    assert asked == ["7.txt"]


def test_one_text_twice_in_a_batch_is_read_once(ledger: Ledger, read: ReadAll, asked: list[str]) -> None:
    again = Document(source="again.txt", text="Text 0.")
    assert add_all(ledger, [*texts(1), again], read) == Added(documents=1, sources=2, known=1)
    assert asked == ["0.txt"]


def test_failures_are_told_and_kept_and_the_rest_goes_on(ledger: Ledger, read: ReadAll) -> None:
    failed: list[str] = []
    arrivals: list[Document | InputError] = [
        InputError("a.pdf", "is broken"),
        *texts(1),
        Document(source="b.txt", text=""),
    ]
    added = add_all(ledger, arrivals, read, Watcher(failed=lambda error: failed.append(error.source)))
    assert (added.documents, added.failures) == (1, 2)
    assert failed == ["a.pdf", "b.txt"] == [failure.source for failure in ledger.failures()]


def test_what_is_left_aside_on_purpose_is_no_failure(ledger: Ledger, read: ReadAll) -> None:
    failed: list[str] = []
    skipped = InputError("a.png", "is a picture", kind="skipped")
    added = add_all(ledger, [skipped], read, Watcher(failed=lambda error: failed.append(error.source)))
    assert added == Added()
    assert failed == ["a.png"]
    assert list(ledger.failures()) == []


def test_asked_to_stop_it_keeps_what_was_read(ledger: Ledger, read: ReadAll, asked: list[str]) -> None:
    add_all(ledger, texts(10), read, Watcher(stop=lambda: len(asked) >= 5), batch=3)
    assert ledger.count() == 5
    add_all(ledger, texts(10), read, batch=3)
    assert [held.document.source for held in ledger.documents()] == [each.source for each in texts(10)]


def test_the_watcher_hears_of_every_arrival(ledger: Ledger, read: ReadAll) -> None:
    heard: list[int] = []
    add_all(ledger, texts(7), read, Watcher(added=lambda _added, arrivals: heard.append(arrivals)), batch=3)
    assert heard == [3, 3, 1]


def test_long_texts_close_a_batch_early(ledger: Ledger, read: ReadAll, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH_CHARACTERS", 20)
    heard: list[int] = []
    add_all(ledger, texts(7), read, Watcher(added=lambda _added, arrivals: heard.append(arrivals)))
    assert heard == [3, 3, 1]


def test_a_text_that_could_not_be_read_is_not_tried_again(ledger: Ledger, read: ReadAll, asked: list[str]) -> None:
    empty = [Document(source=source, text="") for source in ("a.txt", "b.txt")]
    added = add_all(ledger, [*empty, *texts(1)], read)
    assert (added.documents, added.failures) == (1, 2)
    assert asked == ["a.txt", "0.txt"]
    assert [failure.source for failure in ledger.failures()] == ["a.txt", "b.txt"]


def test_a_text_on_its_way_is_not_read_twice(ledger: Ledger, read: ReadAll, asked: list[str]) -> None:
    def ahead(items: Iterable[Item]) -> Generator[Outcome, None, None]:
        yield from read(list(items))  # all arrivals are asked for before the first outcome is given

    assert add_all(ledger, [*texts(4), *texts(4)], ahead, batch=2) == Added(documents=4, sources=4, known=4)
    assert asked == [each.source for each in texts(4)]
