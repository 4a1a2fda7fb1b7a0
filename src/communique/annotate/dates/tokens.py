"""A text cut into tokens, each of which is one character of the lexicon's alphabet."""

from __future__ import annotations

import re

from communique.annotate.dates.lexicon import BREAK, STOP, Lexicon

_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:\u00ad\w+)*"  # a word, also with soft hyphens in it
    r"|\n[^\S\n]*\n"  # the end of a paragraph
    r"|[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}(?:T[0-9:.]{2,15}(?:Z|[+-][0-9:]{2,5})?)?(?![\w])"  # 28.01.2026
    r"|[0-9]{1,2}:[0-9]{2}(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    r"|[0-9]+\.[0-9]+"
    r"|[^\W_]\w*"
    r"|-{2,9}|\S"
)
_STOPS = frozenset(".!?")
_SENTENCE_STARTS = re.compile(r"[\"'”’)\]]{0,3}(?:\s+[`\"'“‘(\[]{0,3}[^\W_]|\s*\Z|\s*\n)")


class Tokens:
    """The tokens of a text: `chars` has one character for each."""

    __slots__ = ("_found", "chars", "text")

    def __init__(self, text: str, chars: str, found: list[re.Match[str]]) -> None:
        self.text, self.chars, self._found = text, chars, found

    def start(self, index: int) -> int:
        """The first code point of a token."""
        return self._found[index].start()

    def end(self, index: int) -> int:
        """The code point after a token."""
        return self._found[index].end()

    def word(self, index: int) -> str:
        """The token as the text has it."""
        return self._found[index].group()

    def at(self, position: int) -> int:
        """The token that holds or follows the code point `position`."""
        low, high = 0, len(self._found)
        while low < high:
            middle = (low + high) // 2
            if self.end(middle) <= position:
                low = middle + 1
            else:
                high = middle
        return low


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of `text`; spaces, also narrow and unbreakable ones, separate them and are none."""
    found = list(_TOKEN.finditer(text))
    words = [one.group() for one in found]
    chars = list(map(lexicon.forms.get, words))
    unknown, stop, pause = lexicon.unknown, lexicon.basic(STOP), lexicon.basic(BREAK)
    known: list[str] = []
    for index, char in enumerate(chars):
        word = words[index]
        if word in _STOPS and (
            word != "." or _ends_sentence(text, words[index - 1] if index else "", found[index].end(), lexicon)
        ):
            known.append(stop)
        elif char is not None:
            known.append(char)
        else:
            known.append(pause if word[0] == "\n" else unknown(word))
    return Tokens(text, "".join(known), found)


def _ends_sentence(text: str, previous: str, end: int, lexicon: Lexicon) -> bool:
    """A full stop ends a sentence unless it follows an initial or a short title, or a small letter follows."""
    if (len(previous) == 1 and previous.isalpha()) or "abbreviation" in lexicon.values.get(previous, ()):
        return False
    found = _SENTENCE_STARTS.match(text, end)
    if not found:
        return False
    following = found.group()[-1:]
    return not (following.isalpha() and following.islower())
