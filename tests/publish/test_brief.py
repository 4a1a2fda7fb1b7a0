from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from communique.ledger.store import Ledger
from communique.publish.brief.ahead import _next_years, _years_after
from communique.publish.brief.markdown import brief_markdown, escape
from communique.publish.brief.model import Brief
from communique.publish.brief.sight import Asked
from communique.publish.brief.terminal import print_brief
from communique.run.briefing import brief_of
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

GOLDEN = Path(__file__).parent.parent / "golden"
TODAY = date(2026, 11, 25)

Build = Callable[..., Brief]
Tell = Callable[..., Reading]


@pytest.fixture
def build(ledger: Ledger, all_knowledge: Knowledge) -> Build:
    def make(*parties: str, today: date = TODAY, known_by: bool = False, **period: str) -> Brief:
        asked = Asked(parties=parties or ("AZE", "CHN"), as_of=today, **period)
        return brief_of(ledger, all_knowledge, asked, known_by)

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
    assert all(line.sources for section in brief.sections[:-1] for line in section.lines)


def test_two_accounts_of_one_meeting_are_one_line_with_two_sources(build: Build) -> None:
    brief = build()
    [line] = [
        line for each in brief.sections if each.name == "meetings" for line in each.lines if "Li Wen" in line.text
    ]
    assert [brief.sources[number - 1].publisher for number in line.sources] == ["Embassy", "Ministry"]
    assert "2026-01-28 · 9 months ago · in person" in line.text


def test_the_order_of_the_pair_does_not_matter_to_what_is_told(build: Build) -> None:
    there, back = build(), build("CHN", "AZE")

    def words(brief: Brief, section: str) -> list[list[str]]:
        return [sorted(re.findall(r"\w+", line)) for line in lines(brief, section)]

    for name in ("relations", "partnership", "meetings", "agreements", "next", "fields"):
        assert words(there, name) == words(back, name)
    assert sorted(lines(there, "visits")[1:]) == sorted(lines(back, "visits")[1:])


def test_a_pair_of_which_nothing_is_known(build: Build) -> None:
    brief = build("KAZ", "GEO")
    assert [section.name for section in brief.told()] == ["unknown"]
    assert all(line.endswith(": not stated") for line in lines(brief, "unknown"))
    assert len(lines(brief, "unknown")) == 10
    assert brief.sources == ()


def test_a_plan_that_is_over_is_no_next_date(build: Build) -> None:
    brief = build("AZE", "GEO")
    assert lines(brief, "next") == []
    assert [line for line in lines(brief, "unknown") if line.startswith("whether it took place: 2026-03")]
    [plan] = lines(build("AZE", "GEO", today=date(2026, 3, 1)), "next")
    assert plan.startswith("2026-03 · planned meeting")


@pytest.mark.parametrize(
    ("level", "names", "ahead"),
    [("head_of_state", ("Tamar Lomidze", "Rashid Temirov"), 1), ("minister", ("Nino Beridze", "Kamran Aliyev"), 0)],
)
def test_a_plan_that_was_carried_out_is_no_next_date(
    build: Build, tell: Tell, level: str, names: tuple[str, str], ahead: int
) -> None:
    people = [{"name": name, "party": party} for name, party in zip(names, ("GEO", "AZE"), strict=True)]
    held = {"status": "held", "date": "2026-03-02", "level": level, "participants": people}
    tell("They met on 2 March.", {"date": "2026-03-02"}, meetings=[{"quote": "They met", **held}])
    assert len(lines(build("AZE", "GEO", today=date(2026, 3, 10)), "next")) == ahead


def test_as_of_a_day_only_texts_up_to_it_count(build: Build) -> None:
    before = build(today=date(2025, 12, 31), known_by=True)
    assert {source.date for source in before.sources} == {"2025-06-03"}
    assert lines(before, "partnership") == ["strategic partnership, since 2024"]
    assert lines(before, "agreements") == []
    assert len(lines(build(today=date(2025, 12, 31)), "agreements")) == 1


def test_a_corrected_text_counts_until_the_day_of_its_correction(
    build: Build, ledger: Ledger, readings: list[Reading]
) -> None:
    numbers = {held.document.id: number for number, held in enumerate(ledger.documents(), start=1)}
    embassy, ministry = numbers[readings[1].document.id], numbers[readings[0].document.id]
    with ledger.judging() as judging:
        judging.link(embassy, ministry, "corrects", (1.0, "it says so", "test"))
    assert lines(build(), "agreements") == []
    on_the_day = build(today=date(2026, 1, 28), known_by=True)
    assert [source.date for source in on_the_day.sources].count("2026-01-28") > 0
    assert len(lines(on_the_day, "agreements")) == 1


def test_a_period_limits_what_happened_and_not_how_things_stand(build: Build) -> None:
    brief = build(since="2026")
    assert [line[:10] for line in lines(brief, "meetings")] == ["2026-01-28"]
    assert lines(brief, "relations") == lines(build(), "relations")
    assert lines(brief, "partnership") == lines(build(), "partnership")
    assert "Since" not in brief.subtitle and brief.subtitle == "as of 2026-11-25, from 2026"
    assert lines(build(until="2025"), "agreements") == lines(build(), "agreements")


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
