"""Event codes of records: what PLOVER calls a statement of a kind, and a meeting.

The tables are knowledge/events/statements.csv, topics.csv and meetings.csv. Kinds that only tell something (announce,
note, inform ...) have no event, as CAMEO's public statements have none in PLOVER.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.shared.knowledge import Knowledge, Row
from communique.shared.records import Meeting, Plover, Statement

_SAID = {"recalled": "historical", "hypothetical": "hypothetical"}
"""Times of a statement that PLOVER tells as a context."""


class RecordCodes:
    """Codes statements and meetings; a code that codes.csv does not have is a KnowledgeError."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._codes = {
            row["code"]: row for row in knowledge.table("events/codes.csv", ["code"], ["event_type", "mode"])
        }
        self._topics = {row["topic"]: row.many("contexts") for row in knowledge.table("events/topics.csv", ["topic"])}
        self._kinds: dict[str, list[Row]] = {}
        columns = ["code", "negated", "future"]
        for row in knowledge.table("events/statements.csv", ["kind", "topics"], columns):
            for code in (row[column] for column in columns):
                if code and code not in self._codes:
                    raise row.error(f"the code {code} is unknown")
            self._kinds.setdefault(row["kind"], []).append(row)
        keys = ["status", "mode", "parties"]
        self._meetings = knowledge.table("events/meetings.csv", keys, ["event_type", "event_mode", "contexts"])

    def plover_of(
        self, kind: str, topics: Iterable[str] = (), negated: bool = False, time: str = "current"
    ) -> Plover | None:
        """The event of a statement; None for a kind that is none, or whose negation is none."""
        topics = tuple(topics)
        rows = self._kinds.get(kind, [])
        row = next((r for r in rows if not r.many("topics") or set(r.many("topics")) & set(topics)), None)
        if row is None:
            return None
        code = row["negated"] if negated else (row["future"] if time == "future" else "") or row["code"]
        if not code:
            return None
        found = self._codes[code]
        contexts = [*found.many("contexts"), *(c for t in topics for c in self._topics.get(t, ()))]
        contexts += [_SAID[time]] if time in _SAID else []
        return Plover(found["event_type"], found["mode"] or None, tuple(dict.fromkeys(contexts)))

    def plover_of_meeting(self, meeting: Meeting) -> Plover | None:
        """The event of a meeting by its status, mode and number of parties; a planned one is an agreement to meet."""
        parties = {person.party for person in meeting.participants if person.party}
        number = "many" if len(parties) > 2 else "two"
        for row in self._meetings:
            if (
                row["status"] == meeting.status
                and row["mode"] in (meeting.mode, "any")
                and row["parties"] in (number, "any")
            ):
                contexts = row.many("contexts") + (("historical",) if meeting.recalled else ())
                return Plover(row["event_type"], row["event_mode"] or None, contexts) if row["event_type"] else None
        return None

    def coded_statements(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """The statements with their events."""
        return tuple(
            msgspec.structs.replace(s, plover=self.plover_of(s.kind, s.topics, s.negated, s.time)) for s in statements
        )

    def coded_meetings(self, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
        """The meetings with their events."""
        return tuple(msgspec.structs.replace(m, plover=self.plover_of_meeting(m)) for m in meetings)
