"""Sentences as the coder reads them; the models are loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.annotate.reader import Annotator
from communique.extract.events.reader import Event, EventReader
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

Code = Callable[[str], tuple[Event, ...]]


@pytest.fixture(scope="package")
def code() -> Code:
    """The events of a text."""
    knowledge = Knowledge()
    annotator, reader = Annotator(knowledge), EventReader(knowledge)
    return lambda text: reader.read(annotator.annotate(Document(source="test", text=text, language="en")))
