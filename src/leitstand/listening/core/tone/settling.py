"""Turn scores into probabilities, and set where "unsure" begins, on texts that were not trained on. Pure arrays."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

RIGHT: Final = 0.85
"""So often it shall be right where it does not say "unsure"."""
_STEPS: Final = np.geomspace(0.05, 15.0, 120)
_HIGHEST: Final = 0.9

_Floats = NDArray[np.float64]


def softmax(scores: _Floats, sharpness: float) -> _Floats:
    """Turn scores into probabilities that sum to one."""
    steep = scores * sharpness
    powers = np.exp(steep - steep.max(axis=1, keepdims=True))
    shares: _Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def sharpness_for(scores: _Floats, truth: NDArray[np.int64]) -> float:
    """Return the sharpness that makes what was true the least surprising."""
    at = np.arange(len(truth))
    surprise = [-np.log(np.maximum(softmax(scores, step)[at, truth], 1e-12)).mean() for step in _STEPS]
    return float(_STEPS[int(np.argmin(surprise))])


def cut_for(sure: _Floats, truth: NDArray[np.int64], right: float = RIGHT) -> float:
    """Return the lowest probability from which on answers are right often enough."""
    highest = sure.max(axis=1)
    order = np.argsort(-highest, kind="stable")
    hits = np.cumsum(sure.argmax(axis=1)[order] == truth[order]) / np.arange(1, len(order) + 1)
    fine = np.flatnonzero(hits >= right)
    if not len(fine):
        return _HIGHEST
    return min(_HIGHEST, float(highest[order[fine[-1]]]))
