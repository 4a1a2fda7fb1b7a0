"""False alarms of `communique wording`: how many phrases are called changed when the days of the texts mean nothing.

    python bench/wording_shuffle.py LEDGER SPEAKER [--to PARTY] [--about X] [--shuffles 20]

The days are dealt out anew among the speaker's texts, and the search runs as a whole. Prints one JSON object: the
phrases tested and changes found in all shuffles together, and the rate, which must not be above 0.01.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence

import msgspec

from communique.ledger.store import Ledger
from communique.merge.speaking import Speaking
from communique.merge.stock import Stock
from communique.merge.tokens import Spoken
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stock import Subject


def shuffled(texts: Sequence[Spoken], seed: int) -> list[Spoken]:
    """The texts with their days dealt out anew, in the order of the new days."""
    days = [text.day for text in texts]
    random.Random(seed).shuffle(days)
    dealt = (msgspec.structs.replace(text, day=day) for text, day in zip(texts, days, strict=True))
    return sorted(dealt, key=lambda text: (text.day, text.id))


def false_alarms(stock: Stock, subject: Subject, texts: Sequence[Spoken], shuffles: int) -> dict[str, float | int]:
    """Counts over shuffles: phrases tested, changes, shuffles with any change; and changes per phrase tested."""
    tested = changed = with_any = 0
    for seed in range(shuffles):
        found = stock.of(subject, shuffled(texts, seed), lambda _: {})
        tested += found.tested
        changed += sum(1 + len(change.along) for change in found.changes)
        with_any += bool(found.changes)
    rate = changed / tested if tested else 0.0
    return {"shuffles": shuffles, "tested": tested, "changed": changed, "with_any": with_any, "rate": rate}


def main() -> None:
    """Reads the arguments and prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger")
    parser.add_argument("speaker")
    parser.add_argument("--to")
    parser.add_argument("--about")
    parser.add_argument("--shuffles", type=int, default=20)
    asked = parser.parse_args()
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    towards = names.resolve(asked.to) if asked.to else None
    subject = Subject(speaker=names.resolve(asked.speaker), towards=towards, about=asked.about)
    with Ledger.open(asked.ledger, create=False) as ledger:
        texts = Speaking(ledger, knowledge, names).texts(subject)
    print(json.dumps({"texts": len(texts), **false_alarms(Stock(knowledge, names), subject, texts, asked.shuffles)}))


if __name__ == "__main__":
    main()
