"""What the parser is shown: each mention as one plain word, and the tree that comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.annotate.parser import Parser
from communique.annotate.syntax import StandIns
from communique.shared.annotated import AnnotatedDocument, Mention, Node, Tree
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person

Annotate = Callable[..., AnnotatedDocument]
SOTO, MANU = "Peruvian Foreign Minister Ana Soto ", "Ghanaian President Kofi Manu"


def tree_of(document: AnnotatedDocument) -> Tree:
    return next(iter(document.trees.values()))


def shape(document: AnnotatedDocument) -> str:
    """The sentence with the kind of each mention in place of its words."""
    return " ".join(f"[{n.mention.kind}]" if n.mention else n.low for n in tree_of(document).nodes)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(SOTO + "met " + MANU + ".", "[person] met [person] .", id="two persons"),
        pytest.param(SOTO + "met " + MANU + " on 3 May.", "[person] met [person] on [date] .", id="date"),
        pytest.param(SOTO + "met " + MANU + " in Accra.", "[person] met [person] in [place] .", id="place"),
        pytest.param(SOTO + "met " + MANU + " (see below).", "[person] met [person] .", id="brackets are left out"),
        pytest.param(SOTO + "met her Ghanaian counterpart.", "[person] met [counterpart] .", id="counterpart"),
        pytest.param(SOTO + "and " + MANU + " met.", "[person] and [person] met .", id="joined"),
        pytest.param("Peru and Ghana signed a treaty.", "[party] and [party] signed a treaty .", id="states"),
    ],
)
def test_a_mention_is_one_node(annotate: Annotate, text: str, seen: str) -> None:
    assert shape(annotate(text)) == seen


def test_the_tree_refers_to_the_words_of_the_text(annotate: Annotate) -> None:
    document = annotate(SOTO + "met " + MANU + ".")
    nodes = tree_of(document).nodes
    assert [document.printed(n.first, n.last) for n in nodes] == [SOTO.strip(), "met", MANU, "."]


def test_subject_verb_and_object(annotate: Annotate) -> None:
    nodes = tree_of(annotate(SOTO + "met " + MANU + ".")).nodes
    assert [(n.dep, n.head) for n in nodes[:3]] == [("nsubj", 1), ("ROOT", 1), ("dobj", 1)]
    assert nodes[1].children == [0, 2, 3]


def test_heads_and_children_agree(annotate: Annotate) -> None:
    document = annotate(SOTO + "flew to Accra. On Friday she met " + MANU + ", who praised the port of Callao.")
    for tree in document.trees.values():
        for node in tree.nodes:
            assert node.index == node.head or node.index in tree.nodes[node.head].children
            assert all(tree.nodes[c].head == node.index for c in node.children)


def test_two_persons_do_not_look_alike(all_knowledge: Knowledge) -> None:
    stand_ins = StandIns(all_knowledge)
    person = Mention("person", 0, 1, persons=(Person(name="Ana Soto"),))
    assert stand_ins.of(person, 0, False) != stand_ins.of(person, 1, False)


def test_a_date_is_a_day_behind_a_preposition(all_knowledge: Knowledge) -> None:
    stand_ins, date = StandIns(all_knowledge), Mention("date", 0, 1)
    assert stand_ins.of(date, 0, True) != stand_ins.of(date, 0, False)


def test_nothing_needs_no_model() -> None:
    assert Parser().parse([]) == Parser().parse([(0, list[Node]())]) == {}
