"""Which records are right: what people said of texts, laid beside what the reader makes of them.

Two sources: the scorers and texts of the development data (folder `bench` of --data), where present, and gold/ of this
checkout. A scorer says of each record only its confidence, so each is given one of its own to be known by. Records
that a gold leaves out (recalled meetings and statements of the development data, lists that an entry of gold/ does not
name) are not judged.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from communique.acquire import read
from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import LISTS, Reading, Record

ROOT = Path(__file__).resolve().parent.parent
STEP = 1e-5
"""The distance of two confidences by which records are told apart."""

SETS = {"world": "score_world", "statements": "score_world", "meetings": "score_meetings"}


class Judged(NamedTuple):
    """A record with the confidence that the reader's own code gave it, and whether people found it right."""

    source: str
    reading: Reading
    list_name: str
    record: Record
    right: bool


def print_estimates(paths: list[str]) -> None:
    """The readings of files as JSON lines, each record with the reader's own estimate: what the scorers are given."""
    reader = Reader(calibrated=False)
    for document in read(paths):
        if not isinstance(document, Document):
            raise document
        print(msgspec.json.encode(reader.read(document)).decode())


def of_development(folder: Path) -> Iterator[Judged]:
    """The judged records of the development data; folder: that of the scorers."""
    sys.path.insert(0, str(folder))
    command = f"{sys.executable} {ROOT / 'bench' / 'calibrate.py'}"
    for name, module in SETS.items():
        if not (folder / name).is_dir():
            continue
        scorer: Any = importlib.import_module(module)
        asked = argparse.Namespace(data=folder / name, texts=None, results=None, limit=None, command=command)
        for case in scorer.cases_of(asked):
            yield from _judged_by(scorer.score, case, name)


def _judged_by(score: Callable[[list[Any]], Any], case: Any, name: str) -> Iterator[Judged]:
    reading = msgspec.convert({key: value for key, value in case.made.items() if key != "error"}, Reading)
    known: dict[int, tuple[str, Record]] = {}
    for list_name in LISTS:
        for place, record in enumerate(getattr(reading, list_name)):
            number = len(known) + 1
            known[number] = (list_name, record)
            case.made[list_name][place]["confidence"] = number * STEP
    for _, confidence, right in score([case]).judged:
        if confidence is not None:
            list_name, record = known[round(confidence / STEP)]
            yield Judged(name, reading, list_name, record, bool(right))


def of_gold() -> Iterator[Judged]:
    """The judged records of gold/: right if met by what is wanted, wrong where nothing more, or this, may be found."""
    gold = _module(ROOT / "tests" / "gold" / "test_gold.py")
    reader = Reader(calibrated=False)
    for entry in gold.entries():
        reading = reader.read(entry.document)
        for list_name in gold.TYPES:
            records = getattr(reading, list_name)
            got = msgspec.to_builtins(records)
            met = set(gold.pair_up(entry.expect.get(list_name, []), got, gold.fits).values())
            for place, record in enumerate(records):
                never = any(gold.fits(n, got[place], part=True) for n in entry.never.get(list_name, []))
                if place in met or never or list_name in entry.exactly:
                    yield Judged("gold", reading, list_name, record, place in met and not never)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module
