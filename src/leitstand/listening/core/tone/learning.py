"""Learn from what people corrected: a small support vector machine over the weights that ship. Pure numpy.

Features are those of the tables, the rare ones counting more, and what the shipped heads say of a text is a feature too: with
few corrections the shipped weights carry the answer, with many the workspace's own words do. How good it is is measured on
corrections left out in turn; where that is no better than the shipped weights alone, those stay.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.delta import Delta, HeldOut
from leitstand.listening.core.tone.features import RUN_BUCKETS
from leitstand.listening.core.tone.names import LABELS, Correction, Label
from leitstand.listening.core.tone.reading import opinions
from leitstand.listening.core.tone.rows import rows
from leitstand.listening.core.tone.settling import cut_for, sharpness_for, softmax
from leitstand.listening.core.tone.tables import tables

FEWEST: Final = 30
"""From so few corrections nothing is learnt."""
FOLDS: Final = 5
ROUNDS: Final = 8
MEAN_OF: Final = 4
"""The weights are the mean of those after so many last rounds: where a round ends is chance."""
STRICTNESS: Final = 0.5
"""How much a mistake costs beside large weights (the C of a support vector machine)."""
RARE_COST: Final = 0.85
"""The power to which a mistake costs more the rarer its label is: 0 not at all, 1 in proportion."""
TELLING_COUNTS: Final = 0.5
"""The power to which it counts how much a bucket keeps to one label."""
WORDS_COUNT: Final = 0.5
"""How much words count here beside what they count in the tables."""

_Floats = NDArray[np.float64]


class _Learnt(NamedTuple):
    weights: _Floats  # a row each for every bucket, then for every score of the heads and the bias
    rarity: _Floats


class _Lot(NamedTuple):
    """Texts taken apart, their buckets numbered among themselves."""

    edges: NDArray[np.int64]
    at: NDArray[np.int64]
    counts: _Floats
    heads: _Floats
    size: int


def learn(corrections: Sequence[Correction]) -> Delta:
    """Learn a delta; the same for the same corrections in any order."""
    agreed = _agreed(corrections)
    texts = [text for text, _ in agreed]
    truth = np.array([LABELS.index(label) for _, label in agreed], dtype=np.int64)
    base, heads = opinions(texts)
    base_right = int((base.argmax(axis=1) == truth).sum()) if texts else 0
    kinds = np.bincount(truth, minlength=len(LABELS))
    if len(texts) < FEWEST or (kinds >= FOLDS).sum() < 2:
        return Delta(HeldOut(len(texts), base_right, base_right, 0, 0), made_for=tables().mark)
    apart = rows(texts)
    used, at = np.unique(apart.buckets, return_inverse=True)
    words = used >= RUN_BUCKETS
    counts = apart.values.astype(np.float64) * np.where(words, WORDS_COUNT, 1.0)[at]
    lot = _Lot(apart.edges, at, counts, heads, len(used))
    part = _parts(truth)
    held = _held_out(lot, truth, part)
    right = int((held.argmax(axis=1) == truth).sum())
    sharpness = sharpness_for(held, truth)
    sure = softmax(held, sharpness)
    cut = cut_for(sure, truth)
    answered = sure.max(axis=1) >= cut
    told = HeldOut(
        len(texts), base_right, right, int(answered.sum()), int((answered & (sure.argmax(axis=1) == truth)).sum())
    )
    if right <= base_right:
        return Delta(told, made_for=tables().mark)
    learnt = _fit(lot, truth, np.arange(len(truth)))
    return _packed(learnt, used, words, told, sharpness, cut)


def _agreed(corrections: Sequence[Correction]) -> list[tuple[str, Label]]:
    """Keep each text once, with what most people said of it; where they are at odds, it is left out."""
    said: dict[str, Counter[Label]] = {}
    for correction in corrections:
        said.setdefault(correction.text, Counter())[correction.label] += 1
    agreed: list[tuple[str, Label]] = []
    for text in sorted(said):
        (label, most), *others = said[text].most_common(2)
        if not others or others[0][1] < most:
            agreed.append((text, label))
    return agreed


def _parts(truth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Deal the texts into parts, so that every part has its share of each label."""
    part = np.empty(len(truth), dtype=np.int64)
    part[np.argsort(truth, kind="stable")] = np.arange(len(truth)) % FOLDS
    return part


def _held_out(lot: _Lot, truth: NDArray[np.int64], part: NDArray[np.int64]) -> _Floats:
    """Score each text by weights learnt from the other parts."""
    held = np.empty((len(truth), len(LABELS)))
    for fold in range(FOLDS):
        learnt = _fit(lot, truth, np.flatnonzero(part != fold))
        for text in np.flatnonzero(part == fold):
            at, values = _row(lot, learnt.rarity, int(text))
            held[text] = values @ learnt.weights[at]
    return held


