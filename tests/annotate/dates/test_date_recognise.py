"""What is an expression of a date and what is not, and where it stands."""

import time

import pytest

from communique.annotate.dates.recognise import DateReader


def _texts(dates: DateReader, text: str) -> list[str]:
    return [one.text for one in dates.recognise(text) if one.is_date]


@pytest.mark.parametrize(
    "text",
    [
        "The 2030 Agenda and Vision 2030 were named beside Resolution 2231.",
        "COP28, the G20 and an F-16 were in the news.",
        "The hall holds 1998 people and cost $2024.",
        "They bought 2,000 tons at 1998.50 dollars.",
        "They meet every Friday, each October, and on Monday nights.",
        "They talked for two years and three days.",
        "They march on the town and may win in the fall of the king.",
        "Prime Minister Anna May thanked April Petrova and Judge March.",
        "The sun and the moon sat in the second row.",
        "The file is 2026-555, version 3.11.14.",
        "It is on page 2019, room 2015, route 2020.",
        "A clean energy future is near.",
        "By noon it was over.",
        "",
        "\n\n\n",
    ],
)
def test_no_date(dates: DateReader, text: str) -> None:
    assert _texts(dates, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met on 28 January 2026.", ["28 January 2026"]),
        ("They met on January 28, 2026, in Rivertown.", ["January 28, 2026"]),
        ("Jan. 28, the 28th of January and 28.01.2026", ["Jan. 28", "the 28th of January", "28.01.2026"]),
        ("Tuesday, 28 March 2023", ["Tuesday, 28 March 2023"]),
        ("from 27 to 29 May, March 27-28, 2-4 June 2025", ["27 to 29 May", "March 27-28", "2-4 June 2025"]),
        ("on 3, 4 and 5 February 2025", ["3, 4 and 5 February 2025"]),
        ("mid-May, the end of 2025, the 1990s, FY2024", ["mid-May", "the end of 2025", "the 1990s", "FY2024"]),
        ("in 2024 and 2025, between 2020 and 2023", ["2024", "2025", "2020", "2023"]),
        ("the 2021-2025 programme", ["2021-2025"]),
        ("In May Theresa left; in April last year she came.", ["May", "April last year"]),
        ("Done on this 28th day of January 2026.", ["this 28th day of January 2026"]),
        ("the first half of May, the second half of 2026", ["the first half of May", "the second half of 2026"]),
        ("They will meet in three days, or in two weeks.", ["three days", "two weeks"]),
        ("The nineties, the '80s, the twenty-first century", ["The nineties", "the '80s", "the twenty-first century"]),
        ("UN resolution 1701 (2006) was read.", ["2006"]),
        ("They now say that they recently met.", ["now", "recently"]),
        ("MONDAY, JANUARY 5, 2026", ["MONDAY, JANUARY 5, 2026"]),
        ("a third-quarter loss, this year's third quarter", ["a third-quarter", "this year's third quarter"]),
    ],
)  # fmt: skip
def test_dates_are_found(dates: DateReader, text: str, found: list[str]) -> None:
    assert _texts(dates, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "They met on 28\u00a0January\u00a02026.",
        "They met on 28\u202fJanuary\u202f2026.",
        "They met on 28 Janu\u00adary 2026.",
        "They met on 28\r\nJanuary 2026.",
        "\ud83d\ude00 They met on 28 January 2026.".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_odd_spaces_and_hyphens_do_not_hide_a_date(dates: DateReader, text: str) -> None:
    (found,) = dates.recognise(text)
    assert (found.year, found.month, found.day) == (2026, 1, 28)
    assert found.text == text[found.start : found.end] == text.strip()[text.strip().index("28") : -1]


def test_curly_quotes_are_apostrophes(dates: DateReader) -> None:
    assert _texts(dates, "Last year’s talks and this year’s third quarter") == [
        "Last year",
        "this year’s third quarter",
    ]


def test_a_date_does_not_run_over_the_end_of_a_paragraph(dates: DateReader) -> None:
    assert _texts(dates, "They met in May\n\n2025 was calm.") == ["May", "2025"]


def test_parts_of_a_day_are_read_but_are_no_dates(dates: DateReader) -> None:
    found = dates.recognise("They met this morning, dined on Friday evening and left at 3 p.m. Saturday.")
    assert [(one.text, one.form, one.is_date) for one in found] == [
        ("this morning", "day_part", False),
        ("Friday evening", "day_part", False),
        ("3 p.m. Saturday", "day_part", False),
    ]


def test_the_two_ends_of_a_range_over_months_are_two_mentions(dates: DateReader) -> None:
    first, last = dates.recognise("from 28 January to 2 February 2026")
    assert (first.text, last.text) == ("28 January", "2 February 2026")
    assert first.range_end == last and first.year == last.year == 2026


def test_a_range_that_runs_backwards_is_none(dates: DateReader) -> None:
    assert all(one.range_end is None for one in dates.recognise("from 29 to 27 May, 2025-2021"))


def test_days_that_no_calendar_has_are_not_read(dates: DateReader) -> None:
    for text in ("on 31 April 2026", "on 30 February", "on 29.02.2025", "on 2026-13-01"):
        assert all(one.day is None for one in dates.recognise(text)), text


def test_order_of_day_and_month_follows_another_date_of_the_text(dates: DateReader) -> None:
    alone = dates.recognise("Done on 03/04/2026.")
    assert alone[0].ambiguous
    american, _ = dates.recognise("Done on 03/04/2026 and on 01/27/2026.")
    assert (american.month, american.day) == (3, 4)
    british, _ = dates.recognise("Done on 03/04/2026 and on 27/01/2026.")
    assert (british.month, british.day) == (4, 3)


def test_the_year_is_shared_in_a_list(dates: DateReader) -> None:
    found = dates.recognise("in January and February 2026; from November to January 2026")
    assert [(one.month, one.year) for one in found] == [(1, 2026), (2, 2026), (11, 2025), (1, 2026)]


def test_a_long_text_is_read_in_pieces_with_true_offsets(dates: DateReader) -> None:
    line = "They met on 28 January 2026. " + "word " * 300 + "\n"
    text = line * 400
    found = dates.recognise(text)
    assert len(found) == 400
    assert all(text[one.start : one.end] == one.text == "28 January 2026" for one in found)


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 ", "May ", "- ", ".", "\n ", "last ", "3 to ", "the end of ", "-", "1,000,", "1."]
)
def test_time_grows_with_length_only(dates: DateReader, unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        times = []
        for _ in range(3):  # the least of three: a pause of the collector is no growth
            start = time.process_time()
            dates.recognise(text)
            times.append(time.process_time() - start)
        return min(times)

    seconds(2_000)
    small, large = seconds(20_000), seconds(160_000)
    assert large < 40 * small + 0.2
