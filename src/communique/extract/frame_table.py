"""The frames of knowledge/wording/meetings.yaml: which verb or noun tells an encounter, and of which mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.extract.circumstances import Circumstances
from communique.extract.grammar import Grammar
from communique.extract.inflection import split_particle, third_person, verb_forms
from communique.shared.knowledge import Knowledge

_NAMED_BY = ("compound", "nmod", "poss", "amod")


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb of meetings.yaml: its particle words and the entry."""

    particle: tuple[str, ...]
    entry: dict[str, Any]


class FrameTable:
    """Looks verbs, nouns and means up."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = {entry["name"]: entry for entry in knowledge.entries("wording/meetings.yaml")}
        self._verbs: dict[str, list[Frame]] = {}
        for entry in entries.values():
            for verb in entry.get("verbs", ()):
                base, particle = split_particle(verb)
                for form in verb_forms(base):
                    self._verbs.setdefault(form, []).append(Frame(particle, entry))
        for frames in self._verbs.values():
            frames.sort(key=lambda frame: not frame.entry.get("noun_object"))
        self._nouns: dict[tuple[str, ...], str | None] = {}
        for mode, nouns in entries["encounters"]["nouns"].items():
            for noun in nouns:
                key = tuple(noun.replace("-", " - ").split())
                kept = None if mode == "open" else mode
                self._nouns[key] = kept
                self._nouns[(*key[:-1], third_person(key[-1]))] = kept
        self.means: dict[str, str] = {w: mode for mode, words in entries["by-means"]["means"].items() for w in words}
        organisations = knowledge.table("actors/organisations.csv", ["id"])
        self._organisations = frozenset(row["id"] for row in organisations if row["kind"] == "organisation")
        self.groups = frozenset(row["id"] for row in organisations if row["kind"] == "group")
        together = entries["declare-together"]
        self.declarers = frozenset(together["speakers"])
        self.declaring = frozenset(form for verb in together["meeting"] for form in verb_forms(verb))
        self.roster = frozenset(entries["roster"]["words"])
        self.leading = frozenset(form for verb in entries["roster"]["leading"] for form in verb_forms(verb))
        self.games = frozenset(entries["meet"]["games"])
        self.amounts = frozenset(entries["amounts"]["words"])
        self._events = frozenset(
            form for noun in entries["attend-body"]["events"] for form in (noun, third_person(noun))
        )
        self.of_two = frozenset(entries["encounters"]["of_two"])
        self.edge = frozenset(entries["occasions"]["at_the_edge"])

    def frames(self, grammar: Grammar, verb: int) -> list[dict[str, Any]]:
        """The entries whose verb and particle stand at a node, those with a noun as object first."""
        found = self._verbs.get(grammar.node(verb).low, [])
        return [frame.entry for frame in found if self._has_particle(grammar, verb, frame.particle)]

    @staticmethod
    def _has_particle(grammar: Grammar, verb: int, particle: tuple[str, ...]) -> bool:
        """Do the words of the particle follow the verb or hang on it?"""
        if not particle:
            return True
        following = tuple(n.low for n in grammar.nodes[verb + 1 : verb + 1 + len(particle)])
        if following == particle:
            return True
        return len(particle) == 1 and any(
            grammar.node(c).low == particle[0] for c in grammar.children(verb, "prt", "prep")
        )

    def noun_mode(self, grammar: Grammar, noun: int) -> tuple[str | None] | None:
        """(mode,) if the node is an encounter; None if it is none. `telephone talks` is read with its modifiers."""
        node = grammar.node(noun)
        if node.mention is not None or _is_appeal(grammar, noun):
            return None
        start = noun
        while (
            start > 0
            and grammar.node(start - 1).head == noun
            and grammar.node(start - 1).dep in ("compound", "amod", "punct", "nmod")
        ):
            start -= 1
        row = tuple(grammar.node(k).low for k in range(start, noun + 1))
        for length in range(min(3, len(row)), 0, -1):
            if row[-length:] in self._nouns:
                mode = self._nouns[row[-length:]]
                for word in row[:-length]:
                    mode = (
                        self.means.get(word, mode)
                        if mode in (None, "in_person") or self.means.get(word) == "video"
                        else mode
                    )
                return (mode,)
        return None

    def held_noun(self, grammar: Grammar, verb: int) -> int | None:
        """The encounter that a light verb holds: held talks, took part in a meeting, came for consultations."""
        candidates = grammar.objects(verb) + grammar.prepositions(verb, "in", "for", "at", "to", "into")
        if grammar.node(verb).dep == "relcl" and not grammar.is_passive(verb) and not grammar.objects(verb):
            candidates.insert(0, grammar.node(verb).head)  # the meeting she had hosted with A
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb) + candidates
        for candidate in candidates:
            for noun in grammar.listed(candidate):
                if self.noun_mode(grammar, noun) is not None:
                    return noun
        return None

    def body(self, grammar: Grammar, verb: int, direct: bool = False) -> int | None:
        """The organisation, or its summit, that somebody attends, joins or convenes; direct: the object alone."""
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb)
        else:
            candidates = grammar.objects(verb) + ([] if direct else grammar.prepositions(verb, "in", "at"))
        for candidate in candidates:
            if not self._may_be_event(grammar, candidate):
                continue  # addressed the concerns of the Union, joined its call for a truce
            for part in (candidate, *grammar.prepositions(candidate, "of", "with")):
                if any(self.is_body(grammar, n) for n in self._naming(grammar, part)):
                    alone = grammar.node(candidate).mention
                    joined = (
                        alone is not None and alone.note == "organisation" and grammar.node(verb).low.startswith("join")
                    )
                    return None if joined and not self._is_event(candidate, grammar) else candidate
        return None

    def _may_be_event(self, grammar: Grammar, i: int) -> bool:
        """A body itself, a name, or a word for what a body holds: the session of the Union."""
        node = grammar.node(i)
        return node.mention is not None or node.form[:1].isupper() or node.low in self._events

    def _is_event(self, i: int, grammar: Grammar) -> bool:
        """A summit or forum is attended; joining an organisation is accession."""
        mention = grammar.node(i).mention
        return mention is not None and not set(mention.parties) & self._organisations

    @staticmethod
    def _naming(grammar: Grammar, i: int) -> list[int]:
        """Node i and the nodes that name it: the *APEC* Leaders' Retreat."""
        found = [i]
        for n in found:
            found += grammar.children(n, *_NAMED_BY)
        return found

    @staticmethod
    def is_body(grammar: Grammar, i: int) -> bool:
        mention = grammar.node(i).mention
        if mention is None or len(mention.parties) != 1 or mention.kind not in ("party", "side"):
            return False
        return mention.note == "organisation" or (mention.kind == "side" and not is_state(mention.parties[0]))

    def mode(
        self, grammar: Grammar, verb: int, noun: int | None, entry: dict[str, Any], around: Circumstances
    ) -> str | None:
        """in_person, call, video: by words for the means, else by the noun, else by the verb."""
        for head in (noun, verb):
            if head is None or (head == verb and entry.get("noun_subject")):
                continue
            for child in grammar.children(head, "advmod", "prep", "amod", "compound", "npadvmod", "agent"):
                if grammar.node(child).dep == "prep":  # met virtually with: the parser hangs it on the preposition
                    by = [grammar.node(n).low for n in grammar.children(child, "advmod") if n < child]
                    if head == verb and any(word in self.means for word in by):
                        return next(self.means[word] for word in by if word in self.means)
                row = [grammar.node(child).low]
                row += [
                    grammar.node(n).low
                    for n in grammar.subtree(child)
                    if n - child < 6 and grammar.node(n).mention is None
                ]
                for k in range(len(row)):
                    for length in (3, 2, 1):
                        mode = self.means.get(" ".join(row[k : k + length]).replace(" - ", "-"))
                        if mode and (
                            grammar.node(child).dep != "prep"
                            or grammar.node(child).low in ("by", "over", "via", "on", "through", "in", "per")
                        ):
                            return mode
        if noun is not None:
            found = self.noun_mode(grammar, noun)
            if found and found[0]:
                return found[0]
        mode = entry.get("mode")
        if self._in_video(grammar, verb):
            return "video"
        if around.place is not None and entry.get("mode_with_place"):
            return str(entry["mode_with_place"])
        if mode is None and noun is not None and around.place is not None:
            return "in_person"
        return str(mode) if mode else None

    def _in_video(self, grammar: Grammar, verb: int) -> bool:
        """spoke at a virtual summit: an encounter by video is where it was."""
        behind = [n for n in grammar.clause_nodes(verb) if grammar.node(n).dep == "pobj"]
        at = [n for n in behind if grammar.node(grammar.node(n).head).low in ("at", "in", "during")]
        return any(self.noun_mode(grammar, n) == ("video",) for n in at if not self.at_the_edge(grammar, n))

    def at_the_edge(self, grammar: Grammar, noun: int) -> bool:
        """Is the noun the larger event on whose margins something else was?"""
        head = grammar.node(grammar.node(noun).head)
        return head.dep == "prep" and grammar.node(head.head).low in self.edge


def _is_appeal(grammar: Grammar, noun: int) -> bool:
    """a call for a truce, a call to lift the ban: nobody rang."""
    if not grammar.node(noun).low.startswith("call"):
        return False
    wanted = [m for t in grammar.prepositions(noun, "for") if (m := grammar.node(t)).tag.startswith("N")]
    return any(n.mention is None for n in wanted) or any(
        grammar.node(v).tag == "VB" and v == noun + 2 for v in grammar.children(noun, "acl")
    )


def is_state(code: str) -> bool:
    """ISO 3166 codes have three capitals; so have some acronyms, which the finder marks as organisations."""
    return len(code) == 3 and code.isalpha() and code.isupper()
