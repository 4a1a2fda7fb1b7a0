"""On whose word a statement stands, and at which meeting it was made."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Literal

from communique.extract.statements.reading import Told
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


def meeting_of(meetings: Sequence[Meeting], told: Told, begins: int) -> str | None:
    """The id of the held meeting that a statement beginning at code point `begins` belongs to.

    The speakers took part in it, and those spoken to where some meeting had them; of several the one told last before.
    """
    if told.time == "recalled":
        return None
    parties = {m.id: {p.party for p in m.participants} for m in meetings}
    held = [
        m for m in meetings if m.status == "held" and not m.recalled and parties[m.id].issuperset(told.voice.parties)
    ]
    held = [m for m in held if parties[m.id].issuperset(told.addressees)] or held
    before = [(span.start, m.id) for m in held for span in m.evidence if span.start <= begins]
    return max(before, key=itemgetter(0))[1] if before else held[0].id if held else None
