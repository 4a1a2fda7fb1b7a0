"""Where on the calendar an expression lies, seen from the day of its document."""

import pytest

from communique.annotate.dates.recognise import DateReader
from communique.annotate.dates.resolve import resolve, resolve_all
from communique.shared.edtf import is_valid


def _values(dates: DateReader, text: str, reference: str | None) -> list[tuple[str, str | None, str | None]]:
    return [(one.text, one.value, one.timex) for one in resolve_all(dates.recognise(text), reference)]


@pytest.mark.parametrize(
    ("text", "reference", "value", "timex"),
    [
        ("She came in April last year.", "2026-01-28", "2025-04", "2025-04"),
        ("They met on Friday.", "2013-07-08", "2013-07-05", "2013-07-05"),
        ("They met on Monday.", "2013-07-08", "2013-07-08", "2013-07-08"),
        ("They will meet on Friday.", "2013-07-08", "2013-07-12", "2013-07-12"),
        ("He rang on Tuesday.", "2003-01-02", "2002-12-31", "2002-12-31"),
        ("In October she paid a visit.", "2029-02-15", "2028-10", "2028-10"),
        ("She will travel in February.", "2006-12-27", "2007-02", "2007-02"),
        ("He is due next month.", "2010-12-29", "2011-01", "2011-01"),
        ("They met last month.", "2028-01-04", "2027-12", "2027-12"),
        ("They met last June.", "2028-01-04", "2027-06", "2027-06"),
        ("It closes this May.", "2028-01-04", "2028-05", "2028-05"),
        ("They will meet in the second quarter of next year.", "2027-07-26", "2028-34", "2028-Q2"),
        ("They met last summer.", "2012-02-25", "2011-22", "2011-SU"),
        ("They will meet this autumn.", "2012-02-25", "2012-23", "2012-FA"),
        ("They may meet early next year.", "2015-12-26", "2016", "2016"),
        ("It is due within thirty days of today.", "2026-03-02", "2026-04-01", "2026-04-01"),
        ("It will end within five years.", "2002-08-01", "2007", "2007"),
        ("They met last week.", "1998-03-01", "1998-02-16/1998-02-22", "1998-W08"),
        ("They met on 1 January last week.", "2026-01-07", "2026-01-01", "2026-01-01"),
        ("They meet tomorrow.", "2025-12-31", "2026-01-01", "2026-01-01"),
        ("It is of the 1990s.", "2026-01-28", "199X", "199"),
        ("They now talk.", "2026-01-28", None, "PRESENT_REF"),
        ("They met from 28 to 30 December.", "2026-01-28", "2025-12-28/2025-12-30", None),
        ("The offer stands until 17 November, he said.", "1989-10-27", "1989-11-17", "1989-11-17"),
        ("He will receive a guest, Anna Petrova, in Rome on Friday.", "2016-06-08", "2016-06-10", "2016-06-10"),
        ("The talks, which were set for 12 October, have been put off.", "2015-10-07", "2015-10-12", "2015-10-12"),
        ("They met this morning.", "2026-01-28", "2026-01-28", "2026-01-28TMO"),
        ("They met three months ago.", "2026-01-31", "2025-10", "2025-10"),
        ("They will meet on 29 February.", "2025-06-01", None, None),
        ("They met next year.", "9900-06-01", None, None),
    ],
)  # fmt: skip
def test_values(dates: DateReader, text: str, reference: str, value: str | None, timex: str | None) -> None:
    assert resolve_all(dates.recognise(text), reference)[0].value == value
    assert resolve_all(dates.recognise(text), reference)[0].timex == timex


def test_without_a_reference_only_what_is_spelled_out_has_a_value(dates: DateReader) -> None:
    text = (
        "On Friday and in May, on 3 June, last year, in 2024, on 3 May 2025, now, two days ago, in the third quarter."
    )
    assert _values(dates, text, None) == [
        ("Friday", None, None),
        ("May", None, None),
        ("3 June", None, None),
        ("last year", None, None),
        ("2024", "2024", "2024"),
        ("3 May 2025", "2025-05-03", "2025-05-03"),
        ("now", None, "PRESENT_REF"),
        ("two days ago", None, None),
        ("the third quarter", None, None),
    ]


def test_a_reference_of_two_possible_years_gives_an_interval_and_no_guess(dates: DateReader) -> None:
    (found,) = resolve_all(dates.recognise("They will meet in April."), "2013-03-05/2014-03-05")
    assert (found.value, found.timex) == ("2013-04/2014-04", None)


def test_a_reference_that_is_only_a_year_still_tells_last_year(dates: DateReader) -> None:
    assert _values(dates, "It closed last year.", "2026") == [("last year", "2025", "2025")]


def test_dates_told_before_carry_what_follows(dates: DateReader) -> None:
    text = (
        "On 3 May 2025 he landed in Rivertown and on the same day met the Queen. He had called her the day before; "
        "the following month he resigned. A year later he died."
    )
    assert [value for _, value, _ in _values(dates, text, "2027-06-01")] == [
        "2025-05-03", "2025-05-03", "2025-05-02", "2025-06", "2026-06",
    ]  # fmt: skip


def test_a_year_earlier_is_the_same_quarter_of_the_year_before(dates: DateReader) -> None:
    text = "Exports fell in the third quarter from $3 million a year earlier. In the quarter imports rose."
    assert [timex for _, _, timex in _values(dates, text, "1989-10-26")] == ["1989-Q3", "1988-Q3", "1989-Q3"]


def test_a_range_over_the_turn_of_the_year(dates: DateReader) -> None:
    first, last = resolve_all(dates.recognise("It ran from Dec. 30 to Jan. 2."), "2026-04-03")
    assert (first.value, first.timex) == ("2025-12-30/2026-01-02", "2025-12-30")
    assert last.timex == "2026-01-02"


def test_a_weekday_beside_a_date_without_year_finds_the_year(dates: DateReader) -> None:
    (found,) = resolve_all(dates.recognise("They met on Saturday, 29 February."), "2021-05-01")
    assert found.value == "2020-02-29"


def test_values_are_edtf(dates: DateReader) -> None:
    text = (
        "last week, next summer, this winter, Q3 2025, the first half of 2026, the 1990s, the 19th century, 2021-2025, "
        "last weekend, yesterday, two weeks ago, last decade, the end of May, 27-28 January, in April last year"
    )
    found = resolve_all(dates.recognise(text), "2026-01-28")
    assert len(found) == 15
    assert all(one.value and is_valid(one.value) for one in found)


def test_one_mention_alone_can_be_resolved(dates: DateReader) -> None:
    (mention,) = dates.recognise("They met yesterday.")
    assert resolve(mention, "2026-03-01").value == "2026-02-28"
    assert resolve(mention, None).value is None
