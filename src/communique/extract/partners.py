"""Who takes part in an encounter: the arguments of a verb or noun, as actors."""

from __future__ import annotations

from typing import Any

from communique.extract.actors import Actor, ActorReader, known_actor
from communique.extract.circumstances import Circumstances
from communique.extract.encounter import Scene, is_date
from communique.extract.frame_table import FrameTable, is_state
from communique.extract.grammar import Grammar


class Partners:
    """Finds those who take part."""

    def __init__(self, actors: ActorReader, table: FrameTable) -> None:
        self.actors, self.table = actors, table

    def arguments(self, scene: Scene, verb: int, noun: int | None, entry: dict[str, Any]) -> list[int]:
        """The nodes of those who take part."""
        grammar = scene.grammar
        who = entry["who"]
        passive = grammar.is_passive(verb)
        found: list[int] = []
        if "subject" in who:
            found += grammar.agents(verb) if passive else grammar.subjects(verb)
        if "object" in who or (passive and noun is None):
            found += grammar.subjects(verb) if passive else grammar.objects(verb)
        words = tuple(w for w in who if w not in ("subject", "object"))
        found += grammar.prepositions(verb, *words)
        if noun is not None and entry.get("body"):
            found += [n for n in grammar.subtree(noun) if self.table.is_body(grammar, n)][:1]
        elif noun is not None:
            found += [n for n in grammar.objects(verb) if self._is_person(grammar, n)]  # hosted X for talks
            found += self.noun_arguments(grammar, noun)
            found += [
                n for n in grammar.children(noun, "appos") if self._is_person(grammar, n)
            ]  # with her peers: A and B
            found += grammar.prepositions(noun, *words)
            if grammar.node(noun).low.startswith("call") or grammar.node(noun).low.startswith("visit"):
                found += grammar.prepositions(noun, "on", "to", "from") + grammar.prepositions(verb, "on", "to", "from")
            found = [n for n in found if n != noun or entry.get("body")]
        found += [a for n in found for a in self._leaders(grammar, n)]
        found = [m for n in found for m in self._counted(grammar, n)]
        return [n for n in dict.fromkeys(found) if not is_date(grammar, n)]

    def _counted(self, grammar: Grammar, side: int) -> list[int]:
        """Who is meant: of a range of officials the officials."""
        return grammar.prepositions(side, "of") if grammar.node(side).low in self.table.amounts else [side]

    def _leaders(self, grammar: Grammar, side: int) -> list[int]:
        """Who leads a side: a delegation led by A."""
        led = [v for v in grammar.children(side, "acl", "relcl") if grammar.node(v).low in self.table.leading]
        return [a for v in led for a in grammar.agents(v)]

    @staticmethod
    def noun_arguments(grammar: Grammar, noun: int) -> list[int]:
        """Who takes part in an encounter by its own words: of A with B, between A and B, A's meeting, A-B talks."""
        found = grammar.prepositions(noun, "of", "between", "with", "among", "by")
        found += [n for of in list(found) for n in grammar.prepositions(of, "with")]  # the meeting of A | with B
        if grammar.node(noun).low.startswith("call"):
            found += grammar.prepositions(noun, "to", "from")
        for child in grammar.children(noun, "poss", "compound", "nmod", "amod"):
            mention = grammar.node(child).mention
            if mention is not None and (mention.kind == "date" or mention.note == "organisation"):
                continue  # the NATO summit: its name, not who takes part
            pronoun = grammar.node(child).tag.startswith("PRP")
            if mention is not None or (grammar.node(child).dep == "poss" and pronoun):
                found.append(child)
        return found

    @staticmethod
    def loose_partners(grammar: Grammar, verb: int) -> list[int]:
        """Persons behind `with` anywhere in the clause: spoke on the margins of the summit with X."""
        found: list[int] = []
        for i in grammar.clause_nodes(verb):
            node = grammar.node(i)
            if node.dep == "prep" and node.low == "with":
                found += [c for c in grammar.children(i, "pobj") if grammar.node(c).mention is not None]
        return found

    @staticmethod
    def stateless(scene: Scene, actors: list[Actor]) -> list[Actor]:
        """A named person whose state nothing tells, beside one whose state is known: the state the text names most."""
        if len({a.party for a in actors}) == 1 and len(actors) > 1:
            actors = Partners._other_side(scene, actors)
        taken = {a.party for a in actors if a.party}
        scenes = _only_scenes(scene)
        near_by = _states_near(scene, taken | scenes)
        told = {
            code for sentence in scene.document.mentions[: scene.tree.sentence] for m in sentence for code in m.parties
        }
        rest = near_by or [code for code in scene.document.favoured if code in told - taken - scenes and is_state(code)]
        done = []
        for actor in actors:
            if actor.party is None and actor.known is not None and taken and rest:
                known = scene.document.people[actor.known]
                if known.name:
                    known.party = rest[0]
                    known.because = f"{rest[0]} is the party besides that the text is about."
                    done.append(known_actor(scene.document, actor.known))
                    continue
            done.append(actor)
        return done

    @staticmethod
    def _other_side(scene: Scene, actors: list[Actor]) -> list[Actor]:
        """Nobody meets his own side: of two whose state was only taken from the dateline, the later is of the other."""
        home = actors[0].party
        rest = [code for code in scene.document.favoured if code != home and is_state(code)]
        before = {c for row in scene.document.mentions[: scene.tree.sentence] for m in row for c in m.parties}
        rest.sort(key=lambda code: code not in before)  # not of the state that only the next stop is in
        if not rest or not _is_guessed(scene, actors[-1]):
            return actors
        for actor in (a for a in actors if a is actors[-1] or _is_listed_with(scene, a, actors)):
            known = scene.document.people[actor.known or 0]
            known.party, known.guessed = rest[0], False
            known.because = f"{rest[0]} is the party besides that the text is about."
        return [known_actor(scene.document, a.known) if a.known is not None else a for a in actors]

    def resolve(self, scene: Scene, arguments: list[int], persons_only: bool, known_only: bool = False) -> list[Actor]:
        actors: list[Actor] = []
        for argument in arguments:
            for actor in self.actors.actors(scene.document, scene.grammar, argument, scene.focus):
                is_sender = scene.grammar.node(argument).low == "i"
                person_like = (
                    actor.known is not None or is_sender or (not known_only and self._speaks(scene.grammar, argument))
                )
                if persons_only and not person_like:
                    continue
                group = actor.known is None and actor.party in self.table.groups
                if not group and all(actor.key != other.key for other in actors):
                    actors.append(actor)
        named = {a.party for a in actors if a.known is not None and not _is_guessed(scene, a)}
        return [a for a in actors if a.known is not None or a.party not in named]

    def speaks_to_others(self, scene: Scene, verb: int, entry: dict[str, Any]) -> bool:
        """spoke to reporters, saw off the guest: the object takes no part, or the particle says otherwise."""
        grammar = scene.grammar
        if "to" in entry["who"]:
            told = grammar.prepositions(verb, "to")
            if told and not any(self.actors.actors(scene.document, grammar, n, scene.focus) for n in told):
                return not grammar.prepositions(verb, "with")
        return any(grammar.node(c).low in ("off", "through") for c in grammar.children(verb, "prt", "advmod"))

    def has_partner(self, scene: Scene, verb: int, entry: dict[str, Any]) -> bool:
        """Is the object (or the subject of a passive) somebody: a guest, not a loan; is she called on, not Peru?"""
        grammar = scene.grammar
        words = {"on", "upon"} & set(entry["who"])
        objects = grammar.objects(verb) + grammar.prepositions(verb, *words)
        partners = grammar.subjects(verb) if grammar.is_passive(verb) else objects
        meant = [m for n in partners for m in self._counted(grammar, n)]
        return bool(self.resolve(scene, meant, bool(entry.get("persons_only"))))

    @staticmethod
    def _is_person(grammar: Grammar, i: int) -> bool:
        mention = grammar.node(i).mention
        return mention is not None and bool(mention.known)

    @staticmethod
    def refers(grammar: Grammar, i: int) -> bool:
        """A reference (they, the two ministers), not a person named here."""
        mention = grammar.node(i).mention
        return mention is None or mention.kind == "role"

    @staticmethod
    def _speaks(grammar: Grammar, i: int) -> bool:
        mention = grammar.node(i).mention
        return (
            mention is None
            or mention.kind in ("side", "counterpart", "role")
            or (mention.kind == "party" and mention.note == "metonym")
        )

    @staticmethod
    def once_more(scene: Scene, verb: int, actors: list[Actor]) -> list[Actor]:
        """agreed to meet again, with one side named: the sides of the encounter told before."""
        again = any(scene.grammar.node(c).low == "again" for c in scene.grammar.children(verb, "advmod"))
        known = {a.party for a in scene.focus.pair}
        if again and len(actors) == 1 and actors[0].party in known:
            return list(scene.focus.pair)
        return actors

    @staticmethod
    def vague_partner(grammar: Grammar, verb: int, noun: int | None) -> bool:
        """with European leaders, with allies and partners: a plural that names nobody; a roster may follow."""
        heads = [verb] if noun is None else [verb, noun]
        partners = [n for h in heads for n in grammar.prepositions(h, "with", "to")]
        return any(grammar.node(n).tag in ("NNS", "NNPS") and grammar.node(n).mention is None for n in partners)

    def host(
        self, scene: Scene, entry: dict[str, Any], verb: int, actors: list[Actor], around: Circumstances
    ) -> tuple[list[Actor], str | None]:
        """Parties that only the place tells: was received in Riyadh; will host X in Dublin."""
        place = around.place
        host = None
        if entry.get("host") and place is not None and place.party:
            without = [a for a in actors if a.party is None]
            guests = {a.party for a in actors if a.party}
            if len(without) == 1 and place.party not in guests:
                known = without[0]
                because = f"The meeting was in {place.name or place.party}, where the host is at home."
                if known.known is not None:
                    scene.document.people[known.known].party = place.party
                actors = [Actor(place.party, a.known, a.person, a.level, because) if a is known else a for a in actors]
            elif len(guests) == 1 and not without and scene.grammar.is_passive(verb) and place.party not in guests:
                because = f"Nobody is named as the host in {place.name or place.party}."
                actors = [*actors, Actor(place.party, None, None, None, because)]
                host = place.party
        return [a for a in actors if a.party], host


