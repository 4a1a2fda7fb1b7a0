from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from communique.ledger import connect
from communique.ledger.schema import metadata
from communique.ledger.source import HEAD
from communique.ledger.store import Ledger
from communique.shared.errors import LedgerError
from communique.shared.records import Reading


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that this process may not write to, also where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = os.geteuid()
        yield_as = 65534 if user == 0 else user
        folder.chmod(0o755)
        with Ledger.open(str(folder / "held.db")):
            pass
        (folder / "held.db").chmod(0o444)
        folder.chmod(0o555)
        os.seteuid(yield_as)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


def refusal(address: Path | str, create: bool = True) -> str:
    with pytest.raises(LedgerError) as caught, Ledger.open(str(address), create=create):
        pass
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_missing_ledger_is_only_made_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "no.db"
    assert (
        refusal(path, create=False)
        == f"there is no ledger at {path}; make one with: communique add --ledger {path} PATH..."
    )
    assert not path.exists()
    assert "no folder" in refusal(tmp_path / "none" / "no.db")
    assert "is a folder" in refusal(tmp_path)


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and not a database. " * 100, encoding="utf-8")
    assert "it is not a database file" in refusal(path)
    assert path.read_text(encoding="utf-8").startswith("These are notes")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE cats (name)")
    other.close()
    assert refusal(path) == f"{path} is a database, but not a ledger of communique"


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Ledger.open(str(path)).close()
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    assert "written by a newer communique" in refusal(path)


def test_a_read_only_folder(meeting_text: Callable[..., Reading]) -> None:
    with read_only_folder() as folder:
        assert "you may not read or write there" in refusal(folder / "new.db")
        with Ledger.open(str(folder / "held.db"), create=False) as ledger:
            assert ledger.count() == 0
        with pytest.raises(LedgerError, match="read-only"), Ledger.open(str(folder / "held.db")) as ledger:
            ledger.add([meeting_text()])


def test_a_ledger_that_another_program_holds(
    tmp_path: Path, meeting_text: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.01)
    path = tmp_path / "held.db"
    with Ledger.open(str(path)) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="in use by another program"):
            ledger.add([meeting_text()])
        assert ledger.count() == 0  # reading goes on
        other.execute("COMMIT")
        other.close()
        assert ledger.add([meeting_text()]).documents == 1


def test_addresses() -> None:
    assert connect.url_of("a b/c.db").database == "a b/c.db"
    assert connect.url_of("postgresql://u:secret@h/db").drivername == "postgresql+psycopg"
    assert "secret" not in connect.label_of(connect.url_of("postgresql://u:secret@h/db"))
    assert "neither a path nor" in refusal("://x")
    for broken in ("postgresql://u:secret@h:port/db", "postgresql:/u:secret@h/db", "postgresql:u:secret@h"):
        assert "secret" not in refusal(broken)
    assert "secret" not in connect.label_of(connect.url_of("postgresql://h/db?password=secret"))
    assert "driver" in refusal("nosuch://x")


def test_the_migrations_lead_to_the_schema(address: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(connect.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    engine = connect.connect(address, create=True)
    # The index of the search is made differently by each store, and by hand.
    options = {"include_name": lambda name, kind, _parents: not (kind == "table" and name.startswith("search"))}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_the_settings_of_sqlite(tmp_path: Path) -> None:
    engine = connect.connect(str(tmp_path / "s.db"), create=True)
    with engine.connect() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    engine.dispose()
    assert settings == ["wal", 1, 1]
