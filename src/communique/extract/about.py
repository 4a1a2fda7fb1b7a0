"""What is named in a clause: organisations, initiatives, routes, projects, treaties, states, other than who speaks."""

from __future__ import annotations

from collections.abc import Iterable

from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.knowledge import Knowledge
from communique.shared.records import About

_PROJECTS = ("projects/projects.csv", "projects/treaties.csv")


class AboutReader:
    """Names what mentions mean, by the tables of knowledge/actors and knowledge/projects."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, About] = {}
        self._bodies: dict[str, About] = {}
        for row in knowledge.table("actors/states.csv", ["code"], ["name"]):
            self._names[row["code"]] = About(row["name"], row["code"], "state")
        for row in knowledge.table("actors/organisations.csv", ["id"], ["name", "kind"]):
            kind = row["kind"] or "organisation"
            self._bodies[row["id"]] = About(row["name"], row["id"], kind)
        self._projects: dict[str, About] = {}
        for path in _PROJECTS:
            for row in knowledge.table(path, ["id"], ["name", "kind"]):
                entry = About(row["name"], row.get("wikidata") or row["id"], row["kind"] or None)
                self._projects.setdefault(row["id"], entry)
        self._things = frozenset(knowledge.entries("wording/about.yaml")[0]["words"])

    def about(
        self, document: AnnotatedDocument, sentence: int, words: tuple[int, int], without: Iterable[str]
    ) -> tuple[About, ...]:
        """What the words of a sentence name; without: the parties that speak."""
        skipped = frozenset(without)
        found: list[About] = []
        for mention in document.mentions[sentence]:
            if mention.first < words[0] or mention.last > words[1]:
                continue
            for named in self._named(document, mention, skipped):
                if named not in found:
                    found.append(named)
        return tuple(found)

    def _named(self, document: AnnotatedDocument, mention: Mention, skipped: frozenset[str]) -> Iterable[About]:
        if mention.kind == "project":
            entry = self._projects.get(mention.note or "")
            yield entry or About(document.printed(mention.first, mention.last), mention.note, None)
            return
        if mention.kind == "adjective" and not self._qualifies(document, mention):
            return
        if mention.kind not in ("party", "adjective", "side", "person", "people", "counterpart"):
            return
        for code in mention.parties if len(mention.parties) == 1 or mention.kind in ("people", "side") else ():
            if code not in skipped:
                first, second = (
                    (self._bodies, self._names) if mention.note == "organisation" else (self._names, self._bodies)
                )
                yield first.get(code) or second.get(code) or About(code, code, None)

    def _qualifies(self, document: AnnotatedDocument, mention: Mention) -> bool:
        """An adjective that means the state: not a thing that is only called so (Turkish coffee)."""
        words = document.words.words
        behind = words[mention.last].low if mention.last < len(words) else ""
        return behind not in self._things
