"""`communique wording` and `communique position`: what a speaker says over time, found and printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import Found
from communique.merge.history import History
from communique.merge.levels import Degrees, levels_of
from communique.merge.position import Positions
from communique.merge.speaking import Speaking
from communique.merge.stock import Stock
from communique.publish.report import Report
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.position import Position
from communique.shared.records import Commitment
from communique.shared.stock import Subject, Wording

CHARTS = (".svg", ".png")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties and thing as typed, EDTF days, a phrase to follow, the form, and
    the file that a chart goes to."""

    ledger: str
    speaker: str
    towards: str | None = None
    about: str | None = None
    topic: str | None = None
    since: str | None = None
    until: str | None = None
    phrase: str | None = None
    form: str = "terminal"
    chart: str | None = None


def subject_of(asked: Asked, names: PartyNames) -> Subject:
    """What is looked at. Raises UnknownPartyError."""
    return Subject(
        speaker=names.resolve(asked.speaker),
        towards=names.resolve(asked.towards) if asked.towards else None,
        about=asked.about,
        topic=asked.topic,
        since=asked.since,
        until=asked.until,
    )


def print_wording(asked: Asked) -> int:
    """Prints the stock phrases, and writes their chart. Raises CommuniqueError."""
    from communique.publish.stock import cited_documents, report_of, wording_json

    chart = Path(asked.chart) if asked.chart else None
    if chart and chart.suffix not in CHARTS:
        raise SettingsError(f"--chart {chart} is no picture; its name must end in {' or '.join(CHARTS)}")
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    with Ledger.open(asked.ledger, create=False) as ledger:
        found = wording(ledger, knowledge, names, subject_of(asked, names), asked.phrase)
        texts = ledger.texts(cited_documents(found))
    if chart:
        _draw(found, names, chart)
    _put(asked.form, lambda: wording_json(found, texts), lambda: report_of(found, texts, names))
    return 0


def wording(
    ledger: Ledger, knowledge: Knowledge, names: PartyNames, subject: Subject, phrase: str | None = None
) -> Wording:
    """The stock phrases of a speaker in a ledger, or one phrase."""
    speaking, stock = Speaking(ledger, knowledge, names), Stock(knowledge, names)
    spoken = speaking.texts(subject)

    def say(documents: Sequence[str]) -> Mapping[str, list[Found]]:
        said: dict[str, list[Found]] = {}
        for each in speaking.statements(documents, subject.speaker):
            said.setdefault(each.carrier.id, []).append(each)
        return said

    if phrase:
        return stock.follow(subject, spoken, phrase, say)
    found = stock.of(subject, spoken, say)
    if subject.towards is None:
        return found
    wanted = Filter(parties=(subject.speaker, subject.towards), kind="partnership")
    levels = levels_of(History(ledger, knowledge, wanted).things("milestones"), Degrees(knowledge))
    return msgspec.structs.replace(found, levels=levels)


def print_position(asked: Asked) -> int:
    """Prints what a party said about something. Raises CommuniqueError."""
    from communique.publish.position import position_json, report_of

    if not (asked.about or asked.topic or asked.towards):
        raise SettingsError("position needs --about, --topic or --to: what it is a position on")
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    with Ledger.open(asked.ledger, create=False) as ledger:
        found = position(ledger, knowledge, names, subject_of(asked, names))
        before = {each.change.before.document for each in found.stands if each.change}
        texts = ledger.texts({each.cited.document for each in found.stands} | before)
    _put(asked.form, lambda: position_json(found, texts), lambda: report_of(found, texts, names))
    return 0


def position(ledger: Ledger, knowledge: Knowledge, names: PartyNames, subject: Subject) -> Position:
    """The statements of a speaker on something, in the order of days."""
    said = Speaking(ledger, knowledge, names).on(subject)
    promises = ledger.records("commitments", Filter(parties=(subject.speaker,)))
    strengths = {
        each.record.statement: each.record.strength
        for each in promises
        if isinstance(each.record, Commitment) and each.record.statement
    }
    return Position(subject=subject, stands=Positions(knowledge).of(said, strengths))


def _put(form: str, as_json: Callable[[], dict[str, Any]], report: Callable[[], Report]) -> None:
    from communique.publish import report as reports

    if form == "json":
        from communique.run.reading_in import put_json

        put_json(as_json())
    elif form == "markdown":
        sys.stdout.write(reports.report_markdown(report()))
    elif form == "html":
        sys.stdout.write(reports.report_html(report()))
    else:
        from communique.publish.terminal import console_for

        reports.print_report(report(), console_for())


def _draw(found: Wording, names: PartyNames, chart: Path) -> None:
    from communique.publish.chart import chart_bytes
    from communique.publish.stock import chart_spec, charted, title_of

    usages = charted(found)
    if not usages:
        raise SettingsError(f"nothing to draw in {chart}: no phrase recurs in these texts")
    spec = chart_spec(usages, found.periods, title_of(found.subject, names, "The wording"))
    try:
        chart.write_bytes(chart_bytes(spec, chart.suffix.removeprefix(".")))
    except OSError as error:
        raise SettingsError(f"the chart cannot be written to {chart}: {error.strerror}") from error
