"""How far a run is: a bar on a terminal, nothing elsewhere; and what it took."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from communique.shared.errors import InputError

_CHUNK = 1 << 20


class Bar(Protocol):
    """Takes notes of progress and of errors, which must not tear the bar."""

    def advance(self, count: int) -> None:
        """So many more are done."""

    def complain(self, error: InputError) -> None:
        """One line about a source that cannot be read."""


class _Plain:
    def advance(self, count: int) -> None:
        pass

    def complain(self, error: InputError) -> None:
        complain(error)


def complain(error: InputError) -> None:
    """One line on standard error."""
    print(f"communique: {error}", file=sys.stderr)


@contextmanager
def bar(paths: Sequence[str]) -> Iterator[Bar]:
    """A bar on standard error if that is a terminal. paths: what will be read, to know how much it is."""
    if not sys.stderr.isatty():
        yield _Plain()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as shown:
        task = shown.add_task("", total=estimate(paths))

        class Rich:
            def advance(self, count: int) -> None:
                shown.advance(task, count)

            def complain(self, error: InputError) -> None:
                console.print(f"communique: {error}", soft_wrap=True)

        yield Rich()


def estimate(paths: Sequence[str]) -> int | None:
    """About how many documents the paths hold: files, and lines of JSONL files; None if that cannot be told."""
    total = 0
    for path in paths:
        if path == "-" or path.endswith(".gz"):
            return None
        if Path(path).is_dir():
            for folder, _, names in os.walk(path):
                if any(name.endswith(".gz") for name in names):
                    return None
                total += sum(_documents_in(Path(folder) / name) for name in names)
        else:
            total += _documents_in(Path(path))
    return total


def _documents_in(path: Path) -> int:
    if path.suffix not in (".jsonl", ".ndjson"):
        return 1
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
    except OSError:  # reading it will say so
        return 1


class Stopwatch:
    """Seconds since it was made, and the most memory that this process has had."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def peak_megabytes(self) -> float | None:
        """Peak resident memory in megabytes (10^6 bytes); None where the system does not tell."""
        try:
            import resource
        except ImportError:  # Windows
            return None
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
