"""The words that carry acts: knowledge/wording/acts_*.yaml, carriers.yaml and reporting.yaml as look-up tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from communique.extract.inflection import third_person, verb_forms
from communique.shared.knowledge import Knowledge

ACT_FILES = ("wording/acts_talk.yaml", "wording/acts_stand.yaml", "wording/acts_deed.yaml")
_LONGEST_NOUN = 3


@dataclass(frozen=True, slots=True)
class Act:
    """An entry of the acts: its name, kind and options (acts_stand.yaml says what they mean)."""

    name: str
    kind: str
    joint: bool
    addressee_object: bool
    to: tuple[str, ...]
    needs: frozenset[str]
    passive: bool
    promise: str | None
    options: dict[str, Any]

    def has(self, option: str, verb: str) -> bool:
        """Is the verb one of the list that an option names?"""
        return verb in self.options.get(option, ())


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """One verb of an entry, as written there, and the particle words behind it."""

    verb: str
    particle: tuple[str, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class NounFrame:
    """One noun of an entry, as written there, and the verbs that may carry it (by the base form)."""

    noun: str
    tail: tuple[str, ...]
    carriers: dict[str, str]
    subjects: frozenset[str]
    act: Act


@dataclass(frozen=True, slots=True)
class AdjectiveFrame:
    """One adjective of an entry and the word that must follow."""

    adjective: str
    follows: str
    act: Act


@dataclass(slots=True)
class Frames:
    """All tables; keys are forms in lower case."""

    verbs: dict[str, list[VerbFrame]] = field(default_factory=dict)
    nouns: dict[str, list[NounFrame]] = field(default_factory=dict)
    adjectives: dict[str, list[AdjectiveFrame]] = field(default_factory=dict)
    saying: dict[str, str] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()
    leading_adjectives: frozenset[str] = frozenset()
    leading_nouns: frozenset[str] = frozenset()
    denying: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    gathering: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    lists: dict[str, frozenset[str]] = field(default_factory=dict)


def load_frames(knowledge: Knowledge) -> Frames:
    """Reads the tables; a carrier that no list has is a KeyError of the file's own making."""
    frames = Frames()
    carriers = {entry["name"]: entry for entry in knowledge.entries("wording/carriers.yaml")}
    for path in ACT_FILES:
        for entry in knowledge.entries(path):
            _add_act(frames, entry, carriers)
    reporting = {entry["name"]: entry for entry in knowledge.entries("wording/reporting.yaml")}
    for kind, verbs in reporting["saying"]["kinds"].items():
        for verb in verbs:
            for form in verb_forms(verb.split(" ")[0] if "|" not in verb else _base(verb)):
                frames.saying.setdefault(form, kind)
    frames.leading = _all_forms(reporting["leading"]["verbs"])
    frames.leading_adjectives = frozenset(reporting["leading"]["adjectives"])
    frames.leading_nouns = frozenset(reporting["leading"]["nouns"])
    for verb in reporting["denying"]["verbs"]:
        for form in verb_forms(_base(verb)):
            frames.denying.setdefault(form, []).append(_particle(verb))
    frames.gathering = _all_forms(reporting["gathering"]["verbs"])
    frames.judging = _all_forms(reporting["judging"]["verbs"])
    agenda = reporting["on-the-agenda"]
    frames.lists = {
        "meetings": frozenset(reporting["meeting-as-subject"]["nouns"]),
        "own": frozenset(reporting["meeting-as-subject"]["own"]),
        "places": frozenset(agenda["places"]),
        "topics": frozenset(agenda["nouns"]),
        "agenda": frozenset(agenda["objects"]),
        "topping": _all_forms(agenda["verbs"]),
        "states": frozenset(reporting["states-of-mind"]["verbs"]),
        "polite": _all_forms(reporting["polite"]["verbs"]),
        "bad": frozenset(w for words in reporting["judging"]["bad"] for w in words.split()),
        "joint": frozenset(reporting["joint-words"]["words"]),
        "bare": _all_forms(reporting["saying"]["bare"]),
        "those_who_act": frozenset(reporting["those-who-act"]["nouns"]),
        "events": _all_forms(reporting["happenings"]["verbs"]),
        "telling": _telling(knowledge),
        "weak": _weak(knowledge),
        "no_participle": _no_participles(knowledge),
    }
    return frames


