"""Walks through folders: sorted, without hidden files, safe against loops of links."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from communique.shared.errors import InputError

_CONTROLS = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029]")


def shown(path: Path) -> str:
    """The path as one line to print and store; control characters and bytes that are no UTF-8 become U+FFFD."""
    return _CONTROLS.sub("\ufffd", os.fsencode(path).decode("utf-8", "replace"))


def os_fault(source: str, error: OSError) -> InputError:
    """The InputError for a failing call of the operating system."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(source, "does not exist", remedy="check the path", kind="missing")
    if isinstance(error, PermissionError):
        return InputError(source, "may not be read (no permission)", remedy="change its permissions", kind="permission")
    if error.errno == errno.ELOOP:
        return InputError(source, "is a link that leads back to itself", remedy="remove the link", kind="loop")
    return InputError(source, f"cannot be read ({error.strerror or error})", remedy="check the path", kind="unreadable")


def files(folder: Path) -> Iterator[Path | InputError]:
    """The files under `folder` in the order of their names, and an InputError for what cannot be walked.

    Names that begin with "." or "~$" (lock files of Word) are passed over. Links are followed; one that leads back to
    a folder above it is reported, and a folder that several links reach is walked once.
    """
    seen: set[tuple[int, int]] = set()
    above: dict[Path, tuple[int, int]] = {}
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
        except OSError as error:
            yield os_fault(shown(path), error)
            continue
        if not S_ISDIR(status.st_mode):
            yield path if S_ISREG(status.st_mode) else _skipped(path, "is no regular file")
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in seen:
            yield _seen_again(path, identity, above)
            continue
        seen.add(identity)
        above[path] = identity
        try:
            names = sorted(os.listdir(path))  # noqa: PTH208 - a Path for each of a million names is dear
        except OSError as error:
            yield os_fault(shown(path), error)
            continue
        waiting.extend(path / name for name in reversed(names) if not name.startswith((".", "~$")))


def _seen_again(path: Path, identity: tuple[int, int], above: dict[Path, tuple[int, int]]) -> InputError:
    if any(above.get(parent) == identity for parent in path.parents):
        return InputError(
            shown(path),
            "is a link to a folder above it (a loop)",
            remedy="remove the link; the rest is read",
            kind="loop",
        )
    return _skipped(path, "is a link to a folder that is read already")


def _skipped(path: Path, reason: str) -> InputError:
    return InputError(shown(path), f"{reason}; not read", kind="skipped")
