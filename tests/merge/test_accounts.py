"""Accounts, carriers and what each side says alone."""

from __future__ import annotations

from datetime import date

import msgspec
from tests.merge.conftest import Maker, Merge

from communique.merge.accounts import accounts_of
from communique.merge.history import History
from communique.shared.records import Reading


def carriers(history: History) -> list[list[str]]:
    accounts = history.accounts(history.things("meetings"))
    return [[carrier.source for carrier in account.carriers] for account in accounts]


def test_who_relays_a_ministry_carries_its_account(make: Maker, merged: Merge) -> None:
    ministry = make.document("The ministers met.", side="NOR", source="ministry")
    relay = make.document("They met, the ministry said.", source="agency", sourcing=[("Ministry", "NOR")])
    other = make.document("The ministers spoke at length.", side="FIN", source="other side")
    history = merged([make.meeting(each, date="2026-03-01") for each in (relay, other, ministry)])
    assert sorted(carriers(history)) == [["ministry", "agency"], ["other side"]]


def test_agencies_with_the_same_words_are_one_account(make: Maker, merged: Merge) -> None:
    words = (
        "The foreign ministers of Norway and Finland met in Oslo on Sunday and spoke of the border, of fish and of rail"
    )
    one = make.document(f"{words}.", source="one")
    other = make.document(f"{words}, an agency reports.", source="other")
    third = make.document("Fish was what Lien and Saari had on the table when they met.", source="third")
    history = merged([make.meeting(each, date="2026-03-01") for each in (one, other, third)])
    assert sorted(sorted(each) for each in carriers(history)) == [["one", "other"], ["third"]]


def test_an_account_of_nobody_known_is_its_own(make: Maker, merged: Merge) -> None:
    history = merged([make.meeting(make.document(text), date="2026-03-01") for text in ("A b.", "C d.")])
    assert len(accounts_of((found.carrier for found in history.things("meetings")[0].found), {})) == 2


def said(make: Maker, side: str, words: str) -> Reading:
    document = make.document(words, side=side, source=side)
    reading = make.meeting(document, date="2026-03-01")
    sentences = [each.strip() + "." for each in words.split(".") if each.strip()]
    return msgspec.structs.replace(reading, statements=make.said(document, reading.meetings[0].id, *sentences))


def test_what_both_say_and_what_one_says_alone(make: Maker, merged: Merge) -> None:
    one = said(make, "NOR", "Both agreed to reopen the ferry line to Turku. Lien raised the price of cod.")
    other = said(make, "FIN", "The ferry line to Turku is to be resumed. The sides will train pilots.")
    (told,) = merged([one, other]).meetings()
    (confirmed,) = told.confirmed
    assert {found.carrier.source for found in confirmed.found} == {"FIN", "NOR"}
    alone = {(each.party, getattr(each.found.record, "text", "")) for each in told.one_sided}
    assert alone == {("NOR", "Lien raised the price of cod."), ("FIN", "The sides will train pilots.")}


def test_where_accounts_differ(make: Maker, merged: Merge) -> None:
    one = make.meeting(make.document("One.", side="NOR", source="a"), date="2026-03-01", mode="call")
    other = make.meeting(make.document("Other.", side="FIN", source="b"), date="2026-03-02", mode="call")
    (told,) = merged([one, other]).meetings()
    found = {each.field: each for each in told.differences}
    assert not found["date"].agrees
    assert found["date"].values == {"a": "2026-03-01", "b": "2026-03-02"}
    assert found["mode"].agrees


def test_two_days_for_one_promise(make: Maker, merged: Merge) -> None:
    what = "open a ferry line to Turku"
    readings = []
    for side, due in (("NOR", "2026-07-01"), ("FIN", "2026-09-01")):
        document = make.document(f"{side} text.", side=side, source=side)
        meeting = make.meeting(document, date="2026-03-01").meetings
        readings.append(msgspec.structs.replace(make.promise(document, what, due=due), meetings=meeting))
    history = merged(readings)
    (told,) = history.meetings()
    (found,) = [each for each in told.differences if each.field == "commitment_due"]
    assert found.values == {"NOR": "2026-07-01", "FIN": "2026-09-01"}
    (promise,) = history.promises(date(2026, 3, 5))
    assert promise.status == "open"
