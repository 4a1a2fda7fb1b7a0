"""Which country a noun phrase of an event belongs to: `Israeli troops`, `students in Lima`, `the Kremlin`.

Codes are those of PLOVER: three letters of ISO 3166 for a state; IGO, NGO, IMG for organisations, armed groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.extract.grammar import Grammar
from communique.extract.inflection import third_person
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.knowledge import Knowledge

_MODIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod")
_INSIDE = ("of", "in", "from", "throughout", "across", "within", "at", "among", "near", "outside", "around", "inside")
_STANCE = frozenset({"anti", "pro", "non"})
_BACKED = frozenset({"backed", "supported", "occupied", "held", "controlled", "brokered", "sponsored", "funded"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "who", "which", "that", "his", "its", "their", "her"})
_LONGEST = 6


class Names:
    """Names of actors: the list of knowledge/events/actors.csv and an analyst's own on top, found in running words."""

    def __init__(self, knowledge: Knowledge, own: Mapping[str, str] | None = None) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for row in knowledge.table("events/actors.csv", ["name"], ["party"]):
            self._enter(row["name"], row["party"])
        for name, party in (own or {}).items():
            self._enter(name, party)
        self._states = frozenset(row["code"] for row in knowledge.table("actors/states.csv", ["code"]))
        kinds = {entry["name"]: entry["words"] for entry in knowledge.entries("events/nouns.yaml")}
        self._ngo = tuple(form for w in kinds["nongovernmental"] for form in (w, third_person(w)))
        self.towns = frozenset(kinds["town"])

    def _enter(self, name: str, party: str) -> None:
        words = name.replace("-", " - ").replace("'s", " 's").split()
        self._names[tuple(w.lower() for w in words)] = party

    def code(self, party: str) -> str:
        """The code that event data has for a party."""
        return party if party in self._states else "IGO"

    def find(self, document: AnnotatedDocument, first: int, last: int) -> dict[int, tuple[str, int]]:
        """{word: (code, next word behind the name)} for the capitalised names in a range of words; the longest wins."""
        words = document.words.words
        found: dict[int, tuple[str, int]] = {}
        i = first
        while i < last:
            for n in range(min(_LONGEST, last - i), 0, -1):
                code = self._names.get(tuple(w.low for w in words[i : i + n]))
                if code is not None and any(w.is_capital for w in words[i : i + n]):
                    for k in range(i, i + n):
                        found[k] = (code, i + n)
                    break
            i = found[i][1] if i in found else i + 1
        return found

    def nongovernmental(self, phrase: str) -> bool:
        """Is the phrase a kind of non-governmental organisation?"""
        return any(phrase.endswith(word) for word in self._ngo)


