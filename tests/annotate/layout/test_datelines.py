"""Datelines: every example and counterexample of layouts/datelines.yaml, and what the patterns have in common."""

from __future__ import annotations

import time
from typing import Any

import pytest

from communique.annotate.layout import PrintedDate, Tools
from communique.annotate.layout.datelines import Datelines
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

ENTRIES = Knowledge().entries("layouts/datelines.yaml")
EXAMPLES = [(entry["name"], example) for entry in ENTRIES for example in entry.get("examples", ())]
COUNTEREXAMPLES = [example for entry in ENTRIES for example in entry.get("counterexamples", ())]


def edtf(printed: PrintedDate | None) -> str | None:
    if printed is None:
        return None
    return f"{printed.year or '-'}-{printed.month:02d}-{printed.day:02d}"


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[e["text"][:30] for _, e in EXAMPLES])
def test_every_example_is_read(tools: Tools, name: str, example: dict[str, Any]) -> None:
    found = tools.datelines.find(example["text"])
    assert found is not None
    assert found.rule == name
    assert (found.dateline.place if found.dateline else None) == example["place"]
    assert edtf(found.printed) == example["date"]


@pytest.mark.parametrize("example", COUNTEREXAMPLES, ids=[e["text"][:30] for e in COUNTEREXAMPLES])
def test_no_counterexample_is_a_dateline(tools: Tools, example: dict[str, Any]) -> None:
    assert tools.datelines.find(example["text"]) is None


def test_every_pattern_has_an_example() -> None:
    assert all(entry.get("examples") for entry in ENTRIES if entry.get("pattern"))


def test_the_dateline_ends_where_the_prose_begins(tools: Tools) -> None:
    text = "VIENTIANE, Aug. 3 (Xinhua) -- The ministers met."
    found = tools.datelines.find(text)
    assert found is not None
    assert text[found.end :].strip() == "The ministers met."
    assert found.agency == "Xinhua"
    assert found.printed is not None
    assert text[found.printed.start : found.printed.end] == found.printed.text == "Aug. 3"


def test_the_abbreviated_state_decides_between_towns_of_one_name(tools: Tools) -> None:
    found = tools.datelines.find("GENEVA, N.Y. (AP) — The minister spoke.")
    assert found is not None and found.dateline is not None
    assert (found.dateline.place, found.dateline.party) == ("Geneva", "USA")


def test_a_town_that_nobody_knows_is_kept_where_an_agency_stands_beside_it(tools: Tools) -> None:
    found = tools.datelines.find("QUOXBURY, May 3 (Reuters) - The minister spoke.")
    assert found is not None and found.dateline is not None
    assert (found.dateline.place, found.dateline.party) == ("Quoxbury", None)
    assert tools.datelines.find("QUOXBURY - The minister spoke.") is None


def test_a_day_that_no_calendar_has_is_no_dateline(tools: Tools) -> None:
    assert tools.datelines.find("LIMA, 31 February 2024 - The minister spoke.") is None


def test_a_line_of_ten_million_letters_is_read_at_once(tools: Tools) -> None:
    start = time.perf_counter()
    assert tools.datelines.find("BAKU " * 2_000_000) is None
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize("pattern", ["{place", "{nothing} x", "[{place}", "{place}>"])
def test_a_pattern_that_cannot_be_read_names_its_entry(tools: Tools, tmp_path: Any, pattern: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "datelines.yaml").write_text(f"- name: broken\n  pattern: '{pattern}'\n")
    with pytest.raises(KnowledgeError, match="broken"):
        Datelines(Knowledge([tmp_path]), tools.places, tools.days, ())


