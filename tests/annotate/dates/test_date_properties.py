"""What must hold of every date expression, whatever its words."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.dates.recognise import DateReader
from communique.annotate.dates.resolve import resolve_all
from communique.shared.edtf import bounds, is_valid
from communique.shared.knowledge import Knowledge

READER = DateReader(Knowledge())
WORDS = (
    "January March May Oct. Friday Mon. today yesterday tomorrow last next this the year month week quarter summer "
    "first third 28th 28 5 2025 1992 1990s '80s 2030 Agenda of in on by from to and - , . ( ) ago earlier two three "
    "days years half end mid early late now recently future past morning night met will meet had is $ % people "
    "28.01.2026 03/04/2026 2026-01-28 10:30 p.m. FY2024 Q3 century nineteen ninety-six same day before that \n\n ’ s"
)
TEXTS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join)
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
YEAR_TEXTS = (
    "It closed last year.", "It closes next year.", "She came in April last year.", "They met last June.",
    "They met in October.", "They will meet in the second quarter of next year.", "They met last summer.",
    "It ends by the end of the year.", "They met two years ago.", "They met last month.",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.one_of(st.none(), DAYS))
def test_any_row_of_words_gives_sound_dates(text: str, day: date | None) -> None:
    mentions = READER.recognise(text)
    found = resolve_all(mentions, day.isoformat() if day else None)
    last = 0
    for mention, one in zip(mentions, found, strict=True):
        assert last <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] == one.text.strip()
        assert one.value is None or is_valid(one.value)
        assert day or mention.is_explicit or one.value is None or mention.anchor != "document"
        last = one.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in READER.recognise(text))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(("in May", "in 2025", "last year", "next month", "last summer", "this quarter", "in the 1990s")),
    DAYS,
)
def test_a_partial_date_never_gains_a_day(text: str, day: date) -> None:
    (found,) = resolve_all(READER.recognise(f"They met {text}."), day.isoformat())
    span = bounds(found.value)
    assert span and (span[1] - span[0]).days >= 27


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(YEAR_TEXTS), DAYS.filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_year_later_the_same_words_mean_a_year_later(text: str, day: date) -> None:
    def first(reference: date) -> date:
        (found,) = resolve_all(READER.recognise(text), reference.isoformat())
        span = bounds(found.value)
        assert span
        return span[0]

    later = day.replace(year=day.year + 1)
    assert first(later) == first(day).replace(year=first(day).year + 1)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(("Monday", "Wednesday", "Sunday")))
def test_a_weekday_lies_within_a_week_on_the_side_of_its_tense(day: date, name: str) -> None:
    (past,) = resolve_all(READER.recognise(f"They met on {name}."), day.isoformat())
    (coming,) = resolve_all(READER.recognise(f"They will meet on {name}."), day.isoformat())
    week = timedelta(days=7)
    assert past.value and day - week < date.fromisoformat(past.value) <= day
    assert coming.value and day <= date.fromisoformat(coming.value) < day + week


FORMATS = (
    "{d} {B} {y}", "{B} {d}, {y}", "{A}, {d} {B} {y}", "{A}, {B} {d}, {y}", "{d} {b} {y}", "{b}. {d}, {y}",
    "the {o} of {B}, {y}", "{B} {o}, {y}", "{y}-{m:02d}-{d:02d}", "{d:02d}.{m:02d}.{y}", "{y}/{m:02d}/{d:02d}",
    "{d}-{b}-{y}", "{o} {B} {y}", "{y}-{m:02d}-{d:02d}T10:30:00Z", "{d} {B} of {y}", "{B} {o} of {y}",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMATS), st.one_of(st.none(), DAYS))
def test_a_day_that_is_spelled_out_is_itself(day: date, form: str, reference: date | None) -> None:
    suffix = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    words = {"A": day.strftime("%A"), "B": day.strftime("%B"), "b": day.strftime("%b"), "o": f"{day.day}{suffix}"}
    if words["b"] == "May":
        form = form.replace("{b}.", "{b}")
    text = form.format(d=day.day, m=day.month, y=day.year, **words)
    found = resolve_all(READER.recognise(f"They met on {text} here."), reference.isoformat() if reference else None)
    assert [(one.text, one.value, one.timex) for one in found] == [(text, day.isoformat(), day.isoformat())]
