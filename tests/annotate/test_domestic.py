"""Texts of a party that hardly leave home are about no dealings between states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Annotate = Callable[..., Any]

GARDEN = (
    "The President will open the gardens of his house to the public in May. Tickets are free. Children are welcome. "
    "The park service will hand out tickets at nine. The gardens were laid out a century ago. Roses are in flower. "
    "A band will play. The First Lady chose the tunes. Guests may bring food. One fountain came from France."
)
FRIENDS = (
    "The President will open his gardens in May. He spoke with the President of France about the fountain. "
    "France will send a gardener."
)


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        (GARDEN, "Spring garden tours", "not_diplomatic"),
        (GARDEN, "A fountain from France", "announcement"),
        (FRIENDS, "Spring garden tours", "readout"),
    ],
)
def test_a_partys_text_that_hardly_leaves_home(annotate: Annotate, text: str, title: str, kind: str) -> None:
    document = annotate(text, published="2024-03-01", publisher="The White House", title=title)
    assert document.record.kind == kind


def test_a_soft_hyphen_alone_is_no_word(annotate: Annotate) -> None:
    document = annotate("The talks in May \u00ad were held by China and Japan in 2022\u00ad.")
    assert all(word.form for word in document.words.words)
