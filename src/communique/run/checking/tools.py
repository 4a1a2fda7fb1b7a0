"""What the checks read examples with; each part is made when a check first asks for it, and shared."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

if TYPE_CHECKING:
    from communique.annotate.dates.recognise import DateReader
    from communique.annotate.layout import Tools as LayoutTools
    from communique.annotate.lexicon import Lexicon
    from communique.annotate.offices import OfficeReader
    from communique.annotate.reader import Annotator
    from communique.extract.reader import Extractor
    from communique.shared.annotated import AnnotatedDocument
    from communique.shared.records import Reading


class Tools:
    """The parts of the reader for one set of knowledge folders."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def layout(self) -> LayoutTools:
        """For layouts."""
        from communique.annotate.layout import Tools as LayoutTools

        return LayoutTools(self.knowledge)

    @cached_property
    def dates(self) -> DateReader:
        """For expressions of dates."""
        from communique.annotate.dates.recognise import DateReader

        return DateReader(self.knowledge)

    @cached_property
    def lexicon(self) -> Lexicon:
        """For names."""
        from communique.annotate.lexicon import Lexicon

        return Lexicon(self.knowledge)

    @cached_property
    def offices(self) -> OfficeReader:
        """For offices."""
        from communique.annotate.offices import OfficeReader

        return OfficeReader(self.lexicon, self.knowledge)

    @cached_property
    def _annotator(self) -> Annotator:
        from communique.annotate.reader import Annotator

        return Annotator(self.knowledge)

    @cached_property
    def _extractor(self) -> Extractor:
        from communique.extract.reader import Extractor

        return Extractor(self.knowledge)

    def annotated(self, text: str, **metadata: Any) -> AnnotatedDocument:
        """An example text, annotated."""
        return self._annotator.annotate(Document(source="example", text=text, **metadata))

    def read(self, text: str, **metadata: Any) -> Reading:
        """The records of an example text."""
        return self._extractor.extract(self.annotated(text, **metadata))