FILED: tuple[tuple[str, str | None, str | None, str | None, str | None], ...] = (
    # text, place, party, day as it is printed, agency
    ("NUKU'ALOFA, 4 March 2031 (AFP) - Two ferries left.", "Nuku'alofa", "TON", "2031-03-04", "AFP"),
    ("SUVA, Sept. 9 (Xinhua) -- Two ferries left.", "Suva", "FJI", "--09-09", "Xinhua"),
    ("REYKJAVIK, June 2 (Reuters) - Two ferries left.", "Reykjavik", "ISL", "--06-02", "Reuters"),
    ("ULAANBAATAR, Feb. 29 (Xinhua) -- Two ferries left.", "Ulaanbaatar", "MNG", "--02-29", "Xinhua"),
    ("MANAMA, 1st May, 2030 (WAM) -- Two ferries left.", "Manama", "BHR", "2030-05-01", "WAM"),
    ("MINSK, 7 October (BelTA) - Two ferries left.", "Minsk", "BLR", "--10-07", "BelTA"),
    ("KAMPALA, Uganda (AP) \u2014 Two ferries left.", "Kampala", "UGA", None, "AP"),
    ("DAKAR, Senegal (AP) \u2014 Two ferries left.", "Dakar", "SEN", None, "AP"),
    ("OSLO (Reuters) - Two ferries left.", "Oslo", "NOR", None, "Reuters"),
    ("BERLIN (dpa) - Two ferries left.", "Berlin", "DEU", None, "dpa"),
    ("Kathmandu [Nepal], May 8 (ANI): Two ferries left.", "Kathmandu", "NPL", "--05-08", "ANI"),
    ("Haifa [Israel], August 11 (ANI/TPS): Two ferries left.", "Haifa", "ISR", "--08-11", "ANI/TPS"),
    ("Jaipur, Apr 3 (PTI) Two ferries left.", "Jaipur", "IND", "--04-03", "PTI"),
    ("DUSHANBE, November 3. /TASS/. Two ferries left.", "Dushanbe", "TJK", "--11-03", "TASS"),
    ("Osh, May 6 / Kabar /. Two ferries left.", "Osh", "KGZ", "--05-06", "Kabar"),
    ("Ganja/02.07.24/Turan: Two ferries left.", "Ganja", "AZE", "2024-07-02", "Turan"),
    ("BAKU, Azerbaijan, May 9. Two ferries left.", "Baku", "AZE", "--05-09", None),
    ("Tashkent, 6 April, AZERTAC\nTwo ferries left.", "Tashkent", "UZB", "--04-06", "AZERTAC"),
    ("ASTANA. June 7. KAZINFORM - Two ferries left.", "Astana", "KAZ", "--06-07", "KAZINFORM"),
    ("MUSCAT, January 8, 2029, ONA -- Two ferries left.", "Muscat", "OMN", "2029-01-08", "ONA"),
    ("JAKARTA (ANTARA) - Two ferries left.", "Jakarta", "IDN", None, "ANTARA"),
    ("HANOI, July 5 (VNA) - Two ferries left.", "Hanoi", "VNM", "--07-05", "VNA"),
    ("ROME (ANSA) - Two ferries left.", "Rome", "ITA", None, "ANSA"),
    ("LONDON, Ontario (CP) \u2014 Two ferries left.", "London", "CAN", None, "CP"),
    ("SPRINGFIELD, Mass. (AP) \u2014 Two ferries left.", "Springfield", "USA", None, "AP"),
    ("ISLAMABAD, (UrduPoint / Pakistan Point News - 3rd Jun, 2027 ) Two ferries left.", "Islamabad", "PAK",
     "2027-06-03", "UrduPoint / Pakistan Point News"),
    ("Nairobi, Kenya | AFP | Monday, 5 June 2028\nTwo ferries left.", "Nairobi", "KEN", "2028-06-05", "AFP"),
    ("IZMIR\n\nTwo ferries left.", "Izmir", "TUR", None, None),
    ("MADRID/RABAT, March 3 (Reuters) - Two ferries left.", "Madrid/Rabat", None, "--03-03", "Reuters"),
    ("(Kyodo) -- Two ferries left.", None, None, None, "Kyodo"),
    ("GENEVA (6 June 2029) \u2013 Two ferries left.", "Geneva", "CHE", "2029-06-06", None),
    ("CAIRO - 8 September 2029: Two ferries left.", "Cairo", "EGY", "2029-09-08", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "place", "party", "day", "agency"), FILED, ids=[row[0][:30] for row in FILED])
def test_where_when_and_by_whom_a_report_was_filed(
    tools: Tools, text: str, place: str | None, party: str | None, day: str | None, agency: str | None
) -> None:
    found = tools.datelines.find(text)
    assert found is not None
    line = found.dateline
    assert ((line.place, line.party) if line else (None, None)) == (place, party)
    assert (edtf(found.printed), found.agency) == (day, agency)
    assert text[found.end :].strip() == "Two ferries left."
