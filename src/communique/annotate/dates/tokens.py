"""A text cut into tokens, each of which is one character of the lexicon's alphabet."""

from __future__ import annotations

import re

from communique.annotate.dates.lexicon import BREAK, STOP, Lexicon

_TOKEN = re.compile(
    r"\n[^\S\n]*\n"  # the end of a paragraph
    r"|[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}(?:T[0-9:.]{2,15}(?:Z|[+-][0-9:]{2,5})?)?(?![\w])"  # 28.01.2026
    r"|[0-9]{1,2}:[0-9]{2}(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    r"|[0-9]+\.[0-9]+"
    r"|[^\W_](?:[\w\u00ad]{0,60})"
    r"|-{2,9}|\S"
)
_SENTENCE_STARTS = re.compile(r"[\"'”’)\]]?(?:\s+[\"'“‘(\[]?[^\W\d_]|\s*\Z|\s*\n)")


class Tokens:
    """The tokens of a text: `chars` has one character a token; token i is text[starts[i]:ends[i]]."""

    __slots__ = ("chars", "ends", "starts", "text")

    def __init__(self, text: str, chars: str, starts: list[int], ends: list[int]) -> None:
        self.text, self.chars, self.starts, self.ends = text, chars, starts, ends

    def word(self, index: int) -> str:
        """The token as the text has it."""
        return self.text[self.starts[index] : self.ends[index]]

    def at(self, position: int) -> int:
        """The token that holds or follows the code point `position`."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= position:
                low = middle + 1
            else:
                high = middle
        return low


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of `text`; spaces, also narrow and unbreakable ones, separate them and are none."""
    forms, unknown = lexicon.forms, lexicon.unknown
    stop, pause = lexicon.basic(STOP), lexicon.basic(BREAK)
    starts: list[int] = []
    ends: list[int] = []
    chars: list[str] = []
    previous = ""
    for found in _TOKEN.finditer(text):
        word = found.group()
        start, end = found.span()
        char = forms.get(word)
        if word in ".!?" and (word != "." or _ends_sentence(text, previous, end, lexicon)):
            char = stop
        elif char is None:
            char = pause if word[0] == "\n" else unknown(word)
        chars.append(char)
        starts.append(start)
        ends.append(end)
        previous = word
    return Tokens(text, "".join(chars), starts, ends)


def _ends_sentence(text: str, previous: str, end: int, lexicon: Lexicon) -> bool:
    """A full stop ends a sentence unless it follows an initial or a short title, or a small letter follows."""
    if (len(previous) == 1 and previous.isalpha()) or "abbreviation" in lexicon.values.get(previous, ()):
        return False
    found = _SENTENCE_STARTS.match(text, end)
    if not found:
        return False
    following = found.group()[-1:]
    return not (following.isalpha() and following.islower())
