"""The entries of knowledge/dates hold to their own examples, and what is broken is named."""

import shutil
from pathlib import Path

import pytest

from communique.annotate.dates.check import check
from communique.annotate.dates.recognise import DateReader
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.settings import built_in_knowledge


def test_every_entry_reads_its_examples_and_not_its_counterexamples() -> None:
    assert [str(error) for error in check(Knowledge())] == []


def _layer(tmp_path: Path, name: str, text: str) -> Knowledge:
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / name).write_text(text, encoding="utf-8")
    return Knowledge([built_in_knowledge(), tmp_path])


def test_an_analyst_can_add_a_form(tmp_path: Path) -> None:
    form = """- name: harvest
  form: month
  pattern: "'harvest' 'moon' $of_year"
  set: {month: 9}
  examples:
    - {text: Met at harvest moon 2025., day: 2026-01-01, found: harvest moon 2025, value: 2025-09, timex: 2025-09}
  counterexamples: [They met at the moon of 2025.]
"""
    knowledge = _layer(tmp_path, "forms.yaml", form)
    assert [str(error) for error in check(knowledge)] == []
    (found,) = DateReader(knowledge).recognise("They met at harvest moon 2025.")
    assert (found.rule, found.month, found.year) == ("harvest", 9, 2025)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("month:month [", "not closed"),
        ("month:month )", "too many"),
        ("moth:month", "no word is of the class 'moth'"),
        ("$nothing", "no part $nothing"),
        ("[month:month]", "can be empty"),
        ("month:month ; day", "cannot read"),
    ],
)
def test_a_broken_pattern_is_named(tmp_path: Path, pattern: str, reason: str) -> None:
    knowledge = _layer(tmp_path, "forms.yaml", f'- name: broken\n  form: day\n  pattern: "{pattern}"\n')
    with pytest.raises(KnowledgeError) as caught:
        DateReader(knowledge)
    assert "broken" in str(caught.value) and reason in str(caught.value)


def test_an_entry_that_misreads_its_example_is_told(tmp_path: Path) -> None:
    form = """- name: today
  form: day
  pattern: "day_word:count"
  examples: [{text: They met today., day: 2026-01-28, found: today, value: 2026-01-29, timex: 2026-01-29}]
"""
    told = [str(error) for error in check(_layer(tmp_path, "forms.yaml", form))]
    assert any("no counterexamples" in line for line in told)
    assert any("'They met today.' gives" in line for line in told)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(built_in_knowledge() / "dates", tmp_path / "dates")
    (tmp_path / "dates" / "words.csv").unlink()
    with pytest.raises(KnowledgeError, match=r"words\.csv"):
        DateReader(Knowledge([tmp_path]))
