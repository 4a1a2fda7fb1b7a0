"""From printed lines back to paragraphs: joins hyphenated words, cuts running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

HYPHEN = "\x02"


class Line(NamedTuple):
    """A line as printed. A hyphen that was at the end of a line stands in `text` as HYPHEN.

    left, right: edges as shares of the page's width. start_low, end_low: lower edge of its first and last character
    in points from the page's foot (they differ where the program already joined two lines at a hyphen). height: of
    the font, in points.
    """

    text: str
    left: float
    right: float
    start_low: float
    end_low: float
    height: float


_PAGE_NUMBER = re.compile(r"(?:[-–—]\s?)?(?:[A-Za-z]{1,8}\s)?\d{1,4}(?:\s?(?:/|[a-z]{1,4})\s?\d{1,4})?(?:\s?[-–—])?")
_ITEM = re.compile(r"(?:[•‣▪●○◦·–—*-]\s|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]\s)")
_END = re.compile(r"""[.!?:;。！？…]["'”’»)\]]{0,3}$""")
_SPLIT_WORD = re.compile(rf"(\w{{1,60}}){HYPHEN}\s{{0,4}}(\w{{1,60}})")
_SAME_COLUMN = 0.12  # of the page's width: an indent is less than that, another column begins further right


def rebuild(pages: Sequence[Sequence[Line]]) -> str:
    """The text of the pages as paragraphs parted by an empty line.

    A paragraph ends where the gap to the next line is wider than usual, the font changes, an item of a list begins,
    or the line has room for the first word of the next one (a program that fills lines would have put it there).
    """
    pages = _without_running_lines(pages)
    pitch = _pitch(pages)
    paragraphs: list[list[str]] = []
    previous: Line | None = None
    edges: dict[int, float] = {}
    for page in pages:
        before, edges_before, edges = previous, edges, _right_edges(page)
        for line in page:
            new_page = line is page[0] and before is not None
            if previous is None or _breaks(previous, line, edges_before if new_page else edges, pitch, new_page):
                paragraphs.append([line.text])
            elif previous.text.endswith(HYPHEN) or line.text.startswith(HYPHEN):
                paragraphs[-1].append(line.text)
            else:
                paragraphs[-1] += [_space(previous.text[-1], line.text[0]), line.text]
            previous = line
    return _join_words("\n\n".join("".join(parts) for parts in paragraphs))


def _space(before: str, after: str) -> str:
    """Scripts that write no spaces between words (Chinese, Japanese, Thai) have none at the end of a line either."""
    return (
        ""
        if all(0x0E00 <= ord(c) < 0x0E80 or 0x2E80 <= ord(c) < 0xA000 or ord(c) > 0xFE2F for c in (before, after))
        else " "
    )


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of two lines in points, in units of the font's height."""
    gaps = [
        (above.end_low - below.start_low) / above.height
        for page in pages
        for above, below in pairwise(page)
        if above.height > 0 and 0.3 * above.height < above.end_low - below.start_low < 3 * above.height
    ]
    return median(gaps) if gaps else 1.2


def _right_edges(page: Sequence[Line]) -> dict[int, float]:
    """How far the column of each line reaches to the right, by the line's identity of its left edge in thousandths."""
    lefts = sorted({line.left for line in page})
    return {
        round(left * 1000): max(line.right for line in page if abs(line.left - left) < _SAME_COLUMN) for left in lefts
    }


def _breaks(above: Line, below: Line, edges: dict[int, float], pitch: float, new_page: bool) -> bool:
    if above.text.endswith(HYPHEN) or below.text.startswith(HYPHEN):
        return False
    if _ITEM.match(below.text):
        return True
    fonts = abs(above.height - below.height) > 0.15 * max(above.height, below.height)
    gap = above.end_low - below.start_low
    same_column = not new_page and gap > 0
    if fonts or (same_column and gap > 1.3 * pitch * above.height):
        return True
    edge = edges.get(round(above.left * 1000), above.right)
    word = below.text.split(maxsplit=1)[0]
    letter = (below.right - below.left) / max(len(below.text), 1)
    room = edge - above.right > (len(word) + 3) * letter
    if same_column and below.left - above.left > 0.01 and _END.search(above.text):
        return True  # an indented first line
    if new_page and not _END.search(above.text):
        return False
    return room or (new_page and bool(_END.search(above.text)) and below.text[:1].isupper() and room)


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Cuts page numbers, and first and last lines that stand on at least half of the pages."""
    kept = [list(page) for page in pages]
    for position in (0, -1):
        for _ in range(2):  # a running head may have two lines
            shapes = Counter(_shape(page[position]) for page in kept if len(page) > 1)
            for page in kept:
                if len(page) < 2:
                    continue
                shape = _shape(page[position])
                often = shapes[shape] >= max(2, (len(kept) + 1) // 2)
                if often or _PAGE_NUMBER.fullmatch(page[position].text):
                    del page[position]
    return kept


def _shape(line: Line) -> tuple[str, int]:
    """What a running line has in common on all pages. A title that is also the running head is set larger."""
    return re.sub(r"\d+", "#", line.text), round(line.height)


def _join_words(text: str) -> str:
    """Takes out the hyphens of divided words; keeps those that the word has anyway.

    A hyphen stays before a capital or a digit (Asia-Pacific, COVID-19), and where the text writes the word with it
    elsewhere.
    """
    written = set(re.findall(r"\w{1,60}-\w{1,60}", text))

    def join(found: re.Match[str]) -> str:
        first, second = found.groups()
        keep = not second[0].islower() or f"{first}-{second}" in written
        return f"{first}-{second}" if keep else first + second

    return _SPLIT_WORD.sub(join, text).replace(HYPHEN, "-")
