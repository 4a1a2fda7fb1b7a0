"""One reader for all tests of the stage: loading the knowledge and the model takes seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import Reading

Read = Callable[..., Reading]


@pytest.fixture(scope="package")
def read() -> Read:
    """A function that reads a text (and `published`, `publisher`, `title`) of 4 May 2026 or another day."""
    reader = Reader()

    def reading(text: str, published: str | None = "2026-05-04", publisher: str | None = None) -> Reading:
        return reader.read(Document(source="test", text=text, language="en", published=published, publisher=publisher))

    return reading
