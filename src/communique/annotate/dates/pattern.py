"""The small language in which the knowledge files write date expressions, made into regular expressions.

A pattern is a row of items:  month:month ['.'] day_number:day [',' year:year]
    name            a token of this class (a class of words.csv or of the numbers)
    name:field      the same, and its value goes into the field
    'word'          this word or sign, in capitals or not
    [ ... ]         may be left out        ( ... | ... )   one of these        $part   the pattern of that part
Every token of a text is one character of an alphabet made for the lexicon, so a pattern is a regular expression over
that alphabet; no repetition is offered, so that matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

_ITEM = re.compile(r"\s*(?:([\[\]()|])|'([^']+)'|\$([a-z_0-9]+)|([a-z_0-9]+)(?::([a-z_0-9]+))?)")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where."""


class Node(msgspec.Struct, frozen=True):
    """A part of a pattern: a token class (`name`, `field`), or parts in a row, to choose from, or to leave out."""

    kind: Literal["token", "row", "choice", "optional"]
    name: str = ""
    field: str = ""
    parts: tuple[Node, ...] = ()


def parse(pattern: str, parts: Mapping[str, str], depth: int = 0) -> Node:
    """The tree of a pattern; `parts` are the patterns that `$name` stands for; PatternError if it cannot be read."""
    if depth > 20:
        raise PatternError("a part contains itself")
    items = list(_items(pattern))
    node, rest = _choice(items, 0, parts, depth)
    if rest != len(items):
        raise PatternError(f"a closing bracket too many in {pattern!r}")
    return node


def _items(pattern: str) -> Iterator[tuple[str, str, str]]:
    position, end = 0, len(pattern.rstrip())
    while position < end:
        found = _ITEM.match(pattern, position)
        if not found:
            raise PatternError(f"cannot read {pattern[position:].strip()!r}")
        bracket, word, part, name, field = found.groups()
        if bracket:
            yield "bracket", bracket, ""
        elif word:
            yield "token", literal(word), ""
        elif part:
            yield "part", part, ""
        else:
            yield "token", name, field or ""
        position = found.end()


def literal(word: str) -> str:
    """The name of the class that holds only this word."""
    return "=" + word.lower()


def _choice(items: list[tuple[str, str, str]], at: int, parts: Mapping[str, str], depth: int) -> tuple[Node, int]:
    branches: list[Node] = []
    while True:
        row: list[Node] = []
        while at < len(items) and items[at][:2] not in (("bracket", "]"), ("bracket", ")"), ("bracket", "|")):
            kind, text, field = items[at]
            at += 1
            if kind == "token":
                row.append(Node("token", text, field))
            elif kind == "part":
                if text not in parts:
                    raise PatternError(f"there is no part ${text}")
                row.append(parse(parts[text], parts, depth + 1))
            else:
                inner, at = _choice(items, at, parts, depth)
                if at >= len(items) or items[at][1] != ("]" if text == "[" else ")"):
                    raise PatternError(f"a {text!r} is not closed")
                at += 1
                row.append(Node("optional", parts=(inner,)) if text == "[" else inner)
        branches.append(Node("row", parts=tuple(row)))
        if at < len(items) and items[at][1] == "|" and items[at][0] == "bracket":
            at += 1
            continue
        return (branches[0] if len(branches) == 1 else Node("choice", parts=tuple(branches))), at


def names(node: Node) -> Iterator[str]:
    """The token classes that a pattern uses."""
    if node.kind == "token":
        yield node.name
    for part in node.parts:
        yield from names(part)


def regex(node: Node, alphabet: Mapping[str, str], fields: list[str]) -> str:
    """The regular expression of a pattern. `alphabet` gives the characters of a class; the fields of the capturing
    groups are appended to `fields` in their order. An unknown class is a PatternError."""
    if node.kind == "token":
        charset = characters(node.name, alphabet)
        if node.field:
            fields.append(node.field)
            return f"([{charset}])"
        return f"[{charset}]"
    inner = [regex(part, alphabet, fields) for part in node.parts]
    if node.kind == "row":
        return "".join(inner)
    return f"(?:{'|'.join(inner)})" + ("?" if node.kind == "optional" else "")


def characters(name: str, alphabet: Mapping[str, str]) -> str:
    """The characters of a class; PatternError if there is none."""
    if not alphabet.get(name):
        raise PatternError(f"no word is of the class {name!r}")
    return alphabet[name]


class _Shape(msgspec.Struct):
    """Where a part of a pattern can begin and end (numbers of its tokens), and whether it can be empty."""

    first: set[int]
    last: set[int]
    empty: bool


def openings(node: Node, alphabet: Mapping[str, str]) -> dict[str, set[str]]:
    """The characters a match can begin with, each with those that can come second; "" among these means that one
    token is enough. A pattern that can be empty is a PatternError. (The position automaton of Glushkov, 1961.)"""
    tokens: list[str] = []
    follow: dict[int, set[int]] = {}
    shape = _shape(node, alphabet, tokens, follow)
    if shape.empty:
        raise PatternError("the pattern can be empty")
    found: dict[str, set[str]] = {}
    for number in sorted(shape.first):
        second = {char for other in follow.get(number, ()) for char in tokens[other]}
        if number in shape.last:
            second.add("")
        for char in tokens[number]:
            found.setdefault(char, set()).update(second)
    return found


def _shape(node: Node, alphabet: Mapping[str, str], tokens: list[str], follow: dict[int, set[int]]) -> _Shape:
    if node.kind == "token":
        tokens.append(characters(node.name, alphabet))
        return _Shape({len(tokens) - 1}, {len(tokens) - 1}, False)
    shapes = [_shape(part, alphabet, tokens, follow) for part in node.parts]
    if node.kind != "row":
        empty = node.kind == "optional" or any(shape.empty for shape in shapes)
        return _Shape(set().union(*(s.first for s in shapes)), set().union(*(s.last for s in shapes)), empty)
    whole = _Shape(set(), set(), True)
    for shape in shapes:
        for number in whole.last:
            follow.setdefault(number, set()).update(shape.first)
        if whole.empty:
            whole.first |= shape.first
        whole.last = whole.last | shape.last if shape.empty else set(shape.last)
        whole.empty = whole.empty and shape.empty
    return whole
