"""A real scheduler and two worker processes on this machine, one of them killed in the middle.

Runs where COMMUNIQUE_TEST_CLUSTER is set: .ci/run sets it. Each worker loads the model, so that this takes a minute.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.run.cluster.storing import Store
from communique.run.cluster.tables import TABLES, Row

pytestmark = pytest.mark.skipif(
    not os.environ.get("COMMUNIQUE_TEST_CLUSTER"), reason="COMMUNIQUE_TEST_CLUSTER is not set; .ci/run sets it"
)
PATIENCE = 300.0
Process = subprocess.Popen[bytes]


def until(path: Path) -> None:
    """Waits for a file."""
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < end, f"{path} has not come"
        time.sleep(0.05)


def start(module: str, *arguments: object) -> Process:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[Process]]]:
    """The address of a scheduler, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("distributed.cli.dask_worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard")
    workers = [start(*worker) for _ in range(2)]
    try:
        from distributed import Client

        with Client(address, timeout=PATIENCE) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def rows(output: str) -> dict[str, list[Row]]:
    store = Store(output)
    return {table: [row for mark in store.marks() for row in store.rows(mark.name)[table]] for table in TABLES}


def batch(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique.run.command_line", "batch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=2 * PATIENCE)


def test_a_killed_worker_loses_and_doubles_nothing(
    cluster: tuple[str, list[Process]], archive: Path, output: str, tmp_path: Path
) -> None:
    address, workers = cluster
    made = tmp_path / "made"
    running = start("communique.run.command_line", "batch", archive, made, "--scheduler", address, "--size", 5)
    until(made / "_parts")
    workers[0].kill()
    assert running.wait(timeout=PATIENCE) == 1  # for the row that is none
    assert rows(str(made)) == rows(output)
    again = batch(archive, made, "--scheduler", address, "--size", 5)
    assert again.returncode == 1 and "in 6 parts, 6 of them were there" in again.stdout, again
    (tmp_path / "blocked" / "meetings").parent.mkdir()
    (tmp_path / "blocked" / "meetings").write_text("no folder", "utf-8")
    blocked = batch(archive, tmp_path / "blocked", "--scheduler", address, "--size", 20)
    assert blocked.returncode == 1 and "from row 1 on cannot be read" in blocked.stderr
    other = batch(archive, made, "--scheduler", address, "--size", 4)
    assert other.returncode == 1 and "was begun with other size" in other.stderr
