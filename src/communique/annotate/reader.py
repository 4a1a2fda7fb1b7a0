"""The stage as a whole: a Document becomes an AnnotatedDocument."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from communique.annotate.facts import FactReader
from communique.annotate.layout.model import Layout
from communique.annotate.lexicon import Lexicon
from communique.annotate.mentions import MentionFinder
from communique.annotate.officials import Officials
from communique.annotate.parser import Parser
from communique.annotate.stage import Stage
from communique.annotate.syntax import StandIns, nodes_of
from communique.annotate.tokens import SentenceCutter
from communique.shared.annotated import AnnotatedDocument, Mention, Node, Sentence, Word, Words
from communique.shared.documents import Document
from communique.shared.edtf import year_of
from communique.shared.knowledge import Knowledge
from communique.shared.records import DateExpression

_MAY_BE_DOMESTIC = frozenset({"news_report", "readout", "announcement", "speech", "briefing", "message", "other"})
_LEAST_FOREIGN = 0.15  # of the sentences of a party's own text name somebody abroad; docs/method.md
_FAVOURING = frozenset({"state", "adjective", "capital", "demonym", "organisation"})


class Annotator:
    """Annotates documents; knowledge is loaded once, the syntax model at its first use.

    sparing: no trees of what records are not read from (texts that are not diplomatic).
    """

    def __init__(self, knowledge: Knowledge, sparing: bool = False) -> None:
        self._sparing = sparing
        self._cutter = SentenceCutter(knowledge)
        self._facts = FactReader(knowledge)
        self._lexicon = Lexicon(knowledge)
        self._mentions = MentionFinder(self._lexicon, knowledge)
        self._officials = Officials(knowledge)
        self._parser = Parser()
        self._stand_ins = StandIns(knowledge)
        kinds = knowledge.mapping("layouts/kinds.yaml")
        self._undertaking = frozenset(kinds["undertaking"]["words"])
        self._gathering = tuple(frozenset(kinds["gathering"][part]) for part in ("words", "beside"))

    def load(self) -> None:
        """Loads the syntax model now, not at its first use."""
        self._parser.load()

    def annotate(self, document: Document) -> AnnotatedDocument:
        """Everything that the extraction needs of one document."""
        return next(self.annotate_all([document]))

    def annotate_all(self, documents: Sequence[Document]) -> Iterator[AnnotatedDocument]:
        """The same for several documents, in order; they are parsed together, which is faster."""
        prepared = [self._prepared(document) for document in documents]
        sentences = [self._worth_parsing(whole) for whole in prepared]
        for whole, trees in zip(prepared, self._parser.parse_all(sentences), strict=True):
            whole.trees = trees
            yield whole

    def _prepared(self, document: Document) -> AnnotatedDocument:
        """All but the trees."""
        words = self._cutter.cut(document.text)
        facts = self._facts.read(document)
        record, layout = facts.record, facts.layout
        skipped = _trim(words, layout)
        by_word = _by_word(words, facts.expressions)
        favoured = self._favoured(words, skipped)
        home = layout.side or (layout.publisher.party if layout.publisher and layout.publisher.issuer else None)
        home = home or (layout.dateline.party if layout.dateline else None)
        home = home or (layout.publisher.party if layout.publisher else None)
        mentions: list[list[Mention]] = [
            [] if k in skipped else self._mentions.find(words, sentence, by_word, favoured)
            for k, sentence in enumerate(words.sentences)
        ]
        stage = Stage(self._officials, self._lexicon.genders, favoured, home, year_of(record.date))
        stage.enter(mentions)
        if record.kind in _MAY_BE_DOMESTIC and (
            why := self._domestic((document, layout, home), words, mentions, len(skipped))
        ):
            record = msgspec.structs.replace(record, kind="not_diplomatic", notice=why)
        dates = list(facts.dates)
        whole = AnnotatedDocument(document, record, words, mentions, {}, dates, stage.people, home, favoured, skipped)
        whole.title = self._title(whole)
        return whole

    def _title(self, whole: AnnotatedDocument) -> AnnotatedDocument | None:
        """The title by itself, so that its names have no part in telling the people of the text apart."""
        record = whole.record
        if not record.title or record.kind == "not_diplomatic":
            return None
        words = self._cutter.cut(record.title)
        dates = self._facts.expressions(record.title, record.date)
        by_word = _by_word(words, dates)
        mentions = [self._mentions.find(words, sentence, by_word, whole.favoured) for sentence in words.sentences]
        stage = Stage(self._officials, self._lexicon.genders, whole.favoured, whole.home, year_of(record.date))
        stage.enter(mentions)
        return AnnotatedDocument(whole.document, record, words, mentions, {}, list(dates), stage.people, whole.home)

    def _undertakes(self, words: Words, mentions: list[list[Mention]]) -> bool:
        """Does a state, named as such, bind itself to something?"""
        for party in (m for row in mentions for m in row if m.kind == "party" and len(m.parties) == 1):
            before = words.words[party.first - 1] if party.first else None
            leads = before is None or not before.is_word or before.low == "the"
            if leads and party.last < len(words.words) and words.words[party.last].low in self._undertaking:
                return True
        return False

    def _domestic(
        self,
        printed: tuple[Document, Layout, str | None],
        words: Words,
        mentions: list[list[Mention]],
        skipped: int,
    ) -> str | None:
        """Why a text is about no dealings with others: one party alone, a party's own text that hardly leaves home.

        printed: the document, its layout, its home side.
        """
        document, layout, home = printed
        title = self._cutter.cut(document.title or "").words
        if all(any(w.low in part for w in title) for part in self._gathering):
            return None
        if len(_parties(mentions, home)) < 2:
            return None if self._undertakes(words, mentions) else "fewer than two parties are named"
        if layout.publisher is None or not layout.publisher.issuer or home is None:
            return None
        if set(self._named(title)) - {home}:
            return None
        abroad = sum(
            1 for row in mentions if any(m.kind not in ("date", "place") and set(m.parties) - {home} for m in row)
        )
        read = len(mentions) - skipped
        domestic = abroad < _LEAST_FOREIGN * read
        return f"the publisher's own matters: {abroad} of {read} sentences name somebody abroad" if domestic else None

    def _worth_parsing(self, whole: AnnotatedDocument) -> list[tuple[int, list[Node]]]:
        """The sentences that a record can come from, as nodes."""
        if self._sparing and whole.record.kind == "not_diplomatic":
            return []
        words, mentions = whole.words, whole.mentions
        return [
            (k, nodes_of(words.words, sentence.first, sentence.last, mentions[k], self._stand_ins))
            for k, sentence in enumerate(words.sentences)
            if k not in whole.skipped and sentence.last - sentence.first > 2
        ]

    def _favoured(self, words: Words, skipped: frozenset[int]) -> tuple[str, ...]:
        """The parties that the text names, the most named first."""
        rows = [words.words[s.first : s.last] for k, s in enumerate(words.sentences) if k not in skipped]
        counts = Counter(code for row in rows for code in self._named(row))
        return tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _named(self, row: Sequence[Word]) -> Iterator[str]:
        """The party of each name of a state or organisation in a row of words, where only one can be meant."""
        i = 0
        while i < len(row):
            found = self._lexicon.names.at(row, i, len(row))
            codes = {m.entry.code for m in found if m.entry.code and m.entry.kind in _FAVOURING}
            if len(codes) == 1:
                yield codes.pop()
            i = found[0].last if found else i + 1


def _parties(mentions: list[list[Mention]], home: str | None) -> set[str]:
    """The different states and organisations of a text, its publisher's included."""
    named = {code for row in mentions for m in row if m.kind != "date" for code in m.parties if code}
    return named | ({home} if home else set())


