"""The annotated document: what `annotate` hands to `extract`.

Words, sentences, mentions of who and where and when, the syntax of the sentences that matter, and who is on stage.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.shared.documents import Document
from communique.shared.records import DateExpression, DocumentRecord, Person, Place


@dataclass(slots=True)
class Word:
    """One word or mark: where it stands in the text, and its clean and folded forms.

    is_word: no mark. is_capital: begins with a capital letter.
    """

    start: int
    end: int
    form: str
    low: str
    is_word: bool
    is_capital: bool


@dataclass(slots=True)
class Sentence:
    """Words `first` up to and without `last`; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Words:
    """All words of a text and its sentences."""

    text: str
    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(slots=True)
class Mention:
    """Something named or referred to at words `first` up to and without `last`.

    kind: person (one, named or by office), people (several by one phrase), party (a state or organisation, also by a
    palace), side (its officials, delegation), adjective, place, date, counterpart (holds the office of the other one),
    role (a reference: the ministers, the two, he), project.
    persons: who, after the stage has told them apart; known: their numbers among AnnotatedDocument.people.
    parties: which states or organisations; for a place the one it lies in. date: with `past` and `future` readings.
    note: what else the finder saw (possessive pronoun before it, the noun of a side, kind of place). printed: the
    word itself, where it may be a state or a surname. listed: a comma or `and` follows, as in a list. where: a state
    behind `in`, `across` or the like: where something is. gender: f or m, where a title (Ms, Mr) tells it.
    """

    kind: str
    first: int
    last: int
    persons: tuple[Person, ...] = ()
    parties: tuple[str, ...] = ()
    levels: tuple[str | None, ...] = ()
    known: tuple[int, ...] = ()
    place: Place | None = None
    date: DateExpression | None = None
    note: str | None = None
    plural: bool = False
    held: bool = True
    because: str | None = None
    printed: str | None = None
    listed: bool = False
    where: bool = False
    gender: str | None = None


@dataclass(slots=True)
class Known:
    """A person on the stage of a document.

    level: of the office; gender: f, m or None; guessed: the party is only that of publisher or dateline.
    """

    name: str | None
    office: str | None
    party: str | None
    level: str | None = None
    gender: str | None = None
    because: str | None = None
    guessed: bool = False

    def person(self) -> Person:
        """The person as a record shows it."""
        return Person(name=self.name, office=self.office, party=self.party)


@dataclass(slots=True)
class Node:
    """One token of the syntax: a word, or a mention that the parser saw as one word.

    form: as the parser saw it; tag: Penn tag; dep: relation to `head` (number of a node; its own for a root).
    """

    index: int
    first: int
    last: int
    form: str
    low: str
    mention: Mention | None = None
    tag: str = ""
    dep: str = ""
    head: int = -1
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """The syntax of one sentence; `sentence` is its number in the document."""

    sentence: int
    nodes: list[Node]


@dataclass(slots=True)
class AnnotatedDocument:
    """A document with everything that the extraction needs.

    record: what is known of the document; home: the party of its publisher, or of its dateline; trees: by sentence.
    skipped: sentences that are no prose (dateline, credits, headings). title: the title, annotated by itself: words
    and mentions only, with a stage of its own.
    """

    document: Document
    record: DocumentRecord
    words: Words
    mentions: list[list[Mention]]
    trees: dict[int, Tree]
    dates: list[DateExpression]
    people: list[Known]
    home: str | None = None
    favoured: tuple[str, ...] = ()
    skipped: frozenset[int] = frozenset()
    title: AnnotatedDocument | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of words `first` up to and without `last`."""
        return self.words.words[first].start, self.words.words[last - 1].end

    def printed(self, first: int, last: int) -> str:
        """The text of words `first` up to and without `last`, as it stands."""
        start, end = self.span(first, last)
        return self.words.text[start:end]
