"""`communique reread`: all stored texts are read again with the rules of today, and what changed is told.

A document is one transaction, and one whose records are those of today's rules already is passed over, so that a run
that was cut off goes on where it ended. Old readings are kept. At the end everything is merged anew, decisions of
people among it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from communique.ledger.store import Ledger
from communique.ledger.views import AnyRecord, Held
from communique.run.interrupts import interruptible
from communique.run.merging import Merging
from communique.run.progress import complain
from communique.run.reading_in import put_json
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.knowledge import Knowledge
from communique.shared.records import LISTS, Reading
from communique.shared.settings import knowledge_folders

READING = ("acquire", "annotate", "extract", "shared")
"""The stages whose code decides what is read."""

OF_DOCUMENT = ("kind", "date", "date_basis", "dateline", "sourcing", "side")
"""What is read of the document itself."""

TOLD = ("document", *LISTS)

Read = Callable[[Document], Reading]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a new reading gains, loses or gives otherwise. fields: those that differ, old and new value."""

    change: str
    list_name: str
    record: str
    words: str
    fields: dict[str, tuple[Any, Any]] = {}


def reread(address: str, form: str = "text", dry_run: bool = False, read: Read | None = None) -> int:
    """Reads all texts of a ledger again and prints what changed; 1 if one could not be read, 130 if ended by the user.

    dry_run: only tells what would change. read: makes the reading of a document; by default the pipeline does.
    """
    rules = rules_now()
    totals: Counter[tuple[str, str]] = Counter()
    failed = documents = passed = 0
    with Ledger.open(address, create=False) as ledger, interruptible() as stop:
        reading = _reading(read)
        for held in ledger.documents():
            if stop():
                break
            ident = held.document.id
            with ledger.rereading() as rereading:
                done = rereading.rules_of(ident) == rules
            if done:
                passed += 1
                continue
            try:
                old, new = ledger.reading(ident), reading(held, _document(held, ledger))
            except InputError as error:
                complain(error)
                failed += 1
                continue
            documents += 1
            changes = list(changes_between(old, new))
            totals.update((change.list_name, change.change) for change in changes)
            if not dry_run:
                _keep(ledger, old, new, rules)
            _tell(held, changes, form)
        if not dry_run:
            Merging(Knowledge()).anew(ledger)
        stopped = stop()
    _tell_totals(totals, (documents, passed, failed), form)
    if stopped:
        print("communique: ended before the end; run the same command again to go on", file=sys.stderr)
        return 130
    return 1 if failed else 0


def _reading(read: Read | None) -> Callable[[Held, Document], Reading]:
    """Makes a document's reading of today; one that was passed over before it was read may be passed over again."""
    from communique.annotate.triage import PASSED_OVER, Triage
    from communique.run.pipeline import Reader

    knowledge = Knowledge()
    triage, reader = Triage(knowledge), read or Reader(knowledge).read

    def reading(held: Held, document: Document) -> Reading:
        was_passed_over = (held.document.notice or "").startswith(PASSED_OVER)
        return (triage.passed_over(document) if was_passed_over else None) or reader(document)

    return reading


def _keep(ledger: Ledger, old: Reading, new: Reading, rules: str) -> None:
    """Puts the new reading in the place of the old one, if it differs."""
    same = msgspec.json.encode(_plain(old)) == msgspec.json.encode(_plain(new))
    with ledger.rereading() as rereading:
        if same:
            rereading.confirm(old.document.id, rules)
        else:
            rereading.replace(old, new, rules)


def _plain(reading: Reading) -> Reading:
    """A reading without what is known of the document from its source, which reading does not change."""
    document = msgspec.structs.replace(
        reading.document, source="", title=None, publisher=None, published=None, url=None, language=None
    )
    return msgspec.structs.replace(reading, document=document)


def _document(held: Held, ledger: Ledger) -> Document:
    """The text as it came in first."""
    first, ident = held.sources[0], held.document.id
    return Document(
        source=first.source,
        text=ledger.texts({ident})[ident],
        title=first.title,
        publisher=first.publisher,
        published=first.published,
        language=held.document.language,
        url=first.url,
    )


def rules_now() -> str:
    """A short name of the rules of today: it changes with the knowledge files and the code that reads."""
    import communique

    digest = blake2b(digest_size=10)
    package = Path(communique.__file__).parent
    folders = [*knowledge_folders(), *(package / stage for stage in READING)]
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in (".py", ".csv", ".yaml")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def changes_between(old: Reading, new: Reading) -> Iterator[Change]:
    """What differs, list by list; records are one where they have the same words, whatever their ids."""
    text = old.document.text
    fields = {name: (getattr(old.document, name), getattr(new.document, name)) for name in OF_DOCUMENT}
    if differing := _differing(fields):
        document = {"change": "changed", "list_name": "document", "record": old.document.id, "words": ""}
        yield Change(**document, fields=differing)
    for name in LISTS:
        left: dict[str, list[AnyRecord]] = {}
        for record in getattr(old, name):
            left.setdefault(_words(text, record), []).append(record)
        for record in getattr(new, name):
            words = _words(text, record)
            before = left.get(words, [])
            if not before:
                yield Change(change="gained", list_name=name, record=record.id, words=words)
                continue
            was = next((each for each in before if not _fields(each, record)), before[0])
            before.remove(was)
            if fields := _fields(was, record):
                yield Change(change="changed", list_name=name, record=record.id, words=words, fields=fields)
        for words, rest in left.items():
            for record in rest:
                yield Change(change="lost", list_name=name, record=record.id, words=words)


def _words(text: str, record: AnyRecord) -> str:
    return " […] ".join(" ".join(text[span.start : span.end].split()) for span in record.evidence)


def _fields(old: AnyRecord, new: AnyRecord) -> dict[str, tuple[Any, Any]]:
    """The fields that differ; ids only say where in its list a record stands."""
    ids = ("id", "meeting", "statement")
    names = [name for name in new.__struct_fields__ if name not in ids]
    return _differing({name: (getattr(old, name), getattr(new, name)) for name in names})


def _differing(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (msgspec.to_builtins(was), msgspec.to_builtins(now)) for name, (was, now) in fields.items() if was != now
    }


def _tell(held: Held, changes: Sequence[Change], form: str) -> None:
    if not changes:
        return
    if form == "jsonl":
        put_json({"document": held.document.id, "source": held.document.source, "changes": changes})
        return
    print(held.document.source)
    for each in changes:
        said = "".join(f"; {name}: {_said(was)} -> {_said(now)}" for name, (was, now) in each.fields.items())
        print(f"  {each.change} {each.list_name}: {each.words}{said}")


def _said(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _tell_totals(totals: Counter[tuple[str, str]], counts: tuple[int, int, int], form: str) -> None:
    documents, passed, failed = counts
    if form == "jsonl":
        lists = {name: {kind: totals[name, kind] for kind in ("gained", "lost", "changed")} for name in TOLD}
        put_json({"documents": documents, "up_to_date": passed, "failed": failed, "records": lists})
        return
    for name in TOLD:
        gained, lost, changed = (totals[name, kind] for kind in ("gained", "lost", "changed"))
        if gained or lost or changed:
            print(f"{name}: {gained:,} gained, {lost:,} lost, {changed:,} changed")
    more = f", {passed:,} were read by the rules of today already" if passed else ""
    bad = f", {failed:,} could not be read" if failed else ""
    print(f"{documents:,} documents read again{more}{bad}")
