"""Which families of the event lexicon the words of a tree belong to."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.events.lexicon import EventLexicon, Family, Kind
from communique.extract.grammar import Grammar
from communique.extract.inflection import verb_forms
from communique.shared.annotated import AnnotatedDocument

_OBJECTS = ("dobj", "attr", "oprd", "dative", "nsubjpass")
_LONGEST = 4
_OCCASION = frozenset({"after", "before", "during", "amid", "since", "until", "despite", "following", "because"})
_OBJECT, _FAR_OBJECT, _BEYOND_OBJECT, _PARTICLE, _SUBJECT = 3.0, 2.0, 0.5, 2.0, 1.0
_PLAIN, _WEAK = 1.5, -2.0


class Matcher:
    """Looks words up; one for each tree."""

    def __init__(self, lexicon: EventLexicon, grammar: Grammar, document: AnnotatedDocument) -> None:
        self.lexicon, self.grammar, self._document = lexicon, grammar, document
        self._general = {f for w in lexicon.kinds["general"].words for f in verb_forms(w)}
        self._organised = (
            lexicon.kinds["forces"].words | lexicon.kinds["official"].words | lexicon.kinds["troops"].words
        )

    def verb(self, i: int) -> list[tuple[float, Family, list[int]]]:
        """The families of verb i with how well each fits and the nodes that show it; the best first."""
        found: list[tuple[float, Family, list[int]]] = []
        near = self._near(i)
        objects = self.objects(i)
        for family, particle in self.lexicon.verbs.get(self.grammar.node(i).low, ()):
            if any(word not in near for word in particle):
                continue
            score = _PLAIN + _PARTICLE * bool(particle) + _WEAK * family.weak
            shown = [i, *(near[word] for word in particle if word != "+to")]
            if family.objects:
                hit = next(((n, far) for n, far in objects if self.fits(n, family.objects)), None)
                if hit is None:
                    continue
                score += 0.1 * self._length(hit[0], family.objects)
                beyond = not all(far for _, far in objects)  # it has an object, but another one
                score += _OBJECT if not hit[1] else _BEYOND_OBJECT if beyond else _FAR_OBJECT
                shown.append(hit[0])
            if family.subjects:
                acting = self.grammar.agents(i) if self.grammar.is_passive(i) else self.grammar.subjects(i)
                if not any(self.fits(n, family.subjects) for s in acting for n in self._heads(s)):
                    continue
                score += _SUBJECT
            found.append((score, family, shown))
        return sorted(found, key=lambda f: (-f[0], f[1].order))

    def alone(self, i: int) -> Family | None:
        """The family of a verb by its form alone, where its object is in no list: if all its families agree on the
        type, and it is none of the verbs of all work."""
        low = self.grammar.node(i).low
        if low in self._general:
            return None
        near = self._near(i)
        rows = [f for f, particle in self.lexicon.verbs.get(low, ()) if all(word in near for word in particle)]
        coded = [f for f in rows if f.code is not None]
        types = {self.lexicon.codes[f.code].event_type for f in coded if f.code is not None}
        return coded[0] if len(types) == 1 and all(f.code or f.needs_event for f in rows) else None

    def noun(self, i: int, complement: bool = False) -> Family | None:
        """The family of noun i, by the longest of its phrases; `complement`: also what an operator makes an event."""
        node = self.grammar.node(i)
        if node.mention is not None and node.mention.kind != "project":
            return None
        keys = list(self.phrases(i))
        for key in keys:
            if key in self.lexicon.nouns:
                return self.lexicon.nouns[key]
        if complement:
            return next((self.lexicon.complements[key] for key in keys if key in self.lexicon.complements), None)
        return None

    def phrases(self, i: int) -> Iterator[str]:
        """The phrases that end in noun i, and `state of emergency`; the longest first."""
        nodes = self.grammar.nodes
        if nodes[i].mention is not None:  # its own words: the U.N. envoy, Israeli troops
            yield from (w.low for w in self._document.words.words[nodes[i].first : nodes[i].last])
            return
        low = [n.low for n in nodes]
        if i + 2 < len(nodes) and low[i + 1] in ("of", "to"):
            yield " ".join(low[i : i + 3])
        for n in range(min(_LONGEST, i + 1), 0, -1):
            words = low[i - n + 1 : i + 1]
            yield " ".join(words)
            if "-" in words:
                yield " ".join(words).replace(" - ", "-")
        for child in self.grammar.children(i, "amod", "compound", "nmod", "acl"):
            yield f"{low[child]} {low[i]}"
            yield f"{low[child]} *"

    def fits(self, i: int, wanted: frozenset[str]) -> bool:
        """Is noun i one of the words, or of the classes with "@"?"""
        phrases = set(self.phrases(i))
        if phrases & wanted:
            return True
        return any(self._of_kind(i, phrases, self.lexicon.kinds[w[1:]]) for w in wanted if w.startswith("@"))

    def _length(self, i: int, wanted: frozenset[str]) -> int:
        """How many words more than one the longest fitting phrase has: rail link before link."""
        words = wanted.union(*(self.lexicon.kinds[w[1:]].words for w in wanted if w.startswith("@")))
        return max((phrase.count(" ") for phrase in self.phrases(i) if phrase in words), default=0)

    def _of_kind(self, i: int, phrases: set[str], kind: Kind) -> bool:
        if phrases & kind.words:
            return True
        node = self.grammar.node(i)
        if "number" in kind.names and node.tag == "CD":
            return True
        mention = node.mention
        if mention is None:
            return "plural" in kind.names and node.tag == "NNS" and not phrases & self._organised
        return bool(kind.names & _names_of(mention.kind, mention.note, node.tag, bool(mention.place)))

    def objects(self, i: int) -> list[tuple[int, bool]]:
        """(node, far) for the objects of verb i, with what is listed with them or contained in them; then those of
        its prepositions."""
        found: list[tuple[int, bool]] = []
        for child in self.grammar.children(i, *_OBJECTS):
            found += [(n, self.grammar.node(n).dep == "conj") for n in self._heads(child)]
        for child in self.grammar.children(i, "npadvmod"):  # gave them two days
            found.append((child, True))
        for child in self.grammar.children(i, "prep", "prt", "dative"):
            if self.grammar.node(child).low in _OCCASION:
                continue
            for target in self.grammar.children(child, "pobj"):
                found += [(n, True) for n in self._heads(target)]
        for child in self.grammar.children(i, "ccomp"):  # let the inspectors return
            if self.grammar.node(child).tag == "JJ":  # found him guilty
                found.append((child, True))
            if self.grammar.node(child).tag in ("VB", "NN", "NNS") and self.grammar.tense(child) == "infinitive":
                found += [(n, True) for s in self.grammar.children(child, "nsubj") for n in self._heads(s)]
        return found

    def _heads(self, i: int) -> list[int]:
        """Node i, what is listed with it, and what it is a group, number or part of."""
        found: list[int] = []
        container = self.lexicon.kinds["container"].words
        for n in self.grammar.listed(i):
            found.append(n)
            if self.grammar.node(n).low in container:
                for child in self.grammar.children(n, "prep"):
                    if self.grammar.node(child).low == "of":
                        found += [m for t in self.grammar.children(child, "pobj") for m in self.grammar.listed(t)]
        return found

    def _near(self, i: int) -> dict[str, int]:
        """The words right below verb i, and one step further, by form."""
        found: dict[str, int] = {}
        for child in self.grammar.children(i):
            if self.grammar.node(child).dep not in ("ccomp", "advcl", "conj", "nsubj", "parataxis", "mark", "aux"):
                found.setdefault(self.grammar.node(child).low, child)
        for child in self.grammar.children(i, "ccomp"):  # held him responsible
            if self.grammar.node(child).tag == "JJ":
                found.setdefault(self.grammar.node(child).low, child)
        for child in list(found.values()):
            deps = ("amod",) if self.grammar.node(child).dep == "dobj" else ("pobj", "prep", "prt")
            if self.grammar.node(child).dep in ("prep", "prt", "dobj", "advmod"):
                for below in self.grammar.children(child, *deps):
                    found.setdefault(self.grammar.node(below).low, below)
        for child in self.grammar.children(i, "xcomp"):
            if "to" in {self.grammar.node(c).low for c in self.grammar.children(child, "aux")}:
                found.setdefault("+to", child)
        return found


def _names_of(kind: str, note: str | None, tag: str, placed: bool) -> frozenset[str]:
    """What a mention may stand for."""
    if kind in ("person", "people", "counterpart", "role"):
        return frozenset({"person"})
    if kind == "side":
        return frozenset({"people"}) if note == "demonym" else frozenset({"person", "party"})
    if kind == "adjective":
        return frozenset({"people"}) if tag.startswith("N") else frozenset()
    if kind == "party":
        return frozenset({"party", "place", "organisation"})
    return frozenset({"place"}) if kind == "place" or placed else frozenset()
