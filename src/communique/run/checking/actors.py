"""The examples of knowledge/actors: names of states and organisations, forms and words of offices."""

from __future__ import annotations

from collections.abc import Iterator

from communique.annotate.offices import OfficePhrase
from communique.annotate.tokens import find_words
from communique.run.checking.placing import file_with
from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Row


def states(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each name, adjective and demonym is read as its state."""
    for row in tools.knowledge.table(name, ["code"]):
        forms = (row["name"], row["official_name"], *row.many("names"), *row.many("adjectives"), *row.many("demonyms"))
        yield from _named(tools, row, row["code"], forms)


def organisations(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each name is read as its organisation."""
    for row in tools.knowledge.table(name, ["id"]):
        yield from _named(tools, row, row["id"], (row["id"], row["name"], *row.many("names")))


def _named(tools: Tools, row: Row, code: str, forms: tuple[str, ...]) -> Iterator[KnowledgeError]:
    for form in dict.fromkeys(forms):
        bare = form[4:] if form.lower().startswith("the ") else form
        words = find_words(bare.rstrip("-"))
        found = tools.lexicon.names.at(words, 0, len(words))
        codes = [match.entry.code for match in found if match.last == len(words)]
        if code not in codes:
            read = ", ".join(str(each) for each in codes) or "nothing"
            yield row.error(f"{form!r} is read as {read}, not as {code}")


def offices(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each form is read as its office, for its party, and so is the form in the example."""
    owners = {row["code"]: (row.many("adjectives") or (row["name"],))[0] for row in _states(tools)}
    for row in tools.knowledge.table(name, ["form", "party"]):
        owner = owners.get(row["party"], row["party"])
        text = f"{owner.rstrip('-')} {row['form']}".strip()
        found = _first_office(tools, text)
        alone = _first_office(tools, row["form"])
        if row["office"] not in [each.office for each in (found, alone) if each]:
            yield row.error(f"{text!r} is read as {found.office if found else 'no office'}, not as {row['office']}")


def _states(tools: Tools) -> list[Row]:
    return tools.knowledge.table("actors/states.csv", ["code"])


def _first_office(tools: Tools, text: str) -> OfficePhrase | None:
    """The office phrase that begins first."""
    words = find_words(text)
    found = (tools.offices.parse(words, i, len(words)) for i in range(len(words)) if words[i].is_word)
    return next((each for each in found if each is not None), None)


def office_words(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example of a pattern or modifier gives the office it means; each example of an honorific holds one."""
    rules = tools.knowledge.mapping(name)
    for row in (*rules["minister_patterns"], *rules["modifiers"]):
        found = _first_office(tools, row["example"])
        office = found.office if found else "no office"
        if office != row["means"]:
            reason = f"{row['example']!r} is read as {office}, not as {row['means']}"
            yield KnowledgeError(file_with(tools.knowledge, name, row["example"]), None, reason)
    for row in rules["honorifics"]:
        words = find_words(row["example"])
        titles = (tools.lexicon.titles.at(words, i, len(words)) for i in range(len(words)))
        forms = {match.entry.name for matches in titles for match in matches if match.entry.kind == "honorific"}
        if not forms & {form.strip() for form in str(row["word"]).split("|")}:
            reason = f"{row['example']!r} holds none of the words {row['word']}"
            yield KnowledgeError(file_with(tools.knowledge, name, row["example"]), None, reason)
