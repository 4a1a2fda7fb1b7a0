"""Is the verb of an act told as done, and by whom: what governs it decides.

Comes in: a tree and the node of a verb. Goes out: a Stance, or None where the verb is no act of its own (what was
agreed, wished, done by a participle before a noun).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.extract.grammar import SUBJECT, Grammar
from communique.extract.statements.frames import Frames

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPEN = frozenset({"while", "whereas", "where", "though", "although", "but", "and", "so"})
_AUXILIARY = frozenset({"will", "would", "shall", "did", "does", "do", "'ll", "'d"})
_IF = frozenset({"if", "unless", "whether", "provided", "should"})
_BACKGROUND = frozenset({"as", "since", "after", "before", "because", "when", "until", "till", "once"})
_NO_ACT = frozenset({"may", "might", "could", "can", "should", "must"})


@dataclass(frozen=True, slots=True)
class Stance:
    """negated: the act was not done; time: current, recalled, future, hypothetical; reporter: the verb of saying above
    it, or None; subjects: the nodes of who acts; purpose: of a gathering, so that all who gather act."""

    negated: bool = False
    time: str = "current"
    reporter: int | None = None
    subjects: tuple[int, ...] = ()
    purpose: bool = False


class StanceReader:
    """Reads stances by the lists of reporting.yaml."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def of(self, grammar: Grammar, i: int, acts: frozenset[int] = frozenset()) -> Stance | None:
        """The stance of the verb at node i; acts: the verbs of all acts of the sentence."""
        if _NO_ACT & set(self._modals(grammar, i)):
            return None  # should agree: nobody has
        stance = Stance(self.is_negated(grammar, i), self._time(grammar, i), None, tuple(self.subjects(grammar, i)))
        node, seen = i, {i}
        while True:
            step = self._step(grammar, node, i, stance)
            if step is not None and step[0] in acts and step[0] != i and self._is_within(grammar, node, step[0]):
                return None  # urged them to make promises: they have made none
            if step is None:
                return None
            node, stance = step
            if node < 0 or node in seen:
                earlier = stance.time == "recalled" and stance.reporter is not None
                return None if earlier else stance  # said that it had backed the plan: that is what is said
            seen.add(node)

    @staticmethod
    def _is_within(grammar: Grammar, node: int, above: int) -> bool:
        """Is the clause at `node` an infinitive that belongs to the act above it?"""
        return grammar.node(node).dep in ("xcomp", "advcl") and "to" in grammar.auxiliaries(node) and node > above

    def _step(self, grammar: Grammar, node: int, act: int, stance: Stance) -> tuple[int, Stance] | None:
        """One verb up: (next node, or -1 at the top; the stance so far); None where the act is none."""
        row = grammar.node(node)
        if any(grammar.node(c).low in _IF for c in grammar.children(node, "mark")) and node != act:
            stance = replace(stance, time="hypothetical")
        if row.head == node:
            return -1, stance
        bare = node == act and row.tag in ("VB", "VBP") and not grammar.children(node, *SUBJECT, "aux")
        if bare and row.dep not in ("conj", "relcl") and row.low in self._frames.lists["weak"]:
            return None
        if row.dep == "conj":
            return self._conjunct(grammar, node, stance)
        if row.dep == "ccomp":
            return self._content(grammar, node, act, stance)
        if row.dep == "xcomp":
            return self._led(grammar, node, row.head, stance)
        if row.dep == "advcl":
            return self._adverbial(grammar, node, act, stance)
        if row.dep in ("dep", "parataxis", "npadvmod"):
            return row.head, stance
        if row.dep == "relcl":
            return self._relative(grammar, node, stance)
        if row.dep == "acl":
            return self._at_noun(grammar, node, stance)
        if row.dep == "pcomp":
            return self._behind_preposition(grammar, node, stance)
        if row.dep == "appos" and row.tag in _FINITE:
            above = grammar.governing_verb(node)
            return above, stance
        return None

    def _conjunct(self, grammar: Grammar, node: int, stance: Stance) -> tuple[int, Stance] | None:
        row = grammar.node(node)
        bare = row.tag in ("VB", "VBP") and not grammar.children(node, *SUBJECT, "aux")
        if bare and grammar.node(self._anchor(grammar, node)).tag in ("VBD", "VBN"):
            return None  # affirmed their wish to keep peace, support talks
        if self._stands_finite(grammar, node):
            return self._anchor(grammar, node), stance
        head = row.head
        plain = grammar.node(head).tag in ("VBP", "VB")  # the sides attach importance to it and intend to build it
        if (
            row.tag == "VB"
            and not plain
            and self._is_finite(grammar, head)
            and not set(grammar.auxiliaries(head)) & _AUXILIARY
        ):
            return None  # committed to deepen it, encourage investment: encourage belongs to what was promised
        return head, stance

    def _stands_finite(self, grammar: Grammar, node: int) -> bool:
        """A past or present form, or one with an auxiliary of its own."""
        own = {grammar.node(c).low for c in grammar.children(node, "aux", "auxpass")} - {"to"}
        return grammar.node(node).tag in _FINITE or bool(own)

    def _anchor(self, grammar: Grammar, node: int) -> int:
        """The verb that a coordinated finite verb goes with: of its own tense, if there is one above.

        agreed to hold talks and thanked: thanked is no part of the agreement.
        """
        past = grammar.node(node).tag == "VBD"
        above, head = [], grammar.node(node).head
        while True:
            above.append(head)
            if grammar.node(head).head == head:
                break
            head = grammar.node(head).head
        finite = [h for h in above if self._is_finite(grammar, h)]
        own = bool(grammar.children(node, *SUBJECT))
        if past and not own:
            same = [h for h in finite if grammar.node(h).tag == "VBD" or grammar.node(h).dep == "ROOT"]
            if same:
                return same[0]
        return finite[0] if finite else above[0]

    @staticmethod
    def _is_finite(grammar: Grammar, i: int) -> bool:
        if grammar.node(i).tag in _FINITE:
            return True
        if not grammar.node(i).tag.startswith("V"):
            return False
        aux = {grammar.node(c).low for c in grammar.children(i, "aux", "auxpass")}
        return "to" not in aux and bool(aux or grammar.children(i, "nsubj", "nsubjpass"))

    @staticmethod
    def is_negated(grammar: Grammar, i: int) -> bool:
        """not, never at the verb, or `no` at the subject of a passive: no agreement was signed."""
        if grammar.is_negated(i):
            return True
        return any(
            grammar.node(d).low in ("no", "neither", "none", "nothing") for s in grammar.children(i, "nsubjpass")
            for d in [s, *grammar.children(s, "det")]
        )  # fmt: skip

    @staticmethod
    def is_denied(grammar: Grammar, noun: int) -> bool:
        """made no promise: the noun of an act with `no` before it."""
        return any(grammar.node(c).low in ("no", "neither") for c in grammar.children(noun, "det"))

    @staticmethod
    def _modals(grammar: Grammar, i: int) -> list[str]:
        """The auxiliaries of a verb, or of that which it is coordinated with in its bare form."""
        aux = grammar.auxiliaries(i)
        row = grammar.node(i)
        if not aux and row.dep == "conj" and row.tag == "VB":
            return StanceReader._modals(grammar, row.head)
        return aux

    def _content(self, grammar: Grammar, node: int, act: int, stance: Stance) -> tuple[int, Stance] | None:
        head = grammar.node(node).head
        low = grammar.node(head).low
        between = grammar.nodes[min(node, head) : max(node, head)]
        if any(n.low == ";" for n in between):
            return -1, stance
        if low in self._frames.saying:
            reporter = stance.reporter if stance.reporter is not None else head
            if grammar.is_negated(head):
                return None
            return head, replace(stance, reporter=reporter)
        if node != act and not grammar.children(act, *SUBJECT) and grammar.node(act).tag in ("VBD", "VBZ", "VBP"):
            return head, replace(stance, subjects=tuple(self.subjects(grammar, head)))
        if head > node and grammar.node(head).dep == "ROOT" and not grammar.node(head).tag.startswith("V"):
            return head, stance
        if low in self._frames.leading or low in self._frames.leading_adjectives:
            return head, stance
        return None

    def _led(self, grammar: Grammar, node: int, head: int, stance: Stance) -> tuple[int, Stance] | None:
        """wished to thank, was pleased to inform, refused to sign, met to discuss."""
        row = grammar.node(head)
        denied = self.denies(grammar, head)
        if denied:
            return None if not denied[0] else (head, replace(stance, negated=True))
        if row.low in self._frames.leading or row.low in self._frames.leading_adjectives:
            if set(grammar.auxiliaries(head)) & _AUXILIARY - {"did", "does", "do"} and row.low not in ("like", "want"):
                return None  # will continue to support: nothing but a promise
            if grammar.children(head, "dobj") and row.low not in ("use", "used", "took", "taken", "take"):
                return None
            return head, replace(stance, subjects=stance.subjects or tuple(self.subjects(grammar, head)))
        if row.low in self._frames.gathering and "to" in grammar.auxiliaries(node):
            return head, replace(stance, purpose=True, subjects=tuple(self.subjects(grammar, head)))
        if row.tag.startswith("V") and row.low in self._frames.verbs and grammar.node(node).tag == "VBG":
            return head, stance
        return None

    def denies(self, grammar: Grammar, head: int) -> tuple[str, ...] | None:
        """The particle of a denying verb (stopped short of), () if it has none; None where the verb denies nothing."""
        for particle in self._frames.denying.get(grammar.node(head).low, ()):
            near = [n.low for n in grammar.nodes[head + 1 : head + 1 + len(particle)]]
            if list(particle) == near:
                return particle
        return None

    def _adverbial(self, grammar: Grammar, node: int, act: int, stance: Stance) -> tuple[int, Stance] | None:
        row = grammar.node(node)
        if row.tag == "VBG" and node == act and grammar.node(act).low in self._frames.lists["no_participle"]:
            return None
        marks = {grammar.node(c).low for c in grammar.children(node, "mark", "advmod", "prep") if c < node}
        if marks & _IF:
            return None
        if marks & _BACKGROUND and not (marks & _OPEN):
            return None
        if "to" in grammar.auxiliaries(node):
            head = grammar.node(row.head)
            if head.low not in self._frames.gathering:
                return None
            return row.head, replace(stance, purpose=True, subjects=tuple(self.subjects(grammar, row.head)))
        if row.tag == "VBN" and not grammar.children(node, "nsubj", "nsubjpass", "aux", "auxpass"):
            return None  # guided by the spirit of Riga, ...
        return row.head, stance

    def _relative(self, grammar: Grammar, node: int, stance: Stance) -> tuple[int, Stance] | None:
        head = grammar.node(grammar.node(node).head)
        pronouns = {grammar.node(c).low for c in grammar.children(node, "nsubj", "nsubjpass")}
        own = pronouns - {"who", "which", "that"}
        mention = head.mention
        if own:
            used = {grammar.node(c).low for c in grammar.children(node, "dobj", "attr")}
            return None if used & {"which", "that", "whom"} else (-1, stance)  # a plan that they support
        if mention is not None and mention.kind in ("person", "counterpart", "side", "party", "people"):
            return -1, stance
        return (-1, stance) if head.low in self._frames.lists["meetings"] and not own else None

    def _at_noun(self, grammar: Grammar, node: int, stance: Stance) -> tuple[int, Stance] | None:
        """a meeting to discuss trade, a statement condemning the attack."""
        row = grammar.node(node)
        noun = grammar.node(row.head)
        if "to" in grammar.auxiliaries(node) and (
            noun.low in self._frames.lists["meetings"]
            or noun.low in self._frames.leading_nouns
            or (noun.mention is not None and row.low in self._frames.lists["telling"])
        ):
            verb = grammar.governing_verb(row.head)
            if verb < 0:
                return None
            purpose = noun.low in self._frames.lists["meetings"] or noun.mention is not None
            if noun.mention is not None and grammar.node(verb).low not in self._frames.gathering:
                return None
            return verb, replace(stance, purpose=purpose, subjects=tuple(self.subjects(grammar, verb)))
        if row.tag == "VBG" and noun.low in self._frames.lists["meetings"]:
            verb = grammar.governing_verb(row.head)
            if verb >= 0:
                return verb, replace(stance, subjects=tuple(self.subjects(grammar, verb)))
            return -1, stance
        if row.tag == "VBG" and noun.mention is not None and noun.mention.kind in ("person", "counterpart"):
            return -1, stance
        return None

    def _behind_preposition(self, grammar: Grammar, node: int, stance: Stance) -> tuple[int, Stance] | None:
        """began by thanking; stopped short of condemning; with both sides stressing."""
        preposition = grammar.node(grammar.node(node).head)
        verb = grammar.governing_verb(preposition.index)
        if verb < 0:
            return None
        denied = self.denies(grammar, verb)
        subjects = stance.subjects or tuple(self.subjects(grammar, verb))
        if denied is not None and (not denied or preposition.low in denied):
            return verb, replace(stance, negated=True, subjects=subjects)
        if preposition.low in ("by", "with") or (preposition.low == "in" and grammar.children(node, "nsubj")):
            return verb, replace(stance, subjects=subjects)
        return None

    def subjects(self, grammar: Grammar, i: int) -> list[int]:
        """Who acts at verb i: its own subject, or that of the finite verb it is coordinated with."""
        own = [c for c in grammar.children(i, *SUBJECT) if grammar.node(c).dep != "expl"]
        if own:
            return grammar.subjects(i)
        row = grammar.node(i)
        if row.dep == "conj" and self._stands_finite(grammar, i):
            return self.subjects(grammar, self._anchor(grammar, i))
        if row.dep == "conj" and grammar.node(row.head).tag.startswith("V"):
            return self.subjects(grammar, row.head)
        if row.dep == "appos" and row.tag in _FINITE and grammar.governing_verb(i) >= 0:
            return self.subjects(grammar, grammar.governing_verb(i))
        return grammar.subjects(i)

    def _time(self, grammar: Grammar, i: int) -> str:
        tense = grammar.tense(i)
        if tense == "future":
            return "future"
        if tense == "pluperfect":
            return "recalled"
        if tense == "modal" and grammar.node(i).low not in self._frames.lists["polite"]:
            return "hypothetical"
        return "current"
