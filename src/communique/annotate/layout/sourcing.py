"""Who is named as the source of what a text tells, outermost last.

A source is a body, a spokesperson, an agency or a document that stands before a word of saying or after words such as
"according to". A person counts only where it is said that he or she addressed the public; what ministers say to each
other is no sourcing. The words are in layouts/sourcing.yaml.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from communique.annotate.layout.forms import Forms
from communique.annotate.layout.institutions import Institution, Institutions, any_of, entries, name_pattern
from communique.annotate.layout.model import Publisher
from communique.annotate.layout.publishers import Publishers
from communique.annotate.layout.states import StateForms
from communique.annotate.places import fold
from communique.shared.knowledge import Knowledge
from communique.shared.records import Source

FILE = "layouts/sourcing.yaml"
_READ = 4000
"""Sources are named at the beginning of a text; further on others are quoted."""
_SPACE = r"[\s\u00a0]+"
_THE = r"(?:the[ ])?"
_LEVEL_TEXT, _LEVEL_AGENCY = 0, 1


class Told(msgspec.Struct, frozen=True):
    """A source as found: level 0 inside the text, 1 an agency that relays; start: where it stands.

    voice: a person speaks, not a body; named: with a name; body: the body that is spoken for, if it is named.
    """

    level: int
    start: int
    name: str
    party: str | None
    voice: bool = False
    named: bool = False
    body: str | None = None


class SourcingReader:
    """Finds the sources that a text names."""

    def __init__(
        self, knowledge: Knowledge, states: StateForms, institutions: Institutions, publishers: Publishers
    ) -> None:
        words = knowledge.mapping(FILE)
        name = name_pattern(words)
        self._states, self._institutions, self._publishers = states, institutions, publishers
        self._heads = {
            str(entry["name"]): re.compile(rf"(?<!\w){any_of(entry['heads'])}(?!\w)", re.IGNORECASE)
            for entry in entries(words, "institutions")
            if entry.get("heads")
        }
        part = rf"(?:{_SPACE}{any_of(words['day_parts'])})?"
        day = rf"(?:{any_of(words['before_day'])}{_SPACE})?{any_of(words['weekdays'])}{part}"
        between = rf"(?:,?{_SPACE}(?:{day}|{any_of(words['between'])})){{0,3}}"
        has = rf"(?:{_SPACE}{any_of(words['helpers'])})?"
        self._says = re.compile(rf"{between},?{has}{_SPACE}(?P<says>{any_of(words['says'])})(?!\w)", re.I)
        self._needs_audience = frozenset(words["needs_audience"])
        self._audience = re.compile(rf"{between}{_SPACE}{_THE}(?P<audience>{any_of(words['audience'])}(?!\w))?", re.I)
        self._inverted = re.compile(rf"(?<!\w){any_of(words['inverted'])}{_SPACE}$", re.IGNORECASE)
        self._closes = re.compile(
            rf"\s*(?:[.;]|$|,{_SPACE}{any_of(words['between'])})|{_SPACE}{any_of(words['between'])}", re.I
        )
        self._leads = re.compile(rf"(?<!\w){any_of(words['leads'])}[:,]?{_SPACE}$", re.IGNORECASE)
        tails = rf"(?:{_SPACE}(?i:{any_of(words['agency_tails'])}))*"
        says = any_of(words["agency_says"])
        self._agency_says = re.compile(rf"{tails}(?:[ ]\([^()]{{1,20}}\))?(?:['’]s?[ ]\w+)?,?{has}{_SPACE}{says}(?!\w)")
        self._agency_leads = re.compile(
            rf"(?<!\w){any_of(words['agency_leads'])}{_SPACE}(?:[\w'’-]+[ ]){{0,4}}$", re.IGNORECASE
        )
        self._agency = Forms(publishers.agencies.items())
        more = rf"(?:,?[ ](?:and[ ])?{_THE}{name}){{0,4}}[ ]and[ ]{_THE}{name}"
        several = any_of(words["several"])
        self._governments = re.compile(rf"(?<!\w)(?P<name>(?i:{several})[ ]of[ ]{_THE}{name}{more})")
        self._spoken = _persons(words)
        head = any_of(words["person_heads"])
        self._together = re.compile(
            rf"(?<!\w)(?i:{head})[ ](?:of[ ]{_THE}{name}[ ])?{name},?[ ]and[ ]{_THE}(?:\w+[ ])?$"
        )
        """A person before another ("President A and President B announced"): none of the two is the source."""
        titled = rf"(?:(?!{any_of(words['not_names'])}(?!\w))[^\W\d_a-z][\w.’'\-]*[ ]){{0,4}}"
        self._voice = re.compile(rf"(?P<office>{titled}(?i:{any_of(words['spokespersons'])}))[ ](?P<name>{name})")
        self._documents = {form: str(e["name"]) for e in entries(words, "documents") for form in e["forms"]}
        document, said = any_of(self._documents), any_of(words["document_says"])
        before = rf"(?P<before>{any_of(words['document_leads'])}{_SPACE})?"
        self._document = re.compile(
            rf"(?<!\w){before}(?P<document>{document})(?P<said>{_SPACE}{said})?(?!\w)", re.IGNORECASE
        )
        self._refers = re.compile(rf"(?<!\w){any_of(words['document_refers'])}(?!\w)", re.IGNORECASE)
        self._sentences = int(words.get("sentences_for_persons", 4))

    def read(self, text: str, prose: int, home: str | None, publisher: Publisher | None = None) -> list[Told]:
        """The sources that the prose from `prose` on names.

        home: the party of a body that is printed without its state. A text that a party itself brings out speaks for
        itself; only spokespersons and joint issuers are listed. Another publisher's name is looked for like an agency's
        ("Morning Courier reported on Monday").
        """
        end = min(len(text), prose + _READ)
        told = self._governments_in(text, prose, end)
        if publisher and publisher.issuer:
            told += self._spokespersons(text, prose, end, publisher.party)
            return _tidy(sorted(told, key=_order))
        told += [*self._bodies(text, prose, end, home), *self._agencies(text, prose, end, self._agency)]
        if publisher and publisher.name not in self._publishers.agencies:
            own = Forms([(publisher.name, publisher.name)])
            told += self._agencies(text, prose, end, own)
        told += self._persons(text, prose, end, home)
        told += self._spokespersons(text, prose, end, home)
        told += self._papers(text, prose, end)
        return _tidy(sorted(told, key=_order))

    def voices(self, title: str, party: str | None) -> list[Told]:
        """Spokespersons named in a title ("Statement by NSC Spokesperson Lena Ortmann on ...")."""
        told = [self._told(body, party) for body in self._institutions.find_all(title) if body.named]
        told += [
            Told(_LEVEL_TEXT, found.start(), _joined(found["office"], found["name"]), party, True, True)
            for found in self._voice.finditer(title)
        ]
        return _tidy(told)

    @staticmethod
    def _told(body: Institution, home: str | None) -> Told:
        party, voice = body.party or home, body.voice is not None
        return Told(_LEVEL_TEXT, body.start, body.voice or body.name, party, voice, body.named, body.name)

    def _bodies(self, text: str, start: int, end: int, home: str | None) -> list[Told]:
        told = []
        for body in self._institutions.find_all(text, start, end):
            if self._is_source(text, body):
                party = home
                if body.usual and home not in body.usual:
                    named = self._states.named_in(text, start, end) & frozenset(body.usual)
                    party = next(iter(named)) if len(named) == 1 else None
                if party is None and body.party is None:
                    party = self._of_head(text, start, body)
                told.append(self._told(body, party))
        return told

    def _of_head(self, text: str, start: int, body: Institution) -> str | None:
        """The state of the one head of this body whom the text names before it with a state ("Kenya's President")."""
        heads = self._heads.get(body.name)
        found = set()
        for head in heads.finditer(text, start, body.start) if heads else ():
            before = text[max(start, head.start() - 60) : head.start()].split()
            if state := self._states.at_end(before[-5:]):
                found.add(state[0])
        return found.pop() if len(found) == 1 else None

    def _is_source(self, text: str, body: Institution) -> bool:
        before = text[max(0, body.start - 60) : body.start]
        if self._says_so(text, body.end) or self._leads.search(before):
            return True
        return bool(self._inverted.search(before) and self._closes.match(text, body.end))

    def _says_so(self, text: str, at: int) -> bool:
        """True if a word of saying stands at `at`. Whoever tells another side something ("told Lima") is no source."""
        says = self._says.match(text, at)
        if says is None or says["says"].lower() not in self._needs_audience:
            return says is not None
        rest = self._audience.match(text, says.end())
        first = rest.end() if rest else says.end()
        named = next(self._agency.find(text, first, first + 60), None)
        return bool(rest and rest["audience"]) or (named is not None and named[0] == first)

    def _agencies(self, text: str, start: int, end: int, names: Forms[str]) -> list[Told]:
        return [
            Told(_LEVEL_AGENCY, first, name, None)
            for first, last, name in names.find(text, start, end)
            if self._agency_says.match(text, last) or self._agency_leads.search(text[max(0, first - 60) : first])
        ]

    def _persons(self, text: str, start: int, end: int, home: str | None) -> list[Told]:
        stop = end_of_sentences(text, start, min(end, start + 1600), self._sentences)
        told = []
        for pattern in self._spoken:
            for found in pattern.finditer(text, start, stop):
                lead = text[max(start, found.start() - 120) : found.start()]
                if self._together.search(lead):
                    continue
                before = text[max(start, found.start("office") - 60) : found.start("office")].split()
                state = self._states.at_end(before[-5:]) if before else None
                of = found.groupdict().get("of")
                behind = self._states.at_start(of.split()) if of else None
                party = state[0] if state else behind[0] if behind else home
                told.append(
                    Told(_LEVEL_TEXT, found.start(), _joined(found["office"], found["name"]), party, True, True)
                )
        return told

    def _spokespersons(self, text: str, start: int, end: int, home: str | None) -> list[Told]:
        return [
            Told(_LEVEL_TEXT, found.start(), _joined(found["office"], found["name"]), home, True, True)
            for found in self._voice.finditer(text, start, end)
            if self._says_so(text, found.end())
        ]

    def _governments_in(self, text: str, start: int, end: int) -> list[Told]:
        """ "The governments of A and B released ...": one source of several parties."""
        return [
            Told(_LEVEL_TEXT, found.start(), " ".join(found["name"].split()), None)
            for found in self._governments.finditer(text, start, end)
            if self._says.match(text, found.end())
        ]

    def _papers(self, text: str, start: int, end: int) -> list[Told]:
        """A document that is said to say something, or that the text sums up ("the document says")."""
        refers = self._refers.search(text, start, end)
        for found in self._document.finditer(text, start, end):
            according = (found["before"] or "").lower().startswith("according")
            if found["said"] or according or refers:
                printed = " ".join(found["document"].lower().split())
                return [Told(_LEVEL_TEXT, found.start(), self._documents[printed], None)]
        return []


def chain(
    told: list[Told], agency: str | None, publisher: Publisher | None, extra: tuple[str, ...] = ()
) -> tuple[Source, ...]:
    """The chain of sources: those of the text, then who relays them, then who brought it out.

    agency: of the dateline; extra: of credit lines. A publisher counts if it speaks for a party; a paper or station
    that the text does not name hands on and is not listed.
    """
    sources = [Source(item.name, item.party) for item in told]
    for name in (*extra, agency, publisher.agency if publisher and not publisher.issuer else None):
        if name:
            sources.append(Source(name, None))
    if publisher and publisher.issuer and not _speaks_for(told, publisher):
        sources.append(Source(publisher.body or publisher.name, publisher.party))
    kept: list[Source] = []
    for source in sources:
        kept = [k for k in kept if fold(k.name) != fold(source.name) or (k.party and source.party != k.party)]
        kept.append(source)
    return tuple(kept)


def _speaks_for(told: list[Told], publisher: Publisher) -> bool:
    """True if the publisher is named already, itself or by its spokesperson."""
    body = publisher.body or publisher.name
    return any((item.body or item.name) == body and item.party == publisher.party for item in told)


def _tidy(told: list[Told]) -> list[Told]:
    """Without doubles: a source is listed once for a party, and no nameless voice beside the named one."""
    kept: list[Told] = []
    for item in told:
        if not any(_same(item, other) for other in kept):
            kept.append(item)
    named = {item.party for item in kept if item.voice and item.named}
    return [item for item in kept if item.named or not item.voice or item.party not in named]


def _same(a: Told, b: Told) -> bool:
    """One name for one party, or the longer form of it; an unknown party is no other party."""
    if a.party and b.party and a.party != b.party:
        return False
    first, second = fold(a.name), fold(b.name)
    return first == second or (a.named and b.named and (first.endswith(" " + second) or second.endswith(" " + first)))


def _persons(words: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    name = name_pattern(words)
    heads, says = any_of(words["person_heads"]), any_of(words["person_says"])
    adjectives = r"(?:[^\W_][\w.’'\-]*[ ]){0,3}?"
    of = rf"(?:[ ](?:of|to|for)[ ](?:the[ ])?(?P<of>{name}))?"
    return (
        re.compile(rf"(?<!\w)(?P<office>(?i:{heads})){of},?[ ](?P<name>{name}),?[ ]{says}(?!\w)"),
        re.compile(rf"(?P<name>{name}),[ ]{_THE}{adjectives}(?P<office>(?i:{heads})){of},?[ ]{says}(?!\w)"),
    )


def _order(told: Told) -> tuple[int, int]:
    return told.level, told.start


def _joined(office: str, name: str) -> str:
    return " ".join(f"{office} {name}".split())


def end_of_sentences(text: str, start: int, end: int, count: int) -> int:
    """Where the `count`-th sentence after `start` ends, roughly: a stop, a blank, a capital."""
    ends = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z])").finditer(text, start, end)
    for number, found in enumerate(ends, 1):
        if number == count:
            return found.end()
    return end
