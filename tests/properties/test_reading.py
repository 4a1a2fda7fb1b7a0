"""What holds for every reading: sameness, evidence in whole words, and no difference by names of states or by marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.annotate.tokens import find_words
from communique.shared.records import LISTS, Reading

ReadText = Callable[..., Reading]
FEW = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SENTENCES = (
    "Peruvian Foreign Minister Ana Soto met Ghanaian President Kofi Manu in Accra on Friday.",
    "The two sides signed an agreement on cocoa.",
    "“We will build the port,” she said.",
    "Soto will visit Norway on 8 May 2026.",
    "The U.S. Envoy, Joan R. Piper, called Mr. Manu’s office.",
    "Peru and Ghana marked 50 years of diplomatic relations.",
    "Did the ministers meet in Lima?",
    "- Prime Minister Lina Berg of Norway (left)",
    "The foreign ministers of Peru, Ghana and Norway will hold talks next week",
    "She condemned the attack and expressed her condolences.",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).flatmap(
    lambda chosen: st.lists(
        st.sampled_from([" ", "\n", "\n\n", "\r\n", "\u00a0"]), min_size=len(chosen), max_size=len(chosen)
    ).map(lambda gaps: "".join(s + g for s, g in zip(chosen, gaps, strict=True)))
)


def records(reading: Reading) -> list[Any]:
    return [record for name in LISTS for record in getattr(reading, name)]


@FEW
@given(text=texts)
def test_a_second_reading_is_the_same_to_the_byte(read_text: ReadText, text: str) -> None:
    assert msgspec.json.encode(read_text(text)) == msgspec.json.encode(read_text(text))


@FEW
@given(text=texts)
def test_evidence_is_whole_words_of_the_text(read_text: ReadText, text: str) -> None:
    words = find_words(text)
    starts, ends = {w.start for w in words}, {w.end for w in words}
    for record in records(read_text(text)):
        assert record.evidence
        for span in record.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert span.start in starts and span.end in ends


@settings(FEW, max_examples=25)
@given(text=st.text(max_size=120))
def test_any_text_can_be_read(read_text: ReadText, text: str) -> None:
    assert read_text(text).document.text == text


TEMPLATE = (
    "{0[0]} Foreign Minister Ana Soto met {1[0]} President Kofi Manu in {1[2]} on Friday. "
    "{0[1]} and {1[1]} signed an agreement on cocoa. Soto will visit {1[1]} again on 8 May. "
    "Manu thanked {0[1]} for its help."
)
STATES = {
    "PER": ("Peruvian", "Peru", "Lima"),
    "GHA": ("Ghanaian", "Ghana", "Accra"),
    "NOR": ("Norwegian", "Norway", "Oslo"),
    "ZMB": ("Zambian", "Zambia", "Lusaka"),
    "URY": ("Uruguayan", "Uruguay", "Montevideo"),
    "MNG": ("Mongolian", "Mongolia", "Ulaanbaatar"),
}
PAIRS = [("GHA", "PER"), ("NOR", "ZMB"), ("URY", "MNG"), ("ZMB", "GHA"), ("MNG", "NOR")]


def renamed(value: Any, codes: dict[str, str]) -> Any:
    """A record as plain data with the parties renamed, without what depends on words: offsets, texts, identifiers."""
    if isinstance(value, dict):
        left_out = ("id", "evidence", "text", "meeting", "statement", "what", "name", "because")
        return {key: renamed(v, codes) for key, v in value.items() if key not in left_out}
    if isinstance(value, list | tuple):
        inner = [renamed(v, codes) for v in value]
        return sorted(inner) if inner and all(isinstance(v, str) for v in inner) else inner
    return codes.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_other_states_give_the_same_records_of_other_parties(read_text: ReadText, first: str, second: str) -> None:
    usual = read_text(TEMPLATE.format(STATES["PER"], STATES["GHA"]))
    other = read_text(TEMPLATE.format(STATES[first], STATES[second]))
    codes = {"PER": first, "GHA": second}
    for name in ("meetings", "visits", "agreements", "statements", "commitments", "milestones", "gatherings"):
        expected = [renamed(msgspec.to_builtins(r), codes) for r in getattr(usual, name)]
        assert [renamed(msgspec.to_builtins(r), {}) for r in getattr(other, name)] == expected


def without_offsets(reading: Reading, text: str) -> list[Any]:
    """The records with the words of their evidence in place of offsets, in one style of line ends and quotes."""
    rows = []
    for record in records(reading):
        row = msgspec.to_builtins(record)
        row["evidence"] = [text[s["start"] : s["end"]] for s in row["evidence"]]
        for key in ("id", "meeting", "statement"):
            row.pop(key, None)
        rows.append(straight(msgspec.json.encode(row).decode()))
    return rows


def straight(text: str) -> str:
    for curly, plain in (("“", '\\"'), ("”", '\\"'), ("’", "'"), ("\\r\\n", "\\n")):
        text = text.replace(curly, plain)
    return text


STRAIGHT = (
    "Peru's Foreign Minister Ana Soto met Ghanaian President Kofi Manu in Accra on Friday.\n\n"
    '"We\'ll build the port," Soto said.\n\nThe two sides signed an agreement on cocoa, and\n'
    "Ghana's government thanked Peru for its help in the town of Tema and elsewhere on the coast.\n"
)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda t: t.replace("'", "’"), id="apostrophes"),
        pytest.param(lambda t: t.replace(' "', " “").replace('\n"', "\n“").replace('"', "”"), id="quotes"),
    ],
)
def test_marks_change_nothing_but_offsets(read_text: ReadText, change: Callable[[str], str]) -> None:
    changed = change(STRAIGHT)
    assert changed != STRAIGHT
    expected = without_offsets(read_text(STRAIGHT), STRAIGHT)
    assert expected and without_offsets(read_text(changed), changed) == expected
