"""The parts of the reading for all tests that need them: loading the knowledge and the model takes seconds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from communique.annotate.lexicon import Lexicon
from communique.annotate.reader import Annotator
from communique.extract.reader import Extractor
from communique.shared.annotated import AnnotatedDocument
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

Annotate = Callable[..., AnnotatedDocument]
ReadText = Callable[..., Reading]


@pytest.fixture(scope="session")
def all_knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="session")
def lexicon(all_knowledge: Knowledge) -> Lexicon:
    return Lexicon(all_knowledge)


@pytest.fixture(scope="session")
def annotate(all_knowledge: Knowledge) -> Annotate:
    """A function that annotates a text of 4 May 2026 (a Monday) or another day."""
    annotator = Annotator(all_knowledge)

    def annotated(
        text: str, published: str | None = "2026-05-04", publisher: str | None = None, title: str | None = None
    ) -> AnnotatedDocument:
        document = Document(
            source="test", text=text, title=title, language="en", published=published, publisher=publisher
        )
        return annotator.annotate(document)

    return annotated


@pytest.fixture(scope="session")
def read_text(all_knowledge: Knowledge, annotate: Annotate) -> ReadText:
    """A function that reads a text of 4 May 2026 (a Monday) or another day."""
    extractor = Extractor(all_knowledge)
    return lambda text, *args, **named: extractor.extract(annotate(text, *args, **named))


NewLedger = Callable[[], str]


@pytest.fixture
def new_postgres() -> Iterator[NewLedger]:
    """Gives addresses of empty ledgers on PostgreSQL, each a schema of its own, which is dropped afterwards."""
    server = os.environ.get("COMMUNIQUE_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL: COMMUNIQUE_TEST_POSTGRES names no server (scripts/with-postgres.sh starts one)")
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    made: list[str] = []
    numbers = count(1)

    def make() -> str:
        name = f"test_{os.getpid()}_{next(numbers)}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        made.append(name)
        here = url.update_query_dict({"options": f"-csearch_path={name}"})
        return here.render_as_string(hide_password=False)

    yield make
    with engine.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> NewLedger:
    """Gives addresses of ledgers that are not there yet: SQLite files, then schemas on PostgreSQL."""
    if request.param == "postgresql":
        on_postgres: NewLedger = request.getfixturevalue("new_postgres")
        return on_postgres
    numbers = count(1)
    return lambda: str(tmp_path / f"ledger-{next(numbers)}.db")


@pytest.fixture
def address(new_ledger: NewLedger) -> str:
    """The address of a ledger that is not there yet, on each store."""
    return new_ledger()