def _is_guessed(scene: Scene, actor: Actor) -> bool:
    """A named person whose state was only taken from the dateline or the issuer."""
    known = scene.document.people[actor.known] if actor.known is not None else None
    return known is not None and known.guessed and bool(known.name)


def _is_listed_with(scene: Scene, actor: Actor, actors: list[Actor]) -> bool:
    """The delegation met A and B: is A of the side of B, as both are met by somebody else whose side is sure?"""
    if not _is_guessed(scene, actor) or all(_is_guessed(scene, a) for a in actors):
        return False
    grammar = scene.grammar
    of = {known: n.index for n in grammar.nodes if n.mention is not None for known in n.mention.known}
    mine, last = of.get(actor.known or 0), of.get(actors[-1].known or 0)
    return mine is not None and last in grammar.listed(mine)


def _only_scenes(scene: Scene) -> set[str]:
    """The states that the text names only as where something is (calm in Mali)."""
    named = [m for row in scene.document.mentions for m in row if m.kind in ("party", "adjective", "side", "person")]
    acting = {code for m in named if not m.where for code in m.parties}
    return {code for m in named if m.where for code in m.parties} - acting


def _states_near(scene: Scene, taken: set[str]) -> list[str]:
    """The states that the sentence names besides those taken, in reading order."""
    mentions = scene.document.mentions[scene.tree.sentence]
    found = [m.parties[0] for m in mentions if m.kind in ("party", "adjective", "side") and len(m.parties) == 1]
    return [code for code in dict.fromkeys(found) if code not in taken and is_state(code)]
