"""An event as the coder reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """An event as it is read: its code (None: only an operator without event), actors, the nodes that show it."""

    code: str
    score: float
    nodes: tuple[int, ...]
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    time: str = "current"
