"""What is passed over before it is read, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.acquire import read
from communique.annotate.facts import FactReader
from communique.annotate.triage import CUES, WEIGHTS, Triage, features
from communique.shared.documents import Document
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TOWN = (
    "The road past the mill was closed on Monday. Pupils went to school by boat and liked it. "
    "A crane is to lift the old bridge off its piers next week. The baker sold bread from a raft. "
) * 12


@pytest.fixture(scope="module")
def triage(all_knowledge: Knowledge) -> Triage:
    return Triage(all_knowledge)


def document(text: str, title: str | None = None, publisher: str | None = None, language: str = "en") -> Document:
    return Document(source="test", text=text, title=title, publisher=publisher, language=language)


def test_every_example_about_dealings_is_read(triage: Triage) -> None:
    """The recall on all texts that the repository carries."""
    found = [each for each in read([EXAMPLES]) if isinstance(each, Document)]
    aside = {Path(each.source).name for each in found if triage.reason(each)}
    assert len(found) > 40
    assert aside == {"not-diplomatic-airport.md", "not-diplomatic-moon.md"}


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        (TOWN, None, None),
        (TOWN + "The Prime Minister looked on.", None, None),
        (TOWN, "School boats", "Ministry of Education of Norway"),
        (TOWN + "The crane came from Sweden.", "A bridge is lifted", "Ministry of Transport of Norway"),
    ],
)
def test_a_text_about_home_is_passed_over(triage: Triage, text: str, title: str | None, publisher: str | None) -> None:
    assert triage.reason(document(text, title, publisher))


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        ("Norway and Togo agreed on fish.", None, None),
        ("Fiji undertook to train six pilots for the ferry line by May.", None, None),
        ("PERU met the envoy in the harbour.", None, None),
        ("The foreign minister received the ambassador.", None, None),
        ("The two ministers spoke about fish.", "Call with Foreign Minister Kossi Adeola", "Government of Norway"),
        (TOWN, "Bilateral talks on bridges", "Ministry of Transport of Norway"),
        (TOWN, "Bridges for Togo", "Ministry of Transport of Norway"),
        ("The minister thanked Togo for its help with the bridge.", "Thanks", "Ministry of Transport of Norway"),
    ],
)
def test_what_may_be_about_dealings_is_read(
    triage: Triage, text: str, title: str | None, publisher: str | None
) -> None:
    assert triage.reason(document(text, title, publisher)) is None


def test_texts_in_other_languages_are_read(triage: Triage) -> None:
    assert triage.reason(document(TOWN, language="de")) is None
    assert triage.reason(document(TOWN, language="en-GB"))


def test_the_longer_a_text_the_surer_a_small_share(triage: Triage) -> None:
    """Two sentences in forty name a party abroad: one text may be a short one about it, fifty of them are not."""
    some = "The minister opened the school in the old town. " * 19 + "Togo sent a flag. "

    def likely(times: int) -> float:
        title, text = triage.counts(document(some * times, "A school", None), "NOR")
        found = features(title, text, "NOR")
        return found["standard deviations above the share of a text about dealings"]

    assert likely(50) < likely(2) < 0


def test_names_count_as_whole_words_only(triage: Triage) -> None:
    """Mali stands in Malibu and Oman in Romania; Romania is named."""
    found = triage.counts(document("Malibu is warm. He flew to Romania."), None)[1]
    assert found.parties == {"ROU"}
    assert (found.sentences, found.abroad) == (2, 1)


def test_what_is_passed_over_keeps_its_metadata_and_has_a_reason() -> None:
    rain = Document(source="s", text="Rain.", title="Rain", published="2026-05-04", language="en")
    told = FactReader(Knowledge()).passed_over(rain, "nobody deals")
    about = told.document
    assert (about.kind, about.date, about.date_basis, about.title) == (
        "not_diplomatic",
        "2026-05-04",
        "metadata",
        "Rain",
    )
    assert about.notice is not None and about.notice.endswith("nobody deals")
    assert not told.statements and not told.dates


def test_what_is_passed_over_keeps_its_date_and_the_dates_it_prints() -> None:
    rain = Document(source="s", text="OSLO, 4 May 2026. It rained on Sunday and in March 2025.", language="en")
    told = FactReader(Knowledge()).passed_over(rain, "nobody deals")

    assert (told.document.date, told.document.date_basis) == ("2026-05-04", "dateline")
    assert [date.value for date in told.dates][1:] == ["2026-05-03", "2025-03"]


def test_a_weight_that_is_no_number_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    (folder / WEIGHTS).parent.mkdir(parents=True)
    (folder / WEIGHTS).write_text("feature,weight,source\nconstant,many,test\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"weights\.csv, line 2"):
        Triage(Knowledge([*Knowledge().folders, folder]))


def test_an_analyst_may_read_all(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    (folder / CUES).parent.mkdir(parents=True)
    (folder / CUES).write_text("least: 0\n", encoding="utf-8")
    text = document(TOWN, "School boats", "Ministry of Education of Norway")
    assert Triage(Knowledge([*Knowledge().folders, folder])).reason(text) is None
