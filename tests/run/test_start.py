"""What is loaded before a command does its work, looked at in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from communique.run import start
from communique.run.reference import overview_text

NEEDED_BY_FEW = frozenset(
    {"alembic", "altair", "anyascii", "babel", "docx", "icalendar", "jinja2", "numpy", "pandas", "polars", "psycopg"}
    | {"pyarrow", "rensa", "rich", "spacy", "sqlalchemy", "thinc", "trafilatura", "urllib3", "vl_convert"}
)
"""What reading, writing or drawing needs, and a command that prints what the ledger holds does not."""


def loaded_by(*command: str) -> frozenset[str]:
    """The modules that the program has loaded when a command has been done."""
    code = (
        "import sys; from communique.run.start import main; status = main(); "
        "print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr); sys.exit(status)"
    )
    program = [sys.executable, "-c", code, *command]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return frozenset(done.stderr.splitlines()[-1].split())


def test_the_overview_is_kept_as_it_is_made() -> None:
    made = "python -m communique.run.reference --overview > " + str(start.OVERVIEW)
    assert start.OVERVIEW.read_text(encoding="utf-8") == overview_text(), made


@pytest.mark.parametrize("command", [(), ("--help",), ("-h",)])
def test_the_overview_loads_nothing_but_python(command: tuple[str, ...]) -> None:
    assert not (NEEDED_BY_FEW | {"cyclopts", "msgspec", "yaml"}) & loaded_by(*command)


@pytest.mark.parametrize("parties", [("AZE", "CHN"), ("AZE",)])
def test_a_brief_loads_nothing_that_reads_writes_or_draws(filled: str, parties: tuple[str, ...]) -> None:
    assert not NEEDED_BY_FEW & loaded_by("brief", *parties, "--ledger", filled)
