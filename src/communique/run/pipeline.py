"""The way of one document through the stages."""

from __future__ import annotations

from communique.annotate.reader import Annotator
from communique.extract.reader import Extractor
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading


class Reader:
    """Reads documents. One Reader loads knowledge and the syntax model once."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or Knowledge()
        self._annotator = Annotator(knowledge)
        self._extractor = Extractor(knowledge)

    def read(self, document: Document) -> Reading:
        """All records of one document; the same document gives the same records in every process."""
        return self._extractor.extract(self._annotator.annotate(document))
