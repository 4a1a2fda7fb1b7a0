"""The way of one document through the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from communique.annotate.reader import Annotator
from communique.extract.confidence import Confidence
from communique.extract.reader import Extractor
from communique.run.long_texts import LONG, read_in_parts
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

Item = TypeVar("Item")

TOGETHER, CHARACTERS = 16, 50_000
"""Documents, and characters of their texts, that are parsed together; docs/performance.md says what it gains. A text
that is read in parts has more characters than that, so that it is the last of a batch."""

MOST, ASIDE = 256, 1_000_000
"""What stands in a batch at most, and characters of what is passed over: it waits for the documents beside it."""


class Reader:
    """Reads documents. One Reader loads knowledge and the syntax model once.

    calibrated: give records the fitted confidence; else they keep the estimate of the code that made them.
    """

    def __init__(self, knowledge: Knowledge | None = None, calibrated: bool = True) -> None:
        knowledge = knowledge or Knowledge()
        self._annotator = Annotator(knowledge, sparing=True)
        self._extractor = Extractor(knowledge)
        self._confidence = Confidence(knowledge) if calibrated else None

    def load(self) -> None:
        """Loads the syntax model now, not at the first text."""
        self._annotator.load()

    def read(self, document: Document) -> Reading:
        """All records of one document; the same document gives the same records in every process."""
        return next(self.read_all([document]))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of documents, in order, as of each alone; some are read together, which is faster."""
        for together in batches(documents):
            long = len(together[-1].text) > LONG
            yield from self._together(together[:-1] if long else together)
            if long:
                yield read_in_parts(together[-1], lambda part: next(self._together([part])))

    def _together(self, documents: Sequence[Document]) -> Iterator[Reading]:
        for annotated in self._annotator.annotate_all(documents):
            reading = self._extractor.extract(annotated)
            yield self._confidence.calibrated(reading) if self._confidence else reading


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Documents, and whatever stands between them, that are read together: no more than memory holds."""
    batch: list[Item] = []
    documents = characters = aside = 0
    for item in items:
        batch.append(item)
        if isinstance(item, Document):
            documents, characters = documents + 1, characters + len(item.text)
        elif isinstance(item, Reading):
            aside += len(item.document.text)
        if documents >= TOGETHER or characters >= CHARACTERS or aside >= ASIDE or len(batch) >= MOST:
            yield batch
            batch, documents, characters, aside = [], 0, 0, 0
    if batch:
        yield batch
