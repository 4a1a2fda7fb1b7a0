"""An archive of invented texts, and what a batch makes of it, read in this process."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from communique.run.cluster.inputs import parts
from communique.run.cluster.storing import Store
from communique.run.cluster.worker import Work, read_part

PAIRS = (("Togo", "Norway", "Kossi Adeola", "Liv Berg"), ("Peru", "Laos", "Elena Quispe", "Somchai Vongsa"))
SIZE = 5


def told(number: int) -> str:
    here, there, guest, host = PAIRS[number % 2]
    return (
        f"Foreign Minister {guest} of {here} met Foreign Minister {host} of {there} on {number % 27 + 1} May 2026. "
        f"{guest} thanked {there} for its support of fisheries. The ministers signed a memorandum on trade. "
        f"{there} will open an embassy in the capital of {here} by June 2027. This is note {number}."
    )


def rows(first: int, last: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"n{number}",
            "title": f"Talks {number}",
            "published": f"2026-05-{number % 27 + 2:02}",
            "publisher": "Ministry of Foreign Affairs of Norway" if number % 2 == 0 else "The Harbour Courier",
            "text": told(number),
        }
        for number in range(first, last)
    ]


def lines(some: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in some)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 texts in two files, one row that is none, one text about home, and one that stands in both files."""
    folder = tmp_path_factory.mktemp("archive")
    home = {"id": "home", "text": "The school by the mill got a new roof. Pupils carried the old tiles away."}
    (folder / "a.jsonl").write_text(lines(rows(0, 12)) + "no row\n\n" + lines([home]), "utf-8")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(lines([*rows(12, 24), {**rows(3, 4)[0], "id": "again"}]))
    return folder


@pytest.fixture(scope="session")
def output(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tables of the archive."""
    address = str(tmp_path_factory.mktemp("batch") / "tables")
    store = Store(address)
    store.keep_settings({"made": "by a test"})
    for part in parts(str(archive), SIZE):
        read_part(part, Work(address))
    store.once()
    return address
