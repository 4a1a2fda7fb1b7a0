"""`communique follow changes`: what was edited, removed or came back, with the lines that differ."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import msgspec

from communique.ledger.followed import Change
from communique.run.reading_in import put_json

_SAID = {"edited": "edited", "removed": "removed", "returned": "came back"}


def print_changes(address: str, since: str | None, form: str) -> int:
    """Prints the changes of followed pages with a unified diff. Raises LedgerError, SettingsError."""
    from communique.ledger.following import Following
    from communique.ledger.store import Ledger
    from communique.shared.edtf import bounds
    from communique.shared.errors import SettingsError

    found = bounds(since) if since else None
    if since and found is None:
        raise SettingsError(f"--since {since} is no date; write 2026, 2026-01 or 2026-01-28")
    with Ledger.open(address, create=False) as ledger:
        count = 0
        for change in Following(ledger).changes(found[0].isoformat() if found else ""):
            count += 1
            texts = ledger.texts({change.was, change.now or change.was})
            diff = list(unified(change, texts)) if change.now != change.was else []
            if form == "jsonl":
                put_json({**msgspec.structs.asdict(change), "diff": "\n".join(diff)})
            else:
                print(f"{change.retrieved}  {_SAID[change.event]:<9}  {change.url}{_note(change)}")
                print("".join(f"    {line}\n" for line in diff))
        if not count and form == "text":
            print("no page was edited or removed")
    return 0


def _note(change: Change) -> str:
    if change.now is None:
        return f" (answers {change.status}; its text of {change.was_found} is kept as document {change.was})"
    return " (with the same text)" if change.now == change.was else ""


def unified(change: Change, texts: dict[str, str]) -> Iterator[str]:
    """The lines of a unified diff from the text before to the text after; none for a page that is gone."""
    if change.now is None:
        return
    before, after = texts[change.was].splitlines(), texts[change.now].splitlines()
    yield from difflib.unified_diff(before, after, change.was_found, change.retrieved, lineterm="", n=1)
