"""Sum the weights of a batch: one look-up for all heads, one sum a text. Pure arrays."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.features import RUNS, WEIGHTS, Features

CHUNK: Final = 1 << 15
"""So many characters are looked at together: what belongs to them stays in the processor's cache."""
_LONGEST: Final = 1000


def chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut a batch into pieces of about CHUNK characters, at least one text each, as (from, to)."""
    begin = size = 0
    for at, text in enumerate(texts):
        size += min(len(text), _LONGEST) + 5
        if size > CHUNK and at > begin:
            yield begin, at
            begin, size = at, min(len(text), _LONGEST) + 5
    if begin < len(texts):
        yield begin, len(texts)


def summed(found: Features, weights: NDArray[np.int16]) -> NDArray[np.float32]:
    """Sum the weights of each text of a batch, as (texts, columns)."""
    rows = weights.take(found.runs[0], axis=0).astype(np.int32)
    for run in range(1, RUNS):
        rows += weights.take(found.runs[run], axis=0)
    total = _by_text(rows, found.run_spans).astype(np.float32)
    for which, weight in enumerate(WEIGHTS):
        words = weights.take(found.words[which], axis=0).astype(np.int32)
        total += np.float32(weight) * _by_text(words, found.word_spans).astype(np.float32)
    return total


def lengths(found: Features) -> NDArray[np.float32]:
    """Return the square root of how many runs a text has: divided by it, longer texts count for their kind, not their length."""
    runs = RUNS * (found.run_spans[:, 1] - found.run_spans[:, 0])
    root: NDArray[np.float32] = np.sqrt(np.maximum(runs, 1)).astype(np.float32)
    return root


def _by_text(rows: NDArray[np.int32], spans: NDArray[np.int64]) -> NDArray[np.int32]:
    """Add up the rows between where each text begins and ends; whole numbers, so that neighbours change nothing."""
    total = np.add.reduceat(rows, spans.reshape(-1), axis=0)[::2]
    total[spans[:, 0] == spans[:, 1]] = 0
    return total
