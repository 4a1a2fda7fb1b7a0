"""Bodies that speak for a state, where a text names them: "the Azerbaijani Ministry of Foreign Affairs"."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from communique.annotate.layout.forms import Forms
from communique.annotate.layout.states import StateForms
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

FILE = "layouts/sourcing.yaml"
_LEFT, _RIGHT = 110, 110
_WORD = re.compile(r"[^\W_][\w'’.\-]*")
_TITLED = re.compile(r"[^\W\d_a-z][\w.]*[ ]$")
_BRACKET = re.compile(r"[ ]\([^()\n]{1,20}\)")


class Institution(msgspec.Struct, frozen=True, kw_only=True):
    """A body in a text: its span with article, state and spokesperson.

    voice: the spokesperson as printed, if one speaks for it; named: True if with a name. usual: the only states that
    use this name, for a body that is printed without its state.
    """

    start: int
    end: int
    name: str
    party: str | None
    voice: str | None = None
    named: bool = False
    usual: tuple[str, ...] = ()


class Institutions:
    """Finds bodies in texts and in the names of publishers."""

    def __init__(self, knowledge: Knowledge, states: StateForms) -> None:
        words = knowledge.mapping(FILE)
        self._states = states
        self._known: dict[str, tuple[str, str | None]] = {}
        for entry in [*entries(words, "institutions"), *entries(words, "seats")]:
            for form in entry["forms"]:
                self._known[str(form)] = (str(entry["name"]), entry.get("party"))
        self._usual = {
            str(form): tuple(entry["parties"]) for entry in entries(words, "usual") for form in entry["forms"]
        }
        self._anchor = re.compile(rf"(?<![\w-]){any_of(self._known)}(?![\w-])", re.IGNORECASE)
        self._wrapped = re.compile(rf"(?:^|(?<=\s))(?:the |a |an )?{any_of(words['wrappers'])}\s+$", re.IGNORECASE)
        self._article = re.compile(rf"(?:^|(?<=\W)){any_of(words['articles'])}\s+$", re.IGNORECASE)
        self._wrapped_person = re.compile(
            rf"(?:the |a |an )?(?P<word>{any_of(words['wrapped_persons'])})\s", re.IGNORECASE
        )
        self._behind = re.compile(rf",?[ ](?P<name>{name_pattern(words)})")
        self._small = frozenset(words["not_names"])
        self._organisations = _organisations(knowledge, frozenset(words["organisation_kinds"]))
        self._follower = re.compile(rf"(?:['’]s?)?[ ]{any_of(words['followers'])}(?!\w)", re.IGNORECASE)
        self._voice = re.compile(
            rf"(?:['’]s?)?,?[ ](?P<word>(?i:{any_of(words['spokespersons'])}))(?!\w)"
            rf"(?:,?[ ](?P<name>{name_pattern(words)}))?"
        )

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> list[Institution]:
        """The bodies named between `start` and `end`, in the order of the text."""
        stop = len(text) if end is None else end
        found = [self._around(text, match) for match in self._anchor.finditer(text, start, stop)]
        return sorted([*found, *self._international(text, start, stop)], key=lambda body: (body.start, body.end))

    def _international(self, text: str, start: int, end: int) -> list[Institution]:
        """Organisations between `start` and `end` by their exact forms."""
        found = []
        for first, at, (name, party) in self._organisations.find(text, start, end):
            titled = _TITLED.search(text[max(0, first - 30) : first])
            if titled and titled.group().strip() not in self._small:
                continue  # the "Security Council" of "National Security Council"
            begin = self._with_wrapping(text, first)
            stop, voice = self._voice_after(text, at, name)
            found.append(Institution(start=begin, end=stop, name=name, party=party, voice=voice, named=bool(voice)))
        return found

    def _voice_after(self, text: str, at: int, printed: str) -> tuple[int, str | None]:
        spoken = self._voice.match(text, at)
        if not spoken or not spoken["name"]:
            return at, None
        return spoken.end(), f"{printed} {spoken['word']} {spoken['name']}"

    def parse(self, name: str) -> Institution | None:
        """The body that the name of a publisher is ("Ministry of Foreign Affairs of Peru", "MOFA Japan"), or None."""
        for found in self.find_all(name):
            rest = name[: found.start] + name[found.end :]
            if not _WORD.search(rest):
                return found
            tail = self._states.code(rest.strip(" ,-()"))
            if tail and found.party is None:
                return msgspec.structs.replace(found, start=0, end=len(name), party=tail)
        return None

    def _around(self, text: str, found: re.Match[str]) -> Institution:
        name, party = self._known[_key(found.group())]
        start, end = found.span()
        if party is None:
            start, party = self._state_before(text, start)
        if party is None:
            end, party = self._state_after(text, end)
        if bracket := _BRACKET.match(text, end):
            end = bracket.end()
        voice, named = None, False
        if spoken := self._voice.match(text, end):
            end = spoken.end()
            voice = " ".join(part for part in (found.group(), spoken["word"], spoken["name"]) if part)
            named = spoken["name"] is not None
        elif follower := self._follower.match(text, end):
            end = follower.end()
        begin = self._with_wrapping(text, start)
        person = self._wrapped_person.match(text, begin, start)
        if person and voice is None and (behind := self._behind.match(text, end)):
            end, named = behind.end(), True
            voice = f"{found.group()} {person['word'].split()[0]} {behind['name']}"
        usual = () if party else self._usual.get(_key(found.group()), ())
        return Institution(start=begin, end=end, name=name, party=party, voice=voice, named=named, usual=usual)

    def _state_before(self, text: str, start: int) -> tuple[int, str | None]:
        """Where the state's name before `start` begins, and its code; (start, None) if there is none."""
        low = max(0, start - _LEFT)
        before = text[low:start]
        if not before.endswith((" ", "\u00a0")):
            return start, None
        words = [w for w in _WORD.finditer(before) if before[w.end() :].strip() == "" or w.end() < len(before)]
        chosen: list[re.Match[str]] = []
        for word in reversed(words[-6:]):
            gap = before[word.end() : chosen[0].start() if chosen else len(before)]
            if gap.strip():
                break
            chosen.insert(0, word)
        state = self._states.at_end([word.group() for word in chosen])
        if state is None:
            return start, None
        first = chosen[-state[1]]
        name = first.group() if state[1] == 1 else before[first.start() :]
        return (low + first.start(), state[0]) if any(c.isupper() for c in name) else (start, None)

    def _state_after(self, text: str, end: int) -> tuple[int, str | None]:
        """Where the state's name after "of" or "in" ends, and its code; (end, None) if there is none."""
        after = text[end : end + _RIGHT]
        link = re.match(r"[ ](?:of|in)[ ](?:the[ ])?", after)
        if not link:
            return end, None
        chosen: list[re.Match[str]] = []
        for word in list(_WORD.finditer(after, link.end()))[:6]:
            if after[chosen[-1].end() if chosen else link.end() : word.start()].strip():
                break
            chosen.append(word)
        state = self._states.at_start([word.group().rstrip(".") for word in chosen])
        if state is None or not chosen[0].group()[:1].isupper():
            return end, None
        end += chosen[state[1] - 1].start() + len(chosen[state[1] - 1].group().rstrip("."))
        abroad = re.compile(r"[ ]in[ ][^\W\d_a-z][\w'’\-]*(?=[ ,])").match(text, end)  # "the embassy of Japan in Kenya"
        return abroad.end() if abroad else end, state[0]

    def _with_wrapping(self, text: str, start: int) -> int:
        """Where the article and "press service of the" before a body begin."""
        for _ in range(2):
            before = text[max(0, start - 60) : start]
            if found := self._article.search(before):
                start -= len(before) - found.start()
                before = text[max(0, start - 60) : start]
            wrapping = self._wrapped.search(before)
            if not wrapping:
                break
            start -= len(before) - wrapping.start()
        return start


