"""The command `triage`."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from communique.run.options import LimitOptions, Paths, limits_of

Form = Annotated[
    Literal["text", "jsonl"], Parameter(name="--format", help="The texts passed over, or a JSON line for each text.")
]


def triage(paths: Paths, /, *, form: Form = "text", limits: LimitOptions | None = None) -> int:
    """Tell, without reading them, which texts read and add would pass over as not about dealings between states."""
    from communique.run.passing import print_triage

    return print_triage(paths, form, limits_of(limits))
