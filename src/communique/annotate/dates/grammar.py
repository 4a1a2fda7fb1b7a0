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
    openings: dict[str, set[str]]


class Grammar:
    """All rules with their lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        parts = {str(name): str(value) for name, value in knowledge.mapping(PARTS).items()}
        forms, vague, tense = (knowledge.entries(name) for name in (FORMS, VAGUE, TENSE))
        trees = [(entry, _tree(entry, parts)) for entry in (*forms, *vague, *tense)]
        guards = [str(entry[guard]) for entry, _ in trees for guard in _GUARDS if guard in entry]
        looks = [_tree({**trees[0][0], "pattern": guard}, parts) for guard in guards if _is_pattern(guard)]
        used = {name for tree in (*looks, *(tree for _, tree in trees)) for name in language.names(tree)}
        literals = sorted(name for name in used if name.startswith("="))
        self.lexicon = Lexicon(knowledge, literals)
        cut = len(forms) + len(vague)
        self.rules = tuple(_compile(entry, tree, self.lexicon.alphabet) for entry, tree in trees[:cut])
        self.tenses = tuple(
            (entry["tense"], _compile(entry, tree, self.lexicon.alphabet)) for entry, tree in trees[cut:]
        )
        self._openings: dict[str, dict[str, list[Rule]]] = {}
        for rule in self.rules:
            for letter, seconds in rule.openings.items():
                here = self._openings.setdefault(letter, {})
                for second in "".join(self.lexicon.letters) if "" in seconds else sorted(seconds):
                    here.setdefault(second, []).append(rule)
                if "" in seconds:
                    here.setdefault("", []).append(rule)

    def beginning(self, chars: str, index: int) -> list[Rule]:
        """The rules that can match at a token, by its character and the next one; in the order of the files."""
        here = self._openings.get(chars[index])
        return here.get(chars[index + 1 : index + 2], []) if here else []


def _tree(entry: dict[str, Any], parts: dict[str, str]) -> language.Node:
    try:
        return language.parse(str(entry.get("pattern", "")), parts)
    except language.PatternError as error:
        raise KnowledgeError(entry["path"], None, f"{entry['name']}: {error}") from error


def _compile(entry: dict[str, Any], tree: language.Node, alphabet: dict[str, str]) -> Rule:
    try:
        fields: list[str] = []
        body = language.regex(tree, alphabet, fields)
        openings = language.openings(tree, alphabet)
        for guard, template in _GUARDS.items():
            if guard in entry:
                look = _guard(str(entry[guard]), template, alphabet)
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
        openings,
    )


def _is_pattern(guard: str) -> bool:
    return "'" in guard or "(" in guard


def _guard(guard: str, template: str, alphabet: dict[str, str]) -> str:
    """A look at the token before or after: a list of classes ("end" is the end of the text), or (after) a pattern."""
    if _is_pattern(guard):
        return template.replace("[{}]", "{}").format(language.regex(language.parse(guard, {}), alphabet, []))
    names = guard.split()
    chars = "".join(language.characters(name, alphabet) for name in names if name != "end")
    look = template.format(chars)
    return f"(?:{look}|\\Z)" if "end" in names else look


def _class_of(node: language.Node) -> list[str]:
    """The classes of the capturing tokens, in the order of their groups."""
    if node.kind == "token":
        return [node.name] if node.field else []
    return [name for part in node.parts for name in _class_of(part)]
