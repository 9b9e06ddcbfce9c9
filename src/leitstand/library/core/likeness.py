"""What a picture looks like, in 128 bits that stay near each other for near pictures (difference hash). Pure.

Two grids of grey values say for each place whether it grows lighter to the right, and whether it grows lighter
downwards. Scaling, another type, less quality and other colours leave almost all of these answers as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SIDE: Final = 8
ALIKE: Final = 20
"""Bits of 128 that may differ; `tests/test_likeness.py` shows what lies below and above."""
_FLAT: Final = 6
"""Grey values this close together show nothing that could be compared."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """64 bits of each direction, as the signed numbers a database keeps."""

    across: int
    down: int


FLAT: Final = Likeness(0, 0)
_NOISE: Final = 2
"""Steps no larger than this come from packing a picture, not from what it shows."""


def likeness_of(across: Sequence[int], down: Sequence[int]) -> Likeness:
    """Return the likeness from grey values row by row: `across` of 9 × 8 places, `down` of 8 × 9."""
    if max(*across, *down) - min(*across, *down) <= _FLAT:
        return FLAT
    wide = SIDE + 1
    to_right = [across[y * wide + x + 1] - across[y * wide + x] for y in range(SIDE) for x in range(SIDE)]
    to_below = [down[(y + 1) * SIDE + x] - down[y * SIDE + x] for y in range(SIDE) for x in range(SIDE)]
    if _is_even(to_right) and _is_even(to_below):  # one even course of light, as on a thousand backgrounds
        return FLAT
    return Likeness(_number([step > 0 for step in to_right]), _number([step > 0 for step in to_below]))


def _is_even(steps: Sequence[int]) -> bool:
    return len({step > 0 for step in steps if abs(step) > _NOISE}) <= 1


def mirrored(one: Likeness) -> Likeness:
    """Return what the picture looks like the other way round.

    Each row is read backwards; where it grew lighter to the right it grows darker then. Places of equal grey stay as they
    are in the picture, but count as lighter here: they are few, and within what may differ.
    """
    if one == FLAT:
        return FLAT
    across = [not bit for row in _rows(one.across) for bit in reversed(row)]
    down = [bit for row in _rows(one.down) for bit in reversed(row)]
    return Likeness(_number(across), _number(down))


def _rows(told: int) -> list[list[bool]]:
    return [[bool(told >> (y * SIDE + x) & 1) for x in range(SIDE)] for y in range(SIDE)]


def distance(one: Likeness, other: Likeness) -> int:
    """Return how many of the 128 answers differ."""
    pairs = ((one.across, other.across), (one.down, other.down))
    return sum(((first ^ second) & _MASK).bit_count() for first, second in pairs)


_MASK: Final = (1 << 64) - 1


def _number(bits: Sequence[bool]) -> int:
    told = sum(1 << place for place, bit in enumerate(bits) if bit)
    return told - (1 << 64) if told >> 63 else told
