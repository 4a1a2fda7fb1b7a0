from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from communique.ledger.store import Filter, Ledger
from communique.merge.history import History
from communique.publish.brief import Brief, build_brief
from communique.publish.brief_markdown import brief_markdown, escape
from communique.publish.brief_terminal import print_brief
from communique.publish.sections import _next_years, _years_after
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Reading, Span

GOLDEN = Path(__file__).parent.parent / "golden"
TODAY = date(2026, 11, 25)

Build = Callable[..., Brief]


@pytest.fixture
def build(ledger: Ledger, names: PartyNames, all_knowledge: Knowledge) -> Build:
    merging = Merging(all_knowledge)

    def make(a: str = "AZE", b: str = "CHN", today: date = TODAY) -> Brief:
        merging.update(ledger)
        wanted = Filter(parties=(a, b), newest_first=True)
        return build_brief(History(ledger, all_knowledge, wanted), names, (a, b), today)

    return make


def lines(brief: Brief, section: str) -> list[str]:
    return [line.text for each in brief.sections if each.name == section for line in each.lines]


def test_the_brief_as_markdown(build: Build) -> None:
    assert brief_markdown(build()) == (GOLDEN / "brief-azerbaijan-china.md").read_text(encoding="utf-8")


def test_the_brief_as_plain_text(build: Build) -> None:
    out = io.StringIO()
    print_brief(build(), Console(file=out, width=100, highlight=False, markup=False, emoji=False))
    assert out.getvalue() == (GOLDEN / "brief-azerbaijan-china.txt").read_text(encoding="utf-8")


def test_every_source_is_the_text_itself(build: Build, readings: list[Reading]) -> None:
    texts = {reading.document.id: reading.document.text for reading in readings}
    brief = build()
    for citation in brief.sources:
        assert texts[citation.document][citation.start : citation.end] == citation.words
        assert citation.words in citation.sentence
    cited = {number for section in brief.sections for line in section.lines for number in line.sources}
    assert cited == {citation.number for citation in brief.sources}
    assert all(line.sources for section in brief.sections for line in section.lines)


def test_two_accounts_of_one_meeting_are_one_line_with_two_sources(build: Build) -> None:
    brief = build()
    [line] = [
        line for each in brief.sections if each.name == "meetings" for line in each.lines if "Li Wen" in line.text
    ]
    assert [brief.sources[number - 1].publisher for number in line.sources] == ["Embassy", "Ministry"]


def test_the_order_of_the_pair_does_not_matter_to_what_is_told(build: Build) -> None:
    there, back = build(), build("CHN", "AZE")

    def words(brief: Brief, section: str) -> list[list[str]]:
        return [sorted(re.findall(r"\w+", line)) for line in lines(brief, section)]

    for name in ("relations", "partnership", "meetings", "agreements", "next", "fields"):
        assert words(there, name) == words(back, name)
    assert sorted(lines(there, "visits")) == sorted(lines(back, "visits"))


def test_a_pair_of_which_nothing_is_known(build: Build) -> None:
    brief = build("KAZ", "GEO")
    assert [section.lines for section in brief.sections] == [()] * 7
    assert brief.sources == ()
    assert brief_markdown(brief).count("not stated") == 8


def test_a_plan_that_is_over_is_no_next_date(build: Build) -> None:
    assert lines(build("AZE", "GEO"), "next") == []
    [plan] = lines(build("AZE", "GEO", date(2026, 3, 1)), "next")
    assert plan.startswith("2026-03 · planned meeting")


def test_a_plan_that_was_carried_out_is_no_next_date(build: Build, ledger: Ledger, readings: list[Reading]) -> None:
    planned = readings[3].meetings[0]
    text = "Kamran Aliyev and Nino Beridze met on 2 March."

    def tell(**changes: object) -> list[str]:
        document = Document(source=f"{changes}", text=f"{text} {changes}")
        meeting = msgspec.structs.replace(
            planned, id=document.id, evidence=(Span(0, 10),), status="held", date="2026-03-02", **changes
        )
        record = msgspec.structs.replace(
            readings[3].document, id=document.id, source=document.source, text=document.text
        )
        ledger.add([Reading(document=record, meetings=(meeting,))])
        return lines(build("AZE", "GEO", date(2026, 3, 10)), "next")

    assert tell(level="minister") == []


def test_the_brief_as_json_comes_back(build: Build) -> None:
    brief = build()
    assert msgspec.json.decode(msgspec.json.encode(brief), type=Brief) == brief


def test_anniversaries_ahead() -> None:
    assert _next_years("1992", TODAY) == [34, 35]
    assert _next_years("1992-04-02", TODAY) == [35]
    assert _next_years("1992-12-02", TODAY) == [34, 35]
    assert _next_years("2026-05-01", TODAY) == [1, 5]
    assert _years_after("1992-02-29", 35) == "2027-02-28"
    assert _years_after("1992-02-29", 36) == "2028-02-29"
    assert _years_after("1992-04", 35) == "2027-04"


def test_markdown_is_shown_literally() -> None:
    assert escape("a [b](c) *d* <e>\n# f") == r"a \[b\](c) \*d\* \<e\> \# f"
