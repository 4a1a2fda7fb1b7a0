"""What only a server can do: refuse, go away, be read-only. Messages are plain and never hold a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import URL, create_engine, make_url

from communique.ledger import connect
from communique.ledger.store import Ledger
from communique.shared.errors import LedgerError
from communique.shared.records import Reading

Maker = Callable[..., Reading]
SECRET = "s3cret-word"


@pytest.fixture
def url(new_postgres: Callable[[], str]) -> URL:
    """The address of an empty ledger."""
    return make_url(new_postgres())


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def refusal(url: URL) -> str:
    with pytest.raises(LedgerError) as caught, Ledger.open(text_of(url)):
        pass
    message = str(caught.value)
    assert "\n" not in message
    assert SECRET not in message
    return message


def test_a_wrong_password(url: URL) -> None:
    assert "refuses the password or the user" in refusal(url.set(password=SECRET))
    assert "refuses the password or the user" in refusal(url.set(username="nobody", password=SECRET))


def test_a_database_that_is_not_there(url: URL) -> None:
    assert "no such database" in refusal(url.set(database="none"))


def test_a_server_that_is_not_there(url: URL) -> None:
    nowhere = url.set(password=SECRET).set(query={})
    assert "no server has this name" in refusal(nowhere.set(host="no-such-host.invalid"))
    assert "no database server listens there" in refusal(nowhere.set(host="127.0.0.1", port=1))
    assert "no database server listens there" in refusal(nowhere.update_query_dict({"host": "/tmp/no-such-folder"}))


def execute(url: URL, *statements: str) -> None:
    engine = create_engine(connect.url_of(text_of(url)), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_server_that_goes_away(url: URL, meeting_text: Maker) -> None:
    cut = "SELECT pg_terminate_backend({})"
    with Ledger.open(text_of(url)) as ledger:
        ledger.add([meeting_text("One.")])
        engine = connect.connect(text_of(url), create=True)
        with pytest.raises(LedgerError, match="lost its server in the middle"):  # noqa: SIM117
            with connect.explained(ledger.label), connect.writing(engine) as connection:
                connection.exec_driver_sql("DELETE FROM search")
                number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
                execute(url, cut.format(number))
                connection.exec_driver_sql("DELETE FROM evidence")
        engine.dispose()
        assert ledger.add([meeting_text("Two.")]).documents == 1
        assert len(list(ledger.records("meetings"))) == 2


def test_a_reader_that_may_not_write(url: URL, meeting_text: Maker) -> None:
    with Ledger.open(text_of(url)) as ledger:
        ledger.add([meeting_text()])
    name = str(url.query["options"]).partition("=")[2]
    role = f"reader_{name}"
    execute(
        url,
        f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'",
        f"GRANT USAGE ON SCHEMA {name} TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO {role}",
    )
    try:
        reader = url.set(username=role, password=SECRET)
        with Ledger.open(text_of(reader), create=False) as ledger:
            assert ledger.count() == 1
            with pytest.raises(LedgerError, match="may not read or write there") as caught:
                ledger.add([meeting_text("Another.")])
            assert SECRET not in str(caught.value)
    finally:
        execute(url, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def test_a_migration_that_fails_leaves_nothing(url: URL) -> None:
    name = str(url.query["options"]).partition("=")[2]
    execute(url, f"CREATE DOMAIN {name}.search AS text")  # where the last step wants to make its table
    assert "cannot be used" in refusal(url)
    execute(url, f"DROP DOMAIN {name}.search")
    with Ledger.open(text_of(url)) as ledger:
        assert ledger.count() == 0


def test_a_writer_waits_only_so_long(url: URL, meeting_text: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    with Ledger.open(text_of(url)) as ledger:
        engine = connect.connect(text_of(url), create=True)
        with connect.writing(engine):
            with pytest.raises(LedgerError, match="in use by another program"):
                ledger.add([meeting_text()])
            assert ledger.count() == 0  # reading goes on
        engine.dispose()
        assert ledger.add([meeting_text()]).documents == 1


def test_an_empty_database_is_no_ledger_to_read(url: URL) -> None:
    with pytest.raises(LedgerError, match="is empty; fill it with") as caught:
        Ledger.open(text_of(url), create=False)
    assert "tester@" not in str(caught.value).replace("tester:***@", "")
