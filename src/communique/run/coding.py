"""`communique code`: PLOVER event codes of sentences.

Comes in: JSON Lines with `text` (and `id`), or plain text with one sentence a line; a list of actors, if wanted.
Goes out: one JSON line for each line that came in, with its events, the best first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from communique.run.progress import complain
from communique.run.reading_in import put_json
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.knowledge import Knowledge

_JSONL = "application/jsonl"


def code_and_print(path: str, actors: str | None = None) -> int:
    """Prints the events of every line of a file, or of standard input ("-"); 1 if a line could not be read.

    actors: path of a table with the columns name and party; its names go before the known ones. Raises InputError
    if that table cannot be read.
    """
    from communique.annotate.reader import Annotator
    from communique.extract.events.reader import EventReader

    knowledge = Knowledge()
    reader = EventReader(knowledge, read_actors(actors) if actors else None)
    annotator = Annotator(knowledge)
    status = 0
    for arrival in _lines(path):
        if isinstance(arrival, InputError):
            complain(arrival)
            status = 1
            put_json({"id": arrival.source, "events": [], "error": {"kind": arrival.kind, "message": str(arrival)}})
        else:
            put_json({"id": arrival.source, "events": reader.read(annotator.annotate(arrival))})
    return status


def read_actors(path: str) -> dict[str, str]:
    """{name: party} of a CSV table with the columns name and party; further columns are ignored.

    Raises InputError if there is no such file, or a column or a cell is missing.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            path, f"cannot be read ({error})", remedy="give a CSV file with the columns name,party"
        ) from error
    found: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        name, party = ((row.get(column) or "").strip() for column in ("name", "party"))
        if not name or not party:
            raise InputError(path, "has no name or no party", f"line {number}", "give the columns name,party")
        found[name] = party
    return found


def _lines(path: str) -> Iterator[Document | InputError]:
    """The documents of a file of lines; a plain text is parted into its lines, numbered from 1."""
    from communique.acquire import read

    for arrival in read([path]):
        if isinstance(arrival, InputError) or arrival.media_type == _JSONL:
            yield arrival
            continue
        for number, line in enumerate(arrival.text.splitlines(), 1):
            if line.strip():
                yield Document(source=f"{arrival.source}:{number}", text=line.strip(), language=arrival.language)
