"""Why a database refuses, in plain words."""

from __future__ import annotations

from communique.shared.errors import LedgerError

_LOST = "lost its server in the middle; what was added before stands, run the same command again to go on"

_REASONS = (
    ("file is not a database", "is not a ledger: it is not a database file; name another path with --ledger"),
    ("malformed", "is damaged; restore it from a copy, or make it anew from the documents"),
    ("readonly database", "cannot be written: the file or its folder is read-only"),
    ("unable to open database", "cannot be opened: the folder is missing, or you may not read or write there"),
    ("is locked", "is in use by another program; try again when that has finished"),
    ("disk is full", "cannot be written: the disk is full"),
    ("disk I/O error", "cannot be read or written: the disk reports an error"),
    ("no such module: fts5", "cannot be searched: this Python's SQLite was built without FTS5; use another Python"),
    ("could not translate host name", "cannot be reached: no server has this name; check the host in the address"),
    ("resolve host", "cannot be reached: no server has this name; check the host in the address"),
    ("Connection refused", "cannot be reached: no database server listens there; check host and port, or start it"),
    ("No such file or directory", "cannot be reached: no database server listens there; check host and port"),
    ("timeout expired", "cannot be reached: the server does not answer; check host, port and network"),
    ("password authentication failed", "refuses the password or the user; check both (or ~/.pgpass, PGPASSWORD)"),
    ("FATAL: database", "is not there: the server has no such database; make it with: createdb --encoding=UTF8 NAME"),
    ("no password supplied", "asks for a password; give it in the address, in ~/.pgpass or PGPASSWORD"),
    ("server closed the connection", _LOST),
    ("connection is lost", _LOST),
    ("connection is closed", _LOST),
)

_REASONS_BY_STATE = {
    "28000": "may not be used by this user from here; ask whoever runs the server",
    "28P01": "refuses the password or the user; check both (or ~/.pgpass, PGPASSWORD)",
    "42501": "cannot be used so: this user may not read or write there; ask its owner for the right",
    "25006": "cannot be written: the server or this user is read-only",
    "55P03": "is in use by another program; try again when that has finished",
    "53100": "cannot be written: the server's disk is full",
    "53300": "cannot be reached: the server has no connection left; try again later",
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": "cannot be reached: the server is starting or stopping; try again in a moment",
    "22P05": "cannot hold these letters: make the database with: createdb --encoding=UTF8 NAME",
    "22021": "cannot hold these letters: make the database with: createdb --encoding=UTF8 NAME",
}
"""What PostgreSQL means by its SQLSTATE, in whatever language it says it (appendix A of its manual)."""


def refusal(label: str, error: BaseException) -> LedgerError:
    """The LedgerError for what a database driver raised, on one line; label: how messages name the ledger."""
    said = " ".join(str(error).split())
    state = getattr(error, "sqlstate", None)
    if state in _REASONS_BY_STATE:
        return LedgerError(f"the ledger {label} {_REASONS_BY_STATE[state]}")
    for words, reason in _REASONS:
        if words in said:
            return LedgerError(f"the ledger {label} {reason}")
    return LedgerError(f"the ledger {label} cannot be used: {said}")
