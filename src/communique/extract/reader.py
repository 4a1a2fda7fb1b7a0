"""The stage as a whole: an AnnotatedDocument becomes a Reading."""

from __future__ import annotations

from communique.extract.actors import ActorReader
from communique.extract.agreements import AgreementReader
from communique.extract.commitments import CommitmentReader
from communique.extract.delegations import DelegationReader
from communique.extract.encounters import EncounterReader
from communique.extract.events.codes import RecordCodes
from communique.extract.gatherings import GatheringReader
from communique.extract.meetings import meetings, placed_by_visit
from communique.extract.milestones import MilestoneReader
from communique.extract.statements.reading import StatementReader
from communique.extract.statements.records import StatementRecords
from communique.extract.status import StatusRules
from communique.extract.titles import TitleReader
from communique.extract.topics import TopicReader
from communique.extract.visit_records import dated_by_meetings, recalled_beside
from communique.extract.visits import VisitReader
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading


class Extractor:
    """Extracts all records of documents."""

    def __init__(self, knowledge: Knowledge) -> None:
        status = StatusRules(knowledge)
        actors = ActorReader(knowledge)
        self._encounters = EncounterReader(knowledge, status, actors)
        self._visits = VisitReader(knowledge, status, actors)
        self._gatherings = GatheringReader(knowledge, status, actors)
        self._titles = TitleReader(knowledge)
        self._delegations = DelegationReader(knowledge, status, actors)
        self._statements = StatementReader(knowledge, actors)
        self._statement_records = StatementRecords(knowledge)
        self._commitments = CommitmentReader(knowledge)
        self._codes = RecordCodes(knowledge)
        self._milestones = MilestoneReader(knowledge, status, actors)
        self._agreements = AgreementReader(knowledge, status, actors, TopicReader(knowledge))

    def extract(self, document: AnnotatedDocument) -> Reading:
        """The Reading of one document."""
        if document.record.kind == "not_diplomatic":
            return Reading(document=document.record, dates=tuple(document.dates))
        told = self._encounters.read(document)
        met = meetings(document, told)
        acts = self._statements.read(document, told)
        trips = self._visits.read(document)
        met = placed_by_visit(met, trips)
        trips = recalled_beside(dated_by_meetings(trips, met), met)
        trips += self._delegations.read(document, trips)
        gathered = self._gatherings.read(document)
        statements = self._statement_records.records(document, acts, met)
        met += self._titles.meeting(document, met)
        met += self._gatherings.hosted(document, gathered, met)
        return Reading(
            document=document.record,
            meetings=self._codes.coded_meetings(met),
            visits=trips,
            statements=self._codes.coded_statements(statements),
            commitments=self._commitments.read(document, acts, statements),
            agreements=self._agreements.read(document, told),
            milestones=self._milestones.read(document, told),
            gatherings=gathered + self._titles.gatherings(document, gathered),
            dates=tuple(document.dates),
        )
