"""Statements as records: topics, what they are about, whose account, which meeting."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.about import AboutReader
from communique.extract.statements.accounts import account, meeting_of
from communique.extract.statements.reading import Told
from communique.extract.topics import TopicReader
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge
from communique.shared.records import Meeting, Span, Statement


class StatementRecords:
    """Makes records of told acts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._topics = TopicReader(knowledge)
        self._about = AboutReader(knowledge)

    def records(
        self, document: AnnotatedDocument, told: Sequence[Told], meetings: Sequence[Meeting]
    ) -> tuple[Statement, ...]:
        """One record an act that is not silent, in the order of the text."""
        spoken = [t for t in told if not t.silent]
        return tuple(self._record(document, t, meetings, number) for number, t in enumerate(spoken, 1))

    def _record(self, document: AnnotatedDocument, told: Told, meetings: Sequence[Meeting], number: int) -> Statement:
        start, end = document.span(*told.words)
        text = document.words.text[start:end]
        whole = document.span(*told.evidence)
        return Statement(
            id=f"{document.record.id}-s{number}",
            evidence=(Span(*whole),),
            confidence=told.sure,
            rule=f"statements/{told.rule}",
            meeting=meeting_of(meetings, told, start),
            speakers=told.voice.parties,
            persons=told.voice.persons,
            addressees=told.addressees,
            account=account(document, told.voice.parties, told.teller),
            kind=told.kind,
            negated=told.negated,
            time=told.time,  # type: ignore[arg-type]
            topics=self._topics.topics(text),
            about=self._about.about(document, told),
            text=text,
        )
