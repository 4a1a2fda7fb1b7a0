"""The tense of the clause around a place."""

import pytest

from communique.annotate.dates.recognise import DateReader


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("The ministers met on Friday.", "Friday", "past"),
        ("On Tuesday, the envoy of the republic met the ambassador.", "Tuesday", "past"),
        ("The minister rang his colleague on Tuesday and will see him tomorrow.", "Tuesday", "past"),
        ("The minister rang his colleague on Tuesday and will see him tomorrow.", "tomorrow", "future"),
        ("She is due in Rivertown next month.", "next month", "future"),
        ("They agreed to hold staff talks in March.", "March", "future"),
        ("The accord is expected to be signed in May.", "May", "future"),
        ("The visit was to begin on 28 July.", "28 July", "future"),
        ("The rise will be paid on 14 December to all.", "14 December", "future"),
        ("He said that they would return in May.", "May", "future"),
        ("Her predecessor resigned in June.", "June", "past"),
        ("The tender closes in May.", "May", "present"),
        ("Friday", "Friday", None),
        ("They met. Friday was calm.", "They", "past"),
    ],
)
def test_tense(dates: DateReader, text: str, word: str, tense: str | None) -> None:
    assert dates.tense_at(text, text.index(word)) == tense
