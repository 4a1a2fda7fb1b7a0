"""Does a record fit what an example says is found? An example names some fields only; the others may be anything."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.shared.records import About, Person, Place, Record


def fits(record: object, wanted: dict[str, Any]) -> bool:
    """Has the record all the fields that `wanted` names?

    parties: exactly these parties, in any order; speakers and addressees too. A person or place may be given by its
    party or name alone. `about` names some of what a statement is about. Everything else must be equal.
    """
    return all(_fits(value_of(record, field), value) for field, value in wanted.items())


def value_of(record: object, field: str) -> Any:
    """The value of a field; `parties` of a meeting are those of its participants."""
    if field == "parties" and hasattr(record, "participants"):
        return [person.party for person in record.participants]
    return getattr(record, field)


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(value, Person | Place):
        if isinstance(wanted, dict):
            return all(getattr(value, key) == each for key, each in wanted.items())
        return wanted in (value.party, value.name)
    if isinstance(wanted, list) and value and isinstance(value[0], About):
        return set(map(str, wanted)) <= {str(each) for about in value for each in (about.id, about.name)}
    if isinstance(wanted, list):
        return isinstance(value, list | tuple) and {str(each) for each in value} == {str(each) for each in wanted}
    if isinstance(value, str) or isinstance(wanted, str):
        return value is not None and wanted is not None and str(value) == str(wanted)
    return bool(value == wanted)


def shown(records: tuple[Record, ...], fields: tuple[str, ...]) -> str:
    """Records as a complaint names them: the given fields of each."""
    rows = (", ".join(f"{field} {_plain(value_of(record, field))}" for field in fields) for record in records)
    return "; ".join(rows) or "nothing"


def _plain(value: Any) -> str:
    if isinstance(value, msgspec.Struct):
        value = [each for each in msgspec.structs.astuple(value) if each]
    if isinstance(value, list | tuple):
        return "+".join(_plain(each) for each in value) or "none"
    return "none" if value is None else str(value)
