"""From an address to an open database: SQLite's settings, the schema's version, errors in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from communique.ledger.schema import HEAD
from communique.shared.errors import LedgerError

WAIT_SECONDS = 10.0
"""How long a batch waits for another program that is writing to the same ledger."""

CACHE_KIB = 32_000
"""Pages of a SQLite file that are kept in memory: the upper levels of the indexes of a large ledger find room."""

_LOST = "lost its server in the middle; what was added before stands, run the same command again to go on"

_REASONS = (
    ("file is not a database", "is not a ledger: it is not a database file; name another path with --ledger"),
    ("malformed", "is damaged; restore it from a copy, or make it anew from the documents"),
    ("readonly database", "cannot be written: the file or its folder is read-only"),
    ("unable to open database", "cannot be opened: the folder is missing, or you may not read or write there"),
    ("is locked", "is in use by another program; try again when that has finished"),
    ("disk is full", "cannot be written: the disk is full"),
    ("disk I/O error", "cannot be read or written: the disk reports an error"),
    ("no such module: fts5", "cannot be searched: this Python's SQLite was built without FTS5; use another Python"),
    ("could not translate host name", "cannot be reached: no server has this name; check the host in the address"),
    ("resolve host", "cannot be reached: no server has this name; check the host in the address"),
    ("Connection refused", "cannot be reached: no database server listens there; check host and port, or start it"),
    ("No such file or directory", "cannot be reached: no database server listens there; check host and port"),
    ("timeout expired", "cannot be reached: the server does not answer; check host, port and network"),
    ("password authentication failed", "refuses the password or the user; check both (or ~/.pgpass, PGPASSWORD)"),
    ("FATAL: database", "is not there: the server has no such database; make it with: createdb --encoding=UTF8 NAME"),
    ("no password supplied", "asks for a password; give it in the address, in ~/.pgpass or PGPASSWORD"),
    ("server closed the connection", _LOST),
    ("connection is lost", _LOST),
    ("connection is closed", _LOST),
)

_REASONS_BY_STATE = {
    "28000": "may not be used by this user from here; ask whoever runs the server",
    "28P01": "refuses the password or the user; check both (or ~/.pgpass, PGPASSWORD)",
    "42501": "cannot be used so: this user may not read or write there; ask its owner for the right",
    "25006": "cannot be written: the server or this user is read-only",
    "55P03": "is in use by another program; try again when that has finished",
    "53100": "cannot be written: the server's disk is full",
    "53300": "cannot be reached: the server has no connection left; try again later",
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": "cannot be reached: the server is starting or stopping; try again in a moment",
    "22P05": "cannot hold these letters: make the database with: createdb --encoding=UTF8 NAME",
    "22021": "cannot hold these letters: make the database with: createdb --encoding=UTF8 NAME",
}
"""What PostgreSQL means by its SQLSTATE, in whatever language it says it (appendix A of its manual)."""


def url_of(address: str) -> URL:
    """The database URL of an address: a path is a SQLite file; PostgreSQL is spoken through psycopg 3."""
    if address.startswith("postgres") and ":" in address and "://" not in address:
        raise LedgerError(f"{masked(address)} is no database address; write postgresql://USER@HOST/DATABASE")
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # ValueError: the port is no number
        raise LedgerError(f"{masked(address)} is neither a path nor a database address") from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def masked(address: str) -> str:
    """An address that cannot be understood, with all left out where a password may stand."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme}{colon}***@{rest.rpartition('@')[2]}" if "@" in rest else address


def label_of(url: URL) -> str:
    """How messages name the ledger: a path as given, an address without its password (the options may hold one)."""
    if url.drivername == "sqlite":
        return str(url.database)
    return url.difference_update_query(set(url.query) - {"host", "port"}).render_as_string(hide_password=True)


@contextmanager
def explained(label: str) -> Iterator[None]:
    """Turns what the database driver raises into a LedgerError of one line."""
    try:
        yield
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        state = getattr(error.orig, "sqlstate", None)
        if state in _REASONS_BY_STATE:
            raise LedgerError(f"the ledger {label} {_REASONS_BY_STATE[state]}") from error
        for words, reason in _REASONS:
            if words in said:
                raise LedgerError(f"the ledger {label} {reason}") from error
        raise LedgerError(f"the ledger {label} cannot be used: {said}") from error


def connect(address: str, create: bool) -> Engine:
    """An engine on a ledger whose schema is of this version.

    create: make the ledger if there is none, and write to it; without, a missing one is an error, and a SQLite file
    in a folder that cannot be written is opened for reading. Raises LedgerError.
    """
    url = url_of(address)
    label = label_of(url)
    options: dict[str, Any] = {}
    if url.drivername == "sqlite":
        url = _sqlite_file(url, Path(url.database or ""), create)
        options = {"connect_args": {"timeout": WAIT_SECONDS}}
    elif url.drivername == "postgresql+psycopg":
        # An idle connection that a server or firewall dropped while texts were read is made anew without a word.
        defaults = {"connect_timeout": round(WAIT_SECONDS), "client_encoding": "utf8"}
        given = {name: value for name, value in defaults.items() if name not in url.query}
        options = {"connect_args": given, "pool_pre_ping": True}
    try:
        engine = create_engine(url, **options)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(
            f"the ledger {label} needs a database driver that is not installed ({error}); for PostgreSQL: "
            "pip install 'communique[postgresql]'"
        ) from error
    if url.get_backend_name() == "sqlite":
        _set_up_sqlite(engine, create)
    try:
        with explained(label):
            _bring_up_to_date(engine, label, create)
    except LedgerError:
        engine.dispose()
        raise
    return engine


def _sqlite_file(url: URL, path: Path, create: bool) -> URL:
    if path.is_dir():
        raise LedgerError(f"the ledger {path} is a folder; name a file in it")
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {path}; make one with: communique add --ledger {path} PATH...")
        if not path.parent.is_dir():
            raise LedgerError(f"the ledger {path} cannot be made: there is no folder {path.parent}")
    if create or _may_write(path.parent) or Path(f"{path}-wal").exists():
        return url
    # SQLite in WAL mode wants to write beside the file even to read; nobody can be writing to this one.
    return url.set(database=path.resolve().as_uri().replace("file://", "file:", 1)).update_query_dict(
        {"mode": "ro", "immutable": "1", "uri": "true"}
    )


def _may_write(folder: Path) -> bool:
    """As far as the system tells; on Windows it tells only of the user who started the program."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _set_up_sqlite(engine: Engine, create: bool) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        if create:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that is the only one to write; commits at the end, or leaves nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(1000 * WAIT_SECONDS)}")
            connection.execute(text("SELECT pg_advisory_xact_lock(20261125)"))
        yield connection


def _bring_up_to_date(engine: Engine, label: str, create: bool) -> None:
    with engine.connect() as connection:
        version = schema_version(connection, label)
    if version == HEAD:
        return
    if version is None and not create:
        raise LedgerError(f"the ledger {label} is empty; fill it with: communique add --ledger {label} PATH...")
    with writing(engine) as connection:
        if schema_version(connection, label) != HEAD:  # another program may have done it meanwhile
            migrate(connection, label)


def schema_version(connection: Connection, label: str) -> str | None:
    """The version of the schema, None for an empty database; a database of something else is a LedgerError."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "record_parties" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise LedgerError(f"{label} is a database, but not a ledger of communique")
    return None


def migrate(connection: Connection, label: str) -> None:
    """Brings the schema to HEAD inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(
            f"the ledger {label} was written by a newer communique; install that version or a later one"
        ) from error
