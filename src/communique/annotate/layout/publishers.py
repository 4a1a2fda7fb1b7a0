"""Who brings texts out: ministries and presidencies that speak for a party, agencies, papers, broadcasters."""

from __future__ import annotations

import re
from typing import Any

from communique.annotate.layout.institutions import Institutions, any_of
from communique.annotate.layout.model import Publisher
from communique.annotate.layout.states import StateForms
from communique.annotate.places import fold
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge, Row

FILE = "layouts/publishers.csv"
ISSUERS = "layouts/issuers.yaml"
_PARTS = re.compile(r"[ ]*[/|()][ ]*")


class Publishers:
    """The publishers of publishers.csv, and bodies of states by the forms of issuers.yaml or by their words.

    Column `kind` says what a publisher is; the kinds of layouts/kinds.yaml under `issuer_kinds` speak for a party,
    those under `agency_kinds` hand reports on.
    """

    def __init__(self, knowledge: Knowledge, states: StateForms, institutions: Institutions) -> None:
        words = knowledge.mapping("layouts/kinds.yaml")
        self._issuer_kinds = frozenset(words["issuer_kinds"])
        self._agency_kinds = frozenset(words["agency_kinds"])
        self._states, self._institutions = states, institutions
        via = any_of(knowledge.mapping("layouts/sourcing.yaml")["handing_on"])
        self._via = re.compile(rf"[ ]*\({via}[ ][^()]*\)", re.IGNORECASE)
        self._issuers = tuple(_issuer(entry) for entry in knowledge.entries(ISSUERS))
        self._known: dict[str, Publisher] = {}
        agencies: dict[str, str] = {}
        for row in knowledge.table(FILE, ["name"], ["names", "party", "kind", "domain"]):
            publisher = self._of_row(row)
            for form in (row["name"], *row.many("names"), *row.many("domain")):
                self._known.setdefault(fold(form), publisher)
            if not publisher.issuer:
                for form in (row["name"], *row.many("names")):
                    agencies.setdefault(form, row["name"])
        self.agencies = agencies

    def _of_row(self, row: Row) -> Publisher:
        issuer = row["kind"] in self._issuer_kinds
        agency = row["name"] if row["kind"] in self._agency_kinds else None
        body = self._institutions.parse(row["name"]) if issuer else None
        name = body.name if body else None
        return Publisher(row["name"], row["party"] or None, row["kind"] or None, issuer, agency, name)

    def resolve(self, name: str | None, url: str | None = None) -> Publisher | None:
        """What is known of a publisher by the name or, failing that, the address of a document.

        A name in which two publishers stand ("The News / Reuters", "Gazette (Trend)") keeps the name and gets the
        agency; "A (via B)" is A. A name that nobody knows is kept, with no party.
        """
        if not name:
            return self._by_address(url)
        whole = self._via.sub("", name).strip()
        if found := self._one(whole) or self._one(name):
            return found
        parts = [part.strip() for part in _PARTS.split(whole) if part.strip()]
        known = [(part, self._one(part)) for part in parts] if len(parts) > 1 else []
        first = known[0][1] if known else None
        if first and first.issuer:
            return first
        agency = next((publisher.agency for _, publisher in known if publisher and publisher.agency), None)
        if agency or first:
            party = first.party if first else None
            return Publisher(whole, party, first.kind if first else None, False, agency)
        return self._by_address(url) or Publisher(whole, None, None, False, None)

    def agency(self, printed: str) -> str:
        """The usual name of an agency that a text prints ("AA" -> "Anadolu Agency"); unknown ones unchanged."""
        found = self._known.get(fold(printed))
        return found.name if found else printed

    def _one(self, name: str) -> Publisher | None:
        if found := self._known.get(fold(name)) or self._known.get(fold(name.removeprefix("The "))):
            return found
        body = self._institutions.parse(name)
        for kind, form in self._issuers:
            if (matched := form.fullmatch(name)) and (party := self._states.code(matched["state"])):
                return Publisher(name, party, kind, kind in self._issuer_kinds, None, body.name if body else None)
        if body and body.party:
            return Publisher(name, body.party, "institution", True, None, body.name)
        return None

    def _by_address(self, url: str | None) -> Publisher | None:
        if not url:
            return None
        host = re.sub(r"^\w+://", "", url).split("/")[0].split("@")[-1].split(":")[0].lower()
        labels = host.split(".")
        for first in range(len(labels) - 1):
            if found := self._known.get(fold(".".join(labels[first:]))):
                return found
        return None


def _issuer(entry: dict[str, Any]) -> tuple[str, re.Pattern[str]]:
    """The kind and the regular expression of a form such as "Ministry of Foreign Affairs of {state}"."""
    form, kind = entry.get("form"), entry.get("kind")
    if not isinstance(form, str) or not isinstance(kind, str):
        raise KnowledgeError(entry["path"], None, f"{entry['name']} needs 'form' and 'kind'")
    pattern = re.escape(form).replace(r"\{place\}", r".{2,60}")
    for name in (r"\{state\}", r"\{adjective\}"):
        pattern = pattern.replace(name, r"(?P<state>.{2,60}?)")
    if pattern.count("?P<state>") != 1:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: the form needs {{state}} or {{adjective}} once")
    return kind, re.compile(pattern)
