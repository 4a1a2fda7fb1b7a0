"""Who is on stage: the persons of a document, told apart, with office and party as far as the document tells.

Comes in: the mentions of all sentences in order. Goes out: the same mentions with `known` numbers and completed
`persons`, and the list of people. What was concluded says how (`because`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.annotate.late_names import give_late_names
from communique.annotate.mention_lists import in_order, only_scenes, runs
from communique.annotate.officials import Officials, close_words, name_words, same_office
from communique.annotate.tokens import fold
from communique.shared.annotated import Known, Mention
from communique.shared.records import Person

_GENDERED = {"his": "m", "her": "f"}


class Stage:
    """Collects the people of one document.

    favoured: the parties the text mentions, most mentioned first. home: the party of publisher or dateline.
    year: of the document, if known.
    """

    def __init__(
        self,
        officials: Officials,
        genders: dict[str, str],
        favoured: Sequence[str],
        home: str | None,
        year: int | None,
    ) -> None:
        self.officials, self.genders, self.favoured, self.home, self.year = officials, genders, favoured, home, year
        self.people: list[Known] = []
        self._either: dict[int, tuple[str, ...]] = {}
        self._scenes: frozenset[str] = frozenset()

    def enter(self, sentences: Iterable[list[Mention]]) -> None:
        """Resolves the persons of all mentions, in order; drops names that may be anything and are nobody known."""
        rows = list(sentences)
        self._scenes = only_scenes(rows)
        for mentions in rows:
            for position, mention in enumerate(mentions):
                if mention.kind == "person" and mention.note == "perhaps":
                    continue
                if mention.kind in ("person", "people"):
                    self._enter(mention)
                elif mention.kind == "counterpart":
                    self._enter_counterpart(mention, mentions[:position], mentions[position + 1 :])
        self._share_out(rows)
        give_late_names(self.people, rows, self.home)
        self._by_role(rows)
        self._conclude(rows)
        same = self._named_later()
        for mentions in rows:
            self._recognise(mentions)
            for mention in mentions:
                mention.known = tuple(dict.fromkeys(same.get(k, k) for k in mention.known))
        for mentions in rows:
            for mention in mentions:
                if mention.known:
                    mention.persons = tuple(self.people[k].person() for k in mention.known)
                    mention.parties = tuple(dict.fromkeys(p.party for p in mention.persons if p.party))

    def _recognise(self, mentions: list[Mention]) -> None:
        """Bare names of known persons, also where the name is that of a state (Jordan said); the rest is dropped."""
        for mention in list(mentions):
            if mention.kind == "person" and mention.note == "perhaps":
                index = self._known_as(mention.persons[0].name or "")
                if index is None:
                    mentions.remove(mention)
                else:
                    mention.known = (index,)
            elif mention.kind == "party" and mention.note == "state" and mention.last - mention.first == 1:
                index = self._same_name(mention.printed or "", None, None)
                if index is not None and self.people[index].party != mention.parties[0]:
                    mention.kind, mention.known = "person", (index,)

    def _known_as(self, name: str) -> int | None:
        """The known person of that name, in this spelling or one that is close (Shcherbinin, Scherbinin)."""
        exact = self._same_name(name, None, None)
        if exact is not None:
            return exact
        words = name_words(name)
        if len(words) < 2:
            return None
        for index, known in enumerate(self.people):
            own = name_words(known.name or "")
            if len(own) > 1 and close_words(words[-1], own[-1]):
                return index
        return None

    # --- one mention ------------------------------------------------------------------------------------------------

    def _enter(self, mention: Mention) -> None:
        known = []
        for number, person in enumerate(mention.persons):
            level = mention.levels[number] if number < len(mention.levels) else None
            candidates = mention.parties if len(mention.persons) == 1 else ()
            index = self._find_or_add(person, level, candidates)
            if len(candidates) > 1 and self.people[index].party is None:
                self._either[index] = candidates  # Congolese: of one of two states, and of no other
            known.append(index)
            if mention.gender is not None and len(mention.persons) == 1:
                self.people[index].gender = mention.gender
        mention.known = tuple(dict.fromkeys(known))

    def _find_or_add(self, person: Person, level: str | None, candidates: tuple[str, ...]) -> int:
        party = person.party or self._choose(candidates)
        if person.name is None:
            index = self._holder(person.office, party)
            if index is None:
                return self._add(None, person.office, party, level)
            return index
        index = self._same_name(person.name, party, person.office)
        if index is None and party is None:
            index = self._nameless(person.office)
        if index is None:
            return self._add(person.name, person.office, party, level)
        known = self.people[index]
        self._complete(known, person, party, level)
        return index

    def _nameless(self, office: str | None) -> int | None:
        """France's foreign minister ... Foreign Minister X: the only holder of the office who has no name yet."""
        found = [
            index
            for index, known in enumerate(self.people)
            if known.name is None and known.party and office and known.office == office
        ]
        named = any(k.name and k.office == office for k in self.people)
        return found[0] if len(found) == 1 and not named else None

    def _complete(self, known: Known, person: Person, party: str | None, level: str | None) -> None:
        """Adds to a known person what a later mention says more: a fuller name, an office, a party."""
        if person.name and (known.name is None or len(name_words(person.name)) > len(name_words(known.name))):
            known.name = person.name
            known.gender = known.gender or self._gender(person.name)
        if known.office is None and person.office:
            known.office, known.level = person.office, level
        known.party = known.party or party

    def _add(self, name: str | None, office: str | None, party: str | None, level: str | None) -> int:
        gender = self._gender(name) if name else None
        self.people.append(Known(name, office, party, level, gender))
        return len(self.people) - 1

    def _choose(self, candidates: Sequence[str]) -> str | None:
        """Of the states that an ambiguous adjective may mean, the one the text mentions."""
        if len(candidates) == 1:
            return candidates[0]
        return next((code for code in self.favoured if code in candidates), None)

    def _same_name(self, name: str, party: str | None, office: str | None) -> int | None:
        """The known person whom a name can mean: the last name is the same, and nothing contradicts it."""
        words = name_words(name)
        for index in range(len(self.people) - 1, -1, -1):
            known = self.people[index]
            if known.name is None or (party and known.party and known.party != party):
                continue
            own = name_words(known.name)
            short, long = sorted((words, own), key=len)
            if (
                short
                and set(short) <= set(long)
                and (len(short) > 1 or short[0] in (long[-1], long[0]) or len(long) > 2)
            ):
                if len(words) == 1 and office and known.office and not same_office(office, known.office):
                    continue
                return index
        return None

    def _holder(self, office: str | None, party: str | None) -> int | None:
        """The person who holds an office of a party, if he was named or mentioned.

        `the President` without a state is the home side's where the text has one, else the last one.
        """
        held = [
            index
            for index in range(len(self.people) - 1, -1, -1)
            if office and self.people[index].office and same_office(self.people[index].office or "", office)
        ]
        if party is None:
            own = [k for k in held if self.home and self.people[k].name and self.people[k].party in (self.home, None)]
            return next(iter(own or held), None)
        return next((k for k in held if self.people[k].party == party), None)

    def _enter_counterpart(self, mention: Mention, before: list[Mention], after: list[Mention]) -> None:
        """A counterpart holds the office of the person it is said of: the last one named, or else the next one."""
        other = next((m for m in reversed(before) if m.known), None)
        source = self.people[other.known[-1]] if other else None
        if source is None or (source.office is None and not source.name):
            source = self._last_titled() or source
        if source is None:
            later = next((m for m in after if m.kind == "person"), None)
            if later is not None:
                self._enter(later)
                source = self.people[later.known[0]]
        if source is not None and source.gender is None and mention.note in _GENDERED:
            source.gender = _GENDERED[mention.note]
        if len(mention.persons) > 1:  # her counterparts from A, B and C
            office, level = (source.office, source.level) if source else (None, None)
            mention.known = tuple(self._add(None, office, p.party, level) for p in mention.persons)
            return
        person = mention.persons[0]
        party = person.party or self._choose(mention.parties)
        office, level = (source.office, source.level) if source else (None, None)
        if person.name is None and party is None and not mention.plural:
            mention.known = self._other_of(source)
            return
        if mention.plural and person.name is None:
            mention.known = (self._add(None, office, party, level),) if party else ()
            return
        filled = Person(name=person.name, office=office, party=party)
        mention.known = (self._find_or_add(filled, level, ()),)

    def _last_titled(self) -> Known | None:
        return next((k for k in reversed(self.people) if k.office), None)

    def _other_of(self, source: Known | None) -> tuple[int, ...]:
        """`his counterpart`, no name, no state: the other person on stage with an office, of another party."""
        if source is None:
            return ()
        for index in range(len(self.people) - 1, -1, -1):
            known = self.people[index]
            if known is not source and known.party != source.party and known.party:
                return (index,)
        return ()

    # --- conclusions ------------------------------------------------------------------------------------------------

    def _named_later(self) -> dict[int, int]:
        """One person told twice, by office and by name: {number of the unnamed holder: that of the named}."""
        same: dict[int, int] = {}
        for index, unnamed in enumerate(self.people):
            if unnamed.name or not unnamed.office or not unnamed.party:
                continue
            holders = [
                k for k in self.people
                if k.name and k.office and k.party == unnamed.party and same_office(k.office, unnamed.office)
            ]  # fmt: skip
            if len(holders) == 1:
                same[index] = self.people.index(holders[0])
                continue
            rest = [k for k in self.people if k.party == unnamed.party and k is not unnamed]
            bare = [k for k in rest if k.name and not k.office]
            if len(bare) == 1 and len(rest) == 1 and self.people.index(bare[0]) > index:
                bare[0].office, bare[0].level = unnamed.office, unnamed.level
                same[index] = self.people.index(bare[0])
        return same

    def _by_role(self, rows: list[list[Mention]]) -> None:
        """`the two foreign ministers ... Norway's A and Armenia's B`: those without an office hold that of the role."""
        roles = [m for row in rows for m in row if m.kind == "role" and m.note and m.levels]
        bare = [k for k in self.people if k.office is None and k.name and k.party]
        if len(roles) == 1 and len(bare) == 2 and bare[0].party != bare[1].party and len(bare) == len(self.people):
            for known in bare:
                known.office, known.level = roles[0].note, roles[0].levels[0]

    def _share_out(self, rows: list[list[Mention]]) -> None:
        """`the two presidents, A and B`, with as many states left in the text: in the order of mention."""
        for mentions in rows:
            for mention in mentions:
                people = [self.people[k] for k in mention.known]
                if mention.kind != "people" or len(people) < 2 or any(p.party or not p.name for p in people):
                    continue
                taken = {p.party for p in self.people if p.party}
                rest = [code for code in in_order(rows) if code not in taken]
                if len(rest) == len(people):
                    for person, code in zip(people, rest, strict=True):
                        person.party = code
                        person.because = (
                            f"The states are named in the order of the persons; {code} goes with {person.name}."
                        )

    def _by_list(self, rows: list[list[Mention]]) -> None:
        """met with President A, Minister B and other Chadian officials: who is listed together is of one state."""
        for mentions in rows:
            for run in runs(mentions):
                people = [self.people[k] for mention in run for k in mention.known]
                parties = {k.party for k in people if k.party}
                parties |= {c for m in run if m.kind == "side" for c in m.parties}
                if len(parties) == 1:
                    held = {k.office for k in people if k.party}  # one state has no two holders of one office
                    for known in people:
                        at_home = known.name is None and self.home  # the President and Prime Minister A of B
                        if known.party is None and known.office and known.office not in held and not at_home:
                            known.party = min(parties)
                            known.because = f"Listed together with others of {known.party}."

    def _conclude(self, rows: list[list[Mention]]) -> None:
        """Parties of those who have none: by the list of office holders, the home side, the only party left."""
        for known in self.people:
            if known.party is None and known.name and (known.office or " " in known.name):
                party = self.officials.party_of(known.name, known.office, self.year)
                if party:
                    known.party = party
                    held = f"the office of {known.office}" if known.office else "an office"
                    known.because = f"{known.name} held {held} of {party} at that time."
        self._by_list(rows)
        for index, known in enumerate(self.people):
            if known.party is None and known.office and self.home in self._either.get(index, (self.home,)):
                self._by_home(known)
        for index, known in enumerate(self.people):
            if known.party is None and known.name and index not in self._either:
                self._by_rest(known)

    def _by_home(self, known: Known) -> None:
        many = known.level == "other"  # senators, mayors: of these a state has many
        rivals = [k for k in self.people if k is not known and k.party == self.home and k.office and known.office
                  and same_office(k.office, known.office) and k.name and known.name not in (None, k.name)]  # fmt: skip
        other = (
            self.home
            and known.name
            and known.office
            and self.officials.is_other(known.name, known.office, self.home, self.year)
        )
        rest = self._unplaced()
        heads = ("head_of_state", "head_of_government")
        head = known.level in heads or (known.office or "").endswith("-elect")
        at_home = any(k.party == self.home and k is not known and k.name and k.level in heads for k in self.people)
        rest = [code for code in rest if not self._is_held(known, code)]
        if head and len(rest) == 1 and at_home:
            known.party = rest[0]
            known.because = f"{rest[0]} is the only party of the text for which nobody else speaks."
        elif self.home and (many or not rivals) and not (other and (rest or self._holds_elsewhere(known))):
            known.party, known.guessed = self.home, True
            known.because = f"An official without a state belongs to that of the publisher or dateline, {self.home}."

    def _holds_elsewhere(self, known: Known) -> bool:
        """Is the person on the list, though not as an official of the home side? The list is not free of gaps."""
        return bool(self.officials.find(known.name or "", known.office, self.year))

    def _is_held(self, known: Known, party: str) -> bool:
        """Is that office of that party certainly held by somebody else?"""
        return bool(known.name and known.office) and self.officials.is_other(
            known.name or "", known.office or "", party, self.year
        )

    def _unplaced(self) -> list[str]:
        """The states that the text names and that have no person of theirs on stage."""
        taken = {k.party for k in self.people if k.party}
        taken |= self._scenes
        return [code for code in self.favoured if code not in taken and len(code) == 3 and code.isalpha()]

    def _by_rest(self, known: Known) -> None:
        rest = [code for code in self._unplaced() if not self._is_held(known, code)]
        if known.level == "other":  # a senator of nowhere said is no guest
            return
        if len(rest) == 1 and (known.office or self.officials.party_of(known.name or "", None, self.year) == rest[0]):
            known.party = rest[0]
            known.because = f"{rest[0]} is the only other party that the text names."

    def _gender(self, name: str) -> str | None:
        for part in name.replace("-", " ").split():
            gender = self.genders.get(fold(part))
            if gender in ("m", "f"):
                return gender
        return None
