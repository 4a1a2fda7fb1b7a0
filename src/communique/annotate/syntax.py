"""What the parser is shown: a sentence in which each mention is one plain word.

A parser trained on newspapers reads `Smith met Jones in Paris on Tuesday` far better (and faster) than the same
sentence with titles, honorifics and unknown names in it. So every mention is given to it as a stand-in of its class,
brackets are left out, and the tree that comes back refers to the words of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.shared.annotated import Mention, Node, Word
from communique.shared.knowledge import Knowledge

_LONGEST_BRACKET = 14
_MAX_NODES = 300


class StandIns:
    """The plain words that the parser sees for mentions: knowledge/wording/stand_ins.yaml."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.entries("wording/stand_ins.yaml")[0]
        self._verbs: dict[str, str] = self._words["verbs"]

    def of(self, mention: Mention, number: int, after_preposition: bool) -> str:
        """The word for a mention; `number` varies it, so that two persons do not look like one."""
        words = self._words[self._class(mention, after_preposition)]
        return str(words[number % len(words)])

    def word(self, word: Word) -> str:
        """The word that the parser sees for a plain word: a rare verb is shown as a common one of the same form."""
        return self._verbs.get(word.low, word.form)

    @staticmethod
    def _class(mention: Mention, after_preposition: bool) -> str:
        if mention.kind == "date":
            return "day" if after_preposition else "adverb"
        if mention.kind in ("person", "counterpart") or (mention.kind == "side" and mention.note == "demonym"):
            return "people" if mention.plural else "person"
        if mention.kind == "side":
            return "officials" if mention.plural or len(mention.parties) > 1 else "state"
        return {"party": "state", "role": "people", "company": "person"}.get(mention.kind, mention.kind)


def nodes_of(
    words: Sequence[Word], first: int, last: int, mentions: Sequence[Mention], stand_ins: StandIns
) -> list[Node]:
    """The nodes of one sentence: its words, with each mention as one, without what stands in brackets."""
    by_start = {m.first: m for m in mentions}
    nodes: list[Node] = []
    i = first
    while i < last and len(nodes) < _MAX_NODES:
        mention = by_start.get(i)
        if mention is not None:
            following = by_start.get(mention.last)
            inside = nodes and nodes[-1].low in ("at", "in") and nodes[0].low not in _PREPOSITIONS
            if inside and following is not None and _aside(mention, following):
                nodes.pop()  # received at the palace | the envoy: to the parser, "received the envoy there"
                form = stand_ins.of(following, len(nodes), False)
                nodes.append(Node(len(nodes), mention.last, following.last, form, form.lower(), following))
                nodes.append(Node(len(nodes), i, mention.last, "there", "there", mention))
                i = following.last
                continue
            before = nodes[-1] if nodes else None
            closed = before is not None and before.mention is not None and words[before.last - 1].form == ","
            closed = closed and mention.kind in ("person", "people", "counterpart")
            if before is not None and before.mention is not None and (closed or _aside(before.mention, mention)):
                nodes.append(Node(len(nodes), i, i, ",", ","))
            preposition = before is not None and before.mention is None and before.low in _PREPOSITIONS
            form = stand_ins.of(mention, len(nodes), preposition)
            nodes.append(Node(len(nodes), i, mention.last, form, form.lower(), mention))
            i = mention.last
            if words[i - 1].form == "," and i < last and _goes_on_aside(words[i].low):
                nodes.append(Node(len(nodes), i, i, ",", ","))
            continue
        word = words[i]
        if word.form == "(":
            close = next((k for k in range(i + 1, min(i + _LONGEST_BRACKET, last)) if words[k].form == ")"), None)
            if close is not None:
                i = close + 1
                continue
        nodes.append(Node(len(nodes), i, i + 1, stand_ins.word(word), word.low))
        i += 1
    return nodes


_PREPOSITIONS = frozenset(
    {"on", "in", "at", "by", "since", "until", "till", "before", "after", "during", "of", "for", "from", "through"}
    | {"to", "between"}
)


def _goes_on_aside(low: str) -> bool:
    """Does another aside follow the comma that closed the mention: X, minister, currently visiting Z, held talks?"""
    return low.endswith(("ing", "ly")) or low in ("who", "whose", "accompanied", "together", "along", "now")


def _aside(before: Mention, here: Mention) -> bool:
    """Two mentions side by side that are no compound: `received in Paris | Smith`, `today | Smith`."""
    aside = before.kind in ("place", "date") or (before.kind == "party" and before.place is not None)
    return aside and here.kind in ("person", "people", "counterpart")
