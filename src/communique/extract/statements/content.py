"""What somebody is reported to have said: the clause behind a verb of saying that is no act by its own words.

Comes in: a scene and the acts found in it. Goes out: further acts (rule `saying`), with kind and promise by the form
of the clause: will, should, would, a plain fact.
"""

from __future__ import annotations

from communique.extract.grammar import SUBJECT, Grammar
from communique.extract.statements.acts import Found
from communique.extract.statements.clauses import content_words
from communique.extract.statements.frames import Frames
from communique.extract.statements.speakers import Scene, SpeakerReader, Voice
from communique.extract.statements.stance import Stance, StanceReader

_WILL = frozenset({"will", "'ll", "shall"})
_WISH = frozenset({"should", "must", "ought", "need", "needs"})
_IF = frozenset({"if", "unless", "provided"})
_FORMAL = ("joint_statement", "announcement", "readout", "message", "speech")
_TELLING = frozenset({"reaffirm", "note", "inform", "emphasize"})
_IT = frozenset({"it", "which", "that", "this"})
_NO_DEED = frozenset({"be", "have", "remain", "become", "help", "allow", "need"})


class ContentReader:
    """Reads reported clauses."""

    def __init__(self, frames: Frames, speakers: SpeakerReader) -> None:
        self._frames, self._speakers = frames, speakers

    # --- the reporter -----------------------------------------------------------------------------------------------

    def sayings(self, grammar: Grammar) -> list[tuple[int, int]]:
        """(verb of saying, verb of what is said) pairs of a sentence."""
        pairs: list[tuple[int, int]] = []
        for node in grammar.nodes:
            if node.mention is not None or node.low not in self._frames.saying or node.dep in ("amod", "compound"):
                continue
            if not (node.tag.startswith("V") or node.dep in ("parataxis", "ROOT")):
                continue
            clauses = [c for c in grammar.children(node.index, "ccomp") if self._is_clause(grammar, c)]
            pairs += [(node.index, c) for c in clauses or self._astray(grammar, node.index)]
            for child in grammar.children(node.index, "conj"):  # said it is open and will grow
                aux = {grammar.node(c).low for c in grammar.children(child, "aux")}
                if clauses and aux & _WILL and not grammar.children(child, *SUBJECT):
                    pairs.append((node.index, child))
            if node.dep == "parataxis" and self._is_clause(grammar, node.head):
                pairs.append((node.index, node.head))
        return pairs

    @staticmethod
    def _astray(grammar: Grammar, verb: int) -> list[int]:
        """told reporters after the talks that ...: a that-clause which the parser hung on the noun before it."""
        for n in grammar.subtree(verb):
            row = grammar.node(n)
            if n > verb + 1 and row.dep in ("acl", "relcl") and grammar.children(n, "nsubj", "nsubjpass"):
                marks = [c for c in grammar.children(n, "mark") if grammar.node(c).low == "that"]
                if marks and grammar.governing_verb(n) == verb:
                    return [n]
        return []

    @staticmethod
    def _is_clause(grammar: Grammar, i: int) -> bool:
        row = grammar.node(i)
        return row.tag.startswith("V") or row.tag == "MD" or bool(grammar.children(i, "nsubj", "nsubjpass", "cop"))

    def voice_of(self, scene: Scene, verb: int) -> Voice | None:
        """Who says, at a verb of saying; None if it is no party (an agency)."""
        grammar = scene.grammar
        subjects = grammar.agents(verb) if grammar.is_passive(verb) else grammar.subjects(verb)
        return self._speakers.voice(scene, subjects)

    def reporter_of(self, scene: Scene) -> Voice | None:
        """The party that a sentence reports, if its verb of saying has one, or `according to` names one."""
        for verb, _ in self.sayings(scene.grammar):
            voice = self.voice_of(scene, verb)
            if voice is not None:
                return voice
        for node in scene.grammar.nodes:
            if node.dep == "ROOT" and node.low in self._frames.saying:
                voice = self.voice_of(scene, node.index)
                if voice is not None:
                    return voice
        return self.according_to(scene)

    def according_to(self, scene: Scene) -> Voice | None:
        """The party behind `according to`."""
        for node in scene.grammar.nodes[:-1]:
            if node.low == "according" and scene.grammar.node(node.index + 1).low == "to":
                return self._speakers.voice(scene, [
                    n for c in scene.grammar.children(node.index) for n in scene.grammar.children(c, "pobj")
                ])  # fmt: skip
        return None

    # --- what is said -----------------------------------------------------------------------------------------------

    def found(self, scene: Scene, stances: StanceReader, acts: set[int]) -> list[tuple[Found, Stance]]:
        """Clauses that are said and are no acts; in quotations and formal texts also what stands alone."""
        grammar = scene.grammar
        made: list[tuple[Found, Stance]] = []
        taken = set(acts)
        for verb, clause in self.sayings(grammar):
            if clause in taken or self._holds_act(grammar, clause, acts) or self._is_saying_again(grammar, clause):
                continue
            if verb in acts or self._inside_act(grammar, verb, acts) or self.is_event(grammar, clause):
                continue
            if self._is_remark(grammar, clause):
                continue
            if self.voice_of(scene, verb) is None and not self._is_stateless(scene, verb, clause):
                if self._speaks_for_itself(scene, clause):
                    made.append(self._make(grammar, clause, None, stances))
                    taken.add(clause)
                continue
            if grammar.is_negated(verb):
                continue
            made.append(self._make(grammar, clause, verb, stances))
            taken.add(clause)
        root = self._root(scene)
        free = root is not None and not made and root not in acts
        if root is not None and free and (not acts or self._is_beside(grammar, root, acts)):
            made += [self._make(grammar, root, None, stances)] if self._stands_alone(scene, root) else []
        return made

    def _is_beside(self, grammar: Grammar, root: int, acts: set[int]) -> bool:
        """We will support it, and we expect reforms: the acts are coordinated with the main clause, not inside it."""
        if grammar.node(root).low in self._frames.saying and grammar.children(root, "ccomp"):
            return False
        return all(grammar.node(a).dep == "conj" and grammar.node(a).head == root for a in acts)

    def _is_stateless(self, scene: Scene, verb: int, clause: int) -> bool:
        """An official whose state nothing tells, who says what a state does: he speaks for it."""
        grammar = scene.grammar
        mentions = [grammar.node(s).mention for s in grammar.subjects(verb)]
        if not any(m is not None and m.kind == "person" for m in mentions):
            return False
        subject = self._speakers.voice(scene, grammar.children(clause, *SUBJECT))
        return subject is not None and len(subject.parties) == 1 and subject.how == "named"

    def _make(self, grammar: Grammar, clause: int, verb: int | None, stances: StanceReader) -> tuple[Found, Stance]:
        time = "current"
        if self._under_if(grammar, clause):
            time = "hypothetical"
        elif set(grammar.auxiliaries(clause)) & _WILL:
            time = "future"
        rule = "saying" if verb is not None else "announced-future"
        found = Found(clause, "note", None, "saying", None, False, False, None, rule)
        negated = False
        return found, Stance(negated, time, verb, tuple(stances.subjects(grammar, clause)))

    @staticmethod
    def _under_if(grammar: Grammar, clause: int) -> bool:
        return any(
            grammar.node(m).low in _IF for c in grammar.children(clause, "advcl") for m in grammar.children(c, "mark")
        )

    def _holds_act(self, grammar: Grammar, clause: int, acts: set[int]) -> bool:
        """Is the clause itself an act, or does it only lead to one: is ready to sign, would like to thank?"""
        waiting = [clause]
        while waiting:
            i = waiting.pop()
            if i in acts:
                return True
            waiting += grammar.children(i, "acomp")
            if grammar.node(i).low in self._frames.leading:
                waiting += grammar.children(i, "xcomp")
        return False

    def _is_saying_again(self, grammar: Grammar, clause: int) -> bool:
        return grammar.node(clause).low in self._frames.saying and bool(grammar.children(clause, "ccomp"))

    @staticmethod
    def _inside_act(grammar: Grammar, verb: int, acts: set[int]) -> bool:
        above = grammar.node(verb)
        while above.head != above.index:
            if any(n.low == ";" for n in grammar.nodes[min(above.index, above.head) : max(above.index, above.head)]):
                return False
            if above.dep in ("ccomp", "xcomp", "acl", "relcl") and above.head in acts:
                return True
            above = grammar.node(above.head)
        return False

    @staticmethod
    def _root(scene: Scene) -> int | None:
        """The verb of the sentence; in a quotation the first verb with a subject, whatever stands before the mark."""
        grammar = scene.grammar
        root = next((n.index for n in grammar.nodes if n.dep == "ROOT"), None)
        if root is None or scene.quoted is None or grammar.node(root).tag.startswith("V"):
            return root
        for node in grammar.nodes:
            if node.tag.startswith("V") and grammar.children(node.index, *SUBJECT):
                return node.index
        return root

    def is_event(self, grammar: Grammar, clause: int) -> bool:
        """met, visited, held talks: the agency relays what happened, nobody's view."""
        node = grammar.node(clause)
        tense = grammar.tense(clause)
        return tense in ("past", "perfect", "pluperfect") and node.low in self._frames.lists["events"]

    @staticmethod
    def _is_stay(grammar: Grammar, verb: int) -> bool:
        """will be in Riga"""
        places = [grammar.node(p).mention for p in grammar.prepositions(verb, "in", "at")]
        return any(m is not None and m.kind in ("place", "party") for m in places)

    @staticmethod
    def _is_remark(grammar: Grammar, clause: int) -> bool:
        """It will be his fourth visit: the agency's aside."""
        subjects = {grammar.node(s).low for s in grammar.children(clause, "nsubj")}
        return "it" in subjects and bool(grammar.children(clause, "attr"))

    def is_plan(self, scene: Scene, act: Found) -> bool:
        """will meet, will hold talks: told as a meeting already, but for the first sentence of a text."""
        first = min(scene.document.trees) == scene.sentence
        if not set(scene.grammar.auxiliaries(act.verb)) & _WILL:
            return False
        return scene.grammar.node(act.verb).low in self._frames.lists["events"] and not first

    def _stands_alone(self, scene: Scene, root: int) -> bool:
        """A whole sentence inside a quotation, what is `according to` a side, or goes on with what a side said."""
        grammar = scene.grammar
        if not self._is_clause(grammar, root) or not grammar.children(root, *SUBJECT):
            return scene.quoted is not None and len(grammar.nodes) > 4 and self._is_clause(grammar, root)
        if scene.quoted is not None:
            return True
        if self.according_to(scene) is not None:
            return True
        return self._speaks_for_itself(scene, root)

    def _speaks_for_itself(self, scene: Scene, clause: int) -> bool:
        """The two countries will ..., in the voice of who spoke before or of the sides whose text it is."""
        grammar = scene.grammar
        aux = set(grammar.auxiliaries(clause))
        if scene.document.record.kind not in _FORMAL and scene.last is None:
            return False
        subject = self._speakers.voice(scene, grammar.children(clause, *SUBJECT))
        if aux & _WILL and grammar.node(clause).low not in _NO_DEED:
            if subject is None or subject.how == "meeting":
                return False
            agency = scene.document.record.kind == "news_report"  # its own preview of what a person will do
            return not agency or subject.actor is None or subject.actor.known is None
        if aux & {"should", "must"} and scene.document.record.kind == "news_report":
            return scene.last is not None
        return False

    # --- who, which kind, what words --------------------------------------------------------------------------------

    def speaker(self, scene: Scene, stance: Stance, teller: Voice | None) -> Voice | None:
        """Who says it."""
        if stance.reporter is not None:
            return teller or self._speakers.voice(scene, list(stance.subjects))
        if scene.quoted is not None:
            return scene.quoted
        beside = self.according_to(scene)
        if beside is not None:
            return beside
        record = scene.document.record
        subject = self._speakers.voice(scene, list(stance.subjects))
        if record.kind in _FORMAL:
            if record.side and (subject is None or len(subject.parties) == 1):
                return self._speakers.by_party(scene, record.side)
            return subject
        return scene.last

    def words(self, scene: Scene, act: Found, verbs: frozenset[int], reporter: int | None) -> tuple[int, int]:
        """The reported clause with its subject."""
        return content_words(scene.document, scene.grammar, act.verb, verbs, reporter)

    def refine(
        self, scene: Scene, act: Found, stance: Stance, voice: Voice, asked: bool
    ) -> tuple[str, tuple[str, ...], str | None]:
        """(kind, who will act if not the speakers, strength of the promise)."""
        grammar = scene.grammar
        if act.rule in ("saying", "announced-future"):
            return self._kind_of_clause(scene, act, stance, voice)
        if act.words in ("accept",) and act.act is not None:
            objects = [o for o in grammar.objects(act.verb) if grammar.node(o).low not in _IT]
            if (asked and not objects) or any(grammar.node(o).low == "invitation" for o in objects):
                return "accept_invitation", (), None
        promise = act.promise if not stance.negated else None
        kind = act.kind
        if kind == "discuss" and len(voice.parties) == 1 and act.words.startswith("speak"):
            kind = "emphasize"
        if kind == "agree" and len(voice.parties) == 1 and act.words.startswith("decide"):
            kind = "announce"
        if kind == "support" and stance.time == "future":
            return "commit", (), "committed"
        if act.act is not None and act.act.name in _TELLING and act.noun is None and not promise:
            kind, by, promised = self._what_will_be(scene, act, voice)
            return kind, by, promised or promise
        return kind, (), promise

    def _what_will_be(self, scene: Scene, act: Found, voice: Voice) -> tuple[str, tuple[str, ...], str | None]:
        """noted that we will, affirmed that the United States would: a fact or promise of one's own."""
        grammar = scene.grammar
        for clause in grammar.children(act.verb, "ccomp"):
            aux = set(grammar.auxiliaries(clause))
            if not aux & (_WILL | {"would"}) or grammar.node(clause).low in _NO_DEED:
                continue
            subject = self._speakers.voice(scene, grammar.children(clause, *SUBJECT))
            if subject is None or not set(subject.parties) <= set(voice.parties) | set(scene.sides):
                continue
            if grammar.is_negated(clause) or grammar.is_passive(clause):
                continue
            kind = act.kind
            if act.words.startswith("note") or act.words == "mention":
                kind = "inform"
            elif act.words == "affirm":
                kind = "commit"
            by = subject.parties if subject.parties != voice.parties else ()
            return kind, by, "committed"
        return act.kind, (), None

    def _wished(self, grammar: Grammar, verb: int, aux: set[str], subject: Voice | None) -> str:
        """should, must: asked of those who can act (propose, urge), else a view."""
        if grammar.is_passive(verb):
            return "emphasize" if "must" in aux else "propose"
        if subject is not None and (len(subject.parties) > 1 or subject.how not in ("named", "meeting")):
            return "propose"
        heads = {grammar.node(s).low for s in grammar.children(verb, "nsubj")}
        return "urge" if heads & self._frames.lists["those_who_act"] else "emphasize"

    def _kind_of_clause(
        self, scene: Scene, act: Found, stance: Stance, voice: Voice
    ) -> tuple[str, tuple[str, ...], str | None]:
        grammar = scene.grammar
        verb = stance.reporter
        default = self._frames.saying.get(grammar.node(verb).low, "note") if verb is not None else "note"
        aux = set(grammar.auxiliaries(act.verb))
        subject = self._speakers.voice(scene, list(stance.subjects))
        if stance.time == "hypothetical":
            return "announce", (), None
        if aux & _WILL:
            if grammar.is_negated(act.verb):
                return "oppose", (), None
            deed = grammar.node(act.verb).low not in _NO_DEED or self._is_stay(grammar, act.verb)
            if subject is not None and deed and not grammar.is_passive(act.verb):
                by = subject.parties if subject.parties != voice.parties else ()
                own = set(subject.parties) == set(voice.parties) and verb is not None
                return ("commit" if own else "announce"), by, "committed"
            return "announce" if subject is not None else default, (), None
        if aux & _WISH:
            return self._wished(grammar, act.verb, aux, subject), (), None
        if "would" in aux and subject is not None and verb is not None and grammar.node(act.verb).low not in _NO_DEED:
            by = subject.parties if subject.parties != voice.parties else ()
            return "inform", by, "committed"
        if subject is not None and subject.how == "carried" and set(subject.parties) == set(voice.parties):
            return "inform", (), None
        if grammar.is_passive(act.verb) and grammar.tense(act.verb) == "present":
            return "inform", (), None
        return default, (), None
