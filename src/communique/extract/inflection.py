"""English inflection, as far as the knowledge files need it: the forms of a verb or noun from its base form."""

from __future__ import annotations

import re

_VOWELS = "aeiou"
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxyh]")  # sit, put, get: the last letter is doubled


def verb_forms(entry: str) -> tuple[str, ...]:
    """All forms of a verb given as "base" or "base|past|participle"; regular forms are made.

    >>> verb_forms("meet|met")
    ('meet', 'meets', 'meeting', 'met')
    >>> verb_forms("put|put")
    ('put', 'puts', 'putting')
    """
    base, *irregular = entry.split("|")
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else base
    regular = irregular[0][:-2] if irregular and irregular[0].endswith("ed") else ""
    doubled = base + base[-1] if regular == base + base[-1] or (irregular and _SHORT.fullmatch(base)) else None
    forms = [base, third_person(base), (doubled or stem) + "ing"]
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        forms += irregular or [base[:-1] + "ied"]
    else:
        forms += irregular or [base + "d" if base.endswith("e") else base + "ed"]
    return tuple(dict.fromkeys(forms))


def third_person(base: str) -> str:
    """The form with -s, also the plural of a regular noun."""
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def split_particle(verb: str) -> tuple[str, tuple[str, ...]]:
    """The forms of a verb and its particle words.

    >>> split_particle("take|took|taken part in")
    ('take|took|taken', ('part', 'in'))
    """
    *earlier, last = verb.split("|")
    form, *particle = last.split()
    return "|".join([*earlier, form]), tuple(particle)
