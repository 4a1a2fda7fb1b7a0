from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import Added
from communique.shared.documents import Document
from communique.shared.errors import InputError, LedgerError
from communique.shared.records import Commitment, Milestone, Reading, Span, Statement

Maker = Callable[..., Reading]
Dump = Callable[[str], dict[str, list[tuple[Any, ...]]]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_reading_comes_back_as_it_went_in(
    data: st.DataObject, any_reading: st.SearchStrategy[Reading], new_ledger: Callable[[], str]
) -> None:
    readings = data.draw(st.lists(any_reading, max_size=3, unique_by=lambda reading: reading.document.id))
    with Ledger.open(new_ledger()) as ledger:
        ledger.add(readings)
        assert [ledger.reading(reading.document.id) for reading in readings] == readings
        for name in ("meetings", "visits", "statements", "commitments", "agreements", "milestones", "gatherings"):
            records = [record for reading in readings for record in getattr(reading, name)]
            assert [found.record for found in ledger.records(name)] == records


def test_the_same_text_twice_changes_nothing(ledger: Ledger, meeting_text: Maker, address: str, dump: Dump) -> None:
    reading = meeting_text()
    assert ledger.add([reading]) == Added(documents=1, sources=1, records=1)
    before = dump(address)
    assert ledger.add([reading]) == Added(known=1)
    assert ledger.add([Document(source="a.txt", text=reading.document.text)]) == Added(known=1)
    assert dump(address) == before


def test_one_text_from_two_sources_is_one_document_with_both(ledger: Ledger, meeting_text: Maker) -> None:
    reading = meeting_text()
    again = Document(source="b.txt", text=reading.document.text, publisher="Another", url="https://b.example/1")
    assert ledger.add([reading, again]) == Added(documents=1, sources=2, records=1, known=1)
    [held] = ledger.documents()
    assert [origin.source for origin in held.sources] == ["a.txt", "b.txt"]
    assert held.sources[1].publisher == "Another"
    assert held.document.source == "a.txt"


def test_one_source_with_a_new_text_is_a_second_document(ledger: Ledger, meeting_text: Maker) -> None:
    ledger.add([meeting_text("The ministers met."), meeting_text("The ministers met in Baku.")])
    assert [held.document.source for held in ledger.documents()] == ["a.txt", "a.txt"]


def test_a_batch_is_added_whole_or_not_at_all(ledger: Ledger, meeting_text: Maker) -> None:
    with pytest.raises(LedgerError, match=r"b\.txt: its text was given without a reading"):
        ledger.add([meeting_text(), Document(source="b.txt", text="An unknown text.")])
    assert ledger.count() == 0
    assert ledger.history() == []


def test_known_asks_for_any_number_of_ids(ledger: Ledger, meeting_text: Maker) -> None:
    reading = meeting_text()
    ledger.add([reading])
    asked = [Document(source="x", text=str(number)).id for number in range(3000)]
    assert ledger.known([*asked, reading.document.id]) == {reading.document.id}
    assert ledger.known([]) == set()


def test_texts_and_documents_by_id(ledger: Ledger, meeting_text: Maker) -> None:
    first, second = meeting_text("One."), meeting_text("Two.", source="b.txt")
    ledger.add([first, second])
    assert ledger.texts([second.document.id]) == {second.document.id: "Two."}
    [held] = ledger.documents([second.document.id], with_text=True)
    assert held.document == second.document
    assert next(iter(ledger.documents())).document.text == ""


def test_records_by_parties_days_and_limit(ledger: Ledger, meeting_text: Maker) -> None:
    ledger.add(
        [
            meeting_text("A.", date="2025-04", parties=("AZE", "CHN")),
            meeting_text("B.", date="2026-03-01", parties=("CHN", "AZE", "KAZ")),
            meeting_text("C.", date="2026-02-01", parties=("KAZ", "CHN")),
            meeting_text("D.", date=None, parties=("AZE", "CHN")),
            meeting_text("E.", date=None, parties=("AZE", "CHN"), recalled=True),
        ]
    )

    def letters(**wanted: object) -> str:
        texts = {held.document.id: held.document.text for held in ledger.documents(with_text=True)}
        found = ledger.records("meetings", Filter(**wanted))  # type: ignore[arg-type]
        return "".join(texts[each.carrier.id][0] for each in found)

    assert letters() == "ABCDE"
    assert letters(parties=("AZE", "CHN")) == "ABDE"
    assert letters(parties=("CHN", "AZE"), newest_first=True) == "BDAE"
    assert letters(parties=("AZE", "CHN"), newest_first=True, limit=2) == "BD"
    assert letters(parties=("KAZ",), newest_first=True) == "BC"
    assert letters(parties=("KAZ", "CHN", "AZE")) == "B"
    assert letters(since="2026") == "BCD"
    assert letters(parties=("AZE",), until="2026-01") == "AD"
    assert letters(parties=("AZE",), recalled=True) == "E"
    assert letters(status="planned") == ""
    assert letters(parties=("GEO",)) == ""


def test_a_party_in_two_roles_gives_its_record_once(ledger: Ledger, meeting_text: Maker) -> None:
    reading = meeting_text()
    statement = Statement(
        id="s0", evidence=(Span(0, 4),), confidence=1, rule="t", meeting=None, speakers=("AZE", "CHN"), persons=(),
        addressees=("CHN", "AZE"), account="joint", kind="thank", negated=False, time="current", topics=(), about=(),
        text="text",
    )  # fmt: skip
    commitment = Commitment(
        id="c0", evidence=(Span(0, 4),), confidence=1, rule="t", by=("AZE",), to=("CHN",), what="it", due="2027",
        strength="agreed", statement="s0",
    )  # fmt: skip
    milestone = Milestone(
        id="k0", evidence=(Span(0, 4),), confidence=1, rule="t", kind="embassy", parties=("AZE", "CHN"), value=None,
        of=None, date="1993",
    )  # fmt: skip
    whole = Reading(
        document=reading.document, statements=(statement,), commitments=(commitment,), milestones=(milestone,)
    )
    ledger.add([whole])
    pair = Filter(parties=("AZE", "CHN"))
    assert [found.record for found in ledger.records("statements", pair)] == [statement]
    assert [found.day for found in ledger.records("commitments", pair)] == ["2026-01-28"]
    assert [found.day for found in ledger.records("milestones", pair)] == ["1993-12-31"]


def test_failures_are_listed_until_the_source_is_read(address: str, meeting_text: Maker) -> None:
    error = InputError("a.txt", "is empty", remedy="give a text", kind="empty")
    for _ in range(2):
        with Ledger.open(address) as ledger:
            ledger.fail(error)
            [failure] = ledger.failures()
            assert (failure.source, failure.kind, failure.message) == ("a.txt", "empty", str(error))
    with Ledger.open(address) as ledger:
        ledger.add([meeting_text()])
        assert list(ledger.failures()) == []
    with Ledger.open(address) as ledger:
        ledger.fail(error)
        assert len(list(ledger.failures())) == 1


def test_history_tells_what_was_added_when_by_which_version(ledger: Ledger, meeting_text: Maker) -> None:
    ledger.add([meeting_text()])
    ledger.add([meeting_text("Another text.", source="b.txt"), InputError("c.txt", "is empty")])
    ledger.add([meeting_text()])
    [run] = ledger.history()
    assert (run.documents, run.sources, run.records, run.failures) == (2, 2, 2, 1)
    assert run.started == "2026-11-25T12:00:00+00:00"
    assert run.version


def test_a_document_that_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no document d0"):
        ledger.reading("d0")
