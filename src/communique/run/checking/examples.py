"""Which function reads the examples of which knowledge file; a file with examples that none reads is a fault itself."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from communique.run.checking import actors, events, layouts, merging, others, records, wording
from communique.run.checking.placing import located
from communique.run.checking.structure import has_examples, knowledge_files
from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge, load_yaml

Check = Callable[[Tools, str], Iterator[KnowledgeError]]
"""Comes in: the tools and the name of the file. Goes out: a fault for each example that is not read as it says."""

CHECKS: dict[str, Check] = {
    "actors/office_words.yaml": actors.office_words,
    "actors/offices.csv": actors.offices,
    "actors/organisations.csv": actors.organisations,
    "actors/spellings.csv": merging.spellings,
    "actors/states.csv": actors.states,
    "dates/forms.yaml": others.dates,
    "dates/tense.yaml": others.read_with_forms,
    "dates/vague.yaml": others.read_with_forms,
    "dates/words.csv": others.read_with_forms,
    "languages/identifying.yaml": others.languages,
    "layouts/closings.yaml": layouts.closings,
    "layouts/corrections.yaml": merging.corrections,
    "layouts/credits.yaml": layouts.credits,
    "layouts/datelines.yaml": layouts.datelines,
    "layouts/document_date.yaml": layouts.document_date,
    "layouts/issuers.yaml": layouts.issuers,
    "layouts/kinds.yaml": layouts.kinds,
    "layouts/outcomes.yaml": merging.outcomes,
    "layouts/sourcing.yaml": layouts.sourcing,
    "milestones/levels.csv": merging.levels,
    "topics/examples.yaml": others.topics,
    "triage/cues.yaml": others.triage,
    "wording/mentions.yaml": merging.mentions,
    "wording/aligning.yaml": merging.aligning,
    "wording/comparing.yaml": merging.comparing,
    "wording/contradicting.yaml": merging.contradicting,
    "wording/deeds.yaml": merging.deeds,
    "wording/delegations.yaml": records.visits,
    "wording/gatherings.yaml": records.gatherings,
    "wording/fulfilling.yaml": merging.fulfilling,
    "wording/meetings.yaml": records.meetings,
    "wording/phrases.csv": merging.phrases,
    "wording/positions.yaml": merging.positions,
    "wording/roles.yaml": wording.roles,
    "wording/sentences.yaml": wording.sentences,
    "wording/stand_ins.yaml": wording.stand_ins,
    "wording/status.yaml": records.status,
    "wording/titles.yaml": records.titles,
    "wording/visits.yaml": records.visits,
}
"""Check by name of file."""

FAMILIES: tuple[tuple[str, str, Check], ...] = (
    ("events", "", events.events),
    ("milestones", "", records.milestones),
    ("agreements", "", records.agreements),
    ("wording", "agreements", records.agreements),
    ("wording", "", records.statements),
)
"""Folder, beginning of the file name, check: of the files that CHECKS does not name the first that fits."""


def check_of(name: str) -> Check | None:
    """What reads the examples of a file; None if nothing does."""
    folder, _, file = name.rpartition("/")
    for wanted, beginning, check in FAMILIES:
        if name not in CHECKS and folder == wanted and file.startswith(beginning):
            return check
    return CHECKS.get(name)


def run_examples(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """Reads every example and counterexample of the folders; yields those that are read otherwise, with their line."""
    tools = Tools(knowledge)
    for name, path in sorted({n: p for folder in knowledge.folders for n, p in knowledge_files(folder)}.items()):
        check = check_of(name)
        if check is None:
            if _holds_examples(path):
                yield KnowledgeError(str(path), None, "has examples, but nothing reads the examples of such a file")
            continue
        if name in CHECKS or _holds_examples(path):
            try:
                yield from map(located, check(tools, name))
            except KnowledgeError as error:  # a file that cannot be loaded at all ends its own check only
                yield located(error)


def _holds_examples(path: Path) -> bool:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return "example" in next(csv.reader(file), [])
    return has_examples(load_yaml(path))
