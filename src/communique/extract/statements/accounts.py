"""On whose word a statement stands, and at which meeting it was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from communique.shared.annotated import AnnotatedDocument
from communique.shared.records import Meeting

Account = Literal["own", "other_side", "joint", "third_party"]


def account(document: AnnotatedDocument, speakers: tuple[str, ...], teller: str | None) -> Account:
    """own: the side whose text it is speaks for itself; other_side: it tells what another said; joint: several speak.

    teller: the party that is named as the source of this very sentence, if there is one; else the side of the text.
    """
    side = teller if teller is not None and teller not in speakers else document.record.side
    if len(speakers) > 1 or document.record.kind == "joint_statement":
        return "joint"
    if side is None:
        return "third_party"
    return "own" if side in speakers else "other_side"


def meeting_of(meetings: Sequence[Meeting], speakers: tuple[str, ...], recalled: bool) -> str | None:
    """The id of the first meeting that was held and whose parties include the speakers."""
    if recalled:
        return None
    for meeting in meetings:
        parties = {p.party for p in meeting.participants}
        if meeting.status == "held" and not meeting.recalled and set(speakers) <= parties:
            return meeting.id
    return None
