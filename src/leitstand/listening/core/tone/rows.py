"""The same features as `scoring` sums up, kept apart: one sparse row a text, to learn from. Pure arrays."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.features import NOTHING, ROWS, WEIGHTS, Features, features
from leitstand.listening.core.tone.scoring import chunks


class Rows(NamedTuple):
    """Sparse rows: text `i` has `values[edges[i]:edges[i+1]]` at `buckets[edges[i]:edges[i+1]]`, each bucket once."""

    edges: NDArray[np.int64]
    buckets: NDArray[np.int32]
    values: NDArray[np.float32]


def rows(texts: Sequence[str]) -> Rows:
    """Take the features of texts apart."""
    pieces = [_piece(features(texts[begin:end])) for begin, end in chunks(texts)]
    if not pieces:
        return Rows(np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32))
    counts = np.concatenate([np.diff(piece.edges) for piece in pieces])
    edges = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=edges[1:])
    return Rows(
        edges, np.concatenate([piece.buckets for piece in pieces]), np.concatenate([piece.values for piece in pieces])
    )


def _piece(found: Features) -> Rows:
    """Take one batch apart: every occurrence is a key (text, bucket); like keys are added up."""
    keys, weights = [], []
    for buckets, spans, by in (
        *((run, found.run_spans, 1.0) for run in found.runs),
        *((word, found.word_spans, weight) for word, weight in zip(found.words, WEIGHTS, strict=True)),
    ):
        counts = spans[:, 1] - spans[:, 0]
        text = np.repeat(np.arange(len(counts)), counts)
        first = np.cumsum(counts) - counts
        at = np.arange(len(text)) - first[text] + spans[text, 0]
        taken = buckets[at]
        real = taken != NOTHING
        keys.append(text[real] * ROWS + taken[real])
        weights.append(np.full(int(real.sum()), by))
    key, weight = np.concatenate(keys), np.concatenate(weights)
    order = np.argsort(key, kind="stable")
    key, weight = key[order], weight[order]
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    text, bucket = np.divmod(key[begins], ROWS)
    values = np.add.reduceat(weight, begins)
    edges = np.searchsorted(text, np.arange(len(found.run_spans) + 1))
    return Rows(edges, bucket.astype(np.int32), values.astype(np.float32))
