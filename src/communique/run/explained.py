"""Prints what is behind a record of a ledger or of files."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from communique.acquire import read
from communique.ledger.rows import RECORD_TYPES
from communique.ledger.store import Ledger
from communique.publish.explanation import print_explanation
from communique.publish.terminal import console_for
from communique.run.explaining import Explainer
from communique.run.progress import complain
from communique.run.reading_in import put_json
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames


def print_explained(typed: str, address: str, files: Sequence[str], form: str) -> int:
    """Prints an explanation; `files`, where given, are read instead of the ledger. Raises CommuniqueError."""
    knowledge = Knowledge()
    if files:
        documents = []
        for arrival in read(files):
            if isinstance(arrival, Document):
                documents.append(arrival)
            else:
                complain(arrival)
        told = Explainer(knowledge).in_documents(typed, documents)
    else:
        with Ledger.open(address, create=False) as ledger:
            told = Explainer(knowledge).in_ledger(typed, ledger)
    if form == "json":
        put_json(told)
    else:
        record = msgspec.convert(told.record, RECORD_TYPES[told.list_name])
        print_explanation(told, record, PartyNames(knowledge), console_for())
    return 0
