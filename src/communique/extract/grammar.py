"""Questions to a syntax tree that every frame asks: who does it, to whom, is it denied, when, may it be.

A tree is that of shared.annotated; a node is given by its number. The relation names are those of the parser's scheme
(ClearNLP); this is the only module of the stage that knows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.shared.annotated import Node, Tree

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OBJECT = frozenset({"dobj", "attr", "oprd", "dative"})
_LISTED = frozenset({"conj", "appos"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OPEN_CLAUSE = frozenset({"xcomp", "advcl", "acl", "pcomp", "ccomp"})
_OF_THE_OBJECT = frozenset({"in", "for", "from", "on"})  # thanked him for hosting: he hosted
_FUTURE = frozenset({"will", "'ll", "shall"})
_MODAL = frozenset({"may", "might", "could", "can", "would", "should", "must"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "am"})


class Grammar:
    """One tree and what can be asked of it."""

    def __init__(self, tree: Tree) -> None:
        self.nodes = tree.nodes

    def children(self, i: int, *deps: str) -> list[int]:
        """The children of node i with one of the relations, or all, in order."""
        nodes = self.nodes
        return [c for c in nodes[i].children if nodes[c].dep in deps] if deps else list(nodes[i].children)

    def listed(self, i: int) -> list[int]:
        """Node i and what is listed with it: A, B and C; also persons in apposition: the leaders - A, B and C."""
        found, waiting = [i], [i]
        while waiting:
            node = waiting.pop(0)
            for child in self.children(node, *_LISTED):
                if self.nodes[child].dep == "appos" and self.nodes[child].mention is None:
                    continue
                found.append(child)
                waiting.append(child)
        return sorted(found)

    def is_verb(self, i: int) -> bool:
        """True for verbs and auxiliaries."""
        return self.nodes[i].tag.startswith("V") or (
            self.nodes[i].dep in ("ROOT", "ccomp", "xcomp", "advcl", "relcl") and (self.nodes[i].tag in ("MD",))
        )

    def is_passive(self, i: int) -> bool:
        """Was something done to the grammatical subject?"""
        node = self.nodes[i]
        if self.children(i, "nsubjpass", "auxpass", "csubjpass"):
            return True
        bare = node.tag == "VBN" and not self.children(i, "aux", "dobj")
        return bare and node.dep in ("acl", "conj") and (node.dep == "acl" or self.is_passive(node.head))

    def subjects(self, i: int) -> list[int]:
        """The nodes that are the grammatical subject of verb i; inherited from the verbs it hangs on."""
        seen: set[int] = set()
        while i not in seen:
            seen.add(i)
            node = self.nodes[i]
            own = [c for c in self.children(i, *SUBJECT) if self.nodes[c].dep != "expl"]
            if own:
                return self._behind_relative(i, own)
            if node.dep == "conj" and (self.is_verb(node.head) or self.nodes[node.head].tag.startswith("V")):
                i = node.head
            elif node.dep == "relcl" or (node.dep == "acl" and node.tag in ("VBG", "VBN")):
                return [node.head]
            elif node.dep == "xcomp":
                objects = self.children(node.head, "dobj")
                if objects:
                    return objects[:1]
                i = node.head
            elif (node.dep in ("advcl", "ccomp", "dep") and node.tag in ("VBG", "VB", "VBN")) or node.dep == "acomp":
                i = node.head
            elif node.dep == "pcomp" or (node.dep == "acl" and node.tag == "VB"):
                i = self.governing_verb(node.head)
                if i < 0:
                    return []
                helped = self._controlling_object(i, node)
                if helped is not None:
                    return [helped]
            else:
                return []
        return []

    def _controlling_object(self, verb: int, gerund: Node) -> int | None:
        """The one who does what a gerund says, where that is the object: supports Chad in hosting the summit."""
        preposition = self.nodes[gerund.head]
        if gerund.dep != "pcomp" or preposition.low not in _OF_THE_OBJECT:
            return None
        if preposition.head not in (verb, *self.children(verb, "dobj")):  # wished Chad success in hosting it
            return None
        objects = [c for c in self.children(verb, "dobj", "dative") if c < preposition.index]
        objects += [c for o in objects for c in self.children(o, "compound")]  # the parser takes Chad success as a name
        return next((c for c in objects if self.nodes[c].mention or self.nodes[c].tag == "PRP"), None)

    def _behind_relative(self, i: int, own: list[int]) -> list[int]:
        return [
            self.nodes[i].head if self.nodes[s].low in _RELATIVE and self.nodes[i].dep == "relcl" else s for s in own
        ]

    def agents(self, i: int) -> list[int]:
        """Who did it, in a passive: the objects of `by`."""
        found: list[int] = []
        for by in self.children(i, "agent", "prep"):
            if self.nodes[by].low == "by":
                found += self.children(by, "pobj")
        return found

    def objects(self, i: int) -> list[int]:
        """Direct objects of verb i, also of the verbs that are coordinated before it and share them."""
        own = self.children(i, *_OBJECT)
        if own:
            return own
        later = [c for c in self.children(i, "conj") if self.nodes[c].tag == self.nodes[i].tag]
        return self.children(later[0], *_OBJECT) if later and later[0] - i <= 3 else []  # called and congratulated X

    def prepositions(self, i: int, *words: str) -> list[int]:
        """The objects of the given prepositions at node i: with, between ..."""
        found: list[int] = []
        for child in self.children(i, "prep", "agent", "prt", "dative"):
            if self.nodes[child].low in words:
                for target in self.children(child, "pobj", "pcomp"):
                    own = self.children(target, "nsubj") if self.nodes[target].tag == "VB" else []
                    found += own or [target]  # met with officials to plan: with whom, not with planning
        return found

    def governing_verb(self, i: int) -> int:
        """The verb that node i hangs on, through nouns and prepositions; -1 if there is none."""
        seen = {i}
        i = self.nodes[i].head
        while i not in seen:
            if self.nodes[i].tag.startswith("V") or self.nodes[i].tag == "MD":
                return i
            seen.add(i)
            i = self.nodes[i].head
        return -1  # not the node itself where it is the root

    def verb_chain(self, i: int) -> Iterator[int]:
        """Node i if it is a verb, and every verb above it, nearest first."""
        if self.nodes[i].tag.startswith("V"):
            yield i
        seen = {i}
        while True:
            above = self.governing_verb(i)
            if above < 0 or above in seen:
                return
            seen.add(above)
            yield above
            i = above

    def auxiliaries(self, i: int) -> list[str]:
        """The auxiliaries of verb i, or of the verb it is coordinated with if it has none."""
        own = [self.nodes[c].low for c in self.children(i, "aux", "auxpass")]
        if not own and self.nodes[i].dep == "conj" and not self.children(i, *SUBJECT):
            head = self.nodes[i].head
            if self.nodes[head].tag == self.nodes[i].tag:
                return self.auxiliaries(head)
        return own

    def is_negated(self, i: int) -> bool:
        """Does `not`, `never` or `no` reach node i itself?"""
        for child in self.nodes[i].children:
            node = self.nodes[child]
            if (
                node.dep == "neg"
                or node.low in ("not", "n't", "never", "neither")
                or (node.low == "no" and node.dep == "det")
            ):
                return True
        return False

    def tense(self, i: int) -> str:
        """past, present, future, perfect, pluperfect, modal or infinitive of verb i."""
        node = self.nodes[i]
        aux = self.auxiliaries(i)
        if any(a in _FUTURE for a in aux):
            return "future"
        if any(a in _MODAL for a in aux):
            return "modal"
        if "had" in aux:
            return "pluperfect"
        if "has" in aux or "have" in aux or "'ve" in aux:
            return "perfect"
        if "to" in aux or (node.tag == "VB" and not aux):
            return "infinitive"
        if "was" in aux or "were" in aux or "did" in aux:
            return "past"
        if any(a in ("is", "are", "'s", "'re", "am") for a in aux):
            return "present"
        if node.tag == "VBD":
            return "past"
        if node.tag == "VBN":
            return "participle"
        return "gerund" if node.tag == "VBG" else "present"

    def subtree(self, i: int) -> list[int]:
        """Node i and everything below it, in reading order."""
        found, waiting = [], [i]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting += self.nodes[node].children
        return sorted(found)

    def clause_nodes(self, i: int) -> list[int]:
        """What belongs to the clause of node i: everything below it but not inside other finite clauses."""
        found, waiting = [], [i]
        while waiting:
            node = waiting.pop()
            found.append(node)
            for child in self.nodes[node].children:
                if self.nodes[child].dep in ("ccomp", "advcl", "relcl", "parataxis", "csubj") or (
                    self.nodes[child].dep == "conj" and self.nodes[child].tag.startswith("V")
                ):
                    continue
                waiting.append(child)
        return sorted(found)

    def words_of(self, nodes: Iterable[int]) -> tuple[int, int]:
        """The range of document words that the nodes cover."""
        rows = [self.nodes[n] for n in nodes if self.nodes[n].last > self.nodes[n].first]
        return min(r.first for r in rows), max(r.last for r in rows)

    def node(self, i: int) -> Node:
        """Node i."""
        return self.nodes[i]
