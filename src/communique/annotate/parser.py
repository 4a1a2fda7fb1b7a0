"""Syntax of sentences, read by a general parser.

Comes in: sentences as nodes without relations (syntax.py), of one text or of many. Goes out: their trees. The same
sentence of the same text gets the same tree whatever it is read together with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from communique.shared.annotated import Node, Tree
from communique.shared.settings import syntax_model

if TYPE_CHECKING:
    from communique.annotate.network import Array, Encoder, Moves, Tags

Rows = Sequence[tuple[int, list[Node]]]
"""Sentences of one text: (number, nodes)."""

_TOGETHER = 3_000
"""Words that are parsed together: more gain little and cost 4 KB each."""
_LIFTED = "||"
"""In a label of the transition system: the arc was lifted, spaCy puts it back."""


class Parser:
    """The syntax model, loaded at its first use; only the parts that a tree needs run."""

    def __init__(self) -> None:
        self._model: _Model | None = None

    def load(self) -> _Model:
        """The model, loaded once."""
        if self._model is None:
            self._model = _load()
        return self._model

    def parse(self, sentences: Iterable[tuple[int, list[Node]]]) -> dict[int, Tree]:
        """The trees of the sentences of one text by their numbers."""
        return self.parse_all([list(sentences)])[0]

    def parse_all(self, texts: Sequence[Rows]) -> list[dict[int, Tree]]:
        """The trees of the sentences of several texts; sentences without nodes have none."""
        rows = [[(number, nodes) for number, nodes in text if nodes] for text in texts]
        if any(rows):
            self.load().parse([[nodes for _, nodes in text] for text in rows])
        return [{number: Tree(number, nodes) for number, nodes in text} for text in rows]


class _Model:
    """A pipeline as spaCy runs it."""

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp

    def parse(self, texts: Sequence[Sequence[list[Node]]]) -> None:
        """Gives the nodes tags and relations."""
        from spacy.tokens import Doc

        for text in texts:
            words = [node.form for nodes in text for node in nodes]
            starts: list[bool | int | None] = [k == 0 for nodes in text for k in range(len(nodes))]
            doc = self.nlp(Doc(self.nlp.vocab, words=words, sent_starts=starts))
            tokens = iter(doc)
            for nodes in text:
                first = None
                for node, token in zip(nodes, tokens, strict=False):
                    first = token.i if first is None else first
                    node.tag, node.dep, node.head = token.tag_, token.dep_, token.head.i - first
                _hang(nodes)


class _Swift(_Model):
    """The same pipeline, with its numbers computed for many sentences at once (network.py); the trees are the same."""

    def __init__(self, nlp: Any, parts: tuple[Encoder, Tags, Moves]) -> None:
        super().__init__(nlp)
        self._encoder, self._tags, self._moves = parts
        self._labels: dict[int, str] = {}

    def parse(self, texts: Sequence[Sequence[list[Node]]]) -> None:
        """Gives the nodes tags and relations."""
        batch: list[tuple[Array, list[Node]]] = []
        waiting = 0
        for vectors, nodes in self._encoded(texts):
            batch.append((vectors, nodes))
            waiting += len(nodes)
            if waiting >= _TOGETHER:
                self._relate(batch)
                batch, waiting = [], 0
        self._relate(batch)

    def _encoded(self, texts: Sequence[Sequence[list[Node]]]) -> Iterator[tuple[Array, list[Node]]]:
        """Each sentence with the vectors of its words and of the word behind; the nodes have their tags."""
        for text in texts:
            flat = [node for nodes in text for node in nodes]
            if not flat:
                continue
            vectors = self._encoder.vectors([node.form for node in flat])
            for node, tag in zip(flat, self._tags.of(vectors), strict=True):
                node.tag = tag
            first = 0
            for nodes in text:
                last = first + len(nodes)
                yield vectors[first : last + 1], nodes
                first = last

    def _relate(self, batch: Sequence[tuple[Array, list[Node]]]) -> None:
        if not batch:
            return
        states = self._moves.arcs([(vectors, len(nodes)) for vectors, nodes in batch])
        for state, (_, nodes) in zip(states, batch, strict=True):
            for node in nodes:
                node.head, node.dep = node.index, "ROOT"
            lifted = False
            for arc in state.arcs:
                node = nodes[arc["child"]]
                node.head, node.dep = arc["head"], self._label(arc["label"])
                lifted = lifted or _LIFTED in node.dep
            if lifted:
                self._put_back(state, nodes)
            _hang(nodes)

    def _label(self, number: int) -> str:
        known = self._labels.get(number)
        if known is None:
            known = self._labels[number] = self.nlp.vocab.strings[number]
        return known

    def _put_back(self, state: Any, nodes: list[Node]) -> None:
        """Lets spaCy put back what its transition system lifted to keep the tree free of crossing arcs."""
        from spacy.tokens import Doc

        words = [node.form for node in nodes] + ["_"] * (state.length - len(nodes))
        doc = Doc(self.nlp.vocab, words=words)
        self.nlp.get_pipe("parser").set_annotations([doc], [state])
        for node in nodes:
            token = doc[node.index]
            node.head, node.dep = token.head.i, token.dep_


def _hang(nodes: list[Node]) -> None:
    for node in nodes:
        if node.head != node.index:
            nodes[node.head].children.append(node.index)


def _load() -> _Model:
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    from communique.annotate.network import Encoder, Moves, Tags

    set_current_ops(NumpyOps(use_blis=False))  # 1.4 times faster, same output; see docs/performance.md
    nlp = spacy.load(syntax_model(), exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    if nlp.pipe_names != ["tok2vec", "tagger", "parser"]:
        return _Model(nlp)
    tok2vec, tagger, parser = (pipe for _, pipe in nlp.pipeline)
    try:
        parts = Encoder(tok2vec, nlp.vocab), Tags(tagger), Moves(parser, nlp.vocab)
    except (LookupError, ValueError, AttributeError):  # a model of another build: spaCy knows how to run it
        return _Model(nlp)
    return _Swift(nlp, parts)
