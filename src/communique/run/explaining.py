"""What is behind a record: its words, its rule with the knowledge entries, the steps, and whence its confidence.

Comes in: an id or the beginning of one, and a ledger or files. The kept text is read again, which tells what its words
stood for and what the reader's own estimate was. Goes out: a publish.explanation.Explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from communique.annotate.reader import Annotator
from communique.extract.confidence import Confidence, probability
from communique.extract.reader import Extractor
from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import AnyRecord, Merged
from communique.publish.explanation import Entry, Explanation, Member, Stood, Thing, Weight, Words
from communique.publish.quoting import one_line, sentence_around, shorten
from communique.run.checking.placing import entry_line
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.documents import Document
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS, Reading, Record

RULES = "explaining/rules.yaml"
MOST_NAMED = 6
LONGEST = 70


def read_again(document: Any, text: str) -> Document:
    """A document of which a record was made, as it was before it was read."""
    fields = ("source", "title", "publisher", "published", "language", "url")
    return Document(text=text, **{name: getattr(document, name) for name in fields})


def choose(typed: str, offered: Sequence[tuple[str, Record, str]]) -> tuple[str, Record]:
    """The list and record that are meant; offered: list, record, its words. Raises SettingsError if not exactly one."""
    exact = [(name, record) for name, record, _ in offered if record.id == typed]
    if len(exact) == 1:
        return exact[0]
    if not offered:
        raise SettingsError(f"no record has the id {typed} or one that begins so; `--format jsonl` of a list shows ids")
    if len(offered) > 1:
        named = "; ".join(f"{r.id} ({name}: “{shorten(one_line(w), LONGEST)}”)" for name, r, w in offered[:MOST_NAMED])
        more = "; and more" if len(offered) > MOST_NAMED else ""
        raise SettingsError(f"{typed} is the beginning of several ids, write more of it: {named}{more}")
    return offered[0][0], offered[0][1]


def begins(ident: str, typed: str) -> bool:
    """Is `typed` the beginning of an id, or of its document part with the end of the id behind it (d3f9-m1)?"""
    head, dash, tail = typed.rpartition("-")
    return ident.startswith(typed) or bool(dash and ident.startswith(head) and ident.endswith(dash + tail))


class Explainer:
    """Explains records; reads knowledge and the syntax model once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._annotator, self._extractor = Annotator(knowledge), Extractor(knowledge)
        self._confidence = Confidence(knowledge)
        self._rules = knowledge.mapping(RULES)

    def in_documents(self, typed: str, documents: Iterable[Document]) -> Explanation:
        """Explains a record of documents that are read now. Raises SettingsError."""
        offered: list[tuple[str, Record, str]] = []
        of: dict[str, tuple[AnnotatedDocument, Reading]] = {}
        for document in documents:
            annotated = self._annotator.annotate(document)
            reading = self._extractor.extract(annotated)
            for name in LISTS:
                for record in getattr(reading, name):
                    if begins(record.id, typed):
                        offered.append(
                            (name, record, document.text[record.evidence[0].start : record.evidence[-1].end])
                        )
                        of[record.id] = annotated, reading
        list_name, record = choose(typed, offered)
        annotated, reading = of[record.id]
        fitted = self._confidence.of(list_name, record, reading.document)
        shown = msgspec.structs.replace(record, confidence=fitted)
        return self._explained(list_name, shown, annotated, record, None)

    def in_ledger(self, typed: str, ledger: Ledger) -> Explanation:
        """Explains a record of a ledger, and the thing that it tells of with others. Raises CommuniqueError."""
        head = typed.rpartition("-")[0] if "-" in typed else typed
        found = [each for each in ledger.beginning(head) if begins(each.record.id, typed)]
        list_name, record = choose(typed, [(each.list_name, each.record, _label(each.record)) for each in found])
        at = next(each for each in found if each.record.id == record.id)
        held = next(ledger.documents({at.carrier.id}, with_text=True))
        annotated = self._annotator.annotate(read_again(held.document, held.document.text))
        again = self._extractor.extract(annotated)
        made = next((each for each in getattr(again, list_name) if each.id == record.id), None)
        if made is not None and (made.rule, made.evidence) != (record.rule, record.evidence):
            made = None
        thing = _thing(ledger, list_name, at.cluster) if at.cluster else None
        sources = tuple(origin.source for origin in held.sources)
        return self._explained(list_name, record, annotated, made, thing, sources)

    def _explained(
        self,
        list_name: str,
        record: Record,
        annotated: AnnotatedDocument,
        made: Record | None,
        thing: Thing | None,
        sources: tuple[str, ...] = (),
    ) -> Explanation:
        document = annotated.record
        text = document.text
        meaning, entries = self.rule(record.rule)
        parts = self._confidence.parts(list_name, made, document) if made is not None else []
        return Explanation(
            id=record.id,
            list_name=list_name,
            record=msgspec.to_builtins(record),
            words=tuple(_words(text, span.start, span.end) for span in record.evidence),
            document=document.id,
            sources=sources or (document.source,),
            title=document.title,
            publisher=document.publisher,
            side=document.side,
            date=document.date,
            date_because=document.date_because,
            sourcing=tuple(source.name for source in document.sourcing),
            rule=record.rule,
            meaning=meaning,
            entries=entries,
            stood=tuple(_stood(annotated, record)),
            because=record.because,
            estimate=made.confidence if made is not None else None,
            weights=tuple(
                Weight(
                    feature=part.feature, value=part.value, weight=part.weight,
                    records=int(part.row["records"]) if part.row else 0,
                    file=part.row.path if part.row else None, line=part.row.line if part.row else None,
                )
                for part in parts
            ),
            fitted=probability(sum(part.weight for part in parts)) if parts else None,
            confidence=record.confidence,
            thing=thing,
        )  # fmt: skip

    def rule(self, rule: str) -> tuple[str | None, tuple[Entry, ...]]:
        """What a rule of code does (None for an entry), and the knowledge entries that it is or rests on."""
        list_name, _, name = rule.partition("/")
        code = self._rules["code"].get(name)
        if code is not None:
            found = [entry for file, named in code["entries"] for entry in self._entries([file], named)]
            return str(code["meaning"]), tuple(found)
        return None, tuple(self._entries(self._rules["files"].get(list_name, []), name))

    def _entries(self, files: Iterable[str], name: str) -> Iterator[Entry]:
        for file in files:
            for entry in self._knowledge.entries(file):
                if entry["name"] == name:
                    lines = Path(entry["path"]).read_text(encoding="utf-8").splitlines()
                    row = {key: value for key, value in entry.items() if key != "path"}
                    yield Entry(file=entry["path"], line=entry_line(lines, name), row=row)