class Countries:
    """The countries of the nodes of one tree."""

    def __init__(self, document: AnnotatedDocument, grammar: Grammar, names: Names) -> None:
        self._document, self._grammar, self._names = document, grammar, names
        rows = [n for n in grammar.nodes if n.last > n.first]
        self._named = names.find(document, rows[0].first, rows[-1].last) if rows else {}

    def of(self, nodes: Iterable[int], pronoun: Sequence[int] = ()) -> tuple[str, ...]:
        """The codes of nodes and of what is listed with them; `pronoun`: what `it` and `they` mean."""
        found: list[str] = []
        for node in nodes:
            for i in self._grammar.listed(node):
                if self._grammar.node(i).dep == "appos" and found:
                    continue
                if self._grammar.node(i).low in _PRONOUNS and self._grammar.node(i).mention is None:
                    found += self.of(pronoun) if pronoun else ()
                else:
                    found += self.single(i)
        return tuple(dict.fromkeys(found))

    def single(self, i: int, depth: int = 0) -> tuple[str, ...]:
        """The codes of one node: its own name, its modifiers, then where it is."""
        if self._ethnic(i):  # ethnic Albanians in Serbia: of Serbia
            return self._placed(i, depth)
        own = self._own(i)
        if own or depth > 3:
            return own
        node = self._grammar.node(i)
        if node.mention is not None and node.mention.kind == "date":
            return ()
        for child in self._grammar.children(i, *_MODIFIERS):
            if self._is_stance(child):
                continue
            found = tuple(code for c in self._grammar.listed(child) for code in self.single(c, depth + 2))
            if found:
                return tuple(dict.fromkeys(found))
        if self._names.nongovernmental(self._phrase(i)):
            return ("NGO",)
        return self._placed(i, depth)

    def at(self, i: int) -> tuple[str, ...]:
        """The country of the place where the verb or noun i is said to happen."""
        for child in self._grammar.children(i, "prep"):
            if self._grammar.node(child).low in ("in", "at", "near", "outside", "around", "inside", "across", "into"):
                below = self._grammar.children(child, "prep")  # outside of
                for target in [t for c in (child, *below) for t in self._grammar.children(c, "pobj")]:
                    town = self._grammar.node(target).low in self._names.towns
                    found = self.single(target) if town else self._own(target)
                    if found:
                        return found
        return ()

    def below(self, nodes: Iterable[int], without: Sequence[str]) -> tuple[str, ...]:
        """The first country among nodes that is none of `without`."""
        for n in nodes:
            found = tuple(code for code in self._own(n) if code not in without)
            if found:
                return found[:1]
        return ()

    def anywhere(self, without: Sequence[str] = ()) -> tuple[str, ...]:
        """The first country that the sentence names, but none of `without`."""
        for node in self._grammar.nodes:
            found = self._own(node.index) if not (self._ethnic(node.index) or self._is_stance(node.index)) else ()
            if found and found[0] not in ("IGO", "NGO", "IMG", *without):
                return found[:1]
        return ()

    def words(self, i: int) -> tuple[int, int]:
        """The words of the document that node i stands for."""
        return self._grammar.node(i).first, self._grammar.node(i).last

    def naming(self, code: str, last: bool = False) -> tuple[int, int]:
        """The words that name a country: the first that do, or the last; (0, 0) if none does."""
        found = [n.index for n in self._grammar.nodes if code in self._own(n.index)]
        return self.words(found[-1 if last else 0]) if found else (0, 0)

    def _own(self, i: int) -> tuple[str, ...]:
        node = self._grammar.node(i)
        for k in range(node.first, node.last):
            if k in self._named and not (node.mention is not None and node.mention.kind == "date"):
                return (self._named[k][0],)
        mention = node.mention
        words = self._document.words.words
        if node.last < len(words) and words[node.last].form.startswith("$"):  # US $50 million
            return ()
        return self._mentioned(mention) if mention is not None else ()

    def _mentioned(self, mention: Mention) -> tuple[str, ...]:
        if mention.kind in ("date", "project"):
            return ()
        codes = [p.party for p in mention.persons if p.party]
        if not codes and mention.place is not None and mention.place.party:
            codes = [mention.place.party]
        if not codes:
            several = mention.plural and len(mention.persons) != 1
            codes = [code for code in mention.parties if code][: None if several else 1]
        return tuple(dict.fromkeys(self._names.code(code) for code in codes if code))

    def _placed(self, i: int, depth: int) -> tuple[str, ...]:
        for child in self._grammar.children(i, "prep", "acl", "relcl", "appos"):
            node = self._grammar.node(child)
            if node.dep == "appos":
                found = self._own(child)
            elif node.dep == "prep":
                targets = self._grammar.children(child, "pobj") if node.low in _INSIDE else []
                if node.low in ("of", "from"):  # envoys from Morocco and Mauritania
                    targets = [m for t in targets for m in self._grammar.listed(t)]
                    found = tuple(dict.fromkeys(code for t in targets for code in self.single(t, depth + 1)))
                else:
                    found = next((c for t in targets if (c := self.single(t, depth + 1))), ())
            else:
                found = self.at(child) if depth < 2 else ()
            if found:
                return found
        return ()

    def _ethnic(self, i: int) -> bool:
        node = self._grammar.node(i)
        rows = [node, *(self._grammar.node(c) for c in self._grammar.children(i, "amod", "compound", "nmod"))]
        words = self._document.words.words
        return any(
            r.low == "ethnic" or (r.mention and r.first > 0 and words[r.first - 1].low == "ethnic") for r in rows
        )

    def _is_stance(self, i: int) -> bool:
        """anti-Syrian, pro-Iranian, Syrian-backed: no nationality of the noun."""
        words, node = self._document.words.words, self._grammar.node(i)
        before = words[node.first - 1].form if node.first > 0 else ""
        if before in ("-", "‐", "–") and node.first > 1 and words[node.first - 2].low in _STANCE:
            return True
        if node.low in _BACKED or node.low in _STANCE:
            return True
        return node.last + 1 < len(words) and words[node.last].form == "-" and words[node.last + 1].low in _BACKED

    def _phrase(self, i: int) -> str:
        nodes = self._grammar.nodes
        return " ".join(n.low for n in nodes[max(0, i - 3) : i + 1])