def _trim(words: Words, layout: Layout) -> frozenset[int]:
    """Takes what is no prose out of the sentences; returns the numbers of those that have nothing left."""
    gone = [(f.start, f.end) for f in layout.furniture]
    if layout.dateline_span is not None:
        gone.append((layout.dateline_span.start, layout.dateline_span.end))
    skipped = set()
    for k, sentence in enumerate(words.sentences):
        for start, end in gone:
            while sentence.first < sentence.last and start <= words.words[sentence.first].start < end:
                sentence.first += 1
            while sentence.last > sentence.first and start < words.words[sentence.last - 1].end <= end:
                sentence.last -= 1
        while (
            sentence.first < sentence.last
            and not words.words[sentence.first].is_word
            and words.words[sentence.first].form not in '"('
        ):
            sentence.first += 1
        if sentence.first >= sentence.last:
            skipped.add(k)
    return frozenset(skipped)


def _by_word(words: Words, dates: tuple[DateExpression, ...]) -> dict[int, tuple[DateExpression, int]]:
    """The date expressions by their first word, with the word behind the last."""
    starts = [w.start for w in words.words]
    found: dict[int, tuple[DateExpression, int]] = {}
    for date in dates:
        if date.value is None:  # "now", "recently", "current": words like others to the syntax
            continue
        first = bisect.bisect_left(starts, date.start)
        last = bisect.bisect_left(starts, date.end)
        if first < last:
            found[first] = (date, last)
    return found


def sentence_of(words: Words, position: int) -> Sentence:
    """The sentence that a code point lies in; the last one for what lies behind."""
    return next((s for s in words.sentences if words.words[s.last - 1].end > position), words.sentences[-1])
