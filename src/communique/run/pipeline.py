"""The way of one document through the stages."""

from __future__ import annotations

from communique.annotate.reader import Annotator
from communique.extract.confidence import Confidence
from communique.extract.reader import Extractor
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading


class Reader:
    """Reads documents. One Reader loads knowledge and the syntax model once.

    calibrated: give records the fitted confidence; else they keep the estimate of the code that made them.
    """

    def __init__(self, knowledge: Knowledge | None = None, calibrated: bool = True) -> None:
        knowledge = knowledge or Knowledge()
        self._annotator = Annotator(knowledge)
        self._extractor = Extractor(knowledge)
        self._confidence = Confidence(knowledge) if calibrated else None

    def read(self, document: Document) -> Reading:
        """All records of one document; the same document gives the same records in every process."""
        reading = self._extractor.extract(self._annotator.annotate(document))
        return self._confidence.calibrated(reading) if self._confidence else reading
