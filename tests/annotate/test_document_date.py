"""The date of a document: metadata, dateline, and what the constraints leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.dates.recognise import DateReader
from communique.annotate.document_date import Bound, DateRules, DocumentDate, bounds_of, infer_date, solve
from communique.annotate.layout import PrintedDate, Tools, read_layout
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

WORDS = Knowledge().mapping("layouts/document_date.yaml")


class Dater:
    """Everything between a text and its date."""

    def __init__(self) -> None:
        knowledge = Knowledge()
        self.tools, self.reader, self.rules = Tools(knowledge), DateReader(knowledge), DateRules(knowledge)

    def __call__(self, text: str, **metadata: Any) -> DocumentDate:
        document = Document(source="x", text=text, **metadata)
        layout = read_layout(document, self.tools)
        return infer_date(document, layout, self.reader.recognise(text), self.rules)

    def bounds(self, text: str) -> list[Bound]:
        return bounds_of(text, self.reader.recognise(text), self.rules)


@pytest.fixture(scope="module")
def dated() -> Dater:
    return Dater()


@pytest.mark.parametrize("example", WORDS["examples"], ids=lambda example: example["text"][:40])
def test_every_example_is_inferred(dated: Dater, example: dict[str, str]) -> None:
    found = dated(example["text"])
    assert (found.value, found.basis) == (example["finds"], "inferred")
    assert len(found.because) >= 2


@pytest.mark.parametrize("example", WORDS["counterexamples"], ids=lambda example: example["text"][:40])
def test_no_year_is_guessed_in_a_counterexample(dated: Dater, example: dict[str, str]) -> None:
    assert dated(example["text"]) == DocumentDate(None, None)


@pytest.mark.parametrize(
    ("text", "published", "value", "basis"),
    [
        ("LIMA, May 3. The ministers met.", "2024-05-04", "2024-05-04", "metadata"),
        ("LIMA, May 3. The ministers met.", "2024", "2024-05-03", "metadata"),
        ("LIMA, 3 May 2024 - The ministers met.", None, "2024-05-03", "dateline"),
        ("Talks\n\nMay 3, 2021\n\nThe ministers met in Lima and spoke of flights.", None, "2021-05-03", "dateline"),
        ("LIMA, May 3. The ministers met.", None, None, None),
        ("The ministers met on Tuesday.", None, None, None),
        ("The minister received the envoy of Laos today, 12 June 2026, in Lima.", None, "2026-06-12", "inferred"),
        ("LIMA, 3 May. Trade doubled last year, in 2018, the ministers said.", None, "2019-05-03", "inferred"),
        ("LIMA, 3 May. The ministers will meet next year, in 2018.", None, "2017-05-03", "inferred"),
        ("LIMA, 3 May. Trade grew last year compared with 2016.", None, None, None),
        ("LIMA, 3 May. The fair opened in June 2016 and the port will open in July 2018.", None,
         "2017-05-03/2018-05-03", "inferred"),
        ("LIMA, 29 February. The fair opened in 2016 and the port will open in 2023.", None, "2020-02-29", "inferred"),
        ("LIMA, Sunday, 3 May. The fair opened in 2016, the port will in 2023.", None, "2020-05-03", "inferred"),
        ("Relations have grown since the start of 2026, and a summit is planned this year.", None, "2026", "inferred"),
    ],
)  # fmt: skip
def test_the_date_and_what_it_rests_on(
    dated: Dater, text: str, published: str | None, value: str | None, basis: str | None
) -> None:
    found = dated(text, published=published)
    assert (found.value, found.basis) == (value, basis)


def test_the_steps_are_told_in_plain_sentences(dated: Dater) -> None:
    spelled = "and a year that is spelled out is not the current one"
    found = dated("LIMA, 2 May. The road opened in 2015 and the bridge will be ready in 2017.")
    assert found.because == (
        "The dateline prints “2 May” without a year.",
        f"“2015” is told as past, {spelled}: the text is from 2016 or later.",
        f"“2017” is still to come, {spelled}: the text is from 2016 or earlier.",
        "The only 2 May left is that of 2016.",
    )


def test_a_contradiction_gives_no_date(dated: Dater) -> None:
    assert dated("LIMA, 2 May. The road will open in 2015. The bridge was closed in 2019.").value is None


@pytest.mark.parametrize(
    "text",
    [
        "The accord of 2011 was praised.",
        "The 2022 summit was praised.",
        "The two will celebrate forty years of relations.",
        "The plan is called Vision 2030.",
    ],
)
def test_a_year_that_only_names_something_bounds_nothing(dated: Dater, text: str) -> None:
    assert dated.bounds(text) == []


FIRST = Bound("a", first=date(2013, 1, 1))
LAST = Bound("b", last=date(2014, 12, 31))


@pytest.mark.parametrize(
    ("printed", "bounds", "value"),
    [
        ((5, 3, None), [FIRST, LAST], "2013-03-05/2014-03-05"),
        ((5, 3, None), [FIRST], None),
        ((5, 3, None), [LAST], None),
        ((5, 3, None), [], None),
        ((5, 3, 2), [FIRST, LAST], "2014-03-05"),
        ((5, 3, 6), [FIRST, LAST], None),
        ((29, 2, None), [FIRST, LAST], None),
        ((5, 3, None), [Bound("c", year=2013), FIRST, LAST], "2013-03-05"),
        ((5, 3, None), [Bound("c", year=2016), LAST], None),
        ((5, 3, None), [Bound("c", year=2013), Bound("d", year=2014)], None),
        (None, [FIRST, LAST], None),
        (None, [Bound("c", year=2013)], "2013"),
    ],
)
def test_solving(printed: tuple[int, int, int | None] | None, bounds: list[Bound], value: str | None) -> None:
    day = (
        PrintedDate(start=0, end=1, text="x", day=printed[0], month=printed[1], weekday=printed[2]) if printed else None
    )
    assert solve(day, bounds).value == value


TEMPLATES = (
    "LIMA, 2 May. The road opened in {a} and the bridge will be ready in {b}.",
    "LIMA, 2 May. The road opened in March {a} and the bridge will be ready in June {b}.",
    "LIMA, 2 May. The ministers met at last year's fair in Cusco, in June {a}.",
    "LIMA, 2 May. Peru and Laos opened relations in {a} and mark the twentieth anniversary this year.",
    "LIMA, 2 May. The road opened in {a}.",
)


@settings(max_examples=60, deadline=None)
@given(
    template=st.sampled_from(TEMPLATES),
    first=st.integers(1900, 2060),
    gap=st.integers(2, 9),
    by=st.integers(-90, 90),
)
def test_moving_all_years_moves_the_date(dated: Dater, template: str, first: int, gap: int, by: int) -> None:
    one = dated(template.format(a=first, b=first + gap)).value
    other = dated(template.format(a=first + by, b=first + gap + by)).value
    assert other == (one and "/".join(f"{int(part[:4]) + by:04d}{part[4:]}" for part in one.split("/")))


def test_the_day_at_the_end_of_a_title_is_the_day_of_the_text(dated: Dater) -> None:
    found = dated("Lena Ortmann spoke to the press.", title="Press Briefing by Lena Ortmann, March 3, 2024")
    assert found == DocumentDate("2024-03-03", "inferred", ("The title ends with “March 3, 2024”.",))
    assert dated("Lena Ortmann spoke to the press.", title="Press Briefing on the Accord of May 3").value is None


@pytest.mark.parametrize(
    ("sign", "text", "value"),
    [
        ("two years that are told",
         "ACCRA, 4 June. The dam was closed in 2031 and the canal will open in 2033.", "2032-06-04"),
        ("a noun of doing",
         "ACCRA, 4 June. The establishment of the fund in 2031 was praised, and the canal will open in 2033.",
         "2032-06-04"),
        ("a weekday",
         "ACCRA, Friday, 4 June. The dam was closed in 2025, and the canal will open in 2031.", "2027-06-04"),
        ("a shifted year", "ACCRA, 4 June. The two met at last year's fair in Cotonou, in May 2031.", "2032-06-04"),
        ("an anniversary",
         "ACCRA, 4 June. Ghana and Benin set up relations in 1992 and mark the fortieth anniversary this year.",
         "2032-06-04"),
        ("a leap day", "ACCRA, 29 February. The dam was closed in 2031 and the canal will open in 2035.", "2032-02-29"),
        ("months", "ACCRA, 4 June. The works began in March 2031 and the lease runs until January 2033.",
         "2031-06-04/2032-06-04"),
    ],
)  # fmt: skip
def test_each_kind_of_sign_dates_a_text(dated: Dater, sign: str, text: str, value: str) -> None:
    found = dated(text)
    assert (found.value, found.basis) == (value, "inferred"), sign


@pytest.mark.parametrize(
    "text",
    [
        "ACCRA, 4 June. The joint budget in 2031 and the target for 2033 were named.",
        "ACCRA, 4 June. Trade has doubled in 2031. A goal for exports in 2033 is in place.",
        "ACCRA, 4 June. The dam was closed in 2033 and the canal will open in 2031.",
    ],
)
def test_no_year_without_an_event_or_against_another_sign(dated: Dater, text: str) -> None:
    assert dated(text).value is None


def test_a_long_text_may_spell_out_its_own_year(dated: Dater) -> None:
    text = "ACCRA, 4 June. The dam was closed in 2031 and the canal will open in 2033."
    assert dated(text + " The ferries left." * 200).value == "2031-06-04/2033-06-04"


def test_the_day_at_the_end_of_a_joint_text_is_printed(dated: Dater) -> None:
    found = dated("The two sides agree to meet again.\n\nDone at Accra on 4 June 2032.", title="Joint Statement")
    assert found == DocumentDate("2032-06-04", "dateline")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The treaty was signed in 2031.", ("past", True)),
        ("The treaty will be signed in 2031.", ("future", True)),
        ("The treaty is to be signed in 2031.", ("future", True)),
        ("The treaty has been signed in 2031.", ("past", False)),
        ("The treaty could be signed in 2031.", ("future", False)),
        ("The 2031 treaty was praised.", None),
        ("The signing of the treaty in 2031 was a feast.", ("past", False)),
        ("A plan for roads in 2031 was shown.", ("future", False)),
    ],
)
def test_tense_and_how_surely_it_is_told(dated: Dater, words: str, told: tuple[str, bool] | None) -> None:
    mention = next(m for m in dated.reader.recognise(words) if m.year == 2031)
    found = dated.rules.tenses.tense(words, mention, (0, len(words)))
    assert (found and (found.side, found.firm)) == told
