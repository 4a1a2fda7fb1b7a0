"""Trees of many sentences at once: those that spaCy gives one text at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from communique.annotate.network import Encoder
from communique.annotate.parser import Parser, _load, _Model, _Swift
from communique.shared.annotated import AnnotatedDocument, Node

Annotate = Callable[..., AnnotatedDocument]
TEXTS = (
    "Peruvian Foreign Minister Ana Soto met Ghanaian President Kofi Manu in Accra on 3 May. They did not sign.",
    "Peru welcomed what Ghana had offered. What the ministers will speak of next is a plan that Peru made. No.",
    "Ghana said that Peru, which had asked for talks, would send its minister. " * 60,
)


def bare(document: AnnotatedDocument) -> list[list[Node]]:
    """The nodes of a text without relations."""
    rows = copy.deepcopy([tree.nodes for tree in document.trees.values()])
    for node in (node for nodes in rows for node in nodes):
        node.tag, node.dep, node.head, node.children = "", "", -1, []
    return rows


@pytest.fixture(scope="module")
def swift() -> _Swift:
    model = _load()
    assert isinstance(model, _Swift)
    return model


def test_the_trees_are_those_of_spacy(annotate: Annotate, swift: _Swift) -> None:
    documents = [annotate(text) for text in TEXTS]
    ours, theirs = ([bare(d) for d in documents] for _ in range(2))
    swift.parse(ours)
    _Model(swift.nlp).parse(theirs)
    assert ours == theirs
    assert all(node.tag and node.dep for text in ours for nodes in text for node in nodes)


def test_a_text_has_the_same_trees_whatever_it_is_read_with(annotate: Annotate) -> None:
    documents = [annotate(text) for text in TEXTS]
    texts = [list(enumerate(bare(document))) for document in documents]
    together = Parser().parse_all(texts)
    assert [list(trees.values()) for trees in together] == [list(d.trees.values()) for d in documents]


def test_vectors_do_not_depend_on_what_was_seen_before(swift: _Swift) -> None:
    forms = [f"w{k}" for k in range(21_000)]  # more than are kept
    fresh = Encoder(swift.nlp.get_pipe("tok2vec"), swift.nlp.vocab)
    long = fresh.vectors(forms)
    again = fresh.vectors(forms[:50])
    assert long.shape == (21_000, 96)
    assert abs(long[:40] - again[:40]).max() < 1e-4
