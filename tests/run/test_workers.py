"""Several processes read what one reads, in the same order, and outlive the death of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.run.workers import read_in_order
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import DocumentRecord, Reading

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
SLOW = "slow "


class Light:
    """A reader without a model, that says which process read; a text may end it, always or the first time.

    mark: a file that is there once it has been ended.
    """

    def __init__(self, mark: Path) -> None:
        self.mark = mark
        self.loaded = 0

    def load(self) -> None:
        self.loaded += 1

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if document.text.startswith(SLOW):
                sum(range(2_000_000))
            if "always" in document.text or ("once" in document.text and not self.mark.exists()):
                self.mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield Reading(
                document=DocumentRecord(
                    id=document.id, source=document.source, kind="other", title=None, text=document.text,
                    language=None, publisher=str(os.getpid()), published=None, date=None, date_basis=None,
                )
            )  # fmt: skip


def texts(count: int, said: dict[int, str] | None = None) -> list[Document]:
    return [Document(source=f"{k}.txt", text=(said or {}).get(k, f"Text {k}.")) for k in range(count)]


def read(
    reader: Light, items: Iterable[Document | str], jobs: int = 2
) -> tuple[list[Reading | InputError | str], list[str]]:
    told: list[str] = []
    with closing(read_in_order(reader, items, jobs, lambda error: told.append(str(error)))) as outcomes:
        return list(outcomes), told


def source(outcome: Reading | InputError | str) -> str:
    return outcome.document.source if isinstance(outcome, Reading) else getattr(outcome, "source", str(outcome))


def test_two_processes_give_the_order_of_one(tmp_path: Path) -> None:
    items: list[Document | str] = [*texts(200, dict.fromkeys(range(0, 200, 32), SLOW))]
    items.insert(50, "no document")
    reader = Light(tmp_path / "mark")
    outcomes, told = read(reader, items)
    assert [source(outcome) for outcome in outcomes] == [getattr(item, "source", item) for item in items]
    processes = {outcome.document.publisher for outcome in outcomes if isinstance(outcome, Reading)}
    assert len(processes) == 2
    assert str(os.getpid()) not in processes
    assert (reader.loaded, told) == (1, [])


def test_few_texts_are_read_in_this_process(tmp_path: Path) -> None:
    outcomes, _ = read(Light(tmp_path / "mark"), texts(3), jobs=8)
    assert {o.document.publisher for o in outcomes if isinstance(o, Reading)} == {str(os.getpid())}


def test_of_a_process_that_was_killed_the_texts_are_read_again(tmp_path: Path) -> None:
    outcomes, told = read(Light(tmp_path / "mark"), texts(100, {40: "Die once."}))
    assert [source(outcome) for outcome in outcomes] == [each.source for each in texts(100)]
    assert all(isinstance(outcome, Reading) for outcome in outcomes)
    assert len(told) == 1
    assert told[0].endswith("was ended by signal 9; its texts are read again, one by one")


def test_a_text_that_kills_again_has_failed_and_the_others_go_on(tmp_path: Path) -> None:
    outcomes, told = read(Light(tmp_path / "mark"), texts(100, {40: "Die always."}))
    assert [source(outcome) for outcome in outcomes] == [each.source for each in texts(100)]
    failed = [outcome for outcome in outcomes if isinstance(outcome, InputError)]
    assert [(error.source, error.kind) for error in failed] == [("40.txt", "crashed")]
    assert len(told) == 1


def test_little_is_on_its_way_and_what_is_left_unread_ends(tmp_path: Path) -> None:
    taken: list[str] = []

    def endless() -> Iterator[Document]:
        for k in range(100_000):
            taken.append(str(k))
            yield Document(source=f"{k}.txt", text=f"Text {k}.")

    outcomes = read_in_order(Light(tmp_path / "mark"), endless(), 2, lambda _error: None)
    first = next(outcomes)
    assert isinstance(first, Reading)
    outcomes.close()
    assert len(taken) <= 9 * 16
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.document.publisher or 0), 0)


def test_the_real_reader_gives_the_same_bytes_with_two_processes(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    said = (
        "Foreign Minister Ana Soto of Peru met Kofi Manu of Ghana in Accra on 3 May 2024. They agreed to trade. Note "
    )
    path.write_text("".join(f'{{"id": "n{k}", "text": "{said}{k}."}}\n' for k in range(40)) + "no row\n", "utf-8")
    found = [
        subprocess.run(
            [sys.executable, "-m", "communique.run.command_line", "read", "--format", "jsonl", "--jobs", jobs, path],
            capture_output=True,
            check=False,
        )
        for jobs in ("1", "2")
    ]
    assert found[0].returncode == found[1].returncode == 1  # for the line that is no row
    assert found[0].stdout.count(b"\n") == 41
    assert found[0].stdout == found[1].stdout
    assert found[0].stderr == found[1].stderr