def _organisations(knowledge: Knowledge, kinds: frozenset[str]) -> Forms[tuple[str, str]]:
    """Name and acronym of organisations by their forms; a form of several words is its own name."""
    return Forms(
        (form, (form if " " in form else row["name"], row["id"]))
        for row in knowledge.table("actors/organisations.csv", ["id"], ["name", "names", "kind"])
        if row["kind"] in kinds
        for form in (row["name"], row["id"], *row.many("names"))
    )


def entries(words: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The list of mappings under `key`, each with `name` and `forms`; anything else is a KnowledgeError."""
    rows = words.get(key)
    if not isinstance(rows, list) or not all(isinstance(r, dict) and r.get("name") and r.get("forms") for r in rows):
        raise KnowledgeError(FILE, None, f"{key!r} has to be a list of entries with 'name' and 'forms'")
    return rows


def name_pattern(words: dict[str, Any]) -> str:
    """The source of a regular expression for a printed personal name: up to six capitalised words and particles."""
    word = rf"(?!{any_of(words['not_names'])}(?!\w))[^\W\d_a-z](?:[\w\-]|['’](?!s\b))+"
    return rf"{word}(?:[ ](?:{any_of(words['particles'])}[ -]){{0,2}}{word}){{0,4}}"


def any_of(forms: Any) -> str:
    """The source of a regular expression for one of the forms, the longest first; apostrophes straight or curly."""
    chosen = sorted({str(form) for form in forms}, key=lambda form: (-len(form), form))
    if not chosen:
        return "(?!)"
    return "(?:" + "|".join(re.escape(f).replace("'", "['’]").replace(r"\ ", r"[ \u00a0]+") for f in chosen) + ")"


def _key(printed: str) -> str:
    return " ".join(printed.lower().replace("’", "'").split())
