"""The stage as a whole: an AnnotatedDocument becomes a Reading."""

from __future__ import annotations

from communique.extract.actors import ActorReader
from communique.extract.encounters import EncounterReader
from communique.extract.meetings import meetings
from communique.extract.status import StatusRules
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading


class Extractor:
    """Extracts all records of documents."""

    def __init__(self, knowledge: Knowledge) -> None:
        status = StatusRules(knowledge)
        self._encounters = EncounterReader(knowledge, status, ActorReader(knowledge))

    def extract(self, document: AnnotatedDocument) -> Reading:
        """The Reading of one document."""
        told = self._encounters.read(document)
        return Reading(document=document.record, meetings=meetings(document, told), dates=tuple(document.dates))
