"""The commands `batch` and `load`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from communique.run.options import Ledger, LimitOptions, limits_of
from communique.shared.settings import default_ledger

Source = Annotated[
    str, Parameter(help="A file, a folder or a pattern with *: jsonl, jsonl.gz, parquet, warc, warc.gz; also s3://...")
]
Output = Annotated[str, Parameter(help="The folder of tables; also in an object store.")]


@Parameter(name="*")
@dataclass(frozen=True)
class BatchOptions:
    """The options of a batch."""

    scheduler: Annotated[
        str | None, Parameter(help="Address of a Dask scheduler; default: a cluster on this machine.")
    ] = None
    workers: Annotated[int | None, Parameter(help="Processes on this machine; default: one for each core.")] = None
    size: Annotated[int, Parameter(help="Rows that are read as one part.")] = 1000
    triage: Annotated[bool, Parameter(help="Pass over texts that are not about dealings between states.")] = True


def batch(
    source: Source, output: Output, /, *, options: BatchOptions | None = None, limits: LimitOptions | None = None
) -> int:
    """Read archives with the workers of a cluster into Parquet tables; what is there already is not read again."""
    from communique.run.cluster.batch import Batch, run_batch

    options = options or BatchOptions()
    asked = Batch(
        source=source,
        output=output,
        scheduler=options.scheduler,
        workers=options.workers,
        size=options.size,
        triage=options.triage,
        limits=limits_of(limits),
    )
    return run_batch(asked)


def load(output: Annotated[str, Parameter(help="The folder that batch wrote.")], /, *, ledger: Ledger = None) -> int:
    """Put the tables that batch wrote into a ledger, as add would have put the texts there."""
    from communique.run.cluster.loading import load_into_ledger

    return load_into_ledger(output, ledger or default_ledger())