def _label(record: Record) -> str:
    return str(getattr(record, "text", None) or getattr(record, "what", None) or record.rule)


def _words(text: str, start: int, end: int) -> Words:
    return Words(start=start, end=end, text=one_line(text[start:end]), context=sentence_around(text, start, end))


def _stood(annotated: AnnotatedDocument, record: Record) -> Iterator[Stood]:
    """What the words of the sentences of a record stood for: persons, parties, places, days."""
    words = annotated.words
    for number, sentence in enumerate(words.sentences):
        start, end = annotated.span(sentence.first, sentence.last)
        if any(span.start < end and start < span.end for span in record.evidence):
            for mention in annotated.mentions[number]:
                meant = _meant(mention)
                if meant:
                    first, last = annotated.span(mention.first, mention.last)
                    because = [mention.because, *(annotated.people[k].because for k in mention.known)]
                    reasons = tuple(dict.fromkeys(reason for reason in because if reason))
                    yield Stood(words=words.text[first:last], start=first, end=last, meant=meant, because=reasons)


def _meant(mention: Mention) -> str:
    people = [" · ".join(part for part in (p.name, p.office, p.party) if part) for p in mention.persons]
    if mention.date is not None:
        return mention.date.value or ""
    if mention.place is not None:
        return ", ".join(part for part in (mention.place.name, mention.place.party) if part)
    return "; ".join(each for each in people if each) or ", ".join(mention.parties)


def _thing(ledger: Ledger, list_name: str, cluster: str) -> Thing | None:
    """The merged thing; None if only one record tells of it."""
    from communique.merge.life import merge

    told = list(ledger.told_together(list_name, {cluster}, Filter()))
    if len(told) < 2:
        return None
    whole: Merged = merge(told)
    record: AnyRecord = whole.record
    fields = {name: value for name, value in msgspec.to_builtins(record).items() if name not in ("id", "evidence")}
    return Thing(
        id=whole.id,
        record=fields,
        members=tuple(
            Member(
                id=each.record.id, source=each.carrier.source, day=each.day or None, rule=each.record.rule,
                confidence=each.record.confidence,
            )
            for each in whole.found
        ),
        judgements=tuple(ledger.judgements_of(cluster)),
    )  # fmt: skip
