"""Turn folded texts into bucket numbers: runs of one to five letters, words, pairs of words, words after a negation. Pure."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.fold import LINK, NAME, Folded, fold

RUN_BITS: Final = 18
WORD_BITS: Final = 18
RUN_BUCKETS: Final = 1 << RUN_BITS
ROWS: Final = RUN_BUCKETS + (1 << WORD_BITS) + 1
"""So many rows a table has: buckets of runs and pairs, then buckets of single words, then one that weighs nothing."""
NOTHING: Final = ROWS - 1
RUNS: Final = 5
WEIGHTS: Final = (4.0, 2.0, 4.0)
"""How much a word, a pair of words and a word after a negation weigh beside a run of letters."""
REACH: Final = 4
"""So many words a negation reaches, unless the sentence ends before."""

NEGATIONS: Final = (
    "nicht", "nich", "nix", "nichts", "kein", "keine", "keinen", "keiner", "keinem", "keines", "nie", "niemals", "ohne", "kaum", "weder",
    "nimmer", "net", "not", "no", "never", "without", "hardly", "nothing", "none", "cannot", "don", "didn", "doesn", "isn", "wasn", "won",
    "couldn", "wouldn", "can",
)  # fmt: skip

_LATIN_ENDS: Final = 0x250
_ADDRESSES: Final = (ord(LINK), ord(NAME))
_PRIME: Final = np.uint32(0x01000193)
_MIX: Final = np.uint32(0x9E3779B1)
_BASE: Final = 0x100000001B3
_INVERSE: Final = pow(_BASE, -1, 1 << 64)


class Features(NamedTuple):
    """Buckets of a batch: runs of letters as (RUNS, places), words as (3, words + 1), each with where a text begins and ends."""

    runs: NDArray[np.int32]
    run_spans: NDArray[np.int64]
    words: NDArray[np.int32]
    word_spans: NDArray[np.int64]
    seen: NDArray[np.int64]
    """For each text how many letters it has, how many of them not Latin, how many signs and emoji; as (3, texts)."""


def features(texts: Sequence[str]) -> Features:
    """Say which buckets each text falls into; nothing depends on its neighbours."""
    folded = fold(texts)
    words, word_spans = _words(folded)
    spans = np.stack([folded.starts, folded.ends], axis=1)
    return Features(_runs(folded.codes), spans, words, word_spans, _seen(folded))


def _seen(folded: Folded) -> NDArray[np.int64]:
    """Count what tells whether there is a language at all."""
    letters = (folded.kinds == 1) & (folded.codes != ord("0"))
    signs = (folded.kinds == 2) & ~np.isin(folded.codes, _ADDRESSES)
    marks = np.stack([letters, letters & (folded.codes >= _LATIN_ENDS), signs])
    sums = np.zeros((3, len(folded.codes) + 1), dtype=np.int64)
    np.cumsum(marks, axis=1, out=sums[:, 1:])
    return sums[:, folded.ends] - sums[:, folded.starts]


def _runs(codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    padded = np.zeros(len(codes) + RUNS, dtype=np.uint32)
    padded[: len(codes)] = codes
    found = np.empty((RUNS, len(codes)), dtype=np.int32)
    rolling = np.full(len(codes), 0x811C9DC5, dtype=np.uint32)
    for run in range(RUNS):
        rolling = (rolling ^ padded[run : run + len(codes)]) * _PRIME
        found[run] = _bucket(rolling + np.uint32(run))
    return found


def _bucket(hashed: NDArray[np.uint32], bits: int = RUN_BITS) -> NDArray[np.int32]:
    mixed = hashed ^ (hashed >> np.uint32(15))
    mixed *= _MIX
    mixed ^= mixed >> np.uint32(13)
    mixed *= _MIX
    return (mixed >> np.uint32(32 - bits)).view(np.int32)


def _word_bucket(hashed: NDArray[np.uint32]) -> NDArray[np.int32]:
    return _bucket(hashed, WORD_BITS) + np.int32(RUN_BUCKETS)


def _words(folded: Folded) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    starts, ends = _bounds(folded.kinds)
    spans = np.stack([np.searchsorted(starts, folded.starts), np.searchsorted(starts, folded.ends)], axis=1)
    hashed = _hashes(folded.codes, starts, ends)
    found = np.full((3, len(starts) + 1), NOTHING, dtype=np.int32)  # one more, so that a last end lies inside
    if not len(starts):
        return found, spans
    narrow = (hashed ^ (hashed >> np.uint64(32))).astype(np.uint32)
    found[0, :-1] = _word_bucket(narrow ^ np.uint32(0xA5A5A5A5))
    same_text = np.ones(len(starts), dtype=np.bool_)
    same_text[spans[spans[:, 0] < spans[:, 1], 0]] = False  # the first word of a text follows none
    pairs = _bucket(
        (narrow[:-1] * np.uint32(0x85EBCA6B)) ^ (narrow[1:] * np.uint32(0xC2B2AE35)) ^ np.uint32(0x3C3C3C3C)
    )
    found[1, 1:-1] = np.where(same_text[1:], pairs, NOTHING)
    denied = _denied(folded, starts, hashed, same_text)
    found[2, :-1] = np.where(denied, _bucket(narrow ^ np.uint32(0x5A5A1234)), NOTHING)
    return found, spans


def _bounds(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Say where words begin and end; a sign is a word of its own."""
    around = np.zeros(len(kinds) + 2, dtype=np.uint8)
    around[1:-1] = kinds
    letter, sign = kinds == 1, kinds == 2
    starts = np.flatnonzero(sign | (letter & (around[:-2] != 1)))
    ends = np.flatnonzero(sign | (letter & (around[2:] != 1))) + 1
    return starts, ends


def _powers(of: int, count: int) -> NDArray[np.uint64]:
    powers = np.full(count, of, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_UP, _DOWN = _powers(_BASE, 1 << 16), _powers(_INVERSE, 1 << 16)


def _hashes(codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash words by differences of one running sum, brought back to place 0: the same wherever the word stands."""
    up, down = _UP, _DOWN
    if len(codes) > len(up):
        up, down = _powers(_BASE, len(codes)), _powers(_INVERSE, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * up[: len(codes)], out=sums[1:])
    hashed = (sums[ends] - sums[starts]) * down[starts]
    return hashed * np.uint64(0x9E3779B97F4A7C15)


def _negations() -> NDArray[np.uint64]:
    folded = fold(NEGATIONS)
    starts, ends = _bounds(folded.kinds)
    return np.sort(_hashes(folded.codes, starts, ends))


def _denied(
    folded: Folded, starts: NDArray[np.int64], hashed: NDArray[np.uint64], same_text: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Say which words stand within reach of a negation and in its sentence."""
    at = np.minimum(np.searchsorted(_DENIALS, hashed), len(_DENIALS) - 1)
    places = np.arange(len(starts))
    last = np.maximum.accumulate(np.where(_DENIALS[at] == hashed, places, -REACH - 1))
    stops = np.isin(folded.codes, _STOPS)
    stops_before = np.cumsum(stops)[starts]
    fresh = ~same_text
    fresh[1:] |= stops_before[1:] != stops_before[:-1]
    sentence = np.maximum.accumulate(np.where(fresh, places, 0))
    return (places - last <= REACH) & (places > last) & (last >= sentence)


_STOPS = np.array([ord(sign) for sign in ".,;:!?\n"], dtype=np.uint32)
_DENIALS = _negations()
