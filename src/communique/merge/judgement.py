"""What a comparison says."""

from __future__ import annotations

import msgspec

SAME = 0.5
"""Least score of two records that are taken to tell of one thing."""


class Judgement(msgspec.Struct, frozen=True):
    """score: 0 apart for sure, from SAME on one thing; reason: why, in a few plain words."""

    score: float
    reason: str


APART = Judgement(0.0, "something else")
