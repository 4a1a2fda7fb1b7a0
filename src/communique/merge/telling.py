"""An account as it is compared with another: what it says, what it names, the facts it gives, and its texts."""

from __future__ import annotations

import msgspec

from communique.shared.comparison import Letter, Quote
from communique.shared.records import About, Span


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands."""

    document: str
    evidence: tuple[Span, ...]
    words: str

    def quote(self, letter: Letter) -> Quote:
        """The same as words of one of two accounts."""
        return Quote(account=letter, document=self.document, evidence=self.evidence, words=self.words)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement. at: where it stands; act: its kind; about: what it names besides the two parties; strength: of what
    it promises."""

    at: Words
    text: str
    act: str
    by: tuple[str, ...]
    negated: bool = False
    topics: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    strength: str | None = None


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is known by a key. kind: named, milestone, visit, agreement or fact; name: how it is shown; value:
    what is told of it, where accounts may tell it differently; loose: what it is one of, of which an account has but
    one; printed: words of which one stands in a text that names it too, none if words cannot tell."""

    at: Words
    kind: str
    key: str
    name: str
    value: str | None = None
    loose: str | None = None
    printed: tuple[str, ...] = ()
    about: About | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An account. home: the state whose publisher it is from; obvious: names of the parties and persons, which tell
    nothing; texts: all its texts; rest: their sentences in which no statement was read, as statements without an act:
    what the other account says may stand there."""

    label: str
    party: str | None
    home: str | None
    sources: tuple[str, ...]
    texts: tuple[str, ...]
    said: tuple[Said, ...]
    things: tuple[Thing, ...]
    obvious: tuple[str, ...]
    rest: tuple[Said, ...] = ()

    @property
    def told(self) -> tuple[Said, ...]:
        """All in which something of the other account may be found: statements, then the rest."""
        return self.said + self.rest

    def same(self, thing: Thing) -> Thing | None:
        """The thing of this account that is that of another: by its key, else by what it is one of."""
        for field in ("key", "loose"):
            wanted = getattr(thing, field)
            for each in self.things:
                if wanted and each.kind == thing.kind and getattr(each, field) == wanted:
                    return each
        return None
