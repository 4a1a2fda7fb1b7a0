"""Every example and counterexample of knowledge/ is read as it says, and what is not is told with file and line.

One run does for both: the knowledge with an analyst's folder on top, in which faults are planted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.run.checking.examples import run_examples
from communique.run.checking.placing import located
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge
from communique.shared.settings import built_in_knowledge

MEETINGS = """- name: own
  source: own
  verbs: [dine]
  who: [subject, with]
  mode: in_person
  examples:
    - text: Foreign Minister Ana Quispe of Peru dined with Foreign Minister Luis Rojo of Chile in Lima.
      finds: [{mode: in_person, status: held, parties: [PER, CHL]}]
    - text: Foreign Minister Ana Quispe of Peru dined with Foreign Minister Tomas Vrbel of Chile.
      finds: [{status: planned}]
  counterexamples:
    - text: Foreign Minister Ana Quispe of Peru met Foreign Minister Luis Rojo of Chile in Lima.
      because: It is told as it is.
"""
DATELINES = """- name: own
  pattern: "({date}) {place}{dash}{known}:"
  place: known
  source: own
  examples:
    - {text: "The ministers met.", place: Lima, date: null}
"""
PLANTED = {
    "wording/meetings.yaml": MEETINGS,
    "layouts/datelines.yaml": DATELINES,
    "letters/own.yaml": "- name: own\n  examples: [a letter]\n",
    "actors/offices.csv": "form,office,level,party,plural,example,source\n"
    "minister of kites,kite minister,minister,,ministers of kites,The minister of kites.,own\n"
    "Peruvian president,kite president,other,,,The Peruvian president.,own\n",
}
EXPECTED = {
    ("wording/meetings.yaml", 9, "own: 'Foreign Minister Ana Quispe of Peru dined with Foreign Minister Tomas"),
    ("wording/meetings.yaml", 12, "own: 'Foreign Minister Ana Quispe of Peru met Foreign Minister Luis Rojo"),
    ("layouts/datelines.yaml", 6, "own: 'The ministers met.' gives (None, None, None)"),
    ("letters/own.yaml", None, "has examples, but nothing reads"),
    ("actors/offices.csv", 3, "'Peruvian president' is read as president"),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    for name, text in PLANTED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def faults(own: Path) -> list[KnowledgeError]:
    return list(run_examples(Knowledge([built_in_knowledge(), own])))


@pytest.mark.slow
def test_every_example_is_read_as_it_says(faults: list[KnowledgeError], own: Path) -> None:
    assert [str(fault) for fault in faults if not Path(fault.path).is_relative_to(own)] == []


@pytest.mark.slow
def test_planted_faults_are_told_with_their_line(faults: list[KnowledgeError], own: Path) -> None:
    seen = [(Path(f.path).relative_to(own).as_posix(), f.line, f.reason) for f in faults if own in Path(f.path).parents]
    unmatched = [each for each in seen if not any(each[:2] == e[:2] and each[2].startswith(e[2]) for e in EXPECTED)]
    assert unmatched == []
    assert {each[:2] for each in seen} == {each[:2] for each in EXPECTED}


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("two: 'It''s here.' is wrong", None),
        ("two: no example", 4),
        ("one: 'first text' is wrong", 3),
        ("two: 'first text' is wrong", 6),
        ("'second \"text\"' is wrong", 7),
        ("nothing of this stands in the file", None),
    ],
)
def test_the_line_of_a_fault(tmp_path: Path, reason: str, line: int | None) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "- name: one\n  examples:\n    - text: first text\n- name: two\n  examples:\n    - text: first text\n"
        '    - text: "second \\"text\\""\n',
        encoding="utf-8",
    )
    expected = 4 if line is None and reason.startswith("two") else line
    assert located(KnowledgeError(str(path), None, reason)).line == expected
