"""Was it, will it be, was it only wished: the verdict on the verb or noun of an encounter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.extract.grammar import Grammar
from communique.extract.status import StatusRules, Verdict
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge

Annotate = Callable[..., AnnotatedDocument]
SOTO, MANU = "Peruvian Foreign Minister Ana Soto ", "Ghanaian President Kofi Manu"


@pytest.fixture(scope="module")
def rules(all_knowledge: Knowledge) -> StatusRules:
    return StatusRules(all_knowledge)


def sentence(annotate: Annotate, text: str) -> Grammar:
    return Grammar(next(iter(annotate(text).trees.values())))


def where(grammar: Grammar, *words: str) -> int:
    return next(n.index for n in grammar.nodes if n.low in words)


def of_meet(rules: StatusRules, annotate: Annotate, text: str) -> Verdict:
    grammar = sentence(annotate, text)
    return rules.of_verb(grammar, where(grammar, "meet", "met", "meeting", "meets"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(SOTO + "met " + MANU + ".", "held", id="past"),
        pytest.param(SOTO + "has met " + MANU + ".", "held", id="perfect"),
        pytest.param(SOTO + "said that she met " + MANU + ".", "held", id="said"),
        pytest.param(SOTO + "flew to Accra to meet " + MANU + ".", "held", id="came to meet"),
        pytest.param(SOTO + "will meet " + MANU + ".", "planned", id="will"),
        pytest.param(SOTO + "is to meet " + MANU + ".", "planned", id="is to"),
        pytest.param(SOTO + "is scheduled to meet " + MANU + ".", "planned", id="is scheduled to"),
        pytest.param(SOTO + "plans to meet " + MANU + ".", "planned", id="plans to"),
        pytest.param(SOTO + "agreed to meet " + MANU + ".", "planned", id="agreed to"),
        pytest.param(SOTO + "is due to meet " + MANU + ".", "planned", id="due to"),
        pytest.param(SOTO + "said she would meet " + MANU + ".", "planned", id="would, as said"),
        pytest.param(SOTO + "proposed to meet " + MANU + ".", "proposed", id="proposed to"),
        pytest.param(SOTO + "did not meet " + MANU + ".", None, id="did not"),
        pytest.param(SOTO + "never met " + MANU + ".", None, id="never"),
        pytest.param(SOTO + "hopes to meet " + MANU + ".", None, id="hopes to"),
        pytest.param(SOTO + "wants to meet " + MANU + ".", None, id="wants to"),
        pytest.param(SOTO + "refused to meet " + MANU + ".", None, id="refused to"),
        pytest.param(SOTO + "denied that she had met " + MANU + ".", None, id="denied"),
        pytest.param(SOTO + "may meet " + MANU + ".", None, id="may"),
        pytest.param(SOTO + "would be willing to meet " + MANU + ".", None, id="willing to"),
        pytest.param(SOTO + "will leave if she meets " + MANU + ".", None, id="if"),
        pytest.param("Did " + SOTO + "meet " + MANU + "?", None, id="question"),
        pytest.param("A report that " + SOTO + "had met " + MANU + " was false.", None, id="report"),
        pytest.param(SOTO + "failed to meet " + MANU + ".", None, id="failed to"),
    ],
)
def test_the_status_of_a_verb(rules: StatusRules, annotate: Annotate, text: str, status: str | None) -> None:
    assert of_meet(rules, annotate, text).status == status


@pytest.mark.parametrize(
    ("text", "recalled"),
    [
        pytest.param(SOTO + "met " + MANU + ".", False, id="news"),
        pytest.param(SOTO + "had met " + MANU + " before.", True, id="pluperfect"),
        pytest.param("The port has grown since " + SOTO + "met " + MANU + ".", True, id="since"),
    ],
)
def test_what_is_told_as_background(rules: StatusRules, annotate: Annotate, text: str, recalled: bool) -> None:
    assert of_meet(rules, annotate, text).recalled is recalled


def of_noun(rules: StatusRules, annotate: Annotate, text: str, carrier: str | None) -> Verdict:
    grammar = sentence(annotate, text)
    return rules.of_noun(grammar, where(grammar, "meeting", "talks"), where(grammar, carrier) if carrier else None)


@pytest.mark.parametrize(
    ("text", "carrier", "status"),
    [
        pytest.param(SOTO + "held talks with " + MANU + ".", "held", "held", id="held talks"),
        pytest.param(SOTO + "will hold talks with " + MANU + ".", "hold", "planned", id="will hold talks"),
        pytest.param(SOTO + "held no talks with " + MANU + ".", "held", None, id="no talks"),
        pytest.param(SOTO + "cancelled a meeting with " + MANU + ".", "cancelled", "cancelled", id="cancelled"),
        pytest.param(SOTO + "postponed a meeting with " + MANU + ".", "postponed", "postponed", id="postponed"),
        pytest.param("A meeting with " + MANU + " was called off.", None, "cancelled", id="called off"),
        pytest.param("A meeting with " + MANU + " was put off.", None, "postponed", id="put off"),
        pytest.param("A meeting with " + MANU + " was proposed.", None, "proposed", id="proposed"),
        pytest.param(SOTO + "spoke of the upcoming meeting with " + MANU + ".", None, "planned", id="upcoming"),
        pytest.param("The meeting with " + MANU + " took place in Accra.", None, "held", id="took place"),
    ],
)
def test_the_status_of_a_noun(
    rules: StatusRules, annotate: Annotate, text: str, carrier: str | None, status: str | None
) -> None:
    assert of_noun(rules, annotate, text, carrier).status == status


def test_a_last_meeting_is_recalled(rules: StatusRules, annotate: Annotate) -> None:
    assert of_noun(rules, annotate, SOTO + "recalled the last meeting with " + MANU + ".", None).recalled


@pytest.mark.parametrize(
    ("rule", "text", "verb"),
    [
        ("cancelled-by", SOTO + "called off the trip to Ghana.", "called"),
        ("postponed-by", SOTO + "put the trip to Ghana on hold.", "put"),
        ("postponed-by", SOTO + "put off the trip to Ghana.", "put"),
    ],
)
def test_a_verb_counts_with_its_particle(
    rules: StatusRules, annotate: Annotate, rule: str, text: str, verb: str
) -> None:
    grammar = sentence(annotate, text)
    assert rules.governs(rule, grammar, where(grammar, verb)) and rules.changes(grammar, where(grammar, verb))


def test_a_verb_without_its_particle_is_another(rules: StatusRules, annotate: Annotate) -> None:
    grammar = sentence(annotate, SOTO + "called the trip to Ghana a success.")
    assert not rules.governs("cancelled-by", grammar, where(grammar, "called"))
