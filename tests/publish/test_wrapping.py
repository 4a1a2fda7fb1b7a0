"""Lines are broken as rich breaks them, on texts of letters of every width."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from communique.publish.quoting import one_line
from communique.publish.terminal import put
from communique.publish.wrapping import set_in

LETTERS = st.one_of(
    st.sampled_from("abcdeé–“”·…ж 会談\u0301\u00a0\u2011👍🏽  "), st.characters(exclude_categories=["Cs", "Cc", "Cf"])
)


def by_rich(text: str, indent: int, hang: int, width: int) -> str:
    out = io.StringIO()
    put(Console(file=out, width=width, highlight=False, markup=False, emoji=False), Text(text), indent, hang)
    return out.getvalue()


@given(
    text=st.lists(st.text(LETTERS, max_size=60), max_size=12).map(" ".join).map(one_line),
    indent=st.integers(0, 6),
    hang=st.integers(0, 4),
    width=st.integers(40, 60),
)
def test_lines_are_broken_as_by_rich(text: str, indent: int, hang: int, width: int) -> None:
    assert set_in(text, indent, hang, width) == by_rich(text, indent, hang, width)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["  short"]),
        ("a" * 37 + " b", ["  " + "a" * 36, "    a b"]),
        ("one " * 12 + "end", ["  one one one one one one one one one", "    one one one end"]),
    ],
)
def test_a_paragraph_hangs_in(text: str, lines: list[str]) -> None:
    assert set_in(text, 2, 2, 40).splitlines() == lines
