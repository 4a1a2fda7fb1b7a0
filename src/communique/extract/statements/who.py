"""Who speaks in an act and to whom: subjects, agents and addressees of its frame as voices.

Comes in: an act with its stance. Goes out: the voice, the addressed parties, and the voice that reports it.
"""

from __future__ import annotations

from dataclasses import replace

from communique.extract.statements.acts import Found
from communique.extract.statements.content import ContentReader
from communique.extract.statements.speakers import Scene, SpeakerReader, Voice, merge
from communique.extract.statements.stance import Stance


class WhoReader:
    """Asks the speakers of acts."""

    def __init__(self, speakers: SpeakerReader, content: ContentReader) -> None:
        self._speakers, self._content = speakers, content

    def of(self, scene: Scene, act: Found, stance: Stance) -> tuple[Voice | None, tuple[str, ...], Voice | None]:
        """Who speaks, to whom, and who reports it; `he` in what is reported is the reporter."""
        teller = self._content.voice_of(scene, stance.reporter) if stance.reporter is not None else None
        strange = stance.reporter is not None and any(
            self._speakers.is_stranger(scene, s) for s in scene.grammar.subjects(stance.reporter)
        )
        if teller is None and strange:
            return None, (), None
        before, subject = scene.last, scene.focus.subject
        if teller is not None and len(teller.parties) == 1:
            scene.last = scene.teller = teller
            if teller.actor is not None:
                scene.focus.subject = teller.actor
        addressees = self._addressees(scene, act, stance)
        voice = self._voice(scene, act, stance, addressees, teller)
        scene.last, scene.focus.subject, scene.teller = before, subject, None
        return voice, addressees, teller

    def _voice(
        self, scene: Scene, act: Found, stance: Stance, addressees: tuple[str, ...], teller: Voice | None
    ) -> Voice | None:
        if act.rule in ("saying", "announced-future"):
            return self._content.speaker(scene, stance, teller)
        if act.passive:
            return self._passive_voice(scene, act, addressees, teller)
        subjects = list(stance.subjects)
        voice = self._speakers.voice(scene, subjects)
        if voice is None and not subjects:
            voice = self._without_subject(scene, act)
        if voice is None:
            return None
        if voice.how == "meeting" and stance.time == "future":
            return None
        if voice.how == "meeting":
            voice = self._one_side(scene, voice, addressees)
        if stance.purpose or (act.act is not None and act.act.joint):
            voice = self._with_partner(scene, act, stance, voice)
        options = act.act.options if act.act is not None else {}
        if act.words in options.get("meeting_only", ()) and len(voice.parties) < 2:
            return None
        if addressees and len(voice.parties) > 1 and voice.how == "joint":
            rest = tuple(p for p in voice.parties if p not in addressees)
            if rest and len(rest) < len(voice.parties):
                return None if not act.act or not act.act.addressee_object else voice
        return voice

    def _passive_voice(
        self, scene: Scene, act: Found, addressees: tuple[str, ...], teller: Voice | None
    ) -> Voice | None:
        agents = scene.grammar.agents(act.verb)
        if agents:
            return self._speakers.voice(scene, agents)
        common = act.rule == "on-the-agenda" or (act.act is not None and act.act.joint)
        if teller is not None and not common and len(teller.parties) == 1:
            return teller
        subjects = scene.grammar.children(act.verb, "nsubjpass")
        if (
            act.act is not None
            and not act.act.addressee_object
            and any(self._speakers.is_party(scene, s) for s in subjects)
        ):
            return None
        inside = scene.grammar.prepositions(act.verb, "between")
        voice = self._speakers.voice(scene, inside) if inside else None
        if voice is not None and len(voice.parties) > 1:
            return replace(voice, how="joint", sure=0.8)
        joint = self._speakers.joint(scene)
        return None if joint is None else self._one_side(scene, joint, addressees)

    def _one_side(self, scene: Scene, voice: Voice, addressees: tuple[str, ...]) -> Voice:
        """Nobody thanks or briefs himself: of two sides, the one that is not addressed."""
        rest = tuple(p for p in voice.parties if p not in addressees)
        if addressees and len(rest) == 1 and len(voice.parties) > 1:
            persons = tuple(p for p in voice.persons if p.party in rest)
            actor = next((a for a in scene.main if a.party == rest[0]), None)
            return Voice(rest, persons, "carried", 0.75, actor)
        return voice

    def _without_subject(self, scene: Scene, act: Found) -> Voice | None:
        """A participle or heading without a subject: all sides, if the act is one of talking together."""
        if act.act is not None and act.act.joint and scene.grammar.node(act.verb).tag in ("VBG", "VBD"):
            return self._speakers.joint(scene)
        return None

    def _with_partner(self, scene: Scene, act: Found, stance: Stance, voice: Voice) -> Voice:
        """Whoever stands behind `with`, or is met for the purpose, speaks too, if the act is a common one."""
        grammar = scene.grammar
        joint = (act.act is not None and act.act.joint) or (stance.purpose and self._is_shared(scene, act))
        if not joint or len(voice.parties) > 1:
            return voice
        nodes = grammar.prepositions(act.verb, "with") + (grammar.prepositions(act.noun, "with") if act.noun else [])
        if act.act is not None and act.act.name in ("agree", "commit"):
            nodes = [n for n in nodes if n < act.verb or grammar.node(n).mention is not None]
        if stance.purpose:
            nodes = []  # met A to discuss ties with B: B is talked about
            verb = grammar.governing_verb(act.verb)
            if verb >= 0:
                nodes += grammar.objects(verb) + grammar.prepositions(verb, "with", "to")
                nodes += [n for o in grammar.objects(verb) for n in grammar.prepositions(o, "with", "of")]
        nodes += [  # discussed with Minister Rojo ways to go on: the name may hang on the noun behind it
            c for n in nodes if grammar.node(n).mention is None
            for c in grammar.children(n, "compound", "nmod") if self._speakers.is_party(scene, c)
        ]  # fmt: skip
        partner = self._speakers.voice(scene, nodes)
        if partner is None and stance.purpose:
            whole = self._speakers.joint(scene)
            return whole if whole is not None and set(voice.parties) <= set(whole.parties) else voice
        if partner is None or not set(partner.parties) - set(voice.parties):
            return voice
        merged = merge([voice, partner])
        return replace(merged, how="joint") if merged is not None else voice

    @staticmethod
    def _is_shared(scene: Scene, act: Found) -> bool:
        """to reaffirm their commitment: theirs, of all who met."""
        grammar = scene.grammar
        nodes = [act.noun] if act.noun is not None else grammar.objects(act.verb)
        owners = {grammar.node(c).low for n in nodes for c in grammar.children(n, "poss", "amod")}
        return bool(owners & {"their", "shared", "mutual", "common"})

    def _addressees(self, scene: Scene, act: Found, stance: Stance) -> tuple[str, ...]:
        if act.act is None or act.rule in ("saying", "announced-future"):
            return ()
        grammar = scene.grammar
        nodes: list[int] = []
        if act.noun is None and act.act.addressee_object:
            asked = grammar.subjects(act.verb) if act.passive else grammar.objects(act.verb)
            clauses = [] if asked else grammar.children(act.verb, "ccomp", "xcomp")  # wants | Chad to open the road
            nodes += asked or [n for c in clauses for n in grammar.children(c, "nsubj")]
        if act.act.to:
            own = act.words.split()[2:]  # looked forward to X: what the verb is about, not to whom; but called on X
            nodes += grammar.prepositions(act.verb, *(w for w in act.act.to if w not in own))
            if act.noun is not None:
                nodes += grammar.prepositions(act.noun, *act.act.to)
        nodes += [n for n in grammar.children(act.verb, "dative") if n not in nodes and n > act.verb]
        if act.act.promise and act.noun is None and not act.act.addressee_object:
            nodes += [n for n in grammar.objects(act.verb) if self._speakers.is_party(scene, n)]
        if not nodes and grammar.node(act.verb).dep == "ccomp":  # told X that she looked forward to the fair
            above = grammar.node(act.verb).head
            nodes += [n for n in grammar.children(above, "dobj", "dative") if above < n < act.verb]
        found: list[str] = []
        for n in nodes:
            voice = self._addressed(scene, n, stance)
            if voice is not None:
                found += [p for p in voice.parties if p not in found]
        return tuple(found)

    def _addressed(self, scene: Scene, n: int, stance: Stance) -> Voice | None:
        """The parties behind an addressee; him, it, her hosts: the other side than who speaks."""
        node = scene.grammar.node(n)
        if node.mention is None and node.low in ("it", "him", "her", "them", "hosts", "host", "us"):
            own = self._speakers.voice(scene, list(stance.subjects))
            if own is not None and own.how == "meeting":
                return self._last_object(scene, n)
            if own is not None and len(own.parties) == 1:
                return self._speakers.other(scene, own.parties)
            return None
        return self._speakers.voice(scene, [n]) if self._speakers.is_party(scene, n) else None

    def _last_object(self, scene: Scene, n: int) -> Voice | None:
        """briefed the Chinese side, thanking it: the party named before the pronoun."""
        for node in reversed(scene.grammar.nodes[:n]):
            if self._speakers.is_party(scene, node.index) and node.mention is not None:
                return self._speakers.voice(scene, [node.index])
        return None
