"""Finds the acts of one sentence: the words that carry them and where their content stands.

Comes in: a tree. Goes out: Found acts in reading order, not yet judged (stance.py) nor given a speaker (speakers.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.grammar import SUBJECT, Grammar
from communique.extract.statements.frames import Act, AdjectiveFrame, Frames, NounFrame, VerbFrame

_CONTENT = frozenset(
    {"dobj", "ccomp", "xcomp", "attr", "prep", "oprd", "acl", "acomp", "pobj", "nsubj", "advcl", "npadvmod", "dep",
     "pcomp", "dative", "agent", "appos", "relcl"}
)  # fmt: skip
_LOOSE = frozenset({"about", "regarding"})
_FAR = 9
_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_PERSONS = frozenset({"person", "people", "counterpart", "side", "party", "role"})
_PRONOUNS = frozenset({"him", "her", "them", "it", "us", "you"})
_OWNED = frozenset({"their", "his", "her", "its", "our", "mutual", "shared", "common", "serious", "deep", "grave"})


@dataclass(frozen=True, slots=True)
class Found:
    """An act: `verb` governs it; `head` begins the clause; `words` are the entry's own words that were met.

    noun: what names the act, if a light verb carries it; content: the first node of the content, if known.
    """

    verb: int
    kind: str
    act: Act | None
    words: str
    noun: int | None = None
    passive: bool = False
    subject_is_content: bool = False
    promise: str | None = None
    rule: str = ""


class ActFinder:
    """Finds acts by the frames."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def find(self, grammar: Grammar) -> list[Found]:
        """All acts of a sentence; each verb carries one."""
        found: dict[int, Found] = {}
        for node in grammar.nodes:
            if node.mention is not None or node.index in found:
                continue
            for made in self._at(grammar, node.index):
                if made.verb not in found:
                    found[made.verb] = made
        return [found[i] for i in sorted(found)]

    def _at(self, grammar: Grammar, i: int) -> Iterator[Found]:
        low = grammar.node(i).low
        if self._is_verb(grammar, i):
            if low in self._frames.judging:
                made = self._judging(grammar, i)
                if made is not None:
                    yield made
                    return
            made = self._carried(grammar, i) or self._by_verb(grammar, i)
            if made is not None:
                yield made
                return
            made = self._there_are(grammar, i)
            if made is not None:
                yield made
                return
            if low in self._frames.lists["states"] or low in self._frames.lists["topping"]:
                made = self._on_agenda(grammar, i)
                if made is not None:
                    yield made
        if low in self._frames.adjectives:
            made = self._by_adjective(grammar, i)
            if made is not None:
                yield made

    def _is_verb(self, grammar: Grammar, i: int) -> bool:
        """A verb that is no modifier; also one that the parser took for another word though it has a subject."""
        node = grammar.node(i)
        if node.dep in ("amod", "compound", "nmod", "aux", "auxpass", "det", "case"):
            return False
        if node.tag.startswith("V"):
            return True
        return (
            node.low in self._frames.verbs
            and bool(grammar.children(i, *SUBJECT))
            and bool(grammar.children(i, "dobj", "ccomp", "xcomp", "prep", "aux"))
        )

    # --- verbs ------------------------------------------------------------------------------------------------------

    def _by_verb(self, grammar: Grammar, i: int) -> Found | None:
        for frame in self._frames.verbs.get(grammar.node(i).low, ()):
            if self._fits(grammar, i, frame):
                passive = grammar.is_passive(i)
                return Found(
                    i, frame.act.kind, frame.act, frame.verb, None, passive,
                    passive and not frame.act.addressee_object, self._promise(frame.act, frame.verb), frame.act.name,
                )  # fmt: skip
        return None

    def _fits(self, grammar: Grammar, i: int, frame: VerbFrame) -> bool:
        act, verb = frame.act, frame.verb
        if not self._has_particle(grammar, i, frame.particle):
            return False
        if frame.particle == ("to",) and act.kind == "express_readiness" and self._is_others(grammar, i):
            return False
        if act.has("leading", verb) and self._leads(grammar, i):
            return False
        passive = grammar.is_passive(i)
        if passive and (not act.passive or act.has("no_passive", verb)):
            return False
        if act.has("meeting_only", verb) and not self._is_told(grammar, i):
            return False
        if act.needs and not passive and not self._has_content(grammar, i):
            return False
        objects = grammar.subjects(i) if passive else grammar.objects(i)
        if act.has("received", verb) and self._is_person(grammar, objects) and not self._is_first_person(grammar, i):
            return False
        if act.has("persons_only", verb) and not self._is_person(grammar, objects):
            return False
        if act.has("clause_only", verb) and not (grammar.children(i, "ccomp") or frame.particle):
            return False
        if act.has("needs_infinitive", verb):
            for_what = act.has("or_for", verb) and bool(grammar.prepositions(i, "for"))
            clause = any(
                "to" in grammar.auxiliaries(c) and (grammar.subjects(c) or objects)
                for c in grammar.children(i, "xcomp", "ccomp")
            )
            marks = {grammar.node(m).low for c in grammar.children(i, "ccomp") for m in grammar.children(c, "mark")}
            if act.has("or_that", verb) and "that" in marks:
                return True
            own_deed = i + 1 < len(grammar.nodes) and grammar.node(i + 1).low == "to"  # wants to thank: asks nobody
            if not for_what and (own_deed or not clause):
                return False
            if not for_what and not (objects or grammar.children(i, "ccomp")):
                return False
        if any(grammar.node(o).low in act.options.get("other_objects", ()) for o in objects):
            return False
        if verb in ("call on", "call upon") and not grammar.children(i, "xcomp", "ccomp", "advcl"):
            below = [c for p in grammar.prepositions(i, "on", "upon") for c in grammar.subtree(p)]
            if not any("to" in grammar.auxiliaries(c) for c in below):
                return False
        weighty = act.options.get("weighty") or act.options.get("weighty_verbs", {}).get(verb.split("|")[0])
        if weighty is None:
            weighty = act.options.get("weighty_verbs", {}).get(verb)
        return weighty is None or self._weighs(grammar, objects, weighty)

    @staticmethod
    def _is_told(grammar: Grammar, i: int) -> bool:
        """A finite verb, or an infinitive of purpose; not: by tackling crime, pledges to address it."""
        node = grammar.node(i)
        if node.tag in ("VBD", "VBZ", "VBP", "VBN"):
            return True
        return node.tag == "VB" and (bool(grammar.children(i, "nsubj")) or node.dep in ("advcl", "xcomp", "acl"))

    def _leads(self, grammar: Grammar, i: int) -> bool:
        """want to thank, is happy to announce: the act is the verb behind."""
        return any(
            "to" in grammar.auxiliaries(c)
            and (grammar.node(c).low in self._frames.lists["telling"] or self._carried(grammar, c) is not None)
            for c in grammar.children(i, "xcomp")
        )

    @staticmethod
    def _weighs(grammar: Grammar, objects: list[int], weighty: list[str]) -> bool:
        for o in objects:
            for n in grammar.listed(o):
                mention = grammar.node(n).mention
                if grammar.node(n).low in weighty or (mention is not None and mention.kind == "project"):
                    return True
        return False

    @staticmethod
    def _has_particle(grammar: Grammar, i: int, particle: tuple[str, ...]) -> bool:
        if not particle:
            return True
        at = i + 1
        while at < len(grammar.nodes) and grammar.node(at).tag in _ADVERBS and grammar.node(at).low != particle[0]:
            at += 1
        if tuple(n.low for n in grammar.nodes[at : at + len(particle)]) == particle:
            last = at + len(particle)
            follows = grammar.node(last).mention if last < len(grammar.nodes) else None
            return not (particle[-1] == "on" and follows is not None and follows.kind == "date")  # spoke on Monday
        if len(particle) > 1:
            return False
        if particle[0] == "to":
            return any("to" in grammar.auxiliaries(c) for c in grammar.children(i, "xcomp", "ccomp"))
        if any(grammar.node(c).low == particle[0] and c > i for c in grammar.children(i, "prep", "prt")):
            return True
        return (
            particle[0] in _LOOSE
            and any(  # spoke for two hours about trade
                n.low == particle[0] and n.dep == "prep" and grammar.governing_verb(n.index) == i
                for n in grammar.nodes[i + 1 : i + _FAR]
            )
        )

    @staticmethod
    def _is_others(grammar: Grammar, i: int) -> bool:
        """wants Chad to open the road: is the deed of the infinitive another's?"""
        clauses = [c for c in grammar.children(i, "xcomp", "ccomp") if "to" in grammar.auxiliaries(c)]
        asked = grammar.children(i, "dobj")
        return bool(clauses) and all(grammar.children(c, "nsubj", "nsubjpass") or asked for c in clauses)

    @staticmethod
    def _has_content(grammar: Grammar, i: int) -> bool:
        if any(c > i and grammar.node(c).dep in _CONTENT for c in grammar.node(i).children):
            return True
        if grammar.children(i, "ccomp"):
            return True
        return bool(grammar.objects(i))

    @staticmethod
    def _is_person(grammar: Grammar, nodes: list[int]) -> bool:
        for n in nodes:
            mention = grammar.node(n).mention
            if (mention is not None and mention.kind in _PERSONS) or grammar.node(n).low in _PRONOUNS:
                return True
        return False

    @staticmethod
    def _is_first_person(grammar: Grammar, i: int) -> bool:
        return any(grammar.node(s).low in ("we", "i") for s in grammar.subjects(i)) or grammar.node(i).tag == "VBP"

    @staticmethod
    def _promise(act: Act, words: str) -> str | None:
        limited = act.options.get("promise_with")
        if limited is not None:
            found = limited.get(words)
            return str(found) if found else None
        return act.promise

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _carried(self, grammar: Grammar, i: int) -> Found | None:
        """expressed gratitude, views were exchanged, an exchange of views took place."""
        passive = grammar.is_passive(i)
        low = grammar.node(i).low
        candidates = grammar.subjects(i) if passive else grammar.objects(i)
        candidates += [c for c in grammar.children(i, "ccomp") if grammar.node(c).tag.startswith("N")]
        for candidate in candidates:
            for noun in grammar.listed(candidate):
                if noun != candidate and noun > i and grammar.node(candidate).low in self._frames.nouns:
                    continue
                made = self._by_noun(grammar, i, noun, passive)
                if made is not None:
                    return made
        if not passive:
            for subject in grammar.children(i, "nsubj"):
                for frame in self._frames.nouns.get(grammar.node(subject).low, ()):
                    told = len(frame.tail) > 0 or grammar.prepositions(subject, "on", "about", "of", "regarding")
                    told = told or grammar.prepositions(i, "on", "about", "regarding")
                    fits = low in frame.subjects and self._has_tail(grammar, subject, frame)
                    if fits and told and self._placed(grammar, i):
                        return Found(
                            i, frame.act.kind, frame.act, frame.noun, subject, True, True, None, frame.act.name
                        )
        return None

    def _by_noun(self, grammar: Grammar, i: int, noun: int, passive: bool) -> Found | None:
        low = grammar.node(i).low
        for frame in self._frames.nouns.get(grammar.node(noun).low, ()):
            base = frame.carriers.get(low)
            if base is None or low in frame.subjects or not self._has_tail(grammar, noun, frame):
                continue
            if base in frame.act.options.get("owned_with", ()):
                owners = {grammar.node(c).low for c in grammar.children(noun, "poss", "amod")}
                if not owners & _OWNED:
                    continue
            kind = frame.act.options.get("kind_with", {}).get(base, frame.act.kind)
            if base in frame.act.options.get("deed_with", {}) and self._has_deed(grammar, noun):
                kind = frame.act.options["deed_with"][base]
            promise = self._promise(frame.act, frame.noun) or ("committed" if kind == "commit" else None)
            return Found(i, kind, frame.act, frame.noun, noun, passive, passive, promise, frame.act.name)
        return None

    @staticmethod
    def _has_deed(grammar: Grammar, noun: int) -> bool:
        """their commitment to meet: an infinitive behind the noun."""
        return any("to" in grammar.auxiliaries(c) for c in grammar.children(noun, "acl", "xcomp", "relcl"))

    @staticmethod
    def _has_tail(grammar: Grammar, noun: int, frame: NounFrame) -> bool:
        if not frame.tail:
            return True
        return tuple(n.low for n in grammar.nodes[noun + 1 : noun + 1 + len(frame.tail)]) == frame.tail

    @staticmethod
    def _placed(grammar: Grammar, i: int) -> bool:
        """took place needs its place; other verbs stand alone."""
        if grammar.node(i).low not in ("take", "takes", "took", "taken", "taking"):
            return True
        return any(grammar.node(c).low == "place" for c in grammar.children(i, "dobj"))

    # --- adjectives and other ways ----------------------------------------------------------------------------------

    def _by_adjective(self, grammar: Grammar, i: int) -> Found | None:
        node = grammar.node(i)
        if node.dep in ("amod", "compound", "nmod"):
            return None
        verb = i if grammar.children(i, "auxpass", "cop") else node.head
        if node.dep == "conj":
            verb = grammar.node(node.head).head if not grammar.children(node.head, "auxpass") else node.head
        if grammar.node(verb).low not in self._frames.lists["states"] and verb != i:
            return None
        for frame in self._frames.adjectives[node.low]:
            if self._follows(grammar, i, frame):
                if node.low in self._frames.leading_adjectives and self._leads(grammar, i):
                    return None
                promise = self._promise(frame.act, frame.adjective)
                return Found(verb, frame.act.kind, frame.act, frame.adjective, i, False, False, promise, frame.act.name)
        return None

    @staticmethod
    def _follows(grammar: Grammar, i: int, frame: AdjectiveFrame) -> bool:
        words = frame.follows.split()
        if not words:
            return bool(grammar.children(i, "pobj") if grammar.node(i).dep == "prep" else grammar.children(i, "prep"))
        after = [n.low for n in grammar.nodes[i + 1 : i + 1 + len(words)]]
        if after == words:
            return True
        if words == ["that"]:
            return bool(grammar.children(i, "ccomp"))
        if words == ["to"]:
            return any("to" in grammar.auxiliaries(c) for c in grammar.children(i, "xcomp"))
        return len(words) == 1 and any(grammar.node(c).low == words[0] for c in grammar.children(i, "prep"))

    def _there_are(self, grammar: Grammar, i: int) -> Found | None:
        """there are plans to build it"""
        if not grammar.children(i, "expl"):
            return None
        for noun in grammar.children(i, "attr", "dobj", "nsubj"):
            for frame in self._frames.nouns.get(grammar.node(noun).low, ()):
                if frame.act.name == "intend" and self._has_deed(grammar, noun):
                    return Found(i, "inform", frame.act, frame.noun, noun, True, False, "intends", frame.act.name)
        return None

    def _judging(self, grammar: Grammar, i: int) -> Found | None:
        """called the step cruel; described the visit as a step forward."""
        node = grammar.node(i)
        judged = grammar.children(i, "oprd", "ccomp", "xcomp") or grammar.prepositions(i, "as")
        words = [n for n in judged if n > i]
        if not words and node.low.startswith("call") and grammar.objects(i):
            behind = grammar.objects(i)[0]
            words = [n for n in grammar.children(i, "npadvmod", "advmod") if n > behind]
            words += [n for n in grammar.subtree(i) if n > behind and grammar.node(n).low in self._frames.lists["bad"]]
        if not words or not (grammar.subjects(i) or node.dep == "conj"):
            return None
        if any("to" in grammar.auxiliaries(w) for w in words) or self._is_person(grammar, grammar.objects(i)):
            return None
        inside = {grammar.node(n).low for w in words for n in grammar.subtree(w)}
        kind = "express_concern" if inside & self._frames.lists["bad"] else "emphasize"
        return Found(i, kind, None, "judging", None, grammar.is_passive(i), False, None, "judging")

    def _on_agenda(self, grammar: Grammar, i: int) -> Found | None:
        """X was at the centre of the talks; X topped the agenda; X were the main topics."""
        lists = self._frames.lists
        if not grammar.subjects(i):
            return None
        around: list[int] = []
        if grammar.node(i).low in lists["topping"]:
            around = [o for o in grammar.objects(i) if grammar.node(o).low in lists["agenda"]]
            around += [c for c in grammar.children(i, "advmod") if grammar.node(c).low in lists["agenda"]]
        else:
            for place in grammar.prepositions(i, "at", "in", "on", "among"):
                inside = {grammar.node(n).low for n in grammar.subtree(place)}
                if grammar.node(place).low in lists["places"] and (
                    inside & (lists["meetings"] | lists["agenda"]) or grammar.node(place).low in ("agenda", "table")
                ):
                    around.append(place)
            attributes = [a for a in grammar.children(i, "attr") if grammar.node(a).low in lists["topics"]]
            around += attributes
        if not around:
            return None
        return Found(i, "discuss", None, "on-the-agenda", None, True, True, None, "on-the-agenda")
