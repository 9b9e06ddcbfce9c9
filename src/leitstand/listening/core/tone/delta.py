"""What people of a workspace corrected, as weights beside those that ship; it can be kept as bytes."""

import io
import json
import math
from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.features import ROWS
from leitstand.listening.core.tone.tables import tables

FORM: Final = 1
_Z: Final = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How often it was right on corrections it had never seen, each judged by weights learnt from the others."""

    corrections: int
    base_right: int
    """Of `corrections`, by the weights that ship alone (by what they lean to)."""
    right: int
    """Of `corrections`, with what was learnt (by what it leans to)."""
    answered: int
    """Of `corrections`, where "unsure" would not have been said."""
    answered_right: int

    @property
    def accuracy(self) -> float:
        """Return the share that was right."""
        return self.right / self.corrections if self.corrections else 0.0

    @property
    def base_accuracy(self) -> float:
        """Return the share that was right without the corrections."""
        return self.base_right / self.corrections if self.corrections else 0.0

    @property
    def low(self) -> float:
        """Return the lower end of the accuracy's 95 % interval."""
        return wilson(self.right, self.corrections)[0]

    @property
    def high(self) -> float:
        """Return the upper end of the accuracy's 95 % interval."""
        return wilson(self.right, self.corrections)[1]

    @property
    def answered_share(self) -> float:
        """Return the share that got another answer than "unsure"."""
        return self.answered / self.corrections if self.corrections else 0.0

    @property
    def answered_accuracy(self) -> float:
        """Return the share that was right among those that got an answer."""
        return self.answered_right / self.answered if self.answered else 0.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; everything is possible where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / of + square / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def _no_rows() -> NDArray[np.int32]:
    return np.empty(0, dtype=np.int32)


def _no_weights() -> NDArray[np.int16]:
    return np.empty((0, 4), dtype=np.int16)


@dataclass(frozen=True, slots=True, eq=False)
class Delta:
    """What was learnt from corrections, and how good it is; `helps` False: the weights that ship answer alone."""

    held_out: HeldOut
    helps: bool = False
    made_for: str = ""
    """The tables it was learnt over."""
    buckets: NDArray[np.int32] = field(default_factory=_no_rows)
    weights: NDArray[np.int16] = field(default_factory=_no_weights)
    """For each bucket three columns of weights (negative, neutral, positive) and one of how much it counts in the norm."""
    scales: tuple[float, float] = (1.0, 1.0)
    heads: tuple[tuple[float, float, float], ...] = ()
    """What the heads that ship weigh in it: three columns for each of their scores, the last row is the bias."""
    sharpness: float = 1.0
    cut: float = 0.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Delta) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return it as bytes to keep: numbers only, no word of what was corrected."""
        told = {
            "form": FORM,
            "made_for": self.made_for,
            "helps": self.helps,
            "held_out": [
                self.held_out.corrections,
                self.held_out.base_right,
                self.held_out.right,
                self.held_out.answered,
                self.held_out.answered_right,
            ],
            "scales": self.scales,
            "heads": self.heads,
            "sharpness": self.sharpness,
            "cut": self.cut,
        }
        about = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
        held = io.BytesIO()
        np.savez_compressed(held, about=about, buckets=self.buckets, weights=self.weights)
        return held.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read it again; ValueError where the bytes are no delta or belong to other tables than these."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as held:
                told = json.loads(bytes(held["about"]))
                buckets, weights = held["buckets"], held["weights"]
            read = cls(
                held_out=HeldOut(*(int(count) for count in told["held_out"])),
                helps=bool(told["helps"]),
                made_for=str(told["made_for"]),
                buckets=buckets,
                weights=weights,
                scales=(float(told["scales"][0]), float(told["scales"][1])),
                heads=tuple((float(a), float(b), float(c)) for a, b, c in told["heads"]),
                sharpness=float(told["sharpness"]),
                cut=float(told["cut"]),
            )
        except Exception as error:
            raise ValueError("these bytes are no delta") from error
        if told["form"] != FORM or read.made_for != tables().mark:
            raise ValueError("this delta was learnt over other tables; learn it again")
        if weights.shape != (len(buckets), 4) or (len(buckets) and not 0 <= buckets.min() <= buckets.max() < ROWS):
            raise ValueError("these bytes are no delta")
        return read
