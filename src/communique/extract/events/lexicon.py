"""The words of events: families of verbs and nouns, operators, classes of words, codes.

Comes in: knowledge/events. Goes out: which families a verb, noun or adjective belongs to, and what an operator makes of
the event in its complement. Codes are those of CAMEO; codes.csv gives event type, mode and contexts of PLOVER (2021).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from communique.extract.inflection import third_person, verb_forms
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Family:
    """Words of one event (`code`) or of one operator (`does`); `order`: an earlier family wins where two fit alike."""

    name: str
    code: str | None
    does: str | None
    objects: frozenset[str]
    subjects: frozenset[str]
    weak: bool
    needs_event: bool
    swapped: bool
    order: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of words; `names` says which mentions stand for it."""

    words: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Code:
    """What PLOVER says of a CAMEO code."""

    cameo: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(slots=True)
class EventLexicon:
    """All of knowledge/events, by form."""

    verbs: dict[str, list[tuple[Family, tuple[str, ...]]]] = field(default_factory=dict)
    nouns: dict[str, Family] = field(default_factory=dict)
    complements: dict[str, Family] = field(default_factory=dict)
    adjectives: dict[str, Family] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    contexts: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def compose(self, does: str, inner: str | None) -> str | None:
        """The code that operator `does` makes of code `inner` (None: no event); None if that is no event."""
        if does in ("pass", "say", "purpose"):
            return inner
        table = self.tables[does]
        if inner is None:
            value = table["none"]
        else:
            value = next(table[inner[:n]] for n in range(len(inner), -1, -1) if inner[:n] in table)
        return inner if value == "=" else None if value == "-" else value


def load_lexicon(knowledge: Knowledge) -> EventLexicon:
    """The lexicon; an unknown code, class or operator in the files is a KnowledgeError."""
    lexicon = EventLexicon()
    for row in knowledge.table("events/codes.csv", ["code"], ["event_type", "mode", "contexts"]):
        cameo = row["code"].rstrip("R")
        lexicon.codes[row["code"]] = Code(cameo, row["event_type"], row["mode"] or None, row.many("contexts"))
    for entry in knowledge.entries("events/compose.yaml"):
        lexicon.tables[entry["name"]] = {str(key): str(code) for key, code in entry["table"].items()}
        for code in lexicon.tables[entry["name"]].values():
            _known(entry, code in ("=", "-") or code in lexicon.codes, f"the code {code}")
    raw = {entry["name"]: entry for entry in knowledge.entries("events/nouns.yaml")}
    for name, entry in raw.items():
        words = frozenset(form for word in entry["words"] for form in _plural(word.split("|")[0]))
        lexicon.kinds[name] = Kind(words, frozenset(entry.get("names", ())))
    for entry in knowledge.entries("events/contexts.yaml"):
        words = frozenset(form for word in entry["words"] for form in _plural(word))
        lexicon.contexts.append((entry["name"], words))
    families = [*knowledge.entries("events/verbs.yaml"), *knowledge.entries("events/operators.yaml")]
    for order, entry in enumerate(families):
        _enter(lexicon, entry, order, raw)
    return lexicon


def _enter(lexicon: EventLexicon, entry: dict[str, Any], order: int, raw: dict[str, dict[str, Any]]) -> None:
    code, does = entry.get("code"), entry.get("does")
    _known(
        entry, code in lexicon.codes if code else does in (*lexicon.tables, "pass", "say", "purpose"), "code or does"
    )
    family = Family(
        name=entry["name"],
        code=code,
        does=does,
        objects=_with_plurals(entry.get("objects", ())),
        subjects=_with_plurals(entry.get("subjects", ())),
        weak=bool(entry.get("weak")),
        needs_event=entry.get("needs") == "event",
        swapped=entry.get("roles") == "swapped",
        order=order,
    )
    for name in (*family.objects, *family.subjects):
        _known(entry, not name.startswith("@") or name[1:] in lexicon.kinds, f"the class {name}")
    for listed in _expanded(entry.get("verbs", ()), raw):
        verb, *rest = (word for word in listed.split() if word != "the")
        for form in _forms(verb):
            lexicon.verbs.setdefault(form, []).append((family, tuple(rest)))
    for noun in _expanded(entry.get("nouns", ()), raw):
        for form in _plural(noun):
            lexicon.nouns.setdefault(form, family)
    for noun in _expanded(entry.get("complements", ()), raw):
        for form in _plural(noun):
            lexicon.complements.setdefault(form, family)
    for adjective in entry.get("adjectives", ()):
        lexicon.adjectives.setdefault(adjective, family)


def _known(entry: dict[str, Any], right: bool, what: str) -> None:
    if not right:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: {what} is unknown")


def _expanded(listed: Iterable[str], raw: dict[str, dict[str, Any]]) -> Iterable[str]:
    for item in listed:
        yield from raw[item[1:]]["words"] if item.startswith("@") else (item,)


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of "base|past|participle"; "be|been" gives all of `be`."""
    forms = verb_forms(verb)
    base, *past = verb.split("|")
    if len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        doubled = base + base[-1]  # stop: stopped; of visit the form that does not exist does no harm
        forms = (*forms, doubled + "ing", *(() if past else (doubled + "ed",)))
    return tuple(dict.fromkeys(forms))


def _plural(word: str) -> tuple[str, ...]:
    return (word, third_person(word), word + "s")  # euros, photos


def _with_plurals(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for w in words for form in ((w,) if w.startswith("@") else _plural(w)))
