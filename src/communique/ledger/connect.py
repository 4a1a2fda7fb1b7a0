"""From an address to an open database: SQLite's settings, the schema's version, errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from communique.ledger.opening import at_rest, file_address
from communique.ledger.reasons import refusal
from communique.ledger.source import CACHE_KIB, HEAD, ROWS_AT_ONCE, WAIT_SECONDS, Fields
from communique.shared.errors import LedgerError


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
        raise refusal(label, error.orig or error) from error


class Driven:
    """A connection of SQLAlchemy as it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lists = None if connection.dialect.name == "sqlite" else lists_as_values

    def rows(self, query: str, values: Sequence[Any] = (), streamed: bool = False) -> Iterator[Fields]:
        """The rows of a query; see source.Source."""
        options = {"yield_per": ROWS_AT_ONCE} if streamed else None
        asked, given = (query, tuple(values)) if self._lists is None else self._lists(query, values)
        found = self._connection.exec_driver_sql(asked, given, execution_options=options)
        yield from found if streamed else found.all()


def lists_as_values(query: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """A query as psycopg wants it: a list of marks becomes one mark for an array, which PostgreSQL plans sooner."""
    given: list[Any] = []
    rest = iter(values)

    def marked(found: re.Match[str]) -> str:
        if found.group() == "?":
            given.append(next(rest))
            return "%s"
        given.append(list(islice(rest, found.group().count("?"))))
        return "= ANY(%s)"

    return _MARKS.sub(marked, query), tuple(given)


_MARKS = re.compile(r"IN \(\?(?:, \?)*\)|\?")


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
    elif url.get_backend_name() == "postgresql":
        _set_up_postgresql(engine)
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
    if create or not at_rest(path):
        return url
    return url.set(database=file_address(path)).update_query_dict({"mode": "ro", "immutable": "1", "uri": "true"})


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


def _set_up_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        # Questions are short and their pages are in memory: it does not pay to compile them, nor to read whole tables.
        connection.execute("SET jit = off")
        connection.execute("SET random_page_cost = 1.1")
        connection.commit()


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
