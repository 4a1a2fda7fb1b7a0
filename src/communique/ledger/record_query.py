"""The question for records, as SQL.

In it are r the records, l the table by whose order they are found, j and n their nodes, v their reviews. Names of
tables joined by CROSS JOIN are gone through in the order written: SQLite, which counts no rows, would choose another.
"""

from __future__ import annotations

from typing import Any

from communique.ledger.filters import Filter
from communique.ledger.rows import days
from communique.ledger.source import among

MOST_ROLES = 2
"""In how many roles a party can be in one record: each is a row."""

FOUND = "r.number, r.document, {day}, r.payload, n.cluster, v.payload, v.day, v.corrections"
"""What makes a record found, with its carrier."""

CARRIED, CLUSTER = "r.number, r.document", "r.number, r.id, n.cluster"

_NOT_REJECTED = "(v.rejected IS NULL OR NOT v.rejected)"

_REVIEWS = " LEFT JOIN record_reviews v ON v.record = r.number"
_NODES = " LEFT JOIN record_nodes j ON j.record = r.number LEFT JOIN nodes n ON n.number = j.node"


class RecordQuery:
    """Puts together the question for the records of a list that are wanted, of all lists where none is named.

    One whose single party wanted has two roles comes twice in a row. clusters: only records of these.
    """

    def __init__(self, list_name: str | None, wanted: Filter, clusters: tuple[str, ...] = ()) -> None:
        self._wanted, self._codes = wanted, list(dict.fromkeys(wanted.parties))
        self._conditions: list[str] = []
        self.values: list[Any] = []
        self._by_nodes = bool(clusters)
        here = "l" if self._codes and not clusters else "r"
        self._day, self._number = (f"{here}.day", "l.record" if here == "l" else "r.number")
        self._from = self._found_by(list_name, clusters)
        self._restrict()

    @property
    def is_long(self) -> bool:
        """True if there may be so many records that they are not all to be in memory."""
        return self._wanted.limit is None and self._wanted.documents is None

    def text(self, columns: str) -> str:
        """The SQL that gives these columns, in the order wanted."""
        return self._sql(columns) + f" ORDER BY {self._order()}{self._limit()}"

    def counted(self, below: float) -> tuple[str, list[Any]]:
        """The SQL that counts those of less confidence, each once, and its values."""
        return f"{self._sql('count(DISTINCT r.number)')} AND r.confidence < ?", [*self.values, below]

    def beginning(self, typed: str) -> tuple[str, list[Any]]:
        """The SQL for those whose id begins with these letters, and its values."""
        pattern = "".join(f"/{letter}" if letter in "/%_" else letter for letter in typed)
        return f"{self._sql(FOUND)} AND r.id LIKE ? ESCAPE '/' ORDER BY r.number", [*self.values, f"{pattern}%"]

    def _sql(self, columns: str) -> str:
        asked_for = columns.format(day=self._day)
        nodes = _NODES if not self._by_nodes and ("n." in columns or self._wanted.by_cluster) else ""
        return f"SELECT {asked_for} FROM {self._from}{nodes} WHERE {' AND '.join(self._conditions)}"

    def _where(self, condition: str, *values: Any) -> None:
        self._conditions.append(condition)
        self.values += values

    def _found_by(self, list_name: str | None, clusters: tuple[str, ...]) -> str:
        """The tables, those first by whose index the records are found, with the conditions on these."""
        wanted, codes = self._wanted, self._codes
        if clusters:
            self._where("n.list = ?", list_name)
            self._where(among("n.cluster", clusters), *clusters)
            self._where("j.node = n.number AND r.number = j.record")
            joined = "nodes n CROSS JOIN record_nodes j CROSS JOIN records r"
            return joined + _REVIEWS
        if len(codes) == 1:
            self._where("l.party = ?", codes[0])
            joined = "record_parties l JOIN records r ON r.number = l.record"
        elif codes:
            self._where("l.one = ? AND l.other = ?", *sorted(codes[:2]))
            joined = "record_pairs l JOIN records r ON r.number = l.record"
        elif wanted.documents is not None:
            joined = "documents c CROSS JOIN records r"
            self._where("r.document = c.number")
        else:
            joined = "records r"
        if wanted.documents is not None:
            chosen = (
                among("c.id", wanted.documents)
                if not codes
                else (f"r.document IN (SELECT c.number FROM documents c WHERE {among('c.id', wanted.documents)})")
            )
            self._where(chosen, *wanted.documents)
        if list_name is not None:
            self._where(f"{'l' if codes else 'r'}.list = ?", list_name)
        return joined + _REVIEWS

    def _restrict(self) -> None:
        """The conditions on records however they are found."""
        wanted = self._wanted
        for party in self._codes[2:]:
            there = "SELECT 1 FROM record_parties p WHERE p.record = r.number AND p.party = ?"
            self._where(f"EXISTS ({there})", party)
        for condition, value in within(self._day, wanted.since, wanted.until):
            self._where(condition, value)
        for column, told in (("status", wanted.status), ("kind", wanted.kind), ("recalled", wanted.recalled)):
            if told is not None:
                self._where(f"r.{column} = ?", told)
        if wanted.least > 0:
            self._where("r.confidence >= ?", wanted.least)
        if not wanted.rejected:
            self._where(_NOT_REJECTED)
        if wanted.as_of:
            self._from += " JOIN documents d ON d.number = r.document"
            self._where("d.day <= ?", wanted.as_of)
        if not wanted.superseded:
            condition, values = of_standing(self._number, wanted.as_of)
            self._where(condition, *values)

    def _order(self) -> str:
        wanted, number = self._wanted, self._number
        if wanted.by_cluster:
            return f"n.cluster, {number}"
        return f"{self._day} DESC, {number} DESC" if wanted.newest_first else number

    def _limit(self) -> str:
        if self._wanted.limit is None:
            return ""
        return f" LIMIT {self._wanted.limit * (MOST_ROLES if len(self._codes) == 1 else 1)}"


def within(day: str, since: str | None, until: str | None) -> list[tuple[str, str]]:
    """The conditions that a column of days lies in a period of EDTF values, each with its value; a record without a
    day does not."""
    conditions = []
    if since:
        conditions.append((f"{day} <> '' AND {day} >= ?", days(since)[0] or ""))
    if until:
        conditions.append((f"{day} <> '' AND {day} <= ?", days(until)[1] or "9999-12-31"))
    return conditions


def standing(document: str, as_of: str | None) -> tuple[str, list[str]]:
    """The condition, with its values, that no other document, dated up to `as_of` (ISO day; None: any), corrects this
    one."""
    corrected, values = _corrected(as_of)
    return f"{document} NOT IN ({corrected})", values


def of_standing(record: str, as_of: str | None) -> tuple[str, list[str]]:
    """The same for the document of a record, which need not be looked up: corrected documents are few."""
    corrected, values = _corrected(as_of)
    return f"{record} NOT IN (SELECT x.number FROM records x WHERE x.document IN ({corrected}))", values


def _corrected(as_of: str | None) -> tuple[str, list[str]]:
    dated, condition = (" CROSS JOIN documents e", " AND e.number = k.one AND e.day <= ?") if as_of else ("", "")
    query = f"SELECT k.other FROM corrections y CROSS JOIN document_links k{dated} WHERE k.one = y.document"
    return f"{query} AND k.relation = 'corrects'{condition}", [as_of] if as_of else []
