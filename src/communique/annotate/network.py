"""The numbers of the syntax model, computed for many sentences at once.

Comes in: the parts of a pipeline that spaCy has loaded, and words. Goes out: a vector for each word in its
surroundings, and the moves of the transition system. The results are those of spaCy's own forward pass (Honnibal et
al. 2020, the pipeline `en_core_web_sm`; transitions: arc-eager, Nivre 2008, with the scores of Kiperwasser and
Goldberg 2016 over eight words of the state); what differs is the order of the work:

- A vector of a form by itself (hashed norm, prefix, suffix and shape, one maxout layer) depends on the form alone and
  is computed once.
- spaCy scores one document move by move, a matrix of one row each; here all sentences of a batch move in step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[np.float32]"

_MOST_FORMS = 20_000
"""Forms whose vectors are kept: 8 MB."""

_PIECE = 1_000
"""Words that go through the layers together: their matrices stay in the cache of a core."""


class _Layer(NamedTuple):
    """One layer over a window of three words: maxout, then layer normalisation, added to what came in."""

    weights: Array
    bias: Array
    gain: Array
    shift: Array


class Encoder:
    """Vectors of words in their surroundings: the part `tok2vec` of a pipeline."""

    def __init__(self, tok2vec: Any, vocab: Any) -> None:
        import numpy as np

        self._embed, window = tok2vec.model.layers
        self._vocab = vocab
        self._layers = [_layer(residual) for residual in window.layers[0].layers]
        self._width = len(self._layers[0].gain)
        self._rows: dict[str, int] = {}
        self._table: Array = np.zeros((_MOST_FORMS, self._width), np.float32)

    def vectors(self, forms: Sequence[str]) -> Array:
        """A row for each word of one text."""
        import numpy as np

        reach = len(self._layers)  # words on each side that a vector depends on; beyond the text there are zeros
        bare = np.zeros((len(forms) + 2 * reach, self._width), np.float32)
        bare[reach : reach + len(forms)] = self._of_forms(forms)
        pieces = range(0, len(forms), _PIECE)
        done = [self._surrounded(bare[k : k + _PIECE + 2 * reach])[reach:-reach] for k in pieces]
        return done[0] if len(done) == 1 else np.concatenate(done)

    def _of_forms(self, forms: Sequence[str]) -> Array:
        unknown = [form for form in dict.fromkeys(forms) if form not in self._rows]
        if len(self._rows) + len(unknown) > _MOST_FORMS:
            self._rows.clear()
            unknown = list(dict.fromkeys(forms))
        if len(unknown) > _MOST_FORMS:  # one text with more forms than are kept
            return self._embedded(forms)
        if unknown:
            begin = len(self._rows)
            self._table[begin : begin + len(unknown)] = self._embedded(unknown)
            self._rows.update(zip(unknown, range(begin, begin + len(unknown)), strict=True))
        return self._table[[self._rows[form] for form in forms]]

    def _embedded(self, forms: Sequence[str]) -> Array:
        from spacy.tokens import Doc

        rows: Array = self._embed.predict([Doc(self._vocab, words=list(forms))])[0]
        return rows

    def _surrounded(self, rows: Array) -> Array:
        import numpy as np

        width = self._width
        for layer in self._layers:
            window = np.zeros((len(rows), 3 * width), np.float32)
            window[1:, :width] = rows[:-1]
            window[:, width : 2 * width] = rows
            window[:-1, 2 * width :] = rows[1:]
            pieces = window @ layer.weights
            pieces += layer.bias
            most = pieces[:, :width]
            for k in range(width, pieces.shape[1], width):
                most = np.maximum(most, pieces[:, k : k + width])
            most = most - most.mean(axis=1, keepdims=True)
            most *= ((np.einsum("ij,ij->i", most, most) / width + 1e-8) ** -0.5)[:, None]
            most *= layer.gain
            most += layer.shift
            rows = rows + most
        return rows


class Tags:
    """The tag of each word by its vector: the part `tagger` of a pipeline."""

    def __init__(self, tagger: Any) -> None:
        import numpy as np

        softmax = _named(tagger.model, "softmax")
        self._weights: Array = np.ascontiguousarray(softmax.get_param("W").T)
        self._bias: Array = softmax.get_param("b")
        self._labels: tuple[str, ...] = tagger.labels

    def of(self, vectors: Array) -> list[str]:
        """The Penn tags of words."""
        return [self._labels[k] for k in (vectors @ self._weights + self._bias).argmax(axis=1).tolist()]


class Moves:
    """Trees by a transition system that moves all sentences in step: the part `parser` of a pipeline."""

    def __init__(self, parser: Any, vocab: Any) -> None:
        import numpy as np
        from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]

        self._parser, self._vocab = parser, vocab
        self._context = ParserStepModel.get_token_ids
        listener, lower, upper = parser.model.layers
        linear = _named(listener, "linear")
        self._reduce: Array = np.ascontiguousarray(linear.get_param("W").T)
        self._reduce_bias: Array = linear.get_param("b")
        weights = lower.get_param("W")  # by feature, hidden unit, piece, input
        self._features, hidden, pieces, _ = weights.shape
        self._hidden = hidden
        slabs = np.arange(hidden * pieces).reshape(hidden, pieces).T.reshape(-1)  # all first pieces, all second ones
        by_feature = weights.reshape(self._features, hidden * pieces, -1)[:, slabs]
        self._lower: Array = np.ascontiguousarray(by_feature.reshape(self._features * hidden * pieces, -1).T)
        self._lower_bias: Array = lower.get_param("b").reshape(-1)[slabs]
        self._absent: Array = lower.get_param("pad").reshape(self._features, -1)[:, slabs].reshape(1, -1)
        self._upper: Array = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Array = upper.get_param("b")
        self._blanks: dict[tuple[int, int], Any] = {}
        self.nF = self._features  # what spaCy's reader of states asks its `state2vec` for
        self.state2vec = self

    def arcs(self, sentences: Sequence[tuple[Array, int]]) -> list[Any]:
        """The final state of each sentence, given as the vectors of its words and how many words it has.

        Behind its own words a sentence may have the vector of the word that follows: the system looks ahead to it.
        """
        import numpy as np

        vectors = np.concatenate([rows for rows, _ in sentences])
        scored = (vectors @ self._reduce + self._reduce_bias) @ self._lower
        scored = np.concatenate([self._absent, scored]).reshape(-1, self._lower_bias.size)
        places = np.arange(self._features)
        states: list[Any] = self._parser.moves.init_batch(
            [self._blank(own, len(rows) - own) for rows, own in sentences]
        )
        moving = list(states)
        while moving:
            context = self._context(self, moving)  # -1: no such word
            found = scored.take((context + 1) * self._features + places, axis=0).sum(axis=1)
            found += self._lower_bias
            hidden = found[:, : self._hidden]
            for k in range(self._hidden, found.shape[1], self._hidden):
                hidden = np.maximum(hidden, found[:, k : k + self._hidden])
            moving = self._parser.transition_states(moving, hidden @ self._upper + self._upper_bias)
        return states

    def _blank(self, own: int, behind: int) -> Any:
        """A sentence of so many words; the system asks only where sentences begin, not for the words."""
        known = self._blanks.get((own, behind))
        if known is None:
            from spacy.tokens import Doc

            starts: list[bool | int | None] = [k in (0, own) for k in range(own + behind)]
            known = Doc(self._vocab, words=["_"] * len(starts), sent_starts=starts)
            self._blanks[own, behind] = known
        return known


def _layer(residual: Any) -> _Layer:
    import numpy as np

    maxout, norm = _named(residual, "maxout"), _named(residual, "layernorm")
    weights = maxout.get_param("W")  # by unit, piece, input
    by_piece = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
    return _Layer(
        np.ascontiguousarray(by_piece.T),
        np.ascontiguousarray(maxout.get_param("b").T).reshape(-1),
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _named(model: Any, name: str) -> Any:
    """The one node of that name in a model. Raises LookupError if there is none or several."""
    found = [node for node in model.walk() if node.name == name]
    if len(found) != 1:
        raise LookupError(f"{len(found)} nodes are called {name}")
    return found[0]
