"""What tests of several folders need: the parts of the reading, which take seconds to load, and a web site."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from itertools import count
from pathlib import Path
from typing import NamedTuple

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


class Answer(NamedTuple):
    """What the site of the tests answers: `act` writes the rest of the body itself, after the head was sent."""

    body: bytes = b""
    kind: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}
    act: Callable[[BufferedIOBase], object] | None = None


class Site:
    """A web server on loopback. `answers`: by path, set by the test; `asked`: the path and headers of each request.

    `hold` is an event that an answer may wait for; it is set when the site is closed, so that nothing waits for ever.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        site = self
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.hold, self._news = threading.Event(), threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.note(self.path, headers)
                answer = site.answers.get(self.path, Answer(status=404))
                tag = answer.headers.get("ETag")
                if tag and headers.get("if-none-match") == tag:
                    answer = Answer(status=304, kind=None)
                self.send_response(answer.status)
                if answer.kind:
                    self.send_header("Content-Type", answer.kind)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.act is None:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                if answer.act:
                    with suppress(ConnectionError):  # the client may have gone, which is what the test is about
                        answer.act(self.wfile)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer((host, port), Handler)
        self.port = self._server.server_port
        self.url = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def note(self, path: str, headers: dict[str, str]) -> None:
        """A request has come."""
        with self._news:
            self.asked.append((path, headers))
            self._news.notify_all()

    def reached(self, path: str) -> bool:
        """Waits until the path is asked for; False if that takes longer than a minute."""
        with self._news:
            return self._news.wait_for(lambda: path in self.paths(), timeout=60)

    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        """Ends the server and all that waits."""
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class StillClock:
    """A clock that goes on only when somebody sleeps; `slept` has the seconds of each sleep."""

    def __init__(self) -> None:
        self.passed, self.slept = 0.0, list[float]()

    def now(self) -> datetime:
        return datetime(2026, 5, 4, 12, tzinfo=UTC) + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def inner_site(site: Site) -> Iterator[Site]:
    """A second server, of the same port on another address of loopback: one that nobody outside should reach."""
    made = Site("127.0.0.2", site.port)
    yield made
    made.close()


@pytest.fixture
def answer() -> type[Answer]:
    return Answer


@pytest.fixture
def still_clock() -> StillClock:
    return StillClock()


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
