"""Which language a text is in: a cheap test for English first, then py3langid over about sixty languages.

The languages and the words of English are those of knowledge/languages/identifying.yaml.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import msgspec

from communique.shared.knowledge import Knowledge

_FILE = "languages/identifying.yaml"
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8}){0,6})")
_WINDOW, _REACH = 800, 5_000
_FEWEST_LETTERS = 40
_LONG = 200


class _Words(msgspec.Struct, frozen=True):
    """The lists of the knowledge file."""

    identified: tuple[str, ...]
    near: tuple[frozenset[str], ...]
    own: frozenset[str]
    shared: frozenset[str]


@functools.cache
def _words() -> _Words:
    """Read once, when a first text comes in."""
    rules = Knowledge().mapping(_FILE)
    english = rules["english"]
    near = tuple(frozenset(group) for group in rules["near"])
    return _Words(tuple(rules["identified"]), near, frozenset(english["own"]), frozenset(english["shared"]))


def identify(text: str, declared: str | None = None) -> str | None:
    """The language of `text` as a BCP 47 tag, or None if that cannot be told.

    declared: what the metadata say; it is kept unless the text clearly is in another language. Only three windows of
    the first 5,000 characters are looked at. A text of less than 40 letters has its declared language or None.
    Method: naive Bayes over byte n-grams (Lui and Baldwin 2012), behind a count of English function words.
    """
    kept = clean(declared)
    sample = _sample(text)
    if _is_english(sample):
        return "en" if kept is None or (_primary(kept) != "en" and _letters(sample) >= _LONG) else kept
    letters = _letters(sample)
    if letters < _FEWEST_LETTERS:
        return kept
    found, share = _model().classify(sample)
    if kept is None:
        return str(found) if share >= (0.5 if letters >= _LONG else 0.9) else None
    if letters >= _LONG and share >= 0.99 and not _near(_primary(kept), str(found)):
        return str(found)
    return kept


def clean(declared: object) -> str | None:
    """A declared language as a BCP 47 tag in usual case ("en_us" gives "en-US"); None for what is none."""
    found = _TAG.fullmatch(declared.strip()) if isinstance(declared, str) and len(declared) < 60 else None
    if not found or found[1].lower() in ("und", "mul", "zxx", "mis"):
        return None
    parts = [found[1].lower()]
    for part in re.split("[-_]", found[2])[1:]:
        parts.append(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower())
    return "-".join(parts)


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _near(declared: str, found: str) -> bool:
    rules = _words()
    return declared == found or declared not in rules.identified or any({declared, found} <= g for g in rules.near)


def _sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    last = min(len(text), _REACH) - _WINDOW
    return " ".join(text[start : start + _WINDOW] for start in (0, last // 2, last))


def _letters(sample: str) -> int:
    return sum(map(str.isalpha, sample))


def _is_english(sample: str) -> bool:
    """Two different words that only English writes, and every fifth word one of English grammar."""
    rules = _words()
    words = sample.lower().split()
    own = [word for word in words if word in rules.own]
    if len(own) < 2 or len(set(own)) < 2:
        return False
    shared = sum(word in rules.shared for word in words)
    return len(own) * 14 >= len(words) and (len(own) + shared) * 5 >= len(words)


@functools.cache
def _model() -> Any:
    """The identifier with its languages; it takes over a second to load, so it is loaded once and only if needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(_words().identified))
    return model