def _row(lot: _Lot, rarity: _Floats, text: int) -> tuple[NDArray[np.int64], _Floats]:
    """Return a text as places and values: its buckets by rarity, brought to length one, then what the heads say, then the bias."""
    begin, end = lot.edges[text], lot.edges[text + 1]
    at, counts = lot.at[begin:end], lot.counts[begin:end]
    rare = rarity[at]
    known = rare > 0
    at, counts, rare = at[known], counts[known], rare[known]
    norm = np.sqrt(max(float((counts * rare * rare).sum()), 1e-9))
    extra = np.arange(lot.size, lot.size + lot.heads.shape[1])
    return np.concatenate([at, extra]), np.concatenate([counts * rare / norm, lot.heads[text]])


def _rarity(lot: _Lot, truth: NDArray[np.int64], among: NDArray[np.int64]) -> _Floats:
    """Say how much each bucket counts: the more the fewer texts hold it, and the more it keeps to one label.

    One that a single text holds tells nothing.
    """
    counts = np.empty((len(LABELS), lot.size))
    for label in range(len(LABELS)):
        texts = among[truth[among] == label]
        taken = [lot.at[lot.edges[text] : lot.edges[text + 1]] for text in texts]
        counts[label] = np.bincount(np.concatenate(taken), minlength=lot.size) if taken else 0
    holding = counts.sum(axis=0)
    telling = np.zeros(lot.size)
    for label in range(len(LABELS)):
        here, else_where = counts[label] + 1.0, holding - counts[label] + 1.0
        ratio = np.log((here / here.sum()) / (else_where / else_where.sum()))
        telling = np.maximum(telling, np.abs(ratio))
    rare = np.log((1 + len(among)) / (1 + holding))
    weight: _Floats = np.where(holding > 1, rare * np.maximum(telling, 0.05) ** TELLING_COUNTS, 0.0)
    return weight


def _fit(lot: _Lot, truth: NDArray[np.int64], among: NDArray[np.int64]) -> _Learnt:
    """Fit one machine a label by dual coordinate descent, the three at once; rare labels cost more."""
    rarity = _rarity(lot, truth, among)
    taken = [_row(lot, rarity, int(text)) for text in among]
    signs = np.where(truth[among][:, None] == np.arange(len(LABELS)), 1.0, -1.0)
    kinds = np.maximum(np.bincount(truth[among], minlength=len(LABELS)), 1)
    costs = STRICTNESS * (len(among) / (len(LABELS) * kinds[truth[among]])) ** RARE_COST
    slack = 0.5 / costs
    steep = np.array([values @ values for _, values in taken]) + slack
    weights = np.zeros((lot.size + lot.heads.shape[1], len(LABELS)))
    alphas = np.zeros((len(among), len(LABELS)))
    chance = np.random.default_rng(1)
    late = np.zeros_like(weights)
    for done in range(ROUNDS):
        for text in chance.permutation(len(among)):
            at, values = taken[text]
            sign, alpha = signs[text], alphas[text]
            wrong = sign * (values @ weights.take(at, axis=0)) - 1.0 + slack[text] * alpha
            moved = np.maximum(alpha - wrong / steep[text], 0.0)
            step = (moved - alpha) * sign
            if step.any():
                weights[at] += values[:, None] * step
                alphas[text] = moved
        if done >= ROUNDS - MEAN_OF:
            late += weights
    return _Learnt(late / MEAN_OF, rarity)


def _packed(
    learnt: _Learnt, used: NDArray[np.int32], words: NDArray[np.bool_], told: HeldOut, sharpness: float, cut: float
) -> Delta:
    """Round weights to whole numbers, only those that weigh."""
    size = len(used)
    by_bucket = np.where(words, WORDS_COUNT, 1.0)
    weighing = learnt.weights[:size] * (by_bucket * learnt.rarity)[:, None]
    norm = by_bucket * learnt.rarity**2
    kept = learnt.rarity > 0
    scales = float(np.abs(weighing).max()) / 32767 or 1.0, float(norm.max()) / 32767 or 1.0
    packed = np.empty((int(kept.sum()), len(LABELS) + 1), dtype=np.int16)
    packed[:, :-1] = np.rint(weighing[kept] / scales[0])
    packed[:, -1] = np.rint(norm[kept] / scales[1])
    heads = tuple((float(a), float(b), float(c)) for a, b, c in learnt.weights[size:])
    return Delta(told, True, tables().mark, used[kept].astype(np.int32), packed, scales, heads, sharpness, cut)
