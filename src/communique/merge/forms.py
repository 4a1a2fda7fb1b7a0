"""The form of a record in which it is compared, by list: signature, blocks, and the comparison itself."""

from __future__ import annotations

from hashlib import blake2b
from itertools import combinations

import msgspec

from communique.ledger.views import Found, NodeView
from communique.merge.aligning import ALIGNING
from communique.merge.judgement import APART, Judgement
from communique.merge.likeness import Told, compare, told_of
from communique.merge.names import Spelling
from communique.merge.things import (
    Event,
    Instrument,
    Promise,
    Step,
    blocks_of,
    compare_events,
    compare_instruments,
    compare_promises,
    compare_steps,
    event_of,
    instrument_of,
    promise_of,
    step_of,
)
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold

LISTS = ("meetings", "visits", "commitments", "agreements", "milestones", "gatherings")
"""The lists whose records are merged."""

GATHERINGS = "wording/gatherings.yaml"

REACH = 1
"""Days by which two nodes may miss each other and still be compared."""

LONGEST = 800
"""The most days that a node of a meeting, visit or unnamed agreement spans to be compared at all."""

Form = Told | Step | Instrument | Event | Promise


class Means:
    """What forms are made with; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.spelling = Spelling(knowledge)
        plain = {entry["name"]: entry for entry in knowledge.entries(GATHERINGS)}["plain-words"]
        self.special, self.regular = frozenset(plain["special"]), frozenset(plain["regular"])
        self.once = frozenset(fold(knowledge.mapping(ALIGNING)["once"]).split())


def form_of(found: Found, means: Means) -> Form:
    """The record in the form in which it is compared."""
    match found.list_name:
        case "meetings" | "visits":
            return told_of(found, means.spelling)
        case "milestones":
            return step_of(found)
        case "agreements":
            return instrument_of(found)
        case "gatherings":
            return event_of(found, means.special, means.regular)
        case _:
            return promise_of(found, means.once)


def compare_forms(a: Form, b: Form) -> Judgement:
    """Whether two records of one list tell of one thing."""
    if isinstance(a, Told) and isinstance(b, Told):
        return compare(a, b)
    if isinstance(a, Step) and isinstance(b, Step):
        return compare_steps(a, b)
    if isinstance(a, Instrument) and isinstance(b, Instrument):
        return compare_instruments(a, b)
    if isinstance(a, Event) and isinstance(b, Event):
        return compare_events(a, b)
    if isinstance(a, Promise) and isinstance(b, Promise):
        return compare_promises(a, b)
    return APART


def place_of(found: Found, form: Form) -> tuple[NodeView, set[str]]:
    """The node of the record, and the blocks in which its likes are looked for; none if nothing can be said."""
    if isinstance(form, Told):
        days = (form.moment.low, form.moment.high) if form.moment else (0, 0)
        known = form.moment is not None and form.moment.days <= LONGEST
        blocks = {"|".join(pair) for pair in combinations(sorted(form.parties), 2)} if known else set()
    else:
        blocks, days = blocks_of(form)
    signature = msgspec.json.encode(form, order="deterministic")
    if not blocks:  # nothing to compare by: no other record is taken for the same
        signature += found.record.id.encode()
    view = NodeView(
        list_name=found.list_name,
        signature=blake2b(signature, digest_size=16).hexdigest(),
        first=found.record.id,
        low=days[0],
        high=days[1],
    )
    return view, blocks
