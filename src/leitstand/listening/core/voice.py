"""The share of voice: how much of what is said of a field is said of us. Pure."""

from collections.abc import Iterable


def share_of_voice(own: Iterable[int], others: Iterable[int]) -> float | None:
    """Return own mentions of own and competitors' mentions together, 0 to 1 (guide 5.5); None where nothing was said."""
    ours = sum(own)
    everybody = ours + sum(others)
    return ours / everybody if everybody else None
