"""Which posts say the same: a fingerprint by MinHash (32 hashes over four-letter pieces), 8 bands, alike from .6 on."""

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.folding import fold, words_of

HASHES: Final = 32
BANDS: Final = 8
ROWS: Final = HASHES // BANDS
ALIKE: Final = 0.6
PIECE: Final = 4
_READ: Final = 1_000

Print = NDArray[np.uint32]
_RANDOM: Final = np.random.default_rng(20261127)
_FACTORS: Final = _RANDOM.integers(1, 2**32, HASHES, dtype=np.uint64) | np.uint64(1)
_SHIFTS: Final = _RANDOM.integers(0, 2**32, HASHES, dtype=np.uint64)
_MIX: Final = _RANDOM.integers(1, 2**63, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)
_LOW: Final = np.uint64(0xFFFFFFFF)


def heart(text: str) -> str:
    """Return what a post says, without what differs in copies: RT and handles in front, links, punctuation, case."""
    words = words_of(text[: _READ * 2])
    kept = [fold(word.lstrip("#")) for word in words if word[0] != "@" and word != "rt"]
    return " ".join(kept)[:_READ] or " ".join(words)[:_READ]


def prints(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Return the fingerprint of each text, one row each."""
    out = np.empty((len(texts), HASHES), dtype=np.uint32)
    for row, text in enumerate(texts):
        out[row] = _print(heart(text))
    return out


def _print(said: str) -> Print:
    data = said.encode("utf-32-le")
    signs = np.frombuffer(data, dtype=np.uint32).astype(np.uint64)
    if len(signs) < PIECE:
        return ((_FACTORS * np.uint64(zlib.crc32(data) | 1) + _SHIFTS) >> np.uint64(32)).astype(np.uint32)
    pieces = signs[: len(signs) - 3]
    for step in range(1, PIECE):
        pieces = pieces * np.uint64(1_000_003) + signs[step : len(signs) - 3 + step]
    mixed = np.unique((pieces * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32))
    least: Print = ((mixed[:, None] * _FACTORS + _SHIFTS) >> np.uint64(16) & _LOW).min(axis=0).astype(np.uint32)
    return least


def bands(fingerprints: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return eight numbers for each fingerprint; posts that are alike share at least one of them nearly always."""
    parts = fingerprints.reshape(-1, BANDS, ROWS).astype(np.uint64)
    mixed = (parts * _MIX).sum(axis=2, dtype=np.uint64) * np.uint64(0xBF58476D1CE4E5B9)
    numbered = mixed ^ (mixed >> np.uint64(29)) ^ np.arange(BANDS, dtype=np.uint64)
    signed: NDArray[np.int64] = numbered.view(np.int64)
    return signed


def likeness(one: Print, other: Print) -> float:
    """Return how alike two posts are: the share of hashes they have in common, 0 to 1."""
    return float((one == other).mean())
