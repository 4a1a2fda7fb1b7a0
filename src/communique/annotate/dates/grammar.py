"""The rules of knowledge/dates, compiled: how expressions are written, what they name, and what tells a tense."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from communique.annotate.dates import pattern as language
from communique.annotate.dates.lexicon import Lexicon
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

FORMS, VAGUE, TENSE, PARTS = "dates/forms.yaml", "dates/vague.yaml", "dates/tense.yaml", "dates/parts.yaml"
_GUARDS = {"follows": "(?<=[{}])", "not_follows": "(?<![{}])", "precedes": "(?=[{}])", "not_precedes": "(?![{}])"}


class Rule(msgspec.Struct, frozen=True):
    """One entry: its compiled expression over the lexicon's alphabet, the field of each group, and fixed fields."""

    name: str
    form: str
    regex: re.Pattern[str]
    fields: tuple[str, ...]
    classes: tuple[str, ...]
    constants: dict[str, Any]
    starts: frozenset[str]


class Grammar:
    """All rules with their lexicon. `by_start` gives, for the character of a token, the rules that can begin there."""

    def __init__(self, knowledge: Knowledge) -> None:
        parts = {str(name): str(value) for name, value in knowledge.mapping(PARTS).items()}
        forms, vague, tense = (knowledge.entries(name) for name in (FORMS, VAGUE, TENSE))
        trees = [(entry, _tree(entry, parts)) for entry in (*forms, *vague, *tense)]
        literals = sorted({name for _, tree in trees for name in language.names(tree) if name.startswith("=")})
        self.lexicon = Lexicon(knowledge, literals)
        cut = len(forms) + len(vague)
        self.rules = tuple(_compile(entry, tree, self.lexicon.alphabet) for entry, tree in trees[:cut])
        self.tenses = tuple(
            (entry["tense"], _compile(entry, tree, self.lexicon.alphabet)) for entry, tree in trees[cut:]
        )
        self.by_start: dict[str, tuple[Rule, ...]] = {}
        for letter in sorted({letter for rule in self.rules for letter in rule.starts}):
            self.by_start[letter] = tuple(rule for rule in self.rules if letter in rule.starts)


def _tree(entry: dict[str, Any], parts: dict[str, str]) -> language.Node:
    try:
        return language.parse(str(entry.get("pattern", "")), parts)
    except language.PatternError as error:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: {error}") from error


def _compile(entry: dict[str, Any], tree: language.Node, alphabet: dict[str, str]) -> Rule:
    try:
        fields: list[str] = []
        body = language.regex(tree, alphabet, fields)
        starts, empty = language.first(tree, alphabet)
        if empty:
            raise language.PatternError("the pattern can be empty")
        for guard, template in _GUARDS.items():
            if guard in entry:
                names = str(entry[guard]).split()
                chars = "".join(language.characters(name, alphabet) for name in names if name != "end")
                look = template.format(chars)
                if "end" in names:
                    look = f"(?:{look}|\\Z)"
                body = look + body if "follows" in guard else body + look
    except language.PatternError as error:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: {error}") from error
    constants = dict(entry.get("set") or {})
    if "ref" in entry:
        constants["ref"] = entry["ref"]
    return Rule(
        entry["name"],
        str(entry.get("form", "vague")),
        re.compile(body),
        tuple(fields),
        tuple(_class_of(tree)),
        constants,
        frozenset(starts),
    )


def _class_of(node: language.Node) -> list[str]:
    """The classes of the capturing tokens, in the order of their groups."""
    if node.kind == "token":
        return [node.name] if node.field else []
    return [name for part in node.parts for name in _class_of(part)]
