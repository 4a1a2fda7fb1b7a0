"""What cannot be right together, and what can; all persons are invented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from communique.ledger.views import AnyRecord, Carrier, Found, Merged
from communique.merge.claims import Contradiction
from communique.merge.contradictions import Agreements, of_levels, of_milestones, of_promises
from communique.merge.crossing import Between, within
from communique.merge.life import merge
from communique.merge.names import Spelling
from communique.shared.knowledge import Knowledge
from communique.shared.records import Agreement, Commitment, Meeting, Milestone, Person, Place, Span, Visit

PAIR = ("ALB", "KEN")
BREGU = Person(name="Ilir Bregu", office="president", party="ALB")
KIMANI = Person(name="Wanja Kimani", office="president", party="KEN")


@pytest.fixture(scope="module")
def agreements() -> Agreements:
    return Agreements(Knowledge())


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(Knowledge())


def base(ident: str) -> dict[str, Any]:
    return {"id": ident, "evidence": (Span(0, 9),), "confidence": 0.9, "rule": "by-hand"}


def found(list_name: str, record: AnyRecord, day: str | None = "2024-03-04", side: str | None = None) -> Found:
    """A record in a text of its own, named after the record."""
    carrier = Carrier(
        id=f"text-{record.id}",
        source=f"{record.id}.txt",
        kind="news_report",
        title=None,
        publisher=None,
        published=None,
        date=day,
        side=side,
        day=day,
    )
    return Found(list_name=list_name, record=record, carrier=carrier, day=day or "")


def milestone(ident: str, date: str | None, day: str = "2024-03-04", **fields: Any) -> Found:
    given = {"kind": "diplomatic_relations", "parties": PAIR, "value": None, "of": None, **fields}
    return found("milestones", Milestone(**base(ident), date=date, **given), day)


def meeting(ident: str, date: str | None, side: str | None = None, day: str = "2024-03-04", **fields: Any) -> Found:
    given: dict[str, Any] = {"status": "held", "place": Place("Nairobi", "KEN"), "mode": "in_person", **fields}
    record = Meeting(
        **base(ident),
        recalled=False,
        date=date,
        reported=day,
        occasion=None,
        level=None,
        participants=(BREGU, KIMANI),
        bilateral=True,
        **given,
    )
    return found("meetings", record, day, side)


def count(ident: str, number: int | str, day: str = "2024-03-04", **fields: Any) -> Found:
    given: dict[str, Any] = {
        "kind": "agreement",
        "parties": PAIR,
        "topics": (),
        "recalled": False,
        "name": None,
        **fields,
    }
    return found("agreements", Agreement(**base(ident), status="signed", date=None, count=number, **given), day)


def promise(ident: str, due: str, day: str = "2024-03-04", what: str = "open an embassy in Tirana") -> Found:
    record = Commitment(**base(ident), by=("KEN",), to=("ALB",), what=what, due=due, strength="agreed", statement=None)
    return found("commitments", record, day)


def values(contradictions: Iterable[Contradiction]) -> list[tuple[str, str, str]]:
    return [(each.kind, each.claims[0].value, each.claims[1].value) for each in contradictions]


def test_two_years_of_one_establishment() -> None:
    thing = merge([milestone("a", "1991"), milestone("b", "1993", stated=False), milestone("c", "1991-05")])
    (first, second) = of_milestones([thing])
    assert values([first, second]) == [
        ("date of a milestone", "1991", "1993"),
        ("date of a milestone", "1991-05", "1993"),
    ]
    assert [each.document for each in first.claims[0].cited] == ["text-a"]


def test_a_vaguer_date_and_another_thing_are_no_contradiction() -> None:
    things = [
        merge([milestone("a", "1991"), milestone("b", "1991-05-02"), milestone("c", None)]),
        merge([milestone("d", "2004", value="restored")]),
        merge([milestone("e", "1999", parties=("ALB", "FIN"))]),
        merge([milestone("f", "2024-06", kind="embassy"), milestone("g", "2024-09", "2024-10-01", kind="embassy")]),
    ]
    assert not values(of_milestones(things))


def test_two_ages_of_what_is_celebrated() -> None:
    def celebrated(ident: str, date: str, value: int, of: str = "Green Alliance") -> Merged:
        return merge([milestone(ident, date, kind="anniversary", value=value, of=of)])

    things = [celebrated("a", "2023", 20), celebrated("b", "2024", 20), celebrated("c", "2024", 20, "Port Treaty")]
    assert values(of_milestones(things)) == [("value of an anniversary", "founded in 2003", "founded in 2004")]
    assert not values(of_milestones([celebrated("a", "2023", 20), celebrated("b", "2024", 21)]))


def test_levels_of_partnership() -> None:
    def level(ident: str, value: str, day: str) -> Merged:
        return merge([milestone(ident, None, day, kind="partnership", value=value)])

    before, after = level("a", "enhanced partnership", "2020-01-01"), level("b", "strategic partnership", "2022-01-01")
    assert not values(of_levels([before, after]))
    again = level("c", "enhanced partnership", "2023-01-01")
    assert values(of_levels([before, after, again])) == [
        ("level of partnership", "enhanced partnership", "strategic partnership")
    ]
    longer = level("d", "comprehensive strategic partnership", "2022-01-01")
    assert not values(of_levels([after, longer, level("e", "strategic partnership", "2023-01-01")]))


def test_due_days_of_one_promise() -> None:
    same_time = merge([promise("a", "2024-06"), promise("b", "2024-09", "2024-03-06"), promise("c", "2024-06-03")])
    assert values(of_promises([same_time])) == [
        ("due day of a promise", "2024-06", "2024-09"),
        ("due day of a promise", "2024-06-03", "2024-09"),
    ]
    changed = merge([promise("a", "2024-06"), promise("b", "2024-09", "2024-05-20")])
    other = merge([promise("a", "2024-06"), promise("b", "2024-09", what="open a school in Tirana")])
    assert not values(of_promises([changed, other]))


def test_numbers_of_documents(agreements: Agreements) -> None:
    things = [
        merge([each]) for each in (count("a", 5), count("b", 7), count("c", "numerous"), count("d", 7, "2024-03-05"))
    ]
    assert values(agreements.of_numbers(things, {})) == [("number of documents", "5", "7")]
    assert not values(agreements.of_numbers(things, {"b": "signed more than 7 agreements"}))
    apart = [merge([each]) for each in (count("a", 5, topics=("energy",)), count("b", 7, topics=("health",)))]
    assert not values(agreements.of_numbers(apart, {}))
    kinds = [merge([each]) for each in (count("a", 5), count("b", 7, kind="memorandum"))]
    assert not values(agreements.of_numbers(kinds, {}))


def test_the_year_of_a_treaty_that_the_knowledge_has(agreements: Agreements) -> None:
    def signed(ident: str, date: str) -> Merged:
        treaty = Agreement(
            **base(ident),
            recalled=True,
            name="Charter of the United Nations",
            kind="treaty",
            parties=PAIR,
            status="signed",
            date=date,
            count=None,
            topics=(),
        )
        return merge([found("agreements", treaty)])

    (wrong,) = agreements.of_years([signed("a", "1948"), signed("b", "1945"), signed("c", "2024")])
    assert values([wrong]) == [("year of a treaty", "1948", "1945")]
    assert wrong.claims[1].known == "projects/treaties.csv: Charter of the United Nations, 1945"


def test_a_meeting_dated_a_day_apart_by_two_sides() -> None:
    thing = merge([meeting("a", "2024-03-03", "ALB"), meeting("b", "2024-03-04", "KEN"), meeting("c", "2024-03")])
    (found_one,) = within(thing)
    assert values([found_one]) == [("date of a meeting", "2024-03-03", "2024-03-04")]
    assert "midnight" in found_one.reason
    planned = merge([meeting("a", "2024-03-03"), meeting("b", "2024-03-05", status="planned", day="2024-03-01")])
    assert not values(within(planned))


def test_held_or_called_off() -> None:
    held = meeting("a", "2024-03-03")
    late = meeting("b", "2024-03-03", status="cancelled", day="2024-03-03")
    assert values(within(merge([held, late]))) == [("whether a meeting was held", "cancelled", "held")]
    before = meeting("b", "2024-03-03", status="cancelled", day="2024-02-20")
    other_day = meeting("c", "2024-03-04", status="cancelled")
    assert not values(within(merge([held, before, other_day])))


def test_nobody_is_in_two_states_at_once(spelling: Spelling) -> None:
    there, here = meeting("a", "2024-03-03"), meeting("b", "2024-03-03", place=Place("Tirana", "ALB"))
    between = Between(spelling, {})
    assert values(between.of([merge([there]), merge([here])])) == [
        ("place of a meeting", "Nairobi, KEN", "Tirana, ALB")
    ]
    vague = meeting("c", "2024-03-03", place=Place(None, "ALB"))
    call = meeting("d", "2024-03-03", place=Place("Tirana", "ALB"), mode="call")
    assert not values(between.of([merge([there]), merge([vague]), merge([call])]))


def test_each_account_tells_of_one_meeting_at_one_place(spelling: Spelling) -> None:
    ours, theirs = meeting("a", "2024-03-03", "ALB"), meeting("b", "2024-03-05", "KEN")
    between = Between(spelling, {})
    expected = [("date of a meeting", "2024-03-03", "2024-03-05")]
    assert values(between.of([merge([ours]), merge([theirs])])) == expected
    again = merge([theirs, meeting("c", "2024-03-05", "ALB")])
    assert not values(between.of([merge([ours]), again]))
    elsewhere = meeting("b", "2024-03-05", "KEN", place=Place("Mombasa", "KEN"))
    assert not values(between.of([merge([ours]), merge([elsewhere])]))
    assert (
        values(Between(spelling, {"text-a": "text-a", "text-b": "text-a"}).of([merge([ours]), merge([elsewhere])]))
        == expected
    )


def test_a_state_visit_is_not_made_twice_in_a_fortnight(spelling: Spelling) -> None:
    def visit(ident: str, date: str, kind: Any = "state") -> Merged:
        record = Visit(
            **base(ident), recalled=False, kind=kind, visitor=BREGU, host="KEN", status="held", date=date, place=None
        )
        return merge([found("visits", record, side="ALB")])

    between = Between(spelling, {})
    first = visit("a", "2024-03-03/2024-03-05")
    assert values(between.of([first, visit("b", "2024-03-06/2024-03-08")])) == [
        ("date of a visit", "2024-03-03/2024-03-05", "2024-03-06/2024-03-08")
    ]
    assert not values(between.of([first, visit("b", "2024-03-04"), visit("c", "2025-03-06")]))
    assert not values(between.of([visit("a", "2024-03-03", "working"), visit("b", "2024-03-06", "working")]))
