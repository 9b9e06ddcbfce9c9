"""What each head says of a batch, as arrays: one pass over the letters for all of them. Pure arrays."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.delta import Delta
from leitstand.listening.core.tone.features import ROWS, features
from leitstand.listening.core.tone.names import LABELS
from leitstand.listening.core.tone.scoring import chunks, lengths, summed
from leitstand.listening.core.tone.tables import Head, Tables, tables

FEWEST_LETTERS: Final = 3
"""With fewer letters no language is told."""
VIEWS_COUNT: Final = 0.6
"""How much the heads' views count beside the words of a text: on another subject they are often wrong."""
LEANING_COUNTS: Final = 2.0
"""How much what every text has counts: the larger, the cheaper it is to lean to the label that is said most there."""
_TONES: Final = {"de": "tone_de", "en": "tone_en"}

_Floats = NDArray[np.float64]


class Said(NamedTuple):
    """What the heads say of a batch, a row a text."""

    scores: _Floats  # the columns of all tables side by side
    letters: NDArray[np.int64]
    foreign: NDArray[np.int64]  # letters of a script that is not Latin
    signs: NDArray[np.int64]  # emoji and faces
    learnt: _Floats | None  # three scores of a delta


def said(texts: Sequence[str], delta: Delta | None = None) -> Said:
    """Ask every head of every text; a delta that helps is asked too."""
    held = tables()
    beside = _dense(delta) if delta is not None and delta.helps else None
    scores = np.zeros((len(texts), held.weights.shape[1]))
    seen = np.zeros((3, len(texts)), dtype=np.int64)
    learnt = None if beside is None else np.zeros((len(texts), len(LABELS)))
    for begin, end in chunks(texts):
        found = features(texts[begin:end])
        root = lengths(found)[:, None]
        scores[begin:end] = summed(found, held.weights) / root * held.scales + held.bias
        seen[:, begin:end] = found.seen
        if beside is not None and learnt is not None and delta is not None:
            total = summed(found, beside)
            norm = np.sqrt(np.maximum(total[:, 3:] * delta.scales[1], 1e-9))
            learnt[begin:end] = total[:, :3] * delta.scales[0] / norm
    if learnt is not None and delta is not None:
        # Added one by one: a product of matrices is summed in another order for another size of the batch.
        for view, weighs in zip(views(scores, held).T, np.array(delta.heads), strict=True):
            learnt += view[:, None] * weighs
    return Said(scores, seen[0], seen[1], seen[2], learnt)


def full(head: Head, columns: _Floats) -> _Floats:
    """Return a score for every answer of a head, in the order of its answers; the one it rests on has 0."""
    out = np.zeros((len(columns), len(head.answers)))
    for place, answer in enumerate(head.columns):
        out[:, head.answers.index(answer)] = columns[:, place]
    return out


def views(scores: _Floats, held: Tables) -> _Floats:
    """Return what the heads say as features of a delta: tone, offence and praise, squeezed, and one number for the bias."""
    columns = [
        scores[:, held.at[name]] * held.heads[name].sharpness for name in ("tone_de", "tone_en", "offensive", "praise")
    ]
    squeezed = VIEWS_COUNT * np.tanh(np.concatenate(columns, axis=1) / 2)
    return np.concatenate([squeezed, np.full((len(scores), 1), LEANING_COUNTS)], axis=1)


def tone_scores(found: Said, is_english: NDArray[np.bool_]) -> tuple[_Floats, NDArray[np.float64], NDArray[np.float64]]:
    """Return the shipped tone of each text in its language: scores in the order of LABELS, sharpness and cut."""
    held = tables()
    german, english = (full(held.heads[name], found.scores[:, held.at[name]]) for name in _TONES.values())
    which = np.where(is_english, 1, 0)
    sharpness = np.array([held.heads[name].sharpness for name in _TONES.values()])[which]
    cut = np.array([held.heads[name].cut for name in _TONES.values()])[which]
    return np.where(is_english[:, None], english, german), sharpness, cut


def _dense(delta: Delta) -> NDArray[np.int16]:
    out = np.zeros((ROWS, len(LABELS) + 1), dtype=np.int16)
    out[delta.buckets] = delta.weights
    return out
