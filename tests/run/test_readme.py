"""The sample of the README is what the program gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from communique.run.pipeline import Reader
from communique.shared.documents import Document

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def holds(wanted: Any, got: Any) -> bool:
    """Is all that is wanted there? Of mappings the keys that are shown, of lists every member."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(key in got and holds(value, got[key]) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and all(map(holds, wanted, got))
    return bool(wanted == got)


def test_the_sample_is_what_the_program_gives() -> None:
    text = "\n".join(re.findall(r"^> (.+)$", README, re.MULTILINE))
    shown = json.loads(README.split("```json\n")[1].split("```")[0])
    got = msgspec.to_builtins(Reader().read(Document(source="readme", text=text, language="en")))
    assert holds(shown, json.loads(json.dumps(got))), got
