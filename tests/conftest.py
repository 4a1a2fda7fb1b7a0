"""The parts of the reading for all tests that need them: loading the knowledge and the model takes seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
