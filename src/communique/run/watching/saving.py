"""`communique watch add`, `list`, `remove` and `mark`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from communique.extract.topics import TOPICS
from communique.ledger.store import Ledger, utc_now
from communique.ledger.watching import Watching
from communique.publish.digest import saying_query
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.errors import InputError, SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.watching import FORMAT, Query, Subject, Watch

THINGS: tuple[Subject, ...] = ("documents", "records", "accounts", "status", "due")
"""What a watch asks for if nothing else is said, besides contradictions."""

MOST_DAYS = 3660
"""A promise can be told so many days before it falls due."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A watch as it is typed."""

    name: str
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    phrase: str | None = None
    wanted: tuple[Subject, ...] = ()
    days: int


def query_of(typed: Typed, names: PartyNames) -> Query:
    """What a watch asks for. Raises UnknownPartyError, and SettingsError for what makes no sense together."""
    parties = tuple(dict.fromkeys(names.resolve(party) for party in typed.parties))
    if unknown := [topic for topic in typed.topics if topic not in TOPICS]:
        raise SettingsError(f"--topic {unknown[0]} is no topic; the topics are: {', '.join(TOPICS)}")
    if not 0 <= typed.days <= MOST_DAYS:
        raise SettingsError(f"--days is {typed.days}; give 0 to {MOST_DAYS}")
    wanted = typed.wanted or _usual(typed)
    of_words = [each for each in wanted if each in ("phrase", "wording")]
    if ("phrase" in wanted) != bool(typed.phrase):
        raise SettingsError("--for phrase and --phrase belong together: give the words to follow, in quotes")
    if "wording" in wanted and not parties:
        raise SettingsError("--for wording needs a party, whose wording it is")
    if of_words and typed.topics and (not parties or len(typed.topics) > 1):
        raise SettingsError(f"--for {of_words[0]} takes one --topic, and with it needs the party that speaks")
    if "contradictions" in wanted and typed.topics:
        raise SettingsError("contradictions have no topic; save a watch without --topic for them")
    return Query(parties=parties, topics=typed.topics, phrase=typed.phrase, wanted=wanted, days=typed.days)


def _usual(typed: Typed) -> tuple[Subject, ...]:
    if typed.phrase:
        return ("phrase",)
    return THINGS if typed.topics else (*THINGS, "contradictions")


def add_watch(address: str, typed: Typed) -> int:
    """Saves a watch. Raises CommuniqueError."""
    names = PartyNames(Knowledge())
    if not typed.name.strip():
        raise SettingsError("a watch needs a name")
    query = query_of(typed, names)
    with Ledger.open(address) as ledger:
        watch = Watch(name=typed.name, query=query, saved=utc_now().isoformat(timespec="seconds"))
        is_new = Watching(ledger).save(watch)
    done = "saved" if is_new else "changed"
    print(f"{done} the watch {typed.name}: {saying_query(query, names)}, for {', '.join(query.wanted)}")
    return 0


def remove_watch(address: str, name: str) -> int:
    """Forgets a watch. Raises SettingsError if there is none of this name, and LedgerError."""
    with Ledger.open(address, create=False) as ledger:
        watching = Watching(ledger)
        if not watching.remove(name):
            raise no_watch(name, watching.saved())
    print(f"removed the watch {name}")
    return 0


def no_watch(name: str, saved: Sequence[Watch]) -> SettingsError:
    """The error for a name that no watch has."""
    known = f"the watches are: {', '.join(each.name for each in saved)}" if saved else "no watch is saved"
    return SettingsError(f"there is no watch {name}; {known}")


def list_watches(address: str, form: str) -> int:
    """Prints the watches, in the order saved."""
    names = PartyNames(Knowledge())
    columns = (
        Column("name", 20, lambda watch: watch.name),
        Column("last told", 26, lambda watch: watch.told or "never"),
        Column("asks for", 50, lambda watch: saying_query(watch.query, names)),
        Column("news", 0, lambda watch: ", ".join(watch.query.wanted)),
    )
    with Ledger.open(address, create=False) as ledger:
        saved = Watching(ledger).saved()
    if form == "jsonl":
        for watch in saved:
            put_json(watch)
    else:
        put_table(table_rows(columns, saved))
    return 0


class _Told(msgspec.Struct):
    name: str
    seen: int


class _Digest(msgspec.Struct):
    format: str
    made: str
    watches: list[_Told]


def mark_told(address: str, file: str) -> int:
    """Notes that a digest (JSON, - for standard input) was told. Raises InputError for another file, LedgerError."""
    content: Any
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        digest = msgspec.json.decode(content, type=_Digest)
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise InputError(file, f"is no digest ({error}); make one with: communique digest --format json") from error
    if digest.format != FORMAT:
        raise InputError(file, f"is a {digest.format}, not a {FORMAT}")
    with Ledger.open(address, create=False) as ledger:
        Watching(ledger).mark({each.name: each.seen for each in digest.watches}, digest.made)
    print(f"marked as told: {', '.join(each.name for each in digest.watches)}")
    return 0
