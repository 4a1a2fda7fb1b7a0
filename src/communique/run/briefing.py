"""`communique brief`: asks the ledger, and puts the brief where and how it is wanted."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import msgspec

from communique.ledger.asking import Asking
from communique.ledger.filters import Filter
from communique.ledger.opening import open_to_ask
from communique.merge.history import History
from communique.publish.brief.model import Brief
from communique.publish.brief.sight import Asked
from communique.shared.edtf import is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

LOOKED_AT = 500
"""The newest records of a list that the brief of a pair looks at."""

LOOKED_AT_WITH_EACH = 60
"""The newest records of a list that the brief of a country looks at for each partner."""

SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json", ".txt": "terminal"}
"""The form that the name of an output file stands for."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A brief as typed. as_of: the day; known_by: True if only texts dated up to that day count; since, until: EDTF;
    form: None follows from the name of the output; output: the file, None for standard
    output; least: the confidence below which records are left out."""

    ledger: str
    parties: tuple[str, ...]
    as_of: date
    known_by: bool = False
    since: str | None = None
    until: str | None = None
    form: str | None = None
    output: str | None = None
    least: float = 0.0


def print_brief_of(wanted: Wanted) -> int:
    """Prints or writes a brief. Raises UnknownPartyError, SettingsError, LedgerError."""
    form = _form(wanted)
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    codes = tuple(names.resolve(party) for party in wanted.parties)
    if len(set(codes)) < len(codes):
        raise SettingsError(f"{' and '.join(wanted.parties)} are the same party; a brief is about two, or about one")
    for option, value in (("--since", wanted.since), ("--until", wanted.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    asked = Asked(parties=codes, as_of=wanted.as_of, since=wanted.since, until=wanted.until)
    with open_to_ask(wanted.ledger) as ledger:
        brief = brief_of(ledger, knowledge, asked, wanted.known_by, wanted.least, names)
    _put(brief, form, wanted.output)
    return 0


def _form(wanted: Wanted) -> str:
    """The form asked for, else that of the output's name. Raises SettingsError."""
    suffix = Path(wanted.output).suffix.lower() if wanted.output else ".txt"
    form = wanted.form or SUFFIXES.get(suffix)
    if form is None:
        raise SettingsError(f"--output {wanted.output}: no form ends in {suffix!r}; say which with --format")
    if form == "docx" and not wanted.output:
        raise SettingsError("a Word document does not go to the terminal; name a file with --output")
    return form


def brief_of(
    ledger: Asking,
    knowledge: Knowledge,
    asked: Asked,
    known_by: bool = False,
    least: float = 0.0,
    names: PartyNames | None = None,
) -> Brief:
    """The brief of two parties, or of one. known_by: only texts dated up to the day of the brief count; names: of the
    parties, where they are read already."""
    from communique.publish.brief.country import COUNTED, build_country_brief
    from communique.publish.brief.pair import build_brief

    names = names or PartyNames(knowledge)
    as_of = asked.as_of.isoformat() if known_by else None
    every = Filter(parties=asked.parties, newest_first=True, limit=LOOKED_AT, as_of=as_of, least=least)
    period = msgspec.structs.replace(every, since=asked.since, until=asked.until)
    whole = History(ledger, knowledge, every, names)
    if len(asked.parties) == 2:
        brief = build_brief(whole.of(period), whole, names, asked)
        return msgspec.structs.replace(brief, threshold=least, left_out=whole.left_out() if least else 0)

    def with_partner(partner: str) -> History:
        parties = (*asked.parties, partner)
        return whole.of(msgspec.structs.replace(period, parties=parties, limit=LOOKED_AT_WITH_EACH))

    partners = ledger.partners(asked.parties[0], COUNTED, period)
    brief = build_country_brief(partners, whole, with_partner, names, asked)
    return msgspec.structs.replace(brief, threshold=least, left_out=whole.left_out() if least else 0)


def _put(brief: Brief, form: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(_written(brief, form).decode("utf-8")) if form != "terminal" else _print(brief)
        return
    try:
        Path(output).write_bytes(_written(brief, form))
    except OSError as error:
        raise SettingsError(f"--output {output} cannot be written: {error.strerror or error}") from error


def _print(brief: Brief) -> None:
    from communique.publish.brief.terminal import brief_text, print_brief
    from communique.publish.terminal import console_for, is_plain

    if is_plain(sys.stdout):
        sys.stdout.write(brief_text(brief))
    else:
        print_brief(brief, console_for())


def _written(brief: Brief, form: str) -> bytes:
    """The brief in a form, as a file holds it."""
    if form == "docx":
        from communique.publish.brief.word import brief_docx

        return brief_docx(brief)
    return _text(brief, form).encode("utf-8", "backslashreplace")


def _text(brief: Brief, form: str) -> str:
    if form == "json":
        return msgspec.json.encode(brief).decode("utf-8") + "\n"
    if form == "markdown":
        from communique.publish.brief.markdown import brief_markdown

        return brief_markdown(brief)
    if form == "html":
        from communique.publish.brief.page import brief_html

        return brief_html(brief)
    from communique.publish.brief.terminal import brief_text

    return brief_text(brief)
