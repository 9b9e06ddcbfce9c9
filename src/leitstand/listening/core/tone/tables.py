"""The tables of weights that ship with the product: one a head, loaded once, and laid side by side for one look-up."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.features import ROWS

HEADS: Final = ("language", "tone_de", "tone_en", "offensive", "praise")
FOLDER: Final = Path(__file__).parents[2] / "tone"


@dataclass(frozen=True, slots=True)
class Head:
    """One head: what it answers, its weights (a column for each answer but the one that weighs nothing), how it was set."""

    name: str
    answers: tuple[str, ...]
    rests_on: str
    """The answer without a column: it weighs 0, the others are measured against it."""
    weights: NDArray[np.int16]
    scale: float
    bias: tuple[float, ...]
    sharpness: float
    """Scores times this go into the softmax; set on texts that were not trained on."""
    cut: float
    """Below this probability the answer is "unsure"."""
    sha256: str
    """Of the weights, as they lie in memory."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the answers that have a column, in the order of the columns."""
        return tuple(answer for answer in self.answers if answer != self.rests_on)


def load(path: Path) -> Head:
    """Read one table from its file."""
    with np.load(path, allow_pickle=False) as held:
        told = json.loads(bytes(held["about"]))
        weights = held["weights"]
    if weights.shape != (ROWS, len(told["answers"]) - 1):
        raise ValueError(f"{path.name} is a table of another make: {weights.shape}")
    return Head(
        name=told["name"],
        answers=tuple(told["answers"]),
        rests_on=told["rests_on"],
        weights=weights,
        scale=told["scale"],
        bias=tuple(told["bias"]),
        sharpness=told["sharpness"],
        cut=told["cut"],
        sha256=told["sha256"],
    )


Columns: TypeAlias = "slice[int, int, None]"


@dataclass(frozen=True, slots=True)
class Tables:
    """All heads side by side: `weights[:, at[name]]` are the columns of one."""

    heads: Mapping[str, Head]
    weights: NDArray[np.int16]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]
    at: Mapping[str, Columns]
    mark: str
    """What tells these tables from others."""


@cache
def tables() -> Tables:
    """Load every head once in the life of the process."""
    return beside({name: load(FOLDER / f"{name}.npz") for name in HEADS})


def beside(heads: Mapping[str, Head]) -> Tables:
    """Lay heads side by side."""
    at: dict[str, Columns] = {}
    width = 0
    for name, head in heads.items():
        end = width + head.weights.shape[1]
        at[name] = slice(width, end, None)
        width = end
    weights = np.empty((ROWS, width), dtype=np.int16)
    for name, head in heads.items():
        weights[:, at[name]] = head.weights
    scales = np.concatenate([np.full(head.weights.shape[1], head.scale) for head in heads.values()])
    bias = np.concatenate([np.array(head.bias) for head in heads.values()])
    mark = hashlib.sha256("".join(f"{name}:{head.sha256}" for name, head in heads.items()).encode()).hexdigest()[:16]
    return Tables(heads, weights, scales.astype(np.float32), bias.astype(np.float32), at, mark)