def _telling(knowledge: Knowledge) -> frozenset[str]:
    """The base forms of verbs that are acts in themselves: thank, inform, condemn, but not support or build."""
    found: set[str] = set()
    for path in ACT_FILES:
        for entry in knowledge.entries(path):
            if entry.get("participle") != "no" and entry["kind"] not in ("agree", "commit"):
                found |= {verb.split("|")[0] for verb in entry.get("verbs", ()) if " " not in verb}
    return frozenset(found)


def _weak(knowledge: Knowledge) -> frozenset[str]:
    """The base forms of verbs whose participles are no acts (support, propose): deeds as well as words."""
    entries = [entry for path in ACT_FILES for entry in knowledge.entries(path)]
    verbs = [
        v for e in entries for v in (e.get("verbs", ()) if e.get("participle") == "no" else e.get("no_participle", ()))
    ]
    return frozenset(_base(verb).split("|")[0] for verb in verbs)


def _no_participles(knowledge: Knowledge) -> frozenset[str]:
    """The -ing forms of acts that a participle does not tell (supporting growth)."""
    found: set[str] = set()
    for path in ACT_FILES:
        for entry in knowledge.entries(path):
            verbs = entry.get("verbs", ()) if entry.get("participle") == "no" else entry.get("no_participle", ())
            found |= {form for verb in verbs for form in verb_forms(_base(verb)) if form.endswith("ing")}
    return frozenset(found)


def _add_act(frames: Frames, entry: dict[str, Any], carriers: dict[str, dict[str, Any]]) -> None:
    act = Act(
        name=entry["name"],
        kind=entry["kind"],
        joint=bool(entry.get("joint")),
        addressee_object=entry.get("object") == "addressee",
        to=tuple(entry.get("to", ())),
        needs=frozenset(entry.get("needs", ())),
        passive=entry.get("passive") != "no",
        promise=entry.get("promise"),
        options=entry,
    )
    for verb in entry.get("verbs", ()):
        frame = VerbFrame(verb, _particle(verb), act)
        for form in verb_forms(_base(verb)):
            frames.verbs.setdefault(form, []).append(frame)
    for frames_of_form in frames.verbs.values():
        frames_of_form.sort(key=lambda f: -len(f.particle))
    own: dict[str, str] = {}
    subjects: set[str] = set()
    for name in entry.get("carriers", ()):
        for verb in carriers[name]["verbs"]:
            for form in verb_forms(_base(verb)):
                own.setdefault(form, _base(verb).split("|")[0])
                if carriers[name].get("subject"):
                    subjects.add(form)
    for noun in entry.get("nouns", ()):
        head, *tail = noun.split()
        if head in ("the", "a", "same", "common", "high", "good", "best", "warm", "well"):
            head, tail = noun.split()[-1], []
        limits = entry.get("needs_carrier", {}).get(noun)
        kept = own if limits is None else {form: base for form, base in own.items() if base in limits}
        frame_of_noun = NounFrame(noun, tuple(tail), kept, frozenset(subjects & set(kept)), act)
        for form in {head, third_person(head)} if not tail else {head}:
            frames.nouns.setdefault(form, []).append(frame_of_noun)
    for phrase in entry.get("adjectives", ()):
        adjective, _, follows = phrase.partition(" ")
        frames.adjectives.setdefault(adjective, []).append(AdjectiveFrame(phrase, follows, act))


def _base(verb: str) -> str:
    """The forms of a verb without its particle.

    >>> _base("take|took|taken note of")
    'take|took|taken'
    """
    *earlier, last = verb.split("|")
    return "|".join([*earlier, last.split()[0]])


def _particle(verb: str) -> tuple[str, ...]:
    return tuple(verb.rsplit("|", maxsplit=1)[-1].split()[1:])


def _all_forms(verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb_forms(_base(verb)))
