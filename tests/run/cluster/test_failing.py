"""A document at which the reading fails: it is a failure of its own, and the others of its part are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from communique.annotate.facts import FactReader
from communique.run.cluster import worker
from communique.run.cluster.batch import read_all
from communique.run.cluster.inputs import parts
from communique.run.cluster.storing import Store
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

ROWS = [f'{{"id": "r{k}", "text": "Peru met Laos {k} times."}}\n' for k in range(6)]


class Brittle:
    """A reader that finds nothing, and breaks at one text."""

    def __init__(self) -> None:
        self._facts = FactReader(Knowledge())

    def load(self) -> None:
        """There is nothing to load."""

    def read(self, document: Document) -> Reading:
        if document.source == "r2":
            raise ZeroDivisionError("there is no half of a party")
        return self._facts.passed_over(document, "nothing is found")

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, documents)


def test_the_others_of_its_part_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import Client

    (tmp_path / "a.jsonl").write_text("".join(ROWS), "utf-8")
    monkeypatch.setattr(worker, "_reader", Brittle)
    output = str(tmp_path / "tables")
    todo = parts(str(tmp_path / "a.jsonl"), 4)
    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=":0") as client:
        marks = sorted(read_all(client, todo, worker.Work(output)), key=lambda mark: mark.first)
    assert [mark.counts["documents"] for mark in marks] == [3, 2]
    store = Store(output)
    (failure,) = store.read("failures", marks[0].name).to_pylist()
    assert (failure["source"], failure["kind"], failure["row"]) == ("r2", "crashed", 2)
    assert "ZeroDivisionError" in failure["message"]
    assert store.read("sources", marks[0].name)["source"].to_pylist() == ["r0", "r1", "r3"]
