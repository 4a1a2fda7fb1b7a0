"""Every error that communique raises on purpose.

    CommuniqueError
    ├── InputError        a document cannot be read: names the source, the place in it, the reason, what to do
    │   └── FetchError    an address cannot be fetched; may say when to try again
    ├── KnowledgeError    a knowledge file is broken: names file and line
    ├── LedgerError       a ledger cannot be opened, read or written
    ├── SettingsError     an option or an environment variable makes no sense
    └── UnknownPartyError      a country or organisation that nobody knows by this name; carries the nearest names

Messages are one line, for people. An error that is expected ends the one document, never the run.
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Base of the tree. `kind` is a short machine-readable word, stable over versions."""

    kind = "error"


class InputError(CommuniqueError):
    """A document that cannot be read.

    source: path or address as the user gave it; reason: what is wrong; place: where in the source ("line 3",
    "page 2"), if known; remedy: what the user can do, if anything; kind: short machine-readable word.
    """

    def __init__(
        self, source: str, reason: str, place: str | None = None, remedy: str | None = None, kind: str = "unreadable"
    ) -> None:
        self.source, self.reason, self.place, self.remedy, self.kind = source, reason, place, remedy, kind
        where = f"{source}, {place}" if place else source
        super().__init__(f"{where}: {reason}" + (f"; {remedy}" if remedy else ""))


class FetchError(InputError):
    """An address that cannot be fetched.

    status: what the server answered, if it did. retry_after: seconds that the server asks to be left alone, if it does.
    """

    def __init__(
        self,
        source: str,
        reason: str,
        remedy: str | None = None,
        kind: str = "network",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status, self.retry_after = status, retry_after
        super().__init__(source, reason, None, remedy, kind)


class KnowledgeError(CommuniqueError):
    """A knowledge file that cannot be used. `line` counts from 1; None if the whole file is meant."""

    kind = "knowledge"

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        super().__init__(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")


class LedgerError(CommuniqueError):
    """A ledger that cannot be opened, read or written."""

    kind = "ledger"


class SettingsError(CommuniqueError):
    """An option or environment variable that makes no sense."""

    kind = "settings"


class UnknownPartyError(CommuniqueError):
    """No state or organisation is known by `name`; `nearest` lists what the user may have meant."""

    kind = "unknown_party"

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name, self.nearest = name, nearest
        hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"no state or organisation is known as {name!r}{hint}")
